package tui

import (
	"slices"
	"time"

	"baton/incident"
)

// digest is what the pages draw of the state, made anew when the state changes and not at every frame.
type digest struct {
	seq        uint64
	zone       *time.Location    // the incident's own; nil where nobody has said or it is not known here
	actions    []incident.Action // open ones, most urgent first
	freezes    []incident.DeployFreeze
	dues       []incident.Due
	roles      []incident.Tenure
	responders []incident.Responder // called or here, those who did not answer first
	commands   []incident.Command   // shown, and nobody else has looked at them
	untold     []incident.Delivery  // that failed first, then those that may have been made, then what goes on by itself; of each the oldest first
}

func newDigest(i *incident.Incident) digest {
	d := digest{seq: i.Seq, untold: i.Undelivered(), actions: i.OpenActions(), freezes: i.OpenFreezes(), dues: i.DueList(), roles: i.Roles(), zone: ownZone(i.Zone)}
	slices.SortStableFunc(d.freezes, func(a, b incident.DeployFreeze) int { return a.Expires.Compare(b.Expires) })
	for _, r := range i.Responders.All() {
		if r.Released.IsZero() {
			d.responders = append(d.responders, r)
		}
	}
	slices.SortStableFunc(d.responders, func(a, b incident.Responder) int { return callOrder(a) - callOrder(b) })
	for _, c := range i.Commands.All() {
		if c.Stage() == "proposed" {
			d.commands = append(d.commands, c)
		}
	}
	return d
}

// ownZone finds a zone by its name.
func ownZone(name string) *time.Location {
	if name == "" {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

// callOrder puts those first who were called and have not said anything.
func callOrder(r incident.Responder) int {
	switch {
	case r.Here():
		return 2
	case !r.Acknowledged.IsZero():
		return 1
	}
	return 0
}
