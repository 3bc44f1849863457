package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// mostOthers bounds the commands that nothing has to be done about.
const mostOthers = 20

// wordCommands says which commands wait for somebody, which were run without a second look, and what became of the rest.
func (p *plain) wordCommands(rest string) (tea.Cmd, error) {
	var waiting, unseen, others []incident.Command
	for _, c := range newestFirst(p.app.subject.state().Commands) {
		switch {
		case waits(c):
			waiting = append(waiting, c)
		case c.Unseen():
			unseen = append(unseen, c)
		default:
			others = append(others, c)
		}
	}
	if len(waiting)+len(unseen)+len(others) == 0 {
		p.say("no command was shown")
		return nil, nil
	}
	p.sayf("%s for a second pair of eyes, %d run without one, %s", counted(len(waiting), "command waits", "commands wait"), len(unseen),
		counted(len(others), "other", "others"))
	shown := others
	if !strings.EqualFold(rest, "all") {
		shown = others[:min(len(others), mostOthers)]
	}
	for _, list := range [][]incident.Command{waiting, unseen, shown} {
		for _, c := range list {
			p.say(p.commandLine(&c))
		}
	}
	if n := len(others) - len(shown); n > 0 {
		p.say(plural(n, "older one is", "older ones are") + " not said; commands all says them")
	}
	return nil, nil
}

func (p *plain) commandLine(c *incident.Command) string {
	i := p.app.subject.state()
	story := []string{fmt.Sprintf("command C%d of %s, shown at %s", c.No, i.Name(c.Author), p.clock(c.Proposed.At))}
	switch {
	case c.Retracted:
		story = append(story, "retracted")
	case waits(*c):
		story = append(story, "waits to be confirmed")
	}
	for _, v := range standing(c.Confirms) {
		story = append(story, "confirmed by "+i.Name(v.By)+only(v.Text != "", " ("+v.Text+")"))
	}
	for _, v := range standing(c.Objects) {
		story = append(story, i.Name(v.By)+" OBJECTS"+only(v.Text != "", " ("+v.Text+")"))
	}
	if !c.Run.IsZero() {
		story = append(story, "run by "+i.Name(c.RunBy)+" at "+p.clock(c.Run.At)+only(c.Unseen(), " WITHOUT a second pair of eyes"))
	}
	if !c.Undone.IsZero() {
		story = append(story, "undone: "+c.Undo)
	}
	return joinParts(", ", story...) + ": " + c.Text
}
