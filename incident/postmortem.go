package incident

import "time"

// Postmortem is who writes it and when it is talked about.
type Postmortem struct {
	Owner   Person    `json:"owner,omitzero"`
	Meeting time.Time `json:"meeting,omitzero"`
	Where   string    `json:"where,omitzero"`
}

// OwnPostmortem names who writes the post-mortem.
type OwnPostmortem struct{ Owner Person }

// PostmortemOwned is the fact of it.
type PostmortemOwned struct {
	Owner Person `json:"owner"`
}

func (o OwnPostmortem) decide(i *Incident, _ Given) ([]Fact, error) {
	if o.Owner == Nobody {
		return nil, refuse("nobody is named", "postmortem @mia")
	}
	if err := checkPerson(o.Owner); err != nil {
		return nil, err
	}
	if i.Postmortem.Owner == o.Owner {
		return nil, refusef("", "%s writes the post-mortem already", o.Owner)
	}
	return []Fact{PostmortemOwned(o)}, nil
}

// Kind is postmortem_owned.
func (PostmortemOwned) Kind() Kind { return "postmortem_owned" }

// Tell says who.
func (f PostmortemOwned) Tell(i *Incident) string { return i.Name(f.Owner) + " writes the post-mortem" }

func (f PostmortemOwned) apply(i *Incident, _ *Event) error {
	i.Postmortem.Owner = f.Owner
	return nil
}

// ScheduleMeeting sets the time of the post-mortem meeting.
type ScheduleMeeting struct {
	At    time.Time
	Where string
}

// MeetingScheduled is the fact of it.
type MeetingScheduled struct {
	At    time.Time `json:"at"`
	Where string    `json:"where,omitzero"`
}

// maxMeetingAhead catches a mistyped year.
const maxMeetingAhead = 366 * 24 * time.Hour

func (o ScheduleMeeting) decide(_ *Incident, g Given) ([]Fact, error) {
	const example = "meeting 2023-01-06 14:00 room 5"
	if err := checkOptional(o.Where, "place", maxLine, example); err != nil {
		return nil, err
	}
	if o.At.IsZero() {
		return nil, refuse("the time of the meeting is missing", example)
	}
	if !storable(o.At) || g.live() && (o.At.Before(g.Now) || o.At.Sub(g.Now) > maxMeetingAhead) {
		return nil, refusef(example, "%s is not a time to meet within the next year", o.At.UTC().Format("2006-01-02 15:04"))
	}
	return []Fact{MeetingScheduled{At: utc(o.At), Where: o.Where}}, nil
}

// Kind is meeting_scheduled.
func (MeetingScheduled) Kind() Kind { return "meeting_scheduled" }

// Tell says when and where.
func (f MeetingScheduled) Tell(*Incident) string {
	return because("post-mortem meeting at "+f.At.UTC().Format("2006-01-02 15:04")+" UTC", f.Where)
}

func (f MeetingScheduled) apply(i *Incident, _ *Event) error {
	i.Postmortem.Meeting, i.Postmortem.Where = f.At, f.Where
	return nil
}
