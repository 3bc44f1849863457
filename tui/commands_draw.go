package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

func (p *commandsPage) draw() ([]string, *tea.Cursor) {
	left := append([]string{p.listHeading()}, p.listRows()...)
	switch d := p.layout.detail; {
	case d.x > 0:
		return p.besides(left), nil
	case d.h > 0:
		left = append(append(left, p.detailHeading(d.w)), p.detail...)
	}
	for len(left) < p.h {
		left = append(left, blank(p.w))
	}
	return left[:p.h], nil
}

func (p *commandsPage) emptyText() string {
	if reason := p.notDeclared(); reason != "" {
		return "reading" + p.app.th.more
	}
	return ledgerEmpty[p.view]
}

// besides puts the chosen command to the right of the list.
func (p *commandsPage) besides(left []string) []string {
	d := p.layout.detail
	right := append([]string{p.detailHeading(d.w)}, p.detail...)
	wall := p.app.th.dim.Render(p.app.th.wall)
	lines := make([]string, 0, p.h)
	for k := range p.h {
		line := blank(d.w)
		if k < len(right) {
			line = right[k]
		}
		lines = append(lines, left[k]+wall+line)
	}
	return lines
}

// listHeading says which list it is and what there is in each.
func (p *commandsPage) listHeading() string {
	about := p.ledger.counts()
	if below := len(p.rows) - p.top - p.layout.list.h; below > 0 {
		about += fmt.Sprintf(", %d below: G goes to the end", below)
	}
	return p.app.th.heading(ledgerNames[p.view], about, true, p.layout.list.w)
}

// listRows draws the rows of the window, and blank ones below them.
func (p *commandsPage) listRows() []string {
	l := p.layout.list
	shape := p.shape(l.w)
	lines := make([]string, 0, p.h)
	if len(p.rows) == 0 {
		for _, part := range wrap(p.app.th.oneLine(p.emptyText()), l.w-2) {
			lines = append(lines, p.app.th.row(l.w).gap(1).put(p.app.th.dim, part).done())
		}
	}
	for k := p.top; k < len(p.rows) && len(lines) < l.h; k++ {
		lines = append(lines, p.row(p.ledger.commands.At(int(p.rows[k])), shape))
	}
	for len(lines) < l.h {
		lines = append(lines, blank(l.w))
	}
	return lines
}

// ledgerShape is how wide the columns of the list are.
type ledgerShape struct {
	w, digits, stamp, author, stage int
	layout                          string // of the times
}

const (
	briefStage = 13 // "failed UNSEEN"
	fullStage  = 20
	fullFrom   = 76 // from this width on it is said who confirmed
)

func (p *commandsPage) shape(w int) ledgerShape {
	s := ledgerShape{w: w, digits: 2, layout: "15:04", author: actorCells, stage: briefStage}
	if last, ok := p.ledger.commands.Last(); ok {
		s.digits = max(len(strconv.Itoa(last.No)), s.digits)
	}
	if !sameDay(p.ledger.first, p.now(), p.app.zone) || !sameDay(p.ledger.last, p.now(), p.app.zone) {
		s.layout = "_2 Jan 15:04"
	}
	s.stamp = len(s.layout)
	if w >= fullFrom {
		s.stage = fullStage
	}
	if w < narrow {
		s.author = 0
	}
	return s
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}

func (p *commandsPage) row(c incident.Command, s ledgerShape) string {
	t := p.app.th
	r := t.row(s.w)
	if c.No == p.chosen {
		r.put(t.accent, t.here)
	} else {
		r.gap(1)
	}
	r.column(t.strong, "C"+strconv.Itoa(c.No), s.digits+2)
	r.column(t.dim, c.Proposed.At.In(p.app.zone).Format(s.layout), s.stamp+1)
	if s.author > 0 {
		r.column(t.person, c.Author.String(), s.author).gap(1)
	}
	word, k := t.stage(c, s.stage == briefStage)
	r.column(k, word, s.stage).gap(1)
	text := t.plain
	if c.Retracted {
		text = t.dim
	}
	return r.put(text, t.onOneLine(c.Text, r.left)).done()
}

// onOneLine is as much of a text as can fill w cells, its line ends as signs. What is behind is not even looked at.
func (t *theme) onOneLine(text string, w int) string {
	text = strings.ReplaceAll(beginning(text, 4*w), "\n", " "+t.newline+" ")
	return t.clip(t.oneLine(text), w)
}

// beginning is at most n bytes of a text and never half a letter.
func beginning(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:max(n, 0)], "")
}
