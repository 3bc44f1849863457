package outbox

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
)

func waitFor(reason string) func(context.Context, Delivery) error {
	return func(context.Context, Delivery) error { return &Trouble{Kind: Wait, Reason: reason} }
}

func TestDeliveriesAreMadeInOrder(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.order(notes("channel", "post a", "reply b", "nothing", "post c")...)
		s.madeIs("channel e3 e4 e6")
		s.itemsAre()
		state, err := s.people.State(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if d, _ := state.DeliveryOf("e3"); d.Receipt != "C1:e3" || state.Channel.ID != "C1" {
			t.Errorf("recorded %+v and the channel %+v", d, state.Channel)
		}
		if got := s.worker.Status(); got.Waiting+got.Failed+got.Unclear+len(got.Lanes) > 0 || got.Paused != "" {
			t.Errorf("the status is %+v", got)
		}
	})
}

func TestOnlyTheLatestIsMade(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(context.Context, Delivery) error {
			return &Trouble{Kind: Wait, Reason: "rate limited", After: 30 * time.Second}
		})
		s.order(notes("topic a")...)
		s.itemsAre("e2 begun")
		s.order(notes("post x", "topic b", "topic c")...)
		s.itemsAre("e4 waiting", "e6 waiting")
		s.world.onDeliver(nil)
		s.later(time.Minute)
		s.madeIs("e4 e6")
		s.historyIs(
			"telling outside: topic e2", "not told outside: topic e2: a newer one took its place",
			"telling outside: post e4", "told outside: post e4", "telling outside: topic e6", "told outside: topic e6",
		)
	})
}

func TestWhatComesAfterWaitsForAPerson(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(_ context.Context, d Delivery) error {
			if d.Key == "channel" {
				return &Trouble{Kind: Refused, Reason: "the name is\x1b[31m taken"}
			}
			return nil
		})
		s.order(notes("channel", "reply a", "reply b", "post c")...)
		s.madeIs("e5")
		s.itemsAre("channel failed: the name is taken", "e3 waiting: waits for channel", "e4 waiting: waits for channel")
		if got := s.worker.Status(); got.Waiting != 2 || got.Failed != 1 {
			t.Errorf("the status is %+v", got)
		}
		s.world.onDeliver(nil)
		s.order(incident.RetryDelivery{Key: "channel"})
		s.madeIs("e5 channel e3 e4")
		s.itemsAre()
	})
}

func TestWhatTakesTooLongIsGivenUp(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(waitFor("no network"))
		s.order(notes("channel", "reply a", "post b", "topic c")...)
		s.later(patience - time.Minute)
		s.itemsAre("channel begun", "e3 waiting: waits for channel", "e4 waiting", "e5 waiting")
		s.later(time.Minute)
		s.itemsAre(
			"channel begun", "e3 failed: given up after 40m: channel was not made",
			"e4 failed: given up after 40m: no network", "e5 failed: given up after 40m: no network",
		)
		s.world.onDeliver(nil)
		s.later(mostBackOff)
		s.madeIs("channel") // which is never given up
		s.order(incident.RetryDelivery{Key: "e4"})
		s.madeIs("channel e4")

		s.world.onDeliver(waitFor("no network"))
		s.order(incident.RetryDelivery{Key: "e3"}) // which is tried for as long as the first time
		s.later(patience - time.Minute)
		s.itemsAre("e3 begun", "e5 failed: given up after 40m: no network")
		s.later(time.Minute)
		s.itemsAre("e3 failed: given up after 40m: no network", "e5 failed: given up after 40m: no network")
	})
}

func TestPeopleSkipAndReword(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(waitFor("rate limited"))
		s.order(notes("post a", "post b", "post c", "post d")...)
		s.order(
			incident.SkipDelivery{Key: "e2", Reason: "wrong"}, incident.SkipDelivery{Key: "e3", Reason: "wrong"},
			incident.RewordDelivery{Key: "e4", Text: "better"},
		)
		s.itemsAre("e4 begun", "e5 waiting")
		if got := s.worker.Items(ref)[0].Text; got != "better" {
			t.Errorf("the text is %q", got)
		}
		s.world.onDeliver(nil)
		s.later(mostBackOff)
		s.madeIs("e4 e5")
		if got := s.world.told("e4"); got != "better" {
			t.Errorf("told %q", got)
		}
		s.order(incident.RetryDelivery{Key: "e3"})
		s.madeIs("e4 e5 e3")
	})
}

// TestARetryNeedNotWait: what a person asks for is not kept back by caution, but by what the service asked for.
func TestARetryNeedNotWait(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(waitFor("no network"))
		s.order(notes("post a", "post b")...)
		s.later(30 * time.Minute)
		s.world.onDeliver(nil)
		s.order(incident.SkipDelivery{Key: "e2", Reason: "old"})
		s.madeIs("e3")

		s.world.onDeliver(func(context.Context, Delivery) error {
			return &Trouble{Kind: Wait, Reason: "rate limited", After: 30 * time.Minute}
		})
		s.order(notes("post c", "post d")...)
		s.world.onDeliver(nil)
		s.order(incident.SkipDelivery{Key: s.noteKeys()[2], Reason: "old"})
		s.later(30*time.Minute - time.Second)
		s.madeIs("e3")
		s.later(time.Second)
		s.madeIs("e3 " + s.lastNote())
	})
}

// noteKeys are the keys of what the notes ask for, whose numbers depend on how often the worker wrote.
func (s *scene) noteKeys() (keys []string) {
	for e, err := range s.log.Read(s.t.Context(), ref, 1) {
		if err != nil {
			s.t.Fatal(err)
		}
		if e.Kind == "note_taken" {
			keys = append(keys, fmt.Sprintf("e%d", e.Seq))
		}
	}
	return keys
}

// TestWhereNobodyCanLook: it is tried again for as long as it is worth it, and then a person decides.
func TestLanesDoNotWaitForEachOther(t *testing.T) {
	inBubble(t, func(s *scene) {
		s.world.onDeliver(func(_ context.Context, d Delivery) error {
			if d.What == "post" {
				return &Trouble{Kind: Wait, Reason: "rate limited", After: time.Hour}
			}
			return nil
		})
		s.order(notes("post a", "page b", "post c", "page d")...)
		s.madeIs("e3 e5")
		lanes := s.worker.Status().Lanes
		if len(lanes) != 1 || lanes[0].Reason != "rate limited" || time.Until(lanes[0].Next) != time.Hour {
			t.Errorf("lanes that wait: %+v", lanes)
		}
	})
}

func TestALaneOfTwoIncidents(t *testing.T) {
	inBubble(t, func(s *scene) {
		const other incident.Ref = "20230104_other"
		s.world.onDeliver(func(ctx context.Context, _ Delivery) error { time.Sleep(time.Second); return nil })
		s.declare(other)
		for range 5 {
			s.orderIn(ref, incident.Note{Text: "shared a"})
			s.orderIn(other, incident.Note{Text: "shared b"})
		}
		s.later(time.Minute)
		if len(s.world.soFar()) != 10 { // and the world counts those at once
			t.Errorf("made %v", s.world.soFar())
		}
	})
}

func TestCheckBacks(t *testing.T) {
	inBubble(t, func(s *scene) {
		began := time.Now()
		due := func(no int, after time.Duration) string {
			return fmt.Sprintf("due/A%d/%d", no, began.Add(after).Unix())
		}
		s.order(incident.Assign{Owner: "nick", Task: "look", In: 10 * time.Minute}, incident.Assign{Owner: "nick", Task: "see", In: 20 * time.Minute})
		s.later(9 * time.Minute)
		s.madeIs("")
		s.later(2 * time.Minute)
		s.madeIs(due(1, 10*time.Minute))
		s.world.onDeliver(waitFor("rate limited"))
		s.order(notes("post a")...)
		s.later(10 * time.Minute)
		s.itemsAre(s.lastNote()+" begun", due(2, 20*time.Minute)+" waiting")
		s.order(incident.FinishAction{No: 2})
		s.world.onDeliver(nil)
		s.later(mostBackOff)
		s.madeIs(due(1, 10*time.Minute) + " " + s.lastNote()) // the other was answered meanwhile
	})
}

// TestACheckBackThatWasBegunIsSeenThrough, although it is answered while the worker is down.
func TestACheckBackThatWasBegunIsSeenThrough(t *testing.T) {
	for _, reached := range []bool{true, false} {
		inBubble(t, func(s *scene) {
			s.world.onDeliver(func(ctx context.Context, d Delivery) error {
				if reached {
					s.world.make(d)
				}
				<-ctx.Done()
				return ctx.Err()
			})
			s.order(incident.Assign{Owner: "nick", Task: "look", In: time.Minute})
			s.later(time.Minute + 2*time.Second)
			s.kill()
			s.world.onDeliver(nil)
			s.order(incident.FinishAction{No: 1})
			s.start()
			s.later(settling + time.Second)
			if len(s.world.soFar()) != 1 {
				t.Errorf("made %v", s.world.soFar())
			}
			s.itemsAre()
		})
	}
}

// TestWhatWasMadeIsRecordedWhenStopped: a stop is no crash.
func (s *scene) itemsFromLog(want ...string) {
	s.t.Helper()
	items, err := NewView(s.log, s.planner, ref).Pending(s.t.Context(), time.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	if got := fmt.Sprint(shown(items)); got != fmt.Sprint(want) {
		s.t.Errorf("the log shows %s, want %v", got, want)
	}
}

// TestWhatNobodyPlansAnyMore is visible, and is neither made nor forgotten.
// TestALogThatTakesNothing: the disk is full while something is under way, and is not any more later.
func TestWhatIsNotWanted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.wanted = func(i *incident.Incident) bool { return i.Severity != 5 }
		s.declare(ref)
		s.start()
		s.order(incident.SetSeverity{To: 5})
		s.order(notes("post a")...)
		s.later(time.Minute)
		s.madeIs("")
		s.itemsAre2(0)
		s.order(incident.SetSeverity{To: 2})
		s.later(2 * time.Second)
		s.madeIs("e3")
		s.end()
	})
}

func (s *scene) itemsAre2(n int) {
	s.t.Helper()
	if got := s.worker.Items(ref); len(got) != n {
		s.t.Errorf("the worker shows %q", shown(got))
	}
}

// lastNote is the key of what the newest note asks for.
func (s *scene) lastNote() string {
	keys := s.noteKeys()
	return keys[len(keys)-1]
}

// TestIncidentsOlderThanTheService: what was out of date before anything was told outside is left alone, and fills no
// record with failures.
func TestIncidentsOlderThanTheService(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.declare(ref)
		s.order(notes("post a", "topic b", "post c")...)
		time.Sleep(patience)
		s.order(notes("post d")...)
		s.start()
		s.later(time.Minute)
		s.madeIs("e5")
		s.itemsAre()
		s.historyIs("telling outside: post e5", "told outside: post e5")
		s.end()
	})
}

// TestOldIncidentsCostNothing: what is over and has nothing to be told is not kept, and comes back when it changes.
func TestOldIncidentsCostNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		const n = 300
		old := func(k int) incident.Ref { return incident.Ref(fmt.Sprintf("20230104_old_%d", k)) }
		for k := range n {
			s.declare(old(k))
			s.orderIn(old(k), incident.Note{Text: "post a"}, incident.Resolve{Text: "over"})
		}
		time.Sleep(24 * time.Hour)
		s.world.onDeliver(func(context.Context, Delivery) error { return &Trouble{Kind: Refused, Reason: "archived"} })
		s.start()
		if open := s.worker.opened(); open != 0 {
			t.Errorf("%d books are open", open)
		}
		s.orderIn(old(7), incident.Reopen{Reason: "it is back"}, incident.Note{Text: "post b"})
		s.later(2 * time.Second)
		if got := s.worker.Items(old(7)); len(got) != 1 || got[0].Stage != incident.StageFailed {
			t.Errorf("shown %q", shown(got))
		}
		s.orderIn(old(7), incident.Resolve{Text: "over again"})
		s.later(2 * quiet)
		if got := s.worker.Status(); s.worker.opened() != 0 || got.Failed != 1 {
			t.Errorf("%d books are open, %+v", s.worker.opened(), got)
		}
		s.world.onDeliver(nil)
		s.orderIn(old(7), incident.RetryDelivery{Key: "e5"})
		s.later(2 * time.Second)
		s.madeIs("e5")
		s.end()
	})
}
