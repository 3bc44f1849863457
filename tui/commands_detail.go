package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"baton/incident"
)

// detailHeading names the chosen command.
func (p *commandsPage) detailHeading(w int) string {
	c, ok := p.command()
	if !ok {
		return p.app.th.heading("No command", "", false, w)
	}
	word, _ := p.app.th.stage(c, false)
	return p.app.th.heading(fmt.Sprintf("C%d", c.No), word, false, w)
}

// detailLines is what there is to say of the chosen command in at most h lines. Enter shows all of it.
func (p *commandsPage) detailLines(w, h int) []string {
	c, ok := p.command()
	if !ok || h <= 0 {
		return nil
	}
	t := p.app.th
	var lines []string
	for _, l := range t.some(c.Text, w-2, max(h/2, 1)) {
		lines = append(lines, t.row(w).gap(1).put(t.strong, l).done())
	}
	for _, part := range p.story(c, p.stamp) {
		for k, l := range t.some(part.text, w-1-detailCells, mostPart) {
			if len(lines) == h {
				return lines
			}
			lines = append(lines, t.row(w).gap(1).column(t.dim, only(k == 0, part.name), detailCells).put(part.style(t), l).done())
		}
	}
	return lines
}

// mostPart is how many lines one part of a story has below the list.
const mostPart = 5

// some is a text in lines of at most w cells, no more of them than most; the last one says where there is more.
func (t *theme) some(text string, w, most int) []string {
	w = max(w, 1)
	cut := beginning(text, 4*w*(most+1))
	lines := wrap(t.lines(cut), w)
	if len(lines) <= most && len(cut) == len(text) {
		return lines
	}
	lines = lines[:min(len(lines), most)]
	lines[len(lines)-1] = t.clip(t.more+" more: Enter shows all", w)
	return lines
}

// stamp is a time in a pane: the day too where it is another than that on the screen.
func (p *commandsPage) stamp(at time.Time) string {
	if sameDay(at, p.now(), p.app.zone) {
		return at.In(p.app.zone).Format("15:04:05")
	}
	return at.In(p.app.zone).Format("2 Jan 15:04:05")
}

// storyPart is one thing that happened to a command.
type storyPart struct {
	name, text string
	warns      bool // it wants to be noticed
}

func (s storyPart) style(t *theme) lipgloss.Style {
	if s.warns {
		return t.due
	}
	return t.plain
}

// story is who showed a command, what was said about it, and what became of it.
func (p *commandsPage) story(c incident.Command, stamp func(time.Time) string) []storyPart {
	i := p.state()
	shown := "by " + i.Name(c.Author) + " " + stamp(c.Proposed.At) + fmt.Sprintf(", entry %d", c.Proposed.Seq)
	if c.Language != "" {
		shown += ", " + string(c.Language)
	}
	story := []storyPart{{"shown", shown, false}}
	if c.Retracted {
		story = append(story, storyPart{"retracted", "it was no command", false})
	}
	for _, v := range standing(c.Confirms) {
		story = append(story, storyPart{"confirmed", voiceText(v, i, stamp), false})
	}
	for _, v := range standing(c.Objects) {
		story = append(story, storyPart{"objection", voiceText(v, i, stamp), true})
	}
	if waits(c) {
		story = append(story, storyPart{"confirmed", "by nobody yet: it waits for a second pair of eyes", true})
	}
	return append(story, p.aftermath(c, stamp)...)
}

// aftermath is the part of the story from when it was run on.
func (p *commandsPage) aftermath(c incident.Command, stamp func(time.Time) string) []storyPart {
	if c.Run.IsZero() {
		return []storyPart{{"run", "not in the record", false}}
	}
	run := storyPart{"run", "by " + p.state().Name(c.RunBy) + " " + stamp(c.Run.At), false}
	if c.Unseen() {
		run.text, run.warns = run.text+", without a second pair of eyes", true
	}
	story := []storyPart{run}
	for _, o := range c.Outputs {
		if o.Given.IsZero() {
			continue
		}
		text := strings.TrimRight(o.Text, "\n")
		apart := " "
		if strings.Contains(text, "\n") {
			apart = "\n" // so that columns in it stay in line
		}
		story = append(story, storyPart{"output", stamp(o.Given.At) + only(o.Failed, ", FAILED") + ":" + apart + text, false})
	}
	undo := storyPart{"undo", "none recorded", false}
	if !c.Undone.IsZero() {
		undo.text = stamp(c.Undone.At) + ": " + c.Undo
	}
	return append(story, undo)
}

func voiceText(v incident.Voice, i *incident.Incident, stamp func(time.Time) string) string {
	text := "by " + i.Name(v.By) + " " + stamp(v.Said.At)
	if v.Text != "" {
		text += ": " + v.Text
	}
	return text
}

// show shows all of the chosen command as it is when it is opened.
func (p *commandsPage) show() tea.Cmd {
	c, _ := p.command()
	zone := p.app.zone
	story := p.story(c, func(at time.Time) string { return at.In(zone).Format(dayAndTime) })
	p.app.push(&scroller{in: inEntry, name: fmt.Sprintf("Command C%d", c.No), lines: kept(func(w int) []string {
		var lines []string
		add := p.app.detail(&lines, w)
		for _, l := range wrap(p.app.th.lines(c.Text), w) {
			lines = append(lines, p.app.th.row(w).put(p.app.th.strong, l).done())
		}
		lines = append(lines, blank(w))
		for _, part := range story {
			add(part.name, part.text)
		}
		return lines
	})})
	return nil
}

// kept remembers the lines of the width that was drawn last: what does not change need not be wrapped at every frame.
func kept(draw func(w int) []string) func(w int) []string {
	var lines []string
	last := -1
	return func(w int) []string {
		if w != last {
			lines, last = draw(w), w
		}
		return lines
	}
}
