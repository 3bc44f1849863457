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
	line    input
	history []string // oldest first
	at      int      // the place in the history; len(history) is the line that is being typed
	kept    string   // that line, while an earlier one is shown
	comp    completion
}

// mostHistory bounds the commands that are remembered.
const mostHistory = 200

func (r *room) openPrompt() tea.Cmd {
	if draft := r.app.drafts[string(r.ref)+" prompt"]; len(draft) == 1 && r.prompt.line.value() == "" {
		r.prompt.line.set(draft[0])
		delete(r.app.drafts, string(r.ref)+" prompt")
	}
	r.typing = true
	return nil
}

func (r *room) closePrompt() tea.Cmd {
	r.typing = false
	r.app.said = notice{}
	if r.prompt.line.value() != "" {
		r.app.said = notice{sort: aside, text: "not recorded; what you typed is kept, : goes on with it"}
	}
	return nil
}

// enterPrompt carries out what is typed. It stays until the log has it, so that a refusal can be mended.
func (r *room) enterPrompt() tea.Cmd {
	p, err := r.parse()
	if err != nil {
		r.misread(err)
		return nil
	}
	return r.app.ask(p, r.promptSettled)
}

func (r *room) parse() (wish, error) {
	line := r.app.cleaned(r.prompt.line.value())
	p, err := r.app.reader().Parse(line)
	if err != nil {
		return wish{}, err
	}
	if _, declaring := p.Order.(incident.Declare); declaring {
		return wish{}, missing("another incident is declared from the board", "q, then n")
	}
	return wish{order: p.Order, as: p.As, when: p.When}, nil
}

// misread says why a line is no command, with one that would be.
func (r *room) misread(err error) {
	fault := (*grammar.ParseError)(nil)
	if !errors.As(err, &fault) {
		r.app.explain("the command", err)
		return
	}
	bare := *fault
	bare.Example = ""
	r.app.said = notice{sort: refused, text: bare.Error()}
	if fault.Example != "" {
		r.app.said.instead = "for example: " + fault.Example
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(fault.Line), " "); first == "help" || first == "?" {
		r.app.said.sort = aside
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

func (r *room) promptSettled(m settledMsg) {
	if m.err != nil {
		return
	}
	p := &r.prompt
	p.remember(p.line.value())
	p.line.set("")
	r.typing = false
}

func (p *prompt) remember(line string) {
	if n := len(p.history); n == 0 || p.history[n-1] != line {
		p.history = append(p.history, line)
	}
	p.history = p.history[max(len(p.history)-mostHistory, 0):]
	p.at = len(p.history)
}

func (r *room) earlierCommand() tea.Cmd { return r.prompt.recall(-1) }
func (r *room) laterCommand() tea.Cmd   { return r.prompt.recall(1) }

func (p *prompt) recall(n int) tea.Cmd {
	if p.at == len(p.history) {
		p.kept = p.line.value()
	}
	at := min(max(p.at+n, 0), len(p.history))
	if at == p.at {
		return nil
	}
	if p.at = at; at == len(p.history) {
		p.line.set(p.kept)
	} else {
		p.line.set(p.history[at])
	}
	return nil
}

func (r *room) completePrompt() tea.Cmd {
	r.prompt.comp.next(&r.prompt.line, r.completeCommand)
	return nil
}

// mostHint bounds the lines between the timeline and the prompt.
const mostHint = 3

// promptHint says softly what the line would record, or what is missing yet.
func (r *room) promptHint(w int) []string {
	t := r.app.th
	rule := t.heading("Command", "", false, w)
	if r.app.said.sort != silence && r.app.said.sort != done {
		return []string{rule}
	}
	if r.app.sending.wait {
		return []string{rule, t.row(w).gap(1).put(t.dim, "recording"+t.more).done()}
	}
	label, k, text := "records ", t.plain, "type a command, such as: action @zac check DNS in 15m      Tab completes, help lists the verbs"
	if strings.TrimSpace(r.prompt.line.value()) == "" {
		label, k = "", t.dim
	} else {
		var err error
		p, err := r.parse()
		if err == nil {
			text, err = r.app.preview(r.state(), p)
		}
		if err != nil {
			label, k, text = "", t.dim, refusalText(asRefusal(err))
		}
	}
	lines := []string{rule}
	for n, l := range wrap(t.oneLine(text), w-2-len(label)) {
		row := t.row(w).gap(1)
		if n == 0 {
			row.put(t.dim, label)
		} else {
			row.gap(len(label))
		}
		if lines = append(lines, row.put(k, l).done()); len(lines) == mostHint {
			break
		}
	}
	return lines
}

// completeCommand gives what the grammar could go on with.
func (r *room) completeCommand(before string) (words []string, from int) {
	from = len(before)
	hints := grammar.HintsOf(*r.state())
	for _, p := range r.app.everybody() {
		hints.People = append(hints.People, grammar.Known{Text: p.String()})
	}
	for _, c := range grammar.Complete(before, hints) {
		words, from = append(words, c.Text), c.At
	}
	return words, from
}
