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
type consequences struct {
	state  incident.Incident
	events map[uint64]incident.Event
	seen   map[string]bool // keys
}

// longAfter is a clock that no message is ahead of.
func longAfter() time.Time { return time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC) }

// consequences folds what follows from the messages that are known.
func (r *record) consequences() *consequences {
	c := &consequences{events: map[uint64]incident.Event{}, seen: map[string]bool{}}
	c.carryOut(timeline.Instruction{Order: incident.Declare{Ref: "20000101_channel", Title: "channel"}})
	scribe := message.NewScribe(origin, false)
	for _, p := range r.telling() {
		scribe.Follow(r.message(p), p.answered)
		batch := scribe.Take(2)
		for _, o := range batch.Orders {
			c.carryOut(o)
		}
		for _, v := range batch.Vetoes {
			for _, o := range v.Objections(&c.state) {
				c.carryOut(o)
			}
		}
	}
	return c
}

// telling are the messages that have commands or answer some, in the order of their ts.
func (r *record) telling() []*post {
	var posts []*post
	for _, p := range r.posts {
		if p.posted && r.message(p).Telling() {
			posts = append(posts, p)
		}
	}
	slices.SortFunc(posts, func(a, b *post) int { return a.at.Compare(b.at) })
	return posts
}

// carryOut decides and folds one order. What is refused there is refused in the record too.
func (c *consequences) carryOut(in timeline.Instruction) {
	if in.Given.Key != "" && c.seen[in.Given.Key] {
		return
	}
	c.seen[in.Given.Key] = true
	in.Given.Now = longAfter()
	facts, err := incident.Decide(c.state, in.Order, in.Given)
	for k := 0; k < len(facts) && err == nil; k++ {
		err = c.fold(facts[k], in.Given)
		in.Given.Key = "" // the first event of an order has its key
	}
}

func (c *consequences) fold(f incident.Fact, g incident.Given) error {
	e, err := incident.NewEvent(f, g)
	if err != nil {
		return err
	}
	e.Seq = c.state.Seq + 1
	if c.state, err = incident.Apply(c.state, e); err == nil {
		c.events[e.Seq] = e
	}
	return err
}

// when is the time of an event, and key its key, "" for the later ones of an order.
func (c *consequences) when(at incident.Moment) incident.When { return c.events[at.Seq].When }

func (c *consequences) key(at incident.Moment) string { return c.events[at.Seq].Key }
