package grammar

import (
	"slices"
	"strings"
	"time"

	"baton/incident"
)

// cursor walks over the words of a line, from the front and, for what may stand last, from the back. The first fault
// sticks: everything read after it is zero, and nobody looks at it.
type cursor struct {
	reader *Reader
	line   string
	words  []word // what is left
	verb   *verb
	given  string    // what an alias has said already: the ic of "ic @nick"
	limit  time.Time // no bare time is after it
	as     incident.Person
	when   incident.When
	fault  *ParseError
}

// fail notes what is wrong at a byte offset of the line, unless something was wrong before.
func (c *cursor) fail(at int, problem string) {
	if c.fault != nil {
		return
	}
	example := "note the queue has stopped growing"
	if c.verb != nil {
		example = c.verb.Example
	}
	c.fault = fault(c.line, at, problem, example)
}

// failNear also names words that were perhaps meant.
func (c *cursor) failNear(w word, problem string, words []string) {
	first := c.fault == nil
	c.fail(w.at, problem)
	if first {
		c.fault.Near = incident.Near(w.text, words)
	}
}

// at is where the next word stands, or the end of the line.
func (c *cursor) at() int {
	if len(c.words) > 0 {
		return c.words[0].at
	}
	return len(c.line)
}

func (c *cursor) more() bool { return c.fault == nil && len(c.words) > 0 }

func (c *cursor) skip(n int) { c.words = c.words[n:] }

// is tells whether the next word is one of these, unquoted and in any case; a colon may follow it.
func (c *cursor) is(words ...string) bool {
	return c.more() && c.words[0].is(words...)
}

func (w word) is(words ...string) bool {
	return !w.quoted && slices.Contains(words, strings.TrimSuffix(strings.ToLower(w.text), ":"))
}

// accept takes the next word if it is one of these.
func (c *cursor) accept(words ...string) bool {
	if !c.is(words...) {
		return false
	}
	c.skip(1)
	return true
}

// text takes the rest of the line, which must not be empty; what names it in the fault.
func (c *cursor) text(what string) string {
	at := c.at()
	text := c.optionalText()
	if strings.TrimSpace(text) == "" {
		c.fail(at, what+" is missing")
	}
	return text
}

// optionalText takes the rest of the line as it stands, or what stands in the quotes around the whole of it.
func (c *cursor) optionalText() string {
	if !c.more() {
		return ""
	}
	text := c.textOf(c.words)
	c.words = nil
	return text
}

func (c *cursor) textOf(words []word) string {
	if len(words) == 0 {
		return ""
	}
	if len(words) == 1 && words[0].quoted && !words[0].comma {
		return words[0].text
	}
	return c.line[words[0].at:words[len(words)-1].end]
}

// reason takes the rest of the line, after an optional "because", as one that must be given.
func (c *cursor) reason() string {
	c.accept("because", "bc")
	return c.text("the reason")
}

// optionalReason is like reason, but nothing at all will do.
func (c *cursor) optionalReason() string {
	if c.accept("because", "bc") {
		return c.text("the reason")
	}
	return c.optionalText()
}

// literal takes one word, which must be there, quoted or not.
func (c *cursor) literal(what string) string {
	if !c.more() {
		c.fail(c.at(), what+" is missing")
		return ""
	}
	w := c.words[0]
	c.skip(1)
	return w.text
}

// end makes sure that nothing is left over.
func (c *cursor) end() {
	if c.more() {
		c.fail(c.at(), inQuotes(c.textOf(c.words))+" is more than "+c.verb.Name+" takes")
	}
}
