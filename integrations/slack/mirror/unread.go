package mirror

import (
	"fmt"

	"baton/integrations/clean"
	"baton/integrations/slack/message"
)

// Unread counts what could not be read, and keeps the first few as they came, cleaned and masked.
type Unread struct {
	Count   int
	Samples []Sample
}

// Sample is one event that could not be read, and why. Its body is cut where it is long.
type Sample struct{ Reason, Body string }

// Bounds: how many samples are held in memory, how much of each, and how much of each is given to Options.Keep, in bytes.
const (
	maxSamples = 20
	maxSample  = 2000
	maxKept    = 1 << 20
	// cutMargin is read beyond that, so that a secret at the cut is seen whole and masked.
	cutMargin = 8192
)

// unreads are the events that could not be read. Those of the call under way are fresh: they count once the call
// succeeds, because where it fails they come again.
type unreads struct {
	Unread
	keep  func(reason string, body []byte) error
	fresh []Sample
}

func (u *unreads) add(reason string, body []byte) {
	most := maxSample
	if u.keep != nil {
		most = maxKept
	}
	text, _ := clean.Secrets(clean.Text(message.Clip(string(body), most+cutMargin)))
	u.fresh = append(u.fresh, Sample{Reason: reason, Body: message.Clip(text, most)})
}

// settle ends a call, which may have failed: what came with it is kept and counted, or forgotten.
func (u *unreads) settle(succeeded bool) error {
	fresh := u.fresh
	u.fresh = nil
	for k := 0; succeeded && u.keep != nil && k < len(fresh); k++ {
		if err := u.keep(fresh[k].Reason, []byte(fresh[k].Body)); err != nil {
			return fmt.Errorf("keep an event that could not be read: %w", err)
		}
	}
	if !succeeded {
		return nil
	}
	u.Count += len(fresh)
	for k := 0; k < len(fresh) && len(u.Samples) < maxSamples; k++ {
		u.Samples = append(u.Samples, Sample{Reason: fresh[k].Reason, Body: message.Clip(fresh[k].Body, maxSample)})
	}
	return nil
}

// told is a copy for others.
func (u *unreads) told() Unread {
	return Unread{Count: u.Count, Samples: append([]Sample(nil), u.Samples...)}
}
