package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"baton/integrations/secret"
)

const (
	slackAPI = "https://slack.com/api/"
	// patience with one call. Slack answers these two in well under a second.
	patience = 10 * time.Second
	// mostAnswer bytes are read of an answer, which has less than one thousand.
	mostAnswer = 64 << 10
)

// Client asks Slack about tokens.
type Client struct {
	base string
	http *http.Client
}

// NewClient speaks to Slack, or to a stand-in at base for tests. A stand-in may only be on this machine: a token must
// not go to a host that an environment variable names.
func NewClient(base string) (*Client, error) {
	if base == "" {
		base = slackAPI
	} else if err := loopback(base); err != nil {
		return nil, err
	}
	return &Client{base: strings.TrimSuffix(base, "/") + "/", http: &http.Client{Timeout: patience, CheckRedirect: stay}}, nil
}

// stay follows no redirect: Slack's API sends none, and what does is a login page in between.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func loopback(base string) error {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("the address of a stand-in for Slack is not a URL")
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%q cannot stand in for Slack; tokens go to Slack or stay on this machine", u.Hostname())
	}
	return nil
}

// answer is what came back for a call.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// call posts to a method with a token. The token travels in a header, so that no error of the transport, which quotes
// the address, can hold it.
func (c *Client) call(ctx context.Context, method string, token secret.Secret, form url.Values) (answer, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Authorization", "Bearer "+token.Reveal())
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := c.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer))
	return answer{status: response.StatusCode, header: response.Header, body: body}, err
}
