package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// graceTime is how long a box that opens takes no key, so that one typed for what was there before does nothing in it:
// about as long as somebody who types fast needs to see that the screen has changed.
const graceTime = 600 * time.Millisecond

// armedMsg says that the grace of a box is over.
type armedMsg struct{ box overlay }

// holdKeys keeps keys from a box for a moment.
func (a *app) holdKeys(o overlay) tea.Cmd {
	a.held = o
	return tea.Tick(graceTime, func(time.Time) tea.Msg { return armedMsg{box: o} })
}

func (a *app) armed(m armedMsg) {
	if a.held == m.box {
		a.held = nil
	}
}

// holds tells whether a key that comes now was typed for what stood there before.
func (a *app) holds(key string) bool {
	return a.held != nil && a.top() == a.held && key != endKey
}
