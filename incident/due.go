package incident

import (
	"fmt"
	"slices"
	"time"
)

// Due is something that has to be asked about, and when. What is due is a fold of the log and a time, never a queue:
// after a restart it is all there again.
type Due struct {
	// About identifies it, together with At: "A3", "F1", "update internal", "offer ic".
	About string
	// Ask is the question for the commander.
	Ask string
	At  time.Time
}

// offerPatience is how long an offered role may wait for its answer before the commander is asked: a handoff is said
// aloud on the call, so the answer takes a minute.
const offerPatience = 2 * time.Minute

// DueList lists what has been or will be due, the most urgent first. The caller compares At with its clock.
func (i *Incident) DueList() []Due {
	if !i.Open() {
		return nil
	}
	var due []Due
	for _, a := range i.OpenActions() {
		due = append(due, Due{fmt.Sprintf("A%d", a.No), fmt.Sprintf("ask %s: %s", i.Name(a.Owner), a.Task), a.Due})
	}
	for _, f := range i.OpenFreezes() {
		due = append(due, Due{fmt.Sprintf("F%d", f.No), "must " + deploysOf(f.Scopes) + " still wait?", f.Expires})
	}
	for _, o := range i.Offers {
		due = append(due, Due{"offer " + string(o.Role), i.Name(o.To) + " has not accepted " + o.Role.Label() + " yet", o.Made.At.Add(offerPatience)})
	}
	for tier := Engineering; tier <= i.Tier; tier++ {
		if u, ok := i.LastUpdate(tier); ok && !u.Next.IsZero() {
			due = append(due, Due{"update " + tier.String(), "the next " + tier.String() + " update is promised", u.Next})
		}
	}
	slices.SortStableFunc(due, func(a, b Due) int { return a.At.Compare(b.At) })
	return due
}

// WasReminded tells whether the newest reminder of that matter was of this very time. An earlier time counts as another
// one: clocks are set back, and a check-back can be brought forward.
func (i *Incident) WasReminded(d Due) bool {
	at, ok := i.Reminded[d.About]
	return ok && at.Equal(d.At)
}

// RemindShown notes that a reminder was shown, so that it is shown once, also after a restart.
type RemindShown struct {
	About string
	Due   time.Time
}

// ReminderShown is the fact of it.
type ReminderShown struct {
	About string    `json:"about"`
	Due   time.Time `json:"due"`
}

func (o RemindShown) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.About, "reminder", maxLine, "A3"); err != nil {
		return nil, err
	}
	if o.Due.IsZero() || !storable(o.Due) {
		return nil, refuse("the reminder has no time", "the time at which it was due")
	}
	if i.WasReminded(Due{About: o.About, At: o.Due}) {
		return nil, refusef("", "the reminder of %s was shown already", o.About)
	}
	return []Fact{ReminderShown{About: o.About, Due: utc(o.Due)}}, nil
}

// Kind is reminder_shown.
func (ReminderShown) Kind() Kind { return "reminder_shown" }

// Tell says what was due when.
func (f ReminderShown) Tell(i *Incident) string {
	return "reminder of " + f.About + " shown, it was due at " + i.clock(f.Due)
}

func (f ReminderShown) apply(i *Incident, _ *Event) error {
	i.Reminded = put(i.Reminded, f.About, f.Due)
	return nil
}
