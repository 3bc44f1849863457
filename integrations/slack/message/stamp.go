package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Stamp is a message's ts: seconds since 1970 UTC and the digits after the dot, kept as integers because a float would
// lose the last of them. With the channel's id it is the identity of a message. The zero Stamp is none.
type Stamp struct {
	seconds int64
	micros  int64
}

// lastSecond is the end of the year 2200, beyond which the log takes no time.
const lastSecond = 7_289_654_399

// ParseStamp reads "1672855500.000100". Fewer digits after the dot are as good as zeroes behind them.
func ParseStamp(s string) (Stamp, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if !digits(whole, 11) || fraction != "" && !digits(fraction, 6) {
		return Stamp{}, false
	}
	seconds, _ := strconv.ParseInt(whole, 10, 64)
	micros, _ := strconv.ParseInt((fraction + "000000")[:6], 10, 64)
	t := Stamp{seconds, micros}
	return t, seconds > 0 && seconds < lastSecond
}

func digits(s string, most int) bool {
	if s == "" || len(s) > most {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// IsZero tells whether it is none.
func (t Stamp) IsZero() bool { return t == Stamp{} }

// Time is the moment, UTC.
func (t Stamp) Time() time.Time { return time.Unix(t.seconds, t.micros*1000).UTC() }

// Compare orders stamps by time, as cmp.Compare does.
func (t Stamp) Compare(o Stamp) int {
	switch {
	case t.seconds != o.seconds:
		if t.seconds < o.seconds {
			return -1
		}
		return 1
	case t.micros < o.micros:
		return -1
	case t.micros > o.micros:
		return 1
	}
	return 0
}

// Before tells whether it is earlier.
func (t Stamp) Before(o Stamp) bool { return t.Compare(o) < 0 }

// String is the ts as Slack writes it.
func (t Stamp) String() string { return fmt.Sprintf("%d.%06d", t.seconds, t.micros) }

// MarshalText gives the ts as Slack writes it, "" for none.
func (t Stamp) MarshalText() ([]byte, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.appendTo(nil), nil
}

// UnmarshalText reads what MarshalText wrote.
func (t *Stamp) UnmarshalText(text []byte) error {
	at, ok := ParseStamp(string(text))
	if !ok && len(text) > 0 {
		return fmt.Errorf("%q is no ts of Slack", text)
	}
	*t = at
	return nil
}

// appendTo appends what String gives.
func (t Stamp) appendTo(b []byte) []byte {
	b = append(strconv.AppendInt(b, t.seconds, 10), '.')
	for unit := int64(100_000); unit > 0; unit /= 10 {
		b = append(b, byte('0'+t.micros/unit%10))
	}
	return b
}
