package logtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"baton/incident"
	"baton/timeline"
)

func testFirst(t *testing.T, f *fixture) {
	if events := f.read(refA, 1); len(events) != 0 {
		t.Fatalf("a log that does not exist has %d events", len(events))
	}
	a := f.append(refA, 0, Event(1))
	if !slices.Equal(a.Seqs, []uint64{1}) || a.Left != 0 || a.Head.Ref != refA || a.Head.Seq != 1 {
		t.Fatalf("got %+v", a)
	}
	got := f.read(refA, 0)
	want := Event(1)
	want.Seq = 1
	if len(got) != 1 || !same(got[0], want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	h, err := got[0].Hash()
	if err != nil || a.Head.Hash != h {
		t.Fatalf("head %s, event %s, %v", a.Head.Hash, h, err)
	}
}

// same compares two events as they are stored.
func same(a, b incident.Event) bool {
	x, errX := a.AppendBinary(nil)
	y, errY := b.AppendBinary(nil)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

func testChain(t *testing.T, f *fixture) {
	forged := Event(1)
	forged.Seq, forged.Prev = 77, incident.Hash{1, 2, 3} // the log sets both
	f.append(refA, 0, forged, Event(2))
	a := f.append(refA, 2, Event(3))
	checkChain(t, a.Head, f.read(refA, 1))
}

func testConflict(t *testing.T, f *fixture) {
	f.append(refA, 0, Event(1), Event(2))
	for _, expected := range []uint64{0, 1, 3, 1 << 63} {
		_, err := f.Append(context.Background(), refA, expected, Event(9))
		var conflict *timeline.ConflictError
		if !errors.As(err, &conflict) || *conflict != (timeline.ConflictError{Ref: refA, Expected: expected, Actual: 2}) {
			t.Fatalf("expected %d: got %v", expected, err)
		}
	}
	if n := len(f.read(refA, 1)); n != 2 {
		t.Fatalf("%d events after conflicts, want 2", n)
	}
	f.append(refA, 2, Event(3))
}

func testKeysAcross(t *testing.T, f *fixture) {
	f.append(refA, 0, Keyed(1, "k1"), Event(2), Keyed(3, "k3"))
	a := f.append(refA, 3, Keyed(4, "k3"), Keyed(5, "k5"), Keyed(6, "k1"))
	if !slices.Equal(a.Seqs, []uint64{3, 4, 1}) || a.Left != 2 || a.Head.Seq != 4 {
		t.Fatalf("got %+v", a)
	}
	a = f.append(refA, 4, Keyed(7, "k5"))
	if !slices.Equal(a.Seqs, []uint64{4}) || a.Left != 1 || a.Head.Seq != 4 {
		t.Fatalf("all there already: got %+v", a)
	}
	if got := f.read(refA, 1)[2]; string(got.Data) != string(Event(3).Data) {
		t.Fatalf("the first event with a key was replaced by %s", got.Data)
	}
}

func testKeysWithin(t *testing.T, f *fixture) {
	a := f.append(refA, 0, Keyed(1, "b"), Keyed(2, "a"), Keyed(3, "b"), Event(4), Keyed(5, "a"), Keyed(6, "c"))
	if !slices.Equal(a.Seqs, []uint64{1, 2, 1, 3, 2, 4}) || a.Left != 2 || a.Head.Seq != 4 {
		t.Fatalf("got %+v", a)
	}
	if n := len(f.read(refA, 1)); n != 4 {
		t.Fatalf("%d events, want 4", n)
	}
}

func testKeysApart(t *testing.T, f *fixture) {
	f.append(refA, 0, Keyed(1, "same"))
	if a := f.append(refB, 0, Keyed(1, "same")); a.Left != 0 {
		t.Fatalf("a key of another incident counted: %+v", a)
	}
}

func testNoEvents(t *testing.T, f *fixture) {
	if a := f.append(refA, 0); a.Head.Seq != 0 || len(a.Seqs) != 0 {
		t.Fatalf("got %+v", a)
	}
	if heads, err := f.List(context.Background()); err != nil || len(heads) != 0 {
		t.Fatalf("an append of nothing made %v, %v", heads, err)
	}
	f.append(refA, 0, Event(1))
	if a := f.append(refA, 1); a.Head.Seq != 1 {
		t.Fatalf("got %+v", a)
	}
	if _, err := f.Append(context.Background(), refA, 0); err == nil {
		t.Fatal("an append of nothing does not compare the expected place")
	}
}

func testReadFrom(t *testing.T, f *fixture) {
	const n = 700 // more than one chunk of any log
	f.append(refB, 0, Event(1))
	for k := range n {
		f.append(refA, uint64(k), Event(k+1))
	}
	for _, from := range []uint64{0, 1, 2, 350, n, n + 1, n + 100, ^uint64(0)} {
		want := n + 1 - int(min(max(from, 1), n+1))
		events := f.read(refA, from)
		if len(events) != want {
			t.Fatalf("from %d: %d events, want %d", from, len(events), want)
		}
		if want > 0 && (events[0].Seq != max(from, 1) || events[want-1].Seq != n) {
			t.Fatalf("from %d: %d to %d", from, events[0].Seq, events[want-1].Seq)
		}
	}
}

func testReadBound(t *testing.T, f *fixture) {
	f.append(refA, 0, Event(1), Event(2))
	n := 0
	for e, err := range f.Read(context.Background(), refA, 1) {
		if err != nil {
			t.Fatal(err)
		}
		f.append(refA, 2+uint64(n), Event(int(e.Seq)+10))
		if n++; n > 2 {
			t.Fatal("Read goes on with what came after it began")
		}
	}
	if n != 2 {
		t.Fatalf("%d events, want 2", n)
	}
}

func testReadBreak(t *testing.T, f *fixture) {
	f.append(refA, 0, Event(1), Event(2), Event(3))
	for range 300 { // more than a log may have streams
		for e, err := range f.Read(context.Background(), refA, 2) {
			if err != nil || e.Seq != 2 {
				t.Fatal(e.Seq, err)
			}
			break
		}
	}
}

func testKept(t *testing.T, f *fixture) {
	events := make([]incident.Event, 500)
	for n := range events {
		events[n] = Event(n + 1)
	}
	f.append(refA, 0, events...)
	kept := f.read(refA, 1)
	for n := range events {
		events[n].Data = []byte(`{"text":"something else entirely"}`)
	}
	f.append(refA, 500, events...)
	f.read(refA, 1)
	for n, e := range kept {
		if string(e.Data) != string(Event(n+1).Data) {
			t.Fatalf("event %d changed to %s", n+1, e.Data)
		}
	}
}

func testFind(t *testing.T, f *fixture) {
	ctx := context.Background()
	if seqs, err := f.Find(ctx, refA, "x", ""); err != nil || !slices.Equal(seqs, []uint64{0, 0}) {
		t.Fatal(seqs, err)
	}
	f.append(refA, 0, Keyed(1, "one"), Event(2), Keyed(3, "three"))
	seqs, err := f.Find(ctx, refA, "three", "two", "one", "", "three", "on", "one\x00")
	if err != nil || !slices.Equal(seqs, []uint64{3, 0, 1, 0, 3, 0, 0}) {
		t.Fatal(seqs, err)
	}
	if seqs, err := f.Find(ctx, refA); err != nil || len(seqs) != 0 {
		t.Fatal(seqs, err)
	}
	if seqs, err := f.Find(ctx, refB, "one"); err != nil || !slices.Equal(seqs, []uint64{0}) {
		t.Fatal(seqs, err)
	}
	many := make([]string, 3000)
	many[2999] = "one"
	if seqs, err := f.Find(ctx, refA, many...); err != nil || len(seqs) != 3000 || seqs[2999] != 1 || seqs[0] != 0 {
		t.Fatal(len(seqs), err)
	}
}

func testList(t *testing.T, f *fixture) {
	refs := []incident.Ref{"20260103_c", "20260101_a_2", "20260101_a", "20260102_b", "20260101_a_10"}
	want := map[incident.Ref]timeline.Head{}
	for n, ref := range refs {
		for k := range n + 1 {
			want[ref] = f.append(ref, uint64(k), Event(k)).Head
		}
	}
	heads, err := f.List(context.Background())
	if err != nil || len(heads) != len(refs) {
		t.Fatal(heads, err)
	}
	if !slices.IsSortedFunc(heads, func(a, b timeline.Head) int { return strings.Compare(string(a.Ref), string(b.Ref)) }) {
		t.Fatalf("not in order: %v", heads)
	}
	for _, h := range heads {
		if h != want[h.Ref] {
			t.Fatalf("got %+v, want %+v", h, want[h.Ref])
		}
	}
}

func testSnapshots(t *testing.T, f *fixture) {
	ctx := context.Background()
	check := func(ref incident.Ref, seq uint64, data string) {
		t.Helper()
		s, err := f.Snapshot(ctx, ref)
		if err != nil || s.Seq != seq || string(s.Data) != data {
			t.Fatalf("got %d %q %v, want %d %q", s.Seq, s.Data, err, seq, data)
		}
	}
	save := func(ref incident.Ref, seq uint64, data string) {
		t.Helper()
		if err := f.SaveSnapshot(ctx, ref, timeline.Snapshot{Seq: seq, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	check(refA, 0, "")
	f.append(refA, 0, Event(1), Event(2))
	save(refA, 1, "one")
	check(refA, 1, "one")
	check(refB, 0, "")
	save(refA, 2, "two")
	save(refA, 1, "an older one comes late")
	check(refA, 2, "two")
	f.append(refA, 2, Event(3))
	check(refA, 2, "two")
	save(refA, 1, "older than what is on the disk")
	f.append(refA, 3, Event(4))
	check(refA, 2, "two")
	save(refA, 2, "the same again")
	check(refA, 2, "the same again")
}

func testWriters(t *testing.T, f *fixture) {
	const writers, each = 64, 20
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			ref := incident.Ref(fmt.Sprintf("20260101_writer_%d", w))
			for n := range each {
				if _, err := f.Append(context.Background(), ref, uint64(n), Keyed(n, fmt.Sprint(n)), Keyed(n, fmt.Sprint(n))); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	for w := range writers {
		if events := f.read(incident.Ref(fmt.Sprintf("20260101_writer_%d", w)), 1); len(events) != each {
			t.Errorf("writer %d has %d events, want %d", w, len(events), each)
		}
	}
}

// testRace: of writers that expect the same, one wins; the others look and try again until all are in.
func testRace(t *testing.T, f *fixture) {
	const writers, each = 64, 4
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			at := uint64(0)
			for n := 0; n < each; {
				a, err := f.Append(context.Background(), refA, at, Keyed(w, fmt.Sprintf("%d/%d", w, n)))
				var conflict *timeline.ConflictError
				switch {
				case errors.As(err, &conflict):
					at = conflict.Actual
				case err != nil:
					t.Error(err)
					return
				default:
					at, n = a.Head.Seq, n+1
				}
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, e := range f.read(refA, 1) {
		seen[e.Key] = true
	}
	if len(seen) != writers*each {
		t.Fatalf("%d of %d events are there", len(seen), writers*each)
	}
}
