package archive

import (
	"context"
	"errors"
	"fmt"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// writer records batches in a goroutine of its own, so that decoding goes on while the disk is waited for.
type writer struct {
	rec    *timeline.Recorder
	ref    incident.Ref
	report *Report // Added, Repeated and Refused are the writer's
	faults *faultList

	batches chan message.Batch
	done    chan struct{}
	err     error
}

func newWriter(rec *timeline.Recorder, ref incident.Ref, report *Report, faults *faultList) *writer {
	return &writer{rec: rec, ref: ref, report: report, faults: faults, batches: make(chan message.Batch, 1), done: make(chan struct{})}
}

// run records what is put until wait is called. cancel ends the feeding where the record fails.
func (w *writer) run(ctx context.Context, cancel context.CancelFunc) {
	defer close(w.done)
	for b := range w.batches {
		if w.err != nil || len(b.Orders) == 0 {
			continue
		}
		if w.err = w.record(ctx, b); w.err != nil {
			cancel()
		}
	}
}

// put hands over a batch.
func (w *writer) put(ctx context.Context, b message.Batch) error {
	select {
	case w.batches <- b:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait ends the writing and gives its error.
func (w *writer) wait() error {
	close(w.batches)
	<-w.done
	return w.err
}

// record takes a batch into the record, and after it what depends on what the record holds.
func (w *writer) record(ctx context.Context, b message.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	outcomes, state, err := w.rec.Intake(ctx, w.ref, b.Orders)
	if err != nil {
		return err
	}
	var more []timeline.Instruction
	for k := range outcomes {
		w.settle(b.Orders[k], outcomes[k])
		if r, ok := b.Orders[k].Order.(incident.React); ok && outcomes[k].Repeated {
			grown, err := w.grown(ctx, r, b.Orders[k].Given)
			if err != nil {
				return err
			}
			more = append(more, grown...)
		}
	}
	for _, v := range b.Vetoes {
		more = append(more, v.Objections(&state)...)
	}
	stars, err := w.stars(ctx, b.Stars)
	if err != nil {
		return err
	}
	if more = append(more, stars...); len(more) == 0 {
		return nil
	}
	outcomes, _, err = w.rec.Intake(ctx, w.ref, more)
	for k := range outcomes {
		w.settle(more[k], outcomes[k])
	}
	return err
}

// stars gives the orders for stars on messages, which are recorded by now.
func (w *writer) stars(ctx context.Context, stars []message.Star) (orders []timeline.Instruction, err error) {
	keys := make([]string, len(stars))
	for k, s := range stars {
		keys[k] = s.Message
	}
	if len(keys) == 0 {
		return nil, nil
	}
	seqs, err := w.rec.Log().Find(ctx, w.ref, keys...)
	if err != nil {
		return nil, err
	}
	for k, s := range stars {
		if seqs[k] != 0 {
			orders = append(orders, timeline.Instruction{Order: incident.Star{Entry: seqs[k]}, Given: s.Given})
		}
	}
	return orders, nil
}

// settle counts what became of an order. That somebody confirms what they have confirmed already, has the name that
// they have already, or stars what is starred, is nothing to tell.
func (w *writer) settle(in timeline.Instruction, out timeline.Outcome) {
	w.report.Added += len(out.Events)
	var refusal *incident.Refusal
	switch {
	case out.Repeated:
		w.report.Repeated++
	case out.Err == nil:
	case errors.As(out.Err, &refusal) && harmless(in.Order):
	default:
		w.report.Refused++
		w.faults.add(in.Given.Key, "the record did not take it: %v", out.Err)
	}
}

func harmless(o incident.Order) bool {
	switch o.(type) {
	case incident.Confirm, incident.NamePerson, incident.Star:
		return true
	}
	return false
}

// grown gives the presses of an emoji that a longer export adds to those that an earlier import recorded. Each import that
// adds any has its own key: "…:react:eyes", "…:react:eyes:2", and so on.
func (w *writer) grown(ctx context.Context, r incident.React, g incident.Given) ([]timeline.Instruction, error) {
	base := g.Key
	known := map[incident.Person]bool{}
	count := 0
	for n := 2; ; n++ {
		before, err := w.reacted(ctx, g.Key)
		if err != nil {
			return nil, err
		}
		if before == nil {
			break
		}
		count += before.Count
		for _, p := range before.By {
			known[p] = true
		}
		g.Key = fmt.Sprintf("%s:%d", base, n)
	}
	by := r.By
	r.By = nil
	for _, p := range by {
		if !known[p] {
			r.By = append(r.By, p)
		}
	}
	if r.Count = max(r.Count-count, len(r.By)); r.Count <= 0 {
		return nil, nil
	}
	return []timeline.Instruction{{Order: r, Given: g}}, nil
}

// reacted reads the reaction with a key, or nil.
func (w *writer) reacted(ctx context.Context, key string) (*incident.MessageReacted, error) {
	seqs, err := w.rec.Log().Find(ctx, w.ref, key)
	if err != nil || seqs[0] == 0 {
		return nil, err
	}
	for e, err := range w.rec.Log().Read(ctx, w.ref, seqs[0]) {
		if err != nil {
			return nil, err
		}
		f, err := e.Fact()
		if r, ok := f.(incident.MessageReacted); ok && err == nil {
			return &r, nil
		}
		break
	}
	return nil, nil
}
