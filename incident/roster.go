package incident

import (
	"slices"
	"strings"
	"time"
)

// Roster is who there is to be called, and for what: people, the teams that they are in, and the systems that somebody
// has to answer for. It is written by people and comes in from outside; [Roster.Checked] keeps of it what can be used.
type Roster struct {
	People  []Contact
	Teams   []Team
	Systems []System

	places map[Person]int // of each person in People; nil in a roster that was not checked
}

// Contact is a person and how to reach them. What is not known is empty.
type Contact struct {
	Person Person
	Name   string
	Phone  string
	Email  string
	Zone   *time.Location // where they are, nil where it is not known
	Teams  []string       // in which they are, besides those that list them
	Since  time.Time      // the day on which they joined the company, UTC; zero where it is not known
}

// Team is a group of people who are called one after another.
type Team struct {
	Name   string
	People []Person // first to last
	OnCall string   // how to find out who is on call, or when nobody is
}

// System is something that can fail, and whom to call then: first the people, then those of the team.
type System struct {
	Name    string
	Aliases []string
	People  []Person
	Team    string
	Note    string // such as a link to the runbook
}

// Contact finds a person; ok is false for one who is not in the roster.
func (r *Roster) Contact(p Person) (c Contact, ok bool) {
	at, ok := r.places[p]
	if r.places == nil {
		at = slices.IndexFunc(r.People, func(c Contact) bool { return c.Person == p })
		ok = at >= 0 && p != Nobody
	}
	if !ok {
		return Contact{Person: p}, false
	}
	return r.People[at], true
}

// Team finds a team by its name, whatever its capital letters.
func (r *Roster) Team(name string) (t Team, ok bool) {
	at := slices.IndexFunc(r.Teams, func(t Team) bool { return sameName(t.Name, name) })
	if at < 0 {
		return t, false
	}
	return r.Teams[at], true
}

// System finds a system by its name or one of its aliases, whatever their capital letters.
func (r *Roster) System(name string) (s System, ok bool) {
	at := slices.IndexFunc(r.Systems, func(s System) bool {
		return slices.ContainsFunc(s.names(), func(n string) bool { return sameName(n, name) })
	})
	if at < 0 {
		return s, false
	}
	return r.Systems[at], true
}

func (s System) names() []string { return append([]string{s.Name}, s.Aliases...) }

func sameName(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// TeamsOf are the names of the teams that a person is in: those that list the person, and those that the person names.
func (r *Roster) TeamsOf(p Person) []string {
	var names []string
	c, _ := r.Contact(p)
	for _, t := range r.Teams {
		if slices.Contains(t.People, p) || slices.ContainsFunc(c.Teams, func(n string) bool { return sameName(n, t.Name) }) {
			names = append(names, t.Name)
		}
	}
	return names
}

// Members are the people of a team: those that it lists, in its order, and then those who name it.
func (r *Roster) Members(t Team) []Contact {
	handles := slices.Clone(t.People)
	for _, c := range r.People {
		if slices.ContainsFunc(c.Teams, func(n string) bool { return sameName(n, t.Name) }) {
			handles = append(handles, c.Person)
		}
	}
	return r.contacts(handles)
}

// contacts gives each person once, in the order in which they are first named.
func (r *Roster) contacts(handles []Person) []Contact {
	var all []Contact
	for _, p := range handles {
		if !slices.ContainsFunc(all, func(c Contact) bool { return c.Person == p }) {
			c, _ := r.Contact(p)
			all = append(all, c)
		}
	}
	return all
}

// CallFor is whom to call for a system, first to last.
func (r *Roster) CallFor(s System) []Contact {
	handles := slices.Clone(s.People)
	if t, ok := r.Team(s.Team); ok {
		for _, c := range r.Members(t) {
			handles = append(handles, c.Person)
		}
	}
	return r.contacts(handles)
}

// WhoFor is whom to call for a system of that name or alias, or in a team of that name, first to last; nobody where
// there is neither. [Roster.Near] says what was perhaps meant.
func (r *Roster) WhoFor(name string) []Contact {
	if s, ok := r.System(name); ok {
		return r.CallFor(s)
	}
	if t, ok := r.Team(name); ok {
		return r.Members(t)
	}
	return nil
}

// Near gives the names of systems and teams that were perhaps meant, the nearest first.
func (r *Roster) Near(name string) []string {
	var names []string
	for _, s := range r.Systems {
		names = append(names, s.names()...)
	}
	for _, t := range r.Teams {
		names = append(names, t.Name)
	}
	return Near(strings.TrimSpace(name), names)
}

// Services are the systems that a deploy freeze can be of, as freezes name them: in lower case. Those whose name has
// more than one word cannot be typed as a service, and an alias would freeze something that no deploy calls itself.
func (r *Roster) Services() []string {
	var services []string
	for _, s := range r.Systems {
		if name := strings.ToLower(s.Name); !strings.ContainsAny(name, " ,") && name != everything {
			services = append(services, name)
		}
	}
	return services
}
