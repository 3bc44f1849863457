package tui

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/timeline"
)

func TestAFloodMakesFewMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, afternoon)
		ctx, cancel := context.WithCancel(t.Context())
		fx := &effects{ctx: ctx, recorder: rec}
		f := fx.follow(importRef, 22)
		orders := make([]timeline.Instruction, 2000)
		for k := range orders {
			orders[k] = timeline.Instruction{Order: says(fmt.Sprintf("message %d", k)), Given: incident.Given{By: "omar"}}
		}
		if _, _, err := rec.Intake(t.Context(), importRef, orders); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		next, messages := uint64(22), 0
		for next < 2022 {
			m := f.next(7)().(followedMsg)
			if m.visit != 7 || m.feed != f || m.err != nil || len(m.events) > maxBatch {
				t.Fatalf("%d events for visit %d, %v", len(m.events), m.visit, m.err)
			}
			for _, e := range m.events {
				if e.Seq != next {
					t.Fatalf("event %d, not %d", e.Seq, next)
				}
				next++
			}
			messages++
			synctest.Wait()
		}
		if messages > 6 {
			t.Errorf("%d messages for 2000 events", messages)
		}
		cancel()
		for m := f.next(7)().(followedMsg); m.err == nil; m = f.next(7)().(followedMsg) {
			if len(m.events) > 0 {
				t.Fatal("events after the end")
			}
		}
	})
}

// heldLog holds whoever reads a log from its start until it is let go.
type heldLog struct {
	timeline.Log
	hold bool
	free chan struct{}
}

func (l *heldLog) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	if l.hold && from == 1 {
		<-l.free
	}
	return l.Log.Read(ctx, ref, from)
}

func TestTheEndIsShownBeforeTheWholeIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		log := &heldLog{Log: told(t, afternoon).Log(), free: make(chan struct{})}
		rec := timeline.NewRecorder(log, func() time.Time { return began.Add(55*time.Minute + time.Since(start)) })
		for k := range 300 {
			_, _, err := rec.Do(t.Context(), importRef, timeline.Instruction{Order: says(fmt.Sprintf("message %d", k)), Given: incident.Given{By: "omar"}})
			if err != nil {
				t.Fatal(err)
			}
		}
		log.hold = true
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef}, 100, 30)
		defer r.end()
		r.shows("List import problems", "A2", "message 299", "reading…")
		r.key("g")
		r.shows("message 60")
		close(log.free)
		r.send(nil)
		r.key("g")
		r.shows("declared: List import problems", "321 entries")
	})
}

func TestLateMessagesOfARoomThatWasLeft(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		old := r.app.subject
		r.run(r.app.enter("20230104_another"))
		r.send(nil)
		r.run(r.app.enter(importRef))
		r.send(nil)
		r.key("esc")
		if r.app.subject == old || r.app.subject.visit == old.visit {
			t.Fatal("the same room")
		}
		for _, msg := range []any{
			roomOpenedMsg{visit: old.visit},
			roomIndexedMsg{visit: old.visit, index: timeline.NewIndex(time.Time{})},
			followedMsg{visit: old.visit, feed: old.feed, err: timeline.ErrClosed},
			entriesLoadedMsg{visit: old.visit},
			settledMsg{sending: 99, err: errNoAnswer},
		} {
			r.send(msg)
		}
		r.shows("List import problems", "21 entries")
		if text := r.screen(); strings.Contains(text, "LOST") || strings.Contains(text, "FAILED") {
			t.Error(text)
		}
	})
}

func TestAnEditShowsUp(t *testing.T) {
	withMessage := func(x *terminal) {
		afternoon(x)
		_, _, err := x.recorder.Do(context.Background(), importRef, timeline.Instruction{
			Order: says("it is the resolver"), Given: incident.Given{By: "omar", Key: "slack:C1:1.1"},
		})
		if err != nil {
			x.t.Fatal(err)
		}
	}
	inRoomOf(t, withMessage, func(r *rig) {
		r.shows("it is the resolver")
		amend := func(o incident.Order) {
			if _, _, err := r.app.fx.recorder.Do(t.Context(), importRef, timeline.Instruction{Order: o, Given: incident.Given{By: "omar"}}); err != nil {
				t.Fatal(err)
			}
			r.send(nil)
		}
		amend(incident.EditPost{MessageEdited: incident.MessageEdited{Message: "slack:C1:1.1", Text: "it is the client"}})
		r.shows("it is the client (edited)")
		amend(incident.Retract{Entry: 24, Reason: "another incident"})
		r.shows("RETRACTED (another incident): it is the client")
	})
}
