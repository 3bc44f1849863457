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

func (d *Decision) correct(seq uint64, by EntryCorrected) {
	by.reword(seq, d.Proposed, &d.Proposal)
	by.reword(seq, d.Decided, &d.Outcome)
	by.move(seq, &d.Proposed)
	by.move(seq, &d.Decided)
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
	return []Fact{DecisionProposed{No: i.Decisions.Len() + 1, Text: o.Text}}, nil
}

// Kind is decision_proposed.
func (DecisionProposed) Kind() Kind { return "decision_proposed" }

// Tell asks the question.
func (f DecisionProposed) Tell(*Incident) string {
	return fmt.Sprintf("D%d: strong objections to: %s?", f.No, f.Text)
}

func (f DecisionProposed) apply(i *Incident, e *Event) error {
	i.Decisions = i.Decisions.Plus(Decision{No: f.No, Proposal: f.Text, By: e.Actor, Proposed: moment(e), Polled: true})
	return nil
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
	if no < 1 || no > i.Decisions.Len() {
		return fmt.Sprintf("D%d", no)
	}
	return fmt.Sprintf("D%d (%s)", no, i.Decisions.At(no-1).Proposal)
}

func (f DecisionObjected) apply(i *Incident, e *Event) error {
	return i.changeDecision(f.No, func(d *Decision) {
		d.Objects = append(slices.Clip(d.Objects), Voice{By: e.Actor, Text: f.Reason, Said: moment(e)})
	})
}

func (i *Incident) changeDecision(no int, change func(*Decision)) error {
	d, err := numbered(i.Decisions, no, "decision", "decide D")
	if err != nil {
		return err
	}
	change(&d)
	i.Decisions = i.Decisions.With(no-1, d)
	return nil
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
}

func (o MakeDecision) decide(i *Incident, _ Given) ([]Fact, error) {
	const example = "decide roll back the 12:40 deployment"
	if o.No == 0 {
		if err := checkText(o.Text, "decision", maxLine, example); err != nil {
			return nil, err
		}
		return []Fact{DecisionMade{No: i.Decisions.Len() + 1, Text: o.Text, Owner: o.Owner}}, nil
	}
	d, err := i.openDecision(o.No, "decide D")
	if err != nil {
		return nil, err
	}
	if o.Text == "" && !o.Abandon {
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
	text := fmt.Sprintf("D%d: decided: %s", f.No, f.Text)
	if f.Abandoned {
		text = because(i.question(f.No)+" abandoned", f.Text)
	}
	if f.Owner != Nobody {
		text += " (" + i.Name(f.Owner) + ")"
	}
	return text
}

func (f DecisionMade) apply(i *Incident, e *Event) error {
	if f.No == i.Decisions.Len()+1 {
		i.Decisions = i.Decisions.Plus(Decision{No: f.No, Proposal: f.Text, By: e.Actor, Proposed: moment(e)})
	}
	return i.changeDecision(f.No, func(d *Decision) {
		d.Outcome, d.Owner, d.Decided, d.Abandoned = f.Text, f.Owner, moment(e), f.Abandoned
	})
}
