package slackfake

import (
	"cmp"
	"slices"
)

// Person is a member of the workspace who does what people do in Slack. Methods fail with the error names
// that Slack has for the same thing done by an app.
type Person struct {
	w  *Workspace
	id UserID
}

// ID is the person's user id.
func (p *Person) ID() UserID { return p.id }

// in runs f on an open channel that the person is in.
func (p *Person) in(id ChannelID, f func(*channel) error) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	ch := p.w.channel(id)
	switch {
	case ch == nil:
		return failure("channel_not_found")
	case !ch.has(p.id):
		return failure("not_in_channel")
	case ch.archived:
		return failure("is_archived")
	}
	err := f(ch)
	p.w.touch()
	return err
}

// own runs f on a message that the person wrote.
func (p *Person) own(id ChannelID, ts TS, refused failure, f func(*channel, *Message)) error {
	return p.in(id, func(ch *channel) error {
		m := ch.message(ts)
		switch {
		case m == nil || m.Subtype == "tombstone":
			return failure("message_not_found")
		case m.User != p.id:
			return refused
		}
		f(ch, m)
		return nil
	})
}

// typed is a message from the person's keyboard.
func (p *Person) typed(text string) *Message {
	return &Message{User: p.id, Text: text, ClientMsgID: p.w.newID("client-")}
}

// Say posts a message. The text is what Slack stores: mentions as <@U…>, and &lt; for a less-than sign.
func (p *Person) Say(id ChannelID, text string) (ts TS, err error) {
	err = p.in(id, func(ch *channel) error {
		m := p.typed(text)
		p.w.post(ch, m)
		ts = m.TS
		return nil
	})
	return ts, err
}

// Reply posts into the thread of a message.
func (p *Person) Reply(id ChannelID, thread TS, text string) (TS, error) {
	return p.reply(id, thread, text, false)
}

// Broadcast posts into a thread and shows the reply in the channel too.
func (p *Person) Broadcast(id ChannelID, thread TS, text string) (TS, error) {
	return p.reply(id, thread, text, true)
}

func (p *Person) reply(id ChannelID, thread TS, text string, also bool) (ts TS, err error) {
	err = p.in(id, func(ch *channel) error {
		root := ch.root(thread)
		if root == nil {
			return failure("thread_not_found")
		}
		m := p.typed(text)
		m.ThreadTS = root.TS
		if also {
			broadcast(m, root)
		}
		p.w.post(ch, m)
		ts = m.TS
		return nil
	})
	return ts, err
}

// Edit changes the text of a message of the person's own.
func (p *Person) Edit(id ChannelID, ts TS, text string) error {
	return p.own(id, ts, "cant_update_message", func(ch *channel, m *Message) {
		p.w.edit(ch, m, p.id, func(m *Message) { m.Text = text })
	})
}

// Delete removes a message of the person's own.
func (p *Person) Delete(id ChannelID, ts TS) error {
	return p.own(id, ts, "cant_delete_message", func(ch *channel, m *Message) { p.w.remove(ch, m) })
}

// React presses an emoji, named without colons.
func (p *Person) React(id ChannelID, ts TS, emoji string) error {
	return p.in(id, func(ch *channel) error { return p.w.react(ch, ts, p.id, emoji) })
}

// Unreact takes an emoji back.
func (p *Person) Unreact(id ChannelID, ts TS, emoji string) error {
	return p.in(id, func(ch *channel) error { return p.w.unreact(ch, ts, p.id, emoji) })
}

// Pin pins a message to its channel.
func (p *Person) Pin(id ChannelID, ts TS) error {
	return p.in(id, func(ch *channel) error { return p.w.pin(ch, ts, p.id) })
}

// Unpin takes a message off the channel's pins.
func (p *Person) Unpin(id ChannelID, ts TS) error {
	return p.in(id, func(ch *channel) error { return p.w.unpin(ch, ts, p.id) })
}

// Share posts a message with files, of which Name, Title, Mimetype, Filetype and Size count.
func (p *Person) Share(id ChannelID, text string, files ...File) (ts TS, err error) {
	err = p.in(id, func(ch *channel) error {
		m := p.typed(text)
		m.Subtype, m.Files = "file_share", slices.Clone(files)
		for i := range m.Files {
			f := &m.Files[i]
			f.ID, f.User, f.Created = p.w.newID("F"), p.id, p.w.clock.Now().Unix()
			f.Title = cmp.Or(f.Title, f.Name)
			f.URL = "https://files.slack.com/files-pri/" + p.w.teamID + "-" + f.ID + "/" + f.Name
		}
		p.w.post(ch, m)
		ts = m.TS
		return nil
	})
	return ts, err
}
