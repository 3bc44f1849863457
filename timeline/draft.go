package timeline

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baton/incident"
)

// draft is a batch that has been decided on and not yet appended.
type draft struct {
	state   incident.Incident
	events  []incident.Event
	seen    map[string]bool // keys that are in the log or in this batch
	size    int             // of the events as stored, in bytes, a little more than they will be
	taken   int             // how many submissions, from the first on, are in it
	scratch []byte
}

// draft decides a batch of submissions one order after another, each on the state that the one before left. It stops
// before the submission that would make the batch too large for one append.
func (r *Recorder) draft(ctx context.Context, d *desk, batch []*submission) (*draft, error) {
	seen, err := r.repeated(ctx, d.ref, batch)
	if err != nil {
		return nil, err
	}
	w := &draft{state: d.state, seen: seen}
	for _, s := range batch {
		w.events = slices.Grow(w.events, len(s.orders)) // nearly every order is one event
		before := *w
		s.outcomes = make([]Outcome, len(s.orders))
		for k, in := range s.orders {
			s.outcomes[k] = w.decide(in.Order, r.stamp(in.Given))
		}
		if w.size > MaxAppendBytes && w.taken > 0 {
			return &before, nil
		}
		w.taken++
	}
	return w, nil
}

// stamp gives the recorder's clock to an order that brings none, and makes all its times what the log gives back: UTC,
// without a monotonic reading. An order that only says that its time is unknown gets its place in the timeline by now.
func (r *Recorder) stamp(g incident.Given) incident.Given {
	if g.Now.IsZero() {
		g.Now = r.Now()
	}
	if g.When.At.IsZero() {
		g.When.At = g.Now
	}
	for _, t := range []*time.Time{&g.Now, &g.Known, &g.When.At, &g.When.Until} {
		*t = t.UTC().Round(0)
	}
	return g
}

// repeated finds which keys of the batch the log has already.
func (r *Recorder) repeated(ctx context.Context, ref incident.Ref, batch []*submission) (map[string]bool, error) {
	var keys []string
	for _, s := range batch {
		for _, in := range s.orders {
			if in.Given.Key != "" {
				keys = append(keys, in.Given.Key)
			}
		}
	}
	seen := make(map[string]bool, len(keys))
	if len(keys) == 0 {
		return seen, nil
	}
	seqs, err := r.log.Find(ctx, ref, keys...)
	if err != nil {
		return nil, fmt.Errorf("look for keys in %s: %w", ref, err)
	}
	for k, seq := range seqs {
		if seq != 0 {
			seen[keys[k]] = true
		}
	}
	return seen, nil
}

// sizeMargin is what a log may count an event for beyond its stored bytes.
const sizeMargin = 16

// decide takes one order's facts into the draft, all of them or none.
func (w *draft) decide(o incident.Order, g incident.Given) Outcome {
	if g.Key != "" && w.seen[g.Key] {
		return Outcome{Repeated: true}
	}
	facts, err := incident.Decide(w.state, o, g)
	if err != nil {
		return Outcome{Err: err}
	}
	key, start, state, size := g.Key, len(w.events), w.state, w.size
	for _, f := range facts {
		if err := w.take(f, g); err != nil {
			w.events, w.state, w.size = w.events[:start], state, size
			return Outcome{Err: err}
		}
		g.Key = "" // the first event of an order carries its key
	}
	if len(facts) > 0 && key != "" {
		w.seen[key] = true
	}
	return Outcome{Events: w.events[start:len(w.events):len(w.events)]}
}

// take adds one fact. What cannot be stored is refused here, so that it spoils no other order of the batch.
func (w *draft) take(f incident.Fact, g incident.Given) error {
	e, err := incident.NewEvent(f, g)
	if err != nil {
		return err
	}
	e.Seq = w.state.Seq + 1
	if w.state, err = incident.Apply(w.state, e); err != nil {
		return err
	}
	if w.scratch, err = e.AppendBinary(w.scratch[:0]); err != nil {
		return err
	}
	w.size += len(w.scratch) + sizeMargin
	w.events = append(w.events, e)
	return nil
}
