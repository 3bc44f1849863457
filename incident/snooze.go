package incident

import (
	"fmt"
	"strings"
	"time"
)

// DefaultSnooze is how long a reminder is put off where nobody says.
const DefaultSnooze = 10 * time.Minute

// SnoozedReminder is one reminder that was put off, by whom and why. It stands while the matter is due at the time that
// was put off: more time, or another promise, makes it void.
type SnoozedReminder struct {
	About  string    `json:"about"`
	Due    time.Time `json:"due"`
	Until  time.Time `json:"until"`
	Reason string    `json:"reason"`
	By     Person    `json:"by,omitzero"`
	Made   Moment    `json:"made"`
}

func (s *SnoozedReminder) mend(m *mending) {
	m.reword(s.Made, &s.Reason)
	m.credit(s.Made, &s.By)
	m.strike(&s.Made)
	m.move(&s.Made)
}

// snoozeOf finds what puts a matter off, the newest first.
func (i *Incident) snoozeOf(d Due) (SnoozedReminder, bool) {
	for k := i.Snoozes.Len() - 1; k >= 0; k-- {
		if s := i.Snoozes.At(k); s.About == d.About && s.Due.Equal(d.At) && !s.Made.IsZero() {
			return s, true
		}
	}
	return SnoozedReminder{}, false
}

// Snooze puts the reminder of one matter off, counted from now; zero is [DefaultSnooze]. It needs a reason, and there is
// no order that silences everything.
type Snooze struct {
	About  string
	For    time.Duration
	Reason string
}

// ReminderSnoozed is the fact of it. Due is the time at which the matter is due but for this.
type ReminderSnoozed struct {
	About  string    `json:"about"`
	Due    time.Time `json:"due"`
	Until  time.Time `json:"until"`
	Reason string    `json:"reason"`
}

func (o Snooze) decide(i *Incident, g Given) ([]Fact, error) {
	const example = "snooze A3 10m because Zac is on the phone"
	if !i.Open() {
		return nil, refuse(i.isOver()+", nothing is asked about", "")
	}
	if o.For == 0 {
		o.For = DefaultSnooze
	}
	if err := checkWait(o.For, "snooze A3 because Zac is on the phone for"); err != nil {
		return nil, err
	}
	if err := checkName(o.Reason, "reason", maxLine, example); err != nil {
		return nil, err
	}
	until := g.when().At.Add(o.For)
	for _, d := range i.dues() {
		if d.About != o.About {
			continue
		}
		if !until.After(d.At) {
			return nil, refusef(fmt.Sprintf("snooze %s because …, once it is due", SnoozeWords(d.About)),
				"%s is due at %s only", d.About, i.clock(d.At))
		}
		return []Fact{ReminderSnoozed{About: d.About, Due: d.At, Until: until, Reason: o.Reason}}, nil
	}
	return nil, i.refuseSnooze(o.About)
}

func (i *Incident) refuseSnooze(about string) *Refusal {
	list := i.DueList()
	if len(list) == 0 {
		return refuse("nothing is due that could be put off", "")
	}
	var others []string
	for _, d := range list[1:] {
		others = append(others, SnoozeWords(d.About))
	}
	instead := fmt.Sprintf("snooze %s because …", SnoozeWords(list[0].About))
	if len(others) > 0 {
		instead += " (or " + strings.Join(others, ", ") + ")"
	}
	if blank(about) {
		return refuse("which reminder is put off is not said", instead)
	}
	return refuse(quoted(about)+" is nothing that is asked about", instead)
}

// SnoozeWords is how the matter of a [Due] is typed: a person has an @.
func SnoozeWords(about string) string {
	if p, paged := strings.CutPrefix(about, "page "); paged {
		return "page " + Person(p).String()
	}
	return about
}

// Kind is reminder_snoozed.
func (ReminderSnoozed) Kind() Kind { return "reminder_snoozed" }

// Tell says what, until when and why.
func (f ReminderSnoozed) Tell(i *Incident) string {
	return because("reminder of "+SnoozeWords(f.About)+" snoozed until "+i.clock(f.Until), f.Reason)
}

func (f ReminderSnoozed) apply(i *Incident, e *Event) error {
	i.Snoozes = i.Snoozes.Plus(SnoozedReminder{
		About: f.About, Due: f.Due, Until: f.Until, Reason: f.Reason, By: e.Actor, Made: moment(e),
	})
	return nil
}
