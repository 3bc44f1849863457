package tell

import (
	"fmt"
	"strings"
	"time"

	"baton/incident"
)

// zone is the incident's own zone, or else that of the options.
func (s scene) zone() *time.Location {
	if known := s.zoneNamed(s.i.Zone); known != nil {
		return known
	}
	if s.options.Zone != nil {
		return s.options.Zone
	}
	return time.UTC
}

// zoneNamed finds a zone by its name, and looks only once; nil where there is none.
func (p *Planner) zoneNamed(name string) *time.Location {
	if !incident.IsZoneName(name) || name == "Local" {
		return nil
	}
	if found, ok := p.zones.Load(name); ok {
		return found.(*time.Location)
	}
	found, err := time.LoadLocation(name)
	if err != nil {
		found = nil
	}
	p.zones.Store(name, found)
	return found
}

// clock writes a time for people: "14:15 CET", and its day where that is not the day on which it is told.
func (s scene) clock(t time.Time) string {
	zone := s.zone()
	text := t.In(zone).Format("15:04 MST")
	if day := t.In(zone).Format("2 January"); day != s.now.In(zone).Format("2 January") {
		text += " on " + day
	}
	return text
}

// lasting writes how long something took: "2 h 10 min".
func lasting(d time.Duration) string {
	minutes := int64(max(0, d) / time.Minute)
	var parts []string
	for _, u := range []struct {
		minutes int64
		name    string
	}{{24 * 60, "d"}, {60, "h"}, {1, "min"}} {
		if n := minutes / u.minutes; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			minutes -= n * u.minutes
		}
	}
	if len(parts) == 0 {
		return "less than a minute"
	}
	return strings.Join(parts, " ")
}
