package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"time"

	"baton/integrations/secret"
)

const (
	slackAPI = "https://slack.com/api/"
	// mostAnswer bytes are read of an answer. A page of 1,000 long messages has about four million.
	mostAnswer = 16 << 20
)

// Client asks Slack with one token. It may be used from any goroutine.
type Client struct {
	base     string // ends in a slash
	standIn  bool   // base is on this machine
	token    secret.Secret
	patience time.Duration
	http     *http.Client
}

// New speaks to Slack where base is empty, or to a stand-in at base. A stand-in may only be on this machine: a token
// must not go to a host that an environment variable names. patience bounds a call with its answer; 0 leaves that to the
// context.
func New(base string, token secret.Secret, patience time.Duration) (*Client, error) {
	c := &Client{base: slackAPI, token: token, patience: patience}
	if base != "" {
		if err := loopback(base); err != nil {
			return nil, err
		}
		c.base, c.standIn = strings.TrimSuffix(base, "/")+"/", true
	}
	c.http = &http.Client{Transport: road(), CheckRedirect: stay}
	return c, nil
}

// As is the same client with another token: an app has one of its own and one of its bot.
func (c *Client) As(token secret.Secret) *Client {
	other := *c
	other.token = token
	return &other
}

// road is the way that all clients share. It pings a connection that has gone quiet: without that, Go takes a connection
// that died while the lid was closed for a good one until the system gives it up, a quarter of an hour later.
var road = sync.OnceValue(newRoad)

func newRoad() http.RoundTripper {
	usual, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	own := usual.Clone()
	own.HTTP2 = &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 10 * time.Second}
	return own
}

// stay follows no redirect: Slack's API sends none, and what does is a login page in between.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func loopback(base string) error {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("the address of a stand-in for Slack is not a URL")
	}
	if !OfThisMachine(u.Hostname()) {
		return fmt.Errorf("%q cannot stand in for Slack; tokens go to Slack or stay on this machine", u.Hostname())
	}
	return nil
}

// OfThisMachine tells whether a host is a loopback address.
func OfThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Answer is what came back for a call, whoever sent it.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Ask calls a method and gives the answer as it came. It is for those who look at the headers, or tell a person what
// stands in the way; everybody else takes Call. An error is the transport's.
func (c *Client) Ask(ctx context.Context, method string, form url.Values) (Answer, error) {
	a, _, err := c.post(ctx, method, form)
	return a, err
}

// post sends a form to a method. The token travels in the header.
func (c *Client) post(ctx context.Context, method string, form url.Values) (a Answer, gone bool, err error) {
	return c.send(ctx, c.base+method, "application/x-www-form-urlencoded", form.Encode(), "Bearer "+c.token.Reveal())
}

// send posts a body, and tells whether all of it may have gone out.
func (c *Client) send(ctx context.Context, address, kind, body, authorization string) (a Answer, gone bool, err error) {
	if c.patience > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, c.patience)
		defer stop()
	}
	var sent sent
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, sent.trace()), http.MethodPost, address, nil)
	if err != nil {
		return Answer{}, false, err
	}
	sent.carry(r, body)
	r.Header.Set("Content-Type", kind)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return Answer{}, sent.all.Load(), err
	}
	defer response.Body.Close()
	a = Answer{Status: response.StatusCode, Header: response.Header}
	a.Body, err = io.ReadAll(io.LimitReader(response.Body, mostAnswer+1))
	if err == nil && len(a.Body) > mostAnswer {
		a.Body, err = nil, fmt.Errorf("the answer is longer than %d MiB", mostAnswer>>20)
	}
	return a, true, err
}
