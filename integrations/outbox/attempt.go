package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"baton/incident"
	"baton/integrations/clean"
)

const (
	// settling is how long something that broke may still be on its way: before that nobody can see that it was not made.
	settling = 3 * time.Second
	// longest bounds one call of the courier.
	longest = 2 * time.Minute
	// maxReason and maxReceipt bound what a service says, in characters.
	maxReason, maxReceipt = 500, 200
	// mostSettled bounds how many orders about deliveries that nobody makes are given at once.
	mostSettled = 100
)

// job is what a lane does next: one delivery, or orders about those that are not made.
type job struct {
	deliver *pending
	mine    bool // it was begun by this worker, and certainly not made
	orders  []incident.Order
	// next is when there will be something to do, where there is nothing now; zero where that is not known.
	next time.Time
}

// next says what a lane does, given what waits in it.
func (b *book) next(waiting []pending) job {
	now := b.w.Clock.Now()
	var j job
	for _, p := range waiting {
		if o := b.settled(p); o != nil && len(j.orders) < mostSettled && !b.holdOff.After(now) {
			j.orders = append(j.orders, o)
		}
	}
	if j.orders != nil {
		return j
	}
	for _, p := range waiting {
		if p.rests() || b.settled(p) != nil {
			continue
		}
		if seen := p.at.Changed.At.Add(settling); p.inDoubt() && seen.After(now) {
			return job{next: seen}
		}
		return job{deliver: &p, mine: b.mine[p.Key]}
	}
	return job{}
}

// rests tells whether a delivery waits for something that other deliveries of its lane need not wait for: a person, or
// another delivery.
func (p pending) rests() bool {
	switch p.at.Stage {
	case incident.StageFailed:
		return true
	case "", incident.StageAgain:
		return p.lost || p.after != ""
	}
	return p.lost
}

// inDoubt tells whether it has to be looked for before it is made.
func (p pending) inDoubt() bool {
	return p.at.Stage == incident.StageUnclear || p.at.Stage == incident.StageAgain && p.at.Doubt
}

// settled gives the order about a delivery that is not made, or not now, for a reason that needs no network to see.
func (b *book) settled(p pending) incident.Order {
	stage := p.at.Stage
	switch {
	case p.passed:
		return incident.SkipDelivery{Key: p.Key, Reason: "a newer one took its place"}
	case stage == incident.StageFailed:
		return nil
	case p.lost && stage == incident.StageBegun:
		return incident.DoubtDelivery{Key: p.Key, Reason: "baton was stopped meanwhile, and does not know any more what it was"}
	case p.lost && stage == incident.StageAgain:
		return incident.FailDelivery{Key: p.Key, Reason: "baton does not know any more what it was"}
	case stage == incident.StageBegun && !b.mine[p.Key]:
		return incident.DoubtDelivery{Key: p.Key, Reason: "baton was stopped meanwhile"}
	case p.late:
		return incident.FailDelivery{Key: p.Key, What: p.What, Reason: b.gaveUp(p)}
	}
	return nil
}

// gaveUp says for how long it was tried, and what was in the way.
func (b *book) gaveUp(p pending) string {
	text := "given up after " + incident.Minutes(p.patience())
	switch why := b.w.why(p.Lane); {
	case p.at.Stage == incident.StageUnclear || p.at.Doubt:
		return text + ": it is not known whether it was made"
	case p.after != "":
		return text + ": " + p.after + " was not made"
	case why != "":
		return reason(text + ": " + why)
	}
	return text
}

// answer is what came of a job.
type answer struct {
	upTo    uint64   // the last event that it knows of
	key     string   // of the delivery
	unmade  bool     // it is begun, and certainly not made
	asked   bool     // the service was asked
	trouble *Trouble // and why it has to be asked again later
	failed  bool     // the log took none of it
}

// settle gives orders that need no network.
func (b *book) settle(ctx context.Context, orders []incident.Order) answer {
	state, err := b.w.record(ctx, b.ref, orders...)
	return answer{upTo: state.Seq, failed: err != nil}
}

// attempt makes one delivery, or finds out that it was made.
func (b *book) attempt(ctx context.Context, p pending, mine bool) answer {
	t := &try{w: b.w, ref: b.ref, pending: p, stopped: ctx, answer: answer{key: p.Key, unmade: mine}}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := b.w.Clock.AfterFunc(longest, func() { cancel(errors.New("no answer for two minutes")) })
	defer stop()
	if p.inDoubt() && !t.missing(ctx) {
		return t.answer
	}
	if p.at.Stage == incident.StageBegun || t.begin(ctx) {
		t.deliver(ctx)
	}
	return t.answer
}

// try is one attempt under way.
type try struct {
	pending
	answer
	w       *Worker
	ref     incident.Ref
	stopped context.Context // ends when the worker is stopped, and not where only the call took too long
}

// record gives orders and keeps how far the log has come. A log that is broken is a trouble.
func (t *try) record(ctx context.Context, orders ...incident.Order) (incident.Incident, error) {
	state, err := t.w.record(ctx, t.ref, orders...)
	t.upTo = max(t.upTo, state.Seq)
	if err != nil && !refused(err) {
		t.trouble = &Trouble{Kind: Wait, Reason: reason(err.Error())}
	}
	return state, err
}

// missing looks for a delivery that may have been made, and tells whether it is to be made now. What a person asked for
// again is, also where nobody can look.
func (t *try) missing(ctx context.Context) bool {
	state, err := t.w.Recorder.State(ctx, t.ref)
	if err != nil {
		t.trouble = &Trouble{Kind: Wait, Reason: reason(err.Error())}
		return false
	}
	o, found, err := t.w.Courier.Look(ctx, &state, t.worded(), t.at.Begun.At)
	t.asked = true
	switch trouble := troubleOf(ctx, err); {
	case err == nil && found:
		t.finish(ctx, o)
		return false
	case err == nil:
		return true
	case t.stopped.Err() != nil:
		return false
	case trouble.All || trouble.Kind != Refused:
		t.trouble = trouble
		return false
	case t.at.Stage == incident.StageAgain:
		return true
	default:
		_, _ = t.record(ctx, incident.FailDelivery{
			Key: t.Key, Reason: reason("it is not known whether it was made: " + trouble.Reason),
		})
		return false
	}
}

// begin notes that it is about to be made, and tells whether it is to be.
func (t *try) begin(ctx context.Context) bool {
	if t.stopped.Err() != nil {
		return false
	}
	state, err := t.record(ctx, incident.BeginDelivery{Key: t.Key, What: t.What})
	if err != nil {
		t.trouble = &Trouble{Kind: Wait, Reason: reason(err.Error())}
		return false
	}
	if t.due && t.at.Begun.IsZero() && !t.stillDue(&state) {
		_, _ = t.record(ctx, incident.SkipDelivery{Key: t.Key, Reason: "it was answered meanwhile"})
		return false
	}
	return true
}

// stillDue tells whether the clock asks for it in the state that it was begun in.
func (t *try) stillDue(i *incident.Incident) bool {
	for _, d := range t.w.Planner.Due(i, t.w.Clock.Now()) {
		if d.Key == t.Key {
			return true
		}
	}
	return false
}

// deliver makes it, and notes what came of that.
func (t *try) deliver(ctx context.Context) {
	t.unmade = true
	state, err := t.w.Recorder.State(ctx, t.ref)
	if err != nil {
		t.trouble = &Trouble{Kind: Wait, Reason: reason(err.Error())}
		return
	}
	if t.at, _ = state.DeliveryOf(t.Key); t.at.Stage != incident.StageBegun {
		return // a person was faster
	}
	o, err := t.w.Courier.Deliver(ctx, &state, t.worded())
	t.asked, t.unmade = true, false
	if err == nil {
		t.finish(ctx, o)
		return
	}
	if t.stopped.Err() != nil {
		return // it is looked for at the next start
	}
	trouble := troubleOf(ctx, err)
	switch {
	case trouble.Kind == Unclear:
		t.trouble = trouble
		_, _ = t.record(ctx, incident.DoubtDelivery{Key: t.Key, Reason: trouble.Reason})
	case trouble.Kind == Wait || trouble.All:
		t.trouble, t.unmade = trouble, true
	default:
		_, _ = t.record(ctx, incident.FailDelivery{Key: t.Key, Reason: trouble.Reason})
	}
}

// finish notes that it was made, and what else follows from that.
func (t *try) finish(ctx context.Context, o Outcome) {
	orders := []incident.Order{incident.FinishDelivery{Key: t.Key, Receipt: clean.Title(o.Receipt, maxReceipt)}}
	_, _ = t.record(ctx, append(orders, o.Orders...)...)
}

// troubleOf is what an error of a courier means.
func troubleOf(ctx context.Context, err error) *Trouble {
	if err == nil {
		return nil
	}
	var t *Trouble
	if errors.As(err, &t) {
		return &Trouble{Kind: t.Kind, Reason: reason(t.Reason), After: t.After, All: t.All}
	}
	if cause := context.Cause(ctx); cause != nil {
		err = fmt.Errorf("%w (%w)", cause, err)
	}
	return &Trouble{Kind: Unclear, Reason: reason(err.Error())}
}

// reason makes what a service said fit for the record.
func reason(text string) string {
	text, _ = clean.Secrets(text)
	if text = clean.Title(text, maxReason); text == "" {
		return "no reason was given"
	}
	return text
}
