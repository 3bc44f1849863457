package incident

// SetSeverity judges how bad it is.
type SetSeverity struct {
	To     Severity
	Reason string
}

// SeverityChanged is the fact of a judgement.
type SeverityChanged struct {
	From   Severity `json:"from,omitzero"`
	To     Severity `json:"to"`
	Reason string   `json:"reason,omitzero"`
}

func (o SetSeverity) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "sev 2 because imports are late"); err != nil {
		return nil, err
	}
	if o.To < Worst || o.To > Mildest {
		return nil, refuseSeverity(o.To)
	}
	if o.To == i.Severity {
		return nil, refusef("sev and another number", "the incident is %s already", i.Severity)
	}
	return []Fact{SeverityChanged{From: i.Severity, To: o.To, Reason: o.Reason}}, nil
}

func refuseSeverity(s Severity) *Refusal {
	return refusef("sev 2", "severity %d does not exist, it runs from 1 (worst) to 5", uint8(s))
}

// Kind is severity_changed.
func (SeverityChanged) Kind() Kind { return "severity_changed" }

// Tell says the new severity, and the old one where there was one.
func (f SeverityChanged) Tell(*Incident) string {
	text := "severity " + f.To.String()
	if f.From != 0 {
		text = "severity " + f.From.String() + " → " + f.To.String()
	}
	return because(text, f.Reason)
}

func (f SeverityChanged) apply(i *Incident, e *Event) error {
	i.Severity = f.To
	i.Severities = i.Severities.Plus(Change[Severity]{To: f.To, By: e.Actor, Reason: f.Reason, Since: moment(e)})
	return nil
}
