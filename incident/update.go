package incident

import (
	"strings"
	"time"
)

// Update is a text told to an audience, with the time at which the next one was promised.
type Update struct {
	Audience  Tier      `json:"audience"`
	Text      string    `json:"text"`
	By        Person    `json:"by,omitzero"`
	Next      time.Time `json:"next,omitzero"` // zero: none was promised
	Told      Moment    `json:"told"`
	Retracted bool      `json:"retracted,omitzero"`
}

func (u *Update) mend(m *mending) {
	m.reword(u.Told, &u.Text)
	m.credit(u.Told, &u.By)
	m.flag(u.Told, &u.Retracted)
	m.move(&u.Told)
}

// LastUpdate is the newest one to an audience.
func (i *Incident) LastUpdate(audience Tier) (Update, bool) {
	for k := i.Updates.Len() - 1; k >= 0; k-- {
		if u := i.Updates.At(k); u.Audience == audience && !u.Retracted {
			return u, true
		}
	}
	return Update{}, false
}

// TellAudience tells an audience something; Next is the time until the next update, zero if none is promised.
type TellAudience struct {
	Audience Tier
	Text     string
	Next     time.Duration
}

// UpdateTold is the fact of it.
type UpdateTold struct {
	Audience Tier      `json:"audience"`
	Text     string    `json:"text"`
	Next     time.Time `json:"next,omitzero"`
}

func (o TellAudience) decide(i *Incident, g Given) ([]Fact, error) {
	const example = "update internal we know the cause, a fix is in review next 30m"
	if err := checkText(o.Text, "update", maxProse, example); err != nil {
		return nil, err
	}
	if o.Audience > i.Tier {
		return nil, refusef("upgrade "+o.Audience.String()+" first", "the incident is at tier %s, %s is not told of it", i.Tier, o.Audience)
	}
	given := UpdateTold{Audience: o.Audience, Text: o.Text}
	if o.Next != 0 {
		if err := checkWait(o.Next, "update internal … next"); err != nil {
			return nil, err
		}
		given.Next = g.when().At.Add(o.Next)
	}
	return []Fact{given}, nil
}

// Kind is update_told.
func (UpdateTold) Kind() Kind { return "update_told" }

// Tell says to whom and what.
func (f UpdateTold) Tell(i *Incident) string {
	text := f.Audience.String() + " update: " + f.Text
	if !f.Next.IsZero() {
		text += " (next at " + i.clock(f.Next) + ")"
	}
	return text
}

func (f UpdateTold) apply(i *Incident, e *Event) error {
	i.Updates = i.Updates.Plus(Update{Audience: f.Audience, Text: f.Text, By: e.Actor, Next: f.Next, Told: moment(e)})
	return nil
}

// SituationReport is the commander's summary for those who work on it.
type SituationReport struct {
	Conditions string `json:"conditions,omitzero"`
	Actions    string `json:"actions,omitzero"`
	Needs      string `json:"needs,omitzero"`
	By         Person `json:"by,omitzero"`
	Made       Moment `json:"made"`
	Retracted  bool   `json:"retracted,omitzero"`
}

func (r *SituationReport) mend(m *mending) {
	m.credit(r.Made, &r.By)
	m.flag(r.Made, &r.Retracted)
	m.move(&r.Made)
}

// Report makes a situation report; at least one of the three parts is given.
type Report struct{ Conditions, Actions, Needs string }

// SituationReported is the fact of it.
type SituationReported struct {
	Conditions string `json:"conditions,omitzero"`
	Actions    string `json:"actions,omitzero"`
	Needs      string `json:"needs,omitzero"`
}

func (o Report) decide(*Incident, Given) ([]Fact, error) {
	const example = "report imports fail / Zac rolls back / a database engineer"
	if err := checkText(o.Conditions+o.Actions+o.Needs, "situation report", maxProse, example); err != nil {
		return nil, err
	}
	return []Fact{SituationReported(o)}, nil
}

// Kind is situation_reported.
func (SituationReported) Kind() Kind { return "situation_reported" }

// Tell says all three parts.
func (f SituationReported) Tell(*Incident) string {
	var parts []string
	for _, p := range []struct{ name, text string }{{"conditions", f.Conditions}, {"actions", f.Actions}, {"needs", f.Needs}} {
		if p.text != "" {
			parts = append(parts, p.name+": "+p.text)
		}
	}
	return "situation report; " + strings.Join(parts, "; ")
}

func (f SituationReported) apply(i *Incident, e *Event) error {
	i.Reports = i.Reports.Plus(SituationReport{
		Conditions: f.Conditions, Actions: f.Actions, Needs: f.Needs, By: e.Actor, Made: moment(e),
	})
	return nil
}
