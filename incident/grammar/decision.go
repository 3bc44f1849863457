package grammar

import "baton/incident"

const groupDecisions = "decisions"

var decisionVerbs = []verb{
	{
		Verb: Verb{
			Name: "propose", Aliases: []string{"proposal", "suggest"}, Group: groupDecisions,
			Usage: "propose TEXT", Example: "propose roll back the 12:40 deployment", Help: "ask everybody for strong objections",
			Takes: []Slot{need(SlotText)},
		},
		read:  func(c *cursor) incident.Order { return incident.ProposeDecision{Text: c.text("the proposal")} },
		write: writes(func(w *writer, o incident.ProposeDecision) { w.text(o.Text) }),
	},
	{
		Verb: Verb{
			Name: "decide", Aliases: []string{"decided", "decision"}, Group: groupDecisions,
			Usage: "decide [D2] [abandon] [@OWNER] [TEXT]", Example: "decide D2 roll back the 12:40 deployment",
			Help:  "settle a proposal, as it stands or in other words, or decide straight away",
			Takes: []Slot{may(SlotDecision), may(SlotWord, "abandon"), may(SlotPerson), may(SlotText)},
		},
		read: readDecide,
		write: writes(func(w *writer, o incident.MakeDecision) {
			w.number("D", o.No)
			if o.Abandon {
				w.word("abandon")
			}
			w.person(o.Owner)
			w.text(o.Text)
		}),
	},
	abandonVerb,
}

// abandonVerb is short for "decide D2 abandon".
var abandonVerb = verb{
	Verb: Verb{
		Name: "abandon", Group: groupDecisions,
		Usage: "abandon D2 [because REASON]", Example: "abandon D2 because it takes too long", Help: "settle a proposal by dropping it",
		Takes: []Slot{need(SlotDecision), because, may(SlotText)},
	},
	read: func(c *cursor) incident.Order {
		return incident.MakeDecision{No: c.number(decisions, false), Abandon: true, Text: c.optionalReason()}
	},
	write: func(w *writer, order incident.Order) bool {
		o, ok := order.(incident.MakeDecision)
		w.number("D", o.No)
		w.reason(o.Text)
		return ok && o.Abandon && o.Owner == incident.Nobody
	},
}

// readDecide wants the letter on a number before text, because "decide 3 replicas are enough" is no answer to proposal 3.
func readDecide(c *cursor) incident.Order {
	var o incident.MakeDecision
	if n, ok := c.bareNumber(); ok && len(c.words) > 1 {
		c.fail(c.at(), "a proposal is D"+n+"; if text begins with "+n+" put it in quotes")
		return o
	} else if ok || c.letter() == decisions.letter {
		o.No = c.number(decisions, false)
		o.Abandon = c.accept("abandon", "abandoned")
	}
	o.Owner = c.mention()
	if o.No == 0 {
		o.Text = c.text("the decision")
	} else {
		o.Text = c.optionalText()
	}
	return o
}

// bareNumber is the number that comes next, if it has no letter.
func (c *cursor) bareNumber() (digits string, ok bool) {
	if !c.more() {
		return "", false
	}
	n, ok := asNumeral(c.words[0])
	return n.digits, ok && n.letter == 0
}
