package tui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// reminders are what this console has claimed or has tried to. What is due is a fold of the log and the clock; that one
// was shown is an event, so that it happens once, in one console, also after a restart.
type reminders struct {
	claimed map[string]bool
	// since is when somebody began to look: when the console was started, or came back from a long sleep. What came due
	// before is told in one list.
	since time.Time
	// ticked is when the clock was last seen, by the machine's own clock.
	ticked time.Time
	missed []missedDue // oldest first, until they were shown
}

// missedDue is something that came due while nobody looked.
type missedDue struct {
	ref   incident.Ref
	title string
	due   incident.Due
}

func reminderKey(ref incident.Ref, d incident.Due) string {
	return fmt.Sprintf("%s %s %d", ref, d.About, d.At.UnixNano())
}

// longSleep is how long the clock may stand still before that is taken for a sleep: the lid of a laptop was closed, or
// the program was stopped.
const longSleep = 15 * time.Second

// tick notes that time passes, and whether it was asleep meanwhile. real is the machine's clock.
func (r *reminders) tick(real, now time.Time) {
	real = real.Round(0) // without the monotonic reading, which stands still while a machine sleeps
	if !r.ticked.IsZero() && real.Sub(r.ticked) > longSleep {
		r.since = now
	}
	r.ticked = real
}

// remindDue claims what has come due and was not shown yet, in every open incident.
func (a *app) remindDue() tea.Cmd {
	if a.readOnly {
		return nil
	}
	var cmds []tea.Cmd
	for ref, state := range a.openStates() {
		if dues := a.unshown(ref, state); len(dues) > 0 {
			cmds = append(cmds, a.fx.remind(ref, dues, incident.Given{By: a.me, Origin: "console"}))
		}
	}
	return tea.Batch(cmds...)
}

// openStates are the open incidents, each as new as this console has it.
func (a *app) openStates() map[incident.Ref]*incident.Incident {
	states := map[incident.Ref]*incident.Incident{}
	for _, ref := range a.board.ongoing {
		l := a.board.known[ref]
		states[ref] = &l.state
	}
	if s := a.subject; s != nil && s.live.state().Open() {
		if known := states[s.ref]; known == nil || known.Seq < s.live.state().Seq {
			states[s.ref] = s.live.state()
		}
	}
	return states
}

// bells are the moments, after now and soonest first, at which something comes due in an open incident.
func (a *app) bells() []time.Duration {
	if a.readOnly {
		return nil
	}
	var all []time.Duration
	for _, state := range a.openStates() {
		for _, d := range state.DueList() {
			if d.At.After(a.now) {
				all = append(all, d.At.Sub(a.now))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (a *app) unshown(ref incident.Ref, i *incident.Incident) []incident.Due {
	var dues []incident.Due
	for _, d := range i.DueList() {
		key := reminderKey(ref, d)
		if d.At.After(a.now) || !d.At.After(i.Reminded[d.About]) || a.reminded.claimed[key] {
			continue
		}
		a.reminded.claimed[key] = true
		dues = append(dues, d)
	}
	return dues
}

// ring shows the reminders that are this console's to show: one bell and one notification for all that came together.
// What came due while nobody looked goes into a list of its own.
func (a *app) ring(m remindedMsg) tea.Cmd {
	if len(m.dues) == 0 {
		return nil
	}
	if m.claimErr != nil {
		a.explain("that the reminder of "+m.dues[0].About+" was shown", errors.Join(m.claimErr))
	}
	a.keepMissed(m)
	text := about(m.dues[0])
	if n := len(m.dues); n > 1 {
		text = fmt.Sprintf("%d things are due, first: %s", n, text)
	}
	return a.alert(m.ref, text)
}

func (a *app) keepMissed(m remindedMsg) {
	for _, d := range m.dues {
		if d.At.Before(a.reminded.since) {
			a.reminded.missed = append(a.reminded.missed, missedDue{ref: m.ref, title: a.titleOf(m.ref), due: d})
		}
	}
	slices.SortStableFunc(a.reminded.missed, func(x, y missedDue) int {
		return cmp.Or(x.due.At.Compare(y.due.At), cmp.Compare(x.ref, y.ref))
	})
}

func (a *app) titleOf(ref incident.Ref) string {
	if state := a.openStates()[ref]; state != nil {
		return state.Title
	}
	return string(ref)
}

// tellMissed opens the list of what came due while nobody looked, once nothing else is open: a list that opens by
// itself must not take keys that are meant for something else.
func (a *app) tellMissed() tea.Cmd {
	if len(a.reminded.missed) == 0 || len(a.overlays) > 0 || a.place().typing() {
		return nil
	}
	missed := a.reminded.missed
	a.reminded.missed = nil
	head := plural(len(missed), "thing", "things") + " came due while nobody looked"
	return a.pushGuarded(&scroller{in: inEntry, name: head, lines: func(w int) []string { return a.missedLines(missed, w) }})
}

func (a *app) missedLines(missed []missedDue, w int) []string {
	t := a.th
	lines := []string{t.row(w).put(t.dim, "oldest first; each is marked as shown in the log, and w still lists it").done()}
	for _, m := range missed {
		word, late := timer(m.due.At, a.now)
		row := t.row(w).put(t.dim, m.due.At.In(a.zone).Format("15:04")+"  ").put(t.lateStyle(late), word)
		indent := 7 + timerCells + 1
		row.gap(indent - (w - row.left))
		for k, l := range wrap(t.oneLine(about(m.due)+only(m.title != "", " - "+m.title)), max(w-indent, 8)) {
			if k > 0 {
				row = t.row(w).gap(indent)
			}
			lines = append(lines, row.say(l).done())
		}
	}
	return lines
}
