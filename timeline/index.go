package timeline

import (
	"fmt"
	"math"
	"slices"
	"time"

	"baton/incident"
)

// Index orders the entries of one incident by when they happened, and holds the state that goes with them. It keeps
// sixteen bytes an event and none of their text, so that a million entries are no more trouble than a thousand; [Reader]
// fetches the text of those that somebody looks at.
//
// With a horizon it is the view as it was known then: events that became known later leave no trace in it.
type Index struct {
	horizon time.Time
	state   incident.Incident
	read    uint64 // the last sequence number seen, known or not
	order   []uint64
	times   []int64  // when the event of sequence number k+1 happened, as the timeline has it
	left    []uint64 // the events that were seen and are not known in this view
	links   *links
	sealed  bool // it was made from a Past, with which it shares what it does not own
}

// NewIndex makes an empty index. horizon is the moment whose knowledge it is to have, zero for everything.
func NewIndex(horizon time.Time) *Index {
	return &Index{horizon: horizon, links: newLinks()}
}

// State is the fold of the events that the index has.
func (x *Index) State() *incident.Incident { return &x.state }

// Next is the sequence number from which on events are to be added.
func (x *Index) Next() uint64 { return x.read + 1 }

// Len is the number of entries.
func (x *Index) Len() int { return len(x.order) }

// Seqs are the numbers of the entries from place k to before place n, in the order in which they happened. The slice
// is the index's own.
func (x *Index) Seqs(k, n int) []uint64 { return x.order[max(k, 0):min(n, len(x.order))] }

// At is when the entry at place k happened, UTC.
func (x *Index) At(k int) time.Time { return x.TimeOf(x.order[k]) }

// Place finds an entry by its number; ok is false for what is no entry of this view.
func (x *Index) Place(seq uint64) (k int, ok bool) {
	if seq == 0 || seq > uint64(len(x.times)) {
		return 0, false
	}
	return slices.BinarySearchFunc(x.order, seq, x.Compare)
}

// PlaceAt is the place of the first entry that happened at the time or later.
func (x *Index) PlaceAt(t time.Time) int {
	k, _ := slices.BinarySearchFunc(x.order, nanos(t), func(seq uint64, at int64) int {
		if x.times[seq-1] < at {
			return -1
		}
		return 1
	})
	return k
}

// Compare orders entries by their numbers, as the timeline does.
func (x *Index) Compare(a, b uint64) int {
	if ta, tb := x.times[a-1], x.times[b-1]; ta != tb {
		if ta < tb {
			return -1
		}
		return 1
	}
	if a < b {
		return -1
	} else if a > b {
		return 1
	}
	return 0
}

// Add takes the next event of the log. Events must come in the log's order without a gap.
func (x *Index) Add(e incident.Event) error {
	if !x.horizon.IsZero() && e.Seq == x.Next() && e.KnownAt().After(x.horizon) {
		x.pass(e)
		return nil
	}
	if err := x.take(e); err != nil || !e.IsAmendment() {
		return err
	}
	return x.amend(e)
}

// take is Add for an event that is known, but for what it says about others.
func (x *Index) take(e incident.Event) error {
	if x.sealed {
		return fmt.Errorf("index event %d: this view is of the past and takes none", e.Seq)
	}
	if e.Seq != x.Next() {
		return fmt.Errorf("index event %d: event %d comes next", e.Seq, x.Next())
	}
	x.read = e.Seq
	x.times = append(x.times, nanos(e.When.At))
	if err := x.fold(e); err != nil && x.horizon.IsZero() {
		return err
	}
	if !e.IsAmendment() {
		x.insert(e.Seq)
	}
	return nil
}

// pass counts an event that is not known yet.
func (x *Index) pass(e incident.Event) {
	x.read = e.Seq
	x.times = append(x.times, nanos(e.When.At))
	x.left = append(x.left, e.Seq)
}

// fold brings the state on. With an error it stays as it was: in a view of the past, which does not have what some
// facts are about, that is no fault.
func (x *Index) fold(e incident.Event) error {
	state, err := incident.Apply(x.state, e)
	if err == nil {
		x.state = state
	}
	return err
}

// insert puts an entry into its place. Nearly all belong at the end.
func (x *Index) insert(seq uint64) {
	if n := len(x.order); n == 0 || x.Compare(x.order[n-1], seq) < 0 {
		x.order = append(x.order, seq)
		return
	}
	k, _ := slices.BinarySearchFunc(x.order, seq, x.Compare)
	x.order = slices.Insert(x.order, k, seq)
}

func (x *Index) amend(e incident.Event) error {
	f, err := e.Fact()
	if err != nil {
		return err
	}
	x.links.add(e, f)
	if c, ok := f.(incident.EntryCorrected); ok {
		x.move(c)
	}
	return nil
}

// move takes an entry to the place of its corrected time.
func (x *Index) move(f incident.EntryCorrected) {
	k, ok := x.Place(f.Entry)
	if !ok || f.When == nil {
		return
	}
	x.order = slices.Delete(x.order, k, k+1)
	x.times[f.Entry-1] = nanos(f.When.At)
	x.insert(f.Entry)
}

// nanos is a time as the index keeps it. Times that 64 bits do not hold, such as none at all, are the nearest that they
// do.
func nanos(t time.Time) int64 {
	switch year := t.Year(); {
	case year < 1700:
		return math.MinInt64
	case year > 2200:
		return math.MaxInt64
	}
	return t.UnixNano()
}
