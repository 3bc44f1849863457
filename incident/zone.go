package incident

import "strings"

// maxZone is longer than any name of the tz database.
const maxZone = 64

// IsZoneName tells whether s has the shape of a time zone's name, such as "Europe/Paris". Whether there is such a zone
// only a database says, which the doors have and this package does not.
func IsZoneName(s string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	return s != "" && len(s) <= maxZone && strings.Trim(s, letters+"/_+-") == ""
}

// SetZone says in which zone the incident's people read the clock. Everything is kept in UTC all the same.
type SetZone struct{ Zone string }

// ZoneSet is the fact of it.
type ZoneSet struct {
	Zone string `json:"zone"`
	// Before is the zone that it was until then, empty for none.
	Before string `json:"before,omitzero"`
}

func (o SetZone) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkZone(o.Zone); err != nil {
		return nil, err
	}
	if o.Zone == i.Zone {
		return nil, refusef("", "the incident's zone is %s already", i.Zone)
	}
	return []Fact{ZoneSet{Zone: o.Zone, Before: i.Zone}}, nil
}

func checkZone(name string) error {
	const example = "zone Europe/Paris"
	if blank(name) {
		return refuse("no time zone is named", example)
	}
	if !IsZoneName(name) {
		return refuse(quoted(name)+" is not the name of a time zone", example)
	}
	return nil
}

// Kind is zone_set.
func (ZoneSet) Kind() Kind { return "zone_set" }

// Tell says the zone.
func (f ZoneSet) Tell(*Incident) string { return "the incident's zone is " + f.Zone }

func (f ZoneSet) apply(i *Incident, _ *Event) error {
	i.Zone = f.Zone
	return nil
}
