package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// The forms about decisions: a proposal, strong objections to it, the outcome.

// poll puts something to everybody.
func (s *subject) poll() tea.Cmd {
	return s.app.openForm(&form{
		name: string(s.ref) + " poll", head: "Poll for strong objections",
		lines: []blankLine{{label: "proposal", hint: "e.g. rolling back the 12:40 deployment"}},
		order: func(v []string) (wish, error) { return wish{order: incident.ProposeDecision{Text: v[0]}}, nil },
		remarks: func(v []string, _ wish) []remark {
			if v[0] == "" {
				return nil
			}
			return []remark{{label: "say", text: "Any strong objections to " + strings.TrimRight(v[0], ".?!,; ") + "?", style: strongStyle}}
		},
	})
}

// proposals are the decisions that are open, the newest first.
func (s *subject) proposals() []incident.Decision {
	var open []incident.Decision
	for _, d := range s.state().Decisions.All() {
		if d.Open() {
			open = append(open, d)
		}
	}
	slices.Reverse(open)
	return open
}

func proposalNames(open []incident.Decision) (names []string) {
	for _, d := range open {
		names = append(names, fmt.Sprintf("D%d", d.No))
	}
	return names
}

// decide settles the newest proposal, another one, or something that was not proposed.
func (s *subject) decide() tea.Cmd {
	names := proposalNames(s.proposals())
	first := ""
	if len(names) > 0 {
		first = names[0]
	}
	return s.app.openForm(&form{
		name: string(s.ref) + " decide", head: "Decide",
		lines: []blankLine{
			{label: "which", hint: "empty: something that was not proposed", text: newInput(first), complete: completeOf(names...)},
			{label: "outcome", hint: "empty: as it was proposed"},
			{label: "owner", hint: "who sees to it, e.g. @zac; may stay empty", complete: s.app.completePerson},
		},
		order: func(v []string) (w wish, err error) {
			o := incident.MakeDecision{Text: v[1]}
			if v[0] != "" {
				if o.No, err = numberOf(v[0], "D"); err != nil {
					return w, err
				}
			}
			if v[2] != "" {
				o.Owner, err = s.app.readPerson(v[2])
			}
			return wish{order: o}, err
		},
		remarks: func(v []string, _ wish) []remark { return s.proposalRemarks(v[0]) },
	})
}

// proposalRemarks show a proposal and what speaks against it.
func (s *subject) proposalRemarks(which string) []remark {
	no, err := numberOf(which, "D")
	d, ok := s.state().Decision(no)
	if err != nil || !ok {
		return nil
	}
	all := []remark{{label: "proposal", text: d.Proposal, most: 2}}
	for _, v := range d.Objects {
		if !v.Said.IsZero() {
			all = append(all, remark{label: "OBJECTION", text: s.state().Name(v.By) + ": " + v.Text, style: urgentStyle, most: 2})
		}
	}
	if len(all) == 1 {
		all = append(all, remark{label: "objections", text: "none in the record, asked for " + since(d.Proposed.At, s.now()) + " ago", style: dimStyle})
	}
	return all
}

// object writes down a strong objection, one's own or that of somebody on the call.
func (s *subject) object() tea.Cmd {
	names := proposalNames(s.proposals())
	return s.app.openForm(&form{
		name: string(s.ref) + " object", head: "Object to a proposal",
		lines: []blankLine{
			{label: "which", hint: "one of " + strings.Join(names, " "), text: newInput(names[0]), complete: completeOf(names...)},
			{label: "reason", hint: "e.g. the rollback loses data"},
			{label: "who", hint: "empty: you; or who said it, e.g. @omar", complete: s.app.completePerson},
		},
		order: func(v []string) (w wish, err error) {
			no, err := numberOf(v[0], "D")
			if err != nil {
				return w, err
			}
			if v[2] != "" {
				w.as, err = s.app.readPerson(v[2])
			}
			w.order = incident.ObjectDecision{No: no, Reason: v[1]}
			return w, err
		},
		remarks: func(v []string, _ wish) []remark { return s.proposalRemarks(v[0]) },
	})
}

func (s *subject) noProposal() string {
	if len(s.proposals()) == 0 {
		return "nothing is proposed; p polls for strong objections"
	}
	return ""
}
