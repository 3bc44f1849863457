package incident

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Command is text that an engineer typed or is about to type into a shell, a database or a tool. Before it is run a
// second person looks at it: two sets of eyes.
type Command struct {
	No       int         `json:"no"` // from 1; people say "C12"
	Text     string      `json:"text"`
	Language Language    `json:"language,omitzero"`
	Author   Person      `json:"author"`
	Proposed Moment      `json:"proposed"`
	Message  string      `json:"message,omitzero"` // the key of the chat message that holds it
	Confirms []Voice     `json:"confirms,omitzero"`
	Objects  []Voice     `json:"objects,omitzero"`
	RunBy    Person      `json:"run_by,omitzero"`
	Run      Moment      `json:"run"`
	Outputs  []CmdOutput `json:"outputs,omitzero"`
	Undo     string      `json:"undo,omitzero"` // how it was undone
	Undone   Moment      `json:"undone"`
	// Retracted: it was no command after all.
	Retracted bool `json:"retracted,omitzero"`
}

// Language is what a command is typed into.
type Language string

const maxLanguage = 40

// Languages of commands.
const (
	Shell Language = "shell"
	SQL   Language = "sql"
	Other Language = "other"
)

// Voice is what one person said on a command or a decision, and when. One that was taken back again has not happened:
// Said is then zero.
type Voice struct {
	By   Person `json:"by"`
	Text string `json:"text,omitzero"`
	Said Moment `json:"said"`
}

func (v *Voice) mend(m *mending) {
	m.reword(v.Said, &v.Text)
	m.credit(v.Said, &v.By)
	m.strike(&v.Said)
	m.move(&v.Said)
}

func stands(v Voice) bool { return !v.Said.IsZero() }

// CmdOutput is what a command answered.
type CmdOutput struct {
	Text   string `json:"text"`
	Failed bool   `json:"failed,omitzero"`
	Given  Moment `json:"given"`
}

// Confirmed tells whether somebody other than the author agreed to it.
func (c Command) Confirmed() bool { return slices.ContainsFunc(c.Confirms, stands) }

// Unseen tells whether it was run before a second person agreed.
func (c Command) Unseen() bool {
	if c.Run.IsZero() || c.Retracted {
		return false
	}
	for _, v := range c.Confirms {
		if stands(v) && !v.Said.At.After(c.Run.At) {
			return false
		}
	}
	return true
}

// Stage is how far the command has come, in one word.
func (c Command) Stage() string {
	switch {
	case c.Retracted:
		return "retracted"
	case !c.Undone.IsZero():
		return "undone"
	case !c.Run.IsZero():
		return "run"
	case slices.ContainsFunc(c.Objects, stands):
		return "objected"
	case c.Confirmed():
		return "confirmed"
	}
	return "proposed"
}

func (c *Command) mend(m *mending) {
	m.reword(c.Proposed, &c.Text)
	m.reword(c.Undone, &c.Undo)
	m.flag(c.Proposed, &c.Retracted)
	m.strike(&c.Run, &c.Undone)
	m.move(&c.Proposed, &c.Run, &c.Undone)
	c.Confirms, c.Objects = m.voices(c.Confirms), m.voices(c.Objects)
	c.Outputs = mendItems(c.Outputs, m)
}

func (o *CmdOutput) mend(m *mending) {
	m.reword(o.Given, &o.Text)
	m.strike(&o.Given)
	m.move(&o.Given)
}

// Propose shows a command before, or after, it is run. AlreadyRun says that it is a report; where the same author showed
// the same command shortly before, it is the report of that one.
type Propose struct {
	Author     Person
	Text       string
	Language   Language
	Message    string
	AlreadyRun bool
}

// CommandProposed is the fact that a command was shown.
type CommandProposed struct {
	No       int      `json:"no"`
	Text     string   `json:"text"`
	Language Language `json:"language,omitzero"`
	Author   Person   `json:"author"`
	Message  string   `json:"message,omitzero"`
}

func (o Propose) decide(i *Incident, g Given) ([]Fact, error) {
	if o.Author == Nobody {
		o.Author = g.By
	}
	if err := checkText(o.Text, "command", maxProse, "cmd @zac `ss -s`"); err != nil {
		return nil, err
	}
	if o.Author == Nobody {
		return nil, refuse("nobody is named who would run it", "cmd @zac `ss -s`")
	}
	if err := checkPerson(o.Author); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(o.Message) > maxLine || len(o.Language) > maxLanguage || !isClean(o.Message, string(o.Language)) {
		return nil, refuse("the message or the language of the command is not one", "shell, sql or other")
	}
	if c, ok := i.waiting(o, g.when().At); ok {
		return []Fact{CommandRun{No: c.No, By: o.Author}}, nil
	}
	no := nextNo(i.Commands)
	given := []Fact{CommandProposed{No: no, Text: o.Text, Language: o.Language, Author: o.Author, Message: o.Message}}
	if o.AlreadyRun {
		given = append(given, CommandRun{No: no, By: o.Author})
	}
	return given, nil
}

// Bounds on what a report of a command can be the end of.
const (
	reportWithin  = 2 * time.Hour
	reportsWithin = 256 // commands shown in between
)

// waiting finds the command that a report is about: the newest of the same author and wording that was shown and not run
// yet. To count it as another one would say that nobody had looked at it.
func (i *Incident) waiting(o Propose, at time.Time) (Command, bool) {
	for k := i.Commands.Len() - 1; o.AlreadyRun && k >= max(0, i.Commands.Len()-reportsWithin); k-- {
		c := i.Commands.At(k)
		ago := at.Sub(c.Proposed.At)
		if c.Author == o.Author && c.Text == o.Text && c.Run.IsZero() && !c.Retracted && ago >= 0 && ago <= reportWithin {
			return c, true
		}
	}
	return Command{}, false
}

// Kind is command_proposed.
func (CommandProposed) Kind() Kind { return "command_proposed" }

// Tell shows the command.
func (f CommandProposed) Tell(i *Incident) string {
	return fmt.Sprintf("C%d: %s shows `%s`", f.No, i.Name(f.Author), f.Text)
}

func (f CommandProposed) apply(i *Incident, e *Event) error {
	return add(i, &i.Commands, Command{
		No: f.No, Text: f.Text, Language: f.Language, Author: f.Author, Message: f.Message, Proposed: moment(e),
	})
}

// command finds one that can still be talked about.
func (i *Incident) command(no int, verb string) (Command, error) {
	c, err := numbered(i.Commands, no, "command", verb+" ")
	if err == nil && c.Retracted {
		err = refusef("cmd @zac and the text, for a new one", "C%d was retracted, it was no command", c.No)
	}
	return c, err
}

// shown is a command's number and text, for sentences of facts that only have the number.
func (i *Incident) shown(no int) string {
	c, ok := i.Command(no)
	if !ok {
		return fmt.Sprintf("C%d", no)
	}
	return fmt.Sprintf("C%d `%s`", no, c.Text)
}
