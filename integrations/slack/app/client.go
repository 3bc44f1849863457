package app

import (
	"context"
	"net/url"
	"time"

	"baton/integrations/secret"
	"baton/integrations/slack/web"
)

// patience with one call. Slack answers these in well under a second.
const patience = 10 * time.Second

// Client asks Slack about tokens.
type Client struct{ slack *web.Client }

// NewClient speaks to Slack, or to a stand-in at base for tests, which may only be on this machine.
func NewClient(base string) (*Client, error) {
	slack, err := web.New(base, secret.Secret{}, patience)
	if err != nil {
		return nil, err
	}
	return &Client{slack: slack}, nil
}

// call asks with a token and gives the answer as it came.
func (c *Client) call(ctx context.Context, method string, token secret.Secret, form url.Values) (web.Answer, error) {
	return c.slack.As(token).Ask(ctx, method, form)
}
