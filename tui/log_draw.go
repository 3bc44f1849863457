package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/timeline"
)

// logLayout is where the parts of the log page are, below its heading.
type logLayout struct{ charts, scrubber, list rect }

const (
	chartsFromH   = 24 // from this height of the page on there is room for charts
	scrubberFromH = 9
	wordCells     = 12 // right of a chart, for how a thing stands
)

// labelCells is the room left of a chart.
func labelCells(w int) int { return min(max(w/5, 16), 40) }

// chartCells is the room for time itself.
func chartCells(w int) int { return max(w-labelCells(w)-wordCells, 1) }

// chartCache is what the charts draw of a state, made when the state, the minute or the width changes.
type chartCache struct {
	key    chartKey
	span   span
	counts []int
	lanes  []lane
}

type chartKey struct {
	index *timeline.Index
	seq   uint64
	now   time.Time
	w, h  int
}

// arrange shares the page out, and makes what its charts draw.
func (p *logPage) arrange() (l logLayout) {
	y := min(1, p.h)
	if index := p.sight().index; index != nil && index.Len() > 0 {
		if p.h >= chartsFromH && !p.bare {
			p.makeCharts(index)
			l.charts = rect{y: y, w: p.w, h: len(p.charts.lanes) + 2}
			y += l.charts.h
		}
		if p.h >= scrubberFromH {
			l.scrubber = rect{x: labelCells(p.w), y: y, w: chartCells(p.w), h: 1}
			y++
		}
	}
	l.list = rect{y: y, w: p.w, h: p.h - y}
	return l
}

func (p *logPage) makeCharts(index *timeline.Index) {
	i, now := p.state(), p.now()
	key := chartKey{index: index, seq: i.Seq, now: now, w: p.w, h: p.h}
	if key == p.charts.key {
		return
	}
	s := spanOf(i, index.At(0), now)
	p.charts = chartCache{
		key: key, span: s, counts: activity(index, s, chartCells(p.w)),
		lanes: lanesOf(i, s.to, now, p.h/3-2),
	}
}

func (p *logPage) draw() ([]string, *tea.Cursor) {
	lines := append(make([]string, 0, p.h), p.heading())
	if p.layout.charts.h > 0 {
		lines = append(lines, p.chartLines()...)
	}
	if p.layout.scrubber.h > 0 {
		lines = append(lines, p.scrubberLine())
	}
	return append(lines, p.pane.draw(true)...)[:p.h], nil
}

func (p *logPage) heading() string {
	about := ""
	switch {
	case p.sight().index == nil:
		about = "reading" + p.app.th.more
	case p.search.on():
		about = p.filterAbout()
	default:
		about = p.allOf() + only(p.written, " as they were written")
	}
	if below := p.pane.below(); below > 0 {
		about += fmt.Sprintf(", %s below", thousands(below))
		if p.pane.arrived > 0 {
			about += fmt.Sprintf(", %d NEW", p.pane.arrived)
		}
		about += ": G goes to the end"
	}
	return p.app.th.heading("Log", about, true, p.w)
}

// chartLines draw the activity, a lane for each thing that went on, and the times below them. The time of the chosen
// entry is marked through all of them.
func (p *logPage) chartLines() []string {
	t, c, w := p.app.th, &p.charts, chartCells(p.w)
	chosen := -1
	if at, ok := p.chosenTime(); ok {
		chosen = c.span.cell(at, w)
	}
	most := mostOf(c.counts)
	lines := []string{t.row(p.w).gap(1).column(t.dim, "entries", labelCells(p.w)-1).put(t.plain, spark(c.counts, t.ascii)).
		put(t.dim, fmt.Sprintf(" most %s", thousands(most))).done()}
	for _, l := range c.lanes {
		row := t.row(p.w).gap(1).column(t.plain, l.label, labelCells(p.w)-2).gap(1)
		cells := l.cells(c.span, w, t.ascii)
		if chosen >= 0 {
			cells[chosen] = cell{t.wall, cursor}
		}
		lines = append(lines, putCells(row, cells).gap(1).put(t.dim, l.word).done())
	}
	from := c.span.from.In(p.app.zone).Format("Mon 2 Jan 15:04")
	axis := t.row(p.w).gap(1).column(t.dim, from, labelCells(p.w)-1).put(t.dim, c.span.axis(w, p.app.zone, t.ascii))
	return append(lines, axis.done())
}

// putCells puts the cells of a lane, those of a kind together.
func putCells(r *row, cells []cell) *row {
	for len(cells) > 0 {
		var b strings.Builder
		kind, n := cells[0].fill, 0
		for ; n < len(cells) && cells[n].fill == kind; n++ {
			b.WriteString(cells[n].sign)
		}
		r.put(kind.style(r.theme), b.String())
		cells = cells[n:]
	}
	return r
}

// chosenTime is when the chosen entry happened.
func (p *logPage) chosenTime() (time.Time, bool) {
	k, ok := p.pane.seq.Place(p.pane.chosen)
	if !ok || p.pane.seq.Len() == 0 {
		return time.Time{}, false
	}
	return p.pane.seq.At(k), true
}

// scrubbed is the time that the scrubber goes over: all of the incident, also while an earlier time is shown.
func (p *logPage) scrubbed() span {
	return spanOf(p.live.state(), p.live.index.At(0), p.app.now)
}

// scrubberLine shows where in the incident's time one is: at its end, which is now, or at an earlier time.
func (p *logPage) scrubberLine() string {
	t, s, w := p.app.th, p.scrubbed(), p.layout.scrubber.w
	at, word := w-1, "now"
	if p.past != nil {
		at, word = s.cell(p.past.at, w), p.past.at.In(p.app.zone).Format("15:04")
	}
	mark := map[bool]string{false: "█", true: "#"}[t.ascii]
	row := t.row(p.w).gap(1).column(t.dim, "known at", labelCells(p.w)-2).gap(1)
	row.put(t.dim, strings.Repeat(t.rule, at)).put(t.accent, mark).put(t.dim, strings.Repeat(t.rule, w-1-at))
	return row.gap(1).put(t.strong, word).done()
}

// timeAt is the time that a cell of the scrubber stands for, counted from the left edge of the page; ok is false beside
// it.
func (p *logPage) timeAt(x int) (time.Time, bool) {
	r := p.layout.scrubber
	if r.h == 0 || x < r.x || x >= r.x+r.w {
		return time.Time{}, false
	}
	return p.scrubbed().at(x-r.x+1, r.w).Truncate(time.Second), true
}
