package grammar

import (
	"strings"

	"baton/incident"
)

const groupIncident = "the incident"

var (
	tiers      = []string{"engineering", "internal", "public"}
	statuses   = []string{"investigating", "identified", "monitoring", "resolved"}
	severities = []string{"1", "2", "3", "4", "5"}
)

var scaleVerbs = []verb{
	declareVerb,
	{
		Verb: Verb{
			Name: "title", Aliases: []string{"retitle", "rename"}, Group: groupIncident,
			Usage: "title TEXT", Example: "title List import problems", Help: "give the incident a better title",
			Takes: []Slot{need(SlotText)},
		},
		read:  func(c *cursor) incident.Order { return incident.Retitle{Title: c.text("the title")} },
		write: writes(func(w *writer, o incident.Retitle) { w.text(o.Title) }),
	},
	{
		Verb: Verb{
			Name: "sev", Aliases: []string{"severity"}, Group: groupIncident,
			Usage: "sev 1..5 [because REASON]", Example: "sev 2 because imports are late", Help: "judge how bad it is; 1 is the worst",
			Takes: []Slot{need(SlotSeverity, severities...), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.SetSeverity{To: c.severity(), Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.SetSeverity) {
			w.number("", int(o.To))
			w.reason(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "upgrade", Aliases: []string{"up"}, Group: groupIncident,
			Usage: "upgrade [internal|public] [because REASON]", Example: "upgrade internal because customers notice", Help: "let more people know",
			Takes: []Slot{may(SlotTier, tiers[1:]...), because, may(SlotText)},
		},
		read:  func(c *cursor) incident.Order { return c.readTier(1) },
		write: writesTier(incident.Internal, incident.Public),
	},
	{
		Verb: Verb{
			Name: "downgrade", Aliases: []string{"down"}, Group: groupIncident,
			Usage: "downgrade [engineering|internal] because REASON", Example: "downgrade engineering because only staff is affected",
			Help:  "go back a tier, and say why to those who were told",
			Takes: []Slot{may(SlotTier, tiers[:2]...), because, may(SlotText)},
		},
		read:  func(c *cursor) incident.Order { return c.readTier(-1) },
		write: writesTier(incident.Engineering, incident.Internal),
	},
	{
		Verb: Verb{
			Name: "status", Aliases: append([]string{"st"}, statuses[:3]...), Group: groupIncident,
			Usage: "status investigating|identified|monitoring [TEXT]", Example: "status identified the 12:40 deployment",
			Help:  "say how far the response has come; identified TEXT is short for it",
			Takes: []Slot{need(SlotStatus, statuses...), because, may(SlotText)},
		},
		said: map[string]string{"investigating": "investigating", "identified": "identified", "monitoring": "monitoring"},
		read: func(c *cursor) incident.Order {
			return incident.SetStatus{To: c.status(), Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.SetStatus) {
			w.word(o.To.String())
			w.text(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "resolve", Aliases: []string{"resolved"}, Group: groupIncident,
			Usage: "resolve [carry] [TEXT]", Example: "resolve fix in place since 15:40",
			Help:  "end the response; carry makes follow-ups of open action items and lifts freezes",
			Takes: []Slot{may(SlotWord, "carry"), may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.Resolve{CarryOver: c.accept("carry"), Text: c.optionalText()}
		},
		write: writes(func(w *writer, o incident.Resolve) {
			if o.CarryOver {
				w.word("carry")
			}
			w.text(o.Text)
		}),
	},
	{
		Verb: Verb{
			Name: "reopen", Group: groupIncident,
			Usage: "reopen [A3 [WAIT]] [because] REASON", Example: "reopen because the queue grows again",
			Help:  "start the response again, or open an action item again that had ended (15m)",
			Takes: []Slot{may(SlotEnded), may(SlotWait), because, need(SlotText)},
		},
		read:  readReopen,
		write: writesReopen,
	},
	impactVerb,
	zoneVerb,
}

// readReopen goes by the letter of the number: "reopen 3 hosts are down again" is about the incident.
func readReopen(c *cursor) incident.Order {
	if c.letter() != actions.letter {
		return incident.Reopen{Reason: c.reason()}
	}
	return incident.ReopenAction{No: c.number(actions, false), In: c.leadingWait("in", "for"), Reason: c.optionalReason()}
}

func writesReopen(w *writer, order incident.Order) bool {
	switch o := order.(type) {
	case incident.Reopen:
		w.reason(o.Reason)
	case incident.ReopenAction:
		w.number("A", o.No)
		w.wait("", o.In)
		w.reason(o.Reason)
		return o.No != 0
	default:
		return false
	}
	return true
}

// severity takes 2, sev2 or SEV-2.
func (c *cursor) severity() incident.Severity {
	w := c.needWord("the severity, 1 (worst) to 5,")
	if c.fault != nil {
		return 0
	}
	s, err := incident.ParseSeverity(strings.TrimRight(w.text, ",:"))
	if err != nil || s == 0 || w.quoted {
		c.fail(w.at, inQuotes(w.text)+" is not a severity, which runs from 1 (worst) to 5")
	}
	c.skip(1)
	return s
}

// begins tells whether a word is one of the names or at least three letters of its beginning: "in the meantime" is not
// for everybody at internal.
func begins(w word, name string) bool {
	typed := strings.TrimRight(strings.ToLower(w.text), ",:")
	return !w.quoted && len(typed) >= 3 && strings.HasPrefix(name, typed)
}

// oneOf takes the next word as one of the names, and gives its place among them. The fault offers some of them.
func (c *cursor) oneOf(names, offered []string, what string) int {
	w := word{text: c.given}
	if c.given == "" {
		w = c.needWord("the " + what + ", " + anyOf(offered) + ",")
	}
	if c.fault != nil {
		return 0
	}
	if c.given == "" {
		c.skip(1)
	}
	for k, name := range names {
		if begins(w, name) {
			return k
		}
	}
	c.failNear(w, inQuotes(w.text)+" is not a "+what+", which is "+anyOf(offered), offered)
	return 0
}

func (c *cursor) tier(offered ...string) incident.Tier {
	return incident.Tier(c.oneOf(tiers, offered, "tier"))
}

func (c *cursor) status() incident.Status {
	return incident.Status(c.oneOf(statuses, statuses, "status"))
}

// readTier reads an upgrade or a downgrade. Without a tier it is one step from the present one, if that is known.
func (c *cursor) readTier(step int) incident.Order {
	var o incident.SetTier
	at := c.at()
	if present := c.reader.Tier; present != nil && (!c.more() || c.is("because", "bc")) {
		o.To = incident.Tier(int(*present) + step)
		if *present == incident.Engineering && step < 0 || o.To > incident.Public {
			c.fail(at, "the incident is at tier "+present.String()+" already, there is none beyond")
		}
	} else if o.To = c.tier(c.verb.Takes[0].Words...); step > 0 && o.To == incident.Engineering {
		c.fail(at, "engineering is the lowest tier, nothing is upgraded to it")
	} else if step < 0 && o.To == incident.Public {
		c.fail(at, "public is the highest tier, nothing is downgraded to it")
	}
	o.Reason = c.optionalReason()
	return o
}

func writesTier(to ...incident.Tier) func(*writer, incident.Order) bool {
	return func(w *writer, order incident.Order) bool {
		o, ok := order.(incident.SetTier)
		if !ok || o.To != to[0] && o.To != to[1] {
			return false
		}
		w.word(o.To.String())
		w.reason(o.Reason)
		return true
	}
}
