package incident

import (
	"fmt"
	"strings"
)

// SetStatus says how far the response has come. Resolving has an order of its own, [Resolve].
type SetStatus struct {
	To     Status
	Reason string
}

// StatusChanged is the fact of a new status other than resolved.
type StatusChanged struct {
	From   Status `json:"from"`
	To     Status `json:"to"`
	Reason string `json:"reason,omitzero"`
}

func (o SetStatus) decide(i *Incident, g Given) ([]Fact, error) {
	if o.To == Resolved {
		return Resolve{Text: o.Reason}.decide(i, g)
	}
	if err := checkOptional(o.Reason, "reason", maxLine, "status identified the 12:40 deployment"); err != nil {
		return nil, err
	}
	if !i.Open() {
		return nil, refuse(i.isOver(), "reopen because it is back")
	}
	if o.To > Resolved {
		return nil, refuse("that status cannot be set", "investigating, identified, monitoring or resolved")
	}
	if o.To == i.Status && o.To == Monitoring {
		return nil, refuse("the status is monitoring already", "resolve, once it is over")
	}
	if o.To == i.Status {
		return nil, refusef("status "+(i.Status+1).String(), "the status is %s already", i.Status)
	}
	return []Fact{StatusChanged{From: i.Status, To: o.To, Reason: o.Reason}}, nil
}

// Kind is status_changed.
func (StatusChanged) Kind() Kind { return "status_changed" }

// Tell says the new status.
func (f StatusChanged) Tell(*Incident) string {
	return because("status "+f.From.String()+" → "+f.To.String(), f.Reason)
}

func (f StatusChanged) apply(i *Incident, e *Event) error {
	i.turnTo(f.To, f.Reason, e)
	return nil
}

func (i *Incident) turnTo(s Status, reason string, e *Event) {
	i.Status = s
	i.Statuses = i.Statuses.Plus(Change[Status]{To: s, By: e.Actor, Reason: reason, Since: moment(e)})
}

// Resolve ends the response. Open action items become follow-ups and freezes are lifted only where CarryOver says so;
// otherwise the order is refused and says what is open.
type Resolve struct {
	Text      string
	CarryOver bool
}

// IncidentResolved is the end of the response, not of the work on the incident.
type IncidentResolved struct {
	Text string `json:"text,omitzero"`
}

func (o Resolve) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Text, "resolution", maxProse, "resolve fix in place since 15:40"); err != nil {
		return nil, err
	}
	if !i.Resolved.IsZero() {
		return nil, refuse("the incident is resolved already", "reopen because it is back")
	}
	loose := i.looseEnds()
	if len(loose) > 0 && !o.CarryOver {
		return nil, refuse(strings.Join(loose, " and "),
			strings.TrimSpace("resolve carry "+o.Text)+" (actions become follow-ups, freezes are lifted), or end them one by one")
	}
	return append(i.tieUp(), IncidentResolved{Text: o.Text}), nil
}

// looseEnds names what is still open, for the refusal.
func (i *Incident) looseEnds() []string {
	var open []string
	if actions := i.OpenActions(); len(actions) > 0 {
		var each []string
		for _, a := range actions {
			each = append(each, fmt.Sprintf("A%d %s", a.No, a.Owner))
		}
		open = append(open, counted(len(actions), "action item is", "action items are")+" open ("+strings.Join(each, ", ")+")")
	}
	if freezes := i.OpenFreezes(); len(freezes) > 0 {
		var each []string
		for _, f := range freezes {
			each = append(each, fmt.Sprintf("F%d %s", f.No, f.Scope()))
		}
		open = append(open, counted(len(freezes), "deploy freeze is", "deploy freezes are")+" on ("+strings.Join(each, ", ")+")")
	}
	return open
}

// tieUp gives the facts that carry open actions over and lift freezes.
func (i *Incident) tieUp() []Fact {
	var ends []Fact
	for n, a := range i.OpenActions() {
		no := nextNo(i.FollowUps) + n
		ends = append(ends, FollowUpAdded{No: no, Text: a.Task, Owner: a.Owner, Action: a.No}, ActionCarriedOver{No: a.No, FollowUp: no})
	}
	for _, f := range i.OpenFreezes() {
		ends = append(ends, FreezeLifted{No: f.No, Reason: "the incident is resolved"})
	}
	return ends
}

// Kind is incident_resolved.
func (IncidentResolved) Kind() Kind { return "incident_resolved" }

// Tell says how it ended.
func (f IncidentResolved) Tell(*Incident) string { return because("resolved", f.Text) }

func (f IncidentResolved) apply(i *Incident, e *Event) error {
	i.turnTo(Resolved, f.Text, e)
	i.Resolved, i.Resolution = moment(e), f.Text
	return nil
}

// Reopen starts the response again.
type Reopen struct{ Reason string }

// IncidentReopened is the fact that it was not over.
type IncidentReopened struct {
	Reason string `json:"reason"`
}

func (o Reopen) decide(i *Incident, _ Given) ([]Fact, error) {
	if i.Open() {
		return nil, refuse("the incident is open", "resolve, once it is over")
	}
	if err := checkText(o.Reason, "reason", maxLine, "reopen because the queue grows again"); err != nil {
		return nil, err
	}
	return []Fact{IncidentReopened(o)}, nil
}

// Kind is incident_reopened.
func (IncidentReopened) Kind() Kind { return "incident_reopened" }

// Tell says why.
func (f IncidentReopened) Tell(*Incident) string { return because("reopened", f.Reason) }

func (f IncidentReopened) apply(i *Incident, e *Event) error {
	i.turnTo(Investigating, f.Reason, e)
	i.Resolved, i.Resolution = Moment{}, ""
	return nil
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
