package grammar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"baton/incident"
)

// clockSlack is how far ahead of Now a bare time may be, because machines and people disagree by that much.
const clockSlack = 2 * time.Minute

// longBefore is how far before the incident's declaration a bare time may be. Earlier ones are slips more often than
// not, 14:35 typed at 14:30, and have to say their date.
const longBefore = 12 * time.Hour

// Years that can be meant, UTC.
const (
	firstYear = 1970
	lastYear  = 2199
)

// regions are the first parts of the zone names of the tz database, by which a zone is told from text.
var regions = []string{
	"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile", "Etc", "Europe",
	"Indian", "Mexico", "Pacific", "US",
}

// zoneWord reads a word after a time as its zone: UTC, GMT, Z, +01:00 or Europe/Paris.
func (c *cursor) zoneWord(w word) (*time.Location, bool) {
	if w.quoted {
		return nil, false
	}
	if w.is("utc", "gmt", "z") {
		return time.UTC, true
	}
	if zone, rest, ok := offsetAt(w.text); ok && rest == "" {
		return zone, true
	}
	region, _, named := strings.Cut(w.text, "/")
	if !named || !slices.Contains(regions, region) {
		return nil, false
	}
	zone, err := c.reader.load(w.text)
	if err != nil {
		c.fail(w.at, inQuotes(w.text)+" is not a time zone, which is such as Europe/Paris, UTC or +01:00")
		return time.UTC, true
	}
	return zone, true
}

var zoneVerb = verb{
	Verb: Verb{
		Name: "zone", Aliases: []string{"timezone", "tz"}, Group: groupIncident,
		Usage: "zone ZONE", Example: "zone Europe/Paris", Help: "say whose clock the people of the incident read",
		Takes: []Slot{need(SlotZone, "UTC")},
	},
	read:  func(c *cursor) incident.Order { return incident.SetZone{Zone: c.zoneName()} },
	write: writes(func(w *writer, o incident.SetZone) { w.word(o.Zone) }),
}

// zoneName takes the name of a zone that there is. "Local" is another one on every machine.
func (c *cursor) zoneName() string {
	w := c.needWord("the time zone")
	if c.fault != nil {
		return ""
	}
	c.skip(1)
	if w.is("utc") {
		return "UTC"
	}
	if _, err := c.reader.load(w.text); err != nil || w.quoted || w.text == "Local" || !incident.IsZoneName(w.text) {
		c.fail(w.at, inQuotes(w.text)+" is not the name of a time zone, which is such as Europe/Paris or UTC")
	}
	return w.text
}

// load finds a zone by its name.
func (r *Reader) load(name string) (*time.Location, error) {
	if r.Zones != nil {
		return r.Zones(name)
	}
	return time.LoadLocation(name)
}

func (r *Reader) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// moments gives the instants, earliest first, at which clocks in the zone show the stamp on the given day: none where
// they skipped it, two where they were set back over it.
func (t stamp) moments(year, month, day int, zone *time.Location) []time.Time {
	wall := time.Date(year, time.Month(month), day, t.hour, t.min, t.sec, t.nanos, time.UTC)
	var found []time.Time
	for _, about := range []time.Duration{-24 * time.Hour, 0, 24 * time.Hour} {
		_, offset := wall.Add(about).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		if _, is := at.In(zone).Zone(); is == offset && !slices.ContainsFunc(found, at.Equal) {
			found = append(found, at)
		}
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}

func (t stamp) in(reader *Reader) *time.Location {
	if t.zone != nil {
		return t.zone
	}
	return reader.zone()
}

// onDate resolves a dated stamp, or fails at the word.
func (c *cursor) onDate(t stamp, w word) time.Time {
	if t.wrong != "" {
		c.fail(w.at, t.wrong)
		return time.Time{}
	}
	switch found := t.moments(t.year, t.month, t.day, t.in(c.reader)); len(found) {
	case 1:
		at := found[0].UTC()
		if at.Year() < firstYear || at.Year() > lastYear {
			c.fail(w.at, fmt.Sprintf("the year %04d cannot be meant", t.year))
		}
		return at
	case 0:
		c.fail(w.at, c.skipped(t, t.year, t.month, t.day))
	default:
		first, second := found[0].In(t.in(c.reader)), found[1].In(t.in(c.reader))
		c.fail(w.at, fmt.Sprintf("clocks showed %s twice that day; write %s or %s",
			first.Format("15:04"), first.Format("2006-01-02T15:04Z07:00"), second.Format("2006-01-02T15:04Z07:00")))
	}
	return time.Time{}
}

func (c *cursor) skipped(t stamp, year, month, day int) string {
	return fmt.Sprintf("clocks in %s skipped %02d:%02d on %04d-%02d-%02d; write another time, or its offset such as %02d:%02dZ",
		t.in(c.reader), t.hour, t.min, year, month, day, t.hour, t.min)
}

// latest resolves a bare time of day to the latest such moment that is not after limit, or fails at the word.
func (c *cursor) latest(t stamp, limit time.Time, w word) time.Time {
	if t.wrong != "" {
		c.fail(w.at, t.wrong)
		return time.Time{}
	}
	zone := t.in(c.reader)
	for days := 1; days >= -1; days-- {
		day := limit.In(zone).AddDate(0, 0, days)
		year, month, date := day.Date()
		found := t.moments(year, int(month), date, zone)
		if len(found) == 0 && !time.Date(year, month, date, t.hour, t.min, 0, 0, zone).After(limit) {
			c.fail(w.at, c.skipped(t, year, int(month), date))
			return time.Time{}
		}
		for _, at := range slices.Backward(found) {
			if !at.After(limit) {
				return at.UTC()
			}
		}
	}
	c.fail(w.at, inQuotes(w.text)+" is no time that has passed; write its date too")
	return time.Time{}
}

// next resolves a bare time of day to the first such moment that is not before from.
func (c *cursor) next(t stamp, from time.Time, w word) time.Time {
	zone := t.in(c.reader)
	for days := -1; days <= 2; days++ {
		year, month, date := from.In(zone).AddDate(0, 0, days).Date()
		for _, at := range t.moments(year, int(month), date, zone) {
			if t.wrong == "" && !at.Before(from) {
				return at.UTC()
			}
		}
	}
	c.fail(w.at, t.wrong)
	return time.Time{}
}

// notLongBefore refuses a bare time of the day before that is far from the incident: it was probably still to come.
func (c *cursor) notLongBefore(at time.Time, w word) {
	now := c.reader.Now.In(c.reader.zone())
	today := at.In(c.reader.zone()).YearDay() == now.YearDay()
	if started := c.reader.Started; today || started.IsZero() || !at.Before(started.Add(-longBefore)) {
		return
	}
	c.fail(w.at, fmt.Sprintf("%s has not come yet, it is %s; if the day before is meant, write its date, such as %s",
		inQuotes(w.text), now.Format("15:04"), at.In(c.reader.zone()).Format("2006-01-02 15:04")))
}
