package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// readsLog counts the events that are read from it.
type readsLog struct {
	timeline.Log
	read int
}

func (l *readsLog) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		for e, err := range l.Log.Read(ctx, ref, from) {
			l.read++
			if !yield(e, err) {
				return
			}
		}
	}
}

func fill(t testing.TB, r *timeline.Recorder, n int) {
	t.Helper()
	orders := make([]timeline.Instruction, n)
	for k := range orders {
		orders[k] = note(fmt.Sprint("note ", k))
	}
	if _, _, err := r.Intake(context.Background(), ref, orders); err != nil {
		t.Fatal(err)
	}
}

func TestFoldStartsFromTheSnapshot(t *testing.T) {
	ctx, log := context.Background(), &readsLog{Log: logtest.NewMemory()}
	r := open(t, log)
	declare(t, r)
	fill(t, r, 3000)
	fill(t, r, 10)
	log.read = 0
	state, err := timeline.Fold(ctx, log, ref)
	if err != nil || state.Seq != 3011 || log.read > 20 {
		t.Errorf("at %d after reading %d events, %v", state.Seq, log.read, err)
	}
}

func TestCloseKeepsWhatIsWorthKeeping(t *testing.T) {
	for _, c := range []struct {
		events int
		want   bool
	}{{10, false}, {500, true}} {
		ctx, log := context.Background(), logtest.NewMemory()
		r := open(t, log)
		declare(t, r)
		fill(t, r, c.events)
		if err := r.Close(ctx); err != nil {
			t.Fatal(err)
		}
		s, _ := log.Snapshot(ctx, ref)
		if got := s.Seq == uint64(c.events+1); got != c.want {
			t.Errorf("after %d events the snapshot is of %d", c.events, s.Seq)
		}
	}
}

func TestASnapshotThatCannotBeSavedSpoilsNoOrder(t *testing.T) {
	ctx, log := context.Background(), &faultyLog{Log: logtest.NewMemory(), saveErr: errors.New("no room")}
	r := open(t, log)
	declare(t, r)
	fill(t, r, 2500)
	if _, state, err := r.Do(ctx, ref, note("and on")); err != nil || state.Seq != 2502 {
		t.Errorf("at %d, %v", state.Seq, err)
	}
}

// snapshotOf makes a log of n notes and gives its snapshot.
func snapshotOf(t *testing.T, n int) (*logtest.Memory, timeline.Snapshot) {
	t.Helper()
	log := logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	fill(t, r, n)
	if err := r.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	s, err := log.Snapshot(context.Background(), ref)
	if err != nil || s.Seq == 0 {
		t.Fatalf("no snapshot, %v", err)
	}
	return log, s
}

func TestASnapshotOfOtherEventsIsNotUsed(t *testing.T) {
	_, longer := snapshotOf(t, 500)
	cases := map[string]timeline.Snapshot{
		"of more events than there are": longer,
		"of a log that was another":     {Seq: 201, Data: func() []byte { _, s := snapshotOf(t, 200); return s.Data }()},
		"that is damaged":               {Seq: 201, Data: []byte(`{"version":1,"state":`)},
		"that is empty":                 {Seq: 201},
		"whose place is wrong":          {Seq: 150, Data: longer.Data},
	}
	for name, s := range cases {
		t.Run(name, func(t *testing.T) {
			ctx, log := context.Background(), logtest.NewMemory()
			r := open(t, log)
			declare(t, r)
			var others []timeline.Instruction
			for k := range 300 {
				others = append(others, note(fmt.Sprint("another ", k)))
			}
			if _, _, err := r.Intake(ctx, ref, others); err != nil {
				t.Fatal(err)
			}
			want, _ := timeline.Fold(ctx, log, ref)
			if err := log.SaveSnapshot(ctx, ref, s); err != nil {
				t.Fatal(err)
			}
			got, err := timeline.Fold(ctx, log, ref)
			if err != nil || asJSON(t, got) != asJSON(t, want) {
				t.Errorf("at %d, %v", got.Seq, err)
			}
			if _, state, err := open(t, log).Do(ctx, ref, note("on")); err != nil || state.Seq != 302 {
				t.Errorf("at %d, %v", state.Seq, err)
			}
		})
	}
}

// swapLog becomes another log under whoever uses it, as a repair does.
type swapLog struct{ timeline.Log }

func TestARecorderSurvivesALogThatBecameShorter(t *testing.T) {
	short, _ := snapshotOf(t, 250)
	long, _ := snapshotOf(t, 400)
	log := &swapLog{long}
	ctx, r := context.Background(), open(t, log)
	if state, err := r.State(ctx, ref); err != nil || state.Seq != 401 {
		t.Fatalf("at %d, %v", state.Seq, err)
	}
	log.Log = short
	outcome, state, err := r.Do(ctx, ref, note("after the repair"))
	if err != nil || state.Seq != 252 || outcome.Events[0].Seq != 252 {
		t.Errorf("at %d, %v", state.Seq, err)
	}
}
