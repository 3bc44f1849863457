package tui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"baton/incident/grammar"
)

// palette finds anything that the console can do by a few letters of its name. It shows the key for next time, and why
// what cannot be done now cannot.
type palette struct {
	app    *app
	line   input
	all    []offer
	found  []offer
	chosen string // the name of the offer that Enter does; kept while letters are typed
	top    int
}

// offer is one thing that the palette can do.
type offer struct {
	name   string
	key    string // the key that does it without the palette, or what is typed
	help   string
	reason string // why it cannot be done now, or nothing
	do     func(*app) tea.Cmd
}

func (a *app) openPalette() tea.Cmd {
	p := &palette{app: a, all: a.offers()}
	p.find()
	a.push(p)
	return nil
}

// offers are the keys that work where the palette is opened, the words of the prompt, and the verbs of the grammar.
func (a *app) offers() []offer {
	var all []offer
	for _, scope := range a.place().scopes() {
		for k := range a.bindings {
			if b := &a.bindings[k]; b.in == scope && b.name != paletteName {
				all = append(all, offer{name: b.name, key: b.label(a.th.ascii), help: b.does, reason: b.reason(a), do: b.do})
			}
		}
	}
	for _, w := range words() {
		all = append(all, offer{name: w.name, key: ":" + w.name, help: w.help, do: typing(w.name, w.takes)})
	}
	reason := a.cannotWrite()
	if a.tab == boardTab {
		reason = "it is about one incident; Enter opens the chosen one"
	}
	for _, v := range grammar.Verbs() {
		all = append(all, offer{name: v.Name, key: ":" + v.Name, help: v.Help, reason: reason, do: typing(v.Name, true)})
	}
	return all
}

// typing opens the prompt with a word in it.
func typing(word string, more bool) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		cmd := a.openPrompt()
		if p, ok := a.top().(*prompt); ok {
			p.line.set(word + only(more, " "))
		}
		return cmd
	}
}

const paletteName = "palette"

func (p *palette) place() place   { return inPalette }
func (p *palette) title() string  { return "What do you want to do?" }
func (p *palette) noticesItself() {}

func (p *palette) press(k tea.KeyPressMsg) tea.Cmd {
	p.line.press(k)
	p.find()
	return nil
}

func (p *palette) paste(text string) tea.Cmd {
	p.line.paste(strings.ReplaceAll(text, "\n", " "))
	p.find()
	return nil
}

// find keeps the offers that have the typed letters in their order, the best first.
func (p *palette) find() {
	typed := strings.ToLower(strings.TrimSpace(p.line.value()))
	type scored struct {
		offer
		score int
	}
	var found []scored
	for _, o := range p.all {
		score, ok := likeness(typed, strings.ToLower(o.name))
		if !ok {
			score, ok = -1000, holdsWords(strings.ToLower(o.help), typed)
		}
		if ok {
			found = append(found, scored{o, score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	p.found = p.found[:0]
	for _, f := range found {
		p.found = append(p.found, f.offer)
	}
	p.chosen, p.top = "", 0
	if len(p.found) > 0 {
		p.chosen = p.found[0].id()
	}
}

// holdsWords tells whether a text contains every word of another. A sentence has every letter somewhere, so that their
// order would say nothing.
func holdsWords(text, words string) bool {
	for _, w := range strings.Fields(words) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (o offer) id() string { return o.name + " " + o.key }

// likeness tells whether the letters of typed occur in text in this order, and how well: letters that follow each other
// and those that begin a word count more, letters passed over count less.
func likeness(typed, text string) (score int, ok bool) {
	if typed == "" {
		return 0, true // everything is as near
	}
	letters := []rune(text)
	at, last := 0, -1
	for _, r := range typed {
		if unicode.IsSpace(r) {
			continue
		}
		for at < len(letters) && letters[at] != r {
			at++
		}
		if at == len(letters) {
			return 0, false
		}
		switch {
		case at == 0:
			score += 12
		case !unicode.IsLetter(letters[at-1]):
			score += 8
		case last == at-1:
			score += 6
		}
		score -= min(at-last-1, 3)
		last = at
		at++
	}
	return score - len(letters)/8, true
}

func (p *palette) at() int {
	return max(slices.IndexFunc(p.found, func(o offer) bool { return o.id() == p.chosen }), 0)
}

func (p *palette) step(n int) tea.Cmd {
	if len(p.found) > 0 {
		p.chosen = p.found[min(max(p.at()+n, 0), len(p.found)-1)].id()
	}
	return nil
}

func (p *palette) up() tea.Cmd   { return p.step(-1) }
func (p *palette) down() tea.Cmd { return p.step(1) }

// enter does what is chosen. What cannot be done now stays in the palette with its reason.
func (p *palette) enter() tea.Cmd {
	if len(p.found) == 0 {
		return nil
	}
	o := p.found[p.at()]
	if o.reason != "" {
		p.app.tell(o.name+": "+o.reason, "")
		return nil
	}
	p.app.dismiss(p)
	p.app.said.pass()
	return o.do(p.app)
}

func inThePalette(do func(*palette) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if p, ok := a.top().(*palette); ok {
			return do(p)
		}
		return nil
	}
}

const (
	offerNameCells = 16
	offerKeyCells  = 14
)

func (p *palette) box(w, h int) ([]string, *tea.Cursor) {
	t := p.app.th
	row := t.row(w).put(t.accent, "> ")
	cursor := tea.NewCursor(2+p.line.draw(row), 0)
	lines := []string{row.done(), t.row(w).rule(t.dim, 0).done()}
	notice := p.app.noticeLines(w)
	room := max(h-len(lines)-len(notice), 1)
	at := p.at()
	p.top = max(min(p.top, at), at-room+1, 0)
	for k, o := range p.found[p.top:min(p.top+room, len(p.found))] {
		lines = append(lines, p.row(o, p.top+k == at, w))
	}
	if len(p.found) == 0 {
		lines = append(lines, t.row(w).gap(1).put(t.dim, "nothing has these letters; Esc closes").done())
	}
	for len(lines) < 2+room {
		lines = append(lines, blank(w))
	}
	lines = append(lines, notice...)
	return lines[:min(len(lines), h)], cursor
}

func (p *palette) row(o offer, chosen bool, w int) string {
	t := p.app.th
	row := t.row(w)
	if chosen {
		row.put(t.accent, t.here)
	} else {
		row.gap(1)
	}
	name, text, k := t.strong, o.help, t.plain
	if o.reason != "" {
		name, text, k = t.dim, "not now: "+o.reason, t.dim
	}
	row.column(name, o.name, offerNameCells).gap(1).column(t.accent, o.key, min(offerKeyCells, w/4)).gap(1)
	return row.put(k, t.clip(t.oneLine(text), row.left)).done()
}
