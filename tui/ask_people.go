package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// The forms about roles and deploy freezes.

func (s *subject) handOff() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " hand off", head: "Hand off a role: it stays where it is until the other accepts",
		lines: []blankLine{
			{label: "role", hint: "e.g. ic", complete: completeOf(s.heldRoles()...), text: newInput(s.myRole())},
			{label: "to", hint: "e.g. @nick", complete: s.app.completePerson},
			{label: "brief", hint: "what they have to know: cause, plan, what is open"},
		},
		order: func(v []string) (wish, error) {
			role, err := incident.ParseRole(v[0])
			if err != nil {
				return wish{}, err
			}
			to, err := s.app.readPerson(v[1])
			return wish{order: incident.OfferRole{Role: role, To: to, Brief: v[2]}}, err
		},
	})
}

func (s *subject) heldRoles() []string {
	var roles []string
	for _, t := range s.state().Roles() {
		roles = append(roles, string(t.Role))
	}
	return roles
}

// myRole is the role that whoever sits here most likely hands off.
func (s *subject) myRole() string {
	if role := s.state().RoleOf(s.app.me); role != "" {
		return string(role)
	}
	return string(incident.IC)
}

// accept answers an offer: one's own, or that of somebody who says yes on the call and does not type.
func (s *subject) accept() tea.Cmd {
	offers := s.state().Offers
	offer := offers[0]
	for _, o := range offers {
		if o.To == s.app.me {
			offer = o
		}
	}
	state := s.state()
	q := &question{
		app: s.app, head: fmt.Sprintf("%s accepts %s from %s?", state.Name(offer.To), offer.Role.Label(), state.Name(offer.From)),
		wish: wish{order: incident.AcceptRole{Role: offer.Role}, as: offer.To},
		text: []string{fmt.Sprintf("%s (%s)", state.Title, state.Ref)},
	}
	if offer.Brief != "" {
		q.text = append(q.text, "Brief: "+offer.Brief)
	}
	if offer.To != s.app.me {
		q.text = append(q.text, fmt.Sprintf("You record this for %s: only after they said yes.", state.Name(offer.To)))
	}
	s.app.push(q)
	return nil
}

func (s *subject) takeCommand() tea.Cmd {
	holder := s.state().Holder(incident.IC)
	hint := "may stay empty: nobody is IC"
	if holder != incident.Nobody {
		hint = "e.g. " + s.state().Name(holder) + " does not answer"
	}
	return s.app.openForm(&form{
		name: string(s.ref) + " take command", head: "Take command",
		lines: []blankLine{{label: "reason", hint: hint}},
		order: func(v []string) (wish, error) { return wish{order: incident.TakeCommand{Reason: v[0]}}, nil },
	})
}

func (s *subject) freeze() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " freeze", head: "Freeze deploys",
		lines: []blankLine{
			{label: "what", hint: "e.g. api, web; empty: all", complete: s.app.completeService},
			{label: "reason", hint: "e.g. bad deploy"},
			{label: "minutes", hint: fmt.Sprintf("empty: %.0f; then it is asked about", incident.DefaultFreeze.Minutes())},
			{label: "steal", hint: "empty: no; yes takes it from whoever holds it", complete: completeOf("yes", "no")},
		},
		order: func(v []string) (wish, error) {
			wait, err := s.app.readWait(v[2])
			if err != nil {
				return wish{}, err
			}
			scopes := strings.FieldsFunc(v[0], func(c rune) bool { return c == ',' || c == ' ' || c == '\n' })
			if len(scopes) == 1 && strings.EqualFold(scopes[0], "all") {
				scopes = nil
			}
			steal := strings.HasPrefix(strings.ToLower(v[3]), "y")
			return wish{order: incident.Freeze{Scopes: scopes, Reason: v[1], For: wait, Steal: steal}}, nil
		},
	})
}

func (s *subject) thaw() tea.Cmd {
	open := s.digest().freezes
	first := ""
	if len(open) == 1 {
		first = fmt.Sprintf("F%d", open[0].No)
	}
	var names, each []string
	for _, f := range open {
		names = append(names, fmt.Sprintf("F%d", f.No))
		each = append(each, fmt.Sprintf("F%d %s", f.No, f.Scope()))
	}
	return s.app.openForm(&form{
		name: string(s.ref) + " thaw", head: "Lift a deploy freeze: " + strings.Join(each, ", "),
		lines: []blankLine{
			{label: "which", hint: "one of " + strings.Join(names, " "), text: newInput(first), complete: completeOf(names...)},
			{label: "reason", hint: "may stay empty"},
		},
		order: func(v []string) (wish, error) {
			no, err := numberOf(v[0], "F")
			return wish{order: incident.Thaw{No: no, Reason: v[1]}}, err
		},
	})
}

// numberOf reads F1, f1 or 1.
func numberOf(text, letter string) (int, error) {
	if strings.TrimSpace(text) == "" {
		return 0, missing("it is not said which", letter+"1")
	}
	no, digits := 0, strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), letter)
	if _, err := fmt.Sscanf(digits, "%d", &no); err != nil || no < 1 || fmt.Sprint(no) != digits {
		return 0, missing(quote(text)+" is no number", letter+"1")
	}
	return no, nil
}
