package tui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// deed is what one order from this keyboard recorded.
type deed struct {
	ref    incident.Ref
	at     time.Time
	events []incident.Event
}

const (
	// takeBackFor is how long a deed can be taken back with one key; later a command says what is to be changed.
	takeBackFor = 10 * time.Minute
	mostDeeds   = 50
)

// did remembers what was recorded, so that it can be taken back.
func (a *app) did(ref incident.Ref, events []incident.Event) {
	if len(events) == 0 {
		return
	}
	a.deeds = append(a.deeds, deed{ref: ref, at: a.now, events: events})
	a.deeds = a.deeds[max(len(a.deeds)-mostDeeds, 0):]
}

// lastDeed is the newest thing that was done from here in the incident of the page and that is not too old.
func (a *app) lastDeed() (d deed, ok bool) {
	for _, d := range slices.Backward(a.deeds) {
		if d.ref == a.ref() {
			return d, a.now.Sub(d.at) <= takeBackFor
		}
	}
	return deed{}, false
}

func noDeed(a *app) string {
	if _, ok := a.lastDeed(); !ok {
		return fmt.Sprintf("nothing was recorded from here in the last %.0f minutes", takeBackFor.Minutes())
	}
	return ""
}

// takeBack asks whether the last thing that was done from here is to be undone. Nothing leaves the record: what undoes
// it is recorded too.
func (a *app) takeBack() tea.Cmd {
	d, _ := a.lastDeed()
	state := *a.about()
	q := &question{app: a, head: "Take back what you did?", about: []string{fmt.Sprintf("%s (%s)", state.Title, state.Ref)}}
	var orders []wish
	for _, e := range slices.Backward(d.events) {
		told := toldOf(e, &state)
		o, err := incident.TakeBack(&state, e)
		if err != nil {
			q.then = append(q.then, "stays: "+told+" ("+refusalText(err)+")")
			continue
		}
		orders = append(orders, wish{order: o, as: e.Actor, back: true})
		q.then = append(q.then, "is taken back: "+told)
		state = after(state, o, incident.Given{By: e.Actor, Now: a.now})
	}
	if len(orders) == 0 {
		last := d.events[len(d.events)-1]
		_, err := incident.TakeBack(&state, last)
		a.explain("taking back "+toldOf(last, &state), err)
		return nil
	}
	q.wish = orders[0]
	q.settle = func(m settledMsg) {
		if m.err == nil {
			a.deeds = slices.DeleteFunc(a.deeds, func(x deed) bool { return x.at.Equal(d.at) && x.ref == d.ref })
			a.sending.then = orders[1:]
		}
	}
	return a.pushGuarded(q)
}

// after is the state as it would be after an order: what one deed did is taken back from its end, and each step rests on
// the one before it.
func after(i incident.Incident, o incident.Order, g incident.Given) incident.Incident {
	facts, err := incident.Decide(i, o, g)
	if err != nil {
		return i
	}
	for _, f := range facts {
		e, err := incident.NewEvent(f, g)
		if err != nil {
			return i
		}
		e.Seq, e.Recorded = i.Seq+1, g.Now
		if i, err = incident.Apply(i, e); err != nil {
			return i
		}
	}
	return i
}

// toldOf is what an event says, for a sentence about it.
func toldOf(e incident.Event, state *incident.Incident) string {
	f, err := e.Fact()
	if err != nil {
		return fmt.Sprintf("entry %d", e.Seq)
	}
	return f.Tell(state)
}

// sendNext sends what is to follow the order that was just recorded.
func (a *app) sendNext() tea.Cmd {
	if len(a.sending.then) == 0 || a.sending.wait {
		return nil
	}
	next := a.sending.then[0]
	a.sending.then = a.sending.then[1:]
	return a.send(next, nil)
}
