package tui

import (
	"cmp"
	"slices"
	"time"

	"baton/incident"
)

// presence is one person's part in an incident, without what only the clock says.
type presence struct {
	person  incident.Person
	name    string                  // empty where the handle is all that is known
	call    callState               // how far they were called
	since   time.Time               // since when the call stands there; zero where nobody called them
	roles   []incident.Tenure       // that they have now
	offers  []incident.Offer        // of roles that they have not answered
	actions []incident.Action       // that are open, the most urgent first
	freezes []incident.DeployFreeze // that are open
	shift   time.Time               // since when they are at it; zero where they no longer are, or not yet
	first   time.Time               // when they first acted, since they were released
	last    time.Time               // when they last acted
	contact incident.Contact        // of the roster
}

// callState is how far the call for a person has come.
type callState uint8

const (
	unansweredCall callState = iota
	answeredCall
	hereCall
	releasedCall
	noCall // nobody called them, and they did not say that they joined
)

// peopleOf lists everybody who has a part in the incident: first those who were paged and have not answered, then those
// with a role, then those who are here, the longest first, then the others, and last those who were released.
func peopleOf(i *incident.Incident, roster *incident.Roster) []presence {
	b := presences{at: map[incident.Person]int{}}
	for _, r := range i.Responders.All() {
		p := b.of(r.Person)
		p.call, p.since = callOf(r)
	}
	for _, t := range i.Tenures.All() {
		p := b.of(t.Holder)
		p.acted(t.Since.At)
		if t.Until.IsZero() {
			p.roles = append(p.roles, t)
		}
	}
	for _, o := range i.Offers {
		p := b.of(o.To)
		p.offers = append(p.offers, o)
	}
	for _, a := range i.OpenActions() {
		p := b.of(a.Owner)
		p.actions = append(p.actions, a)
	}
	for _, f := range i.OpenFreezes() {
		p := b.of(f.Holder)
		p.freezes = append(p.freezes, f)
	}
	b.acts(i)
	for k := range b.all {
		b.all[k].finish(i, roster)
	}
	slices.SortStableFunc(b.all, byUrgency)
	return b.all
}

// presences are people in the order in which they are first named.
type presences struct {
	all []presence
	at  map[incident.Person]int
}

func (b *presences) of(p incident.Person) *presence {
	k, ok := b.at[p]
	if !ok {
		k = len(b.all)
		b.at[p] = k
		b.all = append(b.all, presence{person: p, call: noCall})
	}
	return &b.all[k]
}

// acts goes through what people did beside answering and taking roles.
func (b *presences) acts(i *incident.Incident) {
	if i.DeclaredBy != incident.Nobody {
		b.of(i.DeclaredBy).acted(i.Declared.At)
	}
	for _, a := range i.Actions.All() {
		if a.By != incident.Nobody {
			b.of(a.By).acted(a.Assigned.At)
		}
		if !a.Acknowledged.IsZero() {
			b.of(a.Owner).acted(a.Acknowledged.At)
		} else if !a.Open() {
			b.of(a.Owner)
		}
	}
	for _, f := range i.Freezes.All() {
		b.of(f.Holder).acted(f.Since.At)
	}
}

// acted notes that the person did something. What they did before they were released was another shift.
func (p *presence) acted(at time.Time) {
	if at.After(p.last) {
		p.last = at
	}
	if p.call == releasedCall && !at.After(p.since) {
		return
	}
	if p.first.IsZero() || at.Before(p.first) {
		p.first = at
	}
}

// finish works out what follows from all that is known of a person.
func (p *presence) finish(i *incident.Incident, roster *incident.Roster) {
	p.contact, _ = roster.Contact(p.person)
	p.name = cmp.Or(i.Names[p.person], p.contact.Name)
	switch {
	case p.call == hereCall:
		p.shift = p.since
	case len(p.roles)+len(p.actions)+len(p.freezes) > 0:
		p.shift = p.first
	}
	for _, t := range p.roles {
		if t.Since.At.Before(p.shift) {
			p.shift = t.Since.At
		}
	}
}

// callOf is how far a call has come and since when. Whoever is paged again after an answer or a release has not answered
// that.
func callOf(r incident.Responder) (callState, time.Time) {
	paged, answered, released := happened(r.Paged), happened(r.Acknowledged), happened(r.Released)
	switch {
	case r.Here():
		return hereCall, r.Joined.At
	case paged.After(released) && paged.After(answered):
		return unansweredCall, paged
	case answered.After(released):
		return answeredCall, answered
	case !released.IsZero():
		return releasedCall, released
	}
	return noCall, time.Time{}
}

// happened is when something happened; zero where it did not, or was taken back.
func happened(m incident.Moment) time.Time {
	if m.IsZero() {
		return time.Time{}
	}
	return m.At
}

// byUrgency orders people as the page lists them.
func byUrgency(a, b presence) int {
	return cmp.Or(
		cmp.Compare(a.group(), b.group()),
		cmp.Compare(a.rank(), b.rank()),
		a.listedSince().Compare(b.listedSince()),
		cmp.Compare(a.person, b.person),
	)
}

func (p *presence) group() int {
	switch {
	case p.call == unansweredCall:
		return 0
	case len(p.roles)+len(p.offers) > 0:
		return 1
	case p.call == hereCall:
		return 2
	case p.call == answeredCall:
		return 3
	case len(p.actions)+len(p.freezes) > 0:
		return 4
	case p.call == noCall:
		return 5
	}
	return 6
}

// rank orders those with roles: the commander first, then the roles that every incident knows, then the others.
func (p *presence) rank() int {
	known := []incident.Role{incident.IC, incident.Deputy, incident.ICL, incident.Scribe, incident.Analyst}
	best := len(known) + 1
	for _, t := range p.roles {
		if k := slices.Index(known, t.Role); k >= 0 {
			best = min(best, k)
		} else {
			best = min(best, len(known))
		}
	}
	return best
}

// listedSince is the time by which people of one kind are ordered.
func (p *presence) listedSince() time.Time {
	if p.since.IsZero() {
		return p.first
	}
	return p.since
}

// mostReports is how many people one person can lead; more are led in groups with a leader each (PagerDuty incident
// response docs, complex incidents).
const mostReports = 7

// working counts those who have an open action item.
func working(all []presence) int {
	n := 0
	for _, p := range all {
		if len(p.actions) > 0 {
			n++
		}
	}
	return n
}

// longShift is how long somebody can be at it before the page says so.
const longShift = 2 * time.Hour

// Hours of the day between which people are not asleep.
const (
	morning = 7
	evening = 22
)

// nightThere is the time of day where a person is, if it is night there.
func nightThere(c incident.Contact, now time.Time) (string, bool) {
	if c.Zone == nil {
		return "", false
	}
	there := now.In(c.Zone)
	if h := there.Hour(); h >= morning && h < evening {
		return "", false
	}
	return there.Format("15:04") + " there", true
}
