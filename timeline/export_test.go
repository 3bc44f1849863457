package timeline

import (
	"context"
	"time"

	"baton/incident"
)

// AtOnce carries several intakes out as if they had all waited for the same turn, and gives the error of each.
func AtOnce(ctx context.Context, r *Recorder, ref incident.Ref, intakes ...[]Instruction) []error {
	d := r.desk(ref)
	d.turn.Lock()
	defer d.turn.Unlock()
	var batch []*submission
	for _, orders := range intakes {
		batch = append(batch, &submission{orders: orders})
	}
	r.carryOut(ctx, d, batch)
	var failed []error
	for _, s := range batch {
		failed = append(failed, s.err)
	}
	return failed
}

// OpenPastEvery is OpenPast with another distance of the folds that are kept.
func OpenPastEvery(ctx context.Context, log Log, ref incident.Ref, every int) (*Past, error) {
	p := &Past{log: log, ref: ref, whole: NewIndex(time.Time{}), every: every}
	return p, p.CatchUp(ctx)
}
