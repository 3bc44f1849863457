package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Delivery is one thing that is told or done outside, as far as it has come. What is asked for and not begun is not in
// the state: it follows from the entries that ask for it.
type Delivery struct {
	Key    string        `json:"key"`             // its name in the incident, without spaces: "e57", "topic/12"
	What   string        `json:"what,omitzero"`   // what it is, in a few words: "post"
	Stage  DeliveryStage `json:"stage,omitzero"`  // how far it has come; empty where it was only reworded or not begun
	Text   string        `json:"text,omitzero"`   // the words that somebody gave it instead of its own
	Reason string        `json:"reason,omitzero"` // why it is unclear, failed or skipped
	// Receipt is how the service names what was made, such as "C1:1672855500.000100".
	Receipt string `json:"receipt,omitzero"`
	// Doubt: it may have been made, so that it has to be looked for before it is tried again.
	Doubt   bool   `json:"doubt,omitzero"`
	Begun   Moment `json:"begun"`   // the last time that it was begun
	Changed Moment `json:"changed"` // when it came to its stage
}

// DeliveryStage is how far a delivery has come.
type DeliveryStage string

// Stages of a delivery.
const (
	StageBegun   DeliveryStage = "begun"   // it is under way
	StageMade    DeliveryStage = "made"    // it was made, and ends so
	StageUnclear DeliveryStage = "unclear" // it may have been made
	StageFailed  DeliveryStage = "failed"  // it was not made, and is not tried again until somebody asks
	StageSkipped DeliveryStage = "skipped" // nobody wants it any more
	StageAgain   DeliveryStage = "again"   // somebody asked to try it again
)

const (
	maxLabel = 200 // characters of keys, receipts and names that services give
	// exampleResend is what is typed about a delivery.
	exampleResend = "resend e57"
)

// DeliveryOf finds a delivery that was begun, made, or spoken of. Of one that was made only the key, the stage and the
// receipt are kept: an incident has thousands, and the log has the rest.
func (i *Incident) DeliveryOf(key string) (Delivery, bool) { return i.Deliveries.Get(key) }

// Undelivered are the deliveries that somebody may have to do something about: those that failed and those that are
// unclear first, then what is under way or asked for again; of each the oldest first.
func (i *Incident) Undelivered() []Delivery {
	var all []Delivery
	for d := range i.Deliveries.All() {
		if slices.Contains(urgency, d.Stage) {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b Delivery) int {
		return cmp.Or(
			slices.Index(urgency, a.Stage)-slices.Index(urgency, b.Stage),
			cmp.Compare(a.Changed.Seq, b.Changed.Seq), strings.Compare(a.Key, b.Key),
		)
	})
	return all
}

var urgency = []DeliveryStage{StageFailed, StageUnclear, StageBegun, StageAgain}

// checkKey refuses what cannot be the key of a delivery.
func checkKey(key string) error {
	if err := checkName(key, "key of what is told outside", maxLabel, exampleResend); err != nil {
		return err
	}
	if strings.ContainsFunc(key, unicode.IsSpace) {
		return refuse(quoted(key)+" is not the key of anything told outside, which is one word", exampleResend)
	}
	return nil
}

// deliveryIn finds a delivery that has to be in one of these stages, and refuses what is in another one.
func (i *Incident) deliveryIn(key string, stages ...DeliveryStage) (Delivery, error) {
	if err := checkKey(key); err != nil {
		return Delivery{}, err
	}
	d, _ := i.DeliveryOf(key)
	if d.Key = key; !slices.Contains(stages, d.Stage) {
		return d, d.refuse()
	}
	return d, nil
}

// refuse says where a delivery stands, and what can be typed about it there.
func (d Delivery) refuse() *Refusal {
	switch d.Stage {
	case StageBegun:
		return refusef("", "%s is under way", d.Key)
	case StageMade:
		return refusef("", "%s was done already", d.Key)
	case StageUnclear:
		return refusef(fmt.Sprintf("resend %s", d.Key), "it is not known whether %s was done", d.Key)
	case StageFailed:
		return refusef(fmt.Sprintf("resend %s", d.Key), "%s failed", d.Key)
	case StageSkipped:
		return refusef(fmt.Sprintf("resend %s", d.Key), "%s was skipped", d.Key)
	case StageAgain:
		return refusef("", "%s is tried again already", d.Key)
	}
	return refusef("", "%s was not begun", d.Key)
}

// label names a delivery for people: what it is, where the key does not say that already, and its key.
func label(what, key string) string {
	if what == "" || strings.HasPrefix(key, what) {
		return key
	}
	return what + " " + key
}

// deliver changes one delivery of the state.
func (i *Incident) deliver(key string, change func(*Delivery)) {
	d, _ := i.DeliveryOf(key)
	d.Key = key
	change(&d)
	i.Deliveries = i.Deliveries.With(d)
}

// mend works a correction of a failed or skipped one, which are entries, into the state.
func (d *Delivery) mend(m *mending) {
	m.reword(d.Changed, &d.Reason)
	m.move(&d.Changed)
}
