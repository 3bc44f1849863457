package grammar

import (
	"strings"

	"baton/incident"
)

const groupCommands = "commands"

var commandVerbs = []verb{
	{
		Verb: Verb{
			Name: "cmd", Aliases: []string{"command", "c"}, Group: groupCommands,
			Usage: "cmd [@PERSON] `COMMAND` [shell|sql|other] [ran]", Example: "cmd @zac `ss -s`",
			Help:  "show a command, so that a second person looks at it",
			Takes: []Slot{may(SlotPerson), need(SlotText), may(SlotWord, "shell", "sql", "other", "ran")},
		},
		read:  readPropose,
		write: writesPropose,
	},
	{
		Verb: Verb{
			Name: "confirm", Aliases: []string{"lgtm", "confirmed", "approve"}, Group: groupCommands,
			Usage: "confirm C12 [TEXT]", Example: "confirm 12", Help: "be the second pair of eyes on a command",
			Takes: []Slot{need(SlotCommand), may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.Confirm{No: c.number(commands, false), Text: c.optionalText()}
		},
		write: func(w *writer, order incident.Order) bool {
			o, ok := order.(incident.Confirm)
			w.number("", o.No)
			w.text(o.Text)
			return ok && o.Message == ""
		},
	},
	{
		Verb: Verb{
			Name: "object", Aliases: []string{"objection"}, Group: groupCommands,
			Usage: "object C12|D2 [because] REASON", Example: "object 12 because it locks the table",
			Help:  "say that a command should not be run, or object strongly to a proposal",
			Takes: []Slot{need(SlotCommand), because, may(SlotText)},
		},
		read:  readObject,
		write: writesObject,
	},
	{
		Verb: Verb{
			Name: "ran", Group: groupCommands,
			Usage: "ran C12 [@PERSON]", Example: "ran 12 @nick", Help: "say that a command was run, by its author if nobody is named",
			Takes: []Slot{need(SlotCommand), may(SlotPerson)},
		},
		read: readRan,
		write: writes(func(w *writer, o incident.RunCommand) {
			w.number("", o.No)
			w.person(o.By)
		}),
	},
	{
		Verb: Verb{
			Name: "output", Aliases: []string{"out"}, Group: groupCommands,
			Usage: "output C12 [failed] TEXT", Example: "output 12 UDP 65535", Help: "note what a command answered",
			Takes: []Slot{need(SlotCommand), may(SlotWord, "failed"), need(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			no, failed := c.number(commands, false), c.accept("failed")
			return incident.ShowOutput{No: no, Failed: failed, Text: c.text("the output")}
		},
		write: writes(func(w *writer, o incident.ShowOutput) {
			w.number("", o.No)
			if o.Failed {
				w.word("failed")
			}
			w.text(o.Text)
		}),
	},
	{
		Verb: Verb{
			Name: "undone", Aliases: []string{"undo", "reverted"}, Group: groupCommands,
			Usage: "undone C12 HOW", Example: "undone 12 reverted with `git revert`", Help: "note how a command's effect was taken back",
			Takes: []Slot{need(SlotCommand), need(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.UndoCommand{No: c.number(commands, false), How: c.text("how it was undone")}
		},
		write: writes(func(w *writer, o incident.UndoCommand) {
			w.number("", o.No)
			w.text(o.How)
		}),
	},
}

// readPropose takes the whole rest as the command, or, where it stands in backticks or quotes, what it is typed into and
// that it was run already.
func readPropose(c *cursor) incident.Order {
	o := incident.Propose{Author: c.mention()}
	if !c.more() {
		c.fail(c.at(), "the command is missing")
		return o
	}
	var end int
	o.Text, end = fenced(c.line, c.words[0].at)
	if end == 0 && c.words[0].quoted {
		o.Text, end = c.words[0].text, c.words[0].end
	}
	if end == 0 {
		o.Text = c.optionalText()
	} else {
		c.words = split(c.line, end)
		c.marks(&o)
	}
	if strings.TrimSpace(o.Text) == "" {
		c.fail(c.at(), "the command is missing")
	}
	return o
}

// marks takes what may follow a command in backticks.
func (c *cursor) marks(o *incident.Propose) {
	for c.more() {
		switch {
		case c.accept("shell", "sh", "bash"):
			o.Language = incident.Shell
		case c.accept("sql"):
			o.Language = incident.SQL
		case c.accept("other"):
			o.Language = incident.Other
		case c.accept("ran", "run", "already"):
			o.AlreadyRun = true
		default:
			c.fail(c.at(), "only shell, sql, other or ran can follow the command; if more belongs to it, put all of it in backticks")
		}
	}
}

// fenced reads a command in backticks that begins at a byte of the line: `…`, where two backticks are one, or ```…```.
// end is where it ends, 0 if there is none.
func fenced(line string, at int) (text string, end int) {
	rest := line[at:]
	if body, ok := strings.CutPrefix(rest, "```"); ok {
		if inner, _, closed := strings.Cut(body, "```"); closed {
			return strings.Trim(inner, "\n"), at + len("```") + len(inner) + len("```")
		}
	}
	body, ok := strings.CutPrefix(rest, "`")
	if !ok {
		return "", 0
	}
	var b strings.Builder
	for k := 0; k < len(body); k++ {
		if body[k] != '`' {
			b.WriteByte(body[k])
			continue
		}
		if k+1 == len(body) || body[k+1] != '`' {
			return b.String(), at + 1 + k + 1
		}
		b.WriteByte('`')
		k++
	}
	return "", 0
}

func writesPropose(w *writer, order incident.Order) bool {
	o, ok := order.(incident.Propose)
	if !ok || o.Message != "" {
		return false
	}
	w.person(o.Author)
	if strings.ContainsAny(o.Text, "`\n\t") {
		w.word(quote(o.Text))
	} else {
		w.word("`" + o.Text + "`")
	}
	if o.Language != "" {
		w.word(string(o.Language))
	}
	if o.AlreadyRun {
		w.word("ran")
	}
	return true
}

// readObject goes by the letter of the number: D2 is a proposal, anything else a command.
func readObject(c *cursor) incident.Order {
	if c.letter() == decisions.letter {
		return incident.ObjectDecision{No: c.number(decisions, false), Reason: c.reason()}
	}
	return incident.Object{No: c.number(commands, false), Reason: c.optionalReason()}
}

func writesObject(w *writer, order incident.Order) bool {
	switch o := order.(type) {
	case incident.Object:
		w.number("", o.No)
		w.reason(o.Reason)
	case incident.ObjectDecision:
		w.number("D", o.No)
		w.reason(o.Reason)
	default:
		return false
	}
	return true
}

func readRan(c *cursor) incident.Order {
	o := incident.RunCommand{No: c.number(commands, false)}
	c.accept("by")
	if c.more() {
		o.By = c.lastPerson("the person")
	}
	return o
}
