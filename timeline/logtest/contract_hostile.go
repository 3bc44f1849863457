package logtest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
)

func testLarge(t *testing.T, f *fixture) {
	data := bytes.Repeat([]byte("0123456789abcdef"), 256<<10) // 4 MiB
	small, large := Event(1), Event(2)
	large.Data = data
	f.append(refA, 0, small, large, small)
	f.append(refA, 3, large, Event(5))
	got := f.read(refA, 1)
	if len(got) != 5 || !bytes.Equal(got[1].Data, data) || !bytes.Equal(got[3].Data, data) {
		t.Fatal("large events are not what they were")
	}
	largest := Event(6)
	largest.Data = bytes.Repeat([]byte{'x'}, incident.MaxEventBytes)
	f.append(refA, 5, largest)
	if got := f.read(refA, 6); len(got) != 1 || len(got[0].Data) != incident.MaxEventBytes {
		t.Fatal("the largest event is not what it was")
	}
}

func testMany(t *testing.T, f *fixture) {
	events := make([]incident.Event, 20_000)
	for n := range events {
		events[n] = Keyed(n, "import:"+strings.Repeat("k", n%7)+string(rune('a'+n%26))+time.Duration(n).String())
	}
	a := f.append(refA, 0, events...)
	if a.Head.Seq != 20_000 || a.Left != 0 {
		t.Fatalf("%+v", a.Head)
	}
	if a = f.append(refA, 20_000, events...); a.Left != 20_000 || a.Head.Seq != 20_000 || a.Seqs[777] != 778 {
		t.Fatalf("the same again: %d left out, head %d", a.Left, a.Head.Seq)
	}
}

// hostileEvents are those that the stored form cannot hold.
func hostileEvents() map[string]incident.Event {
	long := strings.Repeat("x", 256)
	change := func(fn func(*incident.Event)) incident.Event {
		e := Event(1)
		fn(&e)
		return e
	}
	return map[string]incident.Event{
		"no kind":     change(func(e *incident.Event) { e.Kind = "" }),
		"long kind":   change(func(e *incident.Event) { e.Kind = incident.Kind(long) }),
		"long actor":  change(func(e *incident.Event) { e.Actor = incident.Person(long) }),
		"long typist": change(func(e *incident.Event) { e.EnteredBy = incident.Person(long) }),
		"long origin": change(func(e *incident.Event) { e.Origin = incident.Origin(long) }),
		"long key":    change(func(e *incident.Event) { e.Key = strings.Repeat("k", 1<<16) }),
		"large data":  change(func(e *incident.Event) { e.Data = make([]byte, incident.MaxEventBytes+1) }),
		"far year":    change(func(e *incident.Event) { e.Recorded = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }),
	}
}

func testHostile(t *testing.T, f *fixture) {
	f.append(refA, 0, Keyed(1, "first"))
	for name, e := range hostileEvents() {
		if _, err := f.Append(context.Background(), refA, 1, Keyed(2, "second"), e, Keyed(3, "third")); err == nil {
			t.Errorf("%s: taken", name)
		}
		if _, err := f.Append(context.Background(), refB, 0, Event(1), e); err == nil {
			t.Errorf("%s: taken into a new log", name)
		}
	}
	if n := len(f.read(refA, 1)); n != 1 {
		t.Fatalf("of refused appends %d events were kept", n-1)
	}
	if seqs, err := f.Find(context.Background(), refA, "second", "third"); err != nil || !slices.Equal(seqs, []uint64{0, 0}) {
		t.Fatalf("keys of refused events were kept: %v, %v", seqs, err)
	}
	if heads, err := f.List(context.Background()); err != nil || len(heads) != 1 {
		t.Fatalf("a refused append made a log: %v, %v", heads, err)
	}
	f.append(refA, 1, Keyed(2, "second"))
}

func testHostileKeys(t *testing.T, f *fixture) {
	long := strings.Repeat("k", 40_000)
	keys := []string{
		strings.Repeat("k", 1<<16-1), long, long + "2", long[:255], long[:256], long[:257], "\x00", "\x00\x00", "\xff",
		"\xff\xff\xff\xff", "h" + strings.Repeat("a", 32), "k", "h", "\x1b[2J", "né", "ne\u0301", " ",
	}
	var events []incident.Event
	for n, key := range keys {
		events = append(events, Keyed(n, key))
	}
	if a := f.append(refA, 0, events...); a.Left != 0 {
		t.Fatalf("keys were taken for each other: %v", a.Seqs)
	}
	if a := f.append(refA, uint64(len(keys)), events...); a.Left != len(keys) {
		t.Fatalf("keys were not found again: %v", a.Seqs)
	}
	seqs, err := f.Find(context.Background(), refA, keys...)
	if err != nil {
		t.Fatal(err)
	}
	for n, e := range f.read(refA, 1) {
		if e.Key != keys[n] || seqs[n] != uint64(n)+1 {
			t.Fatalf("key %d: event has %q, found at %d", n, e.Key, seqs[n])
		}
	}
}

func testHostileRefs(t *testing.T, f *fixture) {
	ctx := context.Background()
	for _, ref := range []incident.Ref{
		"", "Upper", "a b", "../../etc", "a/b", "é", "a\x00b", incident.Ref(strings.Repeat("r", 81)),
		incident.Ref(strings.Repeat("r", 100_000)),
	} {
		if _, err := f.Append(ctx, ref, 0, Event(1)); err == nil {
			t.Errorf("ref %.20q: taken", ref)
		}
		if err := f.SaveSnapshot(ctx, ref, timeline.Snapshot{Seq: 1}); err == nil {
			t.Errorf("snapshot of ref %.20q: taken", ref)
		}
		if events, err := collect(f.Log, ref, 1); err != nil || len(events) != 0 {
			t.Errorf("ref %.20q: read %d events, %v", ref, len(events), err)
		}
		if s, err := f.Snapshot(ctx, ref); err != nil || s.Seq != 0 {
			t.Errorf("ref %.20q: snapshot %d, %v", ref, s.Seq, err)
		}
		if seqs, err := f.Find(ctx, ref, "x"); err != nil || !slices.Equal(seqs, []uint64{0}) {
			t.Errorf("ref %.20q: found %v, %v", ref, seqs, err)
		}
	}
	if heads, err := f.List(ctx); err != nil || len(heads) != 0 {
		t.Fatalf("made %v, %v", heads, err)
	}
	f.append(incident.Ref(strings.Repeat("r", 80)), 0, Event(1))
}

func testTooLarge(t *testing.T, f *fixture) {
	f.append(refA, 0, Event(1))
	e := Event(2)
	e.Data = make([]byte, incident.MaxEventBytes)
	if _, err := f.Append(context.Background(), refA, 1, e, e, e, e, e); !errors.Is(err, timeline.ErrTooLarge) {
		t.Errorf("80 MiB at once: %v", err)
	}
	s := timeline.Snapshot{Seq: 1, Data: make([]byte, timeline.MaxSnapshotBytes+1)}
	if err := f.SaveSnapshot(context.Background(), refA, s); !errors.Is(err, timeline.ErrTooLarge) {
		t.Errorf("snapshot: %v", err)
	}
	f.append(refA, 1, Event(2))
}
