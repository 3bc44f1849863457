package grammar

import (
	"math"
	"strings"
	"time"

	"baton/incident"
)

// typedTime is a time, or a range of it, before it is resolved, and how many words it took.
type typedTime struct {
	precision  incident.Precision
	begin, end stamp
	ranged     bool
	ago        time.Duration // counted back from now, where back is set
	back       bool
	words      int
}

// timeAt reads a time at the front of the words. Whether it is one never depends on the clock, the zone or the reader, so
// that a line means the same to everybody.
func (c *cursor) timeAt(words []word) (t typedTime, ok bool) {
	if len(words) == 0 || words[0].quoted {
		return t, false
	}
	if t, ok := c.agoAt(words); ok {
		return t, true
	}
	text := strings.TrimRight(words[0].text, ",")
	t.words = 1
	t.precision, text = precisionAt(text)
	date, rest, dated := dateAt(text)
	if dated = dated && rest == ""; dated {
		if len(words) < 2 || words[1].quoted {
			return t, false
		}
		text, t.words = strings.TrimRight(words[1].text, ","), 2
	}
	if t, ok = t.clocks(strings.TrimSuffix(text, ":")); !ok || dated && t.begin.dated {
		return t, false
	}
	if dated {
		t.begin = t.begin.on(date)
	}
	return c.withZone(t, words), true
}

func precisionAt(s string) (incident.Precision, string) {
	switch {
	case strings.HasPrefix(s, "~"):
		return incident.Approximate, s[1:]
	case strings.HasPrefix(s, "?"):
		return incident.Unknown, s[1:]
	}
	return incident.Exact, s
}

// on puts a time of day on a date.
func (t stamp) on(date stamp) stamp {
	t.dated, t.year, t.month, t.day = true, date.year, date.month, date.day
	if date.wrong != "" {
		t.wrong = date.wrong
	}
	return t
}

// clocks reads one time of day or a range of two from a whole word.
func (t typedTime) clocks(s string) (typedTime, bool) {
	var rest string
	var ok bool
	if t.begin, rest, ok = stampAt(s); !ok || rest == "" {
		return t, ok
	}
	for _, dash := range []string{"..", "-", "–", "—"} {
		if after, found := strings.CutPrefix(rest, dash); found {
			t.ranged = true
			t.end, rest, ok = stampAt(after)
			if t.begin.zone == nil {
				t.begin.zone = t.end.zone
			}
			return t, ok && rest == ""
		}
	}
	return t, false
}

// withZone takes the zone if it stands as a word of its own.
func (c *cursor) withZone(t typedTime, words []word) typedTime {
	if t.begin.zone == nil && t.words < len(words) {
		if zone, ok := c.zoneWord(words[t.words]); ok {
			t.begin.zone = zone
			t.words++
		}
	}
	if t.ranged && t.end.zone == nil {
		t.end.zone = t.begin.zone
	}
	return t
}

// agoAt reads -5m, or 5m ago.
func (c *cursor) agoAt(words []word) (t typedTime, ok bool) {
	text := words[0].text
	t.precision, text = precisionAt(text)
	if d, ok := compact(text); ok && d.seconds < 0 {
		return c.countBack(t, -d.seconds, words[:1]), true
	}
	rest := append([]word{{text: text, at: words[0].at, end: words[0].end}}, words[1:min(5, len(words))]...)
	d, n := spanAt(rest)
	if n == 0 || n >= len(rest) || d.seconds < 0 || !rest[n].is("ago") {
		return t, false
	}
	return c.countBack(t, d.seconds, words[:n+1]), true
}

func (c *cursor) countBack(t typedTime, seconds float64, typed []word) typedTime {
	t.back, t.words = true, len(typed)
	if seconds > maxWait.Seconds() {
		c.fail(typed[0].at, inQuotes(c.line[typed[0].at:typed[len(typed)-1].end])+" is more than 7 days back; write the date")
		return t
	}
	t.ago = time.Duration(math.Round(seconds)) * time.Second
	return t
}

// optionalWhen takes a time if one comes next, after "at" or without.
func (c *cursor) optionalWhen() incident.When {
	key := 0
	if c.is("at") {
		key = 1
	}
	if !c.more() {
		return incident.When{}
	}
	t, ok := c.timeAt(c.words[key:])
	if !ok {
		return incident.When{}
	}
	first := c.words[key]
	c.skip(key + t.words)
	return c.resolve(t, first)
}

// resolve places a time that was typed: bare ones in the past.
func (c *cursor) resolve(t typedTime, w word) incident.When {
	at := incident.When{Precision: t.precision}
	switch {
	case c.fault != nil:
		return incident.When{}
	case t.back:
		at.At = c.reader.now().Add(-t.ago)
	case !t.ranged && t.begin.dated:
		at.At = c.onDate(t.begin, w)
	case !t.ranged:
		at.At = c.latest(t.begin, c.limit, w)
		c.notLongBefore(at.At, w)
	case t.begin.dated:
		at.At = c.onDate(t.begin, w)
		at.Until = c.endAfter(t.end, at.At, w)
	case t.end.dated:
		at.Until = c.onDate(t.end, w)
		at.At = c.latest(t.begin, at.Until, w)
	default:
		at.Until = c.latest(t.end, c.limit, w)
		at.At = c.latest(t.begin, at.Until, w)
		c.notLongBefore(at.At, w)
	}
	if !at.Until.IsZero() && at.Until.Before(at.At) {
		c.fail(w.at, inQuotes(w.text)+" ends before it begins")
	}
	return at
}

func (c *cursor) endAfter(end stamp, begin time.Time, w word) time.Time {
	if end.dated {
		return c.onDate(end, w)
	}
	return c.next(end, begin, w)
}

// needTime takes a single time, which must be there: when something began, or "now".
func (c *cursor) needTime(what string) time.Time {
	if c.accept("now") {
		return c.reader.now()
	}
	w := c.needWord(what)
	at := c.optionalWhen()
	switch {
	case c.fault != nil:
	case at.IsZero():
		c.fail(w.at, inQuotes(w.text)+" is not a time, which is such as 14:32, -5m or 2023-01-04 14:32")
	case at.Precision != incident.Exact || !at.Until.IsZero():
		c.fail(w.at, inQuotes(w.text)+" has to be one exact time here")
	}
	return at.At
}

// needWord is the next word, which must be there, without taking it.
func (c *cursor) needWord(what string) word {
	if !c.more() {
		c.fail(c.at(), what+" is missing")
		return word{at: c.at()}
	}
	return c.words[0]
}

// whenText writes a time so that it reads back as the same everywhere.
func whenText(w incident.When, zone *time.Location) string {
	text := map[incident.Precision]string{incident.Approximate: "~", incident.Unknown: "?"}[w.Precision] + timeText(w.At, zone)
	if !w.Until.IsZero() {
		text += ".." + timeText(w.Until, zone)
	}
	return text
}

// timeText writes an instant with its date and offset, seconds only where there are any.
func timeText(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	if _, offset := t.In(zone).Zone(); offset%60 != 0 {
		zone = time.UTC // local mean time, which no offset in minutes can say
	}
	layout := "2006-01-02T15:04Z07:00"
	if t.Second() != 0 || t.Nanosecond() != 0 {
		layout = "2006-01-02T15:04:05.999999999Z07:00"
	}
	return t.In(zone).Format(layout)
}
