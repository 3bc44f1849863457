package socket

import (
	"context"
	"crypto/tls"
	"errors"
	"net"

	"github.com/gorilla/websocket"

	"baton/integrations/clean"
	"baton/integrations/slack/web"
)

// Final says that waiting does not help: a person has to do something first.
type Final struct {
	Code string // Slack's word, or the reason of its disconnect
	Says string // one sentence, and what to type next
}

// Error is the sentence.
func (f *Final) Error() string { return f.Says }

const again = "then type baton auth slack"

// finalOf is the end of it, for refusals that stay until somebody changes something (docs.slack.dev, the errors of
// apps.connections.open); nil for all others.
func finalOf(code string) *Final {
	says := ""
	switch code {
	case "invalid_auth", "not_authed":
		says = "Slack does not know the app token; type baton auth slack"
	case "token_revoked", "token_expired":
		says = "the app token no longer works, somebody took it back; make another, " + again
	case "account_inactive":
		says = "the app was removed from the workspace; install it again, " + again
	case "not_allowed_token_type":
		says = "the app token is a token of another kind; take the one that begins with xapp-, " + again
	case "missing_scope", "no_permission":
		says = "the app token lacks the scope connections:write; make one that has it, " + again
	case "link_disabled", "socket_mode_disabled", "socket_mode_not_enabled", "forbidden_team":
		says = "Socket Mode is off for this app, or the workspace forbids it; switch it on at https://api.slack.com/apps, " + again
	case "access_denied", "team_access_not_granted", "ekm_access_denied", "enterprise_is_restricted":
		says = "the workspace does not let this app in (" + code + "); ask an administrator of the workspace, " + again
	default:
		return nil
	}
	return &Final{Code: code, Says: says}
}

// finalError is the end of it if an error is.
func finalError(err error) *Final {
	if refused := (*web.Refused)(nil); errors.As(err, &refused) {
		return finalOf(refused.Code)
	}
	return nil
}

// sentence says what went wrong with a connection. Nothing that a stranger wrote is in it uncleaned.
func sentence(err error) string {
	var final *Final
	var limited *web.Limited
	var refused *web.Refused
	var unreached *web.Unreached
	var unclear *web.Unclear
	var noSocket *notSocket
	var certificate *tls.CertificateVerificationError
	var closed *websocket.CloseError
	var network net.Error
	switch {
	case errors.As(err, &final):
		return final.Says
	case errors.As(err, &limited):
		return "Slack was asked for a connection too often and wants a pause"
	case errors.As(err, &refused):
		return "Slack refuses a connection: " + refused.Code
	case errors.As(err, &certificate):
		return "what answers for Slack cannot prove that it is Slack"
	case errors.As(err, &unreached):
		return "Slack cannot be reached: " + clean.Title(unreached.Err.Error(), 200)
	case errors.As(err, &unclear):
		return "Slack gives no address to connect to: " + clean.Title(unclear.Err.Error(), 200)
	case errors.As(err, &noSocket), errors.Is(err, errAddress), errors.Is(err, errCrowded), errors.Is(err, errRestless):
		return err.Error()
	case errors.As(err, &closed):
		return "Slack, or a proxy on the way, ended a connection"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "a connection to Slack went silent"
	}
	return "a connection to Slack failed: " + clean.Title(err.Error(), 200)
}

var (
	errCrowded  = errors.New("this app has too many connections to Slack, ten at most; is baton, or another program with its app token, running elsewhere?")
	errRestless = errors.New("a connection to Slack was sent away before it began")
)
