package outbox

import (
	"context"
	"fmt"
	"sync"
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

// View is what is not made of one incident, from the log alone: for whoever does not deliver. It keeps a fold, so that a
// second look costs what the log has gained. It is safe for concurrent use.
type View struct {
	log timeline.Log
	ref incident.Ref

	mu     sync.Mutex
	ledger *ledger
}

// NewView looks at an incident as a planner plans for it.
func NewView(log timeline.Log, p Planner, ref incident.Ref) *View {
	return &View{log: log, ref: ref, ledger: newLedger(p)}
}

// Ref is the incident.
func (v *View) Ref() incident.Ref { return v.ref }

// Pending gives what is not made at now, in the order in which it is to be made.
func (v *View) Pending(ctx context.Context, now time.Time) ([]Item, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for e, err := range v.log.Read(ctx, v.ref, v.ledger.state.Seq+1) {
		if err == nil {
			err = v.ledger.add(e)
		}
		if err != nil {
			return nil, fmt.Errorf("deliveries of %s: %w", v.ref, err)
		}
	}
	return itemsOf(v.ledger.pending(now)), nil
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
