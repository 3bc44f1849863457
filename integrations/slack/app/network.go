package app

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
)

// noAnswer says why the network brought nothing.
func noAnswer(err error) *Problem {
	var dns *net.DNSError
	var timeout net.Error
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.Is(err, context.Canceled):
		return &Problem{Code: "stopped", Says: "the question to Slack was stopped", Next: again}
	case refusedByProxy(err, http.StatusProxyAuthRequired):
		return proxyLogin()
	case isProxy(err):
		return &Problem{Code: "proxy_refuses", Says: "the proxy of $HTTPS_PROXY does not let us through to Slack", Next: "look at $HTTPS_PROXY, then " + again}
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &verification), errors.Is(err, http.ErrSchemeMismatch):
		return &Problem{Code: "not_trusted", Says: "what answers for Slack cannot prove that it is Slack; a proxy that looks into TLS does this, and so does a clock that is wrong", Next: "add your company's certificate to this system, or set the clock, then " + again}
	case errors.As(err, &dns):
		return &Problem{Code: "no_network", Says: "the name of Slack cannot be looked up: there is no network, or no DNS", Next: "connect to the network, or set $HTTPS_PROXY, then " + again}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &Problem{Code: "timeout", Says: fmt.Sprintf("Slack did not answer within %s", patience), Next: "look at the network, then " + again}
	}
	return &Problem{Code: "no_network", Says: "Slack cannot be reached", Next: "connect to the network, or set $HTTPS_PROXY, then " + again}
}

func proxyLogin() *Problem {
	return &Problem{Code: "proxy_login", Says: "the proxy between here and Slack wants a login", Next: "put it into $HTTPS_PROXY, then " + again}
}

// isProxy tells whether the proxy could not be reached, or would not connect us.
func isProxy(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "proxyconnect" {
		return true
	}
	for status := http.StatusBadRequest; status <= http.StatusNetworkAuthenticationRequired; status++ {
		if refusedByProxy(err, status) {
			return true
		}
	}
	return false
}

// refusedByProxy tells whether a proxy answered CONNECT with a status. Go gives its words alone as the error.
func refusedByProxy(err error, status int) bool {
	var u *url.Error
	text := http.StatusText(status)
	return text != "" && errors.As(err, &u) && u.Err.Error() == text
}

func notSlack(what string) *Problem {
	return &Problem{Code: "not_slack", Says: "something other than Slack answers in its place: " + what, Next: "log in to the network or set $HTTPS_PROXY, then " + again}
}
