package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"baton/integrations/secret"
	slackapp "baton/integrations/slack/app"
)

// checkedSlack is auth slack --json. The names are documented and stay.
type checkedSlack struct {
	OK  bool         `json:"ok"`
	Bot checkedToken `json:"bot_token"`
	App checkedToken `json:"app_token"`
}

type checkedToken struct {
	OK   bool          `json:"ok"`
	From string        `json:"from"`           // environment, command, keyring or nowhere
	Code string        `json:"code,omitempty"` // what is wrong, in one word
	Says string        `json:"says,omitempty"` // the same in a sentence
	Next string        `json:"next,omitempty"` // what to do or to type
	Bot  *slackapp.Bot `json:"bot,omitempty"`

	at string
}

func (a *app) checkSlack(c *cobra.Command, asJSON bool) error {
	set, err := a.settings()
	if err != nil {
		return err
	}
	checked, err := askSlack(c.Context(), set)
	if err != nil {
		return err
	}
	if asJSON {
		err = json.NewEncoder(c.OutOrStdout()).Encode(checked)
	} else {
		checked.print(c.OutOrStdout())
	}
	if err == nil && !checked.OK {
		err = errors.New("the tokens for Slack are not in order")
	}
	return err
}

// askSlack finds both tokens and asks Slack about each.
func askSlack(ctx context.Context, set settings) (checkedSlack, error) {
	client, err := slackClient()
	if err != nil {
		return checkedSlack{}, err
	}
	bot := checkToken(ctx, set.wanted(slackapp.BotToken), "bot", func(s secret.Secret) (*slackapp.Bot, error) {
		b, err := client.CheckBot(ctx, s)
		return &b, err
	})
	connection := checkToken(ctx, set.wanted(slackapp.AppToken), "app", func(s secret.Secret) (*slackapp.Bot, error) {
		if err := client.CheckApp(ctx, s); err != nil || bot.Bot == nil {
			return nil, err
		}
		return nil, slackapp.SameApp(*bot.Bot, s)
	})
	if bot.Bot != nil && len(bot.Bot.Missing) > 0 {
		bot.OK, bot.Code = false, "missing_scope"
		bot.Says = fmt.Sprintf("the bot lacks %d of the %d permissions that baton asks for", len(bot.Bot.Missing), len(slackapp.Scopes()))
		bot.Next = "put what baton manifest prints into the app at https://api.slack.com/apps, under App Manifest, install it again, then baton auth slack"
	}
	return checkedSlack{OK: bot.OK && connection.OK, Bot: bot, App: connection}, nil
}

func checkToken(ctx context.Context, w secret.Wanted, name string, ask func(secret.Secret) (*slackapp.Bot, error)) checkedToken {
	token, place, err := w.Find(ctx, ring)
	c := checkedToken{From: place.String(), at: w.At(place)}
	if err != nil {
		c.Code, c.Says, c.Next = "not_readable", err.Error(), keepingHint(w, name, place, err)
		if errors.Is(err, secret.ErrMissing) {
			c.Code = "not_set"
		}
		return c
	}
	bot, err := ask(token)
	if err == nil {
		c.OK, c.Bot = true, bot
		return c
	}
	c.Code, c.Says, c.Next = "failed", err.Error(), "baton auth slack"
	if problem := (*slackapp.Problem)(nil); errors.As(err, &problem) {
		c.Code, c.Next = problem.Code, problem.Next
		if problem.NewToken {
			c.Next = replacingHint(w, name, place)
		}
	}
	return c
}

// keepingHint says how a token that was not found gets to where it is found.
func keepingHint(w secret.Wanted, name string, place secret.Place, err error) string {
	switch {
	case errors.Is(err, secret.ErrNoRing):
		return fmt.Sprintf("put it into $%s, or let a command under %s of %s print it", w.Variable, w.Key, configName)
	case errors.Is(err, secret.ErrMissing):
		return "baton auth slack --store " + name + "; without an app, baton manifest --link comes first"
	case place == secret.Keyring:
		return "unlock the keyring, then baton auth slack"
	}
	return "baton auth slack"
}

// replacingHint says how to put another token where this one came from: in a later place it would not be seen.
func replacingHint(w secret.Wanted, name string, place secret.Place) string {
	switch place {
	case secret.Environment:
		return fmt.Sprintf("put the right one into $%s, then baton auth slack", w.Variable)
	case secret.Command:
		return fmt.Sprintf("let the command under %s of %s print the right one, then baton auth slack", w.Key, configName)
	}
	return "baton auth slack --store " + name
}

func (c checkedSlack) print(w io.Writer) {
	c.Bot.print(w, "bot token")
	c.App.print(w, "app token")
	if c.OK {
		diagnose(w, "", "both tokens work")
		diagnose(w, "next", "baton, or baton bot on a server; then /incident help in Slack")
	}
}

func (c checkedToken) print(w io.Writer, name string) {
	if c.Code == "not_set" {
		diagnose(w, name, c.Says)
		diagnose(w, "next", c.Next)
		return
	}
	diagnose(w, name, c.at)
	if b := c.Bot; b != nil {
		diagnose(w, "", worksAs(b))
		for _, s := range b.Missing {
			diagnose(w, "", "lacks "+s.Name+", to "+s.For)
		}
		if len(b.Extra) > 0 {
			diagnose(w, "", "has without need: "+strings.Join(b.Extra, ", "))
		}
	}
	if c.OK && c.Bot == nil {
		diagnose(w, "", "Slack would let it connect (nothing was connected)")
	}
	if !c.OK {
		diagnose(w, "", c.Says)
		diagnose(w, "next", c.Next)
	}
}

// worksAs says who the bot is and how much of what it needs it may do.
func worksAs(b *slackapp.Bot) string {
	all := len(slackapp.Scopes())
	return fmt.Sprintf("is @%s in %s (%s), with %d of %d permissions", b.User, b.Workspace, b.URL, all-len(b.Missing), all)
}
