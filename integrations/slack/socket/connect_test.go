package socket

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/slack/slackfake"
)

func TestTwoConnections(t *testing.T) {
	s := newStage(t)
	s.live(t)
	for n := range 20 {
		s.say(t, fmt.Sprintf("message %d", n))
	}
	if err := s.WaitDelivered(limit(t)); err != nil {
		t.Fatal(err)
	}
	s.until(t, "all", func() bool { return len(s.taken) == 20 })
	_, taken, states := s.seen()
	if e := taken[0]; e.Type != "events_api" || e.ID == "" || e.Retry != 0 || !e.At.Equal(s.clock.Now()) || len(e.Raw) == 0 {
		t.Errorf("took %+v", e)
	}
	down, up := states[0], states[len(states)-1]
	if down.Connections != 0 || down.Down.IsZero() || !up.Down.IsZero() || !up.Since.Equal(s.clock.Now()) || up.Problem != "" {
		t.Errorf("told %+v", states)
	}
	s.checkOpened(t, 2)
}

// TestTheSecondWaits until the first is so old that they will not be refreshed together.
func TestTheSecondWaits(t *testing.T) {
	s := newStage(t)
	s.o.Apart = time.Minute
	s.run(t)
	s.untilConnected(t, 1)
	s.clock.Advance(59 * time.Second)
	s.say(t, "by the first")
	s.untilTaken(t, "by the first")
	s.checkOpened(t, 1)
	s.advance(t, time.Minute, func(ctx context.Context) error { return s.WaitSockets(ctx, 2) })
	s.untilConnected(t, 2)
}

// TestNothingIsLostBehindADisconnect is what slack-go loses: envelopes right behind the word to go.
func TestNothingIsLostBehindADisconnect(t *testing.T) {
	for _, reason := range []slackfake.Reason{slackfake.Warning, slackfake.RefreshRequested, "a_new_reason"} {
		t.Run(string(reason), func(t *testing.T) {
			s := newStage(t)
			s.StopRedelivery()
			s.live(t)
			s.Disconnect(reason, 3)
			for _, text := range []string{"one", "two", "three"} {
				s.say(t, text)
			}
			s.untilTaken(t, "one", "two", "three")
			s.sockets(t, 2)
			s.say(t, "four")
			s.untilTaken(t, "four")
			if err := s.WaitDelivered(limit(t)); err != nil {
				t.Fatal(err)
			}
			s.until(t, "replaced", func() bool { return s.opened == 4 && s.state().Connections == 2 })
			_, taken, states := s.seen()
			for _, state := range states[1:] {
				if state.Problem != "" || !state.Down.IsZero() {
					t.Errorf("told %+v", state)
				}
			}
			if len(taken) != 4 {
				t.Errorf("took %d", len(taken))
			}
		})
	}
}

// TestTheOldOneIsReadUntilItsEnd: while its successor is there already.
func TestTheOldOneIsReadUntilItsEnd(t *testing.T) {
	s := newStage(t)
	s.StopRedelivery()
	s.live(t)
	s.Disconnect(slackfake.RefreshRequested, 1)
	s.sockets(t, 2) // the successors
	s.untilConnected(t, 2)
	s.until(t, "replaced", func() bool { return s.opened == 4 })
	s.say(t, "late")
	s.untilTaken(t, "late")
	if err := s.WaitDelivered(limit(t)); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(10 * time.Second) // now Slack hangs up
	s.say(t, "on")
	s.untilTaken(t, "on")
	s.checkOpened(t, 4)
}

// TestARefreshStorm sends every connection away forty times, with messages all the while.
func TestARefreshStorm(t *testing.T) {
	s := newStage(t)
	s.live(t)
	var texts []string
	for n := range 40 {
		reason := []slackfake.Reason{slackfake.RefreshRequested, slackfake.Warning}[n%2]
		s.Disconnect(reason, 2)
		for m := range 3 {
			texts = append(texts, fmt.Sprintf("%d of storm %d", m, n))
			s.say(t, texts[len(texts)-1])
		}
		s.sockets(t, 1)
	}
	s.advance(t, time.Second, s.WaitDelivered)
	s.untilTaken(t, texts...)
	s.advance(t, time.Second, func(ctx context.Context) error { return s.WaitSockets(ctx, 2) })
	s.untilConnected(t, 2)
	if opened, _, _ := s.seen(); opened > 2+2*40+10 {
		t.Errorf("asked for %d addresses", opened)
	}
}

// TestACutConnection is one that ends in the middle of a frame: what was in it comes again.
func TestACutConnection(t *testing.T) {
	s := newStage(t)
	s.live(t)
	s.CutEnvelope()
	s.say(t, "cut")
	s.until(t, "a third address", func() bool { return s.opened == 3 })
	s.sockets(t, 2)
	s.advance(t, time.Second, s.WaitDelivered)
	s.untilTaken(t, "cut")
	s.untilConnected(t, 2)
	_, taken, states := s.seen()
	if e := taken[0]; e.Retry == 0 || e.RetryReason == "" {
		t.Errorf("took %+v", e)
	}
	told := false
	for _, state := range states {
		told = told || state.Connections == 1 && state.Problem != ""
	}
	if !told {
		t.Errorf("told %+v", states)
	}
}

// TestRedelivery: an event that is acknowledged too late comes again; both are acknowledged, and that does no harm.
func TestRedelivery(t *testing.T) {
	s := newStage(t)
	s.ack = func(Envelope) {}
	s.live(t)
	s.say(t, "again")
	s.untilTaken(t, "again")
	s.clock.Advance(3 * time.Second)
	s.until(t, "twice", func() bool { return s.times("again") == 2 })
	_, taken, _ := s.seen()
	first, second := taken[0], taken[1]
	if first.ID == second.ID || second.Retry != 1 || second.RetryReason != "timeout" {
		t.Errorf("took %+v and %+v", first, second)
	}
	for _, e := range []Envelope{first, second, second} {
		if err := e.Ack(nil); err != nil {
			t.Error(err)
		}
	}
	if err := s.WaitDelivered(limit(t)); err != nil {
		t.Fatal(err)
	}
}

// TestAnOldOneThatStays is hung up on in good order, half a minute after its successor came and no sooner.
func TestAnOldOneThatStays(t *testing.T) {
	var told atomic.Bool
	closed := make(chan error, 10)
	h := newHouse(bare(t, func(conn *websocket.Conn) {
		send(conn, `{"type":"hello"}`)
		if told.CompareAndSwap(false, true) {
			send(conn, `{"type":"disconnect","reason":"refresh_requested"}`, `{"envelope_id":"behind"}`)
		}
		for {
			if _, _, err := conn.ReadMessage(); err != nil {
				closed <- err
				return
			}
		}
	}))
	clock := slackfake.NewHandClock(time.Unix(0, 0))
	h.o.Clock = clock
	h.run(t)
	h.until(t, "replaced", func() bool { return h.opened == 3 && h.state().Connections == 2 && len(h.taken) == 1 })
	for {
		clock.Advance(time.Second)
		select {
		case err := <-closed:
			if !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
				t.Errorf("ended with %v", err)
			}
			if age := clock.Now().Sub(time.Unix(0, 0)); age < lingering {
				t.Errorf("after %s", age)
			}
			h.checkOpened(t, 3)
			return
		case <-limit(t).Done():
			t.Fatal("stays")
		default:
		}
	}
}
