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

// Kind is entry_retracted.
func (EntryRetracted) Kind() Kind { return "entry_retracted" }

// Tell says which and why.
func (f EntryRetracted) Tell(*Incident) string {
	return because(fmt.Sprintf("entry %d retracted", f.Entry), f.Reason)
}

func (f EntryRetracted) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) { a.Retracted, a.Reason = true, f.Reason })
	i.mend(&mending{entry: f.Entry, struck: new(true)})
	return nil
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
	i.mend(&mending{entry: f.Entry, struck: new(false)})
	return nil
}
