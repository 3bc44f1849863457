package tui

import (
	"strings"
	"time"

	"baton/incident"
)

// span is a stretch of time that is drawn from left to right in so many cells.
type span struct{ from, to time.Time }

// spanOf is from the first thing that happened to now, or to the end of an incident that is over.
func spanOf(i *incident.Incident, first, now time.Time) span {
	s := span{from: i.Declared.At, to: now}
	if first.Before(s.from) {
		s.from = first
	}
	if !i.Open() {
		if s.to = i.Resolved.At; i.Resolved.IsZero() {
			s.to = i.LastAt
		}
	}
	if s.to.Sub(s.from) < time.Minute {
		s.to = s.from.Add(time.Minute)
	}
	return s
}

// cell is the cell of a time, of w. What lies outside is in the first or the last one.
func (s span) cell(at time.Time, w int) int {
	x := int(float64(at.Sub(s.from)) / float64(s.to.Sub(s.from)) * float64(w))
	return min(max(x, 0), w-1)
}

// at is the time at which cell x of w begins.
func (s span) at(x, w int) time.Time {
	return s.from.Add(time.Duration(float64(s.to.Sub(s.from)) * float64(x) / float64(w)))
}

// steps are the distances that whole times can have on an axis.
var steps = []time.Duration{
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

const day = 24 * time.Hour

// tickCells is how far apart whole times are at least, so that their labels do not touch.
const tickCells = 10

// step is the distance of whole times that fits, some days where hours would be too many.
func (s span) step(w int) time.Duration {
	least := s.to.Sub(s.from) * tickCells / time.Duration(max(w, tickCells))
	for _, d := range steps {
		if d >= least {
			return d
		}
	}
	return (least + day - 1).Truncate(day)
}

// ticks are the whole times of the zone in the span.
func (s span) ticks(w int, zone *time.Location) []time.Time {
	step := s.step(w)
	from := s.from.In(zone)
	midnight := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, zone)
	var all []time.Time
	for k := 0; ; k++ {
		at := midnight.Add(time.Duration(k) * step)
		if step >= day {
			at = midnight.AddDate(0, 0, k*int(step/day))
		}
		if at.After(s.to) {
			return all
		}
		if !at.Before(s.from) {
			all = append(all, at)
		}
	}
}

// axis labels the whole times of a span at their cells, in exactly w of them, with the last time at the end; the first
// one stands before it. Where a label has no room there is none.
func (s span) axis(w int, zone *time.Location, ascii bool) string {
	sign := "╵"
	if ascii {
		sign = "|"
	}
	end := s.to.In(zone).Format("15:04")
	var b strings.Builder
	x := 0
	for _, at := range s.ticks(w, zone) {
		label := sign + tickLabel(at, zone, s.step(w))
		k := s.cell(at, w)
		if k < max(x, 1) || k+width(label) >= w-len(end) {
			continue
		}
		b.WriteString(blank(k-x) + label)
		x = k + width(label)
	}
	if gap := w - x - len(end); gap >= 0 {
		return b.String() + blank(gap) + end
	}
	return b.String() + blank(w-x)
}

// tickLabel is a whole time in short, the day where that is what is new.
func tickLabel(at time.Time, zone *time.Location, step time.Duration) string {
	local := at.In(zone)
	if step >= day || local.Hour() == 0 && local.Minute() == 0 {
		return local.Format("2 Jan")
	}
	return local.Format("15:04")
}
