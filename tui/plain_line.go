package tui

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/incident/grammar"
)

// line is given what a person typed. What it means depends on what is open: a question, a form, or nothing.
func (p *plain) line(l typedLine) tea.Cmd {
	text := p.app.cleaned(l.text)
	var cmd tea.Cmd
	switch top := p.app.top().(type) {
	case *question:
		cmd = p.answer(top, text)
	case *form:
		cmd = p.fill(top, text, l.cut)
	default:
		cmd = p.command(text, l.cut)
	}
	return tea.Batch(cmd, p.after())
}

// inputEnded leaves, because nobody can type any more.
func (p *plain) inputEnded() {
	if f, ok := p.app.top().(*form); ok {
		p.say("not recorded: " + f.head)
	}
	p.ended = true
}

// answer takes only the whole word yes for a yes, because what is asked about cannot be taken back easily.
func (p *plain) answer(q *question, text string) tea.Cmd {
	if strings.EqualFold(text, "yes") {
		return q.yes()
	}
	p.app.closeOverlay()
	p.say("not done: " + q.head)
	p.leaveForm()
	return nil
}

// command does what a line says: a word of the console, or else an order of the grammar.
func (p *plain) command(text string, cut bool) tea.Cmd {
	if cut {
		p.refuse("the line is too long, at most 32,000 characters are read; put the rest into a note or a link")
		return nil
	}
	text = strings.TrimSpace(strings.TrimLeft(text, ":"))
	first, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	if first == "" {
		p.sayFirstNeed()
		return nil
	}
	w, several := findPlainWord(strings.ToLower(first))
	switch {
	case len(several) > 0:
		p.refuse(quote(first) + " could be " + strings.Join(several, " or ") + "; type more of it")
		return nil
	case w != nil && (w.fits == nil || w.fits(p, rest)):
		return p.do(w, rest)
	}
	return p.order(text)
}

func (p *plain) do(w *plainWord, rest string) tea.Cmd {
	if s := p.app.subject; w.inside && (s == nil || s.live.index == nil || s.state().Ref == "") {
		p.refuse(w.name + " is about an incident, and none is open here; board lists them, open and a part of a name opens one")
		return nil
	}
	cmd, err := w.do(p, rest)
	if err != nil {
		p.refuse(err.Error())
	}
	return cmd
}

// findPlainWord finds the word that is meant, or those that could be. A beginning is enough where nothing else begins
// like that: neither another word nor a verb of the grammar, which could record something.
func findPlainWord(typed string) (w *plainWord, several []string) {
	words := plainWords()
	for k := range words {
		if typed == words[k].name || slices.Contains(words[k].also, typed) {
			return &words[k], nil
		}
	}
	if typed == "as" || slices.Contains(verbNames(), typed) {
		return nil, nil // as @nick begins an order for somebody else
	}
	for k := range words {
		if strings.HasPrefix(words[k].name, typed) {
			w, several = &words[k], append(several, words[k].name)
		}
	}
	if w == nil {
		return nil, nil
	}
	for _, v := range verbNames() {
		if strings.HasPrefix(v, typed) {
			several = append(several, v)
		}
	}
	if len(several) > 1 {
		return nil, several
	}
	return w, nil
}

// verbNames are all names that the grammar's verbs have.
func verbNames() []string {
	var names []string
	for _, v := range grammar.Verbs() {
		names = append(append(names, v.Name), v.Aliases...)
	}
	return names
}

// order carries out a line of the grammar. A verb that stands alone and needs more is asked about part by part.
func (p *plain) order(text string) tea.Cmd {
	phrase, err := p.app.reader().Parse(text)
	if err != nil {
		if verb, ok := loneVerb(text); ok {
			return p.ask(verb)
		}
		p.misread(err)
		return nil
	}
	w := wish{order: phrase.Order, as: phrase.As, when: phrase.When}
	if o, ok := phrase.Order.(incident.Declare); ok {
		return p.declare(o, w)
	}
	if reason := p.cannotOrder(); reason != "" {
		p.refuse(reason)
		return nil
	}
	return p.send(w)
}

// loneVerb is the verb of a line that holds nothing else.
func loneVerb(text string) (verb grammar.Verb, ok bool) {
	for _, v := range grammar.Verbs() {
		if name := strings.ToLower(text); name == v.Name || slices.Contains(v.Aliases, name) {
			return v, true
		}
	}
	return verb, false
}

// cannotOrder says why nothing can be recorded now.
func (p *plain) cannotOrder() string {
	a := p.app
	switch {
	case a.subject == nil || a.subject.state().Ref == "" && a.subject.past == nil:
		return "this is about an incident, and none is open here; board lists them, open and a part of a name opens one"
	case a.subject.past != nil:
		return "an earlier time is shown; type now to go back first"
	}
	return a.cannotWrite()
}

// send gives an order, and asks the question that stands before it where there is one.
func (p *plain) send(w wish) tea.Cmd {
	cmd := p.app.ask(w, nil)
	p.askAgain()
	return cmd
}

// declare opens another incident and enters it.
func (p *plain) declare(o incident.Declare, w wish) tea.Cmd {
	a := p.app
	if a.readOnly {
		p.refuse(a.cannotWrite())
		return nil
	}
	o.Ref = incident.NewRef(o.Title, a.now.In(a.zone), 1)
	w.order = o
	return p.declaring(func(f *form) tea.Cmd {
		a.dismiss(f)
		return f.submit(w, nil)
	})
}

// declaring opens the form of a declaration, which is the board's.
func (p *plain) declaring(then func(*form) tea.Cmd) tea.Cmd {
	a := p.app
	if s := a.subject; s != nil {
		s.past = nil
	}
	a.tab = boardTab
	cmd := a.declare()
	if f, ok := a.top().(*form); ok {
		return tea.Batch(cmd, then(f))
	}
	return cmd
}

// misread says why a line is no order, with one that would be, or with the words of the console that are like it.
func (p *plain) misread(err error) {
	fault := (*grammar.ParseError)(nil)
	if !errors.As(err, &fault) {
		p.refuse(err.Error())
		return
	}
	first, _, _ := strings.Cut(fault.Line, " ")
	if fault.Understood == "" && len(fault.Line) > 0 {
		var names []string
		for _, w := range plainWords() {
			names = append(names, w.name)
		}
		bare := *fault
		bare.Near = incident.Near(first, append(verbNames(), names...))
		if len(bare.Near) > 0 && slices.Contains(names, bare.Near[0]) {
			bare.Example = ""
		}
		fault = &bare
	}
	p.say("not understood: " + fault.Error() + only(fault.Example == "" && len(fault.Near) == 0, "; help lists what can be typed"))
}
