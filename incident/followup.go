package incident

import "fmt"

// FollowUp is work for after the incident.
type FollowUp struct {
	No        int    `json:"no"` // from 1; people say "U2"
	Text      string `json:"text"`
	Owner     Person `json:"owner,omitzero"`
	Action    int    `json:"action,omitzero"` // the action item that it was, if it was one
	Added     Moment `json:"added"`
	Closed    Moment `json:"closed"`
	Outcome   string `json:"outcome,omitzero"`
	Retracted bool   `json:"retracted,omitzero"`
}

func (u *FollowUp) mend(m *mending) {
	m.reword(u.Added, &u.Text)
	m.reword(u.Closed, &u.Outcome)
	m.flag(u.Added, &u.Retracted)
	m.strike(&u.Closed)
	m.move(&u.Added, &u.Closed)
}

// Open tells whether the work is still to be done.
func (u FollowUp) Open() bool { return u.Closed.IsZero() && !u.Retracted }

// AddFollowUp notes work for later, with or without a person for it.
type AddFollowUp struct {
	Owner Person
	Text  string
}

// FollowUpAdded is the fact of it.
type FollowUpAdded struct {
	No     int    `json:"no"`
	Text   string `json:"text"`
	Owner  Person `json:"owner,omitzero"`
	Action int    `json:"action,omitzero"`
}

func (o AddFollowUp) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkText(o.Text, "follow-up", maxLine, "followup @zac write a runbook for DNS"); err != nil {
		return nil, err
	}
	if err := checkPerson(o.Owner); err != nil {
		return nil, err
	}
	return []Fact{FollowUpAdded{No: nextNo(i.FollowUps), Text: o.Text, Owner: o.Owner}}, nil
}

// Kind is follow_up_added.
func (FollowUpAdded) Kind() Kind { return "follow_up_added" }

// Tell says what is to be done later, and by whom.
func (f FollowUpAdded) Tell(i *Incident) string {
	text := fmt.Sprintf("follow-up U%d: %s", f.No, f.Text)
	if f.Owner != Nobody {
		text += " (" + i.Name(f.Owner) + ")"
	}
	return text
}

func (f FollowUpAdded) apply(i *Incident, e *Event) error {
	return add(i, &i.FollowUps, FollowUp{No: f.No, Text: f.Text, Owner: f.Owner, Action: f.Action, Added: moment(e)})
}

// CloseFollowUp ends a follow-up: done, given up, or moved to a ticket, as the outcome says.
type CloseFollowUp struct {
	No      int
	Outcome string
}

// FollowUpClosed is the fact of it.
type FollowUpClosed struct {
	No      int    `json:"no"`
	Outcome string `json:"outcome,omitzero"`
}

func (o CloseFollowUp) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Outcome, "outcome", maxLine, "close 2 ticket OPS-77"); err != nil {
		return nil, err
	}
	u, err := numbered(i.FollowUps, o.No, "follow-up", "close ")
	if err != nil {
		return nil, err
	}
	if !u.Open() {
		return nil, refusef("followup and the text, for a new one", "U%d is closed already", u.No)
	}
	return []Fact{FollowUpClosed(o)}, nil
}

// Kind is follow_up_closed.
func (FollowUpClosed) Kind() Kind { return "follow_up_closed" }

// Tell says how.
func (f FollowUpClosed) Tell(i *Incident) string {
	text := fmt.Sprintf("follow-up U%d closed", f.No)
	if u, ok := i.FollowUp(f.No); ok {
		text = fmt.Sprintf("follow-up U%d (%s) closed", f.No, u.Text)
	}
	return because(text, f.Outcome)
}

func (f FollowUpClosed) apply(i *Incident, e *Event) error {
	return change(i, &i.FollowUps, f.No, func(u *FollowUp) { u.Closed, u.Outcome = moment(e), f.Outcome })
}
