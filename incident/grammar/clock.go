package grammar

import (
	"strconv"
	"strings"
	"time"
)

// stamp is a time as it was typed: a time of day, perhaps with its date, perhaps with its zone.
type stamp struct {
	dated            bool
	year, month, day int
	hour, min, sec   int
	nanos            int
	zone             *time.Location // nil: the reader's
	wrong            string         // what is impossible about it, for the fault
}

// digitsAt reads between least and most digits at the front of s.
func digitsAt(s string, least, most int) (n int, rest string, ok bool) {
	k := 0
	for k < len(s) && k < most && s[k] >= '0' && s[k] <= '9' {
		k++
	}
	if k < least || k < len(s) && s[k] >= '0' && s[k] <= '9' {
		return 0, s, false
	}
	n, err := strconv.Atoi(s[:k])
	return n, s[k:], err == nil
}

// dateAt reads 2023-01-04 at the front of s.
func dateAt(s string) (t stamp, rest string, ok bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return t, s, false
	}
	var okYear, okMonth, okDay bool
	t.year, _, okYear = digitsAt(s[:4], 4, 4)
	t.month, _, okMonth = digitsAt(s[5:7], 2, 2)
	t.day, _, okDay = digitsAt(s[8:10], 2, 2)
	t.dated = true
	if d := time.Date(t.year, time.Month(t.month), t.day, 0, 0, 0, 0, time.UTC); d.Day() != t.day || int(d.Month()) != t.month {
		t.wrong = s[:10] + " is not a day of the calendar"
	}
	return t, s[10:], okYear && okMonth && okDay
}

// clockAt reads 14:32, 14:32:05, 14:32:05.123 or 2:32pm at the front of s into t.
func (t stamp) clockAt(s string) (_ stamp, rest string, ok bool) {
	whole := s
	if t.hour, rest, ok = digitsAt(s, 1, 2); !ok || !strings.HasPrefix(rest, ":") {
		return t, s, false
	}
	if t.min, rest, ok = digitsAt(rest[1:], 2, 2); !ok {
		return t, s, false
	}
	if strings.HasPrefix(rest, ":") {
		if t.sec, rest, ok = digitsAt(rest[1:], 2, 2); !ok {
			return t, s, false
		}
		t.nanos, rest = fractionAt(rest)
	}
	t, rest = t.halfDayAt(rest)
	if t.wrong == "" && (t.hour > 23 || t.min > 59 || t.sec > 59) {
		t.wrong = inQuotes(whole[:len(whole)-len(rest)]) + " is not a time of day"
	}
	return t, rest, true
}

func fractionAt(s string) (nanos int, rest string) {
	digits, found := strings.CutPrefix(s, ".")
	if n := len(digits) - len(strings.TrimLeft(digits, "0123456789")); found && n > 0 && n <= 9 {
		nanos, _ = strconv.Atoi(digits[:n] + "000000000"[n:])
		return nanos, digits[n:]
	}
	return 0, s
}

func (t stamp) halfDayAt(s string) (stamp, string) {
	if len(s) < 2 || !strings.EqualFold(s[:2], "am") && !strings.EqualFold(s[:2], "pm") {
		return t, s
	}
	if t.hour < 1 || t.hour > 12 {
		t.hour = 99 // 14:32pm is no time of day
		return t, s[2:]
	}
	t.hour %= 12
	if strings.EqualFold(s[:2], "pm") {
		t.hour += 12
	}
	return t, s[2:]
}

// stampAt reads a time at the front of s: a time of day, or a date, a T and a time of day; then its offset if it is
// glued on. A glued minus is an offset only after the T form: 14:05-14:20 is a range.
func stampAt(s string) (t stamp, rest string, ok bool) {
	rest = s
	if d, after, dated := dateAt(s); dated && strings.HasPrefix(after, "T") {
		t, rest = d, after[1:]
	}
	t, rest, ok = t.clockAt(rest)
	if !ok {
		return t, s, false
	}
	if zone, after, found := offsetAt(rest); found && (t.dated || rest[0] != '-') {
		t.zone, rest = zone, after
	}
	return t, rest, true
}

// offsetAt reads Z, +01:00 or -0500 at the front of s.
func offsetAt(s string) (zone *time.Location, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(s, "Z"); ok {
		return time.UTC, rest, true
	}
	if s == "" || s[0] != '+' && s[0] != '-' || len(s) < 5 {
		return nil, s, false
	}
	hours, minutes := s[1:3], s[3:]
	minutes = strings.TrimPrefix(minutes, ":")
	if len(minutes) < 2 {
		return nil, s, false
	}
	h, _, okHours := digitsAt(hours, 2, 2)
	m, _, okMinutes := digitsAt(minutes[:2], 2, 2)
	if !okHours || !okMinutes || h > 14 || m > 59 {
		return nil, s, false
	}
	seconds := (h*60 + m) * 60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), minutes[2:], true
}
