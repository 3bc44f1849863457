package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/incident/grammar"
)

// prompt is the line after the colon. What is typed stays until it is recorded, through Esc too.
type prompt struct {
	app  *app
	name string // what a draft is kept under
	line input
	at   int    // the place in the history; its length is the line that is being typed
	kept string // that line, while an earlier one is shown
	comp completion
}

// mostHistory bounds the commands that are remembered.
const mostHistory = 200

func (a *app) openPrompt() tea.Cmd {
	p := &prompt{app: a, name: string(a.ref()) + " prompt", at: len(a.history)}
	if draft := a.drafts[p.name]; len(draft) == 1 {
		p.line.set(draft[0])
	}
	a.push(p)
	return nil
}

// ref is the incident that the page is of; empty on the board.
func (a *app) ref() incident.Ref {
	if a.tab == boardTab {
		return ""
	}
	return a.subject.ref
}

func (p *prompt) place() place { return inPrompt }

func (p *prompt) press(k tea.KeyPressMsg) tea.Cmd {
	p.app.said.pass()
	p.line.press(k)
	return nil
}

func (p *prompt) paste(text string) tea.Cmd {
	p.line.paste(text)
	return nil
}

func inThePrompt(do func(*prompt) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if p, ok := a.top().(*prompt); ok {
			return do(p)
		}
		return nil
	}
}

func (p *prompt) close() tea.Cmd {
	a := p.app
	a.said = notice{}
	delete(a.drafts, p.name)
	if text := p.line.value(); text != "" {
		a.drafts[p.name] = []string{text}
		a.said = notice{sort: aside, text: "not recorded; what you typed is kept, : goes on with it"}
	}
	return a.closeOverlay()
}

// enter carries out what is typed. It stays until the log has it, so that a refusal can be mended.
func (p *prompt) enter() tea.Cmd {
	line := p.app.cleaned(p.line.value())
	if w, rest, ok := p.word(line); ok {
		return p.carryOut(w, rest)
	}
	wish, err := p.parse(line)
	if err != nil {
		p.misread(err)
		return nil
	}
	return p.app.ask(wish, p.settled)
}

// word finds the word of the console that a line begins with, where it is no order.
func (p *prompt) word(line string) (w word, rest string, ok bool) {
	if w, rest, ok = findWord(line); ok && w.begins {
		_, err := p.app.reader().Parse(line)
		ok = err != nil
	}
	return w, rest, ok
}

// carryOut does what a word of the console says.
func (p *prompt) carryOut(w word, rest string) tea.Cmd {
	cmd, err := w.do(p.app, rest)
	if err != nil {
		p.app.explain(w.name, err)
		return nil
	}
	p.done()
	return cmd
}

func (p *prompt) parse(line string) (wish, error) {
	ph, err := p.app.reader().Parse(line)
	if err != nil {
		return wish{}, err
	}
	_, declaring := ph.Order.(incident.Declare)
	switch {
	case declaring && p.app.ref() != "":
		return wish{}, missing("another incident is declared from the board", "1, then n")
	case !declaring && p.app.ref() == "":
		return wish{}, missing("this is about an incident, and the board is of all", "Enter opens the chosen one")
	case p.app.cannotWrite() != "":
		return wish{}, missing(p.app.cannotWrite(), "")
	}
	return wish{order: ph.Order, as: ph.As, when: ph.When}, nil
}

// misread says why a line is no command, with one that would be.
func (p *prompt) misread(err error) {
	a := p.app
	fault := (*grammar.ParseError)(nil)
	if !errors.As(err, &fault) {
		a.explain("the command", err)
		return
	}
	bare := *fault
	bare.Example = ""
	a.said = notice{sort: refused, text: bare.Error()}
	if fault.Example != "" {
		a.said.instead = "for example: " + fault.Example
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(fault.Line), " "); first == "help" || first == "?" {
		a.said.sort = aside
	}
}

// asRefusal gives the grammar's error the form of the rules' one: what is wrong, and what to type instead.
func asRefusal(err error) error {
	fault := (*grammar.ParseError)(nil)
	if !errors.As(err, &fault) {
		return err
	}
	bare := *fault
	bare.Example = ""
	return missing(bare.Error(), fault.Example)
}

func (p *prompt) settled(m settledMsg) {
	if m.err == nil {
		p.done()
	}
}

// done keeps the line in the history and closes the prompt.
func (p *prompt) done() {
	a := p.app
	line := p.line.value()
	if n := len(a.history); n == 0 || a.history[n-1] != line {
		a.history = append(a.history, line)
	}
	a.history = a.history[max(len(a.history)-mostHistory, 0):]
	delete(a.drafts, p.name)
	a.dismiss(p)
}

func (p *prompt) earlier() tea.Cmd { return p.recall(-1) }
func (p *prompt) later() tea.Cmd   { return p.recall(1) }

func (p *prompt) recall(n int) tea.Cmd {
	history := p.app.history
	if p.at == len(history) {
		p.kept = p.line.value()
	}
	at := min(max(p.at+n, 0), len(history))
	if at == p.at {
		return nil
	}
	if p.at = at; at == len(history) {
		p.line.set(p.kept)
	} else {
		p.line.set(history[at])
	}
	return nil
}

func (p *prompt) complete() tea.Cmd {
	p.comp.next(&p.line, p.choices)
	return nil
}
