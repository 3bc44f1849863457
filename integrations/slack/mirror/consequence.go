package mirror

import (
	"slices"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// consequences are the commands that follow from the messages of the channel, and what was said to them: the fold of the
// orders that an import of the same messages gives, in an incident that holds nothing else. They depend on which messages
// are known, and not on when each came in.
//
// The fold goes on where messages are newer than those that it has. Where one changes that it has already, it goes back to
// the last of the places that it marked before that message.
type consequences struct {
	fold
	marks []fold
}

// fold is how far the messages have been followed.
type fold struct {
	done   int // messages
	state  incident.Incident
	events []wanted // that of sequence number n at place n-1
	given  []string // the keys of the orders
	seen   map[string]bool
	scribe *message.Scribe
}

// wanted is what is kept of an event that follows.
type wanted struct {
	when  incident.When
	known time.Time
	key   string // "" for the later ones of an order
}

// A place is marked every markEvery messages; the newest marks are kept. A mark holds the proposals of some hours.
const (
	markEvery = 64
	maxMarks  = 4
)

// longAfter is a clock that no message is ahead of.
func longAfter() time.Time { return time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC) }

// consequences brings the fold to what follows from the messages that are known.
func (r *record) consequences() *consequences {
	c := &r.folded
	if !r.stale.IsZero() || c.scribe == nil {
		k, _ := slices.BinarySearchFunc(r.telling, r.stale, comparePost)
		c.rewind(k)
		r.stale = message.Stamp{}
	}
	for ; c.done < len(r.telling); c.done++ {
		if c.done%markEvery == 0 && c.done > 0 {
			c.mark()
		}
		p := r.telling[c.done]
		c.follow(r.message(p), p.answered)
	}
	return c
}

func comparePost(p *post, at message.Stamp) int { return p.at.Compare(at) }

// mark keeps the place, once.
func (c *consequences) mark() {
	if n := len(c.marks); n > 0 && c.marks[n-1].done >= c.done {
		return
	}
	if len(c.marks) == maxMarks {
		c.marks = slices.Delete(c.marks, 0, 1)
	}
	at := c.fold
	at.scribe = c.scribe.Fork()
	c.marks = append(c.marks, at)
}

// rewind goes back to where no more than so many messages were followed.
func (c *consequences) rewind(done int) {
	if c.scribe != nil && c.done <= done {
		return
	}
	for len(c.marks) > 0 && c.marks[len(c.marks)-1].done > done {
		c.marks = c.marks[:len(c.marks)-1]
	}
	if len(c.marks) == 0 {
		*c = consequences{fold: fold{seen: map[string]bool{}, scribe: message.NewScribe(origin, false, nil)}}
		c.carryOut(timeline.Instruction{Order: incident.Declare{Ref: "20000101_channel", Title: "channel"}})
		return
	}
	at := c.marks[len(c.marks)-1]
	for _, key := range c.given[len(at.given):] {
		delete(c.seen, key)
	}
	at.scribe = at.scribe.Fork()
	c.fold = at
}

// follow folds what follows from the next message.
func (c *consequences) follow(m *message.Message, answered time.Time) {
	c.scribe.Follow(m, answered)
	batch := c.scribe.Take(2)
	for _, o := range batch.Orders {
		c.carryOut(o)
	}
	for _, v := range batch.Vetoes {
		for _, o := range v.Objections(&c.state) {
			c.carryOut(o)
		}
	}
}

// carryOut decides and folds one order. What is refused there is refused in the record too.
func (c *consequences) carryOut(in timeline.Instruction) {
	if key := in.Given.Key; key != "" {
		if c.seen[key] {
			return
		}
		c.seen[key] = true
		c.given = append(c.given, key)
	}
	in.Given.Now = longAfter()
	facts, err := incident.Decide(c.state, in.Order, in.Given)
	for k := 0; k < len(facts) && err == nil; k++ {
		err = c.apply(facts[k], in.Given)
		in.Given.Key = "" // the first event of an order has its key
	}
}

func (c *consequences) apply(f incident.Fact, g incident.Given) error {
	e, err := incident.NewEvent(f, g)
	if err != nil {
		return err
	}
	e.Seq = c.state.Seq + 1
	if c.state, err = incident.Apply(c.state, e); err == nil {
		c.events = append(c.events, wanted{when: e.When, known: e.Known, key: e.Key})
	}
	return err
}

// event is what is kept of the event of a moment, zero for none.
func (c *consequences) event(at incident.Moment) (w wanted) {
	if at.Seq > 0 {
		w = c.events[at.Seq-1]
	}
	return w
}

func (c *consequences) when(at incident.Moment) incident.When { return c.event(at).when }

func (c *consequences) key(at incident.Moment) string { return c.event(at).key }
