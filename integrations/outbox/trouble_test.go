package outbox

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
)

func TestWhatIsUnclearIsLookedFor(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(_ context.Context, d Delivery) error {
			s.world.onDeliver(nil)
			return errMade{errors.New("connection reset")}
		})
		s.order(notes("post a", "post b")...)
		s.itemsAre("e2 unclear: connection reset", "e3 waiting")
		s.later(settling)
		s.madeIs("e2 e3")

		s.world.onDeliver(func(_ context.Context, d Delivery) error {
			s.world.onDeliver(nil)
			return errors.New("connection reset")
		})
		s.order(notes("post c")...)
		key := s.lastNote()
		s.itemsAre(key + " unclear: connection reset")
		s.later(settling)
		s.madeIs("e2 e3 " + key)
		s.itemsAre()
	})
}

func TestWhereNobodyCanLook(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(context.Context, Delivery) error { return errMade{errors.New("connection reset")} })
		s.world.onLook(waitFor("no network"))
		s.order(notes("post a", "post b")...)
		s.later(patience / 2)
		s.itemsAre("e2 unclear: connection reset", "e3 waiting")
		s.later(patience)
		s.itemsAre("e2 failed: given up after 40m: it is not known whether it was made", "e3 failed: given up after 40m: no network")
		s.world.onLook(nil)
		s.order(incident.RetryDelivery{Key: "e2"})
		s.later(settling)
		s.madeIs("e2")
		s.itemsAre("e3 failed: given up after 40m: no network")

		s.world.onLook(func(context.Context, Delivery) error { return &Trouble{Kind: Refused, Reason: "no right to read"} })
		s.order(incident.RetryDelivery{Key: "e3"})
		s.later(settling)
		s.itemsAre("e3 failed: it is not known whether it was made: no right to read")
		s.world.onDeliver(nil)
		s.order(incident.RetryDelivery{Key: "e3"})
		s.later(settling)
		s.madeIs("e2 e3 e3") // a person has asked for it
	})
}

func TestACallThatTakesTooLong(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(ctx context.Context, _ Delivery) error {
			s.world.onDeliver(nil)
			<-ctx.Done()
			return ctx.Err()
		})
		s.order(notes("post a")...)
		s.later(longest)
		s.itemsAre("e2 unclear: no answer for two minutes (context canceled)")
		s.later(settling)
		s.madeIs("e2")
	})
}

func TestAServiceThatIsDownRests(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(context.Context, Delivery) error {
			return &Trouble{Kind: Refused, Reason: "the token was revoked", All: true}
		})
		s.order(notes("post a", "page b")...)
		s.itemsAre("e2 begun", "e3 begun")
		if got := s.worker.Status().Paused; got != "the token was revoked" {
			t.Errorf("paused: %q", got)
		}
		calls := s.world.called()
		s.later(pauseRetry - time.Second)
		if s.world.called() != calls {
			t.Errorf("called %d times in the pause", s.world.called()-calls)
		}
		s.later(2 * time.Second)
		if s.world.called() == calls || s.worker.Status().Paused == "" {
			t.Errorf("after a minute %d calls, %+v", s.world.called(), s.worker.Status())
		}
		s.world.onDeliver(nil)
		s.worker.Resume()
		synctest.Wait()
		if len(s.world.soFar()) != 2 || s.worker.Status().Paused != "" {
			t.Errorf("made %v, %+v", s.world.soFar(), s.worker.Status())
		}
	})
}

func TestACrashRepeatsNothing(t *testing.T) {
	for _, reached := range []bool{true, false} {
		inBubble(t, func(s *scene) {
			s.world.onDeliver(func(ctx context.Context, d Delivery) error {
				if reached {
					s.world.make(d)
				}
				<-ctx.Done()
				return ctx.Err()
			})
			s.order(notes("post a", "post b")...)
			s.kill()
			s.itemsFromLog("e2 begun", "e3 waiting")
			s.world.onDeliver(nil)
			s.start()
			s.itemsAre("e2 unclear: baton was stopped meanwhile", "e3 waiting")
			s.later(settling)
			s.madeIs("e2 e3")
			s.itemsAre()
		})
	}
}

func TestWhatWasMadeIsRecordedWhenStopped(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(ctx context.Context, _ Delivery) error {
			<-ctx.Done()
			return nil
		})
		s.order(notes("post a")...)
		s.stop()
		s.itemsFromLog()
		s.madeIs("e2")
		s.start()
	})
}

func TestWhatNobodyPlansAnyMore(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.order(incident.BeginDelivery{Key: "old/1", What: "post"})
		s.order(notes("post a")...)
		s.madeIs("e4")
		s.itemsAre("old/1 unclear: baton was stopped meanwhile, and does not know any more what it was")
		s.order(incident.RetryDelivery{Key: "old/1"})
		s.itemsAre("old/1 failed: baton does not know any more what it was")
		s.order(incident.SkipDelivery{Key: "old/1", Reason: "old"})
		s.itemsAre()
	})
}

func TestALogThatTakesNothing(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(context.Context, Delivery) error {
			s.store.dead.Store(true)
			return nil
		})
		s.order(notes("post a", "post b")...)
		s.later(time.Minute)
		s.madeIs("e2")
		calls := s.world.called()
		s.world.onDeliver(nil)
		s.store.dead.Store(false)
		s.later(mostBackOff)
		s.madeIs("e2 e3")
		if calls > 3 {
			t.Errorf("%d calls while the log took nothing", calls)
		}
	})
}

func TestBackOff(t *testing.T) {
	now := time.Date(2023, 1, 4, 12, 0, 0, 0, time.UTC)
	l := &lane{}
	for n, most := 0, firstBackOff; n < 30; n++ {
		l.wait(now, 0, "no network")
		if d := l.next.Sub(now); d < 0 || d > most {
			t.Errorf("after %d troubles the wait is %s", n+1, d)
		}
		most = min(2*most, mostBackOff)
	}
	l.wait(now, time.Hour, "rate limited")
	if !l.next.Equal(now.Add(time.Hour)) {
		t.Errorf("the service asked for an hour, the wait is %s", l.next.Sub(now))
	}
	if l.hurry(); !l.next.Equal(now.Add(time.Hour)) {
		t.Errorf("in a hurry the wait is %s", l.next.Sub(now))
	}
	l.wait(now, time.Second, "rate limited")
	if l.hurry(); !l.next.Equal(now.Add(time.Second)) {
		t.Errorf("in a hurry the wait is %s", l.next.Sub(now))
	}
	if l.went(); !l.next.IsZero() || l.tries != 0 {
		t.Errorf("after an answer the lane is %+v", l)
	}
}
