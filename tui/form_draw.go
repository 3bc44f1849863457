package tui

import (
	"fmt"
	"slices"

	"charm.land/lipgloss/v2"

	tea "charm.land/bubbletea/v2"
)

const (
	formLabelCells = 11
	// mostRows bounds how much of one text is on the screen while it is typed.
	mostRows = 6
	// mostRecorded bounds the lines of what will be recorded, mostRepeated those of a text that stands above it already.
	mostRecorded = 6
	mostRepeated = 2
)

// remark is something that a form says about what is typed.
type remark struct {
	label, text string
	style       func(*theme) lipgloss.Style // nil: plain
	most        int                         // lines; 0: all that it needs
}

func dimStyle(t *theme) lipgloss.Style    { return t.dim }
func urgentStyle(t *theme) lipgloss.Style { return t.due }

// rows are those of the line that is typed into.
func (f *form) rows() []textRow {
	w, _ := f.app.boxRoom()
	return f.line().text.rows(f.app.th, f.cells(w))
}

// cells is the room for text beside the labels, but for one cell for the cursor.
func (f *form) cells(w int) int { return max(w-formLabelCells-2, 1) }

// box draws the lines and below them what they come to. Where there is no room for all of it, what was refused and the
// first of what is said go before the lines that are not being typed into, and those before the rest.
func (f *form) box(w, h int) ([]string, *tea.Cursor) {
	rows := f.rows()
	tall, others := min(len(rows), mostRows), len(f.lines)-1
	said := append(f.says(w), f.app.noticeLines(w))
	below := slices.Concat(said...)
	airy := others+tall+len(below)+2 <= h
	if !airy && others+tall+len(below) > h {
		keep := max(h-others-tall, h/2, min(len(said[0]), h-1))
		if f.app.said.sort != silence {
			keep = h - 1
		}
		below = below[:min(len(below), keep)]
		tall = min(tall, max(h-len(below)-others, min(h-len(below), 2)))
	}
	fields, x, y := f.fields(w, rows, tall)
	if room := h - len(below); len(fields) > room {
		first := min(max(y-room+1, f.at), len(fields)-room)
		fields, y = fields[first:first+room], y-first
	}
	if airy {
		fields = append([]string{blank(w)}, append(fields, blank(w))...)
		y++
	}
	return append(fields, below...), tea.NewCursor(x, y)
}

// fields draws the lines, that which is typed into over so many rows, and says where the cursor is.
func (f *form) fields(w int, rows []textRow, tall int) (lines []string, x, y int) {
	t := f.app.th
	for k := range f.lines {
		l := &f.lines[k]
		if k == f.at && len(rows) > 1 {
			block, cx, cy := f.block(w, rows, tall)
			x, y = cx, len(lines)+cy
			lines = append(lines, block...)
			continue
		}
		r := t.row(w)
		if k == f.at {
			r.put(t.accent, t.here).column(t.strong, l.label, formLabelCells)
		} else {
			r.gap(1).column(t.dim, l.label, formLabelCells)
		}
		switch start := w - r.left; {
		case k == f.at:
			x, y = start+l.text.draw(r), len(lines)
		default:
			l.text.rest(r)
		}
		if len(l.text.text) == 0 {
			r.gap(1).put(t.dim, "("+t.clip(t.oneLine(l.hint), r.left-3)+")")
		}
		lines = append(lines, r.done())
	}
	return lines, x, y
}

// block draws a text that takes more than one row, so that the cursor is in it. Beside its last row stands which rows
// are shown, where that is not all.
func (f *form) block(w int, rows []textRow, tall int) (lines []string, x, y int) {
	t, l := f.app.th, f.line()
	at := l.text.row(rows)
	first := min(max(at-tall/2, 0), len(rows)-tall)
	for k := first; k < first+tall; k++ {
		r := t.row(w)
		switch {
		case k == first:
			r.put(t.accent, t.here).column(t.strong, l.label, formLabelCells)
		case k == first+tall-1 && tall < len(rows):
			r.gap(1).column(t.dim, fmt.Sprintf("%d-%d/%d", first+1, first+tall, len(rows)), formLabelCells)
		default:
			r.gap(1 + formLabelCells)
		}
		start := w - r.left
		cursor := l.text.drawRow(r, rows[k])
		if k == at {
			x, y = start+cursor, k-first
		}
		lines = append(lines, r.done())
	}
	return lines, x, y
}

// says previews what will be recorded, or says softly what is missing, after what else there is to say: the lines of
// each remark.
func (f *form) says(w int) (said [][]string) {
	t := f.app.th
	if f.app.sending.wait {
		return [][]string{{t.row(w).put(t.dim, " recording"+t.more).done()}}
	}
	if f.app.said.sort != silence {
		return nil
	}
	values := f.values()
	if f.act != nil {
		text, err := f.act.tell(values)
		return [][]string{comesTo("writes", text, err, mostRecorded).lines(t, w)}
	}
	wish, err := f.order(values)
	if f.remarks != nil {
		for _, r := range f.remarks(values, wish) {
			said = append(said, r.lines(t, w))
		}
	}
	most, text := mostRecorded, ""
	if f.prose {
		most = mostRepeated
	}
	if err == nil {
		text, err = f.app.preview(f.state(), wish)
	}
	return append(said, comesTo("records", text, err, most).lines(t, w))
}

// comesTo is what the lines of a form come to, or what is still to do.
func comesTo(label, text string, err error, most int) remark {
	if err != nil {
		return remark{label: "to do", text: refusalText(err), style: dimStyle}
	}
	return remark{label: label, text: text, most: most}
}

// lines draws a remark, its label in a column of its own where there is room for one.
func (m remark) lines(t *theme, w int) []string {
	style, indent, text := t.plain, formLabelCells, t.oneLine(m.text)
	if m.style != nil {
		style = m.style(t)
	}
	if w < narrow-4 {
		indent, text = 0, m.label+": "+text
	}
	all := wrap(text, w-indent-1)
	if m.most > 0 && len(all) > m.most {
		all = all[:m.most]
		all[m.most-1] = t.clip(all[m.most-1]+t.more, w-indent-1)
	}
	var lines []string
	for k, l := range all {
		r := t.row(w).gap(1)
		if k == 0 && indent > 0 {
			r.column(t.dim, m.label, indent)
		} else {
			r.gap(indent)
		}
		lines = append(lines, r.put(style, l).done())
	}
	return lines
}
