package tui

import (
	"fmt"

	"baton/incident"
)

// sections are the panes below the action items on a wide screen: commands that nobody else has looked at, what the
// audiences were told, and the people.
func (r *room) sections(w int) []string {
	var lines []string
	add := func(name, about string, rows []string) {
		if len(rows) > 0 {
			lines = append(append(lines, r.app.th.heading(name, about, false, w)), rows...)
		}
	}
	add("Commands to look at", fmt.Sprint(len(r.digest().commands)), r.commandRows(w))
	add("Told", "", r.updateRows(w))
	add("People", "", r.peopleRows(w))
	return lines
}

// mostCommands bounds the commands on the screen; the newest are the ones that somebody waits with.
const mostCommands = 3

func (r *room) commandRows(w int) []string {
	t := r.app.th
	var rows []string
	newest := r.digest().commands[max(len(r.digest().commands)-mostCommands, 0):]
	for _, c := range newest {
		rows = append(rows, t.row(w).gap(1).put(t.strong, fmt.Sprintf("C%d ", c.No)).put(t.person, r.state().Name(c.Author)).say(" "+c.Text).done())
	}
	return rows
}

// updateRows say per audience when it was told last, and when the next update is promised.
func (r *room) updateRows(w int) []string {
	t, i, now := r.app.th, r.state(), r.now()
	var rows []string
	for tier := incident.Engineering; tier <= i.Tier; tier++ {
		u, ok := i.LastUpdate(tier)
		if !ok {
			continue
		}
		row := t.row(w).gap(1).column(t.strong, tier.String(), 12).say(since(u.Told.At, now) + " ago")
		if !u.Next.IsZero() && i.Open() {
			word, late := timer(u.Next, now)
			row.say(", next ")
			if late < dueNow {
				word = "in " + word
			}
			row.put(t.lateStyle(late), word)
		}
		rows = append(rows, row.put(t.dim, ": "+u.Text).done())
	}
	return rows
}
