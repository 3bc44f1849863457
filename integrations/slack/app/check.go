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
	App       string   `json:"app_id,omitempty"` // "" where Slack does not say
	Scopes    []string `json:"scopes"`           // granted
	Missing   []Scope  `json:"missing_scopes"`   // asked for by the manifest and not granted
	Extra     []string `json:"extra_scopes"`     // granted and of no use
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
	if err := json.Unmarshal(a.Body, &t); err != nil || t.UserID == "" || t.BotID == "" {
		return Bot{}, notSlack("its answer does not say which bot the token is of")
	}
	b := Bot{Workspace: clean.Line(t.Team), URL: clean.Line(t.URL), Team: clean.Line(t.TeamID), User: clean.Line(t.User), UserID: clean.Line(t.UserID)}
	if a.Header.Get("X-OAuth-Scopes") == "" {
		return Bot{}, &Problem{Code: "no_scopes", Says: "Slack answers without the list of permissions; a proxy on the way may have taken it out", Next: "look at $HTTPS_PROXY, then " + again}
	}
	b.Scopes = granted(a.Header.Get("X-OAuth-Scopes"))
	b.Missing, b.Extra = compared(b.Scopes)
	b.App = c.appOf(ctx, token, t.BotID)
	return b, nil
}

// appOf asks which app a bot is of. It is for SameApp alone, so no answer is no fault.
func (c *Client) appOf(ctx context.Context, token secret.Secret, bot string) string {
	a, err := c.call(ctx, "bots.info", token, url.Values{"bot": {bot}})
	if problemOf(BotToken, a, err) != nil {
		return ""
	}
	var info struct {
		Bot struct {
			App string `json:"app_id"`
		} `json:"bot"`
	}
	if json.Unmarshal(a.Body, &info) != nil {
		return ""
	}
	return clean.Line(info.Bot.App)
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
	if err := json.Unmarshal(a.Body, &opened); err != nil || !strings.HasPrefix(opened.URL, "ws") {
		return notSlack("its answer has no address to connect to")
	}
	return nil
}

// SameApp refuses two tokens of two apps: messages would go out by one and be heard by the other. An app token has the
// app's id in its third part, as in xapp-1-A0123456789-…; where either side does not say, they are taken to fit.
func SameApp(b Bot, app secret.Secret) error {
	parts := strings.Split(app.Reveal(), "-")
	if len(parts) < 4 || !strings.HasPrefix(parts[2], "A") || b.App == "" || parts[2] == b.App {
		return nil
	}
	return &Problem{Code: "other_app", Says: "this app token is of another app than the bot token; make one in the app " + b.App + ", " + AppToken.home(), NewToken: true}
}
