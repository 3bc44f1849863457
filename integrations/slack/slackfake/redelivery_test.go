package slackfake_test

import (
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

func TestUnackedEventsComeAgain(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "who has the database?"))
	first := c.next()
	if first.Attempt != 0 || first.Why != "" || first.text() != "who has the database?" {
		t.Fatalf("first attempt: %+v", first)
	}
	seen := map[string]bool{first.EnvelopeID: true}
	for attempt, wait := range []time.Duration{3 * time.Second, 63 * time.Second, 303 * time.Second} {
		s.clock.Advance(wait)
		again := c.next()
		if again.Payload.EventID != first.Payload.EventID || again.Attempt != attempt+1 || again.Why != "timeout" || seen[again.EnvelopeID] {
			t.Fatalf("attempt %d: %+v", attempt+1, again)
		}
		seen[again.EnvelopeID] = true
	}
	s.clock.Advance(3 * time.Second)
	if err := s.WaitDelivered(patience(t)); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(time.Hour)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "next"))
	if r := c.next(); r.text() != "next" {
		t.Errorf("a given-up event came again: %+v", r)
	}
}

func TestAckEndsRedelivery(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "one"))
	c.ack(c.next(), "")
	if err := s.WaitDelivered(patience(t)); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(time.Hour)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "two"))
	if r := c.next(); r.text() != "two" {
		t.Errorf("an acknowledged event came again: %+v", r)
	}
}

func TestLateAckCountsForNothing(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "one"))
	first := c.next()
	s.clock.Advance(3 * time.Second)
	second := c.next()
	c.ack(first, "")
	s.takeAcks(t, c)
	s.clock.Advance(time.Minute + 3*time.Second)
	if third := c.next(); third.Attempt != 2 || third.Payload.EventID != second.Payload.EventID {
		t.Errorf("after a late acknowledgement came %+v", third)
	}
}

func TestEventsWaitForASocket(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	must[slackfake.TS](t)(s.maya.Say(s.ops, "nobody listens"))
	s.clock.Advance(time.Hour)
	c := s.connect(t)
	if r := c.next(); r.text() != "nobody listens" {
		t.Errorf("got %+v", r)
	}
}

func TestCommandsComeOnce(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	i := must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident status"))
	_, err := i.Wait(patience(t))
	refused(t, err, "operation_timeout")
	c := s.connect(t)
	i = must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident status"))
	if r := c.next(); r.Type != "slash_commands" || r.Payload.Text != "status" || !r.Accepts {
		t.Errorf("got %+v", r)
	}
	s.clock.Advance(3 * time.Second)
	_, err = i.Wait(patience(t))
	refused(t, err, "operation_timeout")
	must[slackfake.TS](t)(s.maya.Say(s.ops, "next"))
	if r := c.next(); r.text() != "next" {
		t.Errorf("a command came again: %+v", r)
	}
}

func TestStopRedelivery(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	s.StopRedelivery()
	c := s.connect(t)
	s.DropEnvelopes(1)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "lost"))
	s.clock.Advance(time.Hour)
	must[slackfake.TS](t)(s.maya.Say(s.ops, "next"))
	if r := c.next(); r.text() != "next" {
		t.Errorf("got %+v", r)
	}
}
