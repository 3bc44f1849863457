package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/incident/grammar"
	"baton/timeline"
)

// The forms that write into the timeline, and those about one of its entries. These are about the entry that was chosen
// when they were opened.

func (s *subject) note() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " note", head: "Note",
		lines: []blankLine{{label: "text", hint: "e.g. the queue has stopped growing"}},
		order: func(v []string) (wish, error) { return wish{order: incident.Note{Text: v[0]}}, nil },
	})
}

// followUp notes work for after the incident.
func (s *subject) followUp() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " follow-up", head: "Follow-up: work for after the incident",
		lines: []blankLine{
			{label: "what", hint: "e.g. write a runbook for DNS"},
			{label: "owner", hint: "e.g. @zac; may stay empty", complete: s.app.completePerson},
		},
		order: func(v []string) (w wish, err error) {
			o := incident.AddFollowUp{Text: v[0]}
			if v[1] != "" {
				o.Owner, err = s.app.readPerson(v[1])
			}
			return wish{order: o}, err
		},
	})
}

func (s *subject) star() tea.Cmd {
	e, _ := s.chosenEntry()
	return s.app.ask(wish{order: incident.Star{Entry: e.Seq(), Off: e.Amendment.Starred}}, nil)
}

// entryForm is a form about the chosen entry.
func (s *subject) entryForm(e timeline.Entry, verb string, lines []blankLine, order func(v []string) (wish, error)) *form {
	return &form{
		name:  fmt.Sprintf("%s %s %d", s.ref, verb, e.Seq()),
		head:  fmt.Sprintf("%s entry %d of %s", verb, e.Seq(), e.When.Clock("15:04", s.app.zone)),
		lines: lines, order: order,
		remarks: func([]string, wish) []remark {
			return []remark{{label: "entry", text: s.app.th.oneLine(actorName(&e) + ": " + e.Text), style: dimStyle, most: 2}}
		},
	}
}

func (s *subject) correct() tea.Cmd {
	e, _ := s.chosenEntry()
	return s.app.openForm(s.entryForm(e, "Correct", []blankLine{
		{label: "text", text: newInput(e.Text)},
		{label: "time", hint: "e.g. 14:32; empty: stays as it is"},
		{label: "person", hint: "e.g. @zac; empty: stays as it is", complete: s.app.completePerson},
		{label: "reason", hint: "may stay empty"},
	}, func(v []string) (wish, error) { return s.correction(e, v) }))
}

func (s *subject) correction(e timeline.Entry, v []string) (w wish, err error) {
	o := incident.Correct{Entry: e.Seq(), Reason: v[3]}
	if v[0] != s.app.cleaned(e.Text) {
		o.Text = &v[0]
	}
	if o.When, err = s.app.readWhen(v[1]); err != nil {
		return w, err
	}
	if v[2] != "" {
		who, err := s.app.readPerson(v[2])
		if err != nil {
			return w, err
		}
		o.Actor = &who
	}
	return wish{order: o}, nil
}

// retract strikes the chosen entry out, or restores it.
func (s *subject) retract() tea.Cmd {
	e, _ := s.chosenEntry()
	if e.Amendment.Retracted {
		return s.app.ask(wish{order: incident.Restore{Entry: e.Seq()}}, nil)
	}
	return s.app.openForm(s.entryForm(e, "Retract", []blankLine{{label: "reason", hint: "e.g. it was another incident"}},
		func(v []string) (wish, error) {
			return wish{order: incident.Retract{Entry: e.Seq(), Reason: v[0]}}, nil
		}))
}

// tag puts a word on the chosen entry. One that it has already is taken away.
func (s *subject) tag() tea.Cmd {
	e, _ := s.chosenEntry()
	has := e.Amendment.Tags
	hint := "e.g. detection"
	if len(has) > 0 {
		hint += "; one that it has is taken away: " + strings.Join(has, " ")
	}
	known := slices.Concat(has, grammar.HintsOf(*s.state()).Tags)
	return s.app.openForm(s.entryForm(e, "Tag", []blankLine{{label: "tag", hint: hint, complete: completeOf(known...)}},
		func(v []string) (wish, error) {
			tag := strings.ToLower(strings.TrimPrefix(v[0], "#"))
			if tag == "" {
				return wish{}, missing("no tag is named", "detection")
			}
			return wish{order: incident.Tag{Entry: e.Seq(), Tag: tag, Off: slices.Contains(has, tag)}}, nil
		}))
}
