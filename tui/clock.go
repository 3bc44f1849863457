package tui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// lateness is how near a check-back is.
type lateness uint8

const (
	later lateness = iota
	nearly
	dueNow
	overdue
)

// nearlyFrom is how long before its time a timer turns amber.
const nearlyFrom = 2 * time.Minute

// timer says how long it is until a time, or that it has come: "14:59", "1h05m", "DUE", "OVERDUE 4m". The words carry
// the alarm; colour only repeats it.
func timer(at, now time.Time) (string, lateness) {
	left := at.Sub(now)
	switch {
	case left >= time.Hour:
		return fmt.Sprintf("%dh%02dm", left/time.Hour, left/time.Minute%60), later
	case left > nearlyFrom:
		return fmt.Sprintf("%02d:%02d", left/time.Minute, left/time.Second%60), later
	case left > 0:
		return fmt.Sprintf("%02d:%02d", left/time.Minute, left/time.Second%60), nearly
	case left > -time.Minute:
		return "DUE", dueNow
	}
	return "OVERDUE " + incident.Minutes(-left), overdue
}

func (t *theme) lateStyle(l lateness) lipgloss.Style {
	switch l {
	case nearly:
		return t.soon
	case dueNow, overdue:
		return t.alarm
	}
	return t.plain
}

// since says how long ago a time was, in the words of an incident.
func since(at, now time.Time) string { return lasting(now.Sub(at)) }

// lasting says how long something takes or took.
func lasting(d time.Duration) string {
	if d < time.Minute {
		return "<1m"
	}
	return incident.Minutes(d)
}

// wallClock is the present time as a header shows it in so many cells: the day always, because a night incident has two,
// and where there is room UTC and the time in the incident's own zone, as far as they are other times.
func wallClock(now time.Time, zone, own *time.Location, room int) string {
	local := now.In(zone)
	text := local.Format("Mon 2 Jan 15:04:05 MST")
	var others []string
	if _, offset := local.Zone(); offset != 0 {
		others = append(others, now.UTC().Format("15:04")+" UTC")
	}
	if own != nil {
		_, here := local.Zone()
		if _, there := now.In(own).Zone(); there != here && there != 0 {
			others = append(others, now.In(own).Format("15:04 MST"))
		}
	}
	for n := len(others); n > 0; n-- {
		if more := " (" + strings.Join(others[:n], ", ") + ")"; len(text)+len(more) <= room {
			return text + more
		}
	}
	return text
}
