package socklog

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// forgetful is a Log whose answers to some appends are lost on the way back.
type forgetful struct {
	timeline.Log
	lose   int  // appends to lose
	happen bool // whether a lost append is made
}

func (f *forgetful) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if f.lose == 0 {
		return f.Log.Append(ctx, ref, expected, events...)
	}
	f.lose--
	if f.happen {
		if _, err := f.Log.Append(ctx, ref, expected, events...); err != nil {
			return timeline.Appended{}, err
		}
	}
	return timeline.Appended{}, errLost
}

// over gives a Log that is attached to log and stays so whatever is lost.
func over(log timeline.Log) *Log {
	lost := make(chan struct{})
	close(lost)
	l := &Log{changing: make(chan struct{}, 1), closing: make(chan struct{}), owned: make(chan struct{})}
	l.changing <- struct{}{}
	l.attachTo = func(context.Context) (*hold, error) {
		return &hold{log: log, lost: lost, free: func() error { return nil }}, nil
	}
	return l
}

// TestLostAnswer: an append whose answer was lost is neither lost nor repeated.
func TestLostAnswer(t *testing.T) {
	ctx := context.Background()
	one, two, three := logtest.Event(1), logtest.Keyed(2, "two"), logtest.Keyed(3, "three")
	tests := []struct {
		name   string
		happen bool
		events []incident.Event
		seqs   []uint64
		left   int
		total  uint64
	}{
		{"made", true, []incident.Event{one, two}, []uint64{3, 4}, 0, 4},
		{"not made", false, []incident.Event{one, two}, []uint64{3, 4}, 0, 4},
		{"made, with a key that was there", true, []incident.Event{logtest.Keyed(9, "old"), one}, []uint64{1, 3}, 1, 3},
		{"made, with a key twice", true, []incident.Event{two, three, two}, []uint64{3, 4, 3}, 1, 4},
		{"only keys that were there", true, []incident.Event{logtest.Keyed(9, "old")}, []uint64{1}, 1, 2},
		{"nothing", true, nil, nil, 0, 2},
	}
	for _, test := range tests {
		for lose := 1; lose <= 3; lose++ {
			m := logtest.NewMemory()
			if _, err := m.Append(ctx, shared, 0, logtest.Keyed(0, "old"), logtest.Event(1)); err != nil {
				t.Fatal(err)
			}
			f := &forgetful{Log: m, lose: lose, happen: test.happen}
			if test.happen {
				f.lose = 1
			}
			a, err := over(f).Append(ctx, shared, 2, test.events...)
			if err != nil || !slices.Equal(a.Seqs, test.seqs) || a.Left != test.left || a.Head.Seq != test.total {
				t.Errorf("%s, %d lost: %+v, %v", test.name, lose, a, err)
			}
			if heads, _ := m.List(ctx); heads[0].Seq != test.total || (len(test.seqs) > 0 && heads[0] != a.Head) {
				t.Errorf("%s, %d lost: log at %+v, answer %+v", test.name, lose, heads[0], a.Head)
			}
		}
	}
}

// TestLostAnswerThenOther: where somebody else's event stands there instead, the append was not made.
func TestLostAnswerThenOther(t *testing.T) {
	ctx := context.Background()
	m := logtest.NewMemory()
	f := &forgetful{Log: m, lose: 1}
	l := over(f)
	if _, err := m.Append(ctx, shared, 0, logtest.Event(7)); err != nil {
		t.Fatal(err)
	}
	var conflict *timeline.ConflictError
	if _, err := l.Append(ctx, shared, 0, logtest.Event(8)); !errors.As(err, &conflict) || conflict.Actual != 1 {
		t.Fatalf("got %v", err)
	}
}

// TestLostForever: a call that no owner survives ends.
func TestLostForever(t *testing.T) {
	l := over(&forgetful{Log: logtest.NewMemory(), lose: 1000})
	if _, err := l.Append(context.Background(), shared, 0, logtest.Event(1)); !errors.Is(err, errLost) {
		t.Fatalf("got %v", err)
	}
}

func TestVerifyBackupCompactThroughSocket(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "baton.db")
	owner, other := openLog(t, path), openLog(t, path)
	defer owner.Close()
	defer other.Close()
	for n := range 50 {
		if _, err := other.Append(ctx, shared, uint64(n), logtest.Event(n)); err != nil {
			t.Fatal(err)
		}
	}
	found, err := other.Verify(ctx)
	if err != nil || !found.Sound() || found.Events != 50 || found.Logs != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	if _, err := other.VerifyRef(ctx, "20260101_nowhere"); err == nil {
		t.Error("a log that does not exist was verified")
	}
	for n, l := range []*Log{owner, other} {
		to := filepath.Join(t.TempDir(), "copy.db")
		if err := l.BackupTo(ctx, to); err != nil {
			t.Fatal(n, err)
		}
		checkFile(t, to)
	}
	if err := other.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	if found, err := other.Verify(ctx); err != nil || !found.Sound() || found.Events != 50 {
		t.Fatalf("after compaction: %+v, %v", found, err)
	}
}
