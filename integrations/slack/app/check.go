package app

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"baton/integrations/clean"
	"baton/integrations/secret"
)

// Bot is what the bot's token can do, and where.
type Bot struct {
	Workspace string   `json:"workspace"`
	URL       string   `json:"url"`
	Team      string   `json:"team_id"`
	User      string   `json:"user"`
	UserID    string   `json:"user_id"`
	Scopes    []string `json:"scopes"`         // granted
	Missing   []Scope  `json:"missing_scopes"` // asked for by the manifest and not granted
	Extra     []string `json:"extra_scopes"`   // granted and of no use
}

// authTest is Slack's answer to auth.test.
type authTest struct {
	URL    string `json:"url"`
	Team   string `json:"team"`
	User   string `json:"user"`
	TeamID string `json:"team_id"`
	UserID string `json:"user_id"`
	BotID  string `json:"bot_id"`
}

// CheckBot asks Slack who the bot is and what it may do. Every error is a *Problem.
func (c *Client) CheckBot(ctx context.Context, token secret.Secret) (Bot, error) {
	if err := BotToken.Check(token); err != nil {
		return Bot{}, err
	}
	a, err := c.call(ctx, "auth.test", token, url.Values{})
	if problem := problemOf(BotToken, a, err); problem != nil {
		return Bot{}, problem
	}
	var t authTest
	if err := json.Unmarshal(a.body, &t); err != nil || t.UserID == "" || t.BotID == "" {
		return Bot{}, notSlack("its answer does not say which bot the token is of")
	}
	b := Bot{Workspace: clean.Line(t.Team), URL: clean.Line(t.URL), Team: clean.Line(t.TeamID), User: clean.Line(t.User), UserID: clean.Line(t.UserID)}
	b.Scopes = granted(a.header.Get("X-OAuth-Scopes"))
	b.Missing, b.Extra = compared(b.Scopes)
	return b, nil
}

// granted reads the header in which Slack lists the permissions of the token that was used.
func granted(header string) []string {
	names := []string{}
	for name := range strings.SplitSeq(header, ",") {
		if name = clean.Line(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// CheckApp asks Slack for an address to connect to, as the console would, and leaves it unused: nothing is connected.
// Every error is a *Problem.
func (c *Client) CheckApp(ctx context.Context, token secret.Secret) error {
	if err := AppToken.Check(token); err != nil {
		return err
	}
	a, err := c.call(ctx, "apps.connections.open", token, url.Values{})
	if problem := problemOf(AppToken, a, err); problem != nil {
		return problem
	}
	var opened struct {
		URL string `json:"url"`
	}
	if err := json.Unmarshal(a.body, &opened); err != nil || !strings.HasPrefix(opened.URL, "ws") {
		return notSlack("its answer has no address to connect to")
	}
	return nil
}
