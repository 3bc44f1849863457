package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// filterLine is where the filter of the log page is typed. What matches is listed while it is.
type filterLine struct {
	page *logPage
	line input
	comp completion
	err  error // why what is typed cannot be read
}

func (p *logPage) openFilter() tea.Cmd {
	p.app.push(&filterLine{page: p, line: newInput(p.search.text)})
	return nil
}

func (f *filterLine) place() place { return inFilter }

func (f *filterLine) press(k tea.KeyPressMsg) tea.Cmd {
	f.line.press(k)
	return f.apply()
}

func (f *filterLine) paste(text string) tea.Cmd {
	f.line.paste(strings.ReplaceAll(text, "\n", " "))
	return f.apply()
}

// apply filters by what is typed. What cannot be read changes nothing.
func (f *filterLine) apply() tea.Cmd {
	text := f.page.app.cleaned(f.line.value())
	if _, f.err = parseQuery(text); f.err != nil {
		return nil
	}
	return f.page.filter(text)
}

func (f *filterLine) keepFilter() tea.Cmd {
	if f.err != nil {
		return nil // the line says what is wrong
	}
	return f.page.app.closeOverlay()
}

func (f *filterLine) dropFilter() tea.Cmd {
	f.page.app.closeOverlay()
	return f.page.filter("")
}

func (f *filterLine) complete() tea.Cmd {
	f.comp.next(&f.line, f.choices)
	return f.apply()
}

// choices are the people, kinds and tags that the word before the cursor begins.
func (f *filterLine) choices(before string) (words []string, from int) {
	from = strings.LastIndexByte(before, ' ') + 1
	word := strings.ToLower(before[from:])
	var all []string
	switch {
	case strings.HasPrefix(word, "@"):
		return f.page.app.completePerson(before)
	case strings.HasPrefix(word, "#"):
		for _, tag := range f.page.tags() {
			all = append(all, "#"+tag)
		}
	case strings.HasPrefix(word, "k"):
		lead, _, _ := strings.Cut(word, ":")
		if lead != "kind" {
			lead = "k"
		}
		for _, kind := range kindNames() {
			all = append(all, lead+":"+kind)
		}
	}
	return slices.DeleteFunc(all, func(w string) bool { return !strings.HasPrefix(w, word) }), from
}

// tags are those that entries have.
func (p *logPage) tags() []string {
	var tags []string
	for _, a := range p.state().Amendments {
		tags = append(tags, a.Tags...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

const filterHint = `@zac by a person  k:note of a kind  #tag  * starred  words or "a phrase"; all of them must fit`

func (f *filterLine) bar(w int) ([]string, *tea.Cursor) {
	t := f.page.app.th
	lines := []string{t.heading("Filter", "", false, w)}
	style, hint := t.dim, filterHint
	fault := (*queryError)(nil)
	if errors.As(f.err, &fault) {
		style, hint = t.due, fault.problem
	}
	for _, l := range wrap(t.oneLine(hint), w-2) {
		lines = append(lines, t.row(w).gap(1).put(style, l).done())
	}
	if fault != nil {
		text := f.page.app.cleaned(f.line.value())
		if at := 1 + width(t.oneLine(text[:fault.at])); at < w-1 {
			lines = append(lines, t.row(w).gap(at).put(t.due, "^").done())
		}
	}
	row := t.row(w).put(t.accent, "/")
	cursor := tea.NewCursor(1+f.line.draw(row), len(lines))
	return append(lines, row.done()), cursor
}

// filter lists what matches a text that can be read; nothing lists everything.
func (p *logPage) filter(text string) tea.Cmd {
	q, err := parseQuery(text)
	if err != nil || text == p.search.text {
		return nil
	}
	if p.anchor == 0 && !p.pane.following {
		p.anchor = p.pane.chosen
	}
	p.search.text, p.search.query = text, q
	cmd := p.searchAnew()
	if !p.search.on() {
		p.show()
	}
	return cmd
}

// filterAbout says how many entries match, and how far the search is.
func (p *logPage) filterAbout() string {
	s, index := &p.search, p.sight().index
	if s.next < index.Next() {
		return fmt.Sprintf("searching%s %s so far, %s of %s read", p.app.th.more, thousands(s.found.Len()), thousands(int(s.next-1)), thousands(int(index.Next()-1)))
	}
	verb := "match"
	if s.found.Len() == 1 {
		verb = "matches"
	}
	return fmt.Sprintf("%s of %s %s %s", thousands(s.found.Len()), p.allOf(), verb, s.text)
}

// allOf counts what there is without a filter.
func (p *logPage) allOf() string {
	n, one, many := p.sight().index.Len(), "entry", "entries"
	if p.written {
		n, one, many = p.sight().index.Events(), "event", "events"
	}
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes a number with its thousands parted: 83,000.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

func completeFilter(a *app) tea.Cmd {
	if f, ok := a.top().(*filterLine); ok {
		return f.complete()
	}
	return nil
}

func nothingToComplete(a *app) string {
	if _, ok := a.top().(*filterLine); !ok {
		return "any words are looked for, there is nothing to complete"
	}
	return ""
}
