package grammar

import (
	"slices"

	"baton/incident"
)

const groupRoles = "roles"

// roleNames are the roles that can be told from other words without being asked for.
var roleNames = []string{"ic", "icl", "analyst", "deputy", "scribe", "commander", "comms"}

var roleVerbs = []verb{
	{
		Verb: Verb{
			Name: "role", Aliases: roleNames, Group: groupRoles,
			Usage: "role ROLE @PERSON", Example: "role icl @mia", Help: "put somebody into a role that nobody has; ic @nick is short for role ic @nick",
			Takes: []Slot{need(SlotRole), need(SlotPerson)},
		},
		said: map[string]string{
			"ic": "ic", "icl": "icl", "analyst": "analyst", "deputy": "deputy", "scribe": "scribe", "commander": "ic", "comms": "icl",
		},
		read: func(c *cursor) incident.Order {
			if last := len(c.words) - 1; c.given == "" && last == 1 && c.leads() { // role @mia icl
				c.words = []word{c.words[1], c.words[0]}
			}
			return incident.TakeRole{Role: c.role(), Holder: c.personOrMe("the person")}
		},
		write: writes(func(w *writer, o incident.TakeRole) {
			w.word(string(o.Role))
			w.person(o.Holder)
		}),
	},
	{
		Verb: Verb{
			Name: "handoff", Aliases: []string{"handover", "offer", "hand-off"}, Group: groupRoles,
			Usage: "handoff ROLE @PERSON [BRIEF]", Example: "handoff ic @nick cause found, fix in review",
			Help:  "offer a role; the holder keeps it until the other accepts",
			Takes: []Slot{need(SlotRole), need(SlotPerson), may(SlotText)},
		},
		read: readHandoff,
		write: writes(func(w *writer, o incident.OfferRole) {
			w.word(string(o.Role))
			w.person(o.To)
			w.text(o.Brief)
		}),
	},
	{
		Verb: Verb{
			Name: "accept", Group: groupRoles,
			Usage: "accept [ROLE]", Example: "accept ic", Help: "take over a role that is offered to you",
			Takes: []Slot{may(SlotRole)},
		},
		read: func(c *cursor) incident.Order { return incident.AcceptRole{Role: c.optionalRole()} },
		write: writes(func(w *writer, o incident.AcceptRole) {
			if o.Role != "" {
				w.word(string(o.Role))
			}
		}),
	},
	{
		Verb: Verb{
			Name: "decline", Aliases: []string{"refuse"}, Group: groupRoles,
			Usage: "decline [ROLE] [because REASON]", Example: "decline ic because I am on another incident",
			Help:  "turn an offer down, or take your own back",
			Takes: []Slot{may(SlotRole), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.DeclineRole{Role: c.optionalRole(), Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.DeclineRole) {
			if o.Role != "" {
				w.word(string(o.Role))
			}
			w.reason(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "take", Aliases: []string{"takecommand"}, Group: groupRoles,
			Usage: "take command [because REASON]", Example: "take command because @nick is offline",
			Help:  "make yourself IC when the IC does not answer",
			Takes: []Slot{need(SlotWord, "command"), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			c.accept("command", "ic", "over")
			return incident.TakeCommand{Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.TakeCommand) {
			w.word("command")
			w.reason(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "leave", Group: groupRoles,
			Usage: "leave ROLE [because REASON]", Example: "leave scribe because my shift ends",
			Help:  "vacate a role; that of the IC can only be handed off",
			Takes: []Slot{need(SlotRole), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.LeaveRole{Role: c.role(), Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.LeaveRole) {
			w.word(string(o.Role))
			w.reason(o.Reason)
		}),
	},
}

// role takes the role that must be named.
func (c *cursor) role() incident.Role {
	if c.given != "" {
		return incident.Role(c.given)
	}
	w := c.needWord("the role")
	if c.fault != nil {
		return ""
	}
	role, ok := asRole(w)
	if !ok {
		c.failNear(w, inQuotes(w.text)+" is not the name of a role: ic, icl, analyst, deputy, scribe or another word of a-z, 0-9 and -", roleNames)
	}
	c.skip(1)
	return role
}

func asRole(w word) (incident.Role, bool) {
	if w.quoted {
		return "", false
	}
	role, err := incident.ParseRole(w.text)
	return role, err == nil
}

// optionalRole takes the next word as a role if it is one that everybody knows, or nothing but a reason follows it.
func (c *cursor) optionalRole() incident.Role {
	if !c.more() {
		return ""
	}
	w := c.words[0]
	role, ok := asRole(w)
	alone := len(c.words) == 1 || c.words[1].is("because", "bc")
	if !ok || w.is("because", "bc") || !alone && !slices.Contains(roleNames, string(role)) {
		return ""
	}
	c.skip(1)
	return role
}

// readHandoff takes role and person in either order.
func readHandoff(c *cursor) incident.Order {
	var o incident.OfferRole
	if c.leads() {
		o.To = c.person("the person")
		o.Role = c.role()
	} else {
		o.Role = c.role()
		c.accept("to")
		o.To = c.person("the person")
	}
	o.Brief = c.optionalText()
	return o
}
