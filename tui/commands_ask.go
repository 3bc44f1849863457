package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// inTheLedger and unlessInLedger make what a key does, and why it does nothing, of the commands page.
func inTheLedger(do func(*commandsPage) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.subject.commands) }
}

func unlessInLedger(reason func(*commandsPage) string) func(*app) string {
	return func(a *app) string { return reason(a.subject.commands) }
}

func commandsBindings() []binding {
	off := unlessInLedger
	return []binding{
		{in: onCommands, keys: []string{"y"}, name: "confirm", does: "confirm the chosen command: you have looked at it, too", do: inTheLedger((*commandsPage).confirm), off: off((*commandsPage).noConfirm), rank: 2, writes: true, records: true},
		{in: onCommands, keys: []string{"x"}, name: "object", does: "object to the chosen command, with a reason", do: inTheLedger((*commandsPage).object), off: off((*commandsPage).noTalk), rank: 3, writes: true},
		{in: onCommands, keys: []string{"d"}, name: "was run", does: "the chosen command was run", do: inTheLedger((*commandsPage).wasRun), off: off((*commandsPage).noRun), rank: 4, writes: true},
		{in: onCommands, keys: []string{"o"}, name: "output", does: "note what the chosen command answered", do: inTheLedger((*commandsPage).output), off: off((*commandsPage).noTalk), rank: 7, writes: true},
		{in: onCommands, keys: []string{"m"}, name: "was undone", does: "note how the chosen command was undone", do: inTheLedger((*commandsPage).wasUndone), off: off((*commandsPage).noUndo), rank: 7, writes: true},
		{in: onCommands, keys: []string{"l"}, name: "next list", does: "list all commands, those that wait for a second pair of eyes, those run without one, those with no undo recorded", do: inTheLedger((*commandsPage).nextView), rank: 4},
		{in: onCommands, keys: []string{"enter"}, name: "show", does: "show all of the chosen command", do: inTheLedger((*commandsPage).show), off: off((*commandsPage).noCommand)},
		{in: onCommands, keys: []string{"Y"}, name: "copy", does: "copy the text of the chosen command to the clipboard of the terminal", do: inTheLedger((*commandsPage).copy), off: off((*commandsPage).noCommand)},
		{in: onCommands, keys: []string{"up", "k"}, name: "up", does: "choose the command above", do: inTheLedger((*commandsPage).up)},
		{in: onCommands, keys: []string{"down", "j"}, name: "down", does: "choose the command below", do: inTheLedger((*commandsPage).down)},
		{in: onCommands, keys: []string{"pgup"}, name: "page up", does: "go one screen up", do: inTheLedger((*commandsPage).pageUp)},
		{in: onCommands, keys: []string{"pgdown"}, name: "page down", does: "go one screen down", do: inTheLedger((*commandsPage).pageDown)},
		{in: onCommands, keys: []string{"g", "home"}, name: "start", does: "choose the first command", do: inTheLedger((*commandsPage).start)},
		{in: onCommands, keys: []string{"G", "end"}, name: "end", does: "choose the newest command and follow what comes", do: inTheLedger((*commandsPage).end)},
	}
}

// Why keys do nothing.

func (p *commandsPage) noCommand() string {
	if _, ok := p.command(); !ok {
		return "no command is chosen"
	}
	return ""
}

// noTalk is why nothing can be said about the chosen command any more.
func (p *commandsPage) noTalk() string {
	if reason := p.noCommand(); reason != "" {
		return reason
	}
	if c, _ := p.command(); c.Retracted {
		return fmt.Sprintf("C%d was retracted, it was no command", c.No)
	}
	return ""
}

// chosenFor is how long a command that came into the choice by itself has to be on the screen before one key confirms
// it: what is confirmed has to have been read.
const chosenFor = 2 * time.Second

func (p *commandsPage) noConfirm() string {
	if reason := p.noTalk(); reason != "" {
		return reason
	}
	c, _ := p.command()
	if c.Author == p.app.me {
		return fmt.Sprintf("C%d is yours, it needs a second pair of eyes", c.No)
	}
	for _, v := range standing(c.Confirms) {
		if v.By == p.app.me {
			return fmt.Sprintf("you confirmed C%d at %s", c.No, p.stamp(v.Said.At))
		}
	}
	if p.app.now.Sub(p.wentOn) < chosenFor {
		return fmt.Sprintf("the choice has just gone on to C%d; read it, then press the key again", c.No)
	}
	return ""
}

func (p *commandsPage) noRun() string {
	if reason := p.noTalk(); reason != "" {
		return reason
	}
	if c, _ := p.command(); !c.Run.IsZero() {
		return fmt.Sprintf("C%d was run at %s by %s", c.No, p.stamp(c.Run.At), p.state().Name(c.RunBy))
	}
	return ""
}

func (p *commandsPage) noUndo() string {
	if reason := p.noTalk(); reason != "" {
		return reason
	}
	c, _ := p.command()
	switch {
	case c.Run.IsZero():
		return fmt.Sprintf("C%d was not run in the record; d writes down that it was", c.No)
	case !c.Undone.IsZero():
		return fmt.Sprintf("C%d was undone at %s", c.No, p.stamp(c.Undone.At))
	}
	return ""
}

// confirm is the second pair of eyes of whoever sits here.
func (p *commandsPage) confirm() tea.Cmd {
	c, _ := p.command()
	return p.app.ask(wish{order: incident.Confirm{No: c.No}}, nil)
}

// commandForm is a form about the chosen command, which it names; order gets its number.
func (p *commandsPage) commandForm(verb string, lines []blankLine, order func(no int, v []string) (wish, error)) tea.Cmd {
	c, _ := p.command()
	no := c.No
	return p.app.openForm(&form{
		name:  fmt.Sprintf("%s %s C%d", p.ref, verb, no),
		head:  fmt.Sprintf("%s: C%d %s, %s", verb, no, p.state().Name(c.Author), p.app.th.onOneLine(c.Text, mostBoxW)),
		lines: lines,
		order: func(v []string) (wish, error) { return order(no, v) },
	})
}

func (p *commandsPage) object() tea.Cmd {
	return p.commandForm("Object", []blankLine{{label: "reason", hint: "e.g. it locks the table"}},
		func(no int, v []string) (wish, error) {
			return wish{order: incident.Object{No: no, Reason: v[0]}}, nil
		})
}

func (p *commandsPage) wasRun() tea.Cmd {
	c, _ := p.command()
	return p.commandForm("Was run", []blankLine{{label: "by", hint: "e.g. @zac", text: newInput(c.Author.String()), complete: p.app.completePerson}},
		func(no int, v []string) (wish, error) {
			who, err := p.app.readPerson(v[0])
			return wish{order: incident.RunCommand{No: no, By: who}}, err
		})
}

func (p *commandsPage) output() tea.Cmd {
	return p.commandForm("Output", []blankLine{
		{label: "text", hint: "what it answered; a paste keeps its lines"},
		{label: "failed", hint: "empty: no; yes says that it failed", complete: completeOf("yes", "no")},
	}, func(no int, v []string) (wish, error) {
		failed, err := readYes(v[1])
		return wish{order: incident.ShowOutput{No: no, Text: v[0], Failed: failed}}, err
	})
}

func (p *commandsPage) wasUndone() tea.Cmd {
	return p.commandForm("Was undone", []blankLine{{label: "how", hint: "e.g. reverted with git revert"}},
		func(no int, v []string) (wish, error) {
			return wish{order: incident.UndoCommand{No: no, How: v[0]}}, nil
		})
}

// readYes reads yes or no; nothing is no.
func readYes(text string) (bool, error) {
	for word, yes := range map[string]bool{"": false, "n": false, "no": false, "y": true, "yes": true} {
		if word == strings.ToLower(text) {
			return yes, nil
		}
	}
	return false, missing(quote(text)+" is neither yes nor no", "yes")
}
