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
	// Why is a *Refusal.
	Why error
}

// Error is the whole sentence.
func (f RosterFault) Error() string { return f.At + ": " + f.Why.Error() }

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
	var c rosterCheck
	c.people(r.People)
	c.teams(r.Teams)
	c.memberships()
	c.systems(r.Systems)
	return c.good, c.faults
}

type rosterCheck struct {
	good   Roster
	places []int // of the good people in what was checked
	faults []RosterFault
}

func (c *rosterCheck) fault(why error, at string, args ...any) {
	c.faults = append(c.faults, RosterFault{At: fmt.Sprintf(at, args...), Why: why})
}

// short gives a text that is an optional line of a bounded length, or nothing and a fault.
func (c *rosterCheck) short(text, what string, most int, at string, args ...any) string {
	if text == "" {
		return ""
	}
	if err := checkName(text, what, most, "a line of text"); err != nil {
		c.fault(err, at, args...)
		return ""
	}
	return text
}

// bounded cuts a list off where nobody would have written more.
func bounded[T any](c *rosterCheck, list []T, most int, at string, args ...any) []T {
	if len(list) > most {
		c.fault(refusef("", "%d are listed, at most %d fit", len(list), most), at, args...)
		return list[:most]
	}
	return list
}

func (c *rosterCheck) people(people []Contact) {
	for k, p := range bounded(c, people, maxRoster, "people") {
		if err := c.newcomer(p.Person); err != nil {
			c.fault(err, "people[%d].handle", k)
			continue
		}
		p.Name = c.short(p.Name, "name", maxContact, "people[%d].name", k)
		p.Phone = c.short(p.Phone, "phone", maxContact, "people[%d].phone", k)
		p.Email = c.short(p.Email, "email", maxContact, "people[%d].email", k)
		if !storable(p.Since) {
			c.fault(refuse("that year is outside 1700 to 2200", "a day such as 2021-03-01"), "people[%d].since", k)
			p.Since = time.Time{}
		}
		c.good.People = append(c.good.People, p)
		c.places = append(c.places, k)
	}
}

// newcomer refuses a handle that is none or that somebody has already.
func (c *rosterCheck) newcomer(p Person) error {
	if p == Nobody {
		return refuse("the handle is missing", "a handle such as zac")
	}
	if err := checkPerson(p); err != nil {
		return err
	}
	if _, twice := c.good.Contact(p); twice {
		return refusef("one entry a person", "%s is listed twice", p)
	}
	return nil
}

func (c *rosterCheck) teams(teams []Team) {
	for k, t := range bounded(c, teams, maxRoster, "teams") {
		if err := c.newName(t.Name, "team"); err != nil {
			c.fault(err, "teams[%d].name", k)
			continue
		}
		t.People = c.known(t.People, "teams[%d]", k)
		t.OnCall = c.prose(t.OnCall, "teams[%d].on_call", k)
		c.good.Teams = append(c.good.Teams, t)
	}
}

// newName refuses a name that is none or that a team or a system has already: whom to call must not be ambiguous.
func (c *rosterCheck) newName(name, what string) error {
	if err := checkName(name, "name of the "+what, maxContact, "a name such as payments"); err != nil {
		return err
	}
	if _, twice := c.good.Team(name); twice && what == "team" {
		return refusef("another name", "there are two teams %s", quoted(name))
	}
	if s, twice := c.good.System(name); twice && what == "system" {
		return refusef("another name", "%s means the system %s already", quoted(name), quoted(s.Name))
	}
	return nil
}

func (c *rosterCheck) prose(text, at string, args ...any) string {
	if err := checkOptional(text, "note", maxLine, "a note, or a link to a longer one"); err != nil {
		c.fault(err, at, args...)
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
		c.fault(refusef(meant(string(p), handles), "%s is not among the people", quoted(string(p))), "%s[%d]", at, k)
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
		p, k := &c.good.People[n], c.places[n]
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
	c.fault(refusef(meant(name, names), "there is no team %s", quoted(name)), at, args...)
	return false
}

func (c *rosterCheck) systems(systems []System) {
	for k, s := range bounded(c, systems, maxRoster, "systems") {
		if err := c.newName(s.Name, "system"); err != nil {
			c.fault(err, "systems[%d].name", k)
			continue
		}
		s.Aliases = c.aliases(s, k)
		s.People = c.known(s.People, "systems[%d]", k)
		if s.Team != "" && !c.team(s.Team, "systems[%d].team", k) {
			s.Team = ""
		}
		s.Note = c.prose(s.Note, "systems[%d].note", k)
		if len(c.good.CallFor(s)) == 0 {
			c.fault(refusef("a team, or people", "nobody is to be called for %s", quoted(s.Name)), "systems[%d]", k)
		}
		c.good.Systems = append(c.good.Systems, s)
	}
}

func (c *rosterCheck) aliases(s System, k int) []string {
	var aliases []string
	for m, alias := range bounded(c, s.Aliases, maxNamed, "systems[%d].aliases", k) {
		err := c.newName(alias, "system")
		if err == nil && slices.ContainsFunc(append(aliases, s.Name), func(n string) bool { return sameName(n, alias) }) {
			err = refusef("another alias", "%s is a name of it already", quoted(alias))
		}
		if err != nil {
			c.fault(err, "systems[%d].aliases[%d]", k, m)
			continue
		}
		aliases = append(aliases, alias)
	}
	return aliases
}
