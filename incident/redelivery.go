package incident

// The orders of this file are given by people, about what is told outside.

// RetryDelivery asks to try a delivery again that failed, is unclear or was skipped.
type RetryDelivery struct{ Key string }

// DeliveryRetried is the fact of it.
type DeliveryRetried struct {
	Key  string `json:"key"`
	What string `json:"what,omitzero"`
}

func (o RetryDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	d, err := i.deliveryIn(o.Key, StageFailed, StageUnclear, StageSkipped)
	if err != nil {
		return nil, err
	}
	return []Fact{DeliveryRetried{Key: o.Key, What: d.What}}, nil
}

// Kind is delivery_retried.
func (DeliveryRetried) Kind() Kind { return "delivery_retried" }

// Tell says what is tried again.
func (f DeliveryRetried) Tell(*Incident) string {
	return "to be told outside again: " + label(f.What, f.Key)
}

func (f DeliveryRetried) apply(i *Incident, e *Event) error {
	i.deliver(f.Key, func(d *Delivery) { d.Stage, d.Reason, d.Changed = StageAgain, "", moment(e) })
	return nil
}

// SkipDelivery says that a delivery is not wanted any more. What is under way may still be made.
type SkipDelivery struct{ Key, Reason string }

// DeliverySkipped is the fact of it.
type DeliverySkipped struct {
	Key    string `json:"key"`
	What   string `json:"what,omitzero"`
	Reason string `json:"reason"`
}

func (o SkipDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.Reason, "reason", maxLine, "skip e57 because it is old news"); err != nil {
		return nil, err
	}
	d, err := i.deliveryIn(o.Key, "", StageBegun, StageUnclear, StageFailed, StageAgain)
	if err != nil {
		return nil, err
	}
	return []Fact{DeliverySkipped{Key: o.Key, What: d.What, Reason: o.Reason}}, nil
}

// Kind is delivery_skipped.
func (DeliverySkipped) Kind() Kind { return "delivery_skipped" }

// Tell says what is left out, and why.
func (f DeliverySkipped) Tell(*Incident) string {
	return because("not told outside: "+label(f.What, f.Key), f.Reason)
}

func (f DeliverySkipped) apply(i *Incident, e *Event) error {
	i.deliver(f.Key, func(d *Delivery) {
		d.Doubt = d.Doubt || d.Stage == StageBegun
		d.Stage, d.Reason, d.Changed = StageSkipped, f.Reason, moment(e)
	})
	return nil
}

// RewordDelivery gives a delivery that was not made yet other words than its own.
type RewordDelivery struct{ Key, Text string }

// DeliveryReworded is the fact of it.
type DeliveryReworded struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	// Before are the words that somebody had given it earlier. Its own follow from what asks for it.
	Before string `json:"before,omitzero"`
}

func (o RewordDelivery) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkText(o.Text, "text", maxProse, "reword e57 imports work again"); err != nil {
		return nil, err
	}
	d, err := i.deliveryIn(o.Key, "", StageUnclear, StageFailed, StageAgain)
	if err != nil {
		return nil, err
	}
	if d.Text == o.Text {
		return nil, refusef("", "%s has these words already", o.Key)
	}
	return []Fact{DeliveryReworded{Key: o.Key, Text: o.Text, Before: d.Text}}, nil
}

// Kind is delivery_reworded.
func (DeliveryReworded) Kind() Kind { return "delivery_reworded" }

// Tell says what the words are now.
func (f DeliveryReworded) Tell(*Incident) string { return f.Key + " is told outside as: " + f.Text }

func (f DeliveryReworded) apply(i *Incident, e *Event) error {
	i.deliver(f.Key, func(d *Delivery) {
		if d.Text = f.Text; d.Stage == "" {
			d.Changed = moment(e)
		}
	})
	return nil
}

func (f DeliveryRetried) back(i *Incident, e *Event) (Order, error) {
	if d, _ := i.DeliveryOf(f.Key); d.Stage != StageAgain || d.Changed.Seq != e.Seq {
		return nil, since(f.Key+" was tried again", "")
	}
	return SkipDelivery{Key: f.Key, Reason: takenBack}, nil
}

func (f DeliverySkipped) back(i *Incident, e *Event) (Order, error) {
	if d, _ := i.DeliveryOf(f.Key); d.Stage != StageSkipped || d.Changed.Seq != e.Seq {
		return nil, since(f.Key+" was asked for again", "")
	}
	return RetryDelivery{Key: f.Key}, nil
}

func (f DeliveryReworded) back(i *Incident, _ *Event) (Order, error) {
	switch d, _ := i.DeliveryOf(f.Key); {
	case d.Text != f.Text:
		return nil, since(f.Key+" was reworded or done", "")
	case f.Before == "":
		return nil, refuse("its first words follow from what asks for it", "reword "+f.Key+" and the right words")
	}
	return RewordDelivery{Key: f.Key, Text: f.Before}, nil
}
