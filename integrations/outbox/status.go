package outbox

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"baton/incident"
)

// Status is how delivering goes.
type Status struct {
	// Paused says why nothing is delivered at all; empty where it is.
	Paused string
	// Waiting counts what is not made yet, Unclear what may have been, Failed what was not and is not tried again by itself.
	Waiting, Unclear, Failed int
	// Lanes are those that wait after a trouble, by name.
	Lanes []LaneStatus
	// Faults say which incidents cannot be delivered for, and why.
	Faults []string
}

// LaneStatus is a lane that waits.
type LaneStatus struct {
	Lane   string
	Next   time.Time // of the next attempt, UTC
	Reason string
}

// Status tells how delivering goes.
func (w *Worker) Status() Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := Status{Paused: w.paused}
	for _, b := range w.books {
		for _, i := range b.items {
			switch i.Stage {
			case incident.StageFailed:
				s.Failed++
			case incident.StageUnclear:
				s.Unclear++
			default:
				s.Waiting++
			}
		}
	}
	for ref, c := range w.closed {
		s.Failed += c.failed
		if c.fault != "" {
			s.Faults = append(s.Faults, fmt.Sprintf("%s: %s", ref, c.fault))
		}
	}
	slices.Sort(s.Faults)
	for name, l := range w.lanes {
		if l.next.After(w.Clock.Now()) {
			s.Lanes = append(s.Lanes, LaneStatus{Lane: name, Next: l.next.UTC(), Reason: l.reason})
		}
	}
	slices.SortFunc(s.Lanes, func(a, b LaneStatus) int { return strings.Compare(a.Lane, b.Lane) })
	return s
}

// Items gives what is not made of an incident, in the order in which it is to be made, as a [View] does but without
// reading the log. An incident that is over and has nothing but failures has none here.
func (w *Worker) Items(ref incident.Ref) []Item {
	w.mu.Lock()
	defer w.mu.Unlock()
	if b := w.books[ref]; b != nil {
		return slices.Clone(b.items)
	}
	return nil
}
