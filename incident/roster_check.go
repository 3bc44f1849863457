package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// RosterFault is something in a roster that cannot be used, and why.
type RosterFault struct {
	// At says where, in the words of the file: "people[2].handle", counted from 0.
	At string
	// Reason says in one clause what is wrong, Instead what would be right; it may be empty.
	Reason, Instead string
}

// Error is the whole sentence.
func (f RosterFault) Error() string {
	text := f.At + ": " + f.Reason
	if f.Instead != "" {
		text += "; instead: " + f.Instead
	}
	return text
}

// Bounds of a roster. A file of more is not one that people keep.
const (
	maxRoster  = 2_000 // people, and as many teams and systems
	maxContact = 254   // characters of a name, a telephone number or an address
	maxNamed   = 200   // people, teams or aliases that one entry names
)

// Checked gives what can be used of a roster, and what cannot: a handle that is none, a name that stands twice, somebody
// or something named that is not there, text that is too long or that a terminal would obey. One fault costs no more
// than what it is in, because a roster is looked at when there is no time to mend it.
func (r Roster) Checked() (Roster, []RosterFault) {
	c := rosterCheck{good: Roster{places: map[Person]int{}}}
	c.people(r.People)
	c.teams(r.Teams)
	c.memberships()
	c.systems(r.Systems)
	return c.good, c.faults
}

type rosterCheck struct {
	good   Roster
	was    []int // the places of the good people in what was checked
	faults []RosterFault
}

func (c *rosterCheck) fault(f RosterFault, at string, args ...any) {
	f.At = fmt.Sprintf(at, args...)
	c.faults = append(c.faults, f)
}

// wrong says what is, and what would be right.
func wrong(instead, reason string, args ...any) RosterFault {
	return RosterFault{Reason: fmt.Sprintf(reason, args...), Instead: instead}
}

// short gives a text that is an optional line of a bounded length, or nothing and a fault.
func (c *rosterCheck) short(text, what string, most int, at string, args ...any) string {
	if text == "" {
		return ""
	}
	if err := checkName(text, what, most, ""); err != nil {
		c.fault(wrong("a line of text", "%v", err), at, args...)
		return ""
	}
	return text
}

// bounded cuts a list off where nobody would have written more.
func bounded[T any](c *rosterCheck, list []T, most int, at string, args ...any) []T {
	if len(list) > most {
		c.fault(wrong("", "%d are listed, at most %d fit", len(list), most), at, args...)
		return list[:most]
	}
	return list
}

func (c *rosterCheck) people(people []Contact) {
	for k, p := range bounded(c, people, maxRoster, "people") {
		if f := c.newcomer(p.Person); f.Reason != "" {
			c.fault(f, "people[%d].handle", k)
			continue
		}
		p.Name = c.short(p.Name, "name", maxContact, "people[%d].name", k)
		p.Phone = c.short(p.Phone, "phone", maxContact, "people[%d].phone", k)
		p.Email = c.short(p.Email, "email", maxContact, "people[%d].email", k)
		if !storable(p.Since) {
			c.fault(wrong("a day such as 2021-03-01", "that year is outside 1700 to 2200"), "people[%d].since", k)
			p.Since = time.Time{}
		}
		c.good.places[p.Person] = len(c.good.People)
		c.good.People = append(c.good.People, p)
		c.was = append(c.was, k)
	}
}

// newcomer says what is wrong with a handle that is none or that somebody has already.
func (c *rosterCheck) newcomer(p Person) (f RosterFault) {
	_, twice := c.good.Contact(p)
	switch {
	case p == Nobody:
		return wrong("a handle such as zac", "the handle is missing")
	case checkPerson(p) != nil:
		return wrong("a handle such as zac: letters, digits, . - _", "%s is not a handle", quoted(string(p)))
	case twice:
		return wrong("one entry a person", "%s is listed twice", p)
	}
	return f
}

func (c *rosterCheck) teams(teams []Team) {
	for k, t := range bounded(c, teams, maxRoster, "teams") {
		if f := c.newName(t.Name, "team"); f.Reason != "" {
			c.fault(f, "teams[%d].name", k)
			continue
		}
		t.People = c.known(t.People, "teams[%d]", k)
		t.OnCall = c.prose(t.OnCall, "teams[%d].on_call", k)
		c.good.Teams = append(c.good.Teams, t)
	}
}

// newName says what is wrong with a name that is none or that a team or a system has already: whom to call must not be
// ambiguous.
func (c *rosterCheck) newName(name, what string) (f RosterFault) {
	if err := checkName(name, "name of the "+what, maxContact, ""); err != nil {
		return wrong("a name such as payments", "%v", err)
	}
	if _, twice := c.good.Team(name); twice && what == "team" {
		return wrong("another name", "there are two teams %s", quoted(name))
	}
	if s, twice := c.good.System(name); twice && what == "system" {
		return wrong("another name", "%s means the system %s already", quoted(name), quoted(s.Name))
	}
	return f
}

func (c *rosterCheck) prose(text, at string, args ...any) string {
	if err := checkOptional(text, "note", maxLine, ""); err != nil {
		c.fault(wrong("a note, or a link to a longer one", "%v", err), at, args...)
		return ""
	}
	return text
}

// known keeps the people that the roster has.
func (c *rosterCheck) known(people []Person, at string, args ...any) []Person {
	at = fmt.Sprintf(at, args...) + ".people"
	var known []Person
	for k, p := range bounded(c, people, maxNamed, "%s", at) {
		if _, ok := c.good.Contact(p); ok {
			known = append(known, p)
			continue
		}
		var handles []string
		for _, c := range c.good.People {
			handles = append(handles, string(c.Person))
		}
		c.fault(wrong(meant(string(p), handles), "%s is not among the people", quoted(string(p))), "%s[%d]", at, k)
	}
	return known
}

// meant is what to write instead of a name that is not there.
func meant(typed string, names []string) string {
	return strings.Join(Near(typed, names), ", or ")
}

// memberships keeps the teams that there are, once all are known.
func (c *rosterCheck) memberships() {
	for n := range c.good.People {
		p, k := &c.good.People[n], c.was[n]
		var teams []string
		for m, name := range bounded(c, p.Teams, maxNamed, "people[%d].teams", k) {
			if c.team(name, "people[%d].teams[%d]", k, m) {
				teams = append(teams, name)
			}
		}
		p.Teams = teams
	}
}

// team tells whether there is such a team.
func (c *rosterCheck) team(name, at string, args ...any) bool {
	if _, ok := c.good.Team(name); ok {
		return true
	}
	var names []string
	for _, t := range c.good.Teams {
		names = append(names, t.Name)
	}
	c.fault(wrong(meant(name, names), "there is no team %s", quoted(name)), at, args...)
	return false
}

func (c *rosterCheck) systems(systems []System) {
	for k, s := range bounded(c, systems, maxRoster, "systems") {
		if f := c.newName(s.Name, "system"); f.Reason != "" {
			c.fault(f, "systems[%d].name", k)
			continue
		}
		s.Aliases = c.aliases(s, k)
		s.People = c.known(s.People, "systems[%d]", k)
		if s.Team != "" && !c.team(s.Team, "systems[%d].team", k) {
			s.Team = ""
		}
		s.Note = c.prose(s.Note, "systems[%d].note", k)
		if len(c.good.CallFor(s)) == 0 {
			c.fault(wrong("a team, or people", "nobody is to be called for %s", quoted(s.Name)), "systems[%d]", k)
		}
		c.good.Systems = append(c.good.Systems, s)
	}
}

func (c *rosterCheck) aliases(s System, k int) []string {
	var aliases []string
	for m, alias := range bounded(c, s.Aliases, maxNamed, "systems[%d].aliases", k) {
		f := c.newName(alias, "system")
		if f.Reason == "" && slices.ContainsFunc(append(aliases, s.Name), func(n string) bool { return sameName(n, alias) }) {
			f = wrong("another alias", "%s is a name of it already", quoted(alias))
		}
		if f.Reason != "" {
			c.fault(f, "systems[%d].aliases[%d]", k, m)
			continue
		}
		aliases = append(aliases, alias)
	}
	return aliases
}
