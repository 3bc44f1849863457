package tui

import (
	"strings"
	"time"

	"baton/incident"
)

// Facts tell their times in UTC, because the log is read in every zone. The person at this screen plans in theirs, so
// the times that a fact gives are shown in it, with its name. Times that somebody wrote into a text stay as they are:
// only the moment that the fact itself holds is looked for, and it is the same moment in both forms.

// localTell is what a fact tells, with its own time in the zone.
func localTell(f incident.Fact, i *incident.Incident, zone *time.Location) string {
	return inZone(f, f.Tell(i), zone)
}

func inZone(f incident.Fact, text string, zone *time.Location) string {
	at, last := ownTime(f)
	if at.IsZero() {
		return text
	}
	there, here := at.UTC().Format("15:04")+" UTC", at.In(zone).Format("15:04 MST")
	k := strings.Index(text, there)
	if last {
		k = strings.LastIndex(text, there)
	}
	if k < 0 {
		return text
	}
	return text[:k] + here + text[k+len(there):]
}

// ownTime is the time that a fact tells, and whether it does so at the end of its sentence.
func ownTime(f incident.Fact) (at time.Time, last bool) {
	switch f := f.(type) {
	case incident.ActionAssigned:
		return f.Due, true
	case incident.ActionHandedOn:
		return f.Due, true
	case incident.ActionExtended:
		return f.Due, false
	case incident.DeployFrozen:
		return f.Expires, false
	case incident.FreezeExtended:
		return f.Expires, false
	case incident.UpdateTold:
		return f.Next, true
	case incident.ReminderShown:
		return f.Due, true
	case incident.ReminderSnoozed:
		return f.Until, false
	case incident.ActionReopened:
		return f.Due, false
	}
	return time.Time{}, false
}
