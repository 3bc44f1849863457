package slack

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
)

// skewed is a clock that is off by a while.
type skewed struct {
	*slackfake.HandClock
	by time.Duration
}

func (c *skewed) Now() time.Time { return c.HandClock.Now().Add(c.by) }

// faulty is a rig with an incident whose channel is set up and told of everything.
type faulty struct {
	*rig
	ref incident.Ref
	id  slackfake.ChannelID
}

func newFaulty(t *testing.T, o slackfake.Options) *faulty {
	t.Helper()
	f := &faulty{rig: newRig(t, o)}
	f.begin()
	return f
}

func (f *faulty) begin() {
	f.t.Helper()
	f.start()
	f.connected()
	f.ref, f.id = f.declared("List import problems")
	f.rest()
}

// rest waits until everything is told and read.
func (f *faulty) rest() {
	f.t.Helper()
	f.until("all is told and read", func() bool {
		st := f.service.Status()
		return st.Waiting == 0 && len(st.CatchingUp) == 0 && f.service.lanes.oldest().IsZero() && st.Connections == connections && len(f.open()) == 0
	})
}

// open are the keys of what is to be told still and not given up.
func (f *faulty) open() (keys []string) {
	for _, item := range f.pending(f.ref) {
		if item.Stage != incident.StageFailed && item.Stage != incident.StageSkipped {
			keys = append(keys, item.Key)
		}
	}
	return keys
}

// gaveUp waits until the service ends by itself, and tells with what.
func (r *rig) gaveUp() (err error) {
	r.t.Helper()
	over := false
	r.until("the service gives up", func() bool {
		select {
		case err = <-r.ended:
			over = true
		default:
		}
		return over
	})
	r.stopping()
	r.stopping = nil
	return err
}

func (r *rig) line() string {
	st := r.service.Status()
	return st.Line(time.UTC)
}

// says waits until the status line has all these words.
func (r *rig) says(words ...string) {
	r.t.Helper()
	last := ""
	defer func() {
		if r.t.Failed() {
			r.t.Logf("it says %q, not %q", last, words)
		}
	}()
	r.until("the status line says so", func() bool {
		last = r.line()
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(last, w) })
	})
}

// well waits until the status line is that of a service with no trouble.
func (f *faulty) well() {
	f.t.Helper()
	f.leaveOutStale()
	f.until("all is well", func() bool { return f.line() == "live, 2 connections" })
	if st := f.service.Status(); !st.Well() {
		f.t.Errorf("it says that all is well, and is not: %+v", st)
	}
}

// leaveOutStale does what a person does with questions whose time passed while Slack was down. Nothing else may have failed.
func (f *faulty) leaveOutStale() {
	f.t.Helper()
	for d := range f.state(f.ref).Deliveries.All() {
		switch {
		case d.Stage != incident.StageFailed:
		case strings.HasPrefix(d.Key, "due/"):
			f.do(incident.SkipDelivery{Key: d.Key, Reason: "its time has passed"})
		default:
			f.t.Errorf("%s failed: %s", d.Key, d.Reason)
		}
	}
}

// tellAgain asks for everything again that failed, until nothing has.
func (f *faulty) tellAgain() {
	f.t.Helper()
	f.until("nothing has failed", func() bool {
		failed := false
		for d := range f.state(f.ref).Deliveries.All() {
			if d.Stage == incident.StageFailed {
				f.do(incident.RetryDelivery{Key: d.Key})
				failed = true
			}
		}
		return !failed && len(f.open()) == 0
	})
}

// do gives an order at the console, which needs no Slack.
func (f *faulty) do(o incident.Order) {
	f.t.Helper()
	_, _, err := f.rec.Do(context.Background(), f.ref, timeline.Instruction{Order: o, Given: incident.Given{By: "nadia", Origin: "console"}})
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *faulty) say(who incident.Person, text string) slackfake.TS {
	f.t.Helper()
	ts, err := f.people[who].Say(f.id, text)
	if err != nil {
		f.t.Fatal(err)
	}
	return ts
}

func (f *faulty) reply(who incident.Person, root slackfake.TS, text string) {
	f.t.Helper()
	if _, err := f.people[who].Reply(f.id, root, text); err != nil {
		f.t.Fatal(err)
	}
}

// unheard does something of which n envelopes go out, none of which arrives, now or later.
func (f *faulty) unheard(n int, do func()) {
	f.world.StopRedelivery()
	f.world.DropEnvelopes(n)
	do()
}

// said counts the entries of the timeline that have a text.
func (r *rig) said(ref incident.Ref, text string) (n int) {
	for _, e := range r.entries(ref) {
		if e.Text == text && e.Event.Kind == (incident.MessagePosted{}).Kind() {
			n++
		}
	}
	return n
}

// recorded waits until texts are in the timeline, once.
func (f *faulty) recorded(texts ...string) {
	f.t.Helper()
	for _, text := range texts {
		f.until(text+" is in the record", func() bool { return f.said(f.ref, text) > 0 })
		if n := f.said(f.ref, text); n != 1 {
			f.t.Errorf("%q is in the record %d times", text, n)
		}
	}
}

// posted waits until a post of baton's has some words, and holds it to be the only one.
func (f *faulty) posted(words string) (m slackfake.Message) {
	f.t.Helper()
	has := func(m slackfake.Message) bool { return strings.Contains(m.Text, words) }
	f.until(words+" is told", func() bool { return slices.ContainsFunc(f.told(f.id), has) })
	all := slices.DeleteFunc(f.told(f.id), func(m slackfake.Message) bool { return !has(m) })
	if len(all) != 1 {
		f.t.Errorf("%q was told %d times", words, len(all))
	}
	return all[0]
}

// failed waits until a delivery failed, and gives the reason.
func (f *faulty) failed(key string) string {
	f.t.Helper()
	f.until(key+" failed", func() bool { return f.delivery(key).Stage == incident.StageFailed })
	return f.delivery(key).Reason
}

// made waits until a delivery was made.
func (f *faulty) made(keys ...string) {
	f.t.Helper()
	for _, key := range keys {
		f.until(key+" is made", func() bool { return f.delivery(key).Stage == incident.StageMade })
	}
}

func (f *faulty) delivery(key string) incident.Delivery {
	d, _ := f.state(f.ref).DeliveryOf(key)
	return d
}

// must fails the test on an error of the stand-in's people.
func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}
