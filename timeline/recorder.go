package timeline

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"time"

	"baton/incident"
)

// Recorder is the only writer of the record. It folds, asks [incident.Decide] and appends with the sequence number that
// it decided on; where somebody else was faster it folds what is new and decides again. It is safe for concurrent use,
// and orders that arrive while an append is under way share the next one.
type Recorder struct {
	log Log
	now func() time.Time

	mu    sync.Mutex
	desks map[incident.Ref]*desk
}

// NewRecorder writes to a log by a clock.
func NewRecorder(log Log, now func() time.Time) *Recorder {
	return &Recorder{log: log, now: now, desks: map[incident.Ref]*desk{}}
}

// Log is the record that it writes to, for those who read.
func (r *Recorder) Log() Log { return r.log }

// Now is the recorder's clock, UTC.
func (r *Recorder) Now() time.Time { return r.now().UTC() }

// Instruction is an order with what surrounds it. A Given without a time gets the recorder's clock.
type Instruction struct {
	Order incident.Order
	Given incident.Given
}

// Outcome is what became of one instruction.
type Outcome struct {
	// Events are what was appended: none where the order was refused or had been carried out before.
	Events []incident.Event
	// Repeated: an event with the order's key was there already, nothing was done.
	Repeated bool
	// Err is the *incident.Refusal, or nil.
	Err error
}

// Do carries out one order and returns when it is durable, with the state after it.
func (r *Recorder) Do(ctx context.Context, ref incident.Ref, in Instruction) (Outcome, incident.Incident, error) {
	outcomes, state, err := r.Intake(ctx, ref, []Instruction{in})
	if err != nil {
		return Outcome{}, state, err
	}
	return outcomes[0], state, outcomes[0].Err
}

// Intake carries out many orders in one append. A refused one does not stop the others. The error is about the log:
// with it, nothing was recorded.
func (r *Recorder) Intake(ctx context.Context, ref incident.Ref, orders []Instruction) ([]Outcome, incident.Incident, error) {
	s := &submission{orders: orders, called: make(chan struct{})}
	d := r.desk(ref)
	if first := d.submit(s); !first {
		<-s.called
	}
	if !s.settled {
		r.serve(context.WithoutCancel(ctx), d)
	}
	return s.outcomes, s.state, s.err
}

// maxAttempts bounds the clashes on a free suffix of a reference, and with other processes on one append.
const maxAttempts = 1000

// Declare opens an incident under the first reference that is free. zone is that of the calendar day in the reference,
// and, where it has a name that means the same everywhere, the incident's own unless the order names another one.
// Where an incident of that name was declared with the same key before, that is the one, and nothing is done.
func (r *Recorder) Declare(ctx context.Context, o incident.Declare, g incident.Given, zone *time.Location) (incident.Incident, error) {
	g = r.stamp(g)
	if o.Zone == "" {
		o.Zone = zoneName(zone)
	}
	for attempt := 1; attempt <= maxAttempts; attempt++ {
		o.Ref = incident.NewRef(o.Title, g.When.At.In(zone), attempt)
		outcome, state, err := r.Do(ctx, o.Ref, Instruction{Order: o, Given: g})
		if taken := outcome.Err != nil && state.Ref != ""; !taken {
			return state, err
		}
	}
	return incident.Incident{}, fmt.Errorf("declare %q: a thousand incidents of that name on one day", o.Title)
}

// zoneName is the name of a zone in the tz database, or empty: "Local" is another zone on every machine, and a fixed
// offset is none that has a name.
func zoneName(zone *time.Location) string {
	name := zone.String()
	if name != "UTC" && !strings.Contains(name, "/") || !incident.IsZoneName(name) {
		return ""
	}
	return name
}

// State folds an incident's log up to now. An incident that does not exist is the zero state.
func (r *Recorder) State(ctx context.Context, ref incident.Ref) (incident.Incident, error) {
	_, state, err := r.Intake(ctx, ref, nil)
	return state, err
}

// Look is State for those who look at many incidents: the fold is not kept in memory. One that took long is kept as the
// incident's snapshot, so that the next look is short.
func (r *Recorder) Look(ctx context.Context, ref incident.Ref) (incident.Incident, error) {
	d := &desk{ref: ref}
	if err := r.catchUp(ctx, d); err != nil {
		return incident.Incident{}, err
	}
	if d.state.Seq-d.saved >= worthSaving {
		_ = r.saveFold(ctx, d) // a cache: the state stands without it
	}
	return d.state, nil
}

// desk is where the orders of one incident are decided, one batch at a time. Whoever comes to an idle desk serves it;
// those who come meanwhile wait, and the first of them serves next, for all of them.
type desk struct {
	ref incident.Ref

	queueing sync.Mutex
	busy     bool
	queue    []*submission

	turn   sync.Mutex // held by whoever folds, decides and appends
	opened bool
	state  incident.Incident
	hash   incident.Hash // of the last event in state
	saved  uint64        // the sequence number of the newest snapshot
}

// submission is one Intake on its way through the desk.
type submission struct {
	orders   []Instruction
	called   chan struct{} // closed when it is settled, or when it is to serve the desk
	settled  bool
	outcomes []Outcome
	state    incident.Incident
	err      error
}

func (r *Recorder) desk(ref incident.Ref) *desk {
	r.mu.Lock()
	defer r.mu.Unlock()
	d := r.desks[ref]
	if d == nil {
		d = &desk{ref: ref}
		r.desks[ref] = d
	}
	return d
}

// submit queues a submission and tells whether it found the desk idle, and so has to serve it.
func (d *desk) submit(s *submission) (first bool) {
	d.queueing.Lock()
	defer d.queueing.Unlock()
	d.queue = append(d.queue, s)
	first = !d.busy
	d.busy = true
	return first
}

// take gives what waits.
func (d *desk) take() []*submission {
	d.queueing.Lock()
	defer d.queueing.Unlock()
	batch := d.queue
	d.queue = nil
	return batch
}

// pass calls the first of those that wait to serve the desk, or leaves it idle.
func (d *desk) pass() {
	d.queueing.Lock()
	defer d.queueing.Unlock()
	if len(d.queue) == 0 {
		d.busy = false
		return
	}
	close(d.queue[0].called)
}

// serve settles everything that waits at a desk, and then lets the next go on.
func (r *Recorder) serve(ctx context.Context, d *desk) {
	runtime.Gosched() // those whose orders were just settled get to bring their next ones, and share this append
	batch := d.take()
	d.turn.Lock()
	r.carryOut(ctx, d, batch)
	d.turn.Unlock()
	for _, s := range batch[1:] { // the first is who serves
		close(s.called)
	}
	d.pass()
}

// carryOut settles a batch: decides it on the newest state and appends it at once, or in a few appends where it is too
// large for one, and starts again from a newer state where another process appended in between.
func (r *Recorder) carryOut(ctx context.Context, d *desk, batch []*submission) {
	for clashes := 0; len(batch) > 0; {
		n, err := r.attempt(ctx, d, batch)
		if conflict := (*ConflictError)(nil); errors.As(err, &conflict) && clashes < maxAttempts {
			clashes++
			d.refold(conflict.Actual)
			giveWay(clashes)
			continue
		}
		for _, s := range batch[:n] {
			s.settle(d.state, err)
		}
		batch, clashes = batch[n:], 0
	}
}

// giveWay waits a moment, longer after more clashes and never the same, so that a process that reaches the log over a
// socket gets its turn beside one that owns it.
func giveWay(clashes int) {
	const most = 5 * time.Millisecond
	time.Sleep(rand.N(min(time.Duration(clashes)*200*time.Microsecond, most)))
}

// refold forgets a fold of more events than the log has, which a store that was repaired in the meantime leaves behind.
func (d *desk) refold(actual uint64) {
	if actual < d.state.Seq {
		d.opened, d.state, d.hash, d.saved = false, incident.Incident{}, incident.Hash{}, 0
	}
}

func (s *submission) settle(state incident.Incident, err error) {
	s.settled, s.state, s.err = true, state, err
	if err != nil {
		s.outcomes = nil
	}
}

// attempt decides and appends as many submissions, from the first on, as fit into one append, and says how many.
func (r *Recorder) attempt(ctx context.Context, d *desk, batch []*submission) (int, error) {
	if err := r.catchUp(ctx, d); err != nil {
		return len(batch), err
	}
	w, err := r.draft(ctx, d, batch)
	if err != nil {
		return len(batch), err
	}
	if len(w.events) == 0 {
		return w.taken, nil
	}
	appended, err := r.log.Append(ctx, d.ref, d.state.Seq, w.events...)
	if err != nil {
		return w.taken, err
	}
	if appended.Left > 0 {
		return w.taken, fmt.Errorf("append to %s: %d keys came twice in one batch", d.ref, appended.Left)
	}
	d.state, d.hash = w.state, appended.Head.Hash
	if d.state.Seq-d.saved >= max(snapshotEvery, d.state.Seq/snapshotShare) {
		_ = r.saveFold(ctx, d) // a cache: what was recorded stands without it
	}
	return w.taken, nil
}

// snapshotEvery is how many events are folded anew at most when an incident is opened; of a long log it is one part in
// snapshotShare. A state grows with its log, so that saving it at even steps would cost more and more: an import of a
// million messages with ten thousand commands would write their list five hundred times.
const (
	snapshotEvery = 2000
	snapshotShare = 8
)

// worthSaving is how many events make a snapshot worth its place where nothing is appended.
const worthSaving = snapshotEvery / 10

// saveFold keeps a desk's state as the incident's snapshot. Where that fails it is tried again some time later.
func (r *Recorder) saveFold(ctx context.Context, d *desk) error {
	d.saved = d.state.Seq
	data, err := encodeFold(d.state, d.hash)
	if err != nil {
		return fmt.Errorf("snapshot of %s: %w", d.ref, err)
	}
	if err := r.log.SaveSnapshot(ctx, d.ref, Snapshot{Seq: d.state.Seq, Data: data}); err != nil {
		return fmt.Errorf("snapshot of %s: %w", d.ref, err)
	}
	return nil
}

// catchUp folds what is in the log and not in the desk's state, starting from a snapshot the first time.
func (r *Recorder) catchUp(ctx context.Context, d *desk) error {
	if !d.opened {
		state, err := lastFold(ctx, r.log, d.ref)
		if err != nil {
			return err
		}
		d.state, d.saved, d.opened = state, state.Seq, true
	}
	var last incident.Event
	for e, err := range r.log.Read(ctx, d.ref, d.state.Seq+1) {
		if err != nil {
			return err
		}
		if d.state, err = incident.Apply(d.state, e); err != nil {
			return fmt.Errorf("fold %s: %w", d.ref, err)
		}
		last = e
	}
	if last.Seq == 0 {
		return nil
	}
	hash, err := last.Hash()
	d.hash = hash
	return err
}

// Close saves the folds of incidents that have grown since their last snapshot. The log stays open.
func (r *Recorder) Close(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var failed []error
	for _, d := range r.desks {
		d.turn.Lock()
		if d.state.Seq-d.saved >= worthSaving {
			failed = append(failed, r.saveFold(ctx, d))
		}
		d.turn.Unlock()
	}
	return errors.Join(failed...)
}
