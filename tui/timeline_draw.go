package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

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
		for _, l := range p.entry(k, focused) {
			if skip > 0 {
				skip--
			} else if len(lines) < p.h {
				lines = append(lines, l)
			}
		}
	}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines
}

// entry gives the lines of the entry at place k, after a line for the day where one begins.
func (p *timelinePane) entry(k int, focused bool) []string {
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
		lines = append(lines, sign+l)
		sign = " "
	}
	return lines
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
	s := shape{w: p.w - 1, digits: max(len(strconv.FormatUint(p.highest(), 10)), 3), th: p.th}
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
	text, actor := entryText(e, zone, s.th), s.th.oneLine(actorName(e))
	r := s.th.row(s.w)
	s.lead(r, e.When, e.Seq(), entryMark(e, s.th), zone)
	if s.w >= narrow {
		r.column(s.th.person, actor, actorCells).gap(1)
	} else if actor != "" {
		text = actor + " " + text
	}
	k := s.th.plain
	if e.Amendment.Retracted || e.Deleted || e.Amendment.MergedTo != 0 {
		k = s.th.dim
	}
	indent, body := s.w-r.left, wrap(s.th.lines(text), r.left)
	if more := len(body) - mostLines + 1; more > 1 {
		body = append(body[:mostLines-1], fmt.Sprintf("%s %d more lines, enter shows all", s.th.more, more))
	}
	lines := []string{r.put(k, body[0]).done()}
	for _, l := range body[1:] {
		lines = append(lines, s.th.row(s.w).gap(indent).put(k, l).done())
	}
	return lines
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
