package tui

import (
	"fmt"
	"strings"
	"time"

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
	return max(lines/l.each, 1)
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
		if text == "" && r.call == hereCall && len(r.roles) == 0 {
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
