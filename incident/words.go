package incident

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds on what people type, in characters. Longer text belongs into a file or a link.
const (
	maxTitle = 200
	maxLine  = 2_000
	maxProse = 20_000
)

// checkText keeps the promise that no text in the log can move a cursor or turn a line around: the doors clean what
// comes in, and this refuses what they let through. what names the text in the error; an example shows a good one.
func checkText(text, what string, most int, example string) error {
	if blank(text) {
		return refuse("the "+what+" is missing", example)
	}
	return checkOptional(text, what, most, example)
}

func checkOptional(text, what string, most int, example string) error {
	if n := utf8.RuneCountInString(text); n > most {
		return refusef("a shorter one, and the rest as a note or a link", "the %s has %d characters, at most %d fit", what, n, most)
	}
	if !isClean(text) {
		return refuse("the "+what+" holds control characters", example)
	}
	return nil
}

// checkName is for text that is a name or an address, so that a line break in it would be a mistake.
func checkName(text, what string, most int, example string) error {
	if strings.Contains(text, "\n") {
		return refuse("the "+what+" has more than one line", example)
	}
	return checkText(text, what, most, example)
}

// isClean tells whether texts are text, and such as a terminal shows as they are.
func isClean(texts ...string) bool {
	for _, s := range texts {
		for k := 0; k < len(s); {
			r, size := rune(s[k]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(s[k:])
			}
			if unsafeRune(r) || r == utf8.RuneError && size == 1 {
				return false
			}
			k += size
		}
	}
	return true
}

// unsafeRune tells what a terminal or a text layout would obey instead of showing: controls but newline and tab, and
// the marks that change the writing direction.
func unsafeRune(r rune) bool {
	if r < 0x7f { // nearly all text, and the tables are slow
		return r < ' ' && r != '\n' && r != '\t'
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// Bounds on the time until something is asked about.
const (
	DefaultCheckBack = 15 * time.Minute
	minWait          = time.Minute
	maxWait          = 7 * 24 * time.Hour
)

// checkWait bounds a duration until a check-back, an expiry or an update.
func checkWait(d time.Duration, verb string) error {
	if d < minWait || d > maxWait {
		return refusef(verb+" 15m", "%s is not a time to wait: from 1 minute to 7 days", Minutes(d))
	}
	return nil
}

// Minutes writes a duration as people say it in an incident: "15m", "1h30m", "2d4h". Seconds are dropped.
func Minutes(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	m := int64(d / time.Minute)
	switch days, hours, mins := m/(24*60), m/60%24, m%60; {
	case days > 0 && hours > 0:
		return fmt.Sprintf("%s%dd%dh", sign, days, hours)
	case days > 0:
		return fmt.Sprintf("%s%dd", sign, days)
	case hours > 0 && mins > 0:
		return fmt.Sprintf("%s%dh%dm", sign, hours, mins)
	case hours > 0:
		return fmt.Sprintf("%s%dh", sign, hours)
	default:
		return fmt.Sprintf("%s%dm", sign, mins)
	}
}

// clock is how a fact says a time in its one line, UTC: hours and minutes, and the day where it is not that of the
// declaration.
func (i *Incident) clock(t time.Time) string {
	t = t.UTC()
	if i.Declared.At.IsZero() || t.Format(time.DateOnly) == i.Declared.At.UTC().Format(time.DateOnly) {
		return t.Format("15:04 UTC")
	}
	return t.Format("15:04 UTC on 2 January")
}

// clockOf is how a fact says a time that is not known exactly.
func (i *Incident) clockOf(w When) string {
	if w.Precision >= Unknown {
		return "unknown"
	}
	text := i.clock(w.At)
	if !w.Until.IsZero() {
		text += " to " + i.clock(w.Until)
	}
	if w.Precision == Approximate {
		text = "about " + text
	}
	return text
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// because appends a reason to a sentence where there is one.
func because(sentence, reason string) string {
	if reason == "" {
		return sentence
	}
	return sentence + ": " + reason
}
