package incident

import (
	"fmt"
	"slices"
	"time"
)

// Action is an action item: one named person, one task, and the time at which they are asked about it.
type Action struct {
	No       int       `json:"no"` // from 1; people say "A3"
	Owner    Person    `json:"owner"`
	Task     string    `json:"task"`
	By       Person    `json:"by,omitzero"`
	Due      time.Time `json:"due"`
	Assigned Moment    `json:"assigned"`
	// Held is since when the present owner has it: since it was assigned, or handed on to them.
	Held Moment `json:"held"`
	// Acknowledged is when the present owner said yes; zero until then.
	Acknowledged Moment `json:"acknowledged"`
	// Reopened is when it was opened again after it had ended, the last time.
	Reopened Moment    `json:"reopened"`
	Ended    Moment    `json:"ended"`
	End      ActionEnd `json:"end,omitzero"`
	Outcome  string    `json:"outcome,omitzero"`
	Extended int       `json:"extended,omitzero"`  // how often more time was given
	HandedOn int       `json:"handed_on,omitzero"` // how often it changed hands
	FollowUp int       `json:"follow_up,omitzero"` // the follow-up that it became
}

// ActionEnd is how an action item ended; empty while it is open.
type ActionEnd string

// Ends of an action item.
const (
	ActionIsDone    ActionEnd = "done"
	ActionIsDropped ActionEnd = "dropped"
	ActionIsCarried ActionEnd = "carried over"
)

// Open tells whether it still has to be asked about.
func (a Action) Open() bool { return a.End == "" }

// Overdue tells whether the check-back time has come.
func (a Action) Overdue(now time.Time) bool { return a.Open() && !now.Before(a.Due) }

func (a *Action) mend(m *mending) {
	m.reword(a.Assigned, &a.Task)
	m.credit(a.Assigned, &a.By)
	m.reword(a.Ended, &a.Outcome)
	m.move(&a.Assigned, &a.Held, &a.Acknowledged, &a.Reopened, &a.Ended)
}

func (a Action) short() string { return fmt.Sprintf("A%d", a.No) }

// OpenActions lists what has to be asked about, most urgent first.
func (i *Incident) OpenActions() []Action {
	var open []Action
	for _, a := range i.Actions.All() {
		if a.Open() {
			open = append(open, a)
		}
	}
	slices.SortStableFunc(open, func(a, b Action) int { return a.Due.Compare(b.Due) })
	return open
}

// ActionsOf lists a person's open action items, most urgent first.
func (i *Incident) ActionsOf(p Person) []Action {
	return slices.DeleteFunc(i.OpenActions(), func(a Action) bool { return a.Owner != p })
}

// openAction finds an action that has not ended. Number 0 stands for the only one that is open.
func (i *Incident) openAction(no int, verb string) (Action, error) {
	if no == 0 {
		if open := i.OpenActions(); len(open) == 1 {
			return open[0], nil
		}
		return Action{}, refuse("which action item is meant is not clear", verb+" 3")
	}
	a, err := numbered(i.Actions, no, "action item", verb+" ")
	if err == nil && !a.Open() {
		err = refusef("action "+a.Owner.String()+" and the task, for a new one", "A%d was %s at %s", a.No, a.End, i.clock(a.Ended.At))
	}
	return a, err
}

func handOnExample(a Action) string {
	return fmt.Sprintf("handon %d %s, or done %d", a.No, otherThan(a.Owner), a.No)
}

// Assign gives a task to a person, to be asked about after a while; zero is [DefaultCheckBack].
type Assign struct {
	Owner Person
	Task  string
	In    time.Duration
}

// ActionAssigned is the fact of an assignment.
type ActionAssigned struct {
	No    int       `json:"no"`
	Owner Person    `json:"owner"`
	Task  string    `json:"task"`
	Due   time.Time `json:"due"`
}

func (o Assign) decide(i *Incident, g Given) ([]Fact, error) {
	const example = "action @zac check DNS in 15m"
	if o.Owner == Nobody {
		return nil, refuse("an action item needs one named person", example)
	}
	if err := checkPerson(o.Owner); err != nil {
		return nil, err
	}
	if err := checkText(o.Task, "task", maxLine, example); err != nil {
		return nil, err
	}
	if o.In == 0 {
		o.In = DefaultCheckBack
	}
	if err := checkWait(o.In, "action @zac check DNS in"); err != nil {
		return nil, err
	}
	if !i.Open() {
		return nil, refuse(i.isOver(), "followup "+o.Owner.String()+" "+o.Task)
	}
	return []Fact{ActionAssigned{No: nextNo(i.Actions), Owner: o.Owner, Task: o.Task, Due: g.when().At.Add(o.In)}}, nil
}

// Kind is action_assigned.
func (ActionAssigned) Kind() Kind { return "action_assigned" }

// Tell says who, what, and when they are asked.
func (f ActionAssigned) Tell(i *Incident) string {
	return fmt.Sprintf("A%d: %s, please %s; back to you at %s", f.No, i.Name(f.Owner), f.Task, i.clock(f.Due))
}

func (f ActionAssigned) apply(i *Incident, e *Event) error {
	return add(i, &i.Actions, Action{
		No: f.No, Owner: f.Owner, Task: f.Task, By: e.Actor, Due: f.Due, Assigned: moment(e), Held: moment(e),
	})
}

// task is an action's number and task, for sentences of facts that only have the number. Not its owner, who may have
// been somebody else at the time of the fact.
func (i *Incident) task(no int) string {
	a, ok := i.Action(no)
	if !ok {
		return fmt.Sprintf("A%d", no)
	}
	return fmt.Sprintf("A%d (%s)", no, a.Task)
}
