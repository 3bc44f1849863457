package grammar

import (
	"strings"

	"baton/incident"
)

const groupTelling = "telling"

var tellVerbs = []verb{
	{
		Verb: Verb{
			Name: "update", Aliases: []string{"tell"}, Group: groupTelling,
			Usage: "update TIER TEXT [next WAIT]", Example: "update internal we know the cause, a fix is in review next 30m",
			Help:  "tell an audience something, and when the next update comes",
			Takes: []Slot{need(SlotTier, tiers...), need(SlotText), may(SlotWord, "next"), may(SlotWait)},
		},
		read: func(c *cursor) incident.Order {
			o := incident.TellAudience{Audience: c.tier(tiers...)}
			o.Next = c.trailingWait(true, "next") // imports may well be delayed "by 30m", so the keyword is needed
			o.Text = c.text("the update")
			return o
		},
		write: writes(func(w *writer, o incident.TellAudience) {
			w.word(o.Audience.String())
			w.text(o.Text)
			w.wait("next", o.Next)
		}),
	},
	{
		Verb: Verb{
			Name: "report", Aliases: []string{"sitrep", "can"}, Group: groupTelling,
			Usage: "report CONDITIONS / ACTIONS / NEEDS", Example: "report imports fail / Zac rolls back / a database engineer",
			Help:  "sum the situation up; parts may be left empty",
			Takes: []Slot{need(SlotText)},
		},
		read:  readReport,
		write: writes(writeReport),
	},
}

// readReport cuts at slashes that stand alone; in quotes a slash is text.
func readReport(c *cursor) incident.Order {
	var o incident.Report
	start, from, part := c.at(), 0, 0
	parts := []*string{&o.Conditions, &o.Actions, &o.Needs}
	for k, w := range c.words {
		if w.quoted || w.text != "/" {
			continue
		}
		if part == len(parts)-1 {
			c.fail(w.at, "a report has three parts, conditions / actions / needs; a slash in one of them needs quotes around the part")
			break
		}
		*parts[part] = c.textOf(c.words[from:k])
		from, part = k+1, part+1
	}
	*parts[part] = c.textOf(c.words[from:])
	c.words = nil
	if strings.TrimSpace(o.Conditions+o.Actions+o.Needs) == "" {
		c.fail(start, "the report is missing")
	}
	return o
}

func writeReport(w *writer, o incident.Report) {
	w.text(o.Conditions)
	if o.Actions != "" || o.Needs != "" {
		w.word("/")
		w.text(o.Actions)
	}
	if o.Needs != "" {
		w.word("/")
		w.text(o.Needs)
	}
}
