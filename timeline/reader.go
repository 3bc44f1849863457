package timeline

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"baton/incident"
)

// Reader gives the timeline of one incident: an index, and the entries that somebody asks for.
type Reader struct {
	log   Log
	ref   incident.Ref
	Index *Index
}

// OpenReader reads an incident's log into an index. horizon is as in [NewIndex].
func OpenReader(ctx context.Context, log Log, ref incident.Ref, horizon time.Time) (*Reader, error) {
	r := &Reader{log: log, ref: ref, Index: NewIndex(horizon)}
	return r, r.CatchUp(ctx)
}

// CatchUp adds what the log has gained since.
func (r *Reader) CatchUp(ctx context.Context) error {
	for e, err := range r.log.Read(ctx, r.ref, r.Index.Next()) {
		if err != nil {
			return err
		}
		if err := r.Index.Add(e); err != nil {
			return fmt.Errorf("read %s: %w", r.ref, err)
		}
	}
	return nil
}

// loadedAtOnce is how many entries All holds in memory.
const loadedAtOnce = 512

// All ranges over every entry in the order in which they happened.
func (r *Reader) All(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for k := 0; k < r.Index.Len(); k += loadedAtOnce {
			entries, err := r.Load(ctx, r.Index.Seqs(k, k+loadedAtOnce))
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// Load fetches entries by their numbers, in the order of the numbers given, with all amendments that the index knows.
func (r *Reader) Load(ctx context.Context, seqs []uint64) ([]Entry, error) {
	return Load(ctx, r.log, r.ref, r.Index.RequestOf(seqs))
}

// Request asks for entries by number. It is made from an index and carried out by [Load], elsewhere if need be, while
// the index goes on: that is how a screen loads what it shows.
type Request struct {
	seqs    []uint64
	horizon time.Time
	state   incident.Incident
	links   *links
}

// Request prepares the loading of the entries from place k to before place n.
func (x *Index) Request(k, n int) Request { return x.RequestOf(slices.Clone(x.Seqs(k, n))) }

// RequestOf prepares the loading of entries by their numbers, which the request keeps. An amendment can be asked for
// too, and is given as the entry that it would be.
func (x *Index) RequestOf(seqs []uint64) Request {
	return Request{seqs: seqs, horizon: x.horizon, state: x.state, links: x.links}
}

// Of is the request for other entries of the same view. It keeps their numbers.
func (q Request) Of(seqs []uint64) Request {
	q.seqs = seqs
	return q
}

// Load carries out a request.
func Load(ctx context.Context, log Log, ref incident.Ref, q Request) ([]Entry, error) {
	events, err := fetch(ctx, log, ref, q.seqs)
	if err != nil {
		return nil, err
	}
	links := make(map[uint64]linked, len(q.seqs))
	var more []uint64
	for _, seq := range q.seqs {
		l := q.links.of(events[seq].Key, events[seq].When.At, q.horizon)
		links[seq] = l
		more = append(more, l.reactions...)
		for _, edit := range []uint64{l.edit, l.first} {
			if edit != 0 {
				more = append(more, edit)
			}
		}
	}
	amendments, err := fetch(ctx, log, ref, more)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, 0, len(q.seqs))
	for _, seq := range q.seqs {
		e, ok := events[seq]
		if !ok {
			return nil, fmt.Errorf("read %s: entry %d is missing", ref, seq)
		}
		entry, err := newEntry(e, &q.state, links[seq], amendments)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", ref, err)
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// readGap is how many unwanted events are read over rather than asking the log anew.
const readGap = 16

// fetch reads single events, neighbours together.
func fetch(ctx context.Context, log Log, ref incident.Ref, seqs []uint64) (map[uint64]incident.Event, error) {
	wanted := slices.Clone(seqs)
	slices.Sort(wanted)
	found := make(map[uint64]incident.Event, len(wanted))
	for len(wanted) > 0 {
		run := 1
		for run < len(wanted) && wanted[run]-wanted[run-1] <= readGap {
			run++
		}
		last := wanted[run-1]
		for e, err := range log.Read(ctx, ref, wanted[0]) {
			if err != nil {
				return nil, err
			}
			found[e.Seq] = e
			if e.Seq >= last {
				break
			}
		}
		wanted = wanted[run:]
	}
	return found, nil
}
