package message

import (
	"fmt"
	"slices"

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
	var held []incident.Command
	for k := state.Commands.Len() - 1; k >= 0; k-- {
		if c := state.Commands.At(k); c.Message == v.message {
			held = append(held, c)
		} else if len(held) > 0 {
			break
		}
	}
	slices.Reverse(held)
	var orders []timeline.Instruction
	for place, c := range held {
		if !c.Retracted {
			g := v.given
			g.Key = fmt.Sprintf("%s:%d", g.Key, place)
			orders = append(orders, timeline.Instruction{Order: incident.Object{No: c.No, Reason: v.reason}, Given: g})
		}
	}
	return orders
}
