package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// emptyCheckBack says what happens to minutes that nobody gives.
var emptyCheckBack = fmt.Sprintf("empty: %.0f", incident.DefaultCheckBack.Minutes())

// The forms about action items. Each is about the item that was chosen when it was opened and names it, so that a list
// that is sorted anew meanwhile changes nothing.

func (s *subject) assign() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " assign", head: "Assign an action item",
		lines: []blankLine{
			{label: "who", hint: "e.g. @zac", complete: s.app.completePerson},
			{label: "what", hint: "e.g. check DNS"},
			{label: "minutes", hint: emptyCheckBack},
		},
		order: func(v []string) (wish, error) {
			who, err := s.app.readPerson(v[0])
			if err != nil {
				return wish{}, err
			}
			in, err := s.app.readWait(v[2])
			return wish{order: incident.Assign{Owner: who, Task: v[1], In: in}}, err
		},
	})
}

// actionForm is a form about the chosen action item; order gets its number.
func (s *subject) actionForm(verb string, lines []blankLine, order func(no int, v []string) (wish, error)) tea.Cmd {
	a, _ := s.chosenAction()
	no := a.No
	return s.app.openForm(&form{
		name:  fmt.Sprintf("%s %s A%d", s.ref, verb, no),
		head:  fmt.Sprintf("%s: A%d %s, %s", verb, no, s.state().Name(a.Owner), a.Task),
		lines: lines,
		order: func(v []string) (wish, error) { return order(no, v) },
	})
}

func (s *subject) done() tea.Cmd {
	return s.actionForm("Done", []blankLine{{label: "outcome", hint: "what came of it; may stay empty"}},
		func(no int, v []string) (wish, error) {
			return wish{order: incident.FinishAction{No: no, Outcome: v[0]}}, nil
		})
}

func (s *subject) more() tea.Cmd {
	return s.actionForm("More time", []blankLine{{label: "minutes", hint: emptyCheckBack}, {label: "reason", hint: "may stay empty"}},
		func(no int, v []string) (wish, error) {
			in, err := s.app.readWait(v[0])
			return wish{order: incident.ExtendAction{No: no, In: in, Reason: v[1]}}, err
		})
}

func (s *subject) handOn() tea.Cmd {
	return s.actionForm("Hand on", []blankLine{{label: "to", hint: "e.g. @nick", complete: s.app.completePerson}, {label: "minutes", hint: emptyCheckBack}},
		func(no int, v []string) (wish, error) {
			to, err := s.app.readPerson(v[0])
			if err != nil {
				return wish{}, err
			}
			in, err := s.app.readWait(v[1])
			return wish{order: incident.HandOnAction{No: no, To: to, In: in}}, err
		})
}

func (s *subject) drop() tea.Cmd {
	return s.actionForm("Drop", []blankLine{{label: "reason", hint: "may stay empty"}},
		func(no int, v []string) (wish, error) {
			return wish{order: incident.DropAction{No: no, Reason: v[0]}}, nil
		})
}

// acknowledge writes down the owner's yes: whoever sits here heard it, the owner said it.
func (s *subject) acknowledge() tea.Cmd {
	a, _ := s.chosenAction()
	return s.app.ask(wish{order: incident.AcknowledgeAction{No: a.No}, as: a.Owner}, nil)
}
