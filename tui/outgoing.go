package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// Outgoing is one thing that an incident asks to be told outside and that was not told yet, as far as is known.
type Outgoing struct {
	Key    string    // names it in its incident: "e57"
	What   string    // what it is, in a few words: "post"
	Text   string    // its words; empty where it has none that can be changed
	Stage  string    // how far it has come: waiting, begun, unclear, failed or skipped
	Reason string    // why it is there, where that is known: "the channel is archived"
	Since  time.Time // UTC, from when on it is there
}

// The stages of what is not told.
const (
	outWaiting = "waiting"
	outBegun   = "begun"
	outUnclear = "unclear"
	outFailed  = "failed"
	outSkipped = "skipped"
)

// outUrgency orders the stages: what waits for somebody first, then what goes on by itself.
var outUrgency = []string{outFailed, outUnclear, outBegun, outWaiting, outSkipped}

// name is what it is called where orders about it are typed, too.
func (o Outgoing) name() string {
	if o.What == "" || strings.HasPrefix(o.Key, o.What) {
		return o.Key
	}
	return o.What + " " + o.Key
}

// goesOn tells whether it changes without anybody doing something.
func (o Outgoing) goesOn() bool { return o.Stage == outWaiting || o.Stage == outBegun }

// undelivered is what the record alone says is not told. It does not know of what was never begun.
func undelivered(d *digest) []Outgoing {
	var all []Outgoing
	for _, d := range d.untold {
		all = append(all, recordedOutgoing(d))
	}
	return all
}

func recordedOutgoing(d incident.Delivery) Outgoing {
	return Outgoing{Key: d.Key, What: d.What, Text: d.Text, Stage: string(d.Stage), Reason: d.Reason, Since: d.Changed.At}
}

// asRecorded is what was heard with what the record says since: what was made is left out, a stage that the record has is
// that, and what it knows of is there although whoever tells
// has given it up.
func (s *subject) asRecorded(heard []Outgoing) []Outgoing {
	state := s.live.state()
	var all []Outgoing
	for _, o := range heard {
		switch d, ok := state.DeliveryOf(o.Key); {
		case ok && d.Stage == incident.StageMade:
			continue
		case ok && d.Stage != "" && string(d.Stage) != o.Stage:
			o.Stage, o.Reason, o.Since = string(d.Stage), d.Reason, d.Changed.At
		}
		all = append(all, o)
	}
	for _, d := range s.live.digest.untold {
		if !slices.ContainsFunc(heard, func(o Outgoing) bool { return o.Key == d.Key }) {
			all = append(all, recordedOutgoing(d))
		}
	}
	return ordered(all)
}

// untold is what of an incident is not told outside, as it was heard last.
type untold struct {
	list  []Outgoing
	heard bool  // it was heard at all
	err   error // why it could not be heard anew, so that the list may be out of date

	asking bool // an answer is awaited
	asked  bool // it was asked for since the last tick
	stale  bool // the log has gained something since it was asked for
}

// untoldListedMsg is what is not told yet of the incident that is looked at.
type untoldListedMsg struct {
	visit int
	list  []Outgoing
	err   error
}

func (m untoldListedMsg) ofVisit() int { return m.visit }

// untoldTimeout is how long an answer is waited for. Nothing depends on it but the list.
const untoldTimeout = 10 * time.Second

// errNotHeard: whoever knows what is not told did not answer in time.
var errNotHeard = errors.New("no answer in " + untoldTimeout.String())

// listUntold asks what is not told yet. It comes back in time even if nobody answers.
func (fx *effects) listUntold(ref incident.Ref) ([]Outgoing, error) {
	ctx, cancel := context.WithTimeout(fx.ctx, untoldTimeout)
	defer cancel()
	type answer struct {
		list []Outgoing
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		list, err := fx.outgoing(ctx, ref)
		answered <- answer{list, err}
	}()
	select {
	case a := <-answered:
		return a.list, a.err
	case <-ctx.Done():
		return nil, errNotHeard
	}
}

func (fx *effects) askUntold(ref incident.Ref, visit int) tea.Cmd {
	return func() tea.Msg {
		list, err := fx.listUntold(ref)
		return untoldListedMsg{visit: visit, list: list, err: err}
	}
}

// renewUntold asks what is not told, at most once between two ticks and once at a time.
func (s *subject) renewUntold() tea.Cmd {
	u := &s.untold
	if s.app.fx.outgoing == nil {
		return nil
	}
	if u.asking || u.asked {
		u.stale = true
		return nil
	}
	u.asking, u.asked, u.stale = true, true, false
	return s.app.fx.askUntold(s.ref, s.visit)
}

// untoldTicked asks again what may have changed.
func (s *subject) untoldTicked() tea.Cmd {
	u := &s.untold
	u.asked = false
	if u.stale || u.err != nil || slices.ContainsFunc(u.list, Outgoing.goesOn) {
		return s.renewUntold()
	}
	return nil
}

func (s *subject) untoldListed(m untoldListedMsg) {
	u := &s.untold
	u.asking, u.err = false, m.err
	if m.err == nil {
		u.list, u.heard = m.list, true
	}
}

// outgoing is what is not told, most urgent first. Where nobody was heard it is what the record says.
func (s *subject) outgoing() []Outgoing {
	if s.untold.heard {
		return s.asRecorded(s.untold.list)
	}
	return ordered(undelivered(&s.live.digest))
}

// ordered puts what waits for somebody first, and of each stage what was given first.
func ordered(list []Outgoing) []Outgoing {
	list = slices.Clone(list)
	for k := range list {
		if list[k].Stage == string(incident.StageAgain) { // what somebody asked for again waits like the first time
			list[k].Stage = outWaiting
		}
	}
	rank := func(o Outgoing) int {
		if k := slices.Index(outUrgency, o.Stage); k >= 0 {
			return k
		}
		return len(outUrgency)
	}
	slices.SortStableFunc(list, func(a, b Outgoing) int { return rank(a) - rank(b) })
	return list
}

// nothingUntold says why there is no list of it.
func (s *subject) nothingUntold() string {
	switch {
	case s.notDeclared() != "":
		return s.notDeclared()
	case s.past != nil:
		return "an earlier time is shown; Esc goes back to now"
	case s.untold.err != nil || len(s.outgoing()) > 0:
		return ""
	case s.app.fx.outgoing == nil && len(s.app.services) == 0:
		return "no service is connected, so that nothing is told outside"
	}
	return "all that was to be told outside is told"
}
