package tui

import (
	"cmp"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// The forms about the incident as a whole.

func (a *app) declare() tea.Cmd {
	zero := &incident.Incident{}
	return a.openForm(&form{
		name: "declare", head: "Declare an incident",
		lines: []blankLine{
			{label: "title", hint: "e.g. List import problems"},
			{label: "severity", hint: "1 worst to 5, when in doubt the worse; empty: not judged yet", complete: completeOf("1", "2", "3", "4", "5")},
			{label: "tier", hint: "empty: engineering; or internal, public", complete: completeOf("engineering", "internal", "public")},
		},
		order: a.declaration,
		state: func() *incident.Incident { return zero },
		submit: func(w wish, settle func(settledMsg)) tea.Cmd {
			o := w.order.(incident.Declare)
			a.began("declared "+o.Title, settle)
			g := a.given(w)
			g.Key = fmt.Sprintf("console:%s:%d:%d", a.me, a.now.UnixNano(), a.sending.no)
			return a.fx.declare(a.sending.no, o, g)
		},
	})
}

func (a *app) declaration(v []string) (w wish, err error) {
	o := incident.Declare{Title: v[0]}
	if v[1] != "" {
		if o.Severity, err = incident.ParseSeverity(v[1]); err != nil {
			return w, err
		}
	}
	if v[2] != "" {
		if o.Tier, err = incident.ParseTier(v[2]); err != nil {
			return w, err
		}
	}
	o.Ref = incident.NewRef(o.Title, a.now.In(a.zone), 1)
	return wish{order: o}, nil
}

func (s *subject) status() tea.Cmd {
	next := min(s.state().Status+1, incident.Resolved).String()
	return s.app.openForm(&form{
		name: string(s.ref) + " status", head: "Status, now " + s.state().Status.String(),
		lines: []blankLine{
			{label: "status", hint: "empty: " + next, complete: completeOf(next, "investigating", "identified", "monitoring", "resolved")},
			{label: "reason", hint: "may stay empty"},
		},
		order: func(v []string) (wish, error) {
			to, err := incident.ParseStatus(cmp.Or(v[0], next))
			return wish{order: incident.SetStatus{To: to, Reason: v[1]}}, err
		},
	})
}

func (s *subject) severity() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " severity", head: "Severity, now " + s.state().Severity.String(),
		lines: []blankLine{
			{label: "severity", hint: "1 worst to 5, when in doubt the worse", complete: completeOf("1", "2", "3", "4", "5")},
			{label: "reason", hint: "may stay empty"},
		},
		order: func(v []string) (wish, error) {
			to, err := incident.ParseSeverity(v[0])
			return wish{order: incident.SetSeverity{To: to, Reason: v[1]}}, err
		},
	})
}

func (s *subject) upgrade() tea.Cmd {
	next := min(s.state().Tier+1, incident.Public).String()
	return s.app.openForm(&form{
		name: string(s.ref) + " tier", head: "Who is told, now " + s.state().Tier.String(),
		lines: []blankLine{
			{label: "tier", hint: "empty: " + next, complete: completeOf(next, "engineering", "internal", "public")},
			{label: "reason", hint: "needed to go back a tier"},
		},
		order: func(v []string) (wish, error) {
			to, err := incident.ParseTier(cmp.Or(v[0], next))
			return wish{order: incident.SetTier{To: to, Reason: v[1]}}, err
		},
	})
}

// resolve ends the incident, or opens it again.
func (s *subject) resolve() tea.Cmd {
	if !s.state().Open() {
		return s.app.openForm(&form{
			name: string(s.ref) + " reopen", head: "Reopen " + string(s.ref),
			lines: []blankLine{{label: "reason", hint: "e.g. the queue grows again"}},
			order: func(v []string) (wish, error) { return wish{order: incident.Reopen{Reason: v[0]}}, nil },
		})
	}
	return s.app.openForm(&form{
		name: string(s.ref) + " resolve", head: "Resolve " + string(s.ref),
		lines: []blankLine{{label: "how", hint: "what ended it; may stay empty"}},
		order: func(v []string) (wish, error) { return wish{order: incident.Resolve{Text: v[0]}}, nil },
	})
}
