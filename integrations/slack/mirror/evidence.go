package mirror

import (
	"fmt"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// ofEvent gives the orders that keep what an event says. They have keys of their own, so that repeats do nothing.
func (m *Mirror) ofEvent(e *Event) []timeline.Instruction {
	switch e.kind {
	case said:
		return m.ofMessage(&e.raw)
	case changed:
		return m.ofChange(e)
	case deleted:
		return append(m.ofMessage(e.raw.Previous), m.ofDeletion(e)...)
	case pressed, unpressed:
		return m.ofPress(e)
	case pinned, unpinned:
		return m.ofPin(e)
	}
	return nil
}

// ofMessage keeps a message as it stands there. What baton said itself is in the record already.
func (m *Mirror) ofMessage(raw *message.Raw) []timeline.Instruction {
	if raw == nil || raw.TS == "" {
		return nil
	}
	read, reason := m.translate.Translate(raw)
	if reason != "" {
		m.unread.add(reason, []byte(raw.TS))
		return nil
	}
	if m.self.posted(raw) {
		return nil
	}
	m.scribe.Evidence(&read)
	return m.scribe.Take(4).Orders
}

// firstWordings keeps the text of messages as they were posted, of those that the record has only as what they became
// later. The log does not take such a message a second time, so that its text is an edit at the moment of the posting.
func (m *Mirror) firstWordings(evidence []timeline.Instruction) (orders []timeline.Instruction) {
	for k := range evidence {
		posted, ok := evidence[k].Order.(incident.Post)
		if p := m.record.posts[evidence[k].Given.Key]; ok && !posted.Lost && p != nil && p.posted && p.lost {
			orders = append(orders, wording(evidence[k].Given.Key, evidence[k].Given.By, posted.Text, p.at))
		}
	}
	return orders
}

// wording keeps a text of a message as what stood there from a moment on.
func wording(key string, by incident.Person, text string, from message.Stamp) timeline.Instruction {
	return timeline.Instruction{
		Order: incident.EditPost{MessageEdited: incident.MessageEdited{Message: key, Text: text}},
		Given: given(by, from, key+":edit:"+from.String()),
	}
}

// given is what surrounds an order about something that happened at a moment of the channel.
func given(by incident.Person, at message.Stamp, key string) incident.Given {
	return incident.Given{By: by, When: incident.At(at.Time()), Known: at.Time(), Origin: origin, Key: key}
}

// ofChange keeps both wordings of a message that was changed. A change that Slack does not call an edit, such as what a
// program makes of its own message, is one at the time of the event.
func (m *Mirror) ofChange(e *Event) []timeline.Instruction {
	orders := append(m.ofMessage(e.raw.Previous), m.ofMessage(e.raw.Changed)...)
	if e.raw.Changed.Edited || e.raw.Previous == nil || e.at.IsZero() || m.self.posted(e.raw.Changed) {
		return orders
	}
	before, _ := m.translate.Translate(e.raw.Previous)
	after, reason := m.translate.Translate(e.raw.Changed)
	if reason == "" && after.Kind == message.Said && before.At == after.At && before.Text != after.Text {
		orders = append(orders, wording(message.Key(e.Channel, after.At), after.By.Handle, after.Text, e.at))
	}
	return orders
}

func (m *Mirror) ofDeletion(e *Event) []timeline.Instruction {
	if e.raw.Previous != nil && m.self.posted(e.raw.Previous) {
		return nil
	}
	key := message.Key(e.Channel, e.target)
	return []timeline.Instruction{{
		Order: incident.DeletePost{MessageDeleted: incident.MessageDeleted{Message: key}},
		Given: given(incident.Nobody, e.at, key+":deleted"),
	}}
}

// ofPress keeps that somebody pressed an emoji, or took it back. The eyes that baton itself leaves on a message say
// nothing.
func (m *Mirror) ofPress(e *Event) []timeline.Instruction {
	if e.user == m.self.UserID {
		return nil
	}
	key, how := message.Key(e.Channel, e.target), "on"
	if e.kind == unpressed {
		how = "off"
	}
	by := m.translate.Handle(e.user)
	return []timeline.Instruction{{
		Order: incident.React{MessageReacted: incident.MessageReacted{
			Message: key, Emoji: e.emoji, By: []incident.Person{by}, Count: 1, Off: e.kind == unpressed,
		}},
		Given: given(by, e.at, fmt.Sprintf("%s:react:%s:%s:%s:%s", key, e.emoji, how, e.user, e.at)),
	}}
}

// ofPin keeps that a message was pinned or taken off, with the beginning of what it says. What baton pins itself is in the
// record already.
func (m *Mirror) ofPin(e *Event) []timeline.Instruction {
	if e.user == m.self.UserID {
		return nil
	}
	what, verb := "pin", "pinned: "
	if e.kind == unpinned {
		what, verb = "unpin", "took off the pins: "
	}
	read, _ := m.translate.Translate(&e.raw)
	return []timeline.Instruction{{
		Order: incident.NoteChannel{ChannelChanged: incident.ChannelChanged{What: what, Text: verb + message.Label(read.Text)}},
		Given: given(m.translate.Handle(e.user), e.at, message.Key(e.Channel, e.target)+":"+what+":"+e.at.String()),
	}}
}
