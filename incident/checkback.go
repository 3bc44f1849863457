package incident

import (
	"fmt"
	"time"
)

// AcknowledgeAction is the owner's yes.
type AcknowledgeAction struct{ No int }

// ActionAcknowledged is the fact of it.
type ActionAcknowledged struct {
	No int `json:"no"`
}

func (o AcknowledgeAction) decide(i *Incident, g Given) ([]Fact, error) {
	if own := i.ActionsOf(g.By); o.No == 0 && len(own) == 1 {
		o.No = own[0].No
	}
	a, err := i.openAction(o.No, "ack")
	if err != nil {
		return nil, err
	}
	if !a.Acknowledged.IsZero() {
		return nil, refusef(fmt.Sprintf("done %d, once it is", a.No), "A%d was acknowledged at %s", a.No, i.clock(a.Acknowledged.At))
	}
	return []Fact{ActionAcknowledged{No: a.No}}, nil
}

// Kind is action_acknowledged.
func (ActionAcknowledged) Kind() Kind { return "action_acknowledged" }

// Tell names the task.
func (f ActionAcknowledged) Tell(i *Incident) string { return i.task(f.No) + " acknowledged" }

func (f ActionAcknowledged) apply(i *Incident, e *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) { a.Acknowledged = moment(e) })
}

// ExtendAction gives more time, counted from now; zero is [DefaultCheckBack].
type ExtendAction struct {
	No     int
	In     time.Duration
	Reason string
}

// ActionExtended is the fact of more time.
type ActionExtended struct {
	No     int       `json:"no"`
	Due    time.Time `json:"due"`
	Reason string    `json:"reason,omitzero"`
	// Before is when it was due until then.
	Before time.Time `json:"before,omitzero"`
}

func (o ExtendAction) decide(i *Incident, g Given) ([]Fact, error) {
	if o.In == 0 {
		o.In = DefaultCheckBack
	}
	if err := checkOptional(o.Reason, "reason", maxLine, "more 3 10m waiting for logs"); err != nil {
		return nil, err
	}
	if err := checkWait(o.In, "more 3"); err != nil {
		return nil, err
	}
	a, err := i.openAction(o.No, "more")
	if err != nil {
		return nil, err
	}
	return []Fact{ActionExtended{No: a.No, Due: g.when().At.Add(o.In), Reason: o.Reason, Before: a.Due}}, nil
}

// Kind is action_extended.
func (ActionExtended) Kind() Kind { return "action_extended" }

// Tell says until when.
func (f ActionExtended) Tell(i *Incident) string {
	return because("more time for "+i.task(f.No)+", until "+i.clock(f.Due), f.Reason)
}

func (f ActionExtended) apply(i *Incident, _ *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) { a.Due, a.Extended = f.Due, a.Extended+1 })
}

// FinishAction says that the task is done, and what came of it.
type FinishAction struct {
	No      int
	Outcome string
}

// ActionDone is the fact of it.
type ActionDone struct {
	No      int    `json:"no"`
	Outcome string `json:"outcome,omitzero"`
}

func (o FinishAction) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Outcome, "outcome", maxProse, "done 3 it was the resolver"); err != nil {
		return nil, err
	}
	a, err := i.openAction(o.No, "done")
	if err != nil {
		return nil, err
	}
	return []Fact{ActionDone{No: a.No, Outcome: o.Outcome}}, nil
}

// Kind is action_done.
func (ActionDone) Kind() Kind { return "action_done" }

// Tell says what came of it.
func (f ActionDone) Tell(i *Incident) string { return because(i.task(f.No)+" done", f.Outcome) }

func (f ActionDone) apply(i *Incident, e *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) { a.End, a.Ended, a.Outcome = ActionIsDone, moment(e), f.Outcome })
}

// HandOnAction gives the task to somebody else, who has to acknowledge it anew and is asked after a while.
type HandOnAction struct {
	No int
	To Person
	In time.Duration
}

// ActionHandedOn is the fact of it.
type ActionHandedOn struct {
	No   int       `json:"no"`
	From Person    `json:"from"`
	To   Person    `json:"to"`
	Due  time.Time `json:"due"`
	// Before is when the one who had it would have been asked.
	Before time.Time `json:"before,omitzero"`
}

func (o HandOnAction) decide(i *Incident, g Given) ([]Fact, error) {
	if o.In == 0 {
		o.In = DefaultCheckBack
	}
	if err := checkWait(o.In, "handon 3 @nick"); err != nil {
		return nil, err
	}
	a, err := i.openAction(o.No, "handon")
	if err != nil {
		return nil, err
	}
	if err := checkPerson(o.To); err != nil {
		return nil, err
	}
	if o.To == Nobody || o.To == a.Owner {
		return nil, refusef(fmt.Sprintf("handon %d %s", a.No, otherThan(a.Owner)), "A%d is with %s, somebody else must be named", a.No, a.Owner)
	}
	return []Fact{ActionHandedOn{No: a.No, From: a.Owner, To: o.To, Due: g.when().At.Add(o.In), Before: a.Due}}, nil
}

// Kind is action_handed_on.
func (ActionHandedOn) Kind() Kind { return "action_handed_on" }

// Tell says from whom to whom.
func (f ActionHandedOn) Tell(i *Incident) string {
	return fmt.Sprintf("%s goes from %s to %s; back to them at %s", i.task(f.No), i.Name(f.From), i.Name(f.To), i.clock(f.Due))
}

func (f ActionHandedOn) apply(i *Incident, e *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) {
		a.Owner, a.Due, a.Held, a.Acknowledged, a.HandedOn = f.To, f.Due, moment(e), Moment{}, a.HandedOn+1
	})
}

// DropAction ends a task that no longer matters.
type DropAction struct {
	No     int
	Reason string
}

// ActionDropped is the fact of it.
type ActionDropped struct {
	No     int    `json:"no"`
	Reason string `json:"reason,omitzero"`
}

func (o DropAction) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "drop 3 not needed any more"); err != nil {
		return nil, err
	}
	a, err := i.openAction(o.No, "drop")
	if err != nil {
		return nil, err
	}
	return []Fact{ActionDropped{No: a.No, Reason: o.Reason}}, nil
}

// Kind is action_dropped.
func (ActionDropped) Kind() Kind { return "action_dropped" }

// Tell says why.
func (f ActionDropped) Tell(i *Incident) string { return because(i.task(f.No)+" dropped", f.Reason) }

func (f ActionDropped) apply(i *Incident, e *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) { a.End, a.Ended, a.Outcome = ActionIsDropped, moment(e), f.Reason })
}

// ActionCarriedOver is the fact that an open action became a follow-up when the incident was resolved.
type ActionCarriedOver struct {
	No       int `json:"no"`
	FollowUp int `json:"follow_up"`
}

// Kind is action_carried_over.
func (ActionCarriedOver) Kind() Kind { return "action_carried_over" }

// Tell names both.
func (f ActionCarriedOver) Tell(i *Incident) string {
	return fmt.Sprintf("%s carried over as follow-up U%d", i.task(f.No), f.FollowUp)
}

func (f ActionCarriedOver) apply(i *Incident, e *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) { a.End, a.Ended, a.FollowUp = ActionIsCarried, moment(e), f.FollowUp })
}
