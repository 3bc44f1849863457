package tui

import (
	"fmt"
	"strings"
	"time"

	"baton/incident"
)

// backdated is how far before it was written an entry must have happened for that to be said.
const backdated = time.Minute

// plainIndent stands before every further line of a text that has several, so that a line that begins at the margin
// always begins something.
const plainIndent = "  "

// say answers the person who types. What is answered about an earlier time says so in every line.
func (p *plain) say(text string) {
	if at := p.past(); at != "" {
		for k, line := range p.lines(text) {
			if k > 0 {
				line = strings.TrimPrefix(line, plainIndent)
			}
			p.out = append(p.out, at+line)
		}
		return
	}
	p.tell(text)
}

func (p *plain) sayf(format string, args ...any) { p.say(fmt.Sprintf(format, args...)) }

// tell says something that is about the present, whatever is looked at.
func (p *plain) tell(text string) { p.out = append(p.out, p.lines(text)...) }

// lines makes text safe for any terminal, and cuts it into lines.
func (p *plain) lines(text string) []string {
	lines := strings.Split(strings.TrimRight(p.app.th.lines(text), "\n"), "\n")
	for k := range lines[1:] {
		lines[k+1] = plainIndent + lines[k+1]
	}
	return lines
}

// refuse says in one sentence why something was not done.
func (p *plain) refuse(reason string) { p.say("not done: " + reason) }

// past is what stands before a line that is about an earlier time.
func (p *plain) past() string {
	s := p.app.subject
	if s == nil || s.past == nil {
		return ""
	}
	layout := "15:04"
	if at := s.past.at.In(p.app.zone); at.Format(time.DateOnly) != p.app.now.In(p.app.zone).Format(time.DateOnly) {
		layout = "2 Jan 2006 15:04"
	}
	return "[past " + s.past.at.In(p.app.zone).Format(layout) + "] "
}

// clock is a time of day in the zone of whoever reads, and in UTC where that is another.
func (p *plain) clock(t time.Time) string {
	local := t.In(p.app.zone)
	if _, offset := local.Zone(); offset == 0 {
		return local.Format("15:04")
	}
	return local.Format("15:04") + " (" + t.UTC().Format("15:04") + " UTC)"
}

// fullClock says the day too.
func (p *plain) fullClock(t time.Time) string {
	local := t.In(p.app.zone)
	text := local.Format("Monday 2 January 2006, 15:04 MST")
	if _, offset := local.Zone(); offset != 0 {
		text += " (" + t.UTC().Format("15:04") + " UTC)"
	}
	return text
}

// dayOf is a line for the day of a time, where another day was said last.
func (p *plain) dayOf(t time.Time) []string {
	day := t.In(p.app.zone).Format("Monday 2 January 2006")
	if day == p.day {
		return nil
	}
	p.day = day
	return []string{day}
}

// timeLeft says how long it is until a time, or that it has come.
func timeLeft(at, now time.Time) string {
	word, late := timer(at, now)
	switch {
	case late == overdue || late == dueNow:
		return word
	case at.Sub(now) < time.Minute:
		return "due in less than 1m"
	}
	return "due in " + incident.Minutes(at.Sub(now))
}

// joinParts puts parts together that are not empty.
func joinParts(between string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, between)
}

// counted is plural with a word for none.
func counted(n int, one, many string) string {
	if n == 0 {
		return "no " + many
	}
	return plural(n, one, many)
}
