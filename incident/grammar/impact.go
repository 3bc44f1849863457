package grammar

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/incident"
)

var impactVerb = verb{
	Verb: Verb{
		Name: "impact", Group: groupIncident,
		Usage: "impact [from TIME] [until TIME] [N UNIT, …] [TEXT]", Example: "impact from 12:40 340 customers, 12 accounts imports are delayed",
		Help:  "say since when, until when, how many and what customers feel; what is not said stays",
		Takes: []Slot{may(SlotWord, "from"), may(SlotTime), may(SlotWord, "until"), may(SlotTime), may(SlotText)},
	},
	ownTime: true,
	read:    readImpact,
	write: writes(func(w *writer, o incident.StateImpact) {
		w.time("from", o.From)
		w.time("until", o.Until)
		for k, count := range o.Counts {
			comma := ","
			if k == len(o.Counts)-1 {
				comma = ""
			}
			w.word(strconv.FormatInt(count.N, 10))
			w.word(nameText(count.Unit) + comma)
		}
		w.text(o.Text)
	}),
}

// readImpact takes times and counts, and the rest as text.
func readImpact(c *cursor) incident.Order {
	var o incident.StateImpact
	if !c.more() {
		c.fail(c.at(), "the impact is missing: from when, until when, how many, or what customers feel")
	}
	for c.more() {
		if c.timeAhead("from", "since") {
			c.skip(1)
			o.From = c.needTime("when it began")
		} else if c.timeAhead("until", "till", "to") {
			c.skip(1)
			o.Until = c.needTime("when it ended")
		} else if t, ok := c.timeAt(c.words); ok {
			c.ownTime(&o, t)
		} else {
			break
		}
	}
	for c.countAhead() {
		count, comma := c.count()
		if o.Counts = append(o.Counts, count); !comma {
			break
		}
	}
	o.Text = c.optionalText()
	return o
}

// timeAhead tells whether a keyword with a time after it comes next: "from the start" is text.
func (c *cursor) timeAhead(keywords ...string) bool {
	if !c.is(keywords...) || len(c.words) < 2 {
		return false
	}
	if c.words[1].is("now") {
		return true
	}
	_, ok := c.timeAt(c.words[1:])
	return ok
}

// ownTime reads "impact 12:40" and "impact 12:40-15:40": when customers felt it.
func (c *cursor) ownTime(o *incident.StateImpact, t typedTime) {
	w := c.words[0]
	c.skip(t.words)
	at := c.resolve(t, w)
	if c.fault == nil && at.Precision != incident.Exact {
		c.fail(w.at, inQuotes(w.text)+" has to be exact here")
	}
	o.From = at.At
	if !at.Until.IsZero() {
		o.Until = at.Until
	}
}

// countAhead tells whether a whole number and a unit come next. A unit is in quotes or begins with a letter.
func (c *cursor) countAhead() bool {
	if !c.more() || len(c.words) < 2 {
		return false
	}
	_, ok := wholeNumber(c.words[0])
	first, _ := utf8.DecodeRuneInString(c.words[1].text)
	return ok && (c.words[1].quoted || unicode.IsLetter(first))
}

// wholeNumber reads 340 or 1,200.
func wholeNumber(w word) (int64, bool) {
	digits := w.text
	for k, group := range strings.Split(w.text, ",") {
		if k > 0 && len(group) != 3 {
			return 0, false
		}
	}
	digits = strings.ReplaceAll(digits, ",", "")
	if w.quoted || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}

func (c *cursor) count() (count incident.Count, comma bool) {
	n, _ := wholeNumber(c.words[0])
	unit := c.words[1]
	c.skip(2)
	text, comma := unit.text, unit.comma
	if !unit.quoted {
		text, comma = strings.CutSuffix(text, ",")
	}
	return incident.Count{N: n, Unit: text}, comma
}
