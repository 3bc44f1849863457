package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"baton/incident"
)

// reminders are the check-backs that this console has claimed or has tried to. What is due is a fold of the log and the
// clock; that one was shown is an event, so that it happens once, in one console, also after a restart.
type reminders map[string]bool

func reminderKey(ref incident.Ref, d incident.Due) string {
	return fmt.Sprintf("%s %s %d", ref, d.About, d.At.UnixNano())
}

// remindDue claims what has come due and was not shown yet, in every open incident.
func (a *app) remindDue() tea.Cmd {
	var cmds []tea.Cmd
	for ref, l := range a.board.known {
		state := &l.state
		if a.subject != nil && a.subject.ref == ref && a.subject.live.state().Seq > state.Seq {
			state = a.subject.live.state()
		}
		if dues := a.unshown(ref, state); len(dues) > 0 {
			cmds = append(cmds, a.fx.remind(ref, dues, incident.Given{By: a.me, Origin: "console"}))
		}
	}
	return tea.Batch(cmds...)
}

func (a *app) unshown(ref incident.Ref, i *incident.Incident) []incident.Due {
	var dues []incident.Due
	for _, d := range i.DueList() {
		key := reminderKey(ref, d)
		if d.At.After(a.now) || !d.At.After(i.Reminded[d.About]) || a.reminded[key] {
			continue
		}
		a.reminded[key] = true
		dues = append(dues, d)
	}
	return dues
}

// ring shows the reminders that are this console's to show: one bell and one notification for all that came together.
func (a *app) ring(m remindedMsg) tea.Cmd {
	if len(m.dues) == 0 {
		return nil
	}
	if m.claimErr != nil {
		a.explain("that the reminder of "+m.dues[0].About+" was shown", errors.Join(m.claimErr))
	}
	text := about(m.dues[0])
	if n := len(m.dues); n > 1 {
		text = fmt.Sprintf("%d check-backs are due, first: %s", n, text)
	}
	return tea.Raw("\a" + ansi.Notify(a.notification(m.ref, text)))
}

// notification is the text that the terminal hands to the desktop: one safe line, which cannot end its own sequence.
func (a *app) notification(ref incident.Ref, text string) string {
	const most = 200
	text = a.th.clip(a.th.oneLine("baton: "+text+" - "+string(ref)), most)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == ';' {
			return ' '
		}
		return r
	}, text)
}
