package slack

import (
	"fmt"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/slackfake"
	"baton/integrations/slack/socket"
	"baton/timeline"
)

// stopped gives a service that has a channel, and runs no more: what is planned to be read stays planned.
func stopped(t *testing.T) (*rig, incident.Ref, slackfake.ChannelID) {
	r := newRig(t, slackfake.Options{Seed: 3})
	r.start()
	r.connected()
	ref, id := r.declared("Mail is slow")
	r.until("it is read", func() bool { return !r.service.catching.busy(ref) })
	r.stop()
	return r, ref, id
}

// TestAFullLaneIsReadOnce: what comes while there is no room is read from the channel, once, when the lane has drained.
func TestAFullLaneIsReadOnce(t *testing.T) {
	r, ref, id := stopped(t)
	s, ctx := r.service, t.Context()
	l := newLane(s, string(id))
	l.room = 3
	came := r.clock.Now()
	for n := range 10 {
		at := came.Add(time.Duration(n) * time.Second)
		event := mirror.Decode(fmt.Appendf(nil, `{"event":{"type":"message","channel":%q,"user":"U1","text":"no %d","ts":%q}}`, id, n, stamp(at)))
		l.add(arrival{envelope: socket.Envelope{At: at}, event: event, reason: event.Unread()})
	}
	if got := l.oldest(); !got.Equal(came) {
		t.Errorf("the oldest is of %s, and not of %s", got, came)
	}
	if plans := s.catching.plans[ref]; len(plans) != 0 {
		t.Errorf("it is read while others wait: %d plans", len(plans))
	}
	batch := l.first(ctx)
	if err := l.record(ctx, batch); err != nil || len(batch) != 3 {
		t.Fatalf("%d were recorded: %v", len(batch), err)
	}
	l.done(batch)
	plans := s.catching.plans[ref]
	if len(plans) != 1 || !plans[0].From.Equal(came.Add(3*time.Second-overlap)) {
		t.Fatalf("plans are %+v", plans)
	}
	if got := l.oldest(); !got.IsZero() {
		t.Errorf("something of %s waits", got)
	}
}

// TestPlansGiveWay: however often connections are lost, few plans wait, and all that was to be read is.
func TestPlansGiveWay(t *testing.T) {
	r, ref, _ := stopped(t)
	s, first := r.service, r.clock.Now()
	for range 100 {
		s.missed(r.clock.Now())
		r.clock.Advance(time.Minute)
	}
	plans := s.catching.plans[ref]
	if len(plans) != 1 || !plans[0].From.Equal(first.Add(-overlap)) || plans[0].To.Before(r.clock.Now()) {
		t.Fatalf("plans are %+v", plans)
	}
	plans[0].Scanned = true // and its threads are to be read
	s.missed(r.clock.Now())
	if plans = s.catching.plans[ref]; len(plans) != 2 {
		t.Errorf("one that has come to its threads gave way: %+v", plans)
	}
}

// TestAChannelThatIsBeingReadIsNotSwept: and once it has been read, it is swept from where that was put off.
func TestAChannelThatIsBeingReadIsNotSwept(t *testing.T) {
	r, ref, _ := stopped(t)
	s, left, began := r.service, map[incident.Ref]time.Time{}, r.clock.Now()
	s.catchUp(ref, began)
	reading := s.catching.plans[ref][0]
	reading.Scanned = true
	for range 3 {
		s.sweepFrom(t.Context(), r.clock.Now(), left)
		r.clock.Advance(sweepEvery)
	}
	if plans := s.catching.plans[ref]; len(plans) != 1 {
		t.Errorf("plans are %+v", plans)
	}
	s.catching.drop(ref, reading)
	s.sweepFrom(t.Context(), r.clock.Now(), left)
	if plans := s.catching.plans[ref]; len(plans) != 1 || !plans[0].From.Equal(began.Add(-overlap)) || len(left) != 0 {
		t.Errorf("plans are %+v, left is %v", plans, left)
	}
}

// TestTheMirrorOfWhatIsLongOverIsClosed: and opened again when the incident is.
func TestTheMirrorOfWhatIsLongOverIsClosed(t *testing.T) {
	r, ref, id := stopped(t)
	s := r.service
	do := func(o incident.Order) {
		t.Helper()
		if _, _, err := r.rec.Do(t.Context(), ref, timeline.Instruction{Order: o, Given: incident.Given{By: "nadia", Origin: "console"}}); err != nil {
			t.Fatal(err)
		}
		if err := s.lookForChannels(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sweepAfter := func(d time.Duration, want bool) {
		t.Helper()
		r.clock.Advance(d)
		s.sweepFrom(t.Context(), r.clock.Now(), map[incident.Ref]time.Time{})
		_, shown := s.Status().Channels[string(ref)]
		if got := s.channels.of(string(id)) != nil; got != want || shown != want {
			t.Errorf("mirrored: %t, shown: %t, want %t", got, shown, want)
		}
	}
	do(incident.Resolve{Text: "a migration was undone", CarryOver: true})
	sweepAfter(afterwards-time.Hour, true)
	sweepAfter(2*time.Hour, false)
	do(incident.Reopen{Reason: "it is back"})
	sweepAfter(time.Hour, true)
}
