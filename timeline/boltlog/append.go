package boltlog

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"sync/atomic"

	"baton/incident"
	"baton/timeline"
)

// request is one Append on its way through the committer.
type request struct {
	ref      incident.Ref
	expected uint64
	events   []incident.Event
	size     int

	state  atomic.Int32
	result timeline.Appended
	err    error
	done   chan struct{}
}

const (
	stateQueued int32 = iota
	stateTaken
	stateAbandoned
)

// take claims the request for the committer; it fails if the caller has given up.
func (r *request) take() bool { return r.state.CompareAndSwap(stateQueued, stateTaken) }

func (r *request) abandon() { r.state.CompareAndSwap(stateQueued, stateAbandoned) }

func (r *request) answer(err error) {
	r.err = err
	close(r.done)
}

// envelopeBytes is more than an event's stored form adds to its texts.
const envelopeBytes = 96

func storedBytes(e *incident.Event) int {
	return envelopeBytes + len(e.Kind) + len(e.Actor) + len(e.EnteredBy) + len(e.Origin) + len(e.Key) + len(e.Data)
}

// Append adds events and returns when they are synced; see timeline.Log.
func (l *Log) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	r := &request{ref: ref, expected: expected, events: events, done: make(chan struct{})}
	if err := r.check(ctx); err != nil {
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", clip(ref), err)
	}
	if err := l.enter(); err != nil {
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref, err)
	}
	defer l.leave()
	l.appending.Add(1)
	defer l.appending.Add(-1)
	select {
	case l.requests <- r:
	case <-ctx.Done():
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref, ctx.Err())
	}
	select {
	case <-r.done:
		return r.result, r.err
	case <-ctx.Done():
		r.abandon()
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref, ctx.Err())
	}
}

func (r *request) check(ctx context.Context) error {
	if _, err := incident.ParseRef(string(r.ref)); err != nil {
		return err
	}
	for n := range r.events {
		r.size += storedBytes(&r.events[n])
	}
	if r.size > timeline.MaxAppendBytes {
		return fmt.Errorf("%d bytes of events: %w", r.size, timeline.ErrTooLarge)
	}
	return ctx.Err()
}

// clip shortens a reference that may be anything for an error text.
func clip(ref incident.Ref) string {
	const most = 80
	if len(ref) > most {
		return fmt.Sprintf("%q…", string(ref[:most]))
	}
	return string(ref)
}

// write adds the events of one request to the transaction. What is wrong with the request alone is put into it and
// leaves the transaction as it was; an error is about the whole transaction.
func (w *writer) write(r *request) error {
	h, err := w.head(r.ref)
	if err != nil {
		return err
	}
	if h.seq != r.expected {
		r.err = fmt.Errorf("append to %s: %w", r.ref,
			&timeline.ConflictError{Ref: r.ref, Expected: r.expected, Actual: h.seq})
		return nil
	}
	next := *h
	if next.num == 0 && len(r.events) > 0 {
		n, err := w.logs.NextSequence()
		if err != nil {
			return err
		}
		next.num = uint32(n)
	}
	fresh, err := w.encode(r, &next)
	if err != nil {
		r.err, r.result = fmt.Errorf("append to %s: %w", r.ref, err), timeline.Appended{}
		return nil
	}
	w.fresh = fresh
	if next.seq > h.seq {
		*h = next
		w.changed[r.ref] = h
	}
	return nil
}

// encode adds the stored form of the events that are new to what the transaction has, and moves h to the last of them.
// On an error the index is as it was.
func (w *writer) encode(r *request, h *head) ([]stored, error) {
	mark := w.index.mark()
	buf := slices.Grow(w.slab, r.size)
	fresh := slices.Grow(w.fresh, len(r.events))
	r.result.Seqs = make([]uint64, 0, len(r.events))
	for _, e := range r.events {
		if at := w.index.add(h, e.Key); at != 0 {
			r.result.Seqs = append(r.result.Seqs, at)
			r.result.Left++
			continue
		}
		e.Seq, e.Prev = h.seq+1, h.hash
		start := len(buf)
		var err error
		if buf, err = e.AppendBinary(binary.BigEndian.AppendUint32(buf, h.num)); err != nil {
			w.index.undo(mark)
			return nil, err
		}
		record := buf[start:len(buf):len(buf)]
		b := record[4:]
		fresh = append(fresh, stored{h.num, e.Seq, b, record})
		h.seq, h.hash = e.Seq, incident.HashOf(b)
		r.result.Seqs = append(r.result.Seqs, e.Seq)
	}
	w.slab = buf
	r.result.Head = h.public(r.ref)
	return fresh, nil
}
