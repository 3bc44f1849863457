package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// The forms about deploy freezes.

func (s *subject) freeze() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " freeze", head: "Freeze deploys",
		lines: []blankLine{
			{label: "what", hint: "e.g. api, web; empty: all", complete: s.completeServices},
			{label: "reason", hint: "e.g. bad deploy"},
			{label: "minutes", hint: emptyFreeze, complete: completeOf("15", "30", "60", "120")},
			{label: "steal", hint: "empty: no; yes takes it from whoever holds it", complete: completeOf("yes", "no")},
		},
		order: func(v []string) (wish, error) {
			wait, err := s.app.readWait(v[2])
			if err != nil {
				return wish{}, err
			}
			scopes := strings.FieldsFunc(v[0], betweenServices)
			if len(scopes) == 1 && strings.EqualFold(scopes[0], "all") {
				scopes = nil
			}
			steal := strings.HasPrefix(strings.ToLower(v[3]), "y")
			return wish{order: incident.Freeze{Scopes: scopes, Reason: v[1], For: wait, Steal: steal}}, nil
		},
	})
}

var emptyFreeze = fmt.Sprintf("empty: %.0f; then it is asked about", incident.DefaultFreeze.Minutes())

func betweenServices(c rune) bool { return c == ',' || c == ' ' || c == '\n' }

// completeServices gives the services that the word before the cursor begins and that the line does not have yet: those
// of the roster, and those that were ever frozen in an incident that is known here.
func (s *subject) completeServices(before string) (words []string, from int) {
	from = strings.LastIndexFunc(before, betweenServices) + 1
	typed, named := strings.ToLower(before[from:]), strings.FieldsFunc(before[:from], betweenServices)
	for _, service := range s.app.everyService() {
		if strings.HasPrefix(service, typed) && !slices.Contains(named, service) {
			words = append(words, service)
		}
	}
	return words, from
}

func (a *app) everyService() []string {
	all := a.roster.Services()
	for _, l := range a.board.known {
		for _, f := range l.state.Freezes.All() {
			all = append(all, f.Scopes...)
		}
	}
	for _, f := range a.about().Freezes.All() {
		all = append(all, f.Scopes...)
	}
	slices.Sort(all)
	return append(slices.Compact(all), "all")
}

// thaw lifts a freeze, that which is named.
func (s *subject) thaw() tea.Cmd {
	open := s.digest().freezes
	if len(open) == 1 {
		return s.app.openForm(s.thawForm(open[0]))
	}
	var names, each []string
	for _, f := range open {
		names = append(names, fmt.Sprintf("F%d", f.No))
		each = append(each, fmt.Sprintf("F%d %s", f.No, f.Scope()))
	}
	return s.app.openForm(&form{
		name: string(s.ref) + " thaw", head: "Lift a deploy freeze: " + strings.Join(each, ", "),
		lines: []blankLine{
			{label: "which", hint: "one of " + strings.Join(names, " "), complete: completeOf(names...)},
			{label: "reason", hint: "may stay empty"},
		},
		order: func(v []string) (wish, error) {
			no, err := numberOf(v[0], "F")
			return wish{order: incident.Thaw{No: no, Reason: v[1]}}, err
		},
	})
}

func (s *subject) thawForm(d incident.DeployFreeze) *form {
	return s.freezeForm(d, "Lift", []blankLine{{label: "reason", hint: "may stay empty"}}, func(v []string) (wish, error) {
		return wish{order: incident.Thaw{No: d.No, Reason: v[0]}}, nil
	})
}

func (s *subject) refreezeForm(d incident.DeployFreeze) *form {
	lines := []blankLine{
		{label: "minutes", hint: emptyFreeze, complete: completeOf("15", "30", "60", "120")},
		{label: "reason", hint: "may stay empty"},
	}
	return s.freezeForm(d, "Keep on", lines, func(v []string) (wish, error) {
		wait, err := s.app.readWait(v[0])
		return wish{order: incident.Refreeze{No: d.No, For: wait, Reason: v[1]}}, err
	})
}

func (s *subject) freezeForm(d incident.DeployFreeze, verb string, lines []blankLine, order func(v []string) (wish, error)) *form {
	return &form{
		name:  fmt.Sprintf("%s %s F%d", s.ref, verb, d.No),
		head:  fmt.Sprintf("%s: F%d of %s, held by %s", verb, d.No, d.Scope(), s.state().Name(d.Holder)),
		lines: lines, order: order,
	}
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
