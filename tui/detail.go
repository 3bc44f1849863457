package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// What Enter shows: all of an action item, all of an entry.

const (
	dayAndTime  = "Mon 2 Jan 2006 15:04:05 MST"
	detailCells = 12
)

// detail gives a function that adds a named text to lines, wrapped.
func (a *app) detail(lines *[]string, w int) func(name, text string) {
	return func(name, text string) {
		for n, l := range wrap(a.th.lines(text), w-detailCells) {
			if n > 0 {
				name = ""
			}
			*lines = append(*lines, a.th.row(w).column(a.th.dim, name, detailCells).say(l).done())
		}
	}
}

// showChosen shows what is chosen in the list that the arrows move in.
func (r *room) showChosen() tea.Cmd {
	if r.listed() {
		return r.showAction()
	}
	return r.showEntry()
}

// showEntry shows the chosen entry.
func (s *subject) showEntry() tea.Cmd {
	e, _ := s.chosenEntry()
	s.app.push(&scroller{
		in: inEntry, name: fmt.Sprintf("Entry %d", e.Seq()),
		lines: func(w int) []string { return s.app.entryLines(e, w) },
	})
	return nil
}

// entryLines shows everything that is known of an entry, the text as it was written too.
func (a *app) entryLines(e timeline.Entry, w int) []string {
	var lines []string
	a.tellEntry(e, a.detail(&lines, w))
	return lines
}

// tellEntry gives it part by part, with a part that has no name between what it is and what it says.
func (a *app) tellEntry(e timeline.Entry, add func(name, text string)) {
	add("happened", e.When.Clock(dayAndTime, a.zone))
	add("recorded", e.Event.Recorded.In(a.zone).Format(dayAndTime))
	by := e.Actor.String()
	if e.Event.EnteredBy != incident.Nobody {
		by += ", entered by " + e.Event.EnteredBy.String()
	}
	add("by", by)
	add("came by", string(e.Event.Origin)+" "+e.Event.Key)
	add("kind", string(e.Event.Kind))
	add("", "")
	add("text", e.Text)
	if e.Original != "" {
		add("as written", e.Original)
	}
	a.amendmentLines(&e, add)
}

func (a *app) amendmentLines(e *timeline.Entry, add func(name, text string)) {
	switch m := e.Amendment; {
	case m.Retracted:
		add("retracted", m.Reason)
	case m.MergedTo != 0:
		add("part of", fmt.Sprint(m.MergedTo))
	case m.Corrected > 0:
		add("corrected", fmt.Sprintf("%d times, last at %s %s", m.Corrected, m.By.At.In(a.zone).Format("15:04"), m.Reason))
	}
	if e.Deleted {
		add("deleted", "by its author, in the chat")
	}
	for _, tag := range e.Amendment.Tags {
		add("tag", tag)
	}
	for _, reaction := range e.Reactions {
		add("reaction", reaction.Tell(&incident.Incident{}))
	}
}

// showAction shows an action item as it is when it is opened, with its whole story.
func (r *room) showAction() tea.Cmd {
	item, _ := r.chosenAction()
	state := r.state()
	name := state.Name(item.Owner)
	r.app.push(&scroller{in: inEntry, name: fmt.Sprintf("Action item A%d", item.No), lines: func(w int) []string {
		var lines []string
		add := r.app.detail(&lines, w)
		add("who", name)
		add("what", item.Task)
		word, _ := timer(item.Due, r.now())
		add("due", item.Due.In(r.app.zone).Format(dayAndTime)+", "+word)
		add("assigned", item.Assigned.At.In(r.app.zone).Format(dayAndTime)+" by "+state.Name(item.By)+fmt.Sprintf(", entry %d", item.Assigned.Seq))
		if item.Acknowledged.IsZero() {
			add("said yes", "not yet: y writes it down")
		} else {
			add("said yes", item.Acknowledged.At.In(r.app.zone).Format(dayAndTime))
		}
		if item.Extended > 0 {
			add("more time", plural(item.Extended, "time", "times"))
		}
		if item.HandedOn > 0 {
			add("handed on", plural(item.HandedOn, "time", "times"))
		}
		return lines
	}})
	return nil
}
