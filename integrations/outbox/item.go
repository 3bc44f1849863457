package outbox

import (
	"context"
	"fmt"
	"time"

	"baton/incident"
	"baton/timeline"
)

// StageWaiting is the stage of what was not begun yet.
const StageWaiting incident.DeliveryStage = "waiting"

// Item is a delivery that is not made, as people are shown it.
type Item struct {
	// Delivery has the words that somebody gave it, if they did.
	Delivery
	// Stage is StageWaiting, or begun, unclear, failed or again.
	Stage incident.DeliveryStage
	// Reason says why it is there, in a clause; empty where nothing is in its way.
	Reason string
	// Since is when it came to its stage, UTC.
	Since time.Time
}

// Pending gives what is not made of an incident at now, in the order in which it is to be made, from the log alone: for
// whoever does not deliver. It reads the whole log.
func Pending(ctx context.Context, log timeline.Log, p Planner, ref incident.Ref, now time.Time) ([]Item, error) {
	l := newLedger(p)
	for e, err := range log.Read(ctx, ref, 1) {
		if err == nil {
			err = l.add(e)
		}
		if err != nil {
			return nil, fmt.Errorf("deliveries of %s: %w", ref, err)
		}
	}
	return itemsOf(l.pending(now)), nil
}

func itemsOf(all []pending) []Item {
	var items []Item
	for _, p := range all {
		if stage := p.at.Stage; p.passed && stage != incident.StageBegun && stage != incident.StageUnclear {
			continue
		}
		items = append(items, p.item())
	}
	return items
}

func (p pending) item() Item {
	i := Item{Delivery: p.worded(), Stage: p.at.Stage, Reason: p.at.Reason, Since: p.at.Changed.At}
	if i.Stage == "" {
		i.Stage, i.Since = StageWaiting, p.Asked
	}
	if p.after != "" && i.Reason == "" {
		i.Reason = "waits for " + p.after
	}
	return i
}

// worded is the delivery in the words that somebody gave it, or its own.
func (p pending) worded() Delivery {
	d := p.Delivery
	if p.at.Text != "" {
		d.Text = p.at.Text
	}
	return d
}
