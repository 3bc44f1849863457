package mirror

import (
	"fmt"
	"slices"
	"time"

	"baton/integrations/slack/message"
)

// Plan is what is still to be read of a channel's history for a span in doubt, such as the time without a connection. It
// is plain data: kept as JSON it goes on where it was. History is read from the end of the span backwards, also some time
// before the span, because a message of before may have been edited or answered in it; then each thread with answers in
// the span.
type Plan struct {
	From time.Time `json:"from"` // the span in doubt, UTC
	To   time.Time `json:"to"`
	// Upto is how far back history has been read, zero for not at all.
	Upto    message.Stamp `json:"upto"`
	Scanned bool          `json:"scanned"` // history is read
	// Threads are still to be read; Latest is how far, zero for not at all.
	Threads []Thread `json:"threads"`
}

// Reach is how long before a span in doubt history is read for messages that were edited or answered in it.
const Reach = 24 * time.Hour

// Request is one call: of conversations.replies where it has a thread, of conversations.history otherwise. The bounds are
// for its arguments oldest and latest, with inclusive set; zero is open.
type Request struct {
	Thread, Oldest, Latest message.Stamp
}

// NewPlan plans for a span. known are the threads that the record has: those with a root before Reach cannot be seen in
// the history that is read, and are looked into where they were alive.
func NewPlan(from, to time.Time, known []Thread) *Plan {
	p := &Plan{From: from.UTC(), To: to.UTC()}
	start := p.start()
	for _, t := range known {
		if t.Root.Time().Before(start) && !t.Latest.Time().Before(start) {
			p.expect(t.Root)
		}
	}
	return p
}

func (p *Plan) start() time.Time { return p.From.Add(-Reach) }

// Done tells whether all is read.
func (p *Plan) Done() bool { return p.Scanned && len(p.Threads) == 0 }

// Next is the call to make now; ok is false when there is none.
func (p *Plan) Next() (r Request, ok bool) {
	switch {
	case !p.Scanned:
		r = Request{Oldest: message.StampOf(p.start()), Latest: message.StampOf(p.To)}
		if !p.Upto.IsZero() {
			r.Latest = p.Upto
		}
		return r, true
	case len(p.Threads) > 0:
		t := p.Threads[0]
		r = Request{Thread: t.Root, Oldest: message.StampOf(p.From), Latest: message.StampOf(p.To)}
		if !t.Latest.IsZero() {
			r.Oldest = t.Latest
		}
		return r, true
	}
	return r, false
}

// Answer moves on by the page that a request gave, once it is recorded. The answer to any other request than Next's does
// nothing. A page that says that there is more, but leads no further, is the last one.
func (p *Plan) Answer(r Request, page Page) {
	if now, ok := p.Next(); !ok || r != now {
		return
	}
	if r.Thread.IsZero() {
		p.scan(r, page)
		return
	}
	if page.More && r.Oldest.Before(page.Newest) {
		p.Threads[0].Latest = page.Newest
		return
	}
	p.Threads = p.Threads[1:]
}

func (p *Plan) scan(r Request, page Page) {
	for _, t := range page.Threads {
		if !t.Latest.Time().Before(p.From) {
			p.expect(t.Root)
		}
	}
	if page.More && !page.Oldest.IsZero() && page.Oldest.Before(r.Latest) {
		p.Upto = page.Oldest
		return
	}
	p.Scanned = true
}

// expect notes a thread to be read, once, the oldest root first.
func (p *Plan) expect(root message.Stamp) {
	k, found := slices.BinarySearchFunc(p.Threads, root, func(t Thread, root message.Stamp) int { return t.Root.Compare(root) })
	if !found {
		p.Threads = slices.Insert(p.Threads, k, Thread{Root: root})
	}
}

// Progress says what is being read, such as "catching up 14:02–14:09, 3 threads left".
func (p *Plan) Progress(zone *time.Location) string {
	if p.Done() {
		return "caught up"
	}
	text := fmt.Sprintf("catching up %s–%s", p.From.In(zone).Format("15:04"), p.To.In(zone).Format("15:04"))
	switch n := len(p.Threads); {
	case !p.Scanned || n == 0:
		return text
	case n == 1:
		return text + ", 1 thread left"
	default:
		return fmt.Sprintf("%s, %d threads left", text, n)
	}
}

// Plan plans the reading of a span in doubt, by what the record has of the channel. Of a span that ended long before the
// newest message, old threads may be left out that were alive in it.
func (m *Mirror) Plan(from, to time.Time) *Plan {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := make([]Thread, 0, len(m.record.threads))
	for root, at := range m.record.threads {
		known = append(known, Thread{Root: root, Latest: at})
	}
	slices.SortFunc(known, func(a, b Thread) int { return a.Root.Compare(b.Root) })
	return NewPlan(from, to, known)
}
