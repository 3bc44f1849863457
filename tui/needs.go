package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// digest is what the room draws of the state, made anew when the state changes and not at every frame.
type digest struct {
	seq        uint64
	actions    []incident.Action // open ones, most urgent first
	freezes    []incident.DeployFreeze
	dues       []incident.Due
	roles      []incident.Tenure
	responders []incident.Responder // called or here, those who did not answer first
	commands   []incident.Command   // shown, and nobody else has looked at them
}

func newDigest(i *incident.Incident) digest {
	d := digest{seq: i.Seq, actions: i.OpenActions(), freezes: i.OpenFreezes(), dues: i.DueList(), roles: i.Roles()}
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

// need is something that waits for the commander.
type need struct {
	label string
	style func(*theme) lipgloss.Style
	text  string
}

func urgentStyle(t *theme) lipgloss.Style { return t.due }
func alarmStyle(t *theme) lipgloss.Style  { return t.alarm }

// patience is how long somebody may leave a page or an action item unanswered before it is an alarm of its own.
const patience = 5 * time.Minute

// needs lists what needs the person here now, most urgent first: what only they can accept, what has come due, and what
// nobody has answered.
func needs(i *incident.Incident, d *digest, me incident.Person, now time.Time) []need {
	var all []need
	mine := map[string]bool{}
	for _, o := range i.Offers {
		if o.To == me && i.Open() {
			mine["offer "+string(o.Role)] = true
			all = append(all, need{"OFFERED", alarmStyle, fmt.Sprintf("%s offers you %s: H accepts", i.Name(o.From), o.Role.Label())})
		}
	}
	for _, due := range d.dues {
		word, late := timer(due.At, now)
		if late == later {
			break
		}
		if mine[due.About] {
			continue
		}
		k := urgentStyle
		if late == overdue {
			k = alarmStyle
		}
		all = append(all, need{label: word, style: k, text: about(due)})
	}
	if !i.Open() {
		return all
	}
	if i.Holder(incident.IC) == incident.Nobody {
		all = append(all, need{"NO IC", urgentStyle, "nobody commands: C takes command"})
	}
	return append(all, unanswered(i, d, now)...)
}

// unanswered are pages, action items and commands that wait for somebody. Offers to others come with what is due.
func unanswered(i *incident.Incident, d *digest, now time.Time) []need {
	var all []need
	for _, r := range d.responders {
		if callOrder(r) == 0 && now.Sub(r.Paged.At) >= patience {
			all = append(all, need{"NO ANSWER", urgentStyle, fmt.Sprintf("%s was paged %s ago", i.Name(r.Person), since(r.Paged.At, now))})
		}
	}
	for _, a := range d.actions {
		if a.Acknowledged.IsZero() && now.Sub(a.Assigned.At) >= patience && now.Before(a.Due) {
			all = append(all, need{"NO YES", urgentStyle, fmt.Sprintf("%s has not said yes to A%d, %s", i.Name(a.Owner), a.No, a.Task)})
		}
	}
	if n := len(d.commands); n > 0 {
		c := d.commands[n-1]
		all = append(all, need{"TWO EYES", urgentStyle, fmt.Sprintf("C%d of %s waits to be confirmed: %s", c.No, i.Name(c.Author), c.Text)})
	}
	return all
}

// about names what is due and says what to ask.
func about(d incident.Due) string {
	if strings.Contains(d.About, " ") {
		return d.Ask // "offer ic", "update internal": the question says it
	}
	return d.About + " " + d.Ask
}

// next is what comes due next, for when nothing needs anybody now.
func (d *digest) next(now time.Time) (incident.Due, bool) {
	for _, due := range d.dues {
		if due.At.After(now) {
			return due, true
		}
	}
	return incident.Due{}, false
}
