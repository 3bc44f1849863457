package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"baton/integrations/secret"
	slackapp "baton/integrations/slack/app"
)

// patienceOfDoctor is how long a keyring may take to say that it has a token; one that is locked would ask for a
// passphrase.
const patienceOfDoctor = 5 * time.Second

// diagnoseSlack says which tokens there are and what to type next. Only when it is told to ask does it run a command of
// the configuration or use the network.
func diagnoseSlack(ctx context.Context, w io.Writer, set settings, ask bool) {
	if !ask {
		diagnoseTokens(ctx, w, set)
		return
	}
	checked, err := askSlack(ctx, set)
	if err != nil {
		diagnose(w, "slack", err.Error())
		return
	}
	diagnose(w, "slack bot", checked.Bot.line())
	diagnose(w, "slack app", checked.App.line())
	for _, t := range []checkedToken{checked.Bot, checked.App} {
		if !t.OK {
			diagnose(w, "slack next", t.Next)
			return
		}
	}
	diagnose(w, "slack next", "nothing; the console does not speak to Slack yet")
}

// line is what came of one token.
func (c checkedToken) line() string {
	switch {
	case c.Code == "not_set":
		return "not set"
	case !c.OK:
		return c.at + ": " + c.Says
	case c.Bot != nil:
		return c.at + ": " + worksAs(c.Bot)
	}
	return c.at + ": works"
}

func diagnoseTokens(ctx context.Context, w io.Writer, set settings) {
	ctx, stop := context.WithTimeout(ctx, patienceOfDoctor)
	defer stop()
	bot, botPlace, botErr := located(ctx, set.wanted(slackapp.BotToken))
	app, appPlace, appErr := located(ctx, set.wanted(slackapp.AppToken))
	diagnose(w, "slack bot", bot)
	diagnose(w, "slack app", app)
	diagnose(w, "slack next", slackNext(set, botPlace, appPlace, errors.Join(botErr, appErr)))
}

func located(ctx context.Context, wanted secret.Wanted) (string, secret.Place, error) {
	place, err := wanted.Locate(ctx, ring)
	switch {
	case errors.Is(err, secret.ErrNoRing):
		return "not set, and this machine has no keyring", place, err
	case err == nil, errors.Is(err, secret.ErrMissing):
		return wanted.At(place), place, err
	}
	return "not known: " + err.Error(), place, err
}

func slackNext(set settings, bot, app secret.Place, err error) string {
	w, name := set.wanted(slackapp.BotToken), "bot"
	if bot != secret.Nowhere {
		w, name = set.wanted(slackapp.AppToken), "app"
	}
	switch {
	case bot != secret.Nowhere && app != secret.Nowhere:
		return "baton auth slack, or baton doctor --slack, asks Slack whether they work"
	case err != nil && !errors.Is(err, secret.ErrMissing):
		return "unlock the keyring, then baton doctor"
	case bot == secret.Nowhere && app == secret.Nowhere:
		return "baton manifest --link, for those who use Slack; the README says the rest"
	case errors.Is(err, secret.ErrNoRing):
		return fmt.Sprintf("put the token into $%s, or let a command under %s of %s print it", w.Variable, w.Key, configName)
	}
	return "baton auth slack --store " + name
}
