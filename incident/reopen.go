package incident

import (
	"fmt"
	"time"
)

// ReopenAction opens an action item again that was done, dropped or carried over, with the owner that it had; In counts
// from now, and zero is [DefaultCheckBack]. The follow-up that it had become is closed, so that nothing is to be done
// twice.
type ReopenAction struct {
	No     int
	In     time.Duration
	Reason string
}

// ActionReopened is the fact of it.
type ActionReopened struct {
	No     int       `json:"no"`
	Due    time.Time `json:"due"`
	Reason string    `json:"reason,omitzero"`
	// Before and Outcome are how it had ended.
	Before  ActionEnd `json:"before,omitzero"`
	Outcome string    `json:"outcome,omitzero"`
}

func (o ReopenAction) decide(i *Incident, g Given) ([]Fact, error) {
	if o.In == 0 {
		o.In = DefaultCheckBack
	}
	if err := checkOptional(o.Reason, "reason", maxLine, "reopen A3 20m because the queue grows again"); err != nil {
		return nil, err
	}
	if err := checkWait(o.In, "reopen A3"); err != nil {
		return nil, err
	}
	a, err := numbered(i.Actions, o.No, "action item", "reopen A")
	switch {
	case err != nil:
		return nil, err
	case !i.Open():
		return nil, refuse(i.isOver(), "followup "+a.Owner.String()+" "+a.Task)
	case a.Open():
		return nil, refusef(fmt.Sprintf("more %d 15m", a.No), "A%d is open", a.No)
	}
	facts := []Fact{ActionReopened{No: a.No, Due: g.when().At.Add(o.In), Reason: o.Reason, Before: a.End, Outcome: a.Outcome}}
	if u, ok := i.FollowUp(a.FollowUp); ok && u.Open() {
		facts = append(facts, FollowUpClosed{No: u.No, Outcome: a.short() + " is open again"})
	}
	return facts, nil
}

// Kind is action_reopened.
func (ActionReopened) Kind() Kind { return "action_reopened" }

// Tell says when it is asked about.
func (f ActionReopened) Tell(i *Incident) string {
	return because(i.task(f.No)+" is open again; asked about at "+i.clock(f.Due), f.Reason)
}

func (f ActionReopened) apply(i *Incident, e *Event) error {
	return change(i, &i.Actions, f.No, func(a *Action) {
		a.Due, a.Reopened, a.End, a.Ended, a.Outcome, a.FollowUp = f.Due, moment(e), "", Moment{}, "", 0
	})
}
