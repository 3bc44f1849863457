package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident/grammar"
	"baton/timeline"
)

// bar is the prompt's line with what it would record above it, or where it cannot be read and why.
func (p *prompt) bar(w int) ([]string, *tea.Cursor) {
	t := p.app.th
	lines := append([]string{t.heading("Command", "", false, w)}, p.hint(w)...)
	row := t.row(w).put(t.accent, ":")
	cursor := tea.NewCursor(1+p.line.draw(row), len(lines))
	return append(lines, row.done()), cursor
}

// mostHint bounds the lines between the page and the prompt.
const mostHint = 3

// hint says softly what the line would record, or what is missing yet.
func (p *prompt) hint(w int) []string {
	t, a := p.app.th, p.app
	if a.said.sort != silence && a.said.sort != done {
		return nil
	}
	if a.sending.wait {
		return []string{t.row(w).gap(1).put(t.dim, "recording"+t.more).done()}
	}
	line := a.cleaned(p.line.value())
	if line == "" {
		return p.soft(w, "", "type a command, such as: action @zac check DNS in 15m      Tab completes, help lists the verbs")
	}
	if word, rest, ok := p.word(line); ok {
		return p.soft(w, word.usage+"  ", word.help+only(rest == "" && word.takes, ": "+word.example))
	}
	wish, err := p.parse(line)
	if err != nil {
		return slices.Concat(p.soft(w, "", refusalText(asRefusal(err))), p.offered(w), p.caret(w, err))
	}
	text, err := a.preview(a.about(), wish)
	if err != nil {
		return p.soft(w, "", refusalText(err))
	}
	var lines []string
	for n, l := range wrap(t.oneLine(text), w-2-len(recordsLabel)) {
		if n == mostHint {
			break
		}
		row := t.row(w).gap(1).column(t.dim, recordsLabel[:len(recordsLabel)*max(1-n, 0)], len(recordsLabel))
		lines = append(lines, row.say(l).done())
	}
	return lines
}

const recordsLabel = "records "

// soft is a text in the quiet style, a label before its first line.
func (p *prompt) soft(w int, label, text string) []string {
	t := p.app.th
	var lines []string
	for n, l := range wrap(t.oneLine(label+text), w-2) {
		if n == mostHint {
			break
		}
		lines = append(lines, t.row(w).gap(1).put(t.dim, l).done())
	}
	return lines
}

// offered are what Tab would go through, as many as fit.
func (p *prompt) offered(w int) []string {
	words, _ := p.choices(p.line.before())
	if len(words) == 0 {
		return nil
	}
	t := p.app.th
	row := t.row(w).gap(1).put(t.accent, "Tab")
	for _, word := range words {
		if width(word)+2 > row.left {
			break
		}
		row.gap(2).put(t.dim, word)
	}
	return []string{row.done()}
}

// caret points at the place in the line where reading stopped.
func (p *prompt) caret(w int, err error) []string {
	fault := (*grammar.ParseError)(nil)
	if !errors.As(err, &fault) || fault.At == 0 || fault.At > len(fault.Line) {
		return nil
	}
	t := p.app.th
	at := 1 + width(t.oneLine(strings.ReplaceAll(fault.Line[:fault.At], "\n", t.newline)))
	if at >= w-1 {
		return nil // the line has moved, and the sign would point at another place
	}
	return []string{t.row(w).gap(at).put(t.due, "^").done()}
}

// choices give what could go on where the cursor is.
func (p *prompt) choices(before string) (words []string, from int) {
	from = len(before)
	for _, c := range grammar.Complete(before, p.app.hints()) {
		words, from = append(words, c.Text), c.At
	}
	if text := strings.TrimLeft(before, " "); text != "" && !strings.Contains(text, " ") {
		words, from = append(words, beginWords(text)...), len(before)-len(text)
	}
	return words, from
}

// hints are what can be meant in the incident of the page.
func (a *app) hints() grammar.Hints {
	hints := grammar.HintsOf(*a.about())
	for _, p := range a.everybody() {
		c, _ := a.roster.Contact(p)
		hints.People = append(hints.People, grammar.Known{Text: p.String(), Help: c.Name})
	}
	if a.tab != boardTab {
		hints.Entries = a.subject.entryHints()
		hints.Times = []string{"-5m", "-10m", "-15m"}
		if e, ok := a.subject.chosenEntry(); ok {
			hints.Times = append(hints.Times, e.When.At.In(a.zone).Format("15:04"))
		}
	}
	hints.Services = append(hints.Services, a.roster.Services()...)
	return hints
}

// mostEntryHints bounds the entries that are offered; older ones are chosen on the screen.
const mostEntryHints = 30

// entryHints are the entries that can be meant, the chosen one first, then the newest.
func (s *subject) entryHints() []grammar.Known {
	var known []grammar.Known
	add := func(e timeline.Entry) {
		known = append(known, grammar.Known{Text: fmt.Sprint(e.Seq()), Help: e.When.Clock("15:04", s.app.zone) + " " + e.Text})
	}
	chosen, ok := s.chosenEntry()
	if ok {
		add(chosen)
	}
	order := s.sight().sequence()
	for _, number := range slices.Backward(order.Seqs(max(order.Len()-mostEntryHints, 0), order.Len())) {
		if e := s.room.timeline.loaded[number]; e != nil && !(ok && number == chosen.Seq()) {
			add(e.entry)
		}
	}
	return known
}
