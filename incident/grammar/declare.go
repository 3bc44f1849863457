package grammar

import "baton/incident"

var declareVerb = verb{
	Verb: Verb{
		Name: "declare", Aliases: []string{"new"}, Group: groupIncident,
		Usage: "declare [sev 1..5] [internal|public] [practice] TITLE", Example: "declare sev 2 List import problems",
		Help:  "open an incident; practice is a drill",
		Takes: []Slot{may(SlotWord, "sev"), may(SlotSeverity, severities...), may(SlotTier, tiers...), may(SlotWord, "practice"), need(SlotText)},
	},
	read: readDeclare,
	write: writes(func(w *writer, o incident.Declare) {
		if o.Severity != 0 {
			w.word("sev")
			w.number("", int(o.Severity))
		}
		if o.Tier != incident.Engineering {
			w.word(o.Tier.String())
		}
		if o.Practice {
			w.word("practice")
		}
		w.text(o.Title)
	}),
}

// readDeclare takes severity, tier and practice in any order, each once, and only as whole words in lower case:
// "Public API down" is a title.
func readDeclare(c *cursor) incident.Order {
	var o incident.Declare
	var judged, told bool
	for c.more() && !c.words[0].quoted {
		w := c.words[0]
		if !judged && c.severityAhead() {
			c.accept("sev", "severity")
			o.Severity, judged = c.severity(), true
		} else if t, ok := wholeTier(w); ok && !told {
			c.skip(1)
			o.Tier, told = t, true
		} else if w.text == "practice" && !o.Practice {
			c.skip(1)
			o.Practice = true
		} else {
			break
		}
	}
	o.Title = c.text("the title")
	return o
}

// severityAhead tells whether "sev 2" or "sev2" comes next. A lone number begins a title.
func (c *cursor) severityAhead() bool {
	if c.is("sev", "severity") {
		return len(c.words) > 1 && isSeverity(c.words[1].text)
	}
	text := c.words[0].text
	return len(text) > 3 && isSeverity(text)
}

func isSeverity(s string) bool {
	severity, err := incident.ParseSeverity(s)
	return err == nil && severity != 0
}

func wholeTier(w word) (incident.Tier, bool) {
	for k, name := range tiers {
		if w.text == name {
			return incident.Tier(k), true
		}
	}
	return 0, false
}
