package outbox

import (
	"math/rand/v2"
	"time"
)

// Bounds of the wait after a trouble: a random part of the lane's back-off, so that lanes that broke together do not come
// back together.
const (
	firstBackOff = time.Second
	mostBackOff  = 5 * time.Minute
)

// lane is what has to keep its order. One delivery of it is under way at a time.
type lane struct {
	busy bool
	// tries counts the troubles since something went well.
	tries int
	// next is when the next attempt may be made, at least is what the service asked for. UTC.
	next, atLeast time.Time
	// reason is why it waits, for people.
	reason string
}

// wait puts the next attempt off.
func (l *lane) wait(now time.Time, after time.Duration, reason string) {
	most := min(firstBackOff<<min(l.tries, 20), mostBackOff)
	l.tries++
	l.atLeast = now.Add(after)
	l.next = now.Add(max(after, rand.N(most)))
	l.reason = reason
}

// went notes that the service answered.
func (l *lane) went() { l.tries, l.next, l.atLeast, l.reason = 0, time.Time{}, time.Time{}, "" }

// hurry drops the part of the wait that is only caution, because a person asked for something.
func (l *lane) hurry() { l.tries, l.next = 0, l.atLeast }
