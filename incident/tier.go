package incident

// SetTier moves the incident up or down the tiers. Moving down needs a reason.
type SetTier struct {
	To     Tier
	Reason string
}

// TierChanged is the fact of an upgrade, or of a step back.
type TierChanged struct {
	From   Tier   `json:"from"`
	To     Tier   `json:"to"`
	Reason string `json:"reason,omitzero"`
}

func (o SetTier) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "upgrade internal because customers notice"); err != nil {
		return nil, err
	}
	if err := o.To.check(); err != nil {
		return nil, err
	}
	switch {
	case !i.Open():
		return nil, refuse(i.isOver(), "reopen because it is back")
	case o.To == Public && i.Tier == Public:
		return nil, refusef("downgrade internal because customers are well", "the incident is at tier %s already", i.Tier)
	case o.To == i.Tier:
		return nil, refusef("upgrade "+(i.Tier+1).String(), "the incident is at tier %s already", i.Tier)
	case o.To < i.Tier && blank(o.Reason):
		return nil, refuse("those who were told must hear why the incident goes back a tier", "downgrade "+o.To.String()+" because only staff is affected")
	}
	return []Fact{TierChanged{From: i.Tier, To: o.To, Reason: o.Reason}}, nil
}

// Kind is tier_changed.
func (TierChanged) Kind() Kind { return "tier_changed" }

// Tell says both tiers.
func (f TierChanged) Tell(*Incident) string {
	verb := "upgraded"
	if f.To < f.From {
		verb = "downgraded"
	}
	return because(verb+" from "+f.From.String()+" to "+f.To.String(), f.Reason)
}

func (f TierChanged) apply(i *Incident, e *Event) error {
	i.Tier = f.To
	i.Tiers = i.Tiers.Plus(Change[Tier]{To: f.To, By: e.Actor, Reason: f.Reason, Since: moment(e)})
	return nil
}
