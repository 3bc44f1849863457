package tui

import (
	"strings"

	"baton/incident"
)

// cannotWrite says why nothing may be recorded now: the console only reads, or it shows an earlier time.
func (a *app) cannotWrite() string {
	switch {
	case a.readOnly:
		return "this console only reads; start it without --read-only to record"
	case a.tab != boardTab && a.subject.past != nil:
		return "an earlier time is shown; Esc goes back to now"
	}
	return ""
}

// marks are what has to be known of everything on the screen: that it is a demo, that nothing of it is real, that
// nothing can be recorded.
func (a *app) marks(practice bool) string {
	parts := []string{a.banner}
	if practice {
		parts = append(parts, "PRACTICE")
	}
	if a.readOnly {
		parts = append(parts, "READ ONLY")
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// about is the incident that the page is of; one that was never declared on the board.
func (a *app) about() *incident.Incident {
	if a.tab == boardTab {
		return &incident.Incident{}
	}
	return a.subject.state()
}
