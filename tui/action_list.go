package tui

import (
	"fmt"

	"baton/incident"
)

const (
	numberCells = 4  // "A123"
	timerCells  = 13 // "OVERDUE 12h5m"
)

// actionRows draws exactly h rows of action items, so that the chosen one is among them. Beside the timeline a task has
// lines of its own.
func (r *room) actionRows(w, h int) []string {
	lines, _ := r.actionLines(w, h)
	if len(lines) == 0 && h > 0 {
		lines = append(lines, r.app.th.row(w).gap(1).put(r.app.th.dim, "none is open: a assigns one").done())
	}
	for len(lines) < h {
		lines = append(lines, blank(w))
	}
	return lines
}

// actionLines are the rows of action items, and the number of the item that each belongs to.
func (r *room) actionLines(w, h int) (lines []string, numbers []int) {
	chosen, _ := r.chosenAction()
	from, to := 0, 0
	for _, a := range r.digest().actions {
		mine := a.No == chosen.No
		block := []string{r.actionRow(a, mine, w)}
		if r.layout.side.w > 0 {
			block = r.actionBlock(a, mine, w)
		}
		if mine {
			from, to = len(lines), len(lines)+len(block)
		}
		for range block {
			numbers = append(numbers, a.No)
		}
		lines = append(lines, block...)
	}
	first := max(min(max(to-h, 0), from), 0)
	last := min(first+h, len(lines))
	return lines[first:last], numbers[first:last]
}

// actionLead puts what every action item begins with: the choice, the number, the time left, the person.
func (r *room) actionLead(row *row, a incident.Action, chosen bool) {
	t := r.app.th
	switch {
	case chosen && r.listed():
		row.put(t.accent, t.here)
	case chosen:
		row.put(t.dim, t.here)
	default:
		row.gap(1)
	}
	word, late := timer(a.Due, r.now())
	row.column(t.strong, fmt.Sprintf("A%d", a.No), numberCells).put(t.lateStyle(late), word).gap(timerCells - width(word) + 1)
}

// unheard is what stands beside an action item whose owner has not said yes.
const unheard = "no yes yet"

func (r *room) actionRow(a incident.Action, chosen bool, w int) string {
	t := r.app.th
	row := t.row(w)
	r.actionLead(row, a, chosen)
	row.column(t.person, a.Owner.String(), actorCells).gap(1)
	wait := ""
	if a.Acknowledged.IsZero() && w >= narrow {
		wait = unheard
	}
	row.say(t.clip(t.oneLine(a.Task), row.left-len(wait)-2))
	return row.right(t.due, wait, 1).done()
}

// mostTask bounds the lines of one task in the list.
const mostTask = 3

func (r *room) actionBlock(a incident.Action, chosen bool, w int) []string {
	t := r.app.th
	row := t.row(w)
	r.actionLead(row, a, chosen)
	const indent = 5
	row.put(t.person, a.Owner.String())
	if a.Acknowledged.IsZero() {
		row.right(t.due, unheard, 1)
	}
	lines := []string{row.done()}
	task := wrap(t.oneLine(a.Task), max(w-indent-1, 1))
	if len(task) > mostTask {
		task = append(task[:mostTask-1], t.clip(task[mostTask-1], max(w-indent-2, 1))+t.more)
	}
	for _, l := range task {
		lines = append(lines, t.row(w).gap(indent).say(l).done())
	}
	return lines
}
