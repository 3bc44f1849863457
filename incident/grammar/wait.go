package grammar

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Bounds on a wait, those of package incident: from a minute to a week.
const (
	minWait = time.Minute
	maxWait = 7 * 24 * time.Hour
)

// span is a length of time as it was typed, in seconds. A float holds any number that anybody types without overflow.
type span struct {
	seconds float64
	last    float64 // seconds of its smallest unit
}

var units = map[string]float64{
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
	"d": 86400, "day": 86400, "days": 86400,
}

// unit gives the seconds of a unit. A single letter counts only in lower case: 5M is not five minutes.
func unit(s string) (float64, bool) {
	if len(s) > 1 {
		s = strings.ToLower(s)
	}
	u, ok := units[s]
	return u, ok
}

// quantity reads the number that s begins with: 15, 1.5.
func quantity(s string) (n float64, rest string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(s)
	}
	digits := s[:end]
	if digits == "" || digits[0] == '.' || digits[len(digits)-1] == '.' {
		return 0, s, false
	}
	n, err := strconv.ParseFloat(digits, 64)
	// A number out of range is +Inf, which is as good as any other that is too long.
	return n, s[end:], err == nil || math.IsInf(n, 1)
}

// compact reads a whole word such as 15m, 1h30m, 1h30, 1:30h, -5m.
func compact(s string) (span, bool) {
	if plus, negative := cutMinus(s); negative {
		d, ok := compact(plus)
		d.seconds = -d.seconds
		return d, ok && !strings.HasPrefix(plus, "-")
	}
	if d, ok := hoursAndMinutes(s); ok {
		return d, true
	}
	total, smallest := 0.0, math.Inf(1)
	for s != "" {
		n, rest, ok := quantity(s)
		if !ok {
			return span{}, false
		}
		letters := len(rest) - len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		u, ok := unit(rest[:letters])
		if letters == 0 && smallest == 3600 && rest == "" { // 1h30
			u, ok = 60, true
		}
		if !ok || u >= smallest {
			return span{}, false
		}
		total, smallest, s = total+n*u, u, rest[letters:]
	}
	return span{total, smallest}, !math.IsInf(smallest, 1)
}

// hoursAndMinutes reads 1:30h.
func hoursAndMinutes(s string) (span, bool) {
	hours, minutes, found := strings.Cut(strings.TrimSuffix(s, "h"), ":")
	if !found || !strings.HasSuffix(s, "h") || len(minutes) != 2 || strings.Trim(hours+minutes, "0123456789") != "" {
		return span{}, false
	}
	h, err := strconv.ParseFloat(hours, 64)
	m, _ := strconv.ParseFloat(minutes, 64)
	return span{h*3600 + m*60, 60}, err == nil && m < 60
}

// cutMinus takes a sign off, which a phone may have made a dash of.
func cutMinus(s string) (rest string, negative bool) {
	for _, minus := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(s, minus); ok {
			return rest, true
		}
	}
	return s, false
}

// spanAt reads a length of time at the front of the words and says how many it took: 15m, 15 min, 1h 30m, 1 hour 30 min.
func spanAt(words []word) (d span, n int) {
	d.last = math.Inf(1)
	for n < len(words) && !words[n].quoted {
		piece, took := pieceAt(words[n:])
		if took == 0 || piece.last >= d.last || n > 0 && piece.seconds < 0 {
			break
		}
		d = span{d.seconds + piece.seconds, piece.last}
		n += took
	}
	return d, n
}

func pieceAt(words []word) (span, int) {
	if d, ok := compact(words[0].text); ok {
		return d, 1
	}
	digits, negative := cutMinus(words[0].text)
	n, rest, ok := quantity(digits)
	if !ok || rest != "" || len(words) < 2 || words[1].quoted {
		return span{}, 0
	}
	u, ok := unit(words[1].text)
	if !ok {
		return span{}, 0
	}
	if negative {
		n = -n
	}
	return span{n * u, u}, 2
}

// spanAtEnd finds a length of time at the end of the words.
func spanAtEnd(words []word) (d span, n int) {
	for n := min(4, len(words)); n > 0; n-- {
		if d, took := spanAt(words[len(words)-n:]); took == n {
			return d, n
		}
	}
	return span{}, 0
}

// minutesAlone reads a bare number as minutes, where only a wait can stand.
func minutesAlone(w word) (span, bool) {
	n, rest, ok := quantity(w.text)
	return span{n * 60, 60}, ok && rest == "" && !w.quoted
}

// leadingWait takes a wait if one comes next, after one of the keywords or without; 0 if there is none.
func (c *cursor) leadingWait(keywords ...string) time.Duration {
	if !c.more() {
		return 0
	}
	key := 0
	if c.is(keywords...) && len(c.words) > 1 {
		key = 1
	}
	d, n := spanAt(c.words[key:])
	if alone, ok := minutesAlone(c.words[key]); n == 0 && ok && (key == 1 || len(c.words) == 1) {
		d, n = alone, 1
	}
	if n == 0 {
		return 0
	}
	typed := c.words[key : key+n]
	c.skip(key + n)
	return c.wait(d, typed)
}

// trailingWait takes a wait from the end of the line, with its keyword; needed says that without one it is text.
func (c *cursor) trailingWait(needed bool, keywords ...string) time.Duration {
	if !c.more() {
		return 0
	}
	d, n := spanAtEnd(c.words)
	last := len(c.words) - 1
	if alone, ok := minutesAlone(c.words[last]); n == 0 && ok && last > 0 && c.words[last-1].is(keywords...) {
		d, n = alone, 1
	}
	from := len(c.words) - n
	keyed := n > 0 && from > 0 && c.words[from-1].is(keywords...)
	if n == 0 || needed && !keyed {
		return 0
	}
	typed := c.words[from:]
	if keyed {
		from--
	}
	c.words = c.words[:from]
	return c.wait(d, typed)
}

// wait bounds what was typed.
func (c *cursor) wait(d span, typed []word) time.Duration {
	if d.seconds < minWait.Seconds() || d.seconds > maxWait.Seconds() {
		c.fail(typed[0].at, inQuotes(c.line[typed[0].at:typed[len(typed)-1].end])+
			" is not a time to wait, which is from 1 minute to 7 days")
		return 0
	}
	return time.Duration(math.Round(d.seconds)) * time.Second
}

// waitText writes a duration to the second, so that it reads back as the same: "1d2h", "15m", "1m30s".
func waitText(d time.Duration) string {
	var b strings.Builder
	for _, u := range []struct {
		letter string
		length time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if n := d / u.length; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.letter)
			d -= n * u.length
		}
	}
	return b.String()
}
