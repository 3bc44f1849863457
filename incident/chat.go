package incident

import (
	"fmt"
	"strings"
)

// Orders of this file keep what a chat channel holds. The channel is evidence: they are refused for nothing but text
// that the doors should have cleaned, and they point at a message by its key, because that is what the channel does.

// Post keeps a message.
type Post struct{ MessagePosted }

// MessagePosted is what somebody said in the channel.
type MessagePosted struct {
	Text string `json:"text,omitzero"`
	// Thread is the key of the message that this one answers, empty at the top level of the channel.
	Thread    string `json:"thread,omitzero"`
	Broadcast bool   `json:"broadcast,omitzero"` // a reply that was shown in the channel too
	Bot       bool   `json:"bot,omitzero"`
	Files     []File `json:"files,omitzero"`
	// Lost: the text is not to be had, such as what stood there before an edit that the source keeps only the end of.
	Lost bool `json:"lost,omitzero"`
	// Channel is where it was said, when an incident's log holds more than one channel.
	Channel string `json:"channel,omitzero"`
}

// File is a file of a message, kept as a link.
type File struct {
	Name string `json:"name"`
	URL  string `json:"url,omitzero"`
	Type string `json:"type,omitzero"`
}

func (o Post) decide(*Incident, Given) ([]Fact, error) {
	texts := []string{o.Text, o.Thread, o.Channel}
	for _, f := range o.Files {
		texts = append(texts, f.Name, f.URL, f.Type)
	}
	if err := checkMessage(texts...); err != nil {
		return nil, err
	}
	return []Fact{o.MessagePosted}, nil
}

// maxMessage bounds all the text of one message, in bytes, with room in the envelope for the worst of its escapes.
const maxMessage = 2 << 20

func checkMessage(texts ...string) error {
	if !isClean(texts...) {
		return refuse("the message holds control characters", "the text without them")
	}
	size := 0
	for _, s := range texts {
		size += len(s)
	}
	if size > maxMessage {
		return refusef("a link to the text", "the message has %d bytes, at most %d fit", size, maxMessage)
	}
	return nil
}

// Kind is message_posted.
func (MessagePosted) Kind() Kind { return "message_posted" }

// Tell is the text, and the files after it.
func (f MessagePosted) Tell(*Incident) string {
	text := f.Text
	if f.Lost {
		text = "(what stood here at first is not in the source)"
	}
	for _, file := range f.Files {
		text = strings.TrimSpace(text + " [file: " + file.Name + "]")
	}
	if text == "" {
		return "(no text)"
	}
	return text
}

func (f MessagePosted) apply(*Incident, *Event) error { return nil }

// EditPost keeps another wording of a message.
type EditPost struct{ MessageEdited }

// MessageEdited is the fact of an edit.
type MessageEdited struct {
	Message string `json:"message"`
	Text    string `json:"text"`
}

func (o EditPost) decide(*Incident, Given) ([]Fact, error) {
	if err := checkMessage(o.Message, o.Text); err != nil {
		return nil, err
	}
	return []Fact{o.MessageEdited}, nil
}

// Kind is message_edited.
func (MessageEdited) Kind() Kind { return "message_edited" }

// Tell is the new wording.
func (f MessageEdited) Tell(*Incident) string { return "edited: " + f.Text }

func (f MessageEdited) apply(*Incident, *Event) error { return nil }

// DeletePost notes that a message was deleted; what it said stays in the record.
type DeletePost struct{ MessageDeleted }

// MessageDeleted is the fact of a deletion.
type MessageDeleted struct {
	Message string `json:"message"`
}

func (o DeletePost) decide(*Incident, Given) ([]Fact, error) {
	if err := checkMessage(o.Message); err != nil {
		return nil, err
	}
	return []Fact{o.MessageDeleted}, nil
}

// Kind is message_deleted.
func (MessageDeleted) Kind() Kind { return "message_deleted" }

// Tell says so.
func (f MessageDeleted) Tell(*Incident) string { return "message deleted" }

func (f MessageDeleted) apply(*Incident, *Event) error { return nil }

// React keeps the presses of one emoji on a message.
type React struct{ MessageReacted }

// MessageReacted is the fact of them. An export does not say when: its event has the time of the message and an unknown
// precision.
type MessageReacted struct {
	Message string   `json:"message"`
	Emoji   string   `json:"emoji"`
	By      []Person `json:"by,omitzero"`
	// Count is how many pressed it, which can be more than those who are named.
	Count int `json:"count"`
	// Off: they took it back.
	Off bool `json:"off,omitzero"`
}

func (o React) decide(*Incident, Given) ([]Fact, error) {
	texts := []string{o.Message, o.Emoji}
	for _, p := range o.By {
		texts = append(texts, string(p))
	}
	if err := checkMessage(texts...); err != nil {
		return nil, err
	}
	return []Fact{o.MessageReacted}, nil
}

// Kind is message_reacted.
func (MessageReacted) Kind() Kind { return "message_reacted" }

// Tell names the emoji and the people.
func (f MessageReacted) Tell(i *Incident) string {
	var who []string
	for _, p := range f.By {
		who = append(who, i.Name(p))
	}
	what := fmt.Sprintf(":%s: ×%d", f.Emoji, f.Count)
	if f.Off {
		what += " taken back"
	}
	return because(what, strings.Join(who, ", "))
}

func (f MessageReacted) apply(*Incident, *Event) error { return nil }

// NoteChannel keeps what happened to the channel itself: somebody joined or left, the topic changed.
type NoteChannel struct{ ChannelChanged }

// ChannelChanged is the fact of it; What is "join", "leave", "topic", "purpose", "name", "archive" or a service's own
// word.
type ChannelChanged struct {
	What    string `json:"what"`
	Text    string `json:"text"`
	Channel string `json:"channel,omitzero"`
}

func (o NoteChannel) decide(*Incident, Given) ([]Fact, error) {
	if err := checkMessage(o.What, o.Text, o.Channel); err != nil {
		return nil, err
	}
	return []Fact{o.ChannelChanged}, nil
}

// Kind is channel_changed.
func (ChannelChanged) Kind() Kind { return "channel_changed" }

// Tell is the channel's own sentence.
func (f ChannelChanged) Tell(*Incident) string { return f.Text }

func (f ChannelChanged) apply(*Incident, *Event) error { return nil }

// NamePerson gives the display name of a handle.
type NamePerson struct {
	Person Person
	Name   string
}

// PersonNamed is the fact of it.
type PersonNamed struct {
	Person Person `json:"person"`
	Name   string `json:"name"`
}

func (o NamePerson) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.Name, "name", maxTitle, "name @zac Zac Hill"); err != nil {
		return nil, err
	}
	if o.Person == Nobody {
		return nil, refuse("nobody is named", "name @zac Zac Hill")
	}
	if err := checkPerson(o.Person); err != nil {
		return nil, err
	}
	if i.Names[o.Person] == o.Name {
		return nil, refusef("", "%s is called %s already", o.Person, o.Name)
	}
	return []Fact{PersonNamed(o)}, nil
}

// Kind is person_named.
func (PersonNamed) Kind() Kind { return "person_named" }

// Tell says both.
func (f PersonNamed) Tell(*Incident) string { return f.Person.String() + " is called " + f.Name }

func (f PersonNamed) apply(i *Incident, _ *Event) error {
	i.Names = put(i.Names, f.Person, f.Name)
	return nil
}
