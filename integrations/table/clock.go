package table

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/clean"
)

// day is a date of the calendar; the zero day is none.
type day struct {
	year  int
	month time.Month
	date  int
}

func dayOf(t time.Time) day {
	if t.IsZero() {
		return day{}
	}
	y, m, d := t.Date()
	return day{y, m, d}
}

func (d day) isZero() bool { return d == day{} }

// moment is a point of time as a cell gives it.
type moment struct {
	at time.Time
	// own: the cell gives the date itself. dateOnly: and nothing else.
	own, dateOnly bool
}

// when is the time of a row as its cells give it. unknown has no at.
type when struct {
	from, until moment
	approximate bool
	unknown     bool
}

var (
	errNoDate  = errors.New("the time has no date, and no row before it has one; give the date with --date")
	errNoTime  = errors.New("there is no time in it; write ? where it is not known")
	errTwoDays = errors.New("the date can be read as two days; write it as 2023-01-04")
)

var (
	about   = form(`(?i)^(~|≈|about\b|around\b|approx(\.|imately)?|circa\b|ca\.?|c\.)\s*`)
	clock   = `\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s*[AaPp]\.?[Mm]\.?)?`
	between = form(`^(.*?` + clock + `\s*(?:Z|UTC|GMT)?)\s*(-|–|—|\bto\b|\buntil\b|→)\s*(` + `(?:\d{4}[-/]\d{2}[-/]\d{2}[T ]\s*)?` + clock + `.*)$`)
	point   = form(`^(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2}))?[T ,]*(` + clock + `)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|UTC[+-]\d{1,2}(?::?\d{2})?)?$`)
	western = form(`^\d{1,2}[./]\d{1,2}[./]\d{2,4}`)
	dated   = form(`^\d{4}[-/]`)
	hours   = form(`\d{1,2}:\d{2}`)
	noIdea  = form(`(?i)^(|\?+|-+|–|unknown|unclear|tbd|n/?a|sometime)$`)
	behind  = form(`^0[1-9]:[03]0$|^1[0-2]:[03]0$`) // hours that a zone can be behind UTC
)

// form is a regular expression that is made when it is first needed: most runs of the program read no table.
func form(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// parseWhen reads the time of a row. carried is the date for a cell that gives none, zone that for one without an offset.
func parseWhen(cell string, carried day, zone *time.Location) (w when, err error) {
	cell = strings.TrimSpace(clean.Line(cell))
	if noIdea().MatchString(cell) {
		return when{unknown: true}, nil
	}
	if mark := about().FindString(cell); mark != "" {
		w.approximate, cell = true, cell[len(mark):]
	}
	if strings.HasSuffix(cell, "?") {
		w.approximate, cell = true, strings.TrimSpace(strings.TrimRight(cell, "?"))
	}
	if parts := between().FindStringSubmatch(cell); parts != nil && !isOffset(parts) {
		return w.between(parts[1], parts[3], carried, zone)
	}
	w.from, err = parseMoment(cell, carried, zone)
	w.approximate = w.approximate || w.from.dateOnly
	return w, err
}

// isOffset tells "2023-01-04 14:05-08:00", which is a time in America, from "14:05-14:20", which is a quarter of an hour:
// there is a date, and as a range it would end before it begins.
func isOffset(parts []string) bool {
	if parts[2] != "-" || !behind().MatchString(parts[3]) || !dated().MatchString(parts[1]) {
		return false
	}
	from, err := time.Parse("15:04", hours().FindString(parts[1]))
	until, _ := time.Parse("15:04", parts[3])
	return strings.Contains(parts[1], "T") || err == nil && until.Before(from)
}

// between reads a range. An end without a date is after the beginning, on the next day if need be.
func (w when) between(from, until string, carried day, zone *time.Location) (when, error) {
	var err error
	if w.from, err = parseMoment(from, carried, zone); err != nil {
		return w, err
	}
	if w.until, err = parseMoment(until, dayOf(w.from.at), w.from.at.Location()); err != nil {
		return w, err
	}
	if w.until.at.Before(w.from.at) && !w.until.own {
		w.until.at = w.until.at.AddDate(0, 0, 1)
	}
	if w.until.at.Before(w.from.at) {
		return w, errors.New("the time ends before it begins")
	}
	return w, nil
}

// parseMoment reads one point of time.
func parseMoment(cell string, carried day, zone *time.Location) (m moment, err error) {
	cell = strings.TrimSpace(cell)
	if western().MatchString(cell) {
		return m, errTwoDays
	}
	parts := point().FindStringSubmatch(cell)
	if parts == nil || cell == "" {
		return m, fmt.Errorf("%q is no time; write it as 2023-01-04 14:05 or 14:05", clean.Title(cell, 40))
	}
	date := carried
	if parts[1] != "" {
		m.own = true
		if date, err = readDay(parts[1], parts[2], parts[3]); err != nil {
			return m, err
		}
	}
	if date.isZero() {
		return m, errNoDate
	}
	if parts[5] != "" {
		if zone, err = zoneOf(parts[5]); err != nil {
			return m, err
		}
	}
	m.dateOnly = parts[4] == ""
	if m.dateOnly && !m.own {
		return m, errNoTime
	}
	m.at, err = onDay(date, parts[4], zone)
	return m, err
}

func readDay(year, month, date string) (day, error) {
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+date)
	if err != nil || t.Year() < 1970 || t.Year() > 2200 {
		return day{}, fmt.Errorf("%s-%s-%s is no day of the calendar", year, month, date)
	}
	return dayOf(t), nil
}

// onDay puts a clock time, midnight if it is empty, on a day.
func onDay(d day, clockTime string, zone *time.Location) (time.Time, error) {
	midnight := time.Date(d.year, d.month, d.date, 0, 0, 0, 0, zone)
	if clockTime == "" {
		return midnight, nil
	}
	c := strings.ToUpper(strings.ReplaceAll(clockTime, " ", ""))
	if strings.Contains(c, "M") {
		c = strings.ReplaceAll(c, ".", "") // p.m.
	}
	c = strings.ReplaceAll(c, ",", ".")
	for _, layout := range []string{"15:04:05", "15:04", "3:04:05PM", "3:04PM"} {
		if t, err := time.Parse(layout, c); err == nil {
			return time.Date(d.year, d.month, d.date, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone), nil
		}
	}
	return midnight, fmt.Errorf("%q is no time of a day", clean.Title(clockTime, 40))
}

// zoneOf reads an offset such as +01:00, Z or UTC, or the name of a zone such as Europe/Amsterdam. Abbreviations such as
// CST mean several zones and are refused.
func zoneOf(s string) (*time.Location, error) {
	s = strings.TrimSpace(s)
	bare := strings.TrimPrefix(strings.TrimPrefix(strings.ToUpper(s), "UTC"), "GMT")
	if bare == "" || bare == "Z" {
		return time.UTC, nil
	}
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(layout, bare); err == nil {
			return t.Location(), nil
		}
		if t, err := time.Parse(layout, bare[:1]+"0"+bare[1:]); err == nil {
			return t.Location(), nil
		}
	}
	if strings.Contains(s, "/") {
		if zone, err := time.LoadLocation(s); err == nil {
			return zone, nil
		}
	}
	return nil, fmt.Errorf("%q is no time zone; write an offset such as +01:00, or a name such as Europe/Amsterdam", clean.Title(s, 40))
}

// calendar carries what one row says about time to the next.
type calendar struct {
	day  day
	last time.Time // of the row before, zero for none
}

// read gives the time of a row, and remembers it.
func (c *calendar) read(date, clockTime, until string, zone *time.Location) (w when, err error) {
	if date != "" {
		m, err := parseMoment(date, day{}, zone)
		if err != nil {
			return w, err
		}
		c.day, c.last = dayOf(m.at), time.Time{}
		if clockTime == "" {
			clockTime = date
		}
	}
	if w, err = parseWhen(clockTime, c.day, zone); err != nil || w.unknown {
		return w, err
	}
	if until != "" && w.until.at.IsZero() {
		return w, c.end(&w, until, zone)
	}
	c.carry(&w, date != "")
	return w, nil
}

func (c *calendar) end(w *when, until string, zone *time.Location) error {
	end, err := parseMoment(until, dayOf(w.from.at), zone)
	if err != nil {
		return err
	}
	w.until = end
	c.carry(w, false)
	if w.until.at.Before(w.from.at) && !end.own {
		w.until.at = w.until.at.AddDate(0, 0, 1)
	}
	if w.until.at.Before(w.from.at) {
		return errors.New("the time ends before it begins")
	}
	return nil
}

// carry goes on to the next day where the clock falls back by more than half a day from one row to the next, as it does
// when a night's rows go past midnight.
func (c *calendar) carry(w *when, dated bool) {
	if w.from.own {
		c.day = dayOf(w.from.at)
	} else if !dated && !c.last.IsZero() && c.last.Sub(w.from.at) > 12*time.Hour {
		w.from.at = w.from.at.AddDate(0, 0, 1)
		if !w.until.at.IsZero() {
			w.until.at = w.until.at.AddDate(0, 0, 1)
		}
		c.day = dayOf(w.from.at)
	}
	c.last = w.from.at
}

// recorded is the time as the record keeps it. Where it is unknown, its place among the rows is given.
func (w when) recorded(place time.Time) incident.When {
	if w.unknown {
		return incident.When{At: place.UTC(), Precision: incident.Unknown}
	}
	out := incident.At(w.from.at)
	if w.until.at.After(w.from.at) {
		out.Until = w.until.at.UTC()
	}
	if w.approximate {
		out.Precision = incident.Approximate
	}
	return out
}
