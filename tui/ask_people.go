package tui

import (
	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// The forms about roles, and about those who are called.

// handOff offers a role, with the brief that the record gives.
func (s *subject) handOff() tea.Cmd { return s.app.openForm(s.handOffForm(s.myRole())) }

func (s *subject) handOffForm(role incident.Role) *form {
	return &form{
		prose: true, name: string(s.ref) + " hand off " + string(role), head: "Hand off a role: it stays where it is until the other accepts",
		lines: []blankLine{
			{label: "role", hint: "e.g. ic", complete: completeOf(s.heldRoles()...), text: newInput(string(role))},
			{label: "to", hint: "e.g. @nick", complete: s.app.completePerson},
			{label: "brief", hint: "what they have to know: cause, plan, what is open", text: drafted(incident.Brief(s.state(), s.now()))},
		},
		order: func(v []string) (wish, error) {
			role, err := incident.ParseRole(v[0])
			if err != nil {
				return wish{}, err
			}
			to, err := s.app.readPerson(v[1])
			return wish{order: incident.OfferRole{Role: role, To: to, Brief: v[2]}}, err
		},
		remarks: func(_ []string, w wish) []remark {
			o, ok := w.order.(incident.OfferRole)
			if !ok || o.To == incident.Nobody {
				return nil
			}
			return []remark{{label: "say", text: offerSaid(s.state(), o.Role, s.state().Holder(o.Role), o.To), style: strongStyle}}
		},
	}
}

// offerSaid asks for the yes to an offer.
func offerSaid(i *incident.Incident, role incident.Role, from, to incident.Person) string {
	return i.Name(to) + ", " + i.Name(from) + " hands " + role.Label() + " to you: do you accept? Say: " + vow(role)
}

func (s *subject) heldRoles() []string {
	var roles []string
	for _, t := range s.state().Roles() {
		roles = append(roles, string(t.Role))
	}
	return roles
}

// myRole is the role that whoever sits here most likely hands off.
func (s *subject) myRole() incident.Role {
	if role := s.state().RoleOf(s.app.me); role != "" {
		return role
	}
	return incident.IC
}

func (s *subject) takeCommand() tea.Cmd { return s.app.openForm(s.commandForm()) }

func (s *subject) commandForm() *form {
	holder := s.state().Holder(incident.IC)
	hint := "may stay empty: nobody is IC"
	if holder != incident.Nobody {
		hint = "e.g. " + s.state().Name(holder) + " does not answer"
	}
	return &form{
		name: string(s.ref) + " take command", head: "Take command",
		lines: []blankLine{{label: "reason", hint: hint}},
		order: func(v []string) (wish, error) { return wish{order: incident.TakeCommand{Reason: v[0]}}, nil },
		remarks: func([]string, wish) []remark {
			return []remark{{label: "say", text: "This is " + s.state().Name(s.app.me) + ", I am incident commander now", style: strongStyle}}
		},
	}
}

// page writes down that somebody is called, and has connected services call them.
func (s *subject) page() tea.Cmd { return s.app.openForm(s.pageForm()) }

func (s *subject) pageForm() *form {
	return &form{
		name: string(s.ref) + " page", head: "Page somebody",
		lines: []blankLine{
			{label: "who", hint: "e.g. @lena", complete: s.app.completePerson},
			{label: "why", hint: "e.g. DNS trouble on some boxes"},
		},
		order: func(v []string) (wish, error) {
			who, err := s.app.readPerson(v[0])
			return wish{order: incident.Call{Person: who, Step: incident.StepPaged, Text: v[1]}}, err
		},
	}
}
