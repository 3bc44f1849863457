package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"baton/incident"
)

// peopleLayout is where the two lists of the page are. A list without lines is not on the screen.
type peopleLayout struct {
	people, roster rect // with their headings
	each           int  // lines of one person
	reports        bool // the line that counts who works stands below the heading
}

// fit is how many people fit.
func (l peopleLayout) fit() int {
	lines := l.people.h - 1
	if l.reports {
		lines--
	}
	return max(lines/max(l.each, 1), 1)
}

const (
	oneLineW   = 116 // from this width on a person takes one line
	bothFromH  = 12  // from this height on both lists are on a narrow screen
	reportsInH = 6   // from this height on the line of who works has a place of its own
)

// arrange shares the page out: beside each other where there is room, else below each other, where the list that the
// arrows move in gets the most.
func (p *peoplePage) arrange() (l peopleLayout) {
	l.each = 2
	l.people, l.roster = rect{w: p.w, h: p.h}, rect{w: p.w, h: p.h}
	switch {
	case p.w >= besidesW:
		l.roster.w = sideWidth(p.w)
		l.people.w = p.w - l.roster.w - 1
		l.roster.x = l.people.w + 1
	case p.h >= bothFromH:
		wanted := 1 + max(len(p.calls.shown), 1)
		if c, ok := p.calls.choice(); ok {
			wanted += c.lines() - 1
		}
		most := p.h / 3
		if p.inRoster {
			most = p.h * 2 / 3
		}
		l.roster.h = max(min(wanted, most), min(wanted, p.h-2-2*len(p.rows)), 3)
		l.people.h = p.h - l.roster.h
		l.roster.y = l.people.h
	case p.inRoster:
		l.people.h = 0
	default:
		l.roster.h = 0
	}
	if l.people.w >= oneLineW {
		l.each = 1
	}
	l.reports = l.people.h >= reportsInH
	return l
}

func (p *peoplePage) draw() ([]string, *tea.Cursor) {
	l := p.layout
	people := p.peopleLines(l.people.w, l.people.h)
	roster, cursor := p.rosterLines(l.roster.w, l.roster.h)
	if cursor != nil {
		cursor.X, cursor.Y = cursor.X+l.roster.x, cursor.Y+l.roster.y
	}
	if l.roster.x == 0 {
		return append(people, roster...), cursor
	}
	wall := p.app.th.dim.Render(p.app.th.wall)
	lines := make([]string, 0, p.h)
	for k := range people {
		lines = append(lines, people[k]+wall+roster[k])
	}
	return lines, cursor
}

// filled makes exactly h lines of some.
func filled(lines []string, w, h int) []string {
	for len(lines) < h {
		lines = append(lines, blank(w))
	}
	return lines[:max(h, 0)]
}

// peopleLines draws who is here.
func (p *peoplePage) peopleLines(w, h int) []string {
	t, l := p.app.th, p.layout
	if h <= 0 {
		return nil
	}
	about := fmt.Sprint(len(p.rows))
	if fit := l.fit(); fit < len(p.rows) {
		about += fmt.Sprintf(", %d shown", fit)
	}
	if !l.reports {
		about += fmt.Sprintf(", %d of at most %d work", working(p.rows), mostReports)
	}
	lines := []string{t.heading("People", about, !p.inRoster, w)}
	if l.reports {
		lines = append(lines, p.reportsLine(w))
	}
	if len(p.rows) == 0 {
		lines = append(lines, t.row(w).gap(1).put(t.dim, "nobody has a part in it yet: C takes command, a gives somebody an action item").done())
	}
	for _, r := range p.rows[min(p.top, len(p.rows)):min(p.top+l.fit(), len(p.rows))] {
		lines = append(lines, p.personLines(&r, w)...)
	}
	return filled(lines, w, h)
}

// reportsLine counts those whom the commander has to lead.
func (p *peoplePage) reportsLine(w int) string {
	t, n := p.app.th, working(p.rows)
	row := t.row(w).gap(1)
	if n > mostReports {
		return row.put(t.alarm, fmt.Sprintf(" %d WORK ", n)).say(fmt.Sprintf(" on something, one person can lead %d: split the work", mostReports)).done()
	}
	return row.put(t.dim, fmt.Sprintf("%d of at most %d work on something; above that split the work", n, mostReports)).done()
}

// Cells of the columns of a person.
const (
	nameCells  = 16
	rolesCells = 16
	stateCells = 21 // "no answer for 12h10m"
	shiftCells = 15 // "on 12h10m LONG"
	underName  = 60 // from this width on the second line of a person begins below the name
)

// personLines are the one or two lines of a person.
func (p *peoplePage) personLines(r *presence, w int) []string {
	t := p.app.th
	row := t.row(w)
	p.sign(row, r)
	row.column(t.person, r.person.String(), actorCells).gap(1)
	state, k := p.stateText(r)
	shift, long := p.shiftText(r)
	tired := t.dim
	if long {
		tired = t.due
	}
	if p.layout.each == 1 {
		row.column(t.dim, r.name, nameCells).gap(1)
		p.putRoles(row, r, rolesCells)
		row.column(k, state, stateCells).column(tired, shift, shiftCells)
		p.putWork(row, r)
		return []string{row.done()}
	}
	if room := row.left - stateCells - shiftCells; room > 0 {
		row.column(t.dim, r.name, room-1).gap(1).column(k, state, stateCells)
	} else {
		row.put(k, state)
	}
	second := t.row(w)
	p.sign(second, r)
	second.gap(2)
	if w >= underName {
		second.gap(actorCells - 1)
	}
	p.putRoles(second, r, 0)
	p.putWork(second, r)
	return []string{row.right(tired, shift, 1).done(), second.done()}
}

// sign marks the chosen person.
func (p *peoplePage) sign(row *row, r *presence) {
	switch t := p.app.th; {
	case r.person == p.chosen && !p.inRoster:
		row.put(t.accent, t.here)
	case r.person == p.chosen:
		row.put(t.dim, t.here)
	default:
		row.gap(1)
	}
}

// putRoles puts the roles with how long they are held, and those that are offered. They take w cells, or what they need
// where w is 0.
func (p *peoplePage) putRoles(row *row, r *presence, w int) {
	t, now := p.app.th, p.now()
	var held []string
	for _, tenure := range r.roles {
		held = append(held, tenure.Role.Label()+" "+since(tenure.Since.At, now))
	}
	k := t.strong
	for _, o := range r.offers {
		held = append(held, o.Role.Label()+" offered")
		k = t.due
	}
	text := strings.Join(held, ", ")
	switch {
	case w > 0:
		row.column(k, text, w-1).gap(1)
	case text != "":
		row.put(k, text).gap(2)
	}
}

// stateText says how far the call for a person has come.
func (p *peoplePage) stateText(r *presence) (string, lipgloss.Style) {
	t, now := p.app.th, p.now()
	switch r.call {
	case unansweredCall:
		if now.Sub(r.since) >= incident.PagePatience {
			return "no answer for " + since(r.since, now), t.due
		}
		return "paged " + since(r.since, now) + " ago", t.plain
	case answeredCall:
		return "answered " + since(r.since, now) + " ago", t.plain
	case hereCall:
		return "here " + since(r.since, now), t.plain
	case releasedCall:
		return "released " + since(r.since, now) + " ago", t.dim
	}
	switch {
	case len(r.roles) > 0:
		return "acting", t.plain
	case !r.shift.IsZero():
		return "has not joined", t.dim
	case !r.last.IsZero():
		return "last acted " + since(r.last, now) + " ago", t.dim
	}
	return "was not paged", t.dim
}

// shiftText is how long the person is at it, and whether that is long.
func (p *peoplePage) shiftText(r *presence) (text string, long bool) {
	if r.shift.IsZero() || !p.state().Open() {
		return "", false
	}
	on := p.now().Sub(r.shift)
	text = "on " + lasting(on)
	if on >= longShift {
		return text + " LONG", true
	}
	return text, false
}

// putWork fills the row with what the person is to do, and with the time where they are if it is night there.
func (p *peoplePage) putWork(row *row, r *presence) {
	t, now := p.app.th, p.now()
	night, _ := nightThere(r.contact, now)
	room := row.left - width(night) - 2
	if len(r.actions) == 0 {
		text := ""
		for _, f := range r.freezes {
			text += fmt.Sprintf("holds the freeze F%d of %s  ", f.No, f.Scope())
		}
		if text == "" && r.call == hereCall && len(r.roles)+len(r.offers) == 0 {
			text = "no action item"
		}
		row.put(t.dim, t.clip(t.oneLine(text), max(room, 0)))
		row.right(t.due, night, 1)
		return
	}
	a := r.actions[0]
	word, late := timer(a.Due, now)
	tail := ""
	if a.By != incident.Nobody && a.By != r.person {
		tail = " by " + a.By.String()
	}
	if n := len(r.actions); n > 1 {
		tail += fmt.Sprintf(" +%d more", n-1)
	}
	tail = t.oneLine(tail)
	lead := fmt.Sprintf("A%d ", a.No)
	row.put(t.strong, lead).put(t.lateStyle(late), word).say(" ")
	room -= width(lead) + width(word) + 1 + width(tail)
	row.say(t.clip(t.oneLine(a.Task), max(room, 8))).put(t.dim, tail)
	row.right(t.due, night, 1)
}
