package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"baton/integrations/secret"
	"baton/integrations/slack/slackfake"
)

// TestMain lets no test out of this machine.
func TestMain(m *testing.M) {
	http.DefaultTransport = homeOnly{http.DefaultTransport}
	os.Exit(m.Run())
}

// homeOnly refuses every host that is not this machine.
type homeOnly struct{ http.RoundTripper }

func (h homeOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	if ip := net.ParseIP(r.URL.Hostname()); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("a test wants to reach %s", r.URL.Host)
	}
	return h.RoundTripper.RoundTrip(r)
}

const tokenText = "xoxb-1234567890-abcdefSECRET"

// stage is a workspace with one channel that the bot is in, and a client of it.
type stage struct {
	*slackfake.Workspace
	clock *slackfake.HandClock
	ops   slackfake.ChannelID
	maya  *slackfake.Person
	bot   *Client
}

func newStage(t *testing.T, o slackfake.Options) *stage {
	t.Helper()
	s := &stage{clock: slackfake.NewHandClock(time.Date(2023, 1, 4, 14, 0, 0, 0, time.UTC))}
	o.Clock = s.clock
	w, err := slackfake.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	s.Workspace = w
	s.maya = w.AddUser(slackfake.User{Name: "maya"})
	s.ops = w.AddChannel(slackfake.Channel{Name: "ops", Creator: s.maya.ID(), Members: []slackfake.UserID{w.BotUser(), s.maya.ID()}})
	if s.bot, err = New(w.APIURL(), secret.New(w.BotToken()), time.Minute); err != nil {
		t.Fatal(err)
	}
	return s
}

// posts are how many messages of the bot are in the channel.
func (s *stage) posts() int {
	n := 0
	for _, m := range s.Messages(s.ops) {
		if m.User == s.BotUser() && m.Subtype == "" {
			n++
		}
	}
	return n
}

// slackThat answers every request alike.
func slackThat(t *testing.T, answers http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(answers)
	t.Cleanup(server.Close)
	c, err := New(server.URL+"/api/", secret.New(tokenText), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// limit is a context that ends a test that hangs.
func limit(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}
