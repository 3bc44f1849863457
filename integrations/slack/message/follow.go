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
	m.read(wordings[len(wordings)-1].Text)
	m.Edit, answered = standing(m.At, wordings, lost, func(k int) bool { return m.sameCommands(wordings[k].Text) })
	return answered
}

// standing tells since when a message says what its newest wording says, where same tells it of the wording at a place:
// with which edit, and from which moment on, zero for as far back as is known.
func standing(at Stamp, wordings []Wording, lost bool, same func(k int) bool) (*Edit, time.Time) {
	since := len(wordings) - 1
	for since > 0 && same(since-1) {
		since--
	}
	switch {
	case since > 0:
		return &Edit{At: StampOf(wordings[since].At)}, wordings[since].At
	case !lost || since < 0:
		return nil, time.Time{}
	case wordings[0].Placed:
		return &Edit{At: at}, time.Time{}
	}
	return &Edit{At: StampOf(wordings[0].At)}, time.Time{}
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
