package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// untoldList lists what is not told outside yet, with what can be done about it. It goes on with what happens while it is
// open; the choice stays on its delivery.
type untoldList struct {
	s      *subject
	chosen string // the key of the delivery
	top    int
}

func (s *subject) showUntold() tea.Cmd {
	l := &untoldList{s: s}
	if all := s.outgoing(); len(all) > 0 {
		l.chosen = all[0].Key
	}
	s.app.push(l)
	return s.renewUntold()
}

func (l *untoldList) place() place                  { return inUntold }
func (l *untoldList) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (l *untoldList) paste(string) tea.Cmd          { return nil }
func (l *untoldList) noticesItself()                {}

func (l *untoldList) title() string {
	return joinParts(": ", "Not told outside yet", only(len(l.s.outgoing()) > 0, plural(len(l.s.outgoing()), "thing", "things")))
}

// at is the row of the chosen one, below 0 where it has left the list.
func (l *untoldList) at() int {
	return slices.IndexFunc(l.s.outgoing(), func(o Outgoing) bool { return o.Key == l.chosen })
}

// choice is what keys act on: never one that only took the place of another.
func (l *untoldList) choice() (Outgoing, bool) {
	if at := l.at(); at >= 0 {
		return l.s.outgoing()[at], true
	}
	return Outgoing{}, false
}

func (l *untoldList) step(n int) tea.Cmd {
	if all := l.s.outgoing(); len(all) > 0 {
		l.chosen = all[min(max(l.at()+n, 0), len(all)-1)].Key
	}
	return nil
}

func (l *untoldList) up() tea.Cmd    { return l.step(-1) }
func (l *untoldList) down() tea.Cmd  { return l.step(1) }
func (l *untoldList) first() tea.Cmd { return l.step(-len(l.s.outgoing())) }
func (l *untoldList) last() tea.Cmd  { return l.step(len(l.s.outgoing())) }

// untoldOnTop is the list, where keys go to it.
func (a *app) untoldOnTop() *untoldList {
	l, _ := a.top().(*untoldList)
	return l
}

func inTheUntold(do func(*untoldList) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if l := a.untoldOnTop(); l != nil {
			return do(l)
		}
		return nil
	}
}

// unlessUntold makes of what a choice does not allow why a key does nothing.
func unlessUntold(reason func(Outgoing) string) func(*app) string {
	return func(a *app) string {
		l := a.untoldOnTop()
		if l == nil {
			return ""
		}
		o, ok := l.choice()
		if !ok {
			return "what was chosen is not in the list any more; " + keyName("down", a.th.ascii) + " chooses another one"
		}
		return reason(o)
	}
}

func untoldBindings() []binding {
	return []binding{
		{in: inUntold, keys: []string{"r"}, name: "try again", does: "try again to tell the chosen one", do: inTheUntold((*untoldList).retry), off: unlessUntold(Outgoing.noRetry), rank: 1, writes: true, records: true},
		{in: inUntold, keys: []string{"e"}, name: "reword", does: "change the text of the chosen one", do: inTheUntold((*untoldList).reword), off: unlessUntold(Outgoing.noReword), rank: 2, writes: true},
		{in: inUntold, keys: []string{"x"}, name: "skip", does: "leave the chosen one out, with a reason", do: inTheUntold((*untoldList).skip), off: unlessUntold(Outgoing.noSkip), rank: 3, writes: true},
		{in: inUntold, keys: []string{"enter"}, name: "show", does: "show all of the chosen one", do: inTheUntold((*untoldList).show), off: unlessUntold(func(Outgoing) string { return "" }), rank: 4},
		{in: inUntold, keys: []string{"up", "k"}, name: "up", does: "choose the one above", do: inTheUntold((*untoldList).up)},
		{in: inUntold, keys: []string{"down", "j"}, name: "down", does: "choose the one below", do: inTheUntold((*untoldList).down)},
		{in: inUntold, keys: []string{"g", "home"}, name: "first", does: "choose the first one", do: inTheUntold((*untoldList).first)},
		{in: inUntold, keys: []string{"G", "end"}, name: "last", does: "choose the last one", do: inTheUntold((*untoldList).last)},
		{in: inUntold, keys: []string{"esc", "q", "W"}, name: "close", does: "close the list", do: (*app).closeOverlay, rank: 5},
	}
}

// box draws the list, below it what there is to say of the chosen one, and the keys.
func (l *untoldList) box(w, h int) ([]string, *tea.Cursor) {
	a := l.s.app
	foot := append(a.noticeLines(w), a.keyLines(inUntold, w)...)
	lines := append(l.warning(w), l.body(w, max(h-len(foot)-len(l.warning(w)), 1))...)
	lines = append(lines, foot...)
	return lines[:min(len(lines), h)], nil
}

// warning says that the list may be out of date.
func (l *untoldList) warning(w int) []string {
	if l.s.untold.err == nil {
		return nil
	}
	t := l.s.app.th
	return []string{t.row(w).put(t.due, " MAY BE OUT OF DATE ").gap(1).say(l.s.untold.err.Error()).done()}
}

// body is the list and the chosen one in at most h lines: half of them for the list where both need more.
func (l *untoldList) body(w, h int) []string {
	t, all := l.s.app.th, l.s.outgoing()
	if len(all) == 0 {
		return []string{t.row(w).gap(1).put(t.good, "all that was to be told outside is told").done()}
	}
	more := remark{label: "gone", text: "what was chosen is not in the list any more; " + keyName("down", t.ascii) + " chooses another one", style: dimStyle}.lines(t, w)
	if o, ok := l.choice(); ok {
		more = nil
		for _, r := range l.remarks(o) {
			more = append(more, r.lines(t, w)...)
		}
	}
	rows := min(len(all), max(h-len(more)-1, (h+1)/2))
	at := l.at()
	l.top = max(min(l.top, max(at, 0), len(all)-rows), at-rows+1, 0)
	var lines []string
	for k := l.top; k < min(l.top+rows, len(all)); k++ {
		lines = append(lines, l.row(all[k], k == at, w))
	}
	if room := h - len(lines); room > 1 {
		lines = append(lines, t.row(w).rule(t.dim, 0).done())
		lines = append(lines, more[:min(len(more), room-1)]...)
	}
	return lines
}

// Cells of the columns of the list.
const (
	outStageCells = 8
	outAgeCells   = 6
)

// row is one line of the list. What comes first is what a narrow screen has to show: that it is not told, and why.
func (l *untoldList) row(o Outgoing, chosen bool, w int) string {
	t, r := l.s.app.th, l.s.app.th.row(w)
	if chosen {
		r.put(t.accent, t.here)
	} else {
		r.gap(1)
	}
	word, style := o.stageWord(t)
	r.column(style, word, outStageCells).column(t.plain, l.s.app.outAge(o), outAgeCells).gap(1)
	r.put(t.strong, o.name())
	return r.say(only(cmp.Or(o.Reason, o.Text) != "", ": "+t.onOneLine(cmp.Or(o.Reason, o.Text), r.left))).done()
}

// outAge is how long it is there.
func (a *app) outAge(o Outgoing) string {
	if o.Since.IsZero() {
		return ""
	}
	return since(o.Since, a.now)
}

// stageWord is the stage in capitals where it waits for somebody.
func (o Outgoing) stageWord(t *theme) (string, lipgloss.Style) {
	switch o.Stage {
	case outFailed, outUnclear:
		return strings.ToUpper(o.Stage), t.due
	case outSkipped:
		return o.Stage, t.dim
	}
	return o.Stage, t.plain
}

// standsSo says what a stage means for whoever reads it at night.
func (o Outgoing) standsSo() string {
	switch o.Stage {
	case outFailed:
		return "it was not told, and is not tried again by itself"
	case outUnclear:
		return "it may have been told; tried again, it is looked for first"
	case outBegun:
		return "it is under way"
	case outWaiting:
		return "it goes out by itself as soon as it can"
	case outSkipped:
		return "somebody left it out"
	}
	return o.Stage
}

// remarks are what there is to say of one.
func (l *untoldList) remarks(o Outgoing) []remark {
	all := []remark{{label: "stands", text: o.standsSo()}}
	if !o.Since.IsZero() {
		all[0].text += ", since " + l.s.clockOf(o.Since)
	}
	if o.Reason != "" {
		all = append(all, remark{label: "because", text: o.Reason, most: 3})
	}
	if o.Text != "" {
		all = append(all, remark{label: "text", text: o.Text, most: 4})
	}
	return all
}

// show shows all of the chosen one as it is when it is opened.
func (l *untoldList) show() tea.Cmd {
	o, _ := l.choice()
	a, remarks := l.s.app, l.remarks(o)
	a.push(&scroller{in: inEntry, name: "Not told outside: " + o.name(), lines: kept(func(w int) []string {
		var lines []string
		add := a.detail(&lines, w)
		for _, r := range remarks {
			add(r.label, r.text)
		}
		return lines
	})})
	return nil
}
