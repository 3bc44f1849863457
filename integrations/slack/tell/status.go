package tell

import (
	"fmt"

	"baton/incident"
)

// ofScales tells how bad it is, who is told, how far the response has come, and that it is over.
func (s scene) ofScales(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.TierChanged:
		verb := "Upgraded"
		if f.To < f.From {
			verb = "Downgraded"
		}
		return one(say(verb, " from ", f.From.String(), " to ", strong(f.To.String()), because(f.Reason))), true
	case incident.SeverityChanged:
		if f.From == 0 {
			return one(say("Severity is ", strong(f.To.String()), because(f.Reason))), true
		}
		return one(say("Severity is ", strong(f.To.String()), " now, it was ", f.From.String(), because(f.Reason))), true
	case incident.StatusChanged:
		return one(say("Status is ", strong(f.To.String()), " now", because(f.Reason))), true
	case incident.TitleChanged:
		return one(say("The title is now: ", ended(f.Title))), true
	case incident.IncidentResolved:
		return s.resolved(f), true
	case incident.IncidentReopened:
		return one(say(strong("Reopened"), because(f.Reason), " ", capital(s.command()), ".")), true
	}
	return telling{}, false
}

// maxFollowUps is how many follow-ups a post names.
const maxFollowUps = 10

func (s scene) resolved(f incident.IncidentResolved) telling {
	m := message{parts: reasoned(f.Text, strong("Resolved"), " after ", lasting(s.i.Resolved.At.Sub(s.i.Declared.At)))}
	var open []incident.FollowUp
	for _, u := range s.i.FollowUps.All() {
		if u.Open() {
			open = append(open, u)
		}
	}
	if len(open) == 0 {
		return telling{message: m}
	}
	m.parts = append(m.parts, say("Still to be done:"))
	for n, u := range open {
		if n == maxFollowUps {
			m.parts = append(m.parts, listed(fmt.Sprintf("and %d more", len(open)-n)))
			break
		}
		m.parts = append(m.parts, listed(followUp(u.No), " ", few(u.Text), s.owned(u.Owner)))
	}
	return telling{message: m}
}

func followUp(no int) span { return strong(fmt.Sprintf("U%d", no)) }

func (s scene) owned(p incident.Person) string {
	if p == incident.Nobody {
		return ", nobody's yet"
	}
	return ", " + s.name(p)
}
