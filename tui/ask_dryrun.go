package tui

import (
	"fmt"
	"strings"

	"baton/incident"
)

// What an order will do, said before it is given.

// upgrade lists what moving up a tier does: in the record, outside, and what is missing for it.
func (q *question) upgrade(i *incident.Incident, o incident.SetTier) bool {
	q.head = "Upgrade to " + o.To.String() + "?"
	q.about = append(q.about, "It goes from "+i.Tier.String()+" to "+o.To.String()+": "+whoIsTold(o.To))
	entry := fmt.Sprintf("In the record, as entry %d if nothing comes before it: tier %s → %s", i.Seq+1, i.Tier, o.To)
	q.then = append(q.then, entry+only(o.Reason != "", ": "+o.Reason))
	q.then = append(q.then, q.app.outside(i, o)...)
	q.then = append(q.then, q.app.untold(i, o.To)...)
	return o.To > i.Tier
}

func whoIsTold(t incident.Tier) string {
	if t == incident.Public {
		return "CUSTOMERS are told."
	}
	return "the whole company is told."
}

// untold says who has to speak to the audiences of a tier, and what they have not been told.
func (a *app) untold(i *incident.Incident, to incident.Tier) []string {
	var lines []string
	if i.Holder(incident.IC) == incident.Nobody {
		lines = append(lines, "Nobody is IC: C takes command.")
	}
	if i.Holder(incident.ICL) == incident.Nobody {
		lines = append(lines, "Nobody is ICL, who would tell them: for example role icl @mia")
	}
	for tier := max(i.Tier, incident.Internal); tier <= to; tier++ {
		u, ok := i.LastUpdate(tier)
		switch {
		case !ok:
			lines = append(lines, "No "+tier.String()+" update was told yet: i tells one.")
		case u.Next.IsZero():
			lines = append(lines, "The next "+tier.String()+" update is not promised: i promises one.")
		}
	}
	return lines
}

// outside says what an order does beyond the record.
func (a *app) outside(i *incident.Incident, o incident.Order) []string {
	if i.Practice {
		return []string{"Practice: nothing is sent outside."}
	}
	if a.dryRun == nil && len(a.services) > 0 {
		return []string{"What " + a.serviceNames() + " would be told is not known here."}
	}
	var does []string
	if a.dryRun != nil {
		does = a.dryRun(*i, o)
	}
	switch {
	case len(does) == 0 && len(a.services) == 0:
		return []string{"Nothing is sent outside: no service is connected." + byHand(o)}
	case len(does) == 0:
		return []string{"Nothing is sent outside: no connected service acts on it." + byHand(o)}
	}
	var lines []string
	for _, d := range does {
		lines = append(lines, "Outside: "+d)
	}
	return append(lines, a.heldUp()...)
}

// heldUp says which services are told later than now.
func (a *app) heldUp() []string {
	var lines []string
	for _, s := range a.ill() {
		switch state, _ := s.state(); state {
		case "down", "not connected":
			lines = append(lines, s.Name+" is "+state+": it is told when the connection is back.")
		default:
			lines = append(lines, s.Name+" is not well ("+s.Line+"): it may be told later.")
		}
	}
	return lines
}

// serviceNames are those that are connected.
func (a *app) serviceNames() string {
	var names []string
	for _, s := range a.services {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// byHand is what a person has to do instead of a service.
func byHand(o incident.Order) string {
	switch o := o.(type) {
	case incident.SetTier:
		if o.To == incident.Public {
			return " Tell them yourself: customers, by the status page; the support team."
		}
		return " Tell them yourself: the whole company, by its own channel."
	case incident.Call:
		return " Nobody's telephone rings: call them yourself."
	}
	return ""
}
