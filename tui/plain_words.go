package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/incident/grammar"
)

// plainWord is what can be typed beside the grammar. It shows something and records nothing, but for undo.
type plainWord struct {
	name  string
	also  []string
	usage string
	help  string
	// page is the page of the screen that it stands for.
	page string
	// inside: it is about the incident that was opened.
	inside bool
	// fits tells whether the rest of the line makes it this word; a line that does not fit is read by the grammar, which
	// has verbs of the same name.
	fits func(p *plain, rest string) bool
	do   func(p *plain, rest string) (tea.Cmd, error)
}

func noRest(_ *plain, rest string) bool { return rest == "" }

// plainWords are all of them, in the order of the help. It is a function because the help, which is one, reads it.
func plainWords() []plainWord {
	return []plainWord{
		{name: "needs", usage: "needs", help: "what needs you now, the most urgent first", inside: true, do: (*plain).wordNeeds},
		{name: "room", usage: "room", help: "where the incident stands: scales, roles, action items, freezes, what was told", page: "Room", inside: true, do: (*plain).wordRoom},
		{name: "log", usage: "log [written] [N] [FILTER]", help: "the last 10 or N entries, or of those that fit: @zac, kind:action, #tag, * for a star, words; written says the order of the log, with corrections", page: "Log", inside: true, do: (*plain).wordLog},
		{name: "go", usage: "go TIME or go NUMBER", help: "the 10 entries from a time or an entry on", inside: true, do: (*plain).wordGo},
		{name: "turns", usage: "turns", help: "where the incident took a turn, and what has a star", inside: true, fits: noRest, do: (*plain).wordTurns},
		{name: "silences", usage: "silences", help: "when nothing happened for ten minutes or longer", inside: true, fits: noRest, do: (*plain).wordSilences},
		{name: "show", also: []string{"entry"}, usage: "show 83, A7, C2, D1, F1 or U3", help: "all of an entry, action item, command, decision, freeze or follow-up", inside: true, do: (*plain).wordShow},
		{name: "people", usage: "people", help: "who is here, doing what, since when, on whose orders", page: "People", inside: true, do: (*plain).wordPeople},
		{name: "who", usage: "who [NAME]", help: "whom to call for a system, from the roster; or how to reach a team or a person", do: (*plain).wordWho},
		{name: "commands", usage: "commands [all]", help: "commands that wait for a second pair of eyes, and what became of the others", page: "Commands", inside: true, do: (*plain).wordCommands},
		{name: "document", usage: "document [N|write]", help: "the sections of the post-mortem, or the text of one, or all of it into a file", page: "Document", inside: true, do: (*plain).wordDocument},
		{name: "brief", usage: "brief", help: "what the next holder of a role has to know", inside: true, fits: noRest, do: (*plain).wordBrief},
		{name: "at", usage: "at TIME", help: "show everything as it was known at a time, such as at 14:32", inside: true, fits: isMoment, do: (*plain).wordAt},
		{name: "now", usage: "now", help: "go back from an earlier time; say what time it is", fits: noRest, do: (*plain).wordNow},
		{name: "undo", usage: "undo", help: "take back what you did last here, up to 10 minutes after it", inside: true, fits: noRest, do: (*plain).wordUndo},
		{name: "outgoing", usage: "outgoing", help: "what is not told outside yet, why, and what can be typed about it", inside: true, fits: noRest, do: (*plain).wordOutgoing},
		{name: "ask", usage: "ask [VERB]", help: "be asked for the parts of an order one by one; a verb alone does the same", fits: asksForVerb, do: (*plain).wordAsk},
		{name: "board", also: []string{"incidents"}, usage: "board [all] [WORDS]", help: "all incidents, the open ones first", page: "Board", do: (*plain).wordBoard},
		{name: "open", usage: "open NAME", help: "go to an incident: its reference, a part of it, or last", do: (*plain).wordOpen},
		{name: "verbs", usage: "verbs", help: "every order that can be typed", fits: noRest, do: (*plain).wordVerbs},
		{name: "help", also: []string{"?"}, usage: "help [VERB]", help: "what can be typed, or all of one verb", do: (*plain).wordHelp},
		{name: "quit", also: []string{"exit"}, usage: "quit", help: "leave baton; nothing that is recorded is lost", fits: noRest, do: (*plain).wordQuit},
	}
}

func (p *plain) wordQuit(string) (tea.Cmd, error) {
	p.say("left baton")
	p.ended = true
	return nil, nil
}

func (p *plain) wordHelp(rest string) (tea.Cmd, error) {
	name := strings.ToLower(rest)
	for _, w := range plainWords() {
		if name == "" || name == w.name {
			p.say(w.usage + ": " + w.help)
		}
		if name == w.name {
			return nil, nil
		}
	}
	if name == "" {
		p.say("Any other line is an order and is recorded: action @zac check DNS in 15m. verbs lists them all, help action explains one.")
		p.say("An order for somebody else begins with as @nick, one for an earlier time with the time: 14:05 note the phone rang.")
		p.say("While you are asked something, cancel leaves it. The first letters of a word are enough where no other begins with them.")
		return nil, nil
	}
	v, ok := loneVerb(name)
	if !ok {
		near := incident.Near(name, append(verbNames(), name))
		return nil, missing(quote(rest)+" is nothing that can be typed", strings.Join(near, " or ")+only(len(near) == 0, "help, or verbs"))
	}
	p.say(v.Usage + ": " + v.Help)
	p.say("for example: " + v.Example)
	if len(v.Aliases) > 0 {
		p.say("also: " + strings.Join(v.Aliases, ", "))
	}
	return nil, nil
}

func (p *plain) wordVerbs(string) (tea.Cmd, error) {
	for _, v := range grammar.Verbs() {
		p.say(v.Group + ", " + v.Usage + ": " + v.Help)
	}
	return nil, nil
}

// mostOver bounds the incidents that are over and are listed without being asked for.
const mostOver = 10

func (p *plain) wordBoard(rest string) (tea.Cmd, error) {
	return p.whenListed(func() tea.Cmd {
		p.sayBoard(rest)
		return nil
	}), nil
}

func (p *plain) sayBoard(rest string) {
	a := p.app
	words := strings.Fields(strings.ToLower(rest))
	all := len(words) > 0
	if all && words[0] == "all" {
		words = words[1:]
	}
	open, late := a.board.counts()
	p.say(joinParts(", ", counted(open, "open incident", "open incidents"), only(late > 0, plural(late, "check-back is due", "check-backs are due")),
		only(a.board.err != nil, "which may be out of date, because not all can be read")))
	said, over, more := 0, 0, 0
	for _, ref := range a.board.shown {
		state := a.board.known[ref].state
		if !matches(&state, words) {
			continue
		}
		if !state.Open() {
			if over++; over > mostOver && !all {
				more++
				continue
			}
		}
		said++
		p.say(p.boardLine(&state))
	}
	switch {
	case more > 0:
		p.say(plural(more, "older one is", "older ones are") + " not listed; board all lists them, board and words those that contain the words")
	case said == 0 && len(words) > 0:
		p.say("no incident contains that")
	}
}

func (p *plain) boardLine(i *incident.Incident) string {
	ic, age := "IC "+i.Name(i.Holder(incident.IC)), p.app.board.age(i)
	if i.Holder(incident.IC) == incident.Nobody {
		ic = only(i.Open(), "no IC")
	}
	if i.Open() {
		age = "for " + age
	}
	late, actions := lateOnes(i, p.app.now), len(i.OpenActions())
	return joinParts(", ", i.Title, only(i.Practice, "PRACTICE"), i.Severity.String(), i.Status.String()+" "+age, "told "+i.Tier.String(), ic,
		only(late > 0, fmt.Sprintf("%d DUE", late)), only(i.Open() && actions > 0, plural(actions, "open action item", "open action items")),
		only(len(i.OpenFreezes()) > 0, "deploys FROZEN"), string(i.Ref))
}

func (p *plain) wordOpen(rest string) (tea.Cmd, error) {
	return p.whenListed(func() tea.Cmd {
		ref, err := p.pick(strings.ToLower(rest))
		if err != nil {
			p.refuse(err.Error())
			return nil
		}
		return p.enter(ref)
	}), nil
}

// pick finds the incident that is meant: by its reference or a part of it, or of its title, that no other has.
func (p *plain) pick(text string) (incident.Ref, error) {
	var found []incident.Ref
	known := p.app.board.known
	for _, ref := range p.app.board.shown {
		state := known[ref].state
		switch {
		case text == string(ref):
			return ref, nil
		case text == "" && state.Open(), text != "" && (strings.Contains(string(ref), text) || strings.Contains(strings.ToLower(state.Title), text)):
			found = append(found, ref)
		case text == "last" && (len(found) == 0 || state.Declared.At.After(known[found[0]].state.Declared.At)):
			found = []incident.Ref{ref}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", missing(plural(len(found), "incident", "incidents")+" could be meant", "open "+string(found[0])+", or another of them")
	case text == "":
		return "", missing("no incident is open", "board lists those that are over, open last opens the newest")
	}
	return "", missing("no incident has "+quote(text)+" in its reference or title", "board, which lists them")
}
