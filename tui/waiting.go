package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// reckon finds what waits in every open incident, once a second and when something comes in, not at every frame.
func (a *app) reckon() {
	a.waiting = a.waiting[:0]
	for ref, state := range a.openStates() {
		d := a.digestOf(ref, state)
		a.waiting = append(a.waiting, needs(state, &d, a.me, a.now)...)
	}
	a.waiting = append(a.waiting, a.serviceNeeds()...)
	sortNeeds(a.waiting)
}

// digestOf is the digest that is there already, where one is.
func (a *app) digestOf(ref incident.Ref, state *incident.Incident) digest {
	if s := a.subject; s != nil && s.ref == ref && s.live.digest.seq == state.Seq {
		return s.live.digest
	}
	return a.board.known[ref].digest
}

// elsewhere counts what is due in incidents other than one.
func (a *app) elsewhere(ref incident.Ref) int {
	n := 0
	for _, need := range a.waiting {
		if need.ref != "" && need.ref != ref && need.rank < isNear {
			n++
		}
	}
	return n
}

// nowLine is the one line that a commander reads first, on every page: what is most urgent, and how much more there is.
// quiet is what it says when nothing is.
func (a *app) nowLine(all []need, elsewhere int, quiet string, w int) string {
	t := a.th
	row := t.row(w)
	more := ""
	if len(all) > 1 {
		more = fmt.Sprintf("  +%d more", len(all)-1)
	}
	if elsewhere > 0 {
		more += fmt.Sprintf("  +%d elsewhere", elsewhere)
	}
	if len(all) == 0 {
		return row.put(t.good, " NOW").gap(1).say(quiet).put(t.strong, more).done()
	}
	n := all[0]
	row.put(t.strong, " NOW").gap(1).put(n.style(t), " "+n.label+" ").gap(1)
	row.say(t.clip(t.oneLine(n.keyed(n.text)), max(row.left-width(more)-1, 10)))
	return row.put(t.strong, more).done()
}

// needLine is the NOW line of the board: that of all incidents.
func (b *board) needLine(w int) string {
	all := b.app.waiting
	if len(all) > 0 {
		first := all[0].onBoard()
		all = append([]need{first}, all[1:]...)
	}
	return b.app.nowLine(all, 0, "nothing waits for you in any incident", w)
}

// needs are those of the incident that is shown. How services stand is known of now only, and it matters while the
// incident is open.
func (s *subject) needs() []need {
	all := needs(s.state(), s.digest(), s.app.me, s.now())
	if s.past == nil && s.state().Open() {
		all = append(all, s.app.serviceNeeds()...)
		sortNeeds(all)
	}
	return all
}

// needLine is the NOW line of the incident, with how much is due in others.
func (s *subject) needLine(w int) string {
	elsewhere := s.app.elsewhere(s.ref)
	if s.past != nil {
		elsewhere = 0 // at that time it was another number
	}
	return s.app.nowLine(s.needs(), elsewhere, s.quiet(), w)
}

// quiet says what comes next, when nothing needs anybody now.
func (s *subject) quiet() string {
	i := s.state()
	due, ok := s.digest().next(s.now())
	switch {
	case ok && i.Open():
		word, _ := timer(due.At, s.now())
		return "nothing is due; in " + word + ": " + about(due)
	case !i.Open():
		return "the incident is " + i.Status.String() + ": R reopens it"
	}
	return "nothing is due and nobody is asked for anything: a assigns"
}

const needsKey = "w"

// needAt is the line of the header that says what needs somebody now.
func (a *app) needAt() int {
	if a.tab == boardTab {
		return len(a.board.header(a.w)) - 1
	}
	return len(a.subject.header(a.w)) - 1
}

// needList is what waits where the page is: in its incident, or in all.
func (a *app) needList() []need {
	if a.tab == boardTab {
		return a.waiting
	}
	return a.subject.needs()
}

func nothingNeeded(a *app) string {
	if len(a.needList()) == 0 {
		return "nothing is due and nobody waits for an answer"
	}
	return ""
}

// showNeeds lists what the line NOW has no room for. It goes on with the clock while it is open.
func (a *app) showNeeds() tea.Cmd {
	board := a.tab == boardTab
	a.push(&scroller{in: inEntry, name: "What needs you now", lines: func(w int) []string {
		var lines []string
		for _, n := range a.needList() {
			if board {
				n = n.onBoard()
			}
			lines = append(lines, a.needLines(n, w)...)
		}
		return lines
	}})
	return nil
}

// needCells is the width of the longest label, "LONG ON DUTY 12h5m", as far as it matters.
const needCells = timerCells + 3

func (a *app) needLines(n need, w int) []string {
	row := a.th.row(w).put(n.style(a.th), " "+n.label+" ")
	row.gap(max(needCells-(w-row.left), 1))
	indent := w - row.left
	var lines []string
	for k, l := range wrap(a.th.oneLine(n.keyed(n.text)), max(w-indent, 8)) {
		if k > 0 {
			row = a.th.row(w).gap(indent)
		}
		lines = append(lines, row.say(l).done())
	}
	return lines
}
