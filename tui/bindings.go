package tui

import tea "charm.land/bubbletea/v2"

// allBindings is the table of keys. It is a function because the help, which is bound in it, reads it.
func allBindings() []binding {
	var all []binding
	for _, some := range [][]binding{
		boardBindings(), roomBindings(), logBindings(), peopleBindings(), commandsBindings(), documentBindings(), entryBindings(), loopBindings(), pastBindings(),
		pageBindings(), typingBindings(), checkBackBindings(), untoldBindings(), overlayBindings(), globalBindings(),
	} {
		all = append(all, some...)
	}
	return all
}

func onTheBoard(do func(*board) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.board) }
}

func onTheSubject(do func(*subject) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.subject) }
}

func inTheRoom(do func(*room) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.subject.room) }
}

func unless(reason func(*subject) string) func(*app) string {
	return func(a *app) string { return reason(a.subject) }
}

func boardBindings() []binding {
	return []binding{
		{in: onBoard, keys: []string{"enter"}, name: "open", does: "open the incident", do: onTheBoard((*board).open), off: noListing, rank: 1},
		{in: onBoard, keys: []string{"n"}, name: "declare", does: "declare an incident", do: (*app).declare, rank: 2, writes: true},
		{in: onBoard, keys: []string{"/"}, name: "filter", does: "show only incidents that contain some words", do: onTheBoard((*board).beginFilter), rank: 3},
		{in: onBoard, keys: []string{"up", "k"}, name: "up", does: "choose the incident above", do: onTheBoard((*board).up)},
		{in: onBoard, keys: []string{"down", "j"}, name: "down", does: "choose the incident below", do: onTheBoard((*board).down)},
		{in: onBoard, keys: []string{"pgup"}, name: "page up", does: "go one screen up", do: onTheBoard((*board).pageUp)},
		{in: onBoard, keys: []string{"pgdown"}, name: "page down", does: "go one screen down", do: onTheBoard((*board).pageDown)},
		{in: onBoard, keys: []string{"home", "g"}, name: "first", does: "choose the first incident", do: onTheBoard((*board).first)},
		{in: onBoard, keys: []string{"end", "G"}, name: "last", does: "choose the last incident", do: onTheBoard((*board).last)},
		{in: onBoard, keys: []string{"esc"}, name: "close", does: "close the message; show all incidents again", do: onTheBoard((*board).escape)},
		{in: onBoard, keys: []string{"q"}, name: "quit", does: "leave baton", do: func(*app) tea.Cmd { return tea.Quit }, rank: 5},
	}
}

// loopBindings are the commander's loop, on every page of an incident.
func loopBindings() []binding {
	return []binding{
		{in: inIncident, keys: []string{"a"}, name: "assign", does: "give somebody an action item", do: onTheSubject((*subject).assign), off: unless((*subject).notOpen), rank: 3, writes: true},
		{in: inIncident, keys: []string{"b"}, name: "check back", does: "ask about what is most urgent, or about the chosen action item, and write down the answer", do: onTheSubject((*subject).checkBack), off: unless((*subject).nothingAsked), rank: 3, writes: true},
		{in: inIncident, keys: []string{"n"}, name: "note", does: "write a note into the timeline", do: onTheSubject((*subject).note), off: unless((*subject).notDeclared), rank: 8, writes: true},
		{in: inIncident, keys: []string{"i"}, name: "inform", does: "tell an audience how it stands", do: onTheSubject((*subject).update), off: unless((*subject).notDeclared), rank: 9, writes: true},
		{in: inIncident, keys: []string{"p"}, name: "poll", does: "propose something and ask for strong objections", do: onTheSubject((*subject).poll), off: unless((*subject).notOpen), writes: true},
		{in: inIncident, keys: []string{"D"}, name: "decide", does: "decide: a proposal, or something that was not proposed", do: onTheSubject((*subject).decide), off: unless((*subject).notDeclared), writes: true},
		{in: inIncident, keys: []string{"F"}, name: "follow-up", does: "note work for after the incident", do: onTheSubject((*subject).followUp), off: unless((*subject).notDeclared), writes: true},
		{in: inIncident, keys: []string{"P"}, name: "page", does: "page somebody", do: onTheSubject((*subject).page), off: unless((*subject).notDeclared), writes: true},
		{in: inIncident, keys: []string{"r"}, name: "report", does: "make a situation report: conditions, actions, needs", do: onTheSubject((*subject).report), off: unless((*subject).notDeclared), writes: true},
		{in: inIncident, keys: []string{"h"}, name: "hand off", does: "offer a role to somebody", do: onTheSubject((*subject).handOff), off: unless((*subject).nobodyHasRole), rank: 10, writes: true},
		{in: inIncident, keys: []string{"H"}, name: "accept", does: "accept a role that is offered", do: onTheSubject((*subject).accept), off: unless((*subject).noOffer), rank: 2, writes: true},
		{in: inIncident, keys: []string{"C"}, name: "take command", does: "become incident commander", do: onTheSubject((*subject).takeCommand), off: unless((*subject).commandIsMine), rank: 14, writes: true},
		{in: inIncident, keys: []string{"f"}, name: "freeze", does: "freeze deploys: take the hat", do: onTheSubject((*subject).freeze), off: unless((*subject).notOpen), rank: 12, writes: true},
		{in: inIncident, keys: []string{"t"}, name: "thaw", does: "lift a deploy freeze", do: onTheSubject((*subject).thaw), off: unless((*subject).noFreeze), rank: 13, writes: true},
		{in: inIncident, keys: []string{"s"}, name: "status", does: "change the status", do: onTheSubject((*subject).status), off: unless((*subject).notOpen), rank: 15, writes: true},
		{in: inIncident, keys: []string{"v"}, name: "severity", does: "judge the severity", do: onTheSubject((*subject).severity), off: unless((*subject).notDeclared), rank: 16, writes: true},
		{in: inIncident, keys: []string{"U"}, name: "upgrade", does: "change who is told: the tier", do: onTheSubject((*subject).upgrade), off: unless((*subject).notOpen), rank: 17, writes: true},
		{in: inIncident, keys: []string{"R"}, name: "resolve", does: "resolve the incident, or reopen it", do: onTheSubject((*subject).resolve), off: unless((*subject).notDeclared), rank: 18, writes: true},
		{in: inIncident, keys: []string{"W"}, name: "not told", does: "list what is not told outside yet: try it again, give it other words, leave it out", do: onTheSubject((*subject).showUntold), off: unless((*subject).nothingUntold)},
		{in: inIncident, keys: []string{"u"}, name: "take back", does: "take back what you recorded last, by another entry", do: (*app).takeBack, off: noDeed, rank: 20, writes: true},
		{in: inIncident, keys: []string{"esc"}, name: "close", does: "close the message; go back to now", do: onTheSubject((*subject).escape)},
		{in: inIncident, keys: []string{"q"}, name: "board", does: "go back to the board", do: (*app).toBoard, rank: 6},
	}
}

// entryBindings are about the entry that is chosen, on the pages that list entries.
func entryBindings() []binding {
	return []binding{
		{in: onEntries, keys: []string{"*"}, name: "star", does: "star the chosen entry for the post-mortem, or take the star away", do: onTheSubject((*subject).star), off: unless((*subject).noEntry), writes: true, records: true},
		{in: onEntries, keys: []string{"e"}, name: "correct", does: "correct the chosen entry", do: onTheSubject((*subject).correct), off: unless((*subject).noEntry), writes: true},
		{in: onEntries, keys: []string{"X"}, name: "retract", does: "strike the chosen entry out, or restore it", do: onTheSubject((*subject).retract), off: unless((*subject).noEntry), writes: true},
		{in: onEntries, keys: []string{"#"}, name: "tag", does: "put a tag on the chosen entry, or take one away", do: onTheSubject((*subject).tag), off: unless((*subject).noEntry), writes: true},
		{in: onEntries, keys: []string{"c"}, name: "copy", does: "copy the chosen entry to the clipboard", do: onTheSubject((*subject).copyEntry), off: unless((*subject).noEntry)},
	}
}

func roomBindings() []binding {
	return []binding{
		{in: inRoom, keys: []string{"d"}, name: "done", does: "the chosen action item is done", do: onTheSubject((*subject).done), off: unless((*subject).noAction), rank: 4, writes: true},
		{in: inRoom, keys: []string{"m"}, name: "more time", does: "give the chosen action item more time", do: onTheSubject((*subject).more), off: unless((*subject).noAction), rank: 7, writes: true},
		{in: inRoom, keys: []string{"y"}, name: "ack", does: "the owner of the chosen action item said yes", do: onTheSubject((*subject).acknowledge), off: unless((*subject).noAck), rank: 11, writes: true, records: true},
		{in: inRoom, keys: []string{"o"}, name: "hand on", does: "hand the chosen action item on to somebody else", do: onTheSubject((*subject).handOn), off: unless((*subject).noAction), writes: true},
		{in: inRoom, keys: []string{"x"}, name: "drop", does: "drop the chosen action item", do: onTheSubject((*subject).drop), off: unless((*subject).noAction), writes: true},
		{in: inRoom, keys: []string{"O"}, name: "object", does: "write down a strong objection to a proposal", do: onTheSubject((*subject).object), off: unless((*subject).noProposal), writes: true},
		{in: inRoom, keys: []string{"B"}, name: "copy brief", does: "copy the brief for a handoff to the clipboard", do: onTheSubject((*subject).copyBrief), off: unless((*subject).notDeclared)},
		{in: inRoom, keys: []string{"enter"}, name: "show", does: "show all of the chosen action item or entry, and what was changed in it", do: inTheRoom((*room).showChosen), off: func(a *app) string { return a.subject.room.noDetail() }},
		{in: inRoom, keys: []string{"left", "right"}, name: "pane", does: "let the arrows move in the other list: action items, timeline", do: inTheRoom((*room).otherPane)},
		{in: inRoom, keys: []string{"up", "k"}, name: "up", does: "choose the one above", do: inTheRoom((*room).up)},
		{in: inRoom, keys: []string{"down", "j"}, name: "down", does: "choose the one below", do: inTheRoom((*room).down)},
		{in: inRoom, keys: []string{"pgup"}, name: "page up", does: "scroll the timeline up", do: inTheRoom((*room).pageUp)},
		{in: inRoom, keys: []string{"pgdown"}, name: "page down", does: "scroll the timeline down", do: inTheRoom((*room).pageDown)},
		{in: inRoom, keys: []string{"g", "home"}, name: "start", does: "go to the start of the timeline", do: inTheRoom((*room).start)},
		{in: inRoom, keys: []string{"G", "end"}, name: "end", does: "go to the end of the timeline and follow it", do: inTheRoom((*room).end)},
	}
}

func typingBindings() []binding {
	return []binding{
		{in: inFilter, keys: []string{"enter"}, name: "keep", does: "keep the filter", do: inTheFilter(filtered.keepFilter), rank: 1},
		{in: inFilter, keys: []string{"esc"}, name: "all", does: "show everything again", do: inTheFilter(filtered.dropFilter), rank: 2},
		{in: inFilter, keys: []string{"tab"}, name: "complete", does: "complete a person, a kind or a tag; again for the next one that fits", do: completeFilter, off: nothingToComplete, rank: 3},
		{in: inPrompt, keys: []string{"enter"}, name: "record", does: "carry the command out", do: inThePrompt((*prompt).enter), rank: 1, records: true},
		{in: inPrompt, keys: []string{"tab"}, name: "complete", does: "complete the word; again for the next one that fits", do: inThePrompt((*prompt).complete), rank: 2},
		{in: inPrompt, keys: []string{"up"}, name: "earlier", does: "an earlier command", do: inThePrompt((*prompt).earlier), rank: 4},
		{in: inPrompt, keys: []string{"down"}, name: "later", does: "a later command", do: inThePrompt((*prompt).later)},
		{in: inPrompt, keys: []string{"esc"}, name: "close", does: "close the prompt; what is typed stays for the next :", do: inThePrompt((*prompt).close), rank: 3},
		{in: inPalette, keys: []string{"enter"}, name: "do it", does: "do what is chosen", do: inThePalette((*palette).enter), rank: 1, records: true},
		{in: inPalette, keys: []string{"up", "shift+tab"}, name: "up", does: "choose the one above", do: inThePalette((*palette).up), rank: 3},
		{in: inPalette, keys: []string{"down", "tab"}, name: "down", does: "choose the one below", do: inThePalette((*palette).down), rank: 4},
		{in: inPalette, keys: []string{"esc"}, name: "close", does: "close the palette", do: (*app).closeOverlay, rank: 2},
		{in: inForm, keys: []string{"enter"}, name: "next/record", does: "go to the next line; on the last one, record", do: inTheForm((*form).enter), rank: 1, records: true},
		{in: inForm, keys: []string{"tab"}, name: "complete", does: "complete the word; again for the next one that fits", do: inTheForm((*form).complete), rank: 2},
		{in: inPrompt, keys: []string{editorKey}, name: "editor", does: "write the command in your editor", do: inThePrompt((*prompt).edit), off: noEditor},
		{in: inForm, keys: []string{"up"}, name: "line up", does: "go to the line above", do: inTheForm((*form).up), rank: 4},
		{in: inForm, keys: []string{"down"}, name: "line down", does: "go to the line below", do: inTheForm((*form).down)},
		{in: inForm, keys: []string{"esc"}, name: "close", does: "close the form; what is typed stays for the next time", do: inTheForm((*form).close), rank: 3},
		{in: inForm, keys: []string{editorKey}, name: "editor", does: "write the line in your editor", do: inTheForm((*form).edit), off: noEditor, rank: 5},
		{in: inAccept, keys: []string{"enter"}, name: "accept", does: "accept the role, once the sentence is typed", do: inTheAcceptance((*acceptance).enter), rank: 1},
		{in: inAccept, keys: []string{"esc"}, name: "leave", does: "do not accept; the offer stays", do: inTheAcceptance((*acceptance).leave), rank: 2},
		{in: inAccept, keys: []string{"tab"}, name: "another", does: "show the next role that is offered", do: inTheAcceptance((*acceptance).another), off: onlyOffer, rank: 4},
		{in: inAccept, keys: []string{"up"}, name: "up", does: "scroll the brief up", do: inTheBox(-1)},
		{in: inAccept, keys: []string{"down"}, name: "down", does: "scroll the brief down", do: inTheBox(1), rank: 3},
		{in: inAccept, keys: []string{"pgup"}, name: "page up", does: "scroll the brief up by a screen", do: inTheBox(-10)},
		{in: inAccept, keys: []string{"pgdown"}, name: "page down", does: "scroll the brief down by a screen", do: inTheBox(10)},
	}
}

func overlayBindings() []binding {
	return []binding{
		{in: inConfirm, keys: []string{"y"}, name: "yes, do it", does: "do it", do: inTheQuestion((*question).yes), rank: 1, records: true},
		{in: inConfirm, keys: []string{"n", "esc"}, name: "no", does: "do not do it", do: inTheQuestion((*question).no), rank: 2},
		{in: inConfirm, keys: []string{"up", "k"}, name: "up", does: "scroll up", do: inTheBox(-1)},
		{in: inConfirm, keys: []string{"down", "j"}, name: "down", does: "scroll down", do: inTheBox(1)},
		{in: inEntry, keys: []string{"up", "k"}, name: "up", does: "scroll up", do: scrolled(-1), rank: 2},
		{in: inEntry, keys: []string{"down", "j"}, name: "down", does: "scroll down", do: scrolled(1), rank: 3},
		{in: inEntry, keys: []string{"pgup"}, name: "page up", does: "scroll up by a screen", do: scrolled(-10)},
		{in: inEntry, keys: []string{"pgdown"}, name: "page down", does: "scroll down by a screen", do: scrolled(10)},
		{in: inEntry, keys: []string{"esc", "q", "enter"}, name: "close", does: "close the entry", do: (*app).closeOverlay, rank: 1},
		{in: inHelp, keys: []string{"up", "k"}, name: "up", does: "scroll up", do: scrolled(-1), rank: 2},
		{in: inHelp, keys: []string{"down", "j"}, name: "down", does: "scroll down", do: scrolled(1), rank: 3},
		{in: inHelp, keys: []string{"pgup"}, name: "page up", does: "scroll up by a screen", do: scrolled(-10)},
		{in: inHelp, keys: []string{"pgdown"}, name: "page down", does: "scroll down by a screen", do: scrolled(10)},
		{in: inHelp, keys: []string{"esc", "q", "?", "enter"}, name: "close", does: "close the help", do: (*app).closeOverlay, rank: 1},
	}
}

func globalBindings() []binding {
	return []binding{
		{in: onPages, keys: []string{":"}, name: "command", does: "type a command, as in Slack after /incident", do: (*app).openPrompt, rank: 1},
		{in: onPages, keys: []string{"ctrl+p"}, name: paletteName, does: "find anything that can be done, by a few letters", do: (*app).openPalette, rank: 19},
		{in: onPages, keys: []string{needsKey}, name: "waiting", does: "list everything that is due or waits for an answer", do: (*app).showNeeds, off: nothingNeeded},
		{in: onPages, keys: []string{"?"}, name: "help", does: "show all keys", do: (*app).showHelp, rank: 5},
		{in: everywhere, keys: []string{endKey}, name: "quit now", does: "leave baton at once; nothing that is recorded is lost", do: func(*app) tea.Cmd { return tea.Quit }},
		{in: everywhere, keys: []string{"ctrl+z"}, name: "suspend", does: "put baton into the background; fg brings it back", do: func(*app) tea.Cmd { return tea.Suspend }},
		{in: everywhere, keys: []string{"ctrl+l"}, name: "redraw", does: "draw the screen anew", do: func(*app) tea.Cmd { return tea.ClearScreen }},
	}
}
