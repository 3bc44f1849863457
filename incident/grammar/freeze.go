package grammar

import (
	"strings"

	"baton/incident"
)

const groupDeploys = "deploys"

var freezeVerbs = []verb{
	{
		Verb: Verb{
			Name: "freeze", Aliases: []string{"hat"}, Group: groupDeploys,
			Usage:   "freeze all|SERVICE,… [steal] [for @PERSON] [because] REASON [for WAIT]",
			Example: "freeze all because bad deploy for 1h", Help: "block deploys, until asked about (1h); steal takes them from whoever holds them",
			Takes: []Slot{need(SlotService, "all"), may(SlotWord, "steal"), because, need(SlotText), may(SlotWord, "for"), may(SlotWait)},
		},
		read: readFreeze,
		write: writes(func(w *writer, o incident.Freeze) {
			w.scopes(o.Scopes)
			if o.Steal {
				w.word("steal")
			}
			if o.Holder != incident.Nobody {
				w.word("for")
				w.person(o.Holder)
			}
			w.reason(o.Reason)
			w.wait("for", o.For)
		}),
	},
	{
		Verb: Verb{
			Name: "thaw", Aliases: []string{"unfreeze"}, Group: groupDeploys,
			Usage: "thaw [F1] [REASON]", Example: "thaw 1 the fix is out", Help: "let deploys go on",
			Takes: []Slot{may(SlotFreeze), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.Thaw{No: c.number(freezes, true), Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.Thaw) {
			w.number("", o.No)
			w.text(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "refreeze", Group: groupDeploys,
			Usage: "refreeze [F1] [WAIT] [REASON]", Example: "refreeze 1 1h fix not out yet", Help: "keep a freeze on for longer, from now (1h)",
			Takes: []Slot{may(SlotFreeze), may(SlotWait), because, may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			no, in := c.number(freezes, true), c.eitherWait()
			return incident.Refreeze{No: no, For: in, Reason: c.optionalReason()}
		},
		write: writes(func(w *writer, o incident.Refreeze) {
			w.number("", o.No)
			w.wait("", o.For)
			w.text(o.Reason)
		}),
	},
}

// readFreeze takes the scopes, then steal, the holder and the wait in any order, then the reason. Holder and wait may
// stand after the reason too.
func readFreeze(c *cursor) incident.Order {
	o := incident.Freeze{Scopes: c.scopes()}
	for c.more() {
		if c.accept("steal") {
			o.Steal = true
		} else if p := c.forPerson(); p != incident.Nobody {
			o.Holder = p
		} else if d := c.leadingWait("for"); d != 0 {
			o.For = d
		} else {
			break
		}
	}
	if o.For == 0 {
		o.For = c.trailingWait(false, "for")
	}
	if last := len(c.words) - 1; o.Holder == incident.Nobody && last > 1 && c.words[last-1].is("for") {
		if p, ok := c.marked(c.words[last]); ok {
			o.Holder, c.words = p, c.words[:last-1]
		}
	}
	if o.For == 0 {
		o.For = c.trailingWait(false, "for")
	}
	o.Reason = c.reason()
	return o
}

func (c *cursor) forPerson() incident.Person {
	if len(c.words) < 2 || !c.is("for") {
		return incident.Nobody
	}
	p, ok := c.marked(c.words[1])
	if !ok {
		return incident.Nobody
	}
	c.skip(2)
	return p
}

// scopes takes the services, "a,b", "a, b" or "a and b"; none means everything.
func (c *cursor) scopes() (scopes []string) {
	if c.accept("all", "everything", "*") || c.is("because", "bc") {
		return nil
	}
	if !c.more() {
		c.fail(c.at(), "what to freeze is missing: all, or the services")
	}
	for c.more() {
		w := c.words[0]
		c.skip(1)
		for part := range strings.SplitSeq(w.text, ",") {
			if w.quoted {
				part = w.text
			}
			if part != "" {
				scopes = append(scopes, part)
			}
			if w.quoted {
				break
			}
		}
		if goesOn := w.comma || !w.quoted && strings.HasSuffix(w.text, ",") || c.accept("and"); !goesOn {
			break
		}
	}
	if len(scopes) == 0 {
		c.fail(c.at(), "what to freeze is missing: all, or the services")
	}
	return scopes
}

func (w *writer) scopes(scopes []string) {
	if len(scopes) == 0 {
		w.word("all")
		return
	}
	names := make([]string, len(scopes))
	for k, s := range scopes {
		names[k] = nameText(s)
	}
	w.word(strings.Join(names, ", "))
}
