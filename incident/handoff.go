package incident

import (
	"slices"
	"strings"
)

// OfferRole is the first step of a handoff. The holder keeps the role until the other accepts. A second offer of the
// same role replaces the first.
type OfferRole struct {
	Role  Role
	To    Person
	Brief string
}

func (o *Offer) mend(m *mending) {
	m.reword(o.Made, &o.Brief)
	m.move(&o.Made)
}

// RoleOffered is the fact of an offer.
type RoleOffered struct {
	Role  Role   `json:"role"`
	From  Person `json:"from"`
	To    Person `json:"to"`
	Brief string `json:"brief,omitzero"`
}

func (o OfferRole) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Brief, "brief", maxProse, "handoff ic @nick cause found, fix in review"); err != nil {
		return nil, err
	}
	if err := o.Role.check(); err != nil {
		return nil, err
	}
	holder := i.Holder(o.Role)
	switch {
	case checkPerson(o.To) != nil:
		return nil, checkPerson(o.To)
	case o.To == Nobody:
		return nil, refuse("nobody is named to hand over to", "handoff "+string(o.Role)+" "+otherThan(holder).String())
	case holder == Nobody:
		return nil, refusef("role "+string(o.Role)+" "+o.To.String(), "nobody is %s, so there is nothing to hand over", o.Role.Label())
	case holder == o.To:
		return nil, refusef("handoff "+string(o.Role)+" and another person", "%s is %s already", holder, o.Role.Label())
	}
	return []Fact{RoleOffered{Role: o.Role, From: holder, To: o.To, Brief: o.Brief}}, nil
}

// Kind is role_offered.
func (RoleOffered) Kind() Kind { return "role_offered" }

// Tell says who offers what to whom.
func (f RoleOffered) Tell(i *Incident) string {
	return because(i.Name(f.From)+" offers "+f.Role.Label()+" to "+i.Name(f.To), f.Brief)
}

func (f RoleOffered) apply(i *Incident, e *Event) error {
	i.settle(f.Role)
	i.Offers = append(i.Offers, Offer{Role: f.Role, From: f.From, To: f.To, Brief: f.Brief, Made: moment(e)})
	return nil
}

// settle takes the open offer of a role away.
func (i *Incident) settle(r Role) {
	i.Offers = slices.DeleteFunc(slices.Clone(i.Offers), func(o Offer) bool { return o.Role == r })
}

// AcceptRole is the second step of a handoff, by the person to whom the role was offered. An empty role means the only
// one that is offered to them.
type AcceptRole struct{ Role Role }

// RoleHandedOver is the fact that the other accepted and has the role.
type RoleHandedOver struct {
	Role  Role   `json:"role"`
	From  Person `json:"from"`
	To    Person `json:"to"`
	Brief string `json:"brief,omitzero"`
}

func (o AcceptRole) decide(i *Incident, g Given) ([]Fact, error) {
	offer, err := i.offerFor(o.Role, "accept", func(offer Offer) bool { return g.By == offer.To }, g.By)
	if err != nil {
		return nil, err
	}
	return []Fact{RoleHandedOver{Role: offer.Role, From: offer.From, To: offer.To, Brief: offer.Brief}}, nil
}

// offerFor finds the one offer that a person may answer.
func (i *Incident) offerFor(r Role, verb string, may func(Offer) bool, p Person) (Offer, error) {
	var mine, open []string
	var found Offer
	for _, offer := range i.Offers {
		open = append(open, "as "+offer.To.String()+" "+verb+" "+string(offer.Role))
		if may(offer) && (r == "" || r == offer.Role) {
			mine, found = append(mine, verb+" "+string(offer.Role)), offer
		}
	}
	switch {
	case len(mine) == 1:
		return found, nil
	case len(mine) > 1:
		return found, refuse("more than one offer can be meant", strings.Join(mine, " or "))
	case len(open) > 0:
		return found, refuse("no such role is offered to "+p.String(), strings.Join(open, " or "))
	}
	return found, refuse("no role is offered to anybody", "handoff ic @nick")
}

// Kind is role_handed_over.
func (RoleHandedOver) Kind() Kind { return "role_handed_over" }

// Tell says who has the role now.
func (f RoleHandedOver) Tell(i *Incident) string {
	return i.Name(f.To) + " is " + f.Role.Label() + ", taking over from " + i.Name(f.From)
}

func (f RoleHandedOver) apply(i *Incident, e *Event) error {
	i.seat(Tenure{Role: f.Role, Holder: f.To, Brief: f.Brief}, e)
	return nil
}

// DeclineRole turns an offer down, or takes one's own offer back; the holder keeps the role.
type DeclineRole struct {
	Role   Role
	Reason string
}

// OfferDeclined is the fact that an offer came to nothing.
type OfferDeclined struct {
	Role   Role   `json:"role"`
	From   Person `json:"from"`
	To     Person `json:"to"`
	Reason string `json:"reason,omitzero"`
}

func (o DeclineRole) decide(i *Incident, g Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "decline ic because I am on another incident"); err != nil {
		return nil, err
	}
	offer, err := i.offerFor(o.Role, "decline", func(offer Offer) bool { return g.By == offer.To || g.By == offer.From }, g.By)
	if err != nil {
		return nil, err
	}
	return []Fact{OfferDeclined{Role: offer.Role, From: offer.From, To: offer.To, Reason: o.Reason}}, nil
}

// Kind is offer_declined.
func (OfferDeclined) Kind() Kind { return "offer_declined" }

// Tell says who keeps the role.
func (f OfferDeclined) Tell(i *Incident) string {
	return because("the offer of "+f.Role.Label()+" to "+i.Name(f.To)+" is off, "+i.Name(f.From)+" keeps it", f.Reason)
}

func (f OfferDeclined) apply(i *Incident, _ *Event) error {
	i.settle(f.Role)
	return nil
}
