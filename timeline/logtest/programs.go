package logtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
)

// model is what a Log must look like from outside, as plainly as it can be said.
type model struct {
	events    map[incident.Ref][]incident.Event
	snapshots map[incident.Ref]timeline.Snapshot
}

// append gives what Append must answer.
func (m *model) append(ref incident.Ref, events []incident.Event) (seqs []uint64, left int) {
	for _, e := range events {
		at := slices.IndexFunc(m.events[ref], func(old incident.Event) bool { return e.Key != "" && old.Key == e.Key })
		if at >= 0 {
			seqs, left = append(seqs, uint64(at)+1), left+1
			continue
		}
		m.events[ref] = append(m.events[ref], e)
		seqs = append(seqs, uint64(len(m.events[ref])))
	}
	return seqs, left
}

// program runs one random program of operations on a Log and the model side by side.
type program struct {
	log    timeline.Log
	model  model
	reopen func(timeline.Log) timeline.Log
}

func testPrograms(t *testing.T, open Open, reopen Reopen) {
	rapid.Check(t, func(rt *rapid.T) {
		p := &program{
			log:   open(t),
			model: model{map[incident.Ref][]incident.Event{}, map[incident.Ref]timeline.Snapshot{}},
		}
		if reopen != nil {
			p.reopen = func(l timeline.Log) timeline.Log { return reopen(t, l) }
		}
		defer func() { _ = p.log.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"append":   p.append,
			"conflict": p.conflict,
			"refused":  p.refused,
			"read":     p.read,
			"find":     p.find,
			"list":     p.list,
			"snapshot": p.snapshot,
			"again":    p.again,
		})
		for ref := range p.model.events {
			p.compare(rt, ref, 1)
		}
	})
}

var (
	anyRef = rapid.SampledFrom([]incident.Ref{"20260101_a", "20260101_a_2", "20260102_b"})
	anyKey = rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[a-c]{1,2}`),
		rapid.Map(rapid.IntRange(254, 258), func(n int) string { return fmt.Sprintf("%0*d", n, 0) }))
)

func anyEvents(t *rapid.T) []incident.Event {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) incident.Event {
		e := Keyed(rapid.IntRange(0, 59).Draw(t, "n"), anyKey.Draw(t, "key"))
		e.Data = rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "data")
		e.Version = rapid.Byte().Draw(t, "version")
		return e
	}), 0, 12).Draw(t, "events")
}

func (p *program) append(t *rapid.T) {
	ref, events := anyRef.Draw(t, "ref"), anyEvents(t)
	a, err := p.log.Append(context.Background(), ref, uint64(len(p.model.events[ref])), events...)
	if err != nil {
		t.Fatal(err)
	}
	seqs, left := p.model.append(ref, events)
	if !slices.Equal(a.Seqs, seqs) || a.Left != left || a.Head.Seq != uint64(len(p.model.events[ref])) {
		t.Fatalf("got %+v, want %v, %d left out", a, seqs, left)
	}
}

func (p *program) conflict(t *rapid.T) {
	ref := anyRef.Draw(t, "ref")
	at := uint64(len(p.model.events[ref]))
	expected := rapid.Uint64().Filter(func(n uint64) bool { return n != at }).Draw(t, "expected")
	var conflict *timeline.ConflictError
	_, err := p.log.Append(context.Background(), ref, expected, anyEvents(t)...)
	if !errors.As(err, &conflict) || conflict.Actual != at {
		t.Fatalf("expected %d where the log is at %d: %v", expected, at, err)
	}
}

func (p *program) refused(t *rapid.T) {
	ref := anyRef.Draw(t, "ref")
	events := append(anyEvents(t), incident.Event{})
	if _, err := p.log.Append(context.Background(), ref, uint64(len(p.model.events[ref])), events...); err == nil {
		t.Fatal("an event without a kind was taken")
	}
}

func (p *program) read(t *rapid.T) {
	p.compare(t, anyRef.Draw(t, "ref"), rapid.Uint64Range(0, 40).Draw(t, "from"))
}

func (p *program) compare(t *rapid.T, ref incident.Ref, from uint64) {
	got, err := collect(p.log, ref, from)
	if err != nil {
		t.Fatal(err)
	}
	want := p.model.events[ref]
	want = want[min(max(from, 1)-1, uint64(len(want))):]
	if len(got) != len(want) {
		t.Fatalf("%s from %d: %d events, want %d", ref, from, len(got), len(want))
	}
	for n, e := range got {
		w := want[n]
		w.Seq, w.Prev = max(from, 1)+uint64(n), e.Prev
		if !same(e, w) {
			t.Fatalf("got %+v, want %+v", e, w)
		}
	}
}

func (p *program) find(t *rapid.T) {
	ref, key := anyRef.Draw(t, "ref"), anyKey.Draw(t, "key")
	want := slices.IndexFunc(p.model.events[ref], func(e incident.Event) bool { return key != "" && e.Key == key }) + 1
	if got, err := p.log.Find(context.Background(), ref, key); err != nil || len(got) != 1 || got[0] != uint64(want) {
		t.Fatalf("key %q: got %v, %v, want %d", key, got, err, want)
	}
}

func (p *program) list(t *rapid.T) {
	heads, err := p.log.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var logs int
	for _, events := range p.model.events {
		if len(events) > 0 {
			logs++
		}
	}
	if len(heads) != logs {
		t.Fatalf("%d logs, want %d", len(heads), logs)
	}
	for _, h := range heads {
		if h.Seq != uint64(len(p.model.events[h.Ref])) {
			t.Fatalf("%+v, want %d events", h, len(p.model.events[h.Ref]))
		}
	}
}

func (p *program) snapshot(t *rapid.T) {
	ref := anyRef.Draw(t, "ref")
	s := timeline.Snapshot{
		Seq: rapid.Uint64Range(1, 40).Draw(t, "seq"), Data: rapid.SliceOfN(rapid.Byte(), 0, 50).Draw(t, "data"),
	}
	if err := p.log.SaveSnapshot(context.Background(), ref, s); err != nil {
		t.Fatal(err)
	}
	if p.model.snapshots[ref].Seq <= s.Seq {
		p.model.snapshots[ref] = s
	}
	got, err := p.log.Snapshot(context.Background(), ref)
	want := p.model.snapshots[ref]
	if err != nil || got.Seq != want.Seq || !slices.Equal(got.Data, want.Data) {
		t.Fatalf("got %+v, %v, want %+v", got, err, want)
	}
}

func (p *program) again(t *rapid.T) {
	if p.reopen == nil {
		t.Skip("does not outlive Close")
	}
	p.log = p.reopen(p.log)
}
