package tui

import (
	"fmt"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// header says which incident this is, how it stands, what is frozen, and what needs somebody now.
func (s *subject) header(w int) []string {
	t, i, now := s.app.th, s.state(), s.now()
	clock := wallClock(now, s.app.zone, s.digest().zone, w/2)
	first := t.row(w).gap(1)
	first.put(t.strong, t.clip(t.oneLine(i.Title), max(first.left-width(clock)-3, 10))).right(t.plain, clock, 1)
	lines := append(s.pastLine(w), first.done(), s.standing(w))
	lines = append(lines, s.frozen(w)...)
	if s.lost != nil {
		text := fmt.Sprintf("nothing new comes in since %s: %s; trying again every %s", s.lostAt.In(s.app.zone).Format("15:04:05"), s.lost, retryEvery)
		lines = append(lines, t.row(w).put(t.failure, " LOST THE LOG ").gap(1).say(text).done())
	}
	if i.Ref == "" {
		return append(lines, t.row(w).gap(1).put(t.dim, "reading "+string(s.ref)+t.more).done())
	}
	return append(lines, s.needLine(w))
}

// standing is the line of the scales, the age and the commander.
func (s *subject) standing(w int) string {
	t, i, now := s.app.th, s.state(), s.now()
	row := t.row(w).gap(1)
	if i.Ref == "" {
		return row.put(t.dim, string(s.ref)).done()
	}
	if mark := s.app.marks(i.Practice); mark != "" { // first, so that it is seen on every screen
		row.put(t.mark, " "+mark+" ").say("  ")
	}
	row.put(severityStyle(t, i.Severity), i.Severity.String()).say("  ").put(t.accent, i.Tier.String()).say("  ").put(t.strong, i.Status.String())
	switch {
	case i.Open():
		row.say("  " + since(i.Declared.At, now))
	case i.Status == incident.Past:
		row.say("  began " + since(i.Declared.At, now) + " ago")
	default:
		row.say("  after " + lasting(i.Resolved.At.Sub(i.Declared.At)) + ", " + since(i.Resolved.At, now) + " ago")
	}
	if ic := i.Holder(incident.IC); ic != incident.Nobody {
		row.say("  IC ").put(t.strong, i.Name(ic))
		if i.Open() {
			row.say(" for " + lasting(i.HeldSince(incident.IC, now)))
		}
	} else if i.Open() {
		row.say("  ").put(t.due, "no IC")
	}
	return row.right(t.dim, string(s.ref), 1).done()
}

func severityStyle(t *theme, s incident.Severity) lipgloss.Style {
	if s == 1 || s == 2 {
		return t.alarm
	}
	return t.strong
}

// mostFrozen bounds the lines of freezes in the header.
const mostFrozen = 2

// frozen says what is frozen, by whom and for how long. A long list of services gives way to that.
func (s *subject) frozen(w int) []string {
	t, i := s.app.th, s.state()
	var lines []string
	for k, f := range s.digest().freezes {
		row := t.row(w).put(t.frozen, " FROZEN").gap(1)
		if k == mostFrozen-1 && len(s.digest().freezes) > mostFrozen {
			return append(lines, row.say(fmt.Sprintf("and %d more: t lists them", len(s.digest().freezes)-k)).done())
		}
		word, late := timer(f.Expires, s.now())
		if late < dueNow {
			word += " left"
		}
		who := " by " + i.Name(f.Holder) + " "
		row.put(t.dim, fmt.Sprintf("F%d ", f.No))
		row.put(t.strong, t.clip(t.oneLine(f.Scope()), max(row.left-width(t.oneLine(who+word+": "+f.Reason)), row.left/3)))
		lines = append(lines, row.say(who).put(t.lateStyle(late), word).say(": "+f.Reason).done())
	}
	return lines
}

// title is that of the terminal's window.
func (s *subject) title() string {
	if s.past != nil {
		return "baton PAST " + s.past.at.In(s.app.zone).Format("15:04") + " " + string(s.ref)
	}
	if late := lateOnes(s.live.state(), s.app.now); late > 0 {
		return fmt.Sprintf("baton %d due %s", late, s.ref)
	}
	return "baton " + string(s.ref)
}
