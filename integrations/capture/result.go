package capture

import "baton/integrations/clean"

// Kind says where a command is typed.
type Kind uint8

// The kinds of command.
const (
	Shell Kind = iota
	SQL
	Other // chat-ops, configuration lines, consoles that are neither
)

var kindNames = [...]string{Shell: "shell", SQL: "sql", Other: "other"}

func (k Kind) String() string { return kindNames[k] }

// MarshalText gives the kind's name, as JSON output has it.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Intent says what a message does with the commands or actions in it.
type Intent uint8

// The intents, from chatter to pasted output.
const (
	None Intent = iota
	Propose
	Report
	Instruct
	Question
	Mention
	Output
)

var intentNames = [...]string{
	None: "-", Propose: "propose", Report: "report", Instruct: "instruct-other",
	Question: "question", Mention: "mention", Output: "output",
}

func (i Intent) String() string { return intentNames[i] }

// MarshalText gives the intent's name, as JSON output has it.
func (i Intent) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// Ack says whether a message answers a proposal.
type Ack uint8

// The answers. Ctx is a bare "yup" whose meaning only its thread can settle.
const (
	No Ack = iota
	Yes
	Veto
	Ctx
)

var ackNames = [...]string{No: "no", Yes: "yes", Veto: "veto", Ctx: "ctx"}

func (a Ack) String() string { return ackNames[a] }

// MarshalText gives the answer's name, as JSON output has it.
func (a Ack) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Command is one command of a message. Start and End count Unicode code points of
// the text as it was given; each byte that is not UTF-8 counts as one. Text is
// that slice of the given text, untouched: mask it before storing it.
type Command struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Kind  Kind   `json:"kind"`
}

// Masked is the command made safe to store and draw: cleaned, and its secrets masked.
func (c Command) Masked() string {
	masked, _ := clean.Secrets(clean.Text(c.Text))
	return masked
}

// Result is what Scan found in one message. Commands are in order and do not overlap.
type Result struct {
	Commands []Command
	Intent   Intent
	Ack      Ack
}
