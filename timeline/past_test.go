package timeline_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/boltlog"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
)

// A past is made of folds that are kept and of events read anew, and is the same as if everything had been read with
// that horizon, at any time, also where events became known in another order than they were written.
func TestAPastIsAHorizon(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, events := walkLog(t, rapid.Bool().Draw(t, "live"))
		p, err := timeline.OpenPastEvery(context.Background(), log, ordertest.Ref, rapid.IntRange(1, 9).Draw(t, "every"))
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			horizon := events[rapid.IntRange(0, len(events)-1).Draw(t, "event")].KnownAt()
			horizon = horizon.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "off")) * time.Second)
			r, err := timeline.OpenReader(context.Background(), log, ordertest.Ref, horizon)
			if err != nil {
				t.Fatal(err)
			}
			x, err := p.At(context.Background(), horizon)
			if err != nil {
				t.Fatal(err)
			}
			sameViews(t, log, r.Index, x)
		}
	})
}

func sameViews(t *rapid.T, log timeline.Log, want, got *timeline.Index) {
	if !reflect.DeepEqual(want.State(), got.State()) {
		t.Fatalf("the state is\n%+v\nwant\n%+v", got.State(), want.State())
	}
	if a, b := want.Seqs(0, want.Len()), got.Seqs(0, got.Len()); !slices.Equal(a, b) {
		t.Fatalf("entries %v, want %v", b, a)
	}
	for k := range want.Len() {
		if !want.At(k).Equal(got.At(k)) {
			t.Fatalf("the entry at %d is at %s, want %s", k, got.At(k), want.At(k))
		}
	}
	if want.Events() != got.Events() {
		t.Fatalf("%d events, want %d", got.Events(), want.Events())
	}
	var all []uint64
	for k := range want.Events() {
		all = append(all, got.Event(k))
		if at, ok := got.EventPlace(got.Event(k)); !ok || at != k || got.Event(k) != want.Event(k) {
			t.Fatalf("event %d is at place %d (%v), want %d: event %d", got.Event(k), at, ok, k, want.Event(k))
		}
	}
	a, err := timeline.Load(context.Background(), log, ordertest.Ref, want.RequestOf(all))
	if err != nil {
		t.Fatal(err)
	}
	b, err := timeline.Load(context.Background(), log, ordertest.Ref, got.RequestOf(all))
	if err != nil || !reflect.DeepEqual(a, b) {
		t.Fatalf("entries\n%+v\nwant\n%+v (%v)", b, a, err)
	}
}

// The places of the log's order are those of a list without what is not known.
func TestTheLogsOrderLeavesOutWhatIsNotKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, events := walkLog(t, false)
		horizon := events[rapid.IntRange(0, len(events)-1).Draw(t, "event")].KnownAt()
		r, err := timeline.OpenReader(context.Background(), log, ordertest.Ref, horizon)
		if err != nil {
			t.Fatal(err)
		}
		var want []uint64
		for _, e := range events {
			if !e.KnownAt().After(horizon) {
				want = append(want, e.Seq)
			} else if k, ok := r.Index.EventPlace(e.Seq); ok {
				t.Fatalf("event %d, which is not known, is at %d", e.Seq, k)
			}
		}
		var got []uint64
		for k := range r.Index.Events() {
			got = append(got, r.Index.Event(k))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("events %v, want %v", got, want)
		}
	})
}

func TestAPastGoesOnWithTheLog(t *testing.T) {
	log := logtest.NewMemory()
	record(t, log, declared(), at(incident.Note{Text: "one"}, "mia", 1))
	p, err := timeline.OpenPast(context.Background(), log, ref)
	if err != nil {
		t.Fatal(err)
	}
	record(t, log, at(incident.Note{Text: "two"}, "mia", 2))
	for minute, want := range map[int]int{-1: 0, 0: 1, 1: 2, 2: 3, 9: 3} {
		if err := p.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
		x, err := p.At(context.Background(), noon.Add(time.Duration(minute)*time.Minute))
		if err != nil || x.Len() != want {
			t.Errorf("at minute %d there are %d entries, want %d (%v)", minute, x.Len(), want, err)
		}
		if err := x.Add(incident.Event{Seq: x.Next()}); err == nil {
			t.Error("a view of the past takes events")
		}
	}
	if !p.First().Equal(noon) {
		t.Errorf("the record begins at %s", p.First())
	}
}

// BenchmarkPastStep goes back minute by minute in a store: what one press of a key costs.
func BenchmarkPastStep(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		path := filepath.Join(b.TempDir(), fmt.Sprint(n))
		log := openStore(b, path, boltlog.Unsynced())
		busyIncident(b, log, n)
		b.Run(fmt.Sprintf("open/events=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := timeline.OpenPast(context.Background(), log, ref); err != nil {
					b.Fatal(err)
				}
			}
		})
		p, err := timeline.OpenPast(context.Background(), log, ref)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("step/events=%d", n), func(b *testing.B) {
			for k := 0; b.Loop(); k++ {
				horizon := noon.Add(time.Duration(n)*time.Second - time.Duration(k%(n/60))*time.Minute)
				if _, err := p.At(context.Background(), horizon); err != nil {
					b.Fatal(err)
				}
			}
		})
		if err := log.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
