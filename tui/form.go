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
	// jump is what Tab does in a line that is not completed, and tells whether it did something.
	jump func(*input) bool
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
	// remarks are what else there is to say of what is typed, such as how it will sound.
	remarks func(values []string, w wish) []remark
	// typed is called after the lines changed, and may change those that nobody has touched.
	typed func()
	// prose: what is recorded is what is typed, at length.
	prose bool
	// after is called once the order is recorded and the form closed.
	after func()
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

func (f *form) place() place   { return inForm }
func (f *form) title() string  { return f.head }
func (f *form) noticesItself() {}

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

func (f *form) line() *blankLine { return &f.lines[f.at] }

func (f *form) press(k tea.KeyPressMsg) tea.Cmd {
	f.app.said.pass()
	f.line().text.press(k)
	return f.wasTyped()
}

func (f *form) paste(text string) tea.Cmd {
	f.line().text.paste(text)
	return f.wasTyped()
}

func (f *form) wasTyped() tea.Cmd {
	if f.typed != nil {
		f.typed()
	}
	return nil
}

// up goes to the row above, of the same text or else of the line before.
func (f *form) up() tea.Cmd {
	if !f.line().text.climb(-1, f.rows()) {
		f.at = max(f.at-1, 0)
	}
	return nil
}

func (f *form) down() tea.Cmd {
	if !f.line().text.climb(1, f.rows()) {
		f.next()
	}
	return nil
}

func (f *form) next() { f.at = min(f.at+1, len(f.lines)-1) }

func (f *form) complete() tea.Cmd {
	l := f.line()
	if l.complete != nil {
		f.comp.next(&l.text, l.complete)
		return f.wasTyped()
	}
	if l.jump == nil || !l.jump(&l.text) {
		f.next()
	}
	return nil
}

func (f *form) enter() tea.Cmd {
	if f.at < len(f.lines)-1 {
		f.next()
		return nil
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
	if f.after != nil {
		f.after()
	}
}

func (f *form) close() tea.Cmd {
	var draft []string
	typed := false
	for k, l := range f.lines {
		draft = append(draft, l.text.value())
		typed = typed || l.text.value() != f.preset[k]
	}
	f.app.said = notice{}
	delete(f.app.drafts, f.name)
	if typed {
		f.app.drafts[f.name] = draft
		f.app.said = notice{sort: aside, text: "not recorded; what you typed is kept for the next time: " + f.head}
	}
	return f.app.closeOverlay()
}
