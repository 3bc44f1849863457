package grammar

import (
	"strconv"
	"strings"

	"baton/incident"
)

const groupReminders = "reminders"

var reminderVerbs = []verb{
	{
		Verb: Verb{
			Name: "snooze", Group: groupReminders,
			Usage: "snooze REMINDER [WAIT] [because] REASON", Example: "snooze A3 10m because Zac is on the phone",
			Help:  "put one off (10m): A3, F1, ack A3, update TIER, role IC, page @ZAC, no ic",
			Takes: []Slot{need(SlotReminder), may(SlotWait), because, need(SlotText)},
		},
		read:  readSnooze,
		write: writesSnooze,
	},
}

// readSnooze takes the wait before the reason, or after it with its keyword.
func readSnooze(c *cursor) incident.Order {
	o := incident.Snooze{About: c.reminder(), For: c.leadingWait("for", "by")}
	if o.For == 0 {
		o.For = c.trailingWait(true, "for")
	}
	o.Reason = c.reason()
	return o
}

func writesSnooze(w *writer, order incident.Order) bool {
	o, ok := order.(incident.Snooze)
	about, known := reminderText(o.About)
	if !ok || !known {
		return false
	}
	w.word(about)
	w.wait("", o.For)
	w.reason(o.Reason)
	return true
}

// reminderText is how the matter of a reminder is typed; ok is false for what is none.
func reminderText(about string) (text string, ok bool) {
	text = incident.SnoozeWords(about)
	c := Reader{}.cursor(text)
	c.verb = &verb{Verb: Verb{Name: "snooze"}}
	same := c.reminder()
	return text, c.fault == nil && !c.more() && same == about
}

// reminderWords are the first words of reminders that have two.
var reminderWords = []string{"update", "offer", "role", "ack", "page", "no"}

// reminder takes what a reminder is about: A3, F1, or one of the words and what belongs to it. A bare number is an action
// item.
func (c *cursor) reminder() string {
	w := c.needWord("the reminder, such as A3, F1 or update internal,")
	if c.fault != nil {
		return ""
	}
	if _, ok := asNumeral(w); ok {
		return c.numberedReminder()
	}
	if !w.is(reminderWords...) {
		c.failNear(w, inQuotes(w.text)+" is nothing that is asked about, which is such as A3, F1, update internal, offer ic, role ic, ack A3, page @zac or no ic", reminderWords)
		return ""
	}
	c.skip(1)
	switch {
	case w.is("update"):
		return "update " + c.tier(tiers...).String()
	case w.is("ack"):
		return "ack A" + strconv.Itoa(c.number(actions, false))
	case w.is("page"):
		return "page " + string(c.pagedPerson())
	case w.is("no"):
		if !c.accept("ic", "commander") {
			c.fail(c.at(), "only no ic is asked about, that nobody is IC")
		}
		return "no ic"
	}
	return strings.TrimSuffix(strings.ToLower(w.text), ":") + " " + string(c.role())
}

func (c *cursor) numberedReminder() string {
	if c.letter() == freezes.letter {
		return "F" + strconv.Itoa(c.number(freezes, false))
	}
	return "A" + strconv.Itoa(c.number(actions, false))
}

// pagedPerson takes one word as a person: nothing else can stand there, so that the @ may be left out.
func (c *cursor) pagedPerson() incident.Person {
	rest := c.words[min(1, len(c.words)):]
	c.words = c.words[:min(1, len(c.words))]
	p := c.lastPerson("the person who was paged")
	c.words = rest
	return p
}
