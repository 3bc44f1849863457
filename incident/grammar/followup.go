package grammar

import (
	"time"

	"baton/incident"
)

const groupAfter = "afterwards"

var followUpVerbs = []verb{
	{
		Verb: Verb{
			Name: "followup", Aliases: []string{"follow-up", "fu", "todo", "later"}, Group: groupAfter,
			Usage: "followup [@PERSON] TEXT", Example: "followup @zac write a runbook for DNS", Help: "note work for after the incident",
			Takes: []Slot{may(SlotPerson), need(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.AddFollowUp{Owner: c.mention(), Text: c.text("the follow-up")}
		},
		write: writes(func(w *writer, o incident.AddFollowUp) {
			w.person(o.Owner)
			w.text(o.Text)
		}),
	},
	{
		Verb: Verb{
			Name: "close", Aliases: []string{"closed"}, Group: groupAfter,
			Usage: "close U2 [OUTCOME]", Example: "close U2 ticket OPS-77", Help: "end a follow-up, and say how",
			Takes: []Slot{need(SlotFollowUp), may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.CloseFollowUp{No: c.number(followUps, false), Outcome: c.optionalText()}
		},
		write: writes(func(w *writer, o incident.CloseFollowUp) {
			w.number("U", o.No)
			w.text(o.Outcome)
		}),
	},
	{
		Verb: Verb{
			Name: "postmortem", Aliases: []string{"post-mortem", "pm", "rca"}, Group: groupAfter,
			Usage: "postmortem @PERSON", Example: "postmortem @mia", Help: "say who writes the post-mortem",
			Takes: []Slot{need(SlotPerson)},
		},
		read:  func(c *cursor) incident.Order { return incident.OwnPostmortem{Owner: c.lastPerson("the person")} },
		write: writes(func(w *writer, o incident.OwnPostmortem) { w.person(o.Owner) }),
	},
	{
		Verb: Verb{
			Name: "meeting", Aliases: []string{"meet"}, Group: groupAfter,
			Usage: "meeting DATE TIME [WHERE]", Example: "meeting 2023-01-06 14:00 room 5",
			Help:  "set the post-mortem meeting; a bare time is the next such time",
			Takes: []Slot{need(SlotTime), may(SlotText)},
		},
		ownTime: true,
		read: func(c *cursor) incident.Order {
			return incident.ScheduleMeeting{At: c.meetingTime(), Where: c.optionalText()}
		},
		write: writes(func(w *writer, o incident.ScheduleMeeting) {
			w.word(timeText(o.At, w.zone))
			w.text(o.Where)
		}),
	},
}

// meetingTime takes a time that is to come.
func (c *cursor) meetingTime() time.Time {
	c.accept("at")
	w := c.needWord("the time of the meeting")
	if c.fault != nil {
		return time.Time{}
	}
	t, ok := c.timeAt(c.words)
	if !ok || t.back || t.ranged || t.precision != incident.Exact {
		c.fail(w.at, inQuotes(w.text)+" is not a time to meet, which is such as 2023-01-06 14:00")
		return time.Time{}
	}
	c.skip(t.words)
	if t.begin.dated {
		return c.onDate(t.begin, w)
	}
	return c.next(t.begin, c.reader.Now, w)
}
