package message

import (
	"time"

	"baton/incident"
	"baton/integrations/capture"
)

// Message is what one message comes to: rendered, cleaned and masked, and with the commands that are in it.
type Message struct {
	At      Stamp
	Channel *Channel
	Thread  Stamp // the root of the thread, zero at the top level
	Kind    Kind
	By      Person
	Text    string
	Files   []incident.File

	Root, Broadcast, Bot bool
	// Integration: posted by a program with Slack's own mark for it.
	Integration bool
	// What happened to the channel, for ChannelEvent.
	What string
	// Target is the message that LaterEdit and LaterDeletion are about.
	Target Stamp
	Edit   *Edit
	// Reactions are the emoji, each with the people who pressed it.
	Reactions []Reaction
	Commands  []Command
	Intent    capture.Intent
	Ack       capture.Ack
	// Cut: the text was longer than what is kept.
	Cut bool
}

// Channel is one conversation.
type Channel struct {
	ID   string
	Name string // without the #
	// End is the last moment of which the source tells, UTC: what has no time of its own was known by then at the latest.
	// Zero: the moment of the message has to do.
	End time.Time
}

// Kind is what a message is to the record.
type Kind uint8

// Kinds of messages.
const (
	Said          Kind = iota
	ChannelEvent       // somebody joined, the topic changed
	Deleted            // only its place is left
	LaterEdit          // a message about another's new wording
	LaterDeletion      // a message about another's end
)

// Edit is the last change of a message's text. By is nobody where the source does not say.
type Edit struct {
	At Stamp
	By incident.Person
}

// Reaction is one emoji on a message.
type Reaction struct {
	Emoji string
	By    []incident.Person
	// At is when each of By pressed it, zero where that is not known; it may be shorter than By.
	At []time.Time
	// Count is how many pressed it, which can be more than those who are named.
	Count int
}

// at is when the person at place k pressed it.
func (r *Reaction) at(k int) (t time.Time, known bool) {
	if k >= len(r.At) || r.At[k].IsZero() {
		return time.Time{}, false
	}
	return r.At[k], true
}

// Command is text of a message that could be typed into a shell, a database or a tool.
type Command struct {
	Text     string
	Language incident.Language
}

// Telling tells whether something can follow from the message for commands: it has some, or answers some.
func (m *Message) Telling() bool { return len(m.Commands) > 0 || m.Ack != capture.No }

// Proposals is how many commands of the message go to the record.
func (m *Message) Proposals() int {
	if m.Kind != Said || m.Intent == capture.Mention {
		return 0
	}
	return len(m.Commands)
}
