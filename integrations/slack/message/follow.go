package message

import (
	"slices"
	"time"
)

// Wording is one wording of a message, from a moment on. Placed: the moment is only its place in the timeline.
type Wording struct {
	At     time.Time
	Text   string
	Placed bool
}

// Reword gives the message its newest wording, and what that says of commands. wordings are in the order of their times
// and begin with the first one, unless lost says that this is not known.
//
// Commands are those of the newest wording. answered is since when they stand there: an answer that is older was to
// another wording. It is zero where the message held them as far back as is known.
func (m *Message) Reword(wordings []Wording, lost bool) (answered time.Time) {
	m.Edit = nil
	if len(wordings) == 0 {
		return time.Time{}
	}
	since := len(wordings) - 1
	m.read(wordings[since].Text)
	for since > 0 && m.sameCommands(wordings[since-1].Text) {
		since--
	}
	if since > 0 {
		m.Edit = &Edit{At: StampOf(wordings[since].At)}
		return wordings[since].At
	}
	if lost {
		m.Edit = &Edit{At: m.At}
		if !wordings[0].Placed {
			m.Edit.At = StampOf(wordings[0].At)
		}
	}
	return time.Time{}
}

// read makes the text the message's, with the commands in it.
func (m *Message) read(text string) {
	m.Text, m.Commands, m.Intent, m.Ack = text, nil, 0, 0
	if m.Kind == Said && !m.Bot {
		m.scan()
	}
}

// sameCommands tells whether another text says the same of commands.
func (m *Message) sameCommands(text string) bool {
	if text == m.Text {
		return true
	}
	other := Message{Kind: m.Kind, Bot: m.Bot}
	other.read(text)
	return other.Intent == m.Intent && other.Ack == m.Ack && slices.Equal(other.Commands, m.Commands)
}

// StampOf is the ts of a moment, cut to what a ts can say.
func StampOf(t time.Time) Stamp { return Stamp{t.Unix(), int64(t.Nanosecond() / 1000)} }
