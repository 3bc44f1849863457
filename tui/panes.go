package tui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// stacked draws the panes below each other: action items, people on one line, the timeline.
func (r *room) stacked() []string {
	l := r.layout
	var lines []string
	if l.actions > 0 {
		lines = append(lines, r.actionHeading(r.w))
		lines = append(lines, r.actionRows(r.w, l.actions)...)
	}
	if l.people > 0 {
		lines = append(lines, r.peopleLine(r.w))
	}
	lines = append(lines, r.timelineHeading(r.w))
	return append(lines, r.timeline.draw(!r.listed())...)
}

// besides draws action items and people on the left, the timeline on the right.
func (r *room) besides() []string {
	l := r.layout
	left := append(make([]string, 0, l.side.h), r.actionHeading(l.side.w))
	left = append(left, r.actionRows(l.side.w, l.actions)...)
	sections := r.sections(l.side.w)
	left = append(left, sections[:min(len(sections), l.people)]...)
	right := append([]string{r.timelineHeading(l.timeline.w)}, r.timeline.draw(!r.listed())...)
	wall := paint(r.app.th.dim, r.app.th.wall)
	lines := make([]string, 0, l.side.h)
	for k := range min(len(left), len(right)) {
		lines = append(lines, left[k]+wall+right[k])
	}
	return lines
}

func (r *room) actionHeading(w int) string {
	late := 0
	for _, a := range r.digest().actions {
		if a.Overdue(r.now()) {
			late++
		}
	}
	about := fmt.Sprintf("%d open", len(r.digest().actions))
	if late > 0 {
		about += fmt.Sprintf(", %d due", late)
	}
	if r.layout.side.w == 0 && r.layout.actions < len(r.digest().actions) {
		about += fmt.Sprintf(", %d shown", r.layout.actions)
	}
	return r.app.th.heading("Action items", about, r.listed(), w)
}

func (r *room) timelineHeading(w int) string {
	n, p := r.timeline.seq.Len(), r.timeline
	about := fmt.Sprintf("%d entries", n)
	if n == 1 {
		about = "1 entry"
	}
	if r.sight().index == nil {
		about = "reading" + r.app.th.more
	}
	if below := p.below(); below > 0 || p.arrived > 0 {
		about += fmt.Sprintf(", %d below", below)
		if p.arrived > 0 {
			about += fmt.Sprintf(", %d NEW", p.arrived)
		}
		about += ": G goes to the end"
	}
	return r.app.th.heading("Timeline", about, !r.listed(), w)
}

// peopleLine is everybody on one line, for narrow screens.
func (r *room) peopleLine(w int) string {
	t, i := r.app.th, r.state()
	row := t.row(w).gap(1)
	var parts []string
	for _, o := range i.Offers {
		to := i.Name(o.To)
		if o.To == r.app.me {
			to = acceptIt.keyed("you")
		}
		row.put(t.due, o.Role.Label()+" offered to "+to).say("  ")
	}
	for _, h := range r.digest().roles {
		parts = append(parts, h.Role.Label()+" "+i.Name(h.Holder))
	}
	here := 0
	for _, p := range r.digest().responders {
		if p.Here() {
			here++
		} else if p.Acknowledged.IsZero() {
			parts = append(parts, i.Name(p.Person)+" paged "+since(p.Paged.At, r.now())+" ago")
		}
	}
	if here > 0 {
		parts = append(parts, fmt.Sprintf("%d here", here))
	}
	if len(parts) == 0 {
		return row.put(t.dim, "nobody has a role, nobody was called").done()
	}
	return row.put(t.dim, strings.Join(parts, "  ")).done()
}

// peopleRows are the roles, the offers and the responders, one a row: the handle, which is what is typed, and the name.
func (r *room) peopleRows(w int) []string {
	t, i, now := r.app.th, r.state(), r.now()
	var rows []string
	for _, o := range i.Offers {
		rows = append(rows, t.row(w).gap(1).put(t.due, o.Role.Label()+" offered").say(" to "+i.Name(o.To)+", "+since(o.Made.At, now)+acceptIt.keyed(" ago")).done())
	}
	for _, h := range r.digest().roles {
		rows = append(rows, r.personRow(w, h.Role.Label(), h.Holder, t.dim, since(h.Since.At, now)))
	}
	for _, p := range r.digest().responders {
		rows = append(rows, r.personRow(w, "", p.Person, r.callStyle(p, now), callText(p, now)))
	}
	if len(rows) == 0 {
		rows = append(rows, t.row(w).gap(1).put(t.dim, "nobody has a role, nobody was called").done())
	}
	return rows
}

const roleCells = 9

// personRow ends with what there is to say of the person; of an incident that is over that is nothing any more.
func (r *room) personRow(w int, role string, p incident.Person, k lipgloss.Style, text string) string {
	t := r.app.th
	row := t.row(w).gap(1).column(t.strong, role, roleCells).column(t.person, p.String(), actorCells).gap(1)
	if !r.state().Open() {
		text = ""
	}
	if name := r.state().Names[p]; name != "" {
		row.put(t.dim, t.clip(t.oneLine(name), max(row.left-width(text)-3, 0)))
	}
	return row.right(k, text, 1).done()
}

func (r *room) callStyle(p incident.Responder, now time.Time) lipgloss.Style {
	if callOrder(p) == 0 && now.Sub(p.Paged.At) >= incident.PagePatience {
		return r.app.th.due
	}
	return r.app.th.dim
}

func callText(p incident.Responder, now time.Time) string {
	switch callOrder(p) {
	case 2:
		return "here " + since(p.Joined.At, now)
	case 1:
		return "answered " + since(p.Acknowledged.At, now) + " ago"
	}
	return "no answer for " + since(p.Paged.At, now)
}
