package incident

// The orders of this file are given by whoever delivers, as it goes: begun before the network is touched, then what came
// of it.

// BeginDelivery notes that a delivery is about to be made. Two who deliver cannot both begin one.
type BeginDelivery struct{ Key, What string }

// DeliveryBegun is the fact of it.
type DeliveryBegun struct {
	Key  string `json:"key"`
	What string `json:"what"`
}

func (o BeginDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.What, "name of what is told outside", maxLabel, exampleResend); err != nil {
		return nil, err
	}
	if _, err := i.deliveryIn(o.Key, "", StageUnclear, StageAgain); err != nil {
		return nil, err
	}
	return []Fact{DeliveryBegun(o)}, nil
}

// Kind is delivery_begun.
func (DeliveryBegun) Kind() Kind { return "delivery_begun" }

// Tell says what is under way.
func (f DeliveryBegun) Tell(*Incident) string { return "telling outside: " + label(f.What, f.Key) }

func (f DeliveryBegun) apply(i *Incident, e *Event) error {
	i.deliver(f.Key, func(d *Delivery) {
		*d = Delivery{Key: f.Key, What: f.What, Stage: StageBegun, Text: d.Text, Begun: moment(e), Changed: moment(e)}
	})
	return nil
}

// FinishDelivery notes that a delivery was made, and how the service names it. It holds whatever was said in between: what
// was made was made.
type FinishDelivery struct{ Key, Receipt string }

// DeliveryMade is the fact of it.
type DeliveryMade struct {
	Key     string `json:"key"`
	What    string `json:"what,omitzero"`
	Receipt string `json:"receipt,omitzero"`
}

func (o FinishDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkKey(o.Key); err != nil {
		return nil, err
	}
	if o.Receipt != "" {
		if err := checkName(o.Receipt, "receipt", maxLabel, ""); err != nil {
			return nil, err
		}
	}
	d, _ := i.DeliveryOf(o.Key)
	if d.Key = o.Key; d.Begun.IsZero() {
		return nil, d.refuse()
	}
	return []Fact{DeliveryMade{Key: o.Key, What: d.What, Receipt: o.Receipt}}, nil
}

// Kind is delivery_made.
func (DeliveryMade) Kind() Kind { return "delivery_made" }

// Tell says what was made.
func (f DeliveryMade) Tell(*Incident) string { return "told outside: " + label(f.What, f.Key) }

func (f DeliveryMade) apply(i *Incident, _ *Event) error {
	i.deliver(f.Key, func(d *Delivery) { *d = made(f.Key, f.Receipt) })
	return nil
}

// DoubtDelivery notes that a delivery that was begun may have been made or not.
type DoubtDelivery struct{ Key, Reason string }

// DeliveryUnclear is the fact of it.
type DeliveryUnclear struct {
	Key    string `json:"key"`
	What   string `json:"what,omitzero"`
	Reason string `json:"reason"`
}

func (o DoubtDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.Reason, "reason", maxLine, ""); err != nil {
		return nil, err
	}
	d, err := i.deliveryIn(o.Key, StageBegun)
	if err != nil {
		return nil, err
	}
	return []Fact{DeliveryUnclear{Key: o.Key, What: d.What, Reason: o.Reason}}, nil
}

// Kind is delivery_unclear.
func (DeliveryUnclear) Kind() Kind { return "delivery_unclear" }

// Tell says what is not known, and why.
func (f DeliveryUnclear) Tell(*Incident) string {
	return because("not known whether this was told outside: "+label(f.What, f.Key), f.Reason)
}

func (f DeliveryUnclear) apply(i *Incident, e *Event) error {
	i.deliver(f.Key, func(d *Delivery) {
		d.Stage, d.Reason, d.Doubt, d.Changed = StageUnclear, f.Reason, true, moment(e)
	})
	return nil
}

// FailDelivery notes that a delivery was not made and is not tried again by itself. What is for one that was never begun.
type FailDelivery struct{ Key, Reason, What string }

// DeliveryFailed is the fact of it.
type DeliveryFailed struct {
	Key    string `json:"key"`
	What   string `json:"what,omitzero"`
	Reason string `json:"reason"`
}

func (o FailDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.Reason, "reason", maxLine, ""); err != nil {
		return nil, err
	}
	d, err := i.deliveryIn(o.Key, "", StageBegun, StageUnclear, StageAgain)
	if err != nil {
		return nil, err
	}
	if o.What == "" {
		o.What = d.What
	} else if err := checkName(o.What, "name of what is told outside", maxLabel, ""); err != nil {
		return nil, err
	}
	return []Fact{DeliveryFailed{Key: o.Key, What: o.What, Reason: o.Reason}}, nil
}

// Kind is delivery_failed.
func (DeliveryFailed) Kind() Kind { return "delivery_failed" }

// Tell says what could not be made, and why.
func (f DeliveryFailed) Tell(*Incident) string {
	return because("could not be told outside: "+label(f.What, f.Key), f.Reason)
}

func (f DeliveryFailed) apply(i *Incident, e *Event) error {
	i.deliver(f.Key, func(d *Delivery) {
		d.What, d.Stage, d.Reason, d.Changed = f.What, StageFailed, f.Reason, moment(e)
	})
	return nil
}

func (f DeliveryBegun) back(*Incident, *Event) (Order, error) { return nil, goneOut(f.Key) }

func (f DeliveryMade) back(*Incident, *Event) (Order, error) { return nil, goneOut(f.Key) }

func (f DeliveryUnclear) back(*Incident, *Event) (Order, error) { return nil, goneOut(f.Key) }

func (f DeliveryFailed) back(*Incident, *Event) (Order, error) {
	return nil, refuse("that it failed stays", "resend "+f.Key)
}

// goneOut is the refusal to take back what is outside.
func goneOut(key string) *Refusal {
	return refusef("", "%s went out, or may have, and can only be taken back there", key)
}
