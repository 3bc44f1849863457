package message

import (
	"fmt"

	"baton/incident"
	"baton/timeline"
)

// Veto is a no to the commands of a message. Their numbers are known once they are recorded.
type Veto struct {
	message string
	reason  string
	given   incident.Given
}

// Objections are the orders that a veto comes to: one for each command of the message. It comes soon after them, so the
// newest are looked at first.
func (v Veto) Objections(state *incident.Incident) []timeline.Instruction {
	var orders []timeline.Instruction
	for k := state.Commands.Len() - 1; k >= 0; k-- {
		c := state.Commands.At(k)
		if c.Message != v.message && len(orders) > 0 {
			break
		}
		if c.Message == v.message && !c.Retracted {
			g := v.given
			g.Key = fmt.Sprintf("%s:%d", g.Key, c.No)
			orders = append(orders, timeline.Instruction{Order: incident.Object{No: c.No, Reason: v.reason}, Given: g})
		}
	}
	return orders
}
