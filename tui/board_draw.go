package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"baton/incident"
)

// wideBoard is the width from which on an incident takes one line instead of two.
const wideBoard = 160

func (b *board) rowHeight() int {
	if b.w >= wideBoard {
		return 1
	}
	return 2
}

func (b *board) draw() ([]string, *tea.Cursor) {
	heading, cursor := b.heading()
	lines := append(make([]string, 0, b.h), heading)
	for _, ref := range b.shown[min(b.top, len(b.shown)):min(b.top+b.room(), len(b.shown))] {
		i := b.known[ref].state
		if b.w >= wideBoard {
			lines = append(lines, b.oneLine(&i))
		} else {
			lines = append(lines, b.upper(&i), b.lower(&i))
		}
	}
	if len(b.shown) == 0 {
		lines = append(lines, b.empty()...)
	}
	for len(lines) < b.h {
		lines = append(lines, blank(b.w))
	}
	return lines[:b.h], cursor
}

func (b *board) emptyText() string {
	switch {
	case b.err != nil:
		return "cannot read the incidents: " + b.err.Error()
	case !b.read:
		return "reading the incidents" + b.app.th.more
	}
	return "no incident contains that; Esc shows all"
}

// empty is what stands where no incident does: the first thing that a new user reads.
func (b *board) empty() []string {
	t := b.app.th
	if b.err != nil || !b.read || len(b.known) > 0 {
		return []string{blank(b.w), t.row(b.w).gap(2).say(b.emptyText()).done()}
	}
	me := b.app.me.String()
	lines := []string{blank(b.w)}
	for _, l := range []struct{ key, text string }{
		{"", "No incident yet. When in doubt, declare one: it can be resolved in a minute."},
		{"", ""},
		{"n", "declare an incident; you are " + me + ", baton config says how to change that"},
		{"?", "all keys; Ctrl+P finds anything that can be done by a few letters of its name"},
		{":", "type a command, such as declare List import problems"},
		{"q", "leave; baton demo plays an afternoon in which everything can be tried"},
		{"", ""},
		{"", "Old incidents come in with baton import slack EXPORT.zip."},
	} {
		for k, part := range wrap(t.oneLine(l.text), max(b.w-8, 10)) {
			lines = append(lines, t.row(b.w).gap(2).column(t.accent, only(k == 0, l.key), 3).gap(1).say(part).done())
		}
	}
	return lines
}

func (b *board) header(w int) []string {
	t := b.app.th
	row := t.row(w).gap(1).put(t.accent, "baton")
	if mark := b.app.marks(false); mark != "" {
		row.say("  ").put(t.mark, " "+mark+" ")
	}
	open, late := b.counts()
	row.say("  ").put(t.strong, plural(open, "open incident", "open incidents"))
	if late > 0 {
		row.say("  ").put(t.alarm, " "+fmt.Sprintf("%d due", late)+" ")
	}
	return []string{row.right(t.plain, wallClock(b.app.now, b.app.zone, nil, row.left-3), 1).done(), b.needLine(w)}
}

// heading is the line above the incidents: the filter while there is one.
func (b *board) heading() (string, *tea.Cursor) {
	t := b.app.th
	if !b.filtering && b.filter.value() == "" {
		about := ""
		if b.err != nil {
			about = "may be out of date: " + b.err.Error()
		}
		return t.heading("Incidents", about, true, b.w), nil
	}
	row := t.row(b.w).put(t.accent, t.here+"Filter").gap(1)
	start := b.w - row.left
	x := b.filter.draw(row)
	if !b.filtering {
		row.put(t.dim, fmt.Sprintf("  %d of %d, Esc shows all ", len(b.shown), len(b.known)))
		return row.rule(t.dim, 0).done(), nil
	}
	return row.done(), tea.NewCursor(start+x, 0)
}

func (b *board) sign(r *row, i *incident.Incident) {
	if i.Ref == b.chosen {
		r.put(r.accent, r.here)
	} else {
		r.gap(1)
	}
}

// Cells of the columns that have a width of their own.
const (
	severityCells = 6
	statusCells   = 14
	tierCells     = 12
	ageCells      = 8
)

func (b *board) upper(i *incident.Incident) string {
	t := b.app.th
	r := t.row(b.w)
	b.sign(r, i)
	r.column(b.severityStyle(i), i.Severity.String(), severityCells).gap(1).column(t.plain, i.Status.String(), statusCells)
	r.put(t.strong, t.clip(t.oneLine(i.Title), max(r.left-ageCells-1, 8)))
	return r.right(t.plain, b.age(i), 1).done()
}

func (b *board) lower(i *incident.Incident) string {
	t := b.app.th
	r := t.row(b.w)
	b.sign(r, i)
	r.gap(severityCells+1).column(t.dim, i.Tier.String(), statusCells)
	b.counted(r, i)
	return r.right(t.dim, t.clip(string(i.Ref), max(r.left-3, 0)), 1).done()
}

func (b *board) oneLine(i *incident.Incident) string {
	t := b.app.th
	r := t.row(b.w)
	b.sign(r, i)
	r.column(b.severityStyle(i), i.Severity.String(), severityCells).gap(1).column(t.plain, i.Status.String(), statusCells).
		column(t.dim, i.Tier.String(), tierCells).column(t.plain, b.age(i), ageCells)
	room := max((r.left-40)/2, 10)
	r.column(t.strong, i.Title, room).gap(2).column(t.plain, "", 0)
	r.column(t.dim, string(i.Ref), max(min(room, r.left-38), 0)).gap(2)
	b.counted(r, i)
	return r.done()
}

// counted says what is late, who commands and what is open; what matters less is cut off first.
func (b *board) counted(r *row, i *incident.Incident) {
	if n := lateOnes(i, b.app.now); n > 0 {
		r.put(r.alarm, fmt.Sprintf(" %d DUE ", n)).say("  ")
	}
	if n := b.unread(i); n > 0 {
		r.put(r.accent, fmt.Sprintf("%d NEW", n)).say("  ")
	}
	if ic := i.Holder(incident.IC); ic != incident.Nobody {
		r.say("IC " + i.Name(ic) + "  ")
	} else if i.Open() {
		r.put(r.due, "no IC").say("  ")
	}
	if i.Practice {
		r.put(r.mark, " PRACTICE ").say("  ")
	}
	if !i.Open() {
		return
	}
	if n := len(i.OpenActions()); n > 0 {
		r.say(fmt.Sprintf("%d open  ", n))
	}
	if n := len(i.OpenFreezes()); n > 0 {
		r.put(r.frozen, "FROZEN").say("  ")
	}
}

func (b *board) severityStyle(i *incident.Incident) lipgloss.Style {
	if !i.Open() {
		return b.app.th.dim
	}
	return severityStyle(b.app.th, i.Severity)
}

// age is how long an open incident lasts, or how long ago one that is over ended, or for all that is known began.
func (b *board) age(i *incident.Incident) string {
	switch {
	case i.Open():
		return since(i.Declared.At, b.app.now)
	case i.Status == incident.Past:
		return since(i.Declared.At, b.app.now) + " ago"
	}
	return since(i.Resolved.At, b.app.now) + " ago"
}
