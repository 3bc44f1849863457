package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"baton/incident"
)

// emptyCheckBack says what happens to minutes that nobody gives.
var emptyCheckBack = fmt.Sprintf("empty: %.0f", incident.DefaultCheckBack.Minutes())

// someMinutes are the waits that people give.
func someMinutes(before string) ([]string, int) { return completeOf("5", "10", "15", "30")(before) }

// The forms about action items. Each is about the item that was chosen when it was opened and names it, so that a list
// that is sorted anew meanwhile changes nothing.

func (s *subject) assign() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " assign", head: "Assign an action item",
		lines: []blankLine{
			{label: "who", hint: "e.g. @zac", complete: s.app.completePerson},
			{label: "what", hint: "e.g. look at the resolver"},
			{label: "minutes", hint: emptyCheckBack, complete: someMinutes},
		},
		order: func(v []string) (wish, error) {
			who, err := s.app.readPerson(v[0])
			if err != nil {
				return wish{}, err
			}
			in, err := s.app.readWait(v[2])
			return wish{order: incident.Assign{Owner: who, Task: v[1], In: in}}, err
		},
		remarks: func(_ []string, w wish) []remark {
			o, ok := w.order.(incident.Assign)
			if !ok || o.Task == "" {
				return nil
			}
			return []remark{{label: "say", text: o.Say(s.state()), style: strongStyle}}
		},
	})
}

func strongStyle(t *theme) lipgloss.Style { return t.strong }

// aboutChosen opens a form about the action item that keys act on.
func (s *subject) aboutChosen(of func(*subject, incident.Action) *form) tea.Cmd {
	a, _ := s.chosenAction()
	return s.app.openForm(of(s, a))
}

func (s *subject) done() tea.Cmd   { return s.aboutChosen((*subject).doneForm) }
func (s *subject) more() tea.Cmd   { return s.aboutChosen((*subject).moreForm) }
func (s *subject) handOn() tea.Cmd { return s.aboutChosen((*subject).handOnForm) }
func (s *subject) drop() tea.Cmd   { return s.aboutChosen((*subject).dropForm) }

func (s *subject) actionForm(a incident.Action, verb string, lines []blankLine, order func(v []string) (wish, error)) *form {
	return &form{
		name:  fmt.Sprintf("%s %s A%d", s.ref, verb, a.No),
		head:  fmt.Sprintf("%s: A%d %s, %s", verb, a.No, s.state().Name(a.Owner), a.Task),
		lines: lines, order: order,
	}
}

func (s *subject) doneForm(a incident.Action) *form {
	return s.actionForm(a, "Done", []blankLine{{label: "outcome", hint: "what came of it; may stay empty"}},
		func(v []string) (wish, error) {
			return wish{order: incident.FinishAction{No: a.No, Outcome: v[0]}}, nil
		})
}

func (s *subject) moreForm(a incident.Action) *form {
	return s.actionForm(a, "More time", []blankLine{{label: "minutes", hint: emptyCheckBack, complete: someMinutes}, {label: "reason", hint: "may stay empty"}},
		func(v []string) (wish, error) {
			in, err := s.app.readWait(v[0])
			return wish{order: incident.ExtendAction{No: a.No, In: in, Reason: v[1]}}, err
		})
}

func (s *subject) handOnForm(a incident.Action) *form {
	f := s.actionForm(a, "Hand on", []blankLine{
		{label: "to", hint: "e.g. @nick", complete: s.app.completePerson},
		{label: "minutes", hint: emptyCheckBack, complete: someMinutes},
	}, func(v []string) (wish, error) {
		to, err := s.app.readPerson(v[0])
		if err != nil {
			return wish{}, err
		}
		in, err := s.app.readWait(v[1])
		return wish{order: incident.HandOnAction{No: a.No, To: to, In: in}}, err
	})
	f.remarks = func(_ []string, w wish) []remark {
		o, ok := w.order.(incident.HandOnAction)
		if !ok || o.To == incident.Nobody {
			return nil
		}
		return []remark{{label: "say", text: incident.Assign{Owner: o.To, Task: a.Task, In: o.In}.Say(s.state()), style: strongStyle}}
	}
	return f
}

func (s *subject) dropForm(a incident.Action) *form {
	return s.actionForm(a, "Drop", []blankLine{{label: "reason", hint: "may stay empty"}},
		func(v []string) (wish, error) {
			return wish{order: incident.DropAction{No: a.No, Reason: v[0]}}, nil
		})
}

// acknowledge writes down the owner's yes: whoever sits here heard it, the owner said it.
func (s *subject) acknowledge() tea.Cmd {
	a, _ := s.chosenAction()
	return s.app.ask(wish{order: incident.AcknowledgeAction{No: a.No}, as: a.Owner}, nil)
}
