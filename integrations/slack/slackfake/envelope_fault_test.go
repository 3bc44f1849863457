package slackfake_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

// say posts messages with the numbers from 1 to n.
func (s *stage) say(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		must[slackfake.TS](t)(s.maya.Say(s.ops, fmt.Sprint(i+1)))
	}
}

// texts reads n envelopes and acknowledges each.
func (c *wire) texts(n int) []string {
	c.t.Helper()
	var all []string
	for range n {
		r := c.next()
		c.ack(r, "")
		all = append(all, r.text())
	}
	return all
}

func TestEnvelopeFaults(t *testing.T) {
	for name, test := range map[string]struct {
		order         func(*slackfake.Workspace)
		atOnce, later []string // what comes of three messages: now, and when three seconds have passed
	}{
		"none":       {func(*slackfake.Workspace) {}, []string{"1", "2", "3"}, nil},
		"dropped":    {func(w *slackfake.Workspace) { w.DropEnvelopes(1) }, []string{"2", "3"}, []string{"1"}},
		"doubled":    {func(w *slackfake.Workspace) { w.DoubleEnvelopes(2) }, []string{"1", "1", "2", "2", "3"}, nil},
		"delayed":    {func(w *slackfake.Workspace) { w.DelayEnvelopes(2, 3*time.Second) }, []string{"3"}, []string{"1", "2"}},
		"one by one": {func(w *slackfake.Workspace) { w.DropEnvelopes(1); w.DoubleEnvelopes(1) }, []string{"2", "2", "3"}, []string{"1"}},
		"shuffled":   {func(w *slackfake.Workspace) { w.ShuffleEnvelopes(2) }, []string{"2", "1", "3"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, slackfake.Options{})
			c := s.connect(t)
			test.order(s.Workspace)
			s.say(t, 3)
			got := c.texts(len(test.atOnce))
			s.takeAcks(t, c)
			s.clock.Advance(3 * time.Second)
			got = append(got, c.texts(len(test.later))...)
			if want := append(test.atOnce, test.later...); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			if err := s.WaitDelivered(patience(t)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCutEnvelope(t *testing.T) {
	for name, order := range map[string]func(*slackfake.Workspace){
		"ordered":   (*slackfake.Workspace).CutEnvelope,
		"by chance": func(w *slackfake.Workspace) { w.SetChaos(slackfake.Chaos{Cut: 1}) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, slackfake.Options{})
			c := s.connect(t)
			order(s.Workspace)
			s.say(t, 2)
			if err := c.ended(); err == nil {
				t.Error("the connection did not end")
			}
			s.SetChaos(slackfake.Chaos{})
			again := s.connect(t)
			s.clock.Advance(3 * time.Second)
			got := again.texts(2)
			slices.Sort(got)
			if !slices.Equal(got, []string{"1", "2"}) {
				t.Errorf("after the cut came %q", got)
			}
		})
	}
}

// Chaos does the same to the same story under the same seed, and in the end every event arrives.
func TestChaosFollowsTheSeed(t *testing.T) {
	play := func(seed uint64) (order []string) {
		s := newStage(t, slackfake.Options{Seed: seed})
		c := s.connect(t)
		s.SetChaos(slackfake.Chaos{Drop: 0.3, Double: 0.2, Delay: 0.3, MaxDelay: 2 * time.Second})
		s.say(t, 12)
		s.SetChaos(slackfake.Chaos{})
		s.clock.Advance(4 * time.Second)
		seen := map[string]bool{}
		for len(seen) < 12 {
			text := c.texts(1)[0]
			seen[text] = true
			order = append(order, text)
		}
		return order
	}
	one, same, other := play(1), play(1), play(2)
	if !slices.Equal(one, same) {
		t.Errorf("one seed gave %q and %q", one, same)
	}
	if slices.Equal(one, other) {
		t.Errorf("two seeds gave %q", one)
	}
}
