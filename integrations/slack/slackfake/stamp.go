package slackfake

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// TS is a message's ts: Unix seconds and six decimals. It names the message in its channel. In text form those of one
// length sort as the times do, which holds until the year 2286.
type TS string

// stampOf writes a time in microseconds since 1970.
func stampOf(micros int64) TS {
	return TS(fmt.Sprintf("%d.%06d", micros/1e6, micros%1e6))
}

// micros reads what a client may write for a time: seconds, with or without decimals.
func (ts TS) micros() (int64, bool) {
	whole, part, _ := strings.Cut(string(ts), ".")
	if len(part) > 6 {
		part = part[:6]
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", 6-len(part)), 10, 64)
	return n, err == nil && whole != "" && n >= 0
}

// stamp gives the next ts of a channel: the time, or one microsecond after the last one.
func (c *channel) stamp(now time.Time) TS {
	c.lastStamp = max(now.UnixMicro(), c.lastStamp+1)
	return stampOf(c.lastStamp)
}
