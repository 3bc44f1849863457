package incident

import "time"

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
