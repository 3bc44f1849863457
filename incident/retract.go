package incident

import "fmt"

// Retract takes an entry back: it stays in the log, struck out, with the reason. What other state rests on cannot be
// retracted; it is changed by an order of its own.
type Retract struct {
	Entry  uint64
	Reason string
}

// EntryRetracted is the fact of it.
type EntryRetracted struct {
	Entry  uint64 `json:"entry"`
	Reason string `json:"reason"`
}

func (o Retract) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := i.entry(o.Entry, "retract"); err != nil {
		return nil, err
	}
	if err := checkText(o.Reason, "reason", maxLine, fmt.Sprintf("retract %d because it was another incident", o.Entry)); err != nil {
		return nil, err
	}
	if i.Amendments[o.Entry].Retracted {
		return nil, refusef(fmt.Sprintf("restore %d", o.Entry), "entry %d is retracted already", o.Entry)
	}
	if what, instead := i.restsOn(o.Entry); what != "" {
		return nil, refusef(instead, "%s rests on entry %d, it cannot be retracted", what, o.Entry)
	}
	return []Fact{EntryRetracted(o)}, nil
}

// restsOn names the state that could not stand without an entry, and the order that changes that state.
func (i *Incident) restsOn(seq uint64) (what, instead string) {
	if i.Declared.Seq == seq {
		return "the incident", "resolve it was no incident"
	}
	for _, c := range i.Tiers.All() {
		if c.Since.Seq == seq {
			return "the tier", "upgrade or downgrade"
		}
	}
	for _, c := range i.Severities.All() {
		if c.Since.Seq == seq {
			return "the severity", "sev and another number"
		}
	}
	for _, c := range i.Statuses.All() {
		if c.Since.Seq == seq {
			return "the status", "status and another one"
		}
	}
	return i.restsOnPeople(seq)
}

func (i *Incident) restsOnPeople(seq uint64) (what, instead string) {
	for _, t := range i.Tenures.All() {
		if t.Since.Seq == seq || t.Until.Seq == seq {
			return t.Role.Label() + " of " + t.Holder.String(), "handoff " + string(t.Role) + " @nick"
		}
	}
	for _, r := range i.Responders.All() {
		if r.Paged.Seq == seq || r.Acknowledged.Seq == seq || r.Joined.Seq == seq || r.Released.Seq == seq {
			return "the part of " + r.Person.String(), "release " + r.Person.String()
		}
	}
	for _, a := range i.Actions.All() {
		if a.Assigned.Seq == seq || a.Acknowledged.Seq == seq || a.Ended.Seq == seq {
			return fmt.Sprintf("A%d", a.No), fmt.Sprintf("drop %d, or correct %d text …", a.No, seq)
		}
	}
	for _, f := range i.Freezes.All() {
		if f.Since.Seq == seq || f.Lifted.Seq == seq {
			return fmt.Sprintf("F%d", f.No), fmt.Sprintf("thaw %d, or correct %d text …", f.No, seq)
		}
	}
	for _, c := range i.Commands.All() {
		if c.Run.Seq == seq && !c.Retracted {
			return fmt.Sprintf("C%d", c.No), fmt.Sprintf("retract %d because it was no command", c.Proposed.Seq)
		}
	}
	return "", ""
}

// Kind is entry_retracted.
func (EntryRetracted) Kind() Kind { return "entry_retracted" }

// Tell says which and why.
func (f EntryRetracted) Tell(*Incident) string {
	return because(fmt.Sprintf("entry %d retracted", f.Entry), f.Reason)
}

func (f EntryRetracted) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) { a.Retracted, a.Reason = true, f.Reason })
	i.strike(f.Entry, true)
	return nil
}

// strike marks the state that came from a retracted entry, or takes the mark off.
func (i *Incident) strike(seq uint64, on bool) {
	for k, c := range i.Commands.All() {
		if c.Proposed.Seq == seq {
			c.Retracted = on
			i.Commands = i.Commands.With(k, c)
		}
	}
	for k, d := range i.Decisions.All() {
		if d.Proposed.Seq == seq || d.Decided.Seq == seq {
			d.Retracted = on
			i.Decisions = i.Decisions.With(k, d)
		}
	}
	for k, u := range i.FollowUps.All() {
		if u.Added.Seq == seq {
			u.Retracted = on
			i.FollowUps = i.FollowUps.With(k, u)
		}
	}
	for k, u := range i.Updates.All() {
		if u.Told.Seq == seq {
			u.Retracted = on
			i.Updates = i.Updates.With(k, u)
		}
	}
}

// Restore takes a retraction back.
type Restore struct{ Entry uint64 }

// EntryRestored is the fact of it.
type EntryRestored struct {
	Entry uint64 `json:"entry"`
}

func (o Restore) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := i.entry(o.Entry, "restore"); err != nil {
		return nil, err
	}
	if !i.Amendments[o.Entry].Retracted {
		return nil, refusef(fmt.Sprintf("retract %d because …", o.Entry), "entry %d is not retracted", o.Entry)
	}
	return []Fact{EntryRestored(o)}, nil
}

// Kind is entry_restored.
func (EntryRestored) Kind() Kind { return "entry_restored" }

// Tell says which.
func (f EntryRestored) Tell(*Incident) string { return fmt.Sprintf("entry %d restored", f.Entry) }

func (f EntryRestored) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) { a.Retracted, a.Reason = false, "" })
	i.strike(f.Entry, false)
	return nil
}
