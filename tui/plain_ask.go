package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident/grammar"
)

// The forms of the screen, asked line by line, and for verbs that have none one that is made from what the grammar says
// that they take.

// screenForms are the verbs whose parts the screen asks for, with the name of the key that opens the form.
var screenForms = map[string]string{
	"action": "assign", "done": "done", "more": "more time", "handon": "hand on", "drop": "drop", "note": "note", "update": "inform",
	"report": "report", "handoff": "hand off", "take": "take command", "freeze": "freeze", "thaw": "thaw", "status": "status",
	"sev": "severity", "upgrade": "upgrade", "resolve": "resolve", "propose": "poll", "decide": "decide", "followup": "follow-up", "page": "page",
}

func asksForVerb(_ *plain, rest string) bool {
	_, ok := verbToAsk(rest)
	return ok || rest == ""
}

// verbToAsk finds a verb by its name or by that of the key that does the same.
func verbToAsk(name string) (grammar.Verb, bool) {
	name = strings.ToLower(name)
	for verb, key := range screenForms {
		if key == name {
			return loneVerb(verb)
		}
	}
	return loneVerb(name)
}

func (p *plain) wordAsk(rest string) (tea.Cmd, error) {
	if rest == "" {
		var names []string
		for _, v := range grammar.Verbs() {
			names = append(names, v.Name)
		}
		p.say("ask and one of: " + strings.Join(names, ", "))
		return nil, nil
	}
	verb, _ := verbToAsk(rest)
	return p.ask(verb), nil
}

// ask opens the form of a verb and asks for its first part.
func (p *plain) ask(verb grammar.Verb) tea.Cmd {
	p.asked = "ask " + verb.Name
	if verb.Name == "declare" {
		return p.declaring(func(*form) tea.Cmd {
			p.sayForm()
			return nil
		})
	}
	if reason := p.cannotOrder(); reason != "" {
		p.refuse(reason)
		return nil
	}
	cmd := p.openFormOf(verb)
	p.sayForm()
	return cmd
}

func (p *plain) openFormOf(verb grammar.Verb) tea.Cmd {
	key, ok := screenForms[verb.Name]
	if !ok {
		return p.app.openForm(p.slotForm(verb))
	}
	for k := range p.app.bindings {
		b := &p.app.bindings[k]
		if b.name != key || b.in != inIncident && b.in != inRoom {
			continue
		}
		if b.in == inRoom && len(p.app.subject.digest().actions) > 1 {
			return p.app.openForm(p.slotForm(verb)) // which of them is meant has to be asked first
		}
		if reason := b.reason(p.app); reason != "" {
			reason, _, _ = strings.Cut(reason, "; ") // what follows names a key
			p.refuse(reason)
			return nil
		}
		return b.do(p.app)
	}
	return p.app.openForm(p.slotForm(verb))
}

// sayForm says what is asked for, and asks for the first part.
func (p *plain) sayForm() {
	if f, ok := p.app.top().(*form); ok {
		p.say(f.head + ". Each answer is a line of its own; an empty line leaves a part as it is; cancel leaves all of it.")
	}
	p.askAgain()
}

// askAgain says what the next line is to answer.
func (p *plain) askAgain() {
	switch top := p.app.top().(type) {
	case *question:
		p.say("question: " + top.head)
		for _, part := range slices.Concat(top.about, top.then) {
			p.say("about it: " + part)
		}
		p.say("Type yes to do it, anything else leaves it.")
	case *form:
		l := &top.lines[top.at]
		hint := l.hint
		if kept := l.text.value(); kept != "" {
			hint = "empty keeps: " + kept + "; a single - takes it away"
		}
		p.say(fmt.Sprintf("%s? (%s)", l.label, hint))
	}
}

// fill takes the answer to the part that was asked for. The last one sends the order.
func (p *plain) fill(f *form, text string, cut bool) tea.Cmd {
	switch {
	case strings.EqualFold(text, "cancel"):
		p.more = ""
		p.keepForm(f)
		p.say("not recorded: " + f.head + ". What you answered is kept for the next " + p.asked + ".")
		return nil
	case cut:
		p.refuse("the line is too long, at most 32,000 characters are read")
		p.askAgain()
		return nil
	case strings.HasSuffix(text, `\`):
		p.more += strings.TrimSuffix(text, `\`) + "\n"
		return nil
	}
	text, p.more = p.more+text, ""
	l := &f.lines[f.at]
	switch text {
	case "":
	case "-":
		l.text.set("")
	default:
		l.text = input{}
		l.text.paste(text)
	}
	if f.at < len(f.lines)-1 {
		f.at++
		p.askAgain()
		return nil
	}
	return p.submit(f)
}

// submit sends what was answered. What is wrong ends the form, so that no later line is taken for an answer by mistake;
// the answers are kept.
func (p *plain) submit(f *form) tea.Cmd {
	if f.act != nil {
		return p.act(f)
	}
	w, err := f.order(f.values())
	if err != nil {
		p.keepForm(f)
		p.refuse(err.Error() + ". What you answered is kept: " + p.asked + " goes on with it")
		return nil
	}
	cmd := f.submit(w, f.settled)
	if _, ok := p.app.top().(*question); ok {
		p.askAgain()
	}
	return cmd
}

// act does what a form does that records nothing.
func (p *plain) act(f *form) tea.Cmd {
	if _, err := f.act.tell(f.values()); err != nil {
		p.keepForm(f)
		p.refuse(err.Error() + ". What you answered is kept: " + p.asked + " goes on with it")
		return nil
	}
	return f.act.do(f.values())
}

// leaveForm closes a form whose order was sent or was answered with no.
func (p *plain) leaveForm() {
	if f, ok := p.app.top().(*form); ok {
		p.keepForm(f)
		p.say("What you answered is kept: " + p.asked + " goes on with it.")
	}
	p.toRoom()
}

// keepForm closes a form and keeps what was typed into it.
func (p *plain) keepForm(f *form) {
	var draft []string
	for _, l := range f.lines {
		draft = append(draft, l.text.value())
	}
	p.app.drafts[f.name] = draft
	p.app.dismiss(f)
	p.toRoom()
}

// toRoom comes back from the declaration of another incident that was not made.
func (p *plain) toRoom() {
	if a := p.app; a.tab == boardTab && a.subject != nil && !a.sending.wait {
		a.tab = roomTab
	}
}

// slotForm asks for what a verb takes, in the order in which it is typed.
func (p *plain) slotForm(verb grammar.Verb) *form {
	parts := p.partsOf(verb)
	f := &form{name: string(p.app.ref()) + " ask " + verb.Name, head: verb.Name + ": " + verb.Help}
	for _, part := range parts {
		if part.asked() {
			f.lines = append(f.lines, blankLine{label: part.label, hint: part.hint})
		}
	}
	f.order = func(values []string) (wish, error) {
		phrase, err := p.app.reader().Parse(lineOf(verb.Name, parts, values))
		if err != nil {
			return wish{}, asRefusal(err)
		}
		return wish{order: phrase.Order, as: phrase.As, when: phrase.When}, nil
	}
	return f
}

// slotPart is one thing that a verb takes.
type slotPart struct {
	label, hint string
	kind        grammar.SlotKind
	before      string // the keyword that is typed before it
	fixed       string // what is always typed, and not asked for
	flag        string // the word that a yes stands for
}

func (p slotPart) asked() bool { return p.fixed == "" }

// slotKeywords are words that only say what follows them.
var slotKeywords = map[string]bool{
	"in": true, "because": true, "for": true, "at": true, "by": true, "text": true, "from": true, "until": true, "next": true, "sev": true,
}

// partsOf makes questions of what a verb takes.
func (p *plain) partsOf(verb grammar.Verb) []slotPart {
	if verb.Name == "correct" {
		return correctParts
	}
	var parts []slotPart
	before, after := "", ""
	for _, s := range verb.Takes {
		next := slotPart{kind: s.Kind, label: joinParts(" ", after, string(s.Kind)), hint: p.hintOf(s)}
		after = ""
		if s.Kind == grammar.SlotWord && len(s.Words) == 1 {
			switch word := s.Words[0]; {
			case !s.Optional:
				parts, after = append(parts, slotPart{fixed: word}), word // merge: entry, into entry
				continue
			case slotKeywords[word]:
				before = word
				continue
			default:
				next.label, next.flag, next.hint = word, word, "yes; empty: no"
			}
		}
		if next.flag == "" {
			next.before, before = before, ""
		}
		if verb.Name == "impact" && s.Kind == grammar.SlotText {
			next.kind = grammar.SlotWord // counts stand before the text: 340 customers, imports are delayed
			next.label, next.hint = "impact", "e.g. 340 customers, imports are delayed; may stay empty"
		}
		parts = append(parts, next)
	}
	return parts
}

// correctParts is what can be mended in an entry. The words of the verb can stand in any order, so they do not say which
// text belongs to which.
var correctParts = []slotPart{
	{label: "entry", kind: grammar.SlotEntry, hint: "its number"},
	{label: "time", kind: grammar.SlotTime, before: "at", hint: "e.g. 14:32; empty: stays as it is"},
	{label: "person", kind: grammar.SlotPerson, before: "by", hint: "e.g. @zac; empty: stays as it is"},
	{label: "text", kind: grammar.SlotText, before: "text", hint: "empty: stays as it is"},
	{label: "reason", kind: grammar.SlotText, before: "because", hint: "may stay empty"},
}

func (p *plain) hintOf(s grammar.Slot) string {
	hint := ""
	if known := knownOf(grammar.HintsOf(*p.app.about()), s.Kind); len(known) > 0 {
		hint = "one of " + strings.Join(known, ", ")
	}
	switch s.Kind {
	case grammar.SlotPerson:
		hint = "e.g. @zac"
	case grammar.SlotWait:
		hint = "e.g. 15m"
	case grammar.SlotTime:
		hint = "e.g. 14:32 or -5m"
	case grammar.SlotRole:
		hint = "e.g. ic"
	}
	if len(s.Words) > 0 {
		hint = "one of " + strings.Join(s.Words, ", ")
	}
	return joinParts("; ", hint, map[bool]string{true: "may stay empty", false: only(hint == "", "it is needed")}[s.Optional])
}

// mostOffered bounds what a question names of what could be meant.
const mostOffered = 5

// knownOf are the numbers that can fill a slot.
func knownOf(h grammar.Hints, kind grammar.SlotKind) []string {
	var texts []string
	for _, k := range map[grammar.SlotKind][]grammar.Known{
		grammar.SlotAction: h.Actions, grammar.SlotCommand: h.Commands, grammar.SlotFreeze: h.Freezes,
		grammar.SlotFollowUp: h.FollowUps, grammar.SlotDecision: h.Decisions, grammar.SlotDelivery: h.Deliveries,
	}[kind] {
		texts = append(texts, k.Text)
	}
	return texts[:min(len(texts), mostOffered)]
}

// lineOf writes the line that the answers come to.
func lineOf(verb string, parts []slotPart, values []string) string {
	words := []string{verb}
	for _, next := range parts {
		if !next.asked() {
			words = append(words, next.fixed)
			continue
		}
		value := strings.TrimSpace(values[0])
		values = values[1:]
		switch {
		case value == "", next.flag != "" && !strings.HasPrefix(strings.ToLower(value), "y"):
			continue
		case next.flag != "":
			value = next.flag
		case next.kind == grammar.SlotText:
			value = asLiteral(value)
		case next.kind == grammar.SlotWait && strings.Trim(value, "0123456789") == "":
			value += "m"
		}
		words = append(words, next.before, value)
	}
	return joinParts(" ", words...)
}

// asLiteral puts text into the quotes in which the grammar takes every word of it as it stands.
func asLiteral(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// wordUndo takes back what was done last from here, after a question.
func (p *plain) wordUndo(string) (tea.Cmd, error) {
	if reason := p.cannotOrder(); reason != "" {
		return nil, missing(reason, "")
	}
	if reason := noDeed(p.app); reason != "" {
		return nil, missing(reason, "retract and the number of an entry, or correct")
	}
	cmd := p.app.takeBack()
	p.askAgain()
	return cmd, nil
}
