package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// rosterLines draws whom to call.
func (p *peoplePage) rosterLines(w, h int) ([]string, *tea.Cursor) {
	if h <= 0 {
		return nil, nil
	}
	heading, cursor := p.rosterHeading(w)
	lines := []string{heading}
	if p.app.rosterFault != "" {
		t := p.app.th
		fault, _, _ := strings.Cut(p.app.rosterFault, "\n")
		lines = append(lines, t.row(w).put(t.due, " ROSTER ").say(" "+fault).done())
	}
	if text := p.noCallee(); text != "" {
		for _, l := range wrap(p.app.th.oneLine(text), w-2) {
			lines = append(lines, p.app.th.row(w).gap(1).put(p.app.th.dim, l).done())
		}
	}
	for _, k := range p.calls.shown[min(p.calls.top, len(p.calls.shown)):] {
		if len(lines) >= h {
			break
		}
		lines = append(lines, p.calleeLines(&p.calls.all[k], w)...)
	}
	return filled(lines, w, h), cursor
}

// rosterHeading is the line above whom to call: the filter while there is one.
func (p *peoplePage) rosterHeading(w int) (string, *tea.Cursor) {
	t, l := p.app.th, &p.calls
	if !l.filtering && l.filter.value() == "" {
		about := ""
		if len(l.all) > 0 {
			about = "/ finds a system, a team, a name"
		}
		return t.heading("Whom to call", about, p.inRoster, w), nil
	}
	row := t.row(w)
	if p.inRoster {
		row.put(t.accent, t.here+"Whom to call for").gap(1)
	} else {
		row.put(t.dim, t.rule).put(t.strong, "Whom to call for").gap(1)
	}
	start := w - row.left
	x := l.filter.draw(row)
	if !l.filtering {
		row.put(t.dim, fmt.Sprintf("  %d of %d, / changes it ", len(l.shown), len(l.all)))
		return row.rule(t.dim, 0).done(), nil
	}
	return row.done(), tea.NewCursor(start+x, 0)
}

// noCallee says why nothing is listed.
func (p *peoplePage) noCallee() string {
	l := &p.calls
	switch {
	case len(l.shown) > 0:
		return ""
	case !p.app.board.read:
		return "reading" + p.app.th.more
	case len(l.all) == 0:
		return p.noRoster()
	case len(l.near) > 0:
		return "nothing in the roster has that; perhaps " + strings.Join(l.near, ", or ")
	}
	return "nothing in the roster has that"
}

// calleeLines are one line, and those of the people where it is chosen.
func (p *peoplePage) calleeLines(c *callee, w int) []string {
	t := p.app.th
	chosen := c.id() == p.calls.chosen
	row := t.row(w)
	switch {
	case chosen && p.inRoster:
		row.put(t.accent, t.here)
	case chosen:
		row.put(t.dim, t.here)
	default:
		row.gap(1)
	}
	row.column(t.dim, c.kind, 7).put(t.strong, t.clip(t.oneLine(c.name), max(row.left/2, 8)))
	if c.also != "" {
		row.gap(2).put(t.dim, t.clip(t.oneLine(c.also), max(row.left/2, 0)))
	}
	if !chosen {
		var handles []string
		for _, h := range c.call {
			handles = append(handles, h.Person.String())
		}
		if c.kind != "person" {
			row.gap(2).put(t.person, strings.Join(handles, ", "))
		}
		return []string{row.done()}
	}
	lines := []string{row.done()}
	for k, h := range c.call {
		lines = append(lines, p.calledLine(k+1, h, w))
	}
	if len(c.call) == 0 {
		lines = append(lines, t.row(w).gap(3).put(t.due, "nobody is named").done())
	}
	for _, note := range c.notes {
		lines = append(lines, t.row(w).gap(3).put(t.dim, note).done())
	}
	return lines
}

// calledLine is one of those to call: the number is what is needed, so the name gives way to it.
func (p *peoplePage) calledLine(no int, c incident.Contact, w int) string {
	t := p.app.th
	row := t.row(w).gap(1).column(t.dim, fmt.Sprint(no), 2).column(t.person, c.Person.String(), actorCells).gap(1)
	phone := c.Phone
	if phone == "" {
		phone = "no phone number"
	}
	night, _ := nightThere(c, p.now())
	row.put(t.strong, phone).gap(2)
	if part, ok := p.partOf(c.Person); ok {
		row.put(t.good, part).gap(2)
	}
	row.put(t.dim, t.clip(t.oneLine(c.Name), max(row.left-width(night)-2, 0)))
	return row.right(t.due, night, 1).done()
}

// partOf says in a word that somebody need not be called any more.
func (p *peoplePage) partOf(who incident.Person) (string, bool) {
	for _, r := range p.rows {
		if r.person == who {
			return map[callState]string{hereCall: "here", answeredCall: "answered", unansweredCall: "paged"}[r.call], r.call < releasedCall
		}
	}
	return "", false
}

// localTime is the time of day where somebody is.
func localTime(c incident.Contact, now time.Time) string {
	return now.In(c.Zone).Format("Mon 15:04 MST")
}
