package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"baton/timeline/postmortem"
)

// grid is a table that is fitted to a width.
type grid struct {
	columns []string
	widths  []int
	// stacked: there is no room for columns; each cell has a line of its own.
	stacked bool
	cells   func(k int) []postmortem.Text
}

const (
	gridGap     = 2  // cells between columns
	leastColumn = 10 // a column that is narrower than its text needs at least that
	measured    = 64 // rows at each end that say how wide the columns should be
)

// gridOf fits the table in a block to w cells. How wide its text is, is measured in some of its rows.
func (p *preview) gridOf(x piece, t *theme, w int) *grid {
	g, rows := p.columnsOf(x, w)
	wide, names := make([]int, len(g.columns)), make([]int, len(g.columns))
	for j, name := range g.columns {
		names[j] = width(t.oneLine(name))
		for word := range strings.FieldsSeq(t.oneLine(name)) {
			wide[j] = max(wide[j], width(word))
		}
	}
	for k := range rows {
		if k >= measured && k < rows-measured {
			continue
		}
		for j, cell := range g.cells(k) {
			for line := range strings.SplitSeq(t.ink(cell, t.plain).text, "\n") {
				wide[j] = max(wide[j], width(line))
			}
		}
	}
	w -= gridGap * (len(wide) - 1)
	g.widths = fit(wide, w)
	for j := range wide {
		g.stacked = g.stacked || g.widths[j] < min(wide[j], leastColumn)
		w -= g.widths[j]
	}
	for j := range wide { // what is left keeps names on one line
		more := max(min(names[j]-g.widths[j], w), 0)
		g.widths[j], w = g.widths[j]+more, w-more
	}
	return g
}

// fit shares w cells out: columns that need less than an equal share get what they need, the others share the rest.
func fit(wide []int, w int) []int {
	widths := slices.Clone(wide)
	order := make([]int, len(wide))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return wide[a] - wide[b] })
	for k, j := range order {
		share := max(w, 0) / (len(order) - k)
		widths[j] = min(wide[j], share)
		w -= widths[j]
	}
	return widths
}

// columnsOf gives a block as a table.
func (p *preview) columnsOf(x piece, w int) (g *grid, rows int) {
	switch block := p.blockOf(x).(type) {
	case postmortem.Timeline:
		return p.timelineGrid(block, w), len(block.Rows)
	case postmortem.Table:
		return &grid{columns: block.Columns, cells: func(k int) []postmortem.Text {
			cells := make([]postmortem.Text, len(block.Columns))
			for j := range min(len(cells), len(block.Rows[k])) {
				cells[j] = cut(block.Rows[k][j], mostCell)
			}
			return cells
		}}, len(block.Rows)
	case postmortem.Fields:
		return &grid{columns: make([]string, 2), cells: func(k int) []postmortem.Text {
			return []postmortem.Text{{{Text: block[k].Label, Style: postmortem.Strong}}, cut(block[k].Value, mostCell)}
		}}, len(block)
	}
	return &grid{}, 0
}

// narrowRows is the width below which the timeline names people in the text and leaves out UTC beside the other zone.
const narrowRows = 64

// timelineGrid is a timeline as a table, with the columns that the file has.
func (p *preview) timelineGrid(block postmortem.Timeline, w int) *grid {
	zone, brief := p.doc.Zone, w < narrowRows
	g := &grid{columns: []string{"Entry", "UTC"}}
	if zone != nil && brief {
		g.columns[1] = zone.String()
	} else if zone != nil {
		g.columns = append(g.columns, zone.String())
	}
	if !brief {
		g.columns = append(g.columns, "Who")
	}
	g.columns = append(g.columns, "What")
	g.cells = func(k int) []postmortem.Text {
		r := &block.Rows[k]
		cells := []postmortem.Text{plainly(fmt.Sprintf("e-%d", r.Seq))}
		if zone == nil || !brief {
			cells = append(cells, plainly(r.When.Clock("15:04:05", time.UTC)))
		}
		if zone != nil {
			cells = append(cells, plainly(r.When.Clock(zoneLayout(r.When.At, zone), zone)))
		}
		what := rowText(r)
		if !brief {
			return append(cells, plainly(r.By), what)
		}
		return append(cells, append(plainly(only(r.By != "", r.By+": ")), what...))
	}
	return g
}

// zoneLayout names the day where it is another one in the zone.
func zoneLayout(at time.Time, zone *time.Location) string {
	if at.In(zone).Format(time.DateOnly) != at.UTC().Format(time.DateOnly) {
		return "2 Jan 15:04:05"
	}
	return "15:04:05"
}

func plainly(s string) postmortem.Text { return postmortem.Text{{Text: s}} }

// rowText is what an entry says, with what became of it.
func rowText(r *postmortem.Row) postmortem.Text {
	text := cut(r.Text, mostCell)
	if r.Starred {
		text = append(plainly("(starred) "), text...)
	}
	for _, m := range r.Marks {
		text = append(text[:len(text):len(text)], postmortem.Span{Text: " (" + m + ")"})
	}
	return text
}

// head names the columns.
func (g *grid) head(t *theme, w int) []string {
	if g.stacked || !slices.ContainsFunc(g.columns, func(c string) bool { return c != "" }) {
		return nil
	}
	names := make([]inked, len(g.columns))
	for j, name := range g.columns {
		names[j].add(t.strong, t.oneLine(name))
	}
	return g.lines(t, names, w)
}

// row draws a row of the table.
func (g *grid) row(t *theme, k, w int) []string {
	cells := g.cells(k)
	if g.stacked {
		return g.stack(t, cells, w)
	}
	texts := make([]inked, len(cells))
	for j, c := range cells {
		texts[j] = t.ink(c, t.plain)
	}
	return g.lines(t, texts, w)
}

// lines draws cells beside each other, each wrapped in its column.
func (g *grid) lines(t *theme, cells []inked, w int) []string {
	wrapped := make([][]inked, len(cells))
	most := 0
	for j, c := range cells {
		wrapped[j] = c.wrap(g.widths[j])
		most = max(most, len(wrapped[j]))
	}
	lines := make([]string, most)
	for n := range lines {
		r := t.row(w).gap(1)
		for j, cell := range wrapped {
			line := inked{}
			if n < len(cell) {
				line = cell[n]
			}
			r.cell(line, g.widths[j]).gap(gridGap)
		}
		lines[n] = r.done()
	}
	return lines
}

// stack draws the cells below each other, the first as the name of the row.
func (g *grid) stack(t *theme, cells []postmortem.Text, w int) []string {
	var lines []string
	for j, c := range cells {
		if j == 0 {
			lines = append(lines, t.hang(w, 1, inked{}, t.ink(c, t.strong))...)
			continue
		}
		k := t.ink(c, t.plain)
		if strings.TrimSpace(k.text) == "" {
			continue
		}
		label := inked{}
		if g.columns[j] != "" {
			label.add(t.dim, t.oneLine(g.columns[j])+": ")
		}
		lines = append(lines, t.hang(w, 3, inked{}, label.and(k))...)
	}
	return lines
}
