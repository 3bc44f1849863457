package postmortem

import (
	"slices"
	"time"

	"baton/incident"
)

func point(name string, m incident.Moment) Point {
	if m.IsZero() {
		return Point{Name: name}
	}
	return Point{Name: name, At: m.At, Seq: m.Seq}
}

// durations are the times between the points that every post-mortem asks for. Each names both its ends, because a
// duration without them is read as another one.
func durations(i *incident.Incident, from, until Point) []Duration {
	var (
		declared = point("declared", i.Declared)
		resolved = point("resolved", i.Resolved)
		page     = firstOf("first page", responderMoments(i, func(r incident.Responder) incident.Moment { return r.Paged }))
		ack      = firstOf("first page acknowledged", responderMoments(i, func(r incident.Responder) incident.Moment { return r.Acknowledged }))
	)
	return []Duration{
		{"Impact", from, until},
		{"Impact to declaration", from, declared},
		{"Declaration to first page", declared, page},
		{"First page to its answer", page, ack},
		{"Declaration to an incident commander", declared, firstIC(i)},
		{"Declaration to the first deploy freeze", declared, firstFreeze(i)},
		{"Declaration to the first internal update", declared, firstUpdate(i, incident.Internal)},
		{"Declaration to the first public update", declared, firstUpdate(i, incident.Public)},
		{"Declaration to cause identified", declared, firstStatus(i, incident.Identified)},
		{"Declaration to monitoring", declared, firstStatus(i, incident.Monitoring)},
		{"Declaration to resolution", declared, resolved},
		{"Impact to resolution", from, resolved},
	}
}

// firstOf is the earliest moment that happened.
func firstOf(name string, moments []incident.Moment) Point {
	moments = slices.DeleteFunc(moments, incident.Moment.IsZero)
	if len(moments) == 0 {
		return Point{Name: name}
	}
	return point(name, slices.MinFunc(moments, func(a, b incident.Moment) int { return a.At.Compare(b.At) }))
}

func responderMoments(i *incident.Incident, of func(incident.Responder) incident.Moment) (all []incident.Moment) {
	for _, r := range i.Responders.All() {
		all = append(all, of(r))
	}
	return all
}

func firstIC(i *incident.Incident) Point {
	var all []incident.Moment
	for _, t := range i.Tenures.All() {
		if t.Role == incident.IC {
			all = append(all, t.Since)
		}
	}
	return firstOf("first incident commander", all)
}

func firstFreeze(i *incident.Incident) Point {
	var all []incident.Moment
	for _, f := range i.Freezes.All() {
		all = append(all, f.Since)
	}
	return firstOf("first deploy freeze", all)
}

func firstUpdate(i *incident.Incident, audience incident.Tier) Point {
	var all []incident.Moment
	for _, u := range i.Updates.All() {
		if u.Audience == audience && !u.Retracted {
			all = append(all, u.Told)
		}
	}
	return firstOf("first "+audience.String()+" update", all)
}

func firstStatus(i *incident.Incident, s incident.Status) Point {
	var all []incident.Moment
	for _, c := range i.Statuses.All() {
		if c.To == s {
			all = append(all, c.Since)
		}
	}
	return firstOf("status "+s.String(), all)
}

// shares sums how long each value was in force until end, in the order in which they first came.
func shares[T interface {
	comparable
	String() string
}](list incident.List[incident.Change[T]], end time.Time) (sums []Share) {
	var changes []incident.Change[T]
	for _, c := range list.All() {
		changes = append(changes, c)
	}
	slices.SortStableFunc(changes, func(a, b incident.Change[T]) int { return a.Since.At.Compare(b.Since.At) })
	for k, c := range changes {
		until := end
		if k+1 < len(changes) {
			until = earlier(end, changes[k+1].Since.At)
		}
		at := slices.IndexFunc(sums, func(s Share) bool { return s.Name == c.To.String() })
		if at < 0 {
			at, sums = len(sums), append(sums, Share{Name: c.To.String()})
		}
		sums[at].Total += max(0, until.Sub(c.Since.At))
		sums[at].Entries = append(sums[at].Entries, c.Since.Seq)
	}
	return slices.DeleteFunc(sums, func(s Share) bool { return s.Name == incident.Resolved.String() && s.Total == 0 })
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// roleTimes are the tenures, by when the role was first taken and then by when each began.
func roleTimes(i *incident.Incident, end time.Time) (all []RoleTime) {
	var order []incident.Role
	for _, t := range i.Tenures.All() {
		if !slices.Contains(order, t.Role) {
			order = append(order, t.Role)
		}
	}
	for _, role := range order {
		all = append(all, tenuresOf(i, role, end)...)
	}
	return all
}

func tenuresOf(i *incident.Incident, role incident.Role, end time.Time) (all []RoleTime) {
	var before incident.Tenure
	for _, t := range i.Tenures.All() {
		if t.Role != role {
			continue
		}
		r := RoleTime{Tenure: t, Open: t.Until.IsZero()}
		until := t.Until.At
		if r.Open {
			until = end
		}
		r.Span = max(0, until.Sub(t.Since.At))
		if before.Until.Seq == t.Since.Seq { // one event ended the one and began the other
			r.From = before.Holder
			r.Accepted = t.Reason == ""
		}
		all, before = append(all, r), t
	}
	return all
}

func withoutIC(i *incident.Incident, end time.Time) time.Duration {
	first := firstIC(i)
	if !first.Known() {
		first.At = end
	}
	return max(0, first.At.Sub(i.Declared.At))
}

// entryTime is when an entry happened, for those whose time is known.
type entryTime struct {
	at  time.Time
	seq uint64
}

// silences finds the stretches without an entry between two moments. times are in order.
func silences(times []entryTime, from, to time.Time) (found []Silence) {
	var before entryTime
	for _, e := range times {
		if e.at.Before(from) || e.at.After(to) {
			continue
		}
		if before.seq != 0 && e.at.Sub(before.at) > silent {
			found = append(found, Silence{From: before.at, To: e.at, After: before.seq, Before: e.seq})
		}
		before = e
	}
	return found
}
