package tell

import (
	"fmt"
	"time"

	"baton/incident"
	"baton/integrations/outbox"
)

// elapsedEvery is how often the time that has passed is called, as long as there is a commander. Books of the practice
// have somebody call it at intervals, because nobody in an incident feels how long it has lasted.
const elapsedEvery = 30 * time.Minute

// elapsed is the newest call, as long as it is new.
func (s scene) elapsed() []outbox.Delivery {
	begun, how := s.begun()
	passed := s.now.Sub(begun).Truncate(elapsedEvery)
	at := begun.Add(passed)
	if passed < elapsedEvery || s.now.Sub(at) >= elapsedWorth || s.i.Holder(incident.IC) == incident.Nobody {
		return nil
	}
	call := one(say(lasting(passed) + how + s.elapsedText()))
	s.now, s.e.Seq = at, s.i.Declared.Seq
	d := s.posting(fmt.Sprintf("elapsed/%d", at.Sub(s.i.Declared.At)/time.Minute), call, elapsedWorth)
	d.What, d.Latest = "time", true
	return []outbox.Delivery{d}
}

// begun is since when the response lasts: the declaration, or the last time that the incident was opened again.
func (s scene) begun() (at time.Time, how string) {
	at, how = s.i.Declared.At, " since it was declared. "
	over := false
	for _, c := range s.i.Statuses.All() {
		if over {
			at, how = c.Since.At, " since it was reopened. "
		}
		over = !live(c)
	}
	return at, how
}

// elapsedText is such as "IC Zac, 3 action items open, next update at 15:00 CET."
func (s scene) elapsedText() string {
	text := s.command()
	switch n := len(s.i.OpenActions()); n {
	case 0:
		text += ", no action item open"
	case 1:
		text += ", 1 action item open"
	default:
		text += fmt.Sprintf(", %d action items open", n)
	}
	if next := s.nextUpdate(); next.After(s.now) {
		text += ", next update at " + s.clock(next)
	} else if !next.IsZero() {
		text += ", the update promised for " + s.clock(next) + " is overdue"
	}
	return text + "."
}

// nextUpdate is the earliest time for which an update is promised, zero for none.
func (s scene) nextUpdate() time.Time {
	var next time.Time
	for tier := incident.Engineering; tier <= s.i.Tier; tier++ {
		if u, ok := s.i.LastUpdate(tier); ok && !u.Next.IsZero() && (next.IsZero() || u.Next.Before(next)) {
			next = u.Next
		}
	}
	return next
}
