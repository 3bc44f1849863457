package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
	"baton/timeline"
)

// mostLines is how much of one entry the timeline shows; the entry's own view shows all of it.
const mostLines = 10

// narrow is the width from which on the person has a column of their own.
const (
	narrow     = 60
	actorCells = 10
)

// draw gives the lines of the window, exactly h of them.
func (p *timelinePane) draw(focused bool) []string {
	lines := make([]string, 0, p.h)
	k, skip := p.window()
	for ; k < p.seq.Len() && len(lines) < p.h; k++ {
		rows := p.entry(k, skip, focused)
		lines = append(lines, rows[:min(len(rows), p.h-len(lines))]...)
		skip = max(skip-p.height(k), 0)
	}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines
}

// entry gives the lines of the entry at place k, after a line for the day where one begins, without the first few, which
// are above the screen. The first of its own that is left has the sign of the choice.
func (p *timelinePane) entry(k, skip int, focused bool) []string {
	var lines []string
	if p.newDay(k) {
		lines = append(lines, p.th.row(p.w).say("  ").put(p.th.dim, p.seq.At(k).In(p.zone).Format("Monday 2 January 2006")).say(" ").rule(p.th.dim, 0).done())
	}
	number := p.number(k)
	sign := " "
	if number == p.chosen {
		sign = paint(p.th.dim, p.th.here)
		if focused {
			sign = p.th.here
		}
	}
	for _, l := range p.lines(k, number) {
		if len(lines) < skip {
			lines = append(lines, l)
			continue
		}
		lines = append(lines, sign+l)
		sign = " "
	}
	return lines[min(skip, len(lines)):]
}

// newDay tells whether the entry at place k is the first of its day.
func (p *timelinePane) newDay(k int) bool {
	if k == 0 {
		return true
	}
	y, m, d := p.seq.At(k).In(p.zone).Date()
	y0, m0, d0 := p.seq.At(k - 1).In(p.zone).Date()
	return d != d0 || m != m0 || y != y0
}

func (p *timelinePane) height(k int) int {
	n := len(p.lines(k, p.number(k)))
	if p.newDay(k) {
		n++
	}
	return n
}

// lines are those of an entry without the sign of the choice. They are kept until the entry or the shape changes.
func (p *timelinePane) lines(k int, number uint64) []string {
	s := shape{w: p.w - 1, digits: max(len(strconv.FormatUint(p.highest(), 10)), 3), th: p.th, marked: p.marked, written: p.written}
	e := p.loaded[number]
	if e == nil {
		return []string{p.placeholder(k, number, s)}
	}
	if e.lines == nil || e.shape != s {
		e.lines, e.shape = entryLines(&e.entry, p.zone, s), s
	}
	return e.lines
}

// highest is about the highest number in the sequence; the last entry's is near enough for the width of a column.
func (p *timelinePane) highest() uint64 {
	if n := p.seq.Len(); n > 0 {
		return p.number(n - 1)
	}
	return 0
}

func (p *timelinePane) placeholder(k int, number uint64, s shape) string {
	r := s.th.row(s.w)
	s.lead(r, incident.At(p.seq.At(k)), number, "", p.zone)
	return r.put(s.th.dim, s.th.more).done()
}

// lead puts what stands before the text: the time, the number and a mark.
func (s shape) lead(r *row, when incident.When, number uint64, mark string, zone *time.Location) {
	when.Until = time.Time{}
	clock := when.Clock("15:04", zone)
	r.gap(6-width(clock)).put(r.dim, clock+" ").
		put(r.dim, fmt.Sprintf("%*d ", s.digits, number)).
		column(r.accent, mark, 1).gap(1)
}

// entryLines draws an entry: time, number, mark, person, text.
func entryLines(e *timeline.Entry, zone *time.Location, s shape) []string {
	text, actor := entryText(e, zone, s.th)+s.late(e, zone), s.th.oneLine(actorName(e))
	r := s.th.row(s.w)
	s.lead(r, e.When, e.Seq(), entryMark(e, s.th), zone)
	if s.w >= narrow {
		r.column(s.th.person, actor, actorCells).gap(1)
	} else if actor != "" {
		text = actor + " " + text
	}
	k := s.th.plain
	if e.Amendment.Retracted || e.Deleted || e.Amendment.MergedTo != 0 || e.Event.IsAmendment() {
		k = s.th.dim
	}
	indent, body := s.w-r.left, wrap(s.th.lines(text), r.left)
	if more := len(body) - mostLines + 1; more > 1 {
		body = append(body[:mostLines-1], fmt.Sprintf("%s %d more lines, enter shows all", s.th.more, more))
	}
	lines := []string{s.text(r, k, body[0]).done()}
	for _, l := range body[1:] {
		lines = append(lines, s.text(s.th.row(s.w).gap(indent), k, l).done())
	}
	return lines
}

// late says in the log's order when an entry was written, where that was not when it happened.
func (s shape) late(e *timeline.Entry, zone *time.Location) string {
	written := e.Event.Recorded
	if late := written.Sub(e.When.At); !s.written || late > -time.Minute && late < time.Minute {
		return ""
	}
	layout := "15:04"
	if e.When.At.In(zone).Format(time.DateOnly) != written.In(zone).Format(time.DateOnly) {
		layout = "Mon 2 Jan 2006 15:04"
	}
	return " (written " + written.In(zone).Format(layout) + ")"
}

// text puts a line of an entry, the words that are looked for in reverse video.
func (s shape) text(r *row, k lipgloss.Style, l string) *row {
	lower := strings.ToLower(l)
	if s.marked == "" || len(lower) != len(l) {
		return r.put(k, l)
	}
	marked := k.Reverse(true)
	for l != "" {
		at, n := firstWord(lower, strings.Split(s.marked, "\n"))
		r.put(k, l[:at]).put(marked, l[at:at+n])
		l, lower = l[at+n:], lower[at+n:]
	}
	return r
}

// firstWord finds the first of some words in a text, or its end.
func firstWord(text string, words []string) (at, n int) {
	at = len(text)
	for _, w := range words {
		if k := strings.Index(text, w); k >= 0 && (k < at || k == at && len(w) > n) {
			at, n = k, len(w)
		}
	}
	return at, n
}

func actorName(e *timeline.Entry) string {
	if e.Actor == incident.Nobody {
		return ""
	}
	return e.Actor.String()
}

// entryMark is the one sign that matters most.
func entryMark(e *timeline.Entry, t *theme) string {
	switch a := e.Amendment; {
	case a.Retracted || e.Deleted:
		return t.gone
	case a.MergedTo != 0:
		return t.part
	case a.Starred:
		return t.star
	case a.Corrected > 0 || e.Edited:
		return t.mended
	case e.Event.IsChat():
		return `"`
	}
	return ""
}

// ownWords is the text of an entry, with the time that its fact holds in the zone.
func ownWords(e *timeline.Entry, zone *time.Location) string {
	if e.Event.IsChat() || e.Amendment.Text != nil {
		return e.Text
	}
	f, err := e.Event.Fact()
	if err != nil {
		return e.Text
	}
	return inZone(f, e.Text, zone)
}

// entryText is the text with what later events say about it, in words.
func entryText(e *timeline.Entry, zone *time.Location, t *theme) string {
	a := e.Amendment
	switch {
	case a.Retracted:
		return "RETRACTED (" + a.Reason + "): " + e.Text
	case a.MergedTo != 0:
		return fmt.Sprintf("(part of %d) %s", a.MergedTo, e.Text)
	case e.Deleted:
		return "(deleted in the chat) " + e.Text
	}
	parts := []string{ownWords(e, zone)}
	if !e.When.Until.IsZero() {
		parts = append(parts, "(until "+e.When.Until.In(zone).Format("15:04")+")")
	}
	if a.Corrected > 0 {
		parts = append(parts, "(corrected)")
	} else if e.Edited {
		parts = append(parts, "(edited)")
	}
	if len(a.MergedFor) > 0 {
		parts = append(parts, fmt.Sprintf("(+%d)", len(a.MergedFor)))
	}
	for _, tag := range a.Tags {
		parts = append(parts, "#"+tag)
	}
	for _, r := range e.Reactions {
		parts = append(parts, fmt.Sprintf(":%s:%d", r.Emoji, r.Count))
	}
	return strings.Join(parts, " ")
}
