package grammar

import (
	"slices"
	"strings"

	"baton/incident"
)

// handle reads a word as a person: @zac in any case, "me", or a name that the reader knows. A comma or colon may follow.
func (c *cursor) handle(w word) (incident.Person, bool) {
	if w.quoted {
		return incident.Nobody, false
	}
	name, marked := strings.CutPrefix(strings.TrimRight(w.text, ",:"), "@")
	p, err := incident.ParsePerson(name)
	switch {
	case strings.EqualFold(name, "me"):
		return c.me(w), true
	case err != nil && marked:
		c.fail(w.at, inQuotes(w.text)+" is not a handle, which has letters, digits, . - and _")
		return incident.Nobody, true
	case err != nil:
		return incident.Nobody, false
	}
	return p, marked || slices.Contains(c.reader.People, p)
}

func (c *cursor) me(w word) incident.Person {
	switch {
	case c.as != incident.Nobody:
		return c.as
	case c.reader.Me == incident.Nobody:
		c.fail(w.at, "it is not known who you are, so "+inQuotes(w.text)+" says nothing")
	}
	return c.reader.Me
}

// mention takes the next word if it is marked as a person with an @. Elsewhere text would follow, and any word may begin
// a text.
func (c *cursor) mention() incident.Person {
	if !c.more() {
		return incident.Nobody
	}
	p, ok := c.marked(c.words[0])
	if ok {
		c.skip(1)
	}
	return p
}

// person takes the person who must be named here, before other words.
func (c *cursor) person(what string) incident.Person {
	if !c.more() {
		c.fail(c.at(), what+" is missing")
		return incident.Nobody
	}
	w := c.words[0]
	p, ok := c.handle(w)
	if !ok && len(c.words) == 1 {
		return c.lastPerson(what)
	}
	if !ok {
		c.fail(w.at, inQuotes(w.text)+" is no person known here; a person has an @, such as @zac")
	}
	c.skip(1)
	return p
}

// lastPerson takes the person where nothing else could stand, so that the @ may be left out.
func (c *cursor) lastPerson(what string) incident.Person {
	if !c.more() {
		c.fail(c.at(), what+" is missing")
		return incident.Nobody
	}
	w := c.words[0]
	p, ok := c.handle(w)
	if !ok {
		var err error
		if p, err = incident.ParsePerson(strings.TrimRight(w.text, ",:")); err != nil || w.quoted {
			c.fail(w.at, inQuotes(w.text)+" is not a person; a person is such as @zac")
		}
	}
	c.skip(1)
	return p
}

// personOrMe takes the person who may be left out where the one who acts means themselves.
func (c *cursor) personOrMe(what string) incident.Person {
	if c.more() || c.fault != nil {
		return c.lastPerson(what)
	}
	if c.as == incident.Nobody && c.reader.Me == incident.Nobody {
		c.fail(c.at(), what+" is missing")
	}
	return c.me(word{at: len(c.line)})
}

// leads tells whether a person comes next.
func (c *cursor) leads() bool {
	if !c.more() {
		return false
	}
	_, ok := c.handle(c.words[0])
	return ok
}

// marked reads a word as a person if it has an @.
func (c *cursor) marked(w word) (incident.Person, bool) {
	if !strings.HasPrefix(w.text, "@") || w.quoted {
		return incident.Nobody, false
	}
	return c.handle(w)
}
