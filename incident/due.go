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
		due = append(due, Due{fmt.Sprintf("F%d", f.No), "is the freeze of " + f.Scope() + " still needed?", f.Expires})
	}
	for tier := Engineering; tier <= i.Tier; tier++ {
		if u, ok := i.LastUpdate(tier); ok && !u.Next.IsZero() {
			due = append(due, Due{"update " + tier.String(), "the next update to " + tier.String() + " is promised", u.Next})
		}
	}
	slices.SortStableFunc(due, func(a, b Due) int { return a.At.Compare(b.At) })
	return due
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
	if err := checkText(o.About, "reminder", maxLine, "A3"); err != nil {
		return nil, err
	}
	if !o.Due.After(i.Reminded[o.About]) {
		return nil, refusef("", "the reminder of %s was shown already", o.About)
	}
	return []Fact{ReminderShown{About: o.About, Due: o.Due.UTC()}}, nil
}

// Kind is reminder_shown.
func (ReminderShown) Kind() Kind { return "reminder_shown" }

// Tell says what was due when.
func (f ReminderShown) Tell(*Incident) string {
	return "reminder of " + f.About + ", due at " + tellClock(f.Due) + ", shown"
}

func (f ReminderShown) apply(i *Incident, _ *Event) error {
	i.Reminded = put(i.Reminded, f.About, f.Due)
	return nil
}
