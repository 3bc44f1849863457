package tui

import (
	"fmt"
	"time"
)

// pastKeys are what one presses in the past, in as many words as there is room for.
var pastKeys = []string{
	"[ ] minute  { } ten minutes  Esc: now", "[ ] 1m  { } 10m  Esc: now", "Esc: now",
}

// pastLine says on every page that it shows an earlier time: in words, and in reverse video from edge to edge.
func (s *subject) pastLine(w int) []string {
	if s.past == nil {
		return nil
	}
	t := s.app.th
	loud := t.plain.Bold(true).Reverse(true)
	row := t.row(w).put(loud, " THE PAST  ")
	if w >= 100 {
		row.put(loud, "as it was known ")
	}
	row.put(loud, pastClock(s.past.at, s.app.zone, w/2))
	if n := s.behind.arrived; n > 0 {
		row.put(loud, fmt.Sprintf("  %d new since", n))
	}
	for _, keys := range pastKeys {
		if gap := row.left - width(keys) - 1; gap > 1 {
			row.put(loud, blank(gap)+keys)
			break
		}
	}
	return []string{row.put(loud, blank(row.left)).done()}
}

// pastClock is a time that is looked at, without the seconds where there are none.
func pastClock(at time.Time, zone *time.Location, room int) string {
	layout := "15:04"
	if at.Second() != 0 {
		layout = "15:04:05"
	}
	local := at.In(zone)
	text := local.Format("Mon 2 Jan " + layout + " MST")
	if _, offset := local.Zone(); offset != 0 && room >= len(text)+12 {
		text += " (" + at.UTC().Format(layout) + " UTC)"
	}
	return text
}
