package grammar

import (
	"time"

	"baton/incident"
)

const groupActions = "action items"

var actionVerbs = []verb{
	{
		Verb: Verb{
			Name: "action", Aliases: []string{"a", "act", "assign", "ask"}, Group: groupActions,
			Usage: "action @PERSON TASK [in WAIT]", Example: "action @zac check DNS in 15m",
			Help:  "give a task to one person, to be asked about after a while (15m)",
			Takes: []Slot{need(SlotPerson), need(SlotText), may(SlotWord, "in"), may(SlotWait)},
		},
		read: readAssign,
		write: writes(func(w *writer, o incident.Assign) {
			w.person(o.Owner)
			w.text(o.Task)
			w.wait("in", o.In)
		}),
	},
	{
		Verb: Verb{
			Name: "ack", Aliases: []string{"acknowledge"}, Group: groupActions,
			Usage: "ack [A3]", Example: "ack 3", Help: "say yes to an action item",
			Takes: []Slot{may(SlotAction)},
		},
		read:  func(c *cursor) incident.Order { return incident.AcknowledgeAction{No: c.number(actions, true)} },
		write: writes(func(w *writer, o incident.AcknowledgeAction) { w.number("", o.No) }),
	},
	{
		Verb: Verb{
			Name: "done", Aliases: []string{"finish", "finished"}, Group: groupActions,
			Usage: "done [A3] [OUTCOME]", Example: "done 3 it was the resolver", Help: "end an action item, and say what came of it",
			Takes: []Slot{may(SlotAction), may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.FinishAction{No: c.number(actions, true), Outcome: c.optionalText()}
		},
		write: writes(func(w *writer, o incident.FinishAction) {
			w.number("", o.No)
			w.text(o.Outcome)
		}),
	},
	{
		Verb: Verb{
			Name: "more", Aliases: []string{"extend"}, Group: groupActions,
			Usage: "more [A3] [WAIT] [REASON]", Example: "more 3 10m waiting for logs", Help: "give an action item more time, from now (15m)",
			Takes: []Slot{may(SlotAction), may(SlotWait), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			no, in := c.number(actions, true), c.eitherWait()
			return incident.ExtendAction{No: no, In: in, Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.ExtendAction) {
			w.number("", o.No)
			w.wait("", o.In)
			w.text(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "handon", Aliases: []string{"reassign", "hand-on"}, Group: groupActions,
			Usage: "handon [A3] @PERSON [WAIT]", Example: "handon 3 @nick 20m", Help: "give an action item to somebody else",
			Takes: []Slot{may(SlotAction), need(SlotPerson), may(SlotWait)},
		},
		read: readHandOn,
		write: writes(func(w *writer, o incident.HandOnAction) {
			w.number("", o.No)
			w.person(o.To)
			w.wait("", o.In)
		}),
	},
	{
		Verb: Verb{
			Name: "drop", Aliases: []string{"cancel"}, Group: groupActions,
			Usage: "drop [A3] [REASON]", Example: "drop 3 because DNS is fine", Help: "end an action item that no longer matters",
			Takes: []Slot{may(SlotAction), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.DropAction{No: c.number(actions, true), Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.DropAction) {
			w.number("", o.No)
			w.reason(o.Reason)
		}),
	},
}

// readAssign takes the person first, or, where none is, the last @mention: "action check DNS @zac in 15m".
func readAssign(c *cursor) incident.Order {
	o := incident.Assign{In: c.trailingWait(false, "in", "within")}
	if last := len(c.words) - 1; last > 0 && !c.leads() {
		if p, ok := c.marked(c.words[last]); ok {
			o.Owner, c.words = p, c.words[:last]
		}
	}
	if o.Owner == incident.Nobody {
		o.Owner = c.person("the person")
		c.accept("to")
	}
	o.Task = c.text("the task")
	return o
}

// readHandOn takes the wait off the end first, so that the person may come without an @.
func readHandOn(c *cursor) incident.Order {
	no := c.number(actions, true)
	in := c.trailingWait(false, "in", "for")
	c.accept("to")
	return incident.HandOnAction{No: no, To: c.lastPerson("the person"), In: in}
}

// eitherWait takes a wait from the front, or else from the end.
func (c *cursor) eitherWait() (in time.Duration) {
	if in = c.leadingWait("in", "for", "by"); in == 0 {
		in = c.trailingWait(false, "in", "for", "by")
	}
	return in
}
