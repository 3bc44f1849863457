package slackfake_test

import (
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// TestAChannelIsClosedOpenedAndLeft: what people do to a channel decides what the app can do there.
func TestAChannelIsClosedOpenedAndLeft(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true})
	id, api := s.ops, s.client(t)
	post := func() error {
		_, _, err := api.PostMessageContext(patience(t), string(id), slack.MsgOptionText("hello", false))
		return err
	}
	for _, step := range []struct {
		what string
		do   func() error
		want string
	}{
		{"at first", func() error { return nil }, ""},
		{"archived", func() error { return s.maya.Archive(id) }, "is_archived"},
		{"opened again", func() error { return s.maya.Unarchive(id) }, ""},
		{"removed", func() error { return s.maya.Remove(id, s.BotUser()) }, "not_in_channel"},
		{"invited again", func() error { return s.maya.Invite(id, s.BotUser()) }, ""},
		{"with a token that was revoked", func() error { s.RevokeToken(s.BotToken(), "token_revoked"); return nil }, "token_revoked"},
		{"with a good one", func() error { s.RevokeToken(s.BotToken(), ""); return nil }, ""},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		got := ""
		if err := post(); err != nil {
			got = err.Error()
		}
		if got != step.want {
			t.Errorf("%s: posting says %q, want %q", step.what, got, step.want)
		}
	}
	if err := s.maya.Unarchive(id); err == nil {
		t.Error("a channel that is open was opened")
	}
}

// TestAFrameGoesOutAsItIs: an order for a frame tells whether it was acknowledged.
func TestAFrameGoesOutAsItIs(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	if <-s.SendFrame("E1", "nobody hears it") {
		t.Error("it was acknowledged without a connection")
	}
	c := s.connect(t)
	acknowledged := s.SendFrame("E2", `{"type":"surprise","envelope_id":"E2"}`)
	f := c.next()
	if f.Type != "surprise" || f.EnvelopeID != "E2" {
		t.Fatalf("the frame is %+v", f)
	}
	c.ack(f, "")
	if !<-acknowledged {
		t.Error("it was not acknowledged")
	}
	late := s.SendFrame("E3", `{"type":"surprise","envelope_id":"E3"}`)
	s.clock.Advance(time.Minute)
	if <-late {
		t.Error("it was acknowledged by nobody")
	}
	if err := s.WaitDelivered(patience(t)); err != nil {
		t.Error(err)
	}
}
