package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"baton/integrations/clean"
	"baton/integrations/secret"
	"baton/integrations/slack"
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
	served := diagnoseService(w, set)
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
	if served {
		diagnose(w, "slack next", "nothing; /incident help in Slack says what can be typed there")
		return
	}
	diagnose(w, "slack next", "open the console with baton, or baton bot on a server")
}

// diagnoseService says how the service is that runs in some process of this machine, and what its steps took.
func diagnoseService(w io.Writer, set settings) (served bool) {
	st, err := slack.ReadStatus(filepath.Dir(set.store))
	if err != nil || time.Since(st.Updated) > stale {
		diagnose(w, "slack live", "not served by any process now")
		return false
	}
	diagnose(w, "slack live", fmt.Sprintf("%s, served by process %d", st.Line(set.zone), st.Process))
	for _, ref := range slices.Sorted(maps.Keys(st.Channels)) {
		diagnose(w, "channel", strings.TrimSuffix(fmt.Sprintf("#%s for %s: %s", clean.Line(st.Channels[ref].Name), ref, st.Channels[ref].Trouble()), ": "))
	}
	diagnose(w, "not told", fmt.Sprintf("%d wait, %d failed", st.Waiting, st.Failed))
	diagnose(w, "not read", fmt.Sprintf("%d events, kept in slack-unread.jsonl beside the record", st.Unread))
	for _, step := range slack.Steps() {
		if spent, ok := st.Steps[step]; ok {
			diagnose(w, step, fmt.Sprintf("%d times, half of them below %s, 99 %% below %s, the longest %s",
				spent.Count, short(spent.Median), short(spent.P99), short(spent.Worst)))
		}
	}
	return true
}

// short is a duration with three digits.
func short(d time.Duration) time.Duration {
	for unit := time.Duration(1); ; unit *= 10 {
		if d < 1000*unit {
			return d.Round(unit)
		}
	}
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
