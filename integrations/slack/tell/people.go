package tell

import (
	"strings"

	"baton/incident"
)

// ofPeople tells who is called, what is left for later, and where to look. Who has joined the channel shows by itself.
func (s scene) ofPeople(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.ResponderCalled:
		return one(say(s.name(s.e.Actor), " calls for ", s.asked(f.Person), because(f.Text), s.unreached(f.Person))), f.Step == incident.StepPaged
	case incident.FollowUpAdded:
		words := []any{"Follow-up ", followUp(f.No), ": ", ended(f.Text), " It has no owner yet."}
		if f.Owner != incident.Nobody {
			words = []any{"Follow-up ", followUp(f.No), " for ", s.name(f.Owner), ": ", ended(f.Text)}
		}
		return one(say(words...)), f.Action == 0 // what an action item became is told when the incident is resolved
	case incident.LinkAdded:
		return one(say("Link from ", s.name(s.e.Actor), ": ", strings.TrimSpace(f.Title+" "+f.URL))), true
	}
	return telling{}, false
}
