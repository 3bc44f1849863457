package incident

import (
	"fmt"
	"slices"
)

// Decision is what was agreed to do: proposed, strong objections asked for, decided.
type Decision struct {
	No       int    `json:"no"` // from 1; people say "D2"
	Proposal string `json:"proposal"`
	By       Person `json:"by,omitzero"`
	Proposed Moment `json:"proposed"`
	// Polled: strong objections were asked for, which a decision made straight away did without.
	Polled    bool    `json:"polled,omitzero"`
	Objects   []Voice `json:"objects,omitzero"`
	Outcome   string  `json:"outcome,omitzero"`
	Owner     Person  `json:"owner,omitzero"`
	Decided   Moment  `json:"decided"`
	Abandoned bool    `json:"abandoned,omitzero"`
	Retracted bool    `json:"retracted,omitzero"`
}

// Open tells whether the question is still on the table.
func (d Decision) Open() bool { return d.Decided.IsZero() && !d.Retracted }

func (d *Decision) mend(m *mending) {
	m.reword(d.Proposed, &d.Proposal)
	m.credit(d.Proposed, &d.By)
	m.reword(d.Decided, &d.Outcome)
	m.flag(d.Proposed, &d.Retracted)
	m.strike(&d.Decided)
	m.move(&d.Proposed, &d.Decided)
	d.Objects = m.voices(d.Objects)
}

// ProposeDecision puts something to everybody and asks for strong objections.
type ProposeDecision struct{ Text string }

// DecisionProposed is the fact of it.
type DecisionProposed struct {
	No   int    `json:"no"`
	Text string `json:"text"`
}

func (o ProposeDecision) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkText(o.Text, "proposal", maxLine, "propose roll back the 12:40 deployment"); err != nil {
		return nil, err
	}
	return []Fact{DecisionProposed{No: nextNo(i.Decisions), Text: o.Text}}, nil
}

// Kind is decision_proposed.
func (DecisionProposed) Kind() Kind { return "decision_proposed" }

// Tell asks the question.
func (f DecisionProposed) Tell(*Incident) string {
	return fmt.Sprintf("D%d: any strong objections? %s", f.No, f.Text)
}

func (f DecisionProposed) apply(i *Incident, e *Event) error {
	return add(i, &i.Decisions, Decision{No: f.No, Proposal: f.Text, By: e.Actor, Proposed: moment(e), Polled: true})
}

// ObjectDecision is a strong objection to a proposal.
type ObjectDecision struct {
	No     int
	Reason string
}

// DecisionObjected is the fact of it.
type DecisionObjected struct {
	No     int    `json:"no"`
	Reason string `json:"reason"`
}

func (o ObjectDecision) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkText(o.Reason, "objection", maxLine, "object D2 because the rollback loses data"); err != nil {
		return nil, err
	}
	d, err := i.openDecision(o.No, "object D")
	if err != nil {
		return nil, err
	}
	return []Fact{DecisionObjected{No: d.No, Reason: o.Reason}}, nil
}

func (i *Incident) openDecision(no int, verb string) (Decision, error) {
	d, err := numbered(i.Decisions, no, "decision", verb)
	if err == nil && !d.Open() {
		err = refusef("propose and the text, for a new one", "D%d is settled", d.No)
	}
	return d, err
}

// Kind is decision_objected.
func (DecisionObjected) Kind() Kind { return "decision_objected" }

// Tell says why.
func (f DecisionObjected) Tell(i *Incident) string {
	return because("strong objection to "+i.question(f.No), f.Reason)
}

func (i *Incident) question(no int) string {
	d, ok := i.Decision(no)
	if !ok {
		return fmt.Sprintf("D%d", no)
	}
	return fmt.Sprintf("D%d (%s)", no, d.Proposal)
}

func (f DecisionObjected) apply(i *Incident, e *Event) error {
	return change(i, &i.Decisions, f.No, func(d *Decision) {
		d.Objects = append(slices.Clip(d.Objects), Voice{By: e.Actor, Text: f.Reason, Said: moment(e)})
	})
}

// MakeDecision settles a proposal, or, with number 0, decides straight away. An empty text with a number takes the
// proposal as it stands; Abandon settles it by dropping it.
type MakeDecision struct {
	No      int
	Text    string
	Owner   Person
	Abandon bool
}

// DecisionMade is the fact of an outcome.
type DecisionMade struct {
	No        int    `json:"no"`
	Text      string `json:"text"`
	Owner     Person `json:"owner,omitzero"`
	Abandoned bool   `json:"abandoned,omitzero"`
	// Straight: it was decided without being proposed before.
	Straight bool `json:"straight,omitzero"`
}

func (o MakeDecision) decide(i *Incident, _ Given) ([]Fact, error) {
	const example = "decide roll back the 12:40 deployment"
	if err := checkPerson(o.Owner); err != nil {
		return nil, err
	}
	if o.No == 0 && o.Abandon {
		return nil, refuse("which proposal is abandoned is not said", "abandon D2 because it takes too long")
	}
	if o.No == 0 {
		if err := checkText(o.Text, "decision", maxLine, example); err != nil {
			return nil, err
		}
		return []Fact{DecisionMade{No: nextNo(i.Decisions), Text: o.Text, Owner: o.Owner, Straight: true}}, nil
	}
	d, err := i.openDecision(o.No, "decide D")
	if err != nil {
		return nil, err
	}
	if blank(o.Text) && !o.Abandon {
		o.Text = d.Proposal
	}
	if err := checkOptional(o.Text, "decision", maxLine, example); err != nil {
		return nil, err
	}
	return []Fact{DecisionMade{No: d.No, Text: o.Text, Owner: o.Owner, Abandoned: o.Abandon}}, nil
}

// Kind is decision_made.
func (DecisionMade) Kind() Kind { return "decision_made" }

// Tell says what was decided.
func (f DecisionMade) Tell(i *Incident) string {
	text := fmt.Sprintf("D%d decided: %s", f.No, f.Text)
	if f.Abandoned {
		text = because(i.question(f.No)+" abandoned", f.Text)
	}
	if f.Owner != Nobody {
		text += " (" + i.Name(f.Owner) + ")"
	}
	return text
}

func (f DecisionMade) apply(i *Incident, e *Event) error {
	if f.Straight {
		return add(i, &i.Decisions, Decision{
			No: f.No, Proposal: f.Text, By: e.Actor, Proposed: moment(e), Outcome: f.Text, Owner: f.Owner, Decided: moment(e),
		})
	}
	return change(i, &i.Decisions, f.No, func(d *Decision) {
		d.Outcome, d.Owner, d.Decided, d.Abandoned = f.Text, f.Owner, moment(e), f.Abandoned
	})
}
