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

func (r *room) assign() tea.Cmd {
	return r.app.openForm(&form{
		name: string(r.ref) + " assign", head: "Assign an action item",
		lines: []blankLine{
			{label: "who", hint: "e.g. @zac", complete: r.app.completePerson},
			{label: "what", hint: "e.g. check DNS"},
			{label: "minutes", hint: emptyCheckBack},
		},
		order: func(v []string) (wish, error) {
			who, err := r.app.readPerson(v[0])
			if err != nil {
				return wish{}, err
			}
			in, err := r.app.readWait(v[2])
			return wish{order: incident.Assign{Owner: who, Task: v[1], In: in}}, err
		},
	})
}

// actionForm is a form about the chosen action item; order gets its number.
func (r *room) actionForm(verb string, lines []blankLine, order func(no int, v []string) (wish, error)) tea.Cmd {
	a, _ := r.chosenAction()
	no := a.No
	return r.app.openForm(&form{
		name:  fmt.Sprintf("%s %s A%d", r.ref, verb, no),
		head:  fmt.Sprintf("%s: A%d %s, %s", verb, no, r.state().Name(a.Owner), a.Task),
		lines: lines,
		order: func(v []string) (wish, error) { return order(no, v) },
	})
}

func (r *room) done() tea.Cmd {
	return r.actionForm("Done", []blankLine{{label: "outcome", hint: "what came of it; may stay empty"}},
		func(no int, v []string) (wish, error) {
			return wish{order: incident.FinishAction{No: no, Outcome: v[0]}}, nil
		})
}

func (r *room) more() tea.Cmd {
	return r.actionForm("More time", []blankLine{{label: "minutes", hint: emptyCheckBack}, {label: "reason", hint: "may stay empty"}},
		func(no int, v []string) (wish, error) {
			in, err := r.app.readWait(v[0])
			return wish{order: incident.ExtendAction{No: no, In: in, Reason: v[1]}}, err
		})
}

func (r *room) handOn() tea.Cmd {
	return r.actionForm("Hand on", []blankLine{{label: "to", hint: "e.g. @nick", complete: r.app.completePerson}, {label: "minutes", hint: emptyCheckBack}},
		func(no int, v []string) (wish, error) {
			to, err := r.app.readPerson(v[0])
			if err != nil {
				return wish{}, err
			}
			in, err := r.app.readWait(v[1])
			return wish{order: incident.HandOnAction{No: no, To: to, In: in}}, err
		})
}

func (r *room) drop() tea.Cmd {
	return r.actionForm("Drop", []blankLine{{label: "reason", hint: "may stay empty"}},
		func(no int, v []string) (wish, error) {
			return wish{order: incident.DropAction{No: no, Reason: v[0]}}, nil
		})
}

// acknowledge writes down the owner's yes: whoever sits here heard it, the owner said it.
func (r *room) acknowledge() tea.Cmd {
	a, _ := r.chosenAction()
	return r.app.ask(wish{order: incident.AcknowledgeAction{No: a.No}, as: a.Owner}, nil)
}
