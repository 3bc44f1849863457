package postmortem

import (
	"cmp"
	"slices"
	"time"

	"baton/incident"
)

// Facts are what can be computed from a record: the numbers of the document as data, for whoever compares incidents.
// Nothing in them is estimated; what the record does not hold is zero or absent. Times are UTC.
type Facts struct {
	State incident.Incident
	// End is until when open stretches are counted, and EndIs why: the incident was resolved then, it is the last entry,
	// or it is the moment whose knowledge was asked for.
	End   time.Time
	EndIs string

	Durations  []Duration
	Tiers      []Share
	Severities []Share
	Statuses   []Share
	Roles      []RoleTime
	// WithoutIC is from the declaration to the first IC, or to the end where there never was one.
	WithoutIC time.Duration
	Silences  []Silence
	Promises  []Promise
	Commands  CommandCounts

	Entries, Chat int
	Origins       []OriginCount
	Corrections   []Correction
	// ImpactFrom and ImpactUntil are when customers felt it, with the entries that last said so.
	ImpactFrom, ImpactUntil Point
	// Impacts and Links are entries by number; Starred too, in the order in which they happened.
	Impacts, Starred, Tagged []uint64
	Links                    []Link
}

// Point is a moment with its name and its entry.
type Point struct {
	Name string
	At   time.Time
	Seq  uint64
}

// Known tells whether the record has it.
func (p Point) Known() bool { return !p.At.IsZero() }

// Duration is the time between two points. It means something only where both are known.
type Duration struct {
	Name     string
	From, To Point
}

// Known tells whether the record has both ends.
func (d Duration) Known() bool { return d.From.Known() && d.To.Known() }

// Span is how long it was, negative where To came first.
func (d Duration) Span() time.Duration { return d.To.At.Sub(d.From.At) }

// Share is how long a tier, severity or status was in force, all stretches together.
type Share struct {
	Name    string
	Total   time.Duration
	Entries []uint64 // what began each stretch
}

// RoleTime is one person's time in a role.
type RoleTime struct {
	incident.Tenure
	From incident.Person // who had it before, Nobody where it was vacant
	Span time.Duration
	Open bool // still held at the end
	// Accepted: it came by a handoff that was offered and accepted.
	Accepted bool
}

// Silence is a stretch without any entry.
type Silence struct {
	From, To      time.Time
	After, Before uint64 // the entries on both sides
}

// silent is the length from which a stretch without entries wants an explanation (Amazon's reviews ask for every 10 to
// 15 minutes).
const silent = 10 * time.Minute

// Promise is a promised update and the one that followed. Kept.Known is false where none did.
type Promise struct {
	Audience incident.Tier
	Promised Point // when the promise was made
	Due      time.Time
	Kept     Point
	// Moot: the incident was resolved before it was due.
	Moot bool
}

// Late is by how much the update came after it was due; zero where it was on time, moot or never came.
func (p Promise) Late() time.Duration {
	if !p.Kept.Known() {
		return 0
	}
	return max(0, p.Kept.At.Sub(p.Due))
}

// CommandCounts count commands; those that were retracted are none.
type CommandCounts struct{ Shown, Run, Unseen, Failed, Undone, Objected int }

// OriginCount is how many entries came in by one door.
type OriginCount struct {
	Origin  incident.Origin
	Entries int
	Chat    int
	// First and Last are when the first and the last of them happened.
	First, Last time.Time
}

// Link is a link that somebody kept.
type Link struct {
	URL, Title string
	Seq        uint64
}

// Correction is what was changed about an entry afterwards, by whom and why.
type Correction struct {
	Entry  uint64
	What   string // "corrected", "retracted", "restored", "merged"
	Was    string // the entry's text as it was written
	Change string
	Shift  time.Duration // of its time
	By     string
	At     Point
}

// settle computes what follows from the state and the entries that were gathered.
func (f *Facts) settle(times []entryTime) {
	i := &f.State
	f.ImpactFrom.Name, f.ImpactFrom.At = "impact began", i.Impact.From
	f.ImpactUntil.Name, f.ImpactUntil.At = "impact ended", i.Impact.Until
	f.Durations = durations(i, f.ImpactFrom, f.ImpactUntil)
	f.Tiers = shares(i.Tiers, f.End)
	f.Severities = shares(i.Severities, f.End)
	f.Statuses = shares(i.Statuses, f.End)
	f.Roles = roleTimes(i, f.End)
	f.WithoutIC = withoutIC(i, f.End)
	f.Silences = silences(times, i.Declared.At, f.End)
	f.Promises = promises(i)
	f.Commands = countCommands(i)
	slices.SortFunc(f.Origins, func(a, b OriginCount) int {
		return cmp.Or(cmp.Compare(b.Entries, a.Entries), cmp.Compare(a.Origin, b.Origin))
	})
}

func countCommands(i *incident.Incident) (n CommandCounts) {
	for _, c := range i.Commands.All() {
		if c.Retracted {
			continue
		}
		n.Shown++
		for counter, yes := range map[*int]bool{
			&n.Run: !c.Run.IsZero(), &n.Unseen: c.Unseen(), &n.Failed: failed(c), &n.Undone: !c.Undone.IsZero(), &n.Objected: len(voices(c.Objects)) > 0,
		} {
			if yes {
				*counter++
			}
		}
	}
	return n
}

func failed(c incident.Command) bool {
	return slices.ContainsFunc(c.Outputs, func(o incident.CmdOutput) bool { return o.Failed && !o.Given.IsZero() })
}

// voices are those that were not taken back.
func voices(all []incident.Voice) []incident.Voice {
	return slices.DeleteFunc(slices.Clone(all), func(v incident.Voice) bool { return v.Said.IsZero() })
}

// promises pairs each update that promised another with the next one to the same audience.
func promises(i *incident.Incident) (found []Promise) {
	var told []incident.Update
	for _, u := range i.Updates.All() {
		if !u.Retracted {
			told = append(told, u)
		}
	}
	slices.SortStableFunc(told, func(a, b incident.Update) int { return a.Told.At.Compare(b.Told.At) })
	for k, u := range told {
		if u.Next.IsZero() {
			continue
		}
		p := Promise{Audience: u.Audience, Promised: Point{"update", u.Told.At, u.Told.Seq}, Due: u.Next}
		if next := slices.IndexFunc(told[k+1:], func(n incident.Update) bool { return n.Audience == u.Audience }); next >= 0 {
			n := told[k+1+next]
			p.Kept = Point{"next update", n.Told.At, n.Told.Seq}
		}
		p.Moot = !p.Kept.Known() && !i.Resolved.IsZero() && !i.Resolved.At.After(u.Next)
		found = append(found, p)
	}
	return found
}
