package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"baton/incident"
	"baton/timeline"
)

// Clock is the time that a Worker lives in.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, in any goroutine, when d has passed. stop keeps a call that has not begun from happening.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// Options are what a Worker works with. Recorder, Planner, Courier and Clock are needed.
type Options struct {
	Recorder *timeline.Recorder
	Planner  Planner
	Courier  Courier
	Clock    Clock
	// By is who the record says delivers; Origin is the door. "baton" and "outbox" if they are empty.
	By     incident.Person
	Origin incident.Origin
	// Wanted tells which incidents the service serves at all; nil for all. It is asked again whenever the incident changes.
	Wanted func(*incident.Incident) bool
	// Changed is called after Status or Items have changed, from any goroutine. It must not wait.
	Changed func()
}

const (
	// poll is how often the list of logs is read and the clock is asked what has come due.
	poll = time.Second
	// mostUnread bounds how many logs are read from the start at the same time.
	mostUnread = 4
	// pauseRetry is how long a service rests of which nothing works.
	pauseRetry = time.Minute
	// quiet is how long an incident that is over is followed still, because people go on talking.
	quiet = 10 * time.Minute
)

// Worker delivers for every incident of a log. Only the process that owns the store runs one, and one a service.
type Worker struct {
	Options

	tick chan struct{}

	mu     sync.Mutex
	lanes  map[string]*lane
	books  map[incident.Ref]*book
	closed map[incident.Ref]closedBook
	paused string
	until  time.Time // the pause
}

// closedBook is what is kept of an incident that is over and has nothing to be told.
type closedBook struct {
	seq    uint64 // of its last event
	failed int
	fault  string    // why it could not be read
	again  time.Time // when that is tried again
}

// New makes a worker, which does nothing before Run.
func New(o Options) *Worker {
	if o.By == incident.Nobody {
		o.By = "baton"
	}
	if o.Origin == "" {
		o.Origin = "outbox"
	}
	if o.Wanted == nil {
		o.Wanted = func(*incident.Incident) bool { return true }
	}
	if o.Changed == nil {
		o.Changed = func() {}
	}
	return &Worker{
		Options: o, tick: make(chan struct{}, 1),
		lanes: map[string]*lane{}, books: map[incident.Ref]*book{}, closed: map[incident.Ref]closedBook{},
	}
}

// Run delivers until the context ends, which is no error, or the list of logs cannot be read. It returns when nothing is
// under way any more: what was made is recorded, the rest is looked for at the next start. A worker runs once.
func (w *Worker) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	for {
		if err := w.open(ctx, &running); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("deliver: %w", err)
		}
		w.poke()
		stop := w.Clock.AfterFunc(poll, w.again)
		select {
		case <-w.tick:
		case <-ctx.Done():
		}
		stop()
	}
}

// again makes Run look at the list of logs now.
func (w *Worker) again() {
	select {
	case w.tick <- struct{}{}:
	default:
	}
}

// open opens the books of incidents that are new or have changed, the newest first.
func (w *Worker) open(ctx context.Context, running *sync.WaitGroup) error {
	heads, err := w.Recorder.Log().List(ctx)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	unread := 0
	for _, b := range w.books {
		if !b.read {
			unread++
		}
	}
	for _, h := range slices.Backward(heads) {
		c, ok := w.closed[h.Ref]
		if w.books[h.Ref] != nil || ok && c.seq == h.Seq || c.again.After(w.Clock.Now()) {
			continue
		}
		if unread++; unread > mostUnread {
			return nil
		}
		b := newBook(w, h)
		w.books[h.Ref] = b
		running.Go(func() { b.run(ctx) })
	}
	return nil
}

// poke makes every book look at what can be done.
func (w *Worker) poke() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, b := range w.books {
		b.poke()
	}
}

// close takes a book away.
func (w *Worker) close(b *book, c closedBook) {
	w.mu.Lock()
	delete(w.books, b.ref)
	w.closed[b.ref] = c
	for name := range b.used {
		if l := w.lanes[name]; l != nil && !l.busy && !l.next.After(w.Clock.Now()) {
			delete(w.lanes, name)
		}
	}
	w.mu.Unlock()
	w.again()
	w.Changed()
}

// board takes a lane for a delivery, or says from when on that may be tried again, zero where somebody says so.
func (w *Worker) board(name string) (ok bool, next time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	l, now := w.lane(name), w.Clock.Now()
	switch {
	case l.busy:
		return false, time.Time{}
	case w.until.After(now):
		return false, w.until
	case l.next.After(now):
		return false, l.next
	}
	l.busy = true
	return true, time.Time{}
}

func (w *Worker) lane(name string) *lane {
	l := w.lanes[name]
	if l == nil {
		l = &lane{}
		w.lanes[name] = l
	}
	return l
}

// leave gives a lane back, with what the service answered: nothing where it was not asked.
func (w *Worker) leave(name string, a answer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	l, now := w.lane(name), w.Clock.Now()
	l.busy = false
	switch {
	case a.trouble != nil && a.trouble.All:
		w.paused, w.until = a.trouble.Reason, now.Add(pauseRetry)
	case a.trouble != nil:
		l.wait(now, a.trouble.After, a.trouble.Reason)
	case a.asked:
		l.went()
		w.paused = ""
	}
	for _, b := range w.books {
		b.poke()
	}
}

// why says what keeps a lane from going on; empty for nothing.
func (w *Worker) why(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if l := w.lanes[name]; w.paused == "" && l != nil {
		return l.reason
	}
	return w.paused
}

// hurry makes a lane try again now, because a person asked for it.
func (w *Worker) hurry(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lane(name).hurry()
}

// Resume ends a pause, because a person has put right what was in the way.
func (w *Worker) Resume() {
	w.mu.Lock()
	w.paused, w.until = "", time.Time{}
	w.mu.Unlock()
	w.poke()
	w.Changed()
}

// record gives orders to the recorder in one append, and gives the refusal of the first of them.
func (w *Worker) record(ctx context.Context, ref incident.Ref, orders ...incident.Order) (incident.Incident, error) {
	var all []timeline.Instruction
	for _, o := range orders {
		all = append(all, timeline.Instruction{Order: o, Given: incident.Given{By: w.By, Now: w.Clock.Now().UTC(), Origin: w.Origin}})
	}
	outcomes, state, err := w.Recorder.Intake(ctx, ref, all)
	if err != nil {
		return state, err
	}
	return state, outcomes[0].Err
}

// refused tells whether an order was refused, rather than the log broken.
func refused(err error) bool { return errors.As(err, new(*incident.Refusal)) }
