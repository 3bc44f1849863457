package outbox

import (
	"context"
	"slices"
	"sync"
	"time"

	"baton/incident"
	"baton/timeline"
)

// book is where the deliveries of one incident are kept while it needs any. Its goroutine follows the log, and decides
// what is done next in each lane.
type book struct {
	w    *Worker
	ref  incident.Ref
	wake chan struct{}

	// The rest belongs to the book's goroutine.
	ledger *ledger
	// upTo is the event up to which the log has to be read before anything is decided: what was there at the start, and
	// what this worker has written since.
	upTo uint64
	last time.Time // when the last event was recorded
	// mine are the deliveries that this worker began and that were certainly not made, by key.
	mine map[string]bool
	// holdOff is until when no more orders are given about what is not made, because the log did not take them.
	holdOff time.Time
	flying  int
	used    map[string]bool // lanes, by name; true while a delivery is under way
	landed  chan landing
	alarm   func()

	// Under the worker's lock.
	read  bool // it has come to the end of the log
	items []Item
}

// landing is what a delivery came to.
type landing struct {
	lane string
	answer
}

type followed struct {
	event incident.Event
	err   error
}

// batch bounds how many events are taken in before it is decided what can be done.
const batch = 512

func newBook(w *Worker, h timeline.Head) *book {
	return &book{
		w: w, ref: h.Ref, upTo: h.Seq, wake: make(chan struct{}, 1),
		mine: map[string]bool{}, used: map[string]bool{}, landed: make(chan landing), alarm: func() {},
	}
}

// poke makes the book look at what can be done.
func (b *book) poke() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// run goes on until the context ends or there is nothing more to be told.
func (b *book) run(ctx context.Context) {
	var pumping sync.WaitGroup
	defer pumping.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	state, err := b.w.Recorder.Look(ctx, b.ref)
	wanted := err == nil && b.w.Wanted(&state)
	if !wanted && !state.Open() {
		b.end(ctx, closedBook{seq: b.upTo}, err)
		return
	}
	b.ledger = newLedger(b.w.Planner)
	if !wanted {
		b.ledger = newLedger(nobody{})
	}
	events := make(chan followed, batch)
	pumping.Go(func() { pump(ctx, b.w.Recorder.Log(), b.ref, events) })
	c, err := b.follow(ctx, events, wanted)
	for b.flying > 0 {
		b.land(<-b.landed)
	}
	b.alarm()
	b.end(ctx, c, err)
}

// end closes the book. One that broke is opened again after a while.
func (b *book) end(ctx context.Context, c closedBook, err error) {
	if err != nil {
		if ctx.Err() != nil {
			return
		}
		c = closedBook{fault: reason(err.Error()), again: b.w.Clock.Now().Add(pauseRetry)}
	}
	b.w.close(b, c)
}

// follow takes in the log as it grows and starts what can be done.
func (b *book) follow(ctx context.Context, events <-chan followed, wanted bool) (closedBook, error) {
	for {
		select {
		case <-ctx.Done():
			return closedBook{}, ctx.Err()
		case e := <-events:
			if err := b.take(e, events); err != nil {
				return closedBook{}, err
			}
		case l := <-b.landed:
			b.land(l)
		case <-b.wake:
		}
		if b.ledger.state.Seq < b.upTo {
			continue
		}
		if b.w.Wanted(&b.ledger.state) != wanted {
			return closedBook{}, nil // and is opened again, in another way
		}
		all := b.step(ctx)
		if b.over(all) {
			return closedBook{seq: b.ledger.state.Seq, failed: len(all)}, nil
		}
	}
}

func pump(ctx context.Context, log timeline.Log, ref incident.Ref, events chan<- followed) {
	for e, err := range log.Follow(ctx, ref, 1) {
		select {
		case events <- followed{e, err}:
		case <-ctx.Done():
			return
		}
	}
}

// take folds an event, and those that are there already behind it.
func (b *book) take(e followed, more <-chan followed) error {
	for n := 0; ; n++ {
		if e.err != nil {
			return e.err
		}
		if err := b.ledger.add(e.event); err != nil {
			return err
		}
		b.last = e.event.Recorded
		b.heed(e.event)
		if n == batch {
			return nil
		}
		select {
		case e = <-more:
		default:
			return nil
		}
	}
}

// heed lets what a person asks about a delivery be done at once.
func (b *book) heed(e incident.Event) {
	var key string
	if e.IsChat() || e.Origin == b.w.Origin || !b.read {
		return
	}
	switch f, _ := e.Fact(); f := f.(type) {
	case incident.DeliveryRetried:
		key = f.Key
	case incident.DeliverySkipped:
		key = f.Key
	default:
		return
	}
	if r := b.ledger.byKey[key]; r != nil {
		b.w.hurry(r.Lane)
	}
}

// over tells whether nothing is to be expected any more: the incident has ended some time ago, and what is not made waits
// for a person.
func (b *book) over(all []Item) bool {
	return b.flying == 0 && !b.ledger.state.Open() && b.w.Clock.Now().Sub(b.last) >= quiet &&
		!slices.ContainsFunc(all, func(i Item) bool { return i.Stage != incident.StageFailed })
}

// step starts in each lane what is next, and gives what is not made.
func (b *book) step(ctx context.Context) []Item {
	all := b.ledger.pending(b.w.Clock.Now())
	items := itemsOf(all)
	b.show(items)
	var soonest time.Time
	for name, waiting := range byLane(all) {
		if b.used[name] {
			continue
		}
		if next := b.start(ctx, name, b.next(waiting)); !next.IsZero() && (soonest.IsZero() || next.Before(soonest)) {
			soonest = next
		}
	}
	b.alarm()
	b.alarm = func() {}
	if !soonest.IsZero() {
		b.alarm = b.w.Clock.AfterFunc(soonest.Sub(b.w.Clock.Now()), b.poke)
	}
	return items
}

// show lets others see what is not made.
func (b *book) show(items []Item) {
	b.w.mu.Lock()
	same := slices.EqualFunc(b.items, items, func(x, y Item) bool {
		return x.Key == y.Key && x.Stage == y.Stage && x.Reason == y.Reason && x.Text == y.Text && x.Since.Equal(y.Since)
	})
	first := !b.read
	b.items, b.read = items, true
	b.w.mu.Unlock()
	if first {
		b.w.again() // another log can be read now
	}
	if first || !same {
		b.w.Changed()
	}
}

func byLane(all []pending) map[string][]pending {
	lanes := map[string][]pending{}
	for _, p := range all {
		lanes[p.Lane] = append(lanes[p.Lane], p)
	}
	return lanes
}

// start does a job in a goroutine of its own, or says from when on it can be tried again.
func (b *book) start(ctx context.Context, name string, j job) (next time.Time) {
	if j.deliver == nil && j.orders == nil {
		return j.next
	}
	if j.deliver != nil {
		var ok bool
		if ok, next = b.w.board(name); !ok {
			return next
		}
	}
	b.used[name] = true
	b.flying++
	go func() {
		var a answer
		if j.deliver != nil {
			a = b.attempt(ctx, *j.deliver, j.mine)
			b.w.leave(name, a)
			b.w.Changed()
		} else {
			a = b.settle(ctx, j.orders)
		}
		b.landed <- landing{name, a}
	}()
	return time.Time{}
}

// land notes what a job came to.
func (b *book) land(l landing) {
	b.flying--
	b.used[l.lane] = false
	b.upTo = max(b.upTo, l.upTo)
	if l.failed {
		b.holdOff = b.w.Clock.Now().Add(poll)
	}
	if l.key != "" {
		b.mine[l.key] = l.unmade
		if !l.unmade {
			delete(b.mine, l.key)
		}
	}
}

// nobody plans nothing, for incidents that are not served.
type nobody struct{}

func (nobody) Of(*incident.Incident, incident.Event, incident.Fact) []Delivery { return nil }

func (nobody) Due(*incident.Incident, time.Time) []Delivery { return nil }
