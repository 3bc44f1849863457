package mirror

import (
	"fmt"
	"slices"
	"strconv"
	"time"

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
	if read.Kind == message.Said && m.self.posted(raw) {
		return nil
	}
	m.scribe.Evidence(&read)
	orders := m.scribe.Take(4).Orders
	if p := m.record.posts[message.Key(read.Channel.ID, read.At)]; read.Kind == message.Said && read.Edit == nil && p != nil && p.posted && p.lost {
		orders = append(orders, m.wording(&read, read.At))
	}
	return orders
}

// wording keeps the text of a message as what stood there from a moment on.
func (m *Mirror) wording(read *message.Message, from message.Stamp) timeline.Instruction {
	key := message.Key(read.Channel.ID, read.At)
	return timeline.Instruction{
		Order: incident.EditPost{MessageEdited: incident.MessageEdited{Message: key, Text: read.Text}},
		Given: given(read.By.Handle, from, key+":edit:"+from.String()),
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
		orders = append(orders, m.wording(&after, e.at))
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

// ofPin keeps that a message was pinned or taken off, with the beginning of what it says.
func (m *Mirror) ofPin(e *Event) []timeline.Instruction {
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

// ofSnapshot keeps a message as history has it: also who presses which emoji, but not since when.
func (m *Mirror) ofSnapshot(raw *message.Raw, fetched time.Time) []timeline.Instruction {
	orders := m.ofMessage(raw)
	read, reason := m.translate.Translate(raw)
	if reason != "" || read.Kind == message.Deleted || m.self.posted(raw) {
		return orders
	}
	key := message.Key(read.Channel.ID, read.At)
	p := m.record.posts[key]
	if p == nil {
		p = &post{at: read.At}
	}
	for k := range read.Reactions {
		orders = append(orders, m.listed(key, p, &read.Reactions[k], fetched)...)
	}
	for emoji := range p.presses {
		if !slices.ContainsFunc(read.Reactions, func(r message.Reaction) bool { return r.Emoji == emoji }) {
			orders = append(orders, m.unlisted(key, p, &message.Reaction{Emoji: emoji}, fetched)...)
		}
	}
	return orders
}

// listed keeps the presses of an emoji that are in a list and not in the record, and that those are gone which are in the
// record and not in the list. The first list has the key that the reader of exports gives it.
func (m *Mirror) listed(key string, p *post, r *message.Reaction, fetched time.Time) []timeline.Instruction {
	var fresh, again []incident.Person
	for _, by := range r.By {
		switch on, last := p.pressedBy(r.Emoji, by); {
		case on:
		case last.IsZero():
			fresh = append(fresh, by)
		case last.At.Before(fetched):
			again = append(again, by)
		}
	}
	orders := m.unlisted(key, p, r, fetched)
	unnamed := max(0, r.Count-len(r.By)-p.unnamed[r.Emoji])
	if len(fresh)+unnamed > 0 {
		w := incident.When{At: p.at.Time(), Precision: incident.Unknown}
		k := key + ":react:" + r.Emoji
		if n := p.lists[r.Emoji]; n > 0 {
			k += ":" + strconv.Itoa(n+1)
		}
		orders = append(orders, presses(key, r.Emoji, fresh, unnamed, false, w, fetched, k))
	}
	if len(again) > 0 {
		w := incident.When{At: fetched, Precision: incident.Approximate}
		orders = append(orders, presses(key, r.Emoji, again, 0, false, w, fetched, fmt.Sprintf("%s:react:%s:on:%d", key, r.Emoji, fetched.UnixMicro())))
	}
	return orders
}

// unlisted keeps that presses are gone. A list that does not name everybody says nothing of that.
func (m *Mirror) unlisted(key string, p *post, r *message.Reaction, fetched time.Time) []timeline.Instruction {
	var gone []incident.Person
	for by := range p.pressing(r.Emoji) {
		_, last := p.pressedBy(r.Emoji, by)
		if !slices.Contains(r.By, by) && last.At.Before(fetched) {
			gone = append(gone, by)
		}
	}
	if len(gone) == 0 || r.Count > len(r.By) {
		return nil
	}
	w := incident.When{At: fetched, Precision: incident.Approximate}
	return []timeline.Instruction{presses(key, r.Emoji, gone, 0, true, w, fetched, fmt.Sprintf("%s:react:%s:off:%d", key, r.Emoji, fetched.UnixMicro()))}
}

func presses(key, emoji string, by []incident.Person, unnamed int, off bool, w incident.When, known time.Time, k string) timeline.Instruction {
	return timeline.Instruction{
		Order: incident.React{MessageReacted: incident.MessageReacted{Message: key, Emoji: emoji, By: by, Count: len(by) + unnamed, Off: off}},
		Given: incident.Given{When: w, Known: known, Origin: origin, Key: k},
	}
}
