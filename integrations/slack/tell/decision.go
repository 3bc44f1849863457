package tell

import (
	"fmt"

	"baton/incident"
)

// ofDecisions puts proposals to everybody, and tells what was decided.
func (s scene) ofDecisions(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.DecisionProposed:
		return one(say(decision(f.No), ": ", s.name(s.e.Actor), " proposes: ", ended(f.Text), " Any strong objections? Type ",
			typed(fmt.Sprintf("object D%d because …", f.No)), ".")), true
	case incident.DecisionObjected:
		return s.onProposal(f.No, s.name(s.e.Actor), " objects strongly to ", decision(f.No), because(f.Reason)), true
	case incident.DecisionMade:
		return s.decided(f), true
	}
	return telling{}, false
}

func (s scene) decided(f incident.DecisionMade) telling {
	if f.Abandoned {
		return s.onProposal(f.No, decision(f.No), " is dropped", because(f.Text), " It was: ", ended(s.proposal(f.No)))
	}
	words := []any{strong("Decided"), " (", decision(f.No), "): ", ended(f.Text)}
	if f.Owner != incident.Nobody {
		words = append(words, " ", s.asked(f.Owner), " sees to it.")
	}
	if f.Straight {
		return one(say(words...))
	}
	return s.onProposal(f.No, words...)
}

// onProposal answers the post of a proposal, for all to see.
func (s scene) onProposal(no int, words ...any) telling {
	d, _ := s.i.Decision(no)
	return telling{message: message{parts: []part{say(words...)}}, thread: d.Proposed.Seq, aloud: true}
}

func (s scene) proposal(no int) string {
	d, _ := s.i.Decision(no)
	return few(d.Proposal)
}

func decision(no int) span { return strong(fmt.Sprintf("D%d", no)) }
