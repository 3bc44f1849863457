package grammar

import (
	"strings"
	"time"
	"unicode/utf8"

	"baton/incident"
)

// Reader is what surrounds a line that is typed: the clock, the zone and the people.
type Reader struct {
	// Now is the clock of whoever reads; Zone is where bare times are meant, UTC if nil.
	Now  time.Time
	Zone *time.Location
	// Me is who types, for "me" and for what a person says of themselves; empty if it is not known.
	Me incident.Person
	// People are those whose handle is understood without an @. They never change what a line means, only let lines
	// through that would need an @.
	People []incident.Person
	// Started is when the incident was declared, zero if it is not known. A bare time more than 12 hours before has to say
	// its date.
	Started time.Time
	// Tier is the incident's tier, for an upgrade that names none; nil if it is not known.
	Tier *incident.Tier
	// Zones finds a zone by its name; nil for package time's database.
	Zones func(name string) (*time.Location, error)
}

// Phrase is a line that was understood.
type Phrase struct {
	// Verb is the verb's name in the table, whatever alias was typed.
	Verb  string
	Order incident.Order
	// As is for whom whoever types acts ("as @nick …"), empty for themselves.
	As incident.Person
	// When is when it happened, UTC; zero for now.
	When incident.When
}

// Parse reads one line. The error is a *ParseError, whose sentence is for the person who typed. A [incident.Declare]
// comes without its Ref and its Zone, which whoever declares picks.
func (r Reader) Parse(line string) (Phrase, error) {
	c := r.cursor(line)
	c.readPrefix()
	c.readVerb()
	if c.fault != nil {
		return Phrase{}, c.fault
	}
	order := c.verb.read(c)
	c.end()
	if c.fault != nil {
		return Phrase{}, c.fault
	}
	return Phrase{Verb: c.verb.Name, Order: order, As: c.as, When: c.when}, nil
}

func (r Reader) cursor(line string) *cursor {
	c := &cursor{reader: &r, line: line, limit: r.Now.Add(clockSlack)}
	if c.checkLine(); c.fault == nil {
		c.words = split(line, 0)
	}
	return c
}

// now is the clock, to the second: nobody means more.
func (r Reader) now() time.Time { return r.Now.UTC().Truncate(time.Second) }

// checkLine keeps out what would be invisible in the record. The doors clean what comes from outside; changing a command
// silently here would be worse than refusing it.
func (c *cursor) checkLine() {
	for at, r := range c.line {
		if _, size := utf8.DecodeRuneInString(c.line[at:]); r == utf8.RuneError && size == 1 {
			c.fail(at, "the line holds bytes that are no text (UTF-8); type it again from here")
		} else if unsafe(r) {
			c.fail(at, "the line holds an invisible control character; type it again from here")
		}
	}
}

// readPrefix takes "as @nick" and a time before the verb.
func (c *cursor) readPrefix() {
	if c.fault != nil {
		return
	}
	if c.more() && !c.words[0].quoted {
		w := &c.words[0]
		if w.text = strings.TrimLeft(w.text, ":"); w.text == "" {
			c.skip(1)
		}
	}
	if c.accept("as") {
		if len(c.words) == 0 {
			c.fail(c.at(), "the person you act for is missing")
			return
		}
		rest := c.words[1:]
		c.words = c.words[:1]
		c.as = c.lastPerson("the person you act for")
		c.words = rest
	}
	c.when = c.optionalWhen()
}

// readVerb takes the verb, and the time after it.
func (c *cursor) readVerb() {
	if c.fault != nil {
		return
	}
	if len(c.words) == 0 {
		c.fail(c.at(), "nothing is ordered yet; help lists the verbs")
		return
	}
	w := c.words[0]
	name := strings.TrimSuffix(strings.ToLower(w.text), ":")
	if c.is("help", "?") {
		c.help()
		return
	}
	v, ok := lookup(name)
	if !ok || w.quoted {
		c.failNear(w, inQuotes(w.text)+" is no verb known here", allNames())
		c.exampleOfNearest()
		return
	}
	c.verb, c.given = v, v.said[name]
	c.skip(1)
	if !v.ownTime && c.when.IsZero() {
		c.when = c.optionalWhen()
	}
}

func (c *cursor) exampleOfNearest() {
	if len(c.fault.Near) > 0 {
		nearest, _ := lookup(c.fault.Near[0])
		c.fault.Example = nearest.Example
	}
}

// help answers in the form of a fault, because a question is no order either.
func (c *cursor) help() {
	c.skip(1)
	if len(c.words) > 0 {
		w := c.words[0]
		v, ok := lookup(strings.ToLower(w.text))
		if !ok {
			c.failNear(w, inQuotes(w.text)+" is no verb known here", allNames())
			return
		}
		c.fail(0, v.Name+": "+v.Help+"; it is typed "+v.Usage)
		c.fault.Example = v.Example
		return
	}
	c.fail(0, "the verbs are "+strings.Join(names(), ", "))
	c.fault.Example = "help freeze, or an order such as " + c.fault.Example
}
