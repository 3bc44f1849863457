package tui

import (
	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// blankLine is one line of a form to be filled in.
type blankLine struct {
	label string
	// hint is shown in brackets while nothing is typed: an example begins with "e.g.", what happens to a line that
	// stays so with "empty:". Without colour a bare word would look typed.
	hint     string
	text     input
	complete func(before string) (words []string, from int)
}

// form asks for the parts of one order, and shows the sentence that will be recorded while they are typed.
type form struct {
	app   *app
	name  string // what a draft is kept under
	head  string
	lines []blankLine
	at    int
	comp  completion
	// preset is what stood in the lines before anybody typed.
	preset []string
	// order makes the order from what is typed; an error says what is missing.
	order func(values []string) (wish, error)
	state func() *incident.Incident
	// act is what the form does where it gives no order.
	act *act
	// submit sends it.
	submit func(w wish, settle func(settledMsg)) tea.Cmd
}

// act is what a form does that records nothing: tell says what it would do, or what is missing.
type act struct {
	tell func(values []string) (string, error)
	do   func(values []string) tea.Cmd
}

func (f *form) place() place  { return inForm }
func (f *form) title() string { return f.head }

func inTheForm(do func(*form) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if f, ok := a.top().(*form); ok {
			return do(f)
		}
		return nil
	}
}

// openForm shows a form, with what was typed into it when it was last closed.
func (a *app) openForm(f *form) tea.Cmd {
	f.app = a
	for _, l := range f.lines {
		f.preset = append(f.preset, l.text.value())
	}
	if f.submit == nil {
		f.submit, f.state = a.ask, a.about
	}
	if draft := a.drafts[f.name]; len(draft) == len(f.lines) {
		for k, text := range draft {
			f.lines[k].text.set(text)
		}
	}
	a.push(f)
	return nil
}

func (f *form) press(k tea.KeyPressMsg) tea.Cmd {
	f.app.said.pass()
	f.lines[f.at].text.press(k)
	return nil
}

func (f *form) paste(text string) tea.Cmd {
	f.lines[f.at].text.paste(text)
	return nil
}

func (f *form) up() tea.Cmd {
	f.at = max(f.at-1, 0)
	return nil
}

func (f *form) down() tea.Cmd {
	f.at = min(f.at+1, len(f.lines)-1)
	return nil
}

func (f *form) complete() tea.Cmd {
	if l := &f.lines[f.at]; l.complete != nil {
		f.comp.next(&l.text, l.complete)
	} else {
		return f.down()
	}
	return nil
}

func (f *form) enter() tea.Cmd {
	if f.at < len(f.lines)-1 {
		return f.down()
	}
	if f.act != nil {
		return f.act.do(f.values())
	}
	w, err := f.order(f.values())
	if err != nil {
		f.app.explain(f.head, err)
		return nil
	}
	return f.submit(w, f.settled)
}

// values are what is typed, cleaned at the door like all text from outside.
func (f *form) values() []string {
	values := make([]string, len(f.lines))
	for k := range f.lines {
		values[k] = f.app.cleaned(f.lines[k].text.value())
	}
	return values
}

// settled closes the form once its order is recorded. Otherwise it stays, with what was typed, to be mended.
func (f *form) settled(m settledMsg) {
	if m.err != nil {
		return
	}
	delete(f.app.drafts, f.name)
	f.app.dismiss(f)
}

func (f *form) close() tea.Cmd {
	var draft []string
	typed := false
	for k, l := range f.lines {
		draft = append(draft, l.text.value())
		typed = typed || l.text.value() != f.preset[k]
	}
	f.app.said = notice{}
	if typed {
		f.app.drafts[f.name] = draft
		f.app.said = notice{sort: aside, text: "not recorded; what you typed is kept for the next time: " + f.head}
	}
	return f.app.closeOverlay()
}

const formLabelCells = 11

// box draws the lines and below them what they come to. Where there is no room for all of it, what was refused goes
// before the lines that are not being typed into.
func (f *form) box(w, h int) ([]string, *tea.Cursor) {
	fields, x := f.fields(w)
	below := append(f.says(w), f.app.noticeLines(w)...)
	at := f.at
	if len(fields)+len(below)+2 <= h {
		fields = append([]string{blank(w)}, append(fields, blank(w))...)
		at++
	} else if room := max(h-len(below), 1); len(fields) > room {
		first := min(f.at, len(fields)-room)
		fields, at = fields[first:first+room], f.at-first
	}
	lines := append(fields, below...)
	return lines[:min(len(lines), h)], tea.NewCursor(x, at)
}

// fields draws the lines, and says in which cell of its line the cursor is.
func (f *form) fields(w int) (lines []string, cursor int) {
	t := f.app.th
	for k := range f.lines {
		l := &f.lines[k]
		r := t.row(w)
		if k == f.at {
			r.put(t.accent, t.here).column(t.strong, l.label, formLabelCells)
		} else {
			r.gap(1).column(t.dim, l.label, formLabelCells)
		}
		start := w - r.left
		x := l.text.draw(r)
		if len(l.text.text) == 0 {
			r.gap(1).put(t.dim, "("+t.clip(t.oneLine(l.hint), r.left-3)+")")
		}
		if k == f.at {
			cursor = start + x
		}
		lines = append(lines, r.done())
	}
	return lines, cursor
}

// says previews what will be recorded, or says softly what is missing.
func (f *form) says(w int) []string {
	t := f.app.th
	if f.app.sending.wait {
		return []string{t.row(w).put(t.dim, " recording"+t.more).done()}
	}
	if f.app.said.sort != silence {
		return nil
	}
	label, text, err := f.comesTo()
	k := t.plain
	if err != nil {
		label, k, text = "to do", t.dim, refusalText(err)
	}
	var lines []string
	for n, l := range wrap(t.oneLine(text), w-formLabelCells-1) {
		r := t.row(w).gap(1)
		if n == 0 {
			r.column(t.dim, label, formLabelCells)
		} else {
			r.gap(formLabelCells)
		}
		lines = append(lines, r.put(k, l).done())
	}
	return lines
}

// comesTo is what the lines come to, with a word for what is done with it.
func (f *form) comesTo() (label, text string, err error) {
	if f.act != nil {
		text, err = f.act.tell(f.values())
		return "writes", text, err
	}
	w, err := f.order(f.values())
	if err == nil {
		text, err = f.app.preview(f.state(), w)
	}
	return "records", text, err
}
