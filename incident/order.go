package incident

import (
	"time"
	"unicode/utf8"
)

// Order is what somebody wants done: the imperative side of a [Fact]. A line of the grammar is one order.
type Order interface {
	// decide gives the facts that follow, in order, or a *Refusal. It must not change i.
	decide(i *Incident, g Given) ([]Fact, error)
}

// Given is what surrounds an order: who gave it, when, and through which door.
type Given struct {
	// By is who acts. EnteredBy is who typed, where somebody acts for another at the same keyboard.
	By        Person
	EnteredBy Person
	// Now is the clock of the process that decides, UTC.
	Now time.Time
	// When is when it happened, if not now.
	When When
	// Known is when it could first be known; zero for now. Imports set it.
	Known  time.Time
	Origin Origin
	// Key makes the order idempotent: the second one with the same key does nothing.
	Key string
}

// when is g.When in UTC, or now. Without a time but with a precision it is now, as precise as was said.
func (g Given) when() When {
	w := g.When.utc()
	if w.At.IsZero() {
		w.At = utc(g.Now)
	}
	return w
}

// live tells whether the order is given about now rather than written down afterwards from somewhere else.
func (g Given) live() bool { return g.Known.IsZero() }

// clockSlack is how far ahead of this process's clock an event may be: machines disagree, people mistype.
const clockSlack = 2 * time.Minute

// Decide says which facts follow from an order, or refuses it with a *Refusal that names what to type instead. It
// changes nothing.
//
// It keeps these invariants, whatever the order and whoever gives it:
//
//   - nothing happens before an incident is declared, and it is declared once;
//   - from the moment the IC role is first taken it has exactly one holder;
//   - a role is never vacant during a handoff: the holder keeps it until the other accepts;
//   - an action item has exactly one owner and a due time until it ends, and it ends once
//     unless it is reopened in between;
//   - a scope of deploys is frozen by at most one holder at a time, and changes hands only by an explicit steal;
//   - nobody confirms a command of their own;
//   - an incident is not resolved while action items or freezes are open, unless the order says what becomes of them;
//   - a correction, retraction, merge, star or tag points at an entry that exists, and what other state rests on
//     cannot be retracted.
func Decide(i Incident, o Order, g Given) ([]Fact, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	if _, declaring := o.(Declare); !declaring && i.Ref == "" {
		return nil, refuse("there is no incident yet", `baton declare "what is wrong"`)
	}
	switch o.(type) {
	case Post, EditPost, DeletePost, React, NoteChannel, Note, Observe:
		return o.decide(&anyIncident, g)
	}
	return decideOn(i, o, g)
}

// anyIncident stands for the state where an order does not look at it: the state then stays off the heap, which matters
// where most of what is recorded is chat.
var anyIncident Incident

func decideOn(i Incident, o Order, g Given) ([]Fact, error) { return o.decide(&i, g) }

func (g Given) check() error {
	if g.Now.IsZero() || !storable(g.Now) {
		return refuse("the clock of this machine gives no time", "set the clock and try again")
	}
	if err := checkPerson(g.By, g.EnteredBy); err != nil {
		return err
	}
	if len(g.Origin) > maxOrigin || utf8.RuneCountInString(g.Key) > maxLine || !isClean(string(g.Origin), g.Key) {
		return refuse("the origin or the key of the entry is not one", "")
	}
	return g.checkTimes()
}

const maxOrigin = 100

func (g Given) checkTimes() error {
	w, latest := g.when(), g.Now.Add(clockSlack)
	if !storable(w.At) || !storable(w.Until) || !storable(g.Known) {
		return refuse("that year is outside 1700 to 2200", "a time such as 14:05 or -5m")
	}
	if g.Known.After(latest) {
		return refuse("it cannot be known only in the future", "the time at which it was known")
	}
	if w.At.After(latest) || w.Until.After(latest) {
		return refusef("a time that has passed, such as -5m",
			"%s is in the future (it is %s UTC)", later(w.At, w.Until).Format("2006-01-02 15:04"), g.Now.UTC().Format("15:04"))
	}
	if !w.Until.IsZero() && w.Until.Before(w.At) {
		return refuse("the time ends before it begins", "the earlier time first, such as 14:05-14:20")
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
