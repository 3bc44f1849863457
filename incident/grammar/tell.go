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

// readReport cuts at slashes that stand alone. A part may say which it is: "needs: a database engineer".
func readReport(c *cursor) incident.Order {
	var o incident.Report
	parts := []*string{&o.Conditions, &o.Actions, &o.Needs}
	start := c.at()
	var piece []word
	next := 0
	for c.fault == nil {
		if len(c.words) > 0 && (c.words[0].quoted || c.words[0].text != "/") {
			piece = append(piece, c.words[0])
			c.skip(1)
			continue
		}
		if next == len(parts) {
			c.fail(c.at(), "a report has three parts, conditions / actions / needs; a slash in one of them needs quotes around the part")
			break
		}
		*parts[next] = c.textOf(piece)
		piece = nil
		next++
		if len(c.words) == 0 {
			break
		}
		c.skip(1)
	}
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
