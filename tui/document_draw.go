package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"baton/timeline/postmortem"
)

// proseW is how wide text runs: longer lines are hard to read.
const proseW = 96

// and is the text with another one behind it.
func (k inked) and(more inked) inked {
	parts := append([]inkedPart{}, k.parts...)
	for _, p := range more.parts {
		parts = append(parts, inkedPart{len(k.text) + p.end, p.style})
	}
	return inked{k.text + more.text, parts}
}

// hang wraps text behind a sign, its further lines below its beginning.
func (t *theme) hang(w, indent int, sign, text inked) []string {
	lines := text.wrap(min(w-1, proseW) - indent - width(sign.text))
	drawn := make([]string, len(lines))
	for k, l := range lines {
		r := t.row(w).gap(indent)
		if k == 0 {
			r.inked(sign)
		} else {
			r.gap(width(sign.text))
		}
		drawn[k] = r.inked(l).done()
	}
	return drawn
}

func inkedIn(style lipgloss.Style, text string) (k inked) {
	k.add(style, text)
	return k
}

// code draws text as it was typed, beside a wall.
func (t *theme) code(w, indent int, text string) []string {
	var drawn []string
	for _, l := range wrap(t.lines(strings.TrimRight(text, "\n")), w-indent-3) {
		drawn = append(drawn, t.row(w).gap(indent).put(t.dim, t.wall+" ").say(l).done())
	}
	return drawn
}

// draw gives the lines of a piece.
func (p *preview) draw(x piece, t *theme, g *grid, w int) []string {
	switch x.kind {
	case gapPiece:
		return []string{blank(w)}
	case titlePiece:
		return p.title(t, w)
	case headingPiece:
		return []string{p.heading(x, t, w)}
	case columnsPiece:
		return g.head(t, w)
	case dayPiece:
		rows := p.blockOf(x).(postmortem.Timeline).Rows
		return []string{t.row(w).gap(1).put(t.strong, rows[x.item].When.At.UTC().Format("Monday 2 January 2006")).done()}
	case itemPiece:
		return p.item(x, t, g, w)
	case wholePiece:
		return p.whole(x, t, w)
	}
	return t.hang(w, 1, inked{}, inkedIn(t.dim, "The file that x writes has the full log, too, as its appendix; where it grows too long for GitHub it leaves out what matters least, and says so."))
}

func (p *preview) title(t *theme, w int) []string {
	lines := t.hang(w, 1, inked{}, inkedIn(t.strong, "Post-mortem: "+t.oneLine(p.doc.Title)))
	if !p.horizon.IsZero() {
		lines = append(lines, t.hang(w, 1, inked{}, inkedIn(t.due, "As known at "+p.horizon.UTC().Format("2006-01-02 15:04")+" UTC: what was learned later is not in it."))...)
	}
	return lines
}

// heading names a section, and says whether a person has to write it.
func (p *preview) heading(x piece, t *theme, w int) string {
	s := p.doc.Sections[x.section]
	return t.row(w).put(t.dim, t.rule+t.rule+" ").put(t.strong, s.Title).gap(1).toDo(s).rule(t.dim, 0).done()
}

func (p *preview) whole(x piece, t *theme, w int) []string {
	switch block := p.blockOf(x).(type) {
	case postmortem.Paragraph:
		return t.hang(w, 1, inked{}, t.ink(block.Text, t.plain))
	case postmortem.Prompt:
		return t.hang(w, 1, inkedIn(t.due, "to write: "), inkedIn(t.plain, t.oneLine(string(block))))
	case postmortem.Quote:
		head := t.ink(block.Head, t.plain)
		head.add(t.plain, ":")
		return append(t.hang(w, 1, inked{}, head), t.code(min(w, proseW), 1, block.Text)...)
	}
	return []string{t.row(w).gap(1).put(t.dim, "something that this console cannot show; x writes it").done()}
}

func (p *preview) item(x piece, t *theme, g *grid, w int) []string {
	switch block := p.blockOf(x).(type) {
	case postmortem.List:
		item := block.Items[x.item]
		sign := "- "
		if item.Done {
			sign = "- [x] "
		} else if item.Box {
			sign = "- [ ] "
		}
		return t.hang(w, 1, inkedIn(t.dim, sign), t.ink(cut(item.Text, 2*mostCell), t.plain))
	case postmortem.Commands:
		return t.commandItem(block[x.item], w)
	}
	return g.row(t, int(x.item), w)
}

// Bounds on commands, those that the file has.
const (
	mostOfCommand = 2_000
	mostOfOutput  = 600
)

func (t *theme) commandItem(c postmortem.CommandItem, w int) []string {
	name := inkedIn(t.strong, c.Name+" ")
	text := cut(postmortem.Text{{Text: strings.TrimSpace(c.Text), Style: postmortem.Code}}, mostOfCommand)
	story := t.ink(c.Story, t.plain)
	var lines []string
	if strings.Contains(text[0].Text, "\n") {
		lines = append(t.hang(w, 1, name, story), t.code(w, 1+width(name.text), unstyled(text))...)
	} else {
		lines = t.hang(w, 1, name, t.ink(text, t.plain).and(inkedIn(t.plain, " - ")).and(story))
	}
	for _, o := range c.Outputs {
		head := t.ink(o.Head, t.plain)
		head.add(t.plain, ":")
		lines = append(lines, t.hang(w, 1+width(name.text), inked{}, head)...)
		lines = append(lines, t.code(w, 1+width(name.text), unstyled(cut(postmortem.Text{{Text: o.Text}}, mostOfOutput)))...)
	}
	return lines
}

// unstyled is a text without its styles.
func unstyled(text postmortem.Text) string {
	var b strings.Builder
	for _, s := range text {
		b.WriteString(s.Text)
	}
	return b.String()
}
