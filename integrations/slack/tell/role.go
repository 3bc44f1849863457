package tell

import (
	"strings"

	"baton/incident"
)

// ofRoles tells who has which role, and who is to take one.
func (s scene) ofRoles(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.RoleTaken:
		return one(say(s.seated(f.Holder), " is ", roleWords(f.Role), ".")), true
	case incident.CommandTaken:
		return one(s.commandTaken(f)), true
	case incident.RoleOffered:
		return s.offered(f), true
	case incident.RoleHandedOver:
		return one(say(s.name(f.To), " is ", roleWords(f.Role), " now. ", s.name(f.From), " has handed over.")), true
	case incident.OfferDeclined:
		text := s.name(f.To) + " does not take over as " + f.Role.Label()
		if s.e.Actor == f.From {
			text = s.name(f.From) + " takes the offer of " + f.Role.Label() + " to " + s.name(f.To) + " back"
		}
		return one(say(text, because(f.Reason), " ", s.name(f.From), " is still ", f.Role.Label(), ".")), true
	case incident.RoleLeft:
		return one(say(s.name(f.Holder), " is no longer ", roleWords(f.Role), because(f.Reason), " Nobody has that role now.")), true
	}
	return telling{}, false
}

// one is a post of one paragraph in the channel.
func one(p part) telling { return telling{message: message{parts: []part{p}}} }

// seated mentions who was put into a role by somebody else.
func (s scene) seated(p incident.Person) span {
	if p == s.e.Actor {
		return span{text: s.name(p)}
	}
	return s.asked(p)
}

func (s scene) commandTaken(f incident.CommandTaken) part {
	if f.From == incident.Nobody {
		return say(s.name(f.Holder), " took command", because(f.Reason), " ", s.name(f.Holder), " is the IC now.")
	}
	return say(s.name(f.Holder), " took command from ", s.asked(f.From), because(f.Reason), " ", s.name(f.Holder), " is the IC now.")
}

func (s scene) offered(f incident.RoleOffered) telling {
	m := message{
		parts: []part{say(s.asked(f.To), ", ", s.name(f.From), " offers you the role of ", roleWords(f.Role), ". ",
			s.name(f.From), " is still ", f.Role.Label(), " until you accept.", s.unreached(f.To))},
		buttons: offerButtons(f.Role),
	}
	if strings.TrimSpace(f.Brief) != "" {
		m.parts = append(m.parts, quoting(f.Brief))
	}
	return telling{message: m}
}

func offerButtons(r incident.Role) []button {
	return []button{{"accept", "Accept", string(r)}, {"decline", "Decline", string(r)}}
}

// roleWords is a role as a sentence names it: "incident commander (IC)", "scribe".
func roleWords(r incident.Role) string {
	title := strings.ToLower(r.Title())
	if r.Label() == title {
		return title
	}
	return title + " (" + r.Label() + ")"
}
