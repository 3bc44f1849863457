package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// graceFor is how long an overlay that asks something dangerous, or that opened by itself, takes no keys. What is typed
// in that time was meant for something else, because nobody reads and answers so fast; it is dropped and not kept for
// later.
const graceFor = 600 * time.Millisecond

// grace is such a time. The model knows no clock for it: one message ends it.
type grace struct{ lasts bool }

func (g *grace) guard() *grace { return g }

// guarded is an overlay with a grace.
type guarded interface {
	overlay
	guard() *grace
}

// pushGuarded opens an overlay that takes keys after a moment only.
func (a *app) pushGuarded(o guarded) tea.Cmd {
	a.push(o)
	g := o.guard()
	g.lasts = true
	return a.fx.grace(g)
}

// grace ends a grace when its time has come. It is the one timer beside the tick, and it runs once.
func (fx *effects) grace(g *grace) tea.Cmd {
	return tea.Tick(graceFor, func(time.Time) tea.Msg { return graceEndedMsg{grace: g} })
}

// guarding tells whether keys do nothing yet.
func (a *app) guarding() bool {
	o, ok := a.top().(guarded)
	return ok && o.guard().lasts
}
