package slackfake_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// afternoon is when the tests' clocks start.
var afternoon = time.Date(2023, 1, 4, 14, 0, 0, 0, time.UTC)

// stage is a workspace with one channel, two people and the bot in it.
type stage struct {
	*slackfake.Workspace
	clock      *slackfake.HandClock
	ops        slackfake.ChannelID
	maya, theo *slackfake.Person
}

func newStage(t *testing.T, o slackfake.Options) *stage {
	t.Helper()
	s := &stage{clock: slackfake.NewHandClock(afternoon)}
	if o.Clock == nil {
		o.Clock = s.clock
	}
	w, err := slackfake.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	s.Workspace = w
	s.maya = w.AddUser(slackfake.User{Name: "maya", RealName: "Maya Lindqvist", Email: "maya@example.com", TimeZone: "Europe/Stockholm"})
	s.theo = w.AddUser(slackfake.User{Name: "theo", RealName: "Theo Okafor", Email: "theo@example.com"})
	s.ops = w.AddChannel(slackfake.Channel{
		Name: "ops", Creator: s.maya.ID(), Topic: "calm", Members: []slackfake.UserID{w.BotUser(), s.maya.ID(), s.theo.ID()},
	})
	return s
}

// client is slack-go on the stage's workspace.
func (s *stage) client(t *testing.T, options ...slack.Option) *slack.Client {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return slack.New(s.BotToken(), append([]slack.Option{
		slack.OptionAppLevelToken(s.AppToken()), slack.OptionAPIURL(s.APIURL()),
		slack.OptionHTTPClient(&http.Client{Transport: transport, Timeout: 20 * time.Second}),
	}, options...)...)
}

// patience is a context that ends a test that hangs.
func patience(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// must fails the test on an error, and otherwise passes a value on.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// refused fails the test unless err is the error that Slack calls name.
func refused(t *testing.T, err error, name string) {
	t.Helper()
	if err == nil || err.Error() != name {
		t.Errorf("got %v, want %s", err, name)
	}
}
