package incident

import (
	"fmt"
	"slices"
)

// Confirm is the second pair of eyes on a command. Message, where No is 0, stands for every command of that message.
type Confirm struct {
	No      int
	Message string
	Text    string
}

// CommandConfirmed is the fact that somebody other than the author agreed.
type CommandConfirmed struct {
	No   int    `json:"no"`
	Text string `json:"text,omitzero"`
}

func (o Confirm) decide(i *Incident, g Given) ([]Fact, error) {
	if err := checkOptional(o.Text, "text", maxLine, "confirm 12"); err != nil {
		return nil, err
	}
	if g.By == Nobody {
		return nil, refuse("nobody confirms", "as @nick confirm 12")
	}
	if o.No == 0 && o.Message != "" {
		return o.ofMessage(i, g)
	}
	c, err := i.command(o.No, "confirm")
	if err != nil {
		return nil, err
	}
	if g.By == c.Author {
		return nil, refusef(fmt.Sprintf("as %s confirm %d, once somebody else has looked", otherThan(c.Author), c.No), "C%d is %s's own, it needs a second pair of eyes", c.No, c.Author)
	}
	if spoke(c.Confirms, g.By) {
		return nil, refusef("", "%s has confirmed C%d already", g.By, c.No)
	}
	return []Fact{CommandConfirmed{No: c.No, Text: o.Text}}, nil
}

// ofMessage confirms what the message shows and the speaker has not confirmed yet; approvals come soon after, so it
// looks back from the newest.
func (o Confirm) ofMessage(i *Incident, g Given) ([]Fact, error) {
	var given []Fact
	for _, c := range i.commandsOf(o.Message) {
		if c.Author != g.By && !c.Retracted && !spoke(c.Confirms, g.By) {
			given = append(given, CommandConfirmed{No: c.No, Text: o.Text})
		}
	}
	if len(given) == 0 {
		return nil, refuse("that message holds no command that waits for "+g.By.String(), "confirm 12")
	}
	return given, nil
}

func (i *Incident) commandsOf(message string) []Command {
	var held []Command
	for k := i.Commands.Len() - 1; k >= 0; k-- {
		if c := i.Commands.At(k); c.Message == message {
			held = append(held, c)
		} else if len(held) > 0 {
			break
		}
	}
	slices.Reverse(held)
	return held
}

func spoke(voices []Voice, p Person) bool {
	return slices.ContainsFunc(voices, func(v Voice) bool { return v.By == p && stands(v) })
}

// Kind is command_confirmed.
func (CommandConfirmed) Kind() Kind { return "command_confirmed" }

// Tell names the command.
func (f CommandConfirmed) Tell(i *Incident) string {
	return because(i.shown(f.No)+" confirmed", f.Text)
}

func (f CommandConfirmed) apply(i *Incident, e *Event) error {
	return change(i, &i.Commands, f.No, func(c *Command) {
		c.Confirms = append(slices.Clip(c.Confirms), Voice{By: e.Actor, Text: f.Text, Said: moment(e)})
	})
}

// Object says that a command should not be run.
type Object struct {
	No     int
	Reason string
}

// CommandObjected is the fact of an objection to a command.
type CommandObjected struct {
	No     int    `json:"no"`
	Reason string `json:"reason,omitzero"`
}

func (o Object) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "object 12 because it locks the table"); err != nil {
		return nil, err
	}
	c, err := i.command(o.No, "object")
	if err != nil {
		return nil, err
	}
	return []Fact{CommandObjected{No: c.No, Reason: o.Reason}}, nil
}

// Kind is command_objected.
func (CommandObjected) Kind() Kind { return "command_objected" }

// Tell says why.
func (f CommandObjected) Tell(i *Incident) string {
	return because("objection to "+i.shown(f.No), f.Reason)
}

func (f CommandObjected) apply(i *Incident, e *Event) error {
	return change(i, &i.Commands, f.No, func(c *Command) {
		c.Objects = append(slices.Clip(c.Objects), Voice{By: e.Actor, Text: f.Reason, Said: moment(e)})
	})
}

// RunCommand says that a command was run, by its author if nobody else is named.
type RunCommand struct {
	No int
	By Person
}

// CommandRun is the fact of it.
type CommandRun struct {
	No int    `json:"no"`
	By Person `json:"by"`
}

func (o RunCommand) decide(i *Incident, _ Given) ([]Fact, error) {
	c, err := i.command(o.No, "ran")
	if err != nil {
		return nil, err
	}
	if !c.Run.IsZero() {
		return nil, refusef("cmd "+c.Author.String()+" and the text, if it was run again", "C%d was run at %s", c.No, i.clock(c.Run.At))
	}
	if err := checkPerson(o.By); err != nil {
		return nil, err
	}
	if o.By == Nobody {
		o.By = c.Author
	}
	return []Fact{CommandRun{No: c.No, By: o.By}}, nil
}

// Kind is command_run.
func (CommandRun) Kind() Kind { return "command_run" }

// Tell says who ran it, and whether anybody had looked at it.
func (f CommandRun) Tell(i *Incident) string {
	text := i.shown(f.No) + " run by " + i.Name(f.By)
	if c, ok := i.Command(f.No); ok && c.Unseen() {
		text += ", without a second pair of eyes"
	}
	return text
}

func (f CommandRun) apply(i *Incident, e *Event) error {
	return change(i, &i.Commands, f.No, func(c *Command) { c.Run, c.RunBy = moment(e), f.By })
}

// ShowOutput notes what a command answered.
type ShowOutput struct {
	No     int
	Text   string
	Failed bool
}

// OutputShown is the fact of it.
type OutputShown struct {
	No     int    `json:"no"`
	Text   string `json:"text"`
	Failed bool   `json:"failed,omitzero"`
}

func (o ShowOutput) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkText(o.Text, "output", maxProse, "output 12 UDP 65535"); err != nil {
		return nil, err
	}
	c, err := i.command(o.No, "output")
	if err != nil {
		return nil, err
	}
	given := []Fact{OutputShown{No: c.No, Text: o.Text, Failed: o.Failed}}
	if c.Run.IsZero() {
		given = append([]Fact{CommandRun{No: c.No, By: c.Author}}, given...)
	}
	return given, nil
}

// Kind is output_shown.
func (OutputShown) Kind() Kind { return "output_shown" }

// Tell shows it.
func (f OutputShown) Tell(i *Incident) string {
	verb := " answered"
	if f.Failed {
		verb = " failed"
	}
	return because(i.shown(f.No)+verb, f.Text)
}

func (f OutputShown) apply(i *Incident, e *Event) error {
	return change(i, &i.Commands, f.No, func(c *Command) {
		c.Outputs = append(slices.Clip(c.Outputs), CmdOutput{Text: f.Text, Failed: f.Failed, Given: moment(e)})
	})
}

// UndoCommand notes how a command's effect was taken back.
type UndoCommand struct {
	No  int
	How string
}

// CommandUndone is the fact of it.
type CommandUndone struct {
	No  int    `json:"no"`
	How string `json:"how"`
}

func (o UndoCommand) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkText(o.How, "way it was undone", maxLine, "undone 12 reverted with `git revert`"); err != nil {
		return nil, err
	}
	c, err := i.command(o.No, "undone")
	if err != nil {
		return nil, err
	}
	if c.Run.IsZero() {
		return nil, refusef(fmt.Sprintf("ran %d first, if it was", c.No), "C%d was never run", c.No)
	}
	if !c.Undone.IsZero() {
		return nil, refusef(fmt.Sprintf("correct %d text …, or note what else was done", c.Undone.Seq), "C%d was undone at %s", c.No, i.clock(c.Undone.At))
	}
	return []Fact{CommandUndone{No: c.No, How: o.How}}, nil
}

// Kind is command_undone.
func (CommandUndone) Kind() Kind { return "command_undone" }

// Tell says how.
func (f CommandUndone) Tell(i *Incident) string { return because(i.shown(f.No)+" undone", f.How) }

func (f CommandUndone) apply(i *Incident, e *Event) error {
	return change(i, &i.Commands, f.No, func(c *Command) { c.Undone, c.Undo = moment(e), f.How })
}
