package tui

import (
	"fmt"
	"slices"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// ledgerView is which commands are listed.
type ledgerView uint8

const (
	allCommands     ledgerView = iota
	commandsToSee              // shown, and nobody else has looked at them
	commandsUnseen             // run before a second person agreed
	commandsInForce            // run, and nothing says how they were undone
	ledgerViews
)

// ledgerNames are the headings of the lists. They say it in the words of the counts beside them, which fit in 80 cells.
var ledgerNames = [ledgerViews]string{
	allCommands: "Commands", commandsToSee: "Commands that wait", commandsUnseen: "Commands run unseen", commandsInForce: "Commands without undo",
}

// ledgerEmpty is what an empty list says.
var ledgerEmpty = [ledgerViews]string{
	allCommands:    "No command yet. Those that are pasted into the channel come in by themselves; :cmd writes one down.",
	commandsToSee:  "No command waits for a second pair of eyes.",
	commandsUnseen: "No command was run without a second pair of eyes.", commandsInForce: "No command was run that has no undo recorded.",
}

// ledger is the commands of a state, sorted into views. It is made anew when the state changes and not at every frame.
type ledger struct {
	commands incident.List[incident.Command]
	// views are the places of the commands of each view, the newest last.
	views       [ledgerViews][]int32
	first, last time.Time // when the earliest and the latest were shown
}

func ledgerOf(i *incident.Incident) ledger {
	l := ledger{commands: i.Commands}
	l.views[allCommands] = make([]int32, 0, i.Commands.Len())
	for k, c := range i.Commands.All() {
		for v := range ledgerViews {
			if v.has(c) {
				l.views[v] = append(l.views[v], int32(k))
			}
		}
		if at := c.Proposed.At; k == 0 {
			l.first, l.last = at, at
		} else if at.Before(l.first) {
			l.first = at
		} else if at.After(l.last) {
			l.last = at
		}
	}
	return l
}

// has tells whether the view lists a command.
func (v ledgerView) has(c incident.Command) bool {
	switch v {
	case commandsToSee:
		return waits(c)
	case commandsUnseen:
		return c.Unseen()
	case commandsInForce:
		return !c.Retracted && !c.Run.IsZero() && c.Undone.IsZero()
	}
	return true
}

// waits tells whether nobody but the author has said anything about a command that is not run yet.
func waits(c incident.Command) bool { return c.Stage() == "proposed" }

// counts is how many there are and how many of each kind.
func (l *ledger) counts() string {
	n := func(v ledgerView) int { return len(l.views[v]) }
	wait := " wait"
	if n(commandsToSee) == 1 {
		wait = " waits"
	}
	return fmt.Sprintf("%s: %d%s, %d unseen, %d without undo", plural(n(allCommands), "command", "commands"),
		n(commandsToSee), wait, n(commandsUnseen), n(commandsInForce))
}

// find gives the place of a command by its number, or of the last one before it; -1 where there is none.
func (l *ledger) find(places []int32, no int) (k int, ok bool) {
	k, ok = slices.BinarySearchFunc(places, no, func(place int32, no int) int { return l.commands.At(int(place)).No - no })
	if !ok {
		k--
	}
	return k, ok
}

// stage is how far a command has come, in a word or two, and how it is painted. Brief leaves out who confirmed.
func (t *theme) stage(c incident.Command, brief bool) (string, lipgloss.Style) {
	switch stage := c.Stage(); {
	case stage == "retracted", stage == "undone":
		return stage, t.dim
	case stage == "run":
		return t.runStage(c)
	case stage == "objected":
		return "OBJECTED", t.alarm
	case stage == "proposed":
		return stage, t.due
	case brief:
		return "confirmed", t.good
	}
	spoken := standing(c.Confirms)
	word := "confirmed by " + spoken[0].By.String()
	if len(spoken) > 1 {
		word += fmt.Sprintf(" +%d", len(spoken)-1)
	}
	return word, t.good
}

func (t *theme) runStage(c incident.Command) (string, lipgloss.Style) {
	word, k := "run", t.plain
	if failedOnce(c) {
		word, k = "failed", t.due
	}
	switch {
	case len(standing(c.Objects)) > 0:
		return word + " OBJECTED", t.alarm
	case c.Unseen():
		return word + " UNSEEN", t.due
	}
	return word, k
}

// standing are the voices that were not taken back.
func standing(all []incident.Voice) []incident.Voice {
	return slices.DeleteFunc(slices.Clone(all), func(v incident.Voice) bool { return v.Said.IsZero() })
}

func failedOnce(c incident.Command) bool {
	return slices.ContainsFunc(c.Outputs, func(o incident.CmdOutput) bool { return o.Failed && !o.Given.IsZero() })
}
