package postmortem

import (
	"fmt"

	"baton/incident"
)

// commands are what was typed or about to be, who looked at it and what came of it.
func (w author) commands() Section {
	n := w.facts.Commands
	if n.Shown == 0 {
		return fromRecord("commands", "Commands", missing("command"))
	}
	var items Commands
	for _, c := range w.state.Commands.All() {
		if !c.Retracted {
			items = append(items, w.command(c))
		}
	}
	sum := fmt.Sprintf("%s shown, %d run, %d of them without a second pair of eyes; %d failed, %d drew an objection, %d undone. Times are UTC.",
		counted(n.Shown, "command", "commands"), n.Run, n.Unseen, n.Failed, n.Objected, n.Undone)
	return fromRecord("commands", "Commands", Paragraph{say(sum)}, items)
}

func (w author) command(c incident.Command) CommandItem {
	story := say("shown by " + w.who(c.Author) + " " + w.utc(c.Proposed.At)).by(c.Proposed.Seq)
	confirms, objects := voices(c.Confirms), voices(c.Objects)
	for _, v := range confirms {
		story = story.and(say(" · confirmed by " + w.who(v.By) + " " + w.utc(v.Said.At))).by(v.Said.Seq)
	}
	if len(confirms) == 0 {
		story = story.and(say(" · ")).and(strong("not confirmed"))
	}
	for _, v := range objects {
		words := " · objection by " + w.who(v.By) + " " + w.utc(v.Said.At)
		if v.Text != "" {
			words += ": " + v.Text
		}
		story = story.and(say(words)).by(v.Said.Seq)
	}
	story = story.and(w.ran(c))
	item := CommandItem{
		Name: fmt.Sprintf("C%d", c.No), Text: c.Text, Story: story,
		Notable: c.Unseen() || failed(c) || len(objects) > 0 || !c.Undone.IsZero(),
	}
	for _, o := range c.Outputs {
		if !o.Given.IsZero() {
			item.Outputs = append(item.Outputs, Quote{Head: outputHead(o, w.utc(o.Given.At)), Text: o.Text})
		}
	}
	return item
}

func outputHead(o incident.CmdOutput, at string) Text {
	if o.Failed {
		return strong("failed").and(say(" " + at)).by(o.Given.Seq)
	}
	return say("answered " + at).by(o.Given.Seq)
}

func (w author) ran(c incident.Command) Text {
	if c.Run.IsZero() {
		return say(" · not run in the record")
	}
	text := say(" · run by " + w.who(c.RunBy) + " " + w.utc(c.Run.At)).by(c.Run.Seq)
	if c.Unseen() && len(voices(c.Confirms)) > 0 {
		text = text.and(say(" ")).and(strong("before it was confirmed"))
	}
	if failed(c) {
		text = text.and(say(" · ")).and(strong("failed"))
	}
	if !c.Undone.IsZero() {
		text = text.and(say(" · undone " + w.utc(c.Undone.At) + ": " + c.Undo)).by(c.Undone.Seq)
	}
	return text
}
