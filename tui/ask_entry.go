package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// The forms that write into the timeline, and those about one of its entries.

func (s *subject) note() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " note", head: "Note",
		lines: []blankLine{{label: "text", hint: "e.g. the queue has stopped growing"}},
		order: func(v []string) (wish, error) { return wish{order: incident.Note{Text: v[0]}}, nil },
	})
}

func (s *subject) update() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " update", head: "Tell an audience how it stands",
		lines: []blankLine{
			{label: "audience", hint: "empty: " + s.state().Tier.String(), complete: completeOf("engineering", "internal", "public")},
			{label: "text", hint: "what people see, since when, what is being done"},
			{label: "next in", hint: "minutes until the next update; empty: none is promised"},
		},
		order: func(v []string) (w wish, err error) {
			o := incident.TellAudience{Audience: s.state().Tier, Text: v[1]}
			if v[0] != "" {
				if o.Audience, err = incident.ParseTier(v[0]); err != nil {
					return w, err
				}
			}
			o.Next, err = s.app.readWait(v[2])
			return wish{order: o}, err
		},
	})
}

func (s *subject) report() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " report", head: "Situation report",
		lines: []blankLine{
			{label: "conditions", hint: "what is broken, what customers feel"},
			{label: "actions", hint: "what is being done, by whom"},
			{label: "needs", hint: "what is missing; may stay empty"},
		},
		order: func(v []string) (wish, error) {
			return wish{order: incident.Report{Conditions: v[0], Actions: v[1], Needs: v[2]}}, nil
		},
	})
}

func (s *subject) star() tea.Cmd {
	e, _ := s.chosenEntry()
	return s.app.ask(wish{order: incident.Star{Entry: e.Seq(), Off: e.Amendment.Starred}}, nil)
}

func (s *subject) correct() tea.Cmd {
	e, _ := s.chosenEntry()
	return s.app.openForm(&form{
		name: fmt.Sprintf("%s correct %d", s.ref, e.Seq()), head: fmt.Sprintf("Correct entry %d of %s", e.Seq(), e.When.Clock("15:04", s.app.zone)),
		lines: []blankLine{
			{label: "text", text: newInput(e.Text)},
			{label: "time", hint: "e.g. 14:32; empty: stays as it is"},
			{label: "person", hint: "e.g. @zac; empty: stays as it is", complete: s.app.completePerson},
			{label: "reason", hint: "may stay empty"},
		},
		order: func(v []string) (wish, error) { return s.correction(e, v) },
	})
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
