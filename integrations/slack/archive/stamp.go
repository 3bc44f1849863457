package archive

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// stamp is a message's ts: seconds since 1970 UTC and the digits after the dot, kept as integers because a float would
// lose the last of them. With the channel's id it is the identity of a message. The zero stamp is none.
type stamp struct {
	seconds int64
	micros  int64
}

// lastSecond is the end of the year 2200, beyond which the log takes no time.
const lastSecond = 7_289_654_399

// parseStamp reads "1672855500.000100". Fewer digits after the dot are as good as zeroes behind them.
func parseStamp(s string) (stamp, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if !digits(whole, 11) || fraction != "" && !digits(fraction, 6) {
		return stamp{}, false
	}
	seconds, _ := strconv.ParseInt(whole, 10, 64)
	micros, _ := strconv.ParseInt((fraction + "000000")[:6], 10, 64)
	t := stamp{seconds, micros}
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

func (t stamp) isZero() bool { return t == stamp{} }

func (t stamp) time() time.Time { return time.Unix(t.seconds, t.micros*1000).UTC() }

func (t stamp) compare(o stamp) int {
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

func (t stamp) before(o stamp) bool { return t.compare(o) < 0 }

// String is the ts as Slack writes it.
func (t stamp) String() string { return fmt.Sprintf("%d.%06d", t.seconds, t.micros) }

// appendTo appends what String gives.
func (t stamp) appendTo(b []byte) []byte {
	b = append(strconv.AppendInt(b, t.seconds, 10), '.')
	for unit := int64(100_000); unit > 0; unit /= 10 {
		b = append(b, byte('0'+t.micros/unit%10))
	}
	return b
}
