package timeline

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baton/incident"
)

// Past gives an incident as it was known at any earlier time. It reads the log once; after that a view costs the events
// since the nearest fold that was kept and a copy of the order, so that a person can step through hours. It keeps 24
// bytes an event and is for one goroutine at a time.
type Past struct {
	log Log
	ref incident.Ref
	// whole is the index of everything, with the times as they were first written.
	whole *Index
	known []int64 // when the event of sequence number k+1 became known
	moves []move
	folds []keptPoint
	every int // events between two folds that are kept
}

// move is a correction of an entry's time.
type move struct {
	seq uint64
	incident.EntryCorrected
}

// keptPoint is the fold of the first so many events, and when the last of them became known.
type keptPoint struct {
	state incident.Incident
	known int64
}

// keptEvery is how many events lie between two folds that are kept: reading so many takes about a millisecond.
const keptEvery = 1024

// OpenPast reads an incident's log.
func OpenPast(ctx context.Context, log Log, ref incident.Ref) (*Past, error) {
	p := &Past{log: log, ref: ref, whole: NewIndex(time.Time{}), every: keptEvery}
	return p, p.CatchUp(ctx)
}

// CatchUp adds what the log has gained since.
func (p *Past) CatchUp(ctx context.Context) error {
	for e, err := range p.log.Read(ctx, p.ref, p.whole.Next()) {
		if err != nil {
			return err
		}
		if err := p.add(e); err != nil {
			return fmt.Errorf("read %s: %w", p.ref, err)
		}
	}
	return nil
}

func (p *Past) add(e incident.Event) error {
	if err := p.whole.take(e); err != nil {
		return err
	}
	p.known = append(p.known, nanos(e.KnownAt()))
	if e.IsAmendment() {
		f, err := e.Fact()
		if err != nil {
			return err
		}
		p.whole.links.add(e, f)
		if c, ok := f.(incident.EntryCorrected); ok && c.When != nil {
			p.moves = append(p.moves, move{e.Seq, c})
		}
	}
	if n := len(p.known); n%p.every == 0 {
		p.folds = append(p.folds, keptPoint{p.whole.state, p.latest(n - p.every)})
	}
	return nil
}

// latest is when the last of the events up to now became known, of which those before place k have been looked at.
func (p *Past) latest(k int) int64 {
	last := slices.Max(p.known[k:])
	if n := len(p.folds); n > 0 {
		last = max(last, p.folds[n-1].known)
	}
	return last
}

// First is when the first event of the log became known, UTC; zero for an empty log.
func (p *Past) First() time.Time {
	if len(p.known) == 0 {
		return time.Time{}
	}
	return time.Unix(0, p.known[0]).UTC()
}

// At is the incident as it was known at the horizon: the same index as a [Reader] with that horizon reads. It takes no
// further events.
func (p *Past) At(ctx context.Context, horizon time.Time) (*Index, error) {
	x := &Index{horizon: horizon, links: p.whole.links, sealed: true}
	until := nanos(horizon)
	x.read = uint64(len(p.known))
	for x.read > 0 && p.known[x.read-1] > until {
		x.read--
	}
	if err := p.fold(ctx, x, until); err != nil {
		return nil, err
	}
	for k, known := range p.known[:x.read] {
		if known > until {
			x.left = append(x.left, uint64(k+1))
		}
	}
	p.arrange(x, until)
	return x, nil
}

// fold makes the state from the last fold that was kept before anything became known later than the horizon.
func (p *Past) fold(ctx context.Context, x *Index, until int64) error {
	kept, _ := slices.BinarySearchFunc(p.folds, until, func(f keptPoint, until int64) int {
		if f.known <= until {
			return -1
		}
		return 1
	})
	if kept > 0 {
		x.state = p.folds[kept-1].state
	}
	from := uint64(kept*p.every + 1)
	if from > x.read {
		return nil
	}
	for e, err := range p.log.Read(ctx, p.ref, from) {
		if err != nil {
			return err
		}
		if e.Seq > x.read {
			break
		}
		if p.known[e.Seq-1] <= until {
			x.fold(e)
		}
	}
	return nil
}

// arrange puts the entries that were known into the order of the times that were known.
func (p *Past) arrange(x *Index, until int64) {
	x.times = slices.Clone(p.whole.times[:x.read])
	x.order = make([]uint64, 0, int(x.read))
	for _, seq := range p.whole.order {
		if seq <= x.read && p.known[seq-1] <= until {
			x.order = append(x.order, seq)
		}
	}
	for _, m := range p.moves {
		if m.seq <= x.read && p.known[m.seq-1] <= until {
			x.move(m.EntryCorrected)
		}
	}
}
