package tui

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/timeline"
)

// badLog is a log that fails to order.
type badLog struct {
	timeline.Log
	full   atomic.Bool // appends fail
	broken atomic.Bool // reads fail
	ended  chan struct{}
}

func (l *badLog) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if l.full.Load() {
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref, timeline.ErrFull)
	}
	return l.Log.Append(ctx, ref, expected, events...)
}

func (l *badLog) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	if l.broken.Load() {
		return func(yield func(incident.Event, error) bool) { yield(incident.Event{}, fmt.Errorf("page 7 is damaged")) }
	}
	return l.Log.Read(ctx, ref, from)
}

func (l *badLog) Follow(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	ctx, cancel := context.WithCancel(ctx)
	return func(yield func(incident.Event, error) bool) {
		defer cancel()
		go func() {
			select {
			case <-l.ended:
				cancel()
			case <-ctx.Done():
			}
		}()
		for e, err := range l.Log.Follow(ctx, ref, from) {
			if err != nil {
				err = timeline.ErrClosed
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

func onBadLog(t *testing.T, test func(*rig, *badLog)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		good := told(t, afternoon)
		bad := &badLog{Log: good.Log(), ended: make(chan struct{})}
		start := time.Now().Add(-55 * time.Minute)
		rec := timeline.NewRecorder(bad, func() time.Time { return began.Add(time.Since(start)) })
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef, Theme: "dark"}, 100, 30)
		defer r.end()
		test(r, bad)
	})
}

func TestAFailedAppendIsLoudAndCanBeRepeated(t *testing.T) {
	onBadLog(t, func(r *rig, bad *badLog) {
		bad.full.Store(true)
		r.key(":")
		r.typed("note the disk fills up")
		r.key("enter")
		r.shows("FAILED", "NOT RECORDED: the disk fills up", "Append to "+string(importRef)+": the disk is full",
			"what is in the timeline is safe", "Enter tries again", ":note the disk fills up")
		if strings.Count(r.screen(), "the disk fills up") != 2 { // the message and the prompt, not the timeline
			t.Errorf("the timeline shows what is not recorded:\n%s", r.screen())
		}
		bad.full.Store(false)
		r.key("enter")
		r.shows("OK", "recorded: the disk fills up")
		lastFact[incident.NoteTaken](t, r.app.fx.recorder, importRef)
	})
}

func TestAFailureStaysUntilItIsClosed(t *testing.T) {
	onBadLog(t, func(r *rig, bad *badLog) {
		bad.full.Store(true)
		r.key("y")
		r.shows("FAILED", "press the key again")
		r.key("down")
		r.key("t")
		r.key("esc")
		r.key("esc")
		if strings.Contains(r.screen(), "FAILED") {
			t.Error("Esc did not close it")
		}
	})
}

// slowRecorder takes longer for an order than the console waits. It waits outside of the Recorder's own locks, which
// the bubble's clock would not run behind.
type slowRecorder struct{ Recorder }

func (s slowRecorder) Do(ctx context.Context, ref incident.Ref, in timeline.Instruction) (timeline.Outcome, incident.Incident, error) {
	time.Sleep(15 * time.Second)
	return s.Recorder.Do(context.WithoutCancel(ctx), ref, in)
}

func TestNoAnswerIsNotAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := slowRecorder{told(t, afternoon)}
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef}, 100, 30)
		defer r.end()
		r.key(":")
		r.typed("note slow disk")
		r.key("enter")
		r.shows("recording")
		r.wait(11 * time.Second)
		r.shows("NOT KNOWN whether it was recorded: slow disk")
		r.key("enter") // again, while the first is still on its way
		r.wait(40 * time.Second)
		n := 0
		for _, k := range kinds(t, r.app.fx.recorder, importRef) {
			if k == (incident.NoteTaken{}).Kind() {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d notes, sent twice", n)
		}
	})
}

func TestALostLogIsSaidAndFoundAgain(t *testing.T) {
	onBadLog(t, func(r *rig, bad *badLog) {
		ended := bad.ended
		bad.ended = make(chan struct{})
		close(ended)
		r.send(nil)
		r.shows("LOST THE LOG", "the log is closed")
		r.wait(6 * time.Second)
		r.key("n")
		r.fill("still here")
		if strings.Contains(r.screen(), "LOST THE LOG") {
			t.Errorf("still lost:\n%s", r.screen())
		}
		r.shows("still here")
	})
}

func TestABrokenLogIsSaid(t *testing.T) {
	onBadLog(t, func(r *rig, bad *badLog) {
		bad.broken.Store(true)
		r.run(r.app.enter("20230104_another"))
		r.send(nil)
		r.run(r.app.enter(importRef))
		r.send(nil)
		r.shows("CANNOT READ", "open 20230104_list_import_problems. Page", "baton verify")
		r.wait(3 * time.Second) // asks again once a second and not without end
	})
}

func TestAnUnknownIncidentIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: record(), Me: "zac", Ref: "20230104_nothing"}, 80, 24)
		defer r.end()
		r.shows("there is no incident 20230104_nothing")
		for key := range rigKeys {
			if turns := strings.Contains(key, "tab"); !turns {
				r.key(key)
			}
		}
		r.closeAll()
		r.key("esc") // what failed stays until then
		r.key("a")
		r.shows("not read yet")
	})
}
