package tui

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// lane is one thing over time: a role, a freeze, an action item.
type lane struct {
	label  string
	pieces []stretch
	word   string // how it stands, after the last cell
}

// stretch is a part of a lane.
type stretch struct {
	from, to time.Time
	fill     fill
	text     string // at its beginning, as far as there is room and it is a sign a cell
}

// fill is what a stretch is drawn with.
type fill uint8

const (
	nothing  fill = iota
	held          // a role, by somebody
	frozen        // deploys
	asked         // an action item that has no yes
	atWork        // one that has
	overTime      // past its time
	cursor        // the time of the chosen entry
)

var fills = map[bool][]string{
	false: {held: "━", frozen: "▒", asked: "░", atWork: "▓", overTime: "!"},
	true:  {held: "=", frozen: "#", asked: ".", atWork: "=", overTime: "!"},
}

func (f fill) style(t *theme) lipgloss.Style {
	switch f {
	case held:
		return t.person
	case frozen:
		return t.frozen
	case asked:
		return t.dim
	case overTime:
		return t.due
	case cursor:
		return t.accent
	}
	return t.plain
}

// cell is one cell of a lane.
type cell struct {
	sign string
	fill fill
}

// cells draws a lane in w cells. A stretch that is too short to be seen has one cell; where two meet, the later one has it.
func (l lane) cells(s span, w int, ascii bool) []cell {
	row := make([]cell, w)
	for k := range row {
		row[k].sign = " "
	}
	for _, p := range l.pieces {
		if p.to.Before(s.from) || p.from.After(s.to) {
			continue
		}
		from, to := s.cell(p.from, w), s.cell(p.to, w)
		for x := from; x <= to; x++ {
			row[x] = cell{fills[ascii][p.fill], p.fill}
			if k := x - from; isPlain(p.text) && k < len(p.text) && (x < to || k == 0) {
				row[x].sign = p.text[k : k+1]
			}
		}
	}
	return row
}

// lanesOf picks the lanes that matter most, at most so many: the roles, the freezes that are on and the last ones, the
// action items that are open and then those that took longest.
func lanesOf(i *incident.Incident, end, now time.Time, most int) []lane {
	const mostRoles, mostFreezes = 3, 2
	roles := roleLanes(i, end)
	freezes := freezeLanes(i, end, now)
	lanes := append(roles[:min(len(roles), mostRoles)], freezes[:min(len(freezes), mostFreezes)]...)
	lanes = append(lanes, actionLanes(i, end, now)...)
	return lanes[:min(len(lanes), most)]
}

// roleLanes are one lane a role, the commander's first: who had it, with their handle from the handoff on.
func roleLanes(i *incident.Incident, end time.Time) []lane {
	var names []incident.Role
	lanes := map[incident.Role]*lane{}
	for _, t := range i.Tenures.All() {
		if t.Since.IsZero() {
			continue
		}
		l := lanes[t.Role]
		if l == nil {
			l = &lane{label: t.Role.Label()}
			names, lanes[t.Role] = append(names, t.Role), l
		}
		p := stretch{from: t.Since.At, to: end, fill: held, text: string(t.Holder)}
		if l.word = t.Holder.String(); !t.Until.IsZero() {
			p.to, l.word = t.Until.At, "nobody"
		}
		l.pieces = append(l.pieces, p)
	}
	slices.SortStableFunc(names, func(a, b incident.Role) int { return boolRank(b == incident.IC) - boolRank(a == incident.IC) })
	var all []lane
	for _, name := range names {
		all = append(all, *lanes[name])
	}
	return all
}

// freezeLanes are one lane a freeze, those that are on first, then the last ones.
func freezeLanes(i *incident.Incident, end, now time.Time) []lane {
	var on, over []lane
	for _, f := range i.Freezes.All() {
		if f.Since.IsZero() {
			continue
		}
		l := lane{label: fmt.Sprintf("F%d %s", f.No, f.Scope())}
		if f.Open() {
			l.pieces = untilLate(stretch{from: f.Since.At, to: end, fill: frozen}, f.Expires)
			l.word = untilWord(f.Expires, now)
			on = append(on, l)
			continue
		}
		l.pieces, l.word = untilLate(stretch{from: f.Since.At, to: f.Lifted.At, fill: frozen}, f.Expires), "thawed"
		over = append(over, l)
	}
	slices.Reverse(over)
	return append(on, over...)
}

// actionLanes are one lane an action item: asked, at work, late. Those that are open come first, the most urgent first,
// then those that took longest.
func actionLanes(i *incident.Incident, end, now time.Time) []lane {
	var ended []incident.Action
	for _, a := range i.Actions.All() {
		if !a.Open() && !a.Ended.IsZero() {
			ended = append(ended, a)
		}
	}
	took := func(a incident.Action) time.Duration { return a.Ended.At.Sub(a.Assigned.At) }
	slices.SortStableFunc(ended, func(a, b incident.Action) int { return cmp.Compare(took(b), took(a)) })
	var all []lane
	for _, a := range append(i.OpenActions(), ended...) {
		all = append(all, actionLane(a, end, now))
	}
	return all
}

func actionLane(a incident.Action, end, now time.Time) lane {
	l := lane{label: fmt.Sprintf("A%d %s %s", a.No, a.Owner, a.Task)}
	if l.word = string(a.End); a.Open() {
		l.word = untilWord(a.Due, now)
	} else {
		end = a.Ended.At
	}
	p := stretch{from: a.Assigned.At, to: end, fill: asked}
	if yes := a.Acknowledged; !yes.IsZero() && yes.At.After(p.from) {
		p.to = yes.At
		l.pieces = append(l.pieces, p)
		p = stretch{from: yes.At, to: end, fill: atWork}
	} else if !yes.IsZero() {
		p.fill = atWork
	}
	l.pieces = append(l.pieces, untilLate(p, a.Due)...)
	return l
}

// untilWord says how long it is until a time.
func untilWord(at, now time.Time) string {
	word, lateness := timer(at, now)
	return word + only(lateness < dueNow, " left")
}

// untilLate parts a stretch at the time at which it was to be over.
func untilLate(p stretch, due time.Time) []stretch {
	switch {
	case !due.Before(p.to):
		return []stretch{p}
	case !due.After(p.from):
		p.fill = overTime
		return []stretch{p}
	}
	after := stretch{from: due, to: p.to, fill: overTime}
	p.to = due
	return []stretch{p, after}
}
