package slackfake

import (
	"fmt"
	"net/http"
	"time"
)

// Calls a minute that a tier allows, for one method in one workspace (docs.slack.dev, "Rate limits": tier 2 is 20+, tier
// 3 is 50+, tier 4 is 100+ a minute). Slack allows more for a while; this allows exactly these.
const (
	tier2 = 20
	tier3 = 50
	tier4 = 100
	// special stands for "hundreds of requests a minute", which is all that is published of auth.test and chat.getPermalink.
	special = 600
	// posting is chat.postMessage's "several hundred messages a minute" for the workspace.
	posting = 300
)

// Posts in one channel: about one a second, with short bursts. How long a burst may be is not published.
const (
	postInterval = time.Second
	postBurst    = 4
)

// limits remember when calls were made.
type limits struct {
	off     bool
	calls   map[string][]time.Time // by method, the last minute's
	credits map[string]*credit     // by channel
}

// credit is a bucket of posts: it fills by one each postInterval, up to postBurst.
type credit struct {
	left float64
	at   time.Time
}

func newLimits(off bool) limits {
	return limits{off: off, calls: map[string][]time.Time{}, credits: map[string]*credit{}}
}

// take counts a call, or gives the whole seconds after which it may come again. A refused call is not counted.
func (l *limits) take(c *call, m method, now time.Time) int {
	if l.off {
		return 0
	}
	recent := l.calls[c.Method]
	for len(recent) > 0 && now.Sub(recent[0]) >= time.Minute {
		recent = recent[1:]
	}
	if len(recent) >= m.tier {
		l.calls[c.Method] = recent
		return wholeSeconds(recent[len(recent)-m.tier].Add(time.Minute).Sub(now))
	}
	if c.Method == "chat.postMessage" {
		if seconds := l.post(c.arg("channel"), now); seconds > 0 {
			return seconds
		}
	}
	l.calls[c.Method] = append(recent, now)
	return 0
}

// post takes one post from a channel's credit.
func (l *limits) post(channel string, now time.Time) int {
	b := l.credits[channel]
	if b == nil {
		b = &credit{left: postBurst, at: now}
		l.credits[channel] = b
	}
	b.left = min(postBurst, b.left+now.Sub(b.at).Seconds()/postInterval.Seconds())
	b.at = now
	if b.left < 1 {
		return wholeSeconds(time.Duration((1 - b.left) * float64(postInterval)))
	}
	b.left--
	return 0
}

func wholeSeconds(d time.Duration) int {
	return max(1, int((d+time.Second-1)/time.Second))
}

// tooMany is the refusal: status 429, and the seconds to wait in the header.
func tooMany(rw http.ResponseWriter, seconds int) {
	rw.Header().Set("Retry-After", fmt.Sprint(seconds))
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(http.StatusTooManyRequests)
	_, _ = rw.Write([]byte(`{"ok":false,"error":"ratelimited"}`))
}
