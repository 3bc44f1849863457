package slackfake

import (
	"cmp"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Limits of a message's text, characters (docs.slack.dev: chat.postMessage cuts, chat.update refuses).
const (
	textLimit   = 40000
	updateLimit = 4000
)

// postingChannel is the channel of a post: by id, or by name with or without a number sign.
func (w *Workspace) postingChannel(c *call) (*channel, error) {
	if ch := w.channelNamed(strings.TrimPrefix(c.arg("channel"), "#")); ch != nil {
		c.Args["channel"] = string(ch.id)
	}
	return w.openChannelOf(c, "channel")
}

// posting is the channel that a call posts in, and the message that it makes.
func (w *Workspace) posting(c *call) (*channel, *Message, error) {
	ch, err := w.postingChannel(c)
	if err != nil {
		return nil, nil, err
	}
	m, err := w.composed(c)
	return ch, m, err
}

func chatPostMessage(w *Workspace, c *call) (answer, error) {
	ch, m, err := w.posting(c)
	if err != nil {
		return nil, err
	}
	if ts := TS(c.arg("thread_ts")); ts != "" {
		root := ch.root(ts)
		if root == nil {
			return nil, failure("cannot_reply_to_message")
		}
		m.ThreadTS = root.TS
		if c.is("reply_broadcast") {
			broadcast(m, root)
		}
	}
	w.post(ch, m)
	return answer{"channel": ch.id, "ts": m.TS, "message": m.copied()}, nil
}

// root is the first message of the thread that ts belongs to.
func (ch *channel) root(ts TS) *Message {
	m := ch.message(ts)
	if m != nil && m.ThreadTS != "" {
		return ch.message(m.ThreadTS)
	}
	return m
}

// broadcast also shows a reply in the channel.
func broadcast(m, root *Message) {
	shown := root.copied()
	shown.Root = nil
	m.Subtype, m.Root = "thread_broadcast", &shown
}

// composed is the bot's message that a call describes.
func (w *Workspace) composed(c *call) (*Message, error) {
	m := &Message{User: w.bot.ID, BotID: w.botID, AppID: w.appID, Text: cmp.Or(c.arg("text"), c.arg("markdown_text"))}
	for _, part := range []struct {
		name string
		to   *json.RawMessage
		bad  failure
	}{
		{"blocks", &m.Blocks, "invalid_blocks_format"},
		{"attachments", &m.Attachments, "invalid_attachments"},
		{"metadata", &m.Metadata, "invalid_metadata_format"},
	} {
		if text := c.arg(part.name); text != "" && text != "null" {
			if !json.Valid([]byte(text)) {
				return nil, part.bad
			}
			*part.to = json.RawMessage(text)
		}
	}
	switch {
	case m.Text == "" && m.Blocks == nil && m.Attachments == nil:
		return nil, failure("no_text")
	case utf8.RuneCountInString(m.Text) > textLimit:
		m.Text = string([]rune(m.Text)[:textLimit])
		c.warnings = append(c.warnings, "message_truncated")
	}
	if err := checkBlocks(m.Blocks); err != nil {
		return nil, err
	}
	return m, checkMetadata(m.Metadata)
}

// ownMessage is a message that the bot wrote; refused is the failure where another did.
func (w *Workspace) ownMessage(c *call, refused failure) (*channel, *Message, error) {
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, nil, err
	}
	m := ch.message(TS(c.arg("ts")))
	switch {
	case m == nil || m.Subtype == "tombstone":
		return nil, nil, failure("message_not_found")
	case m.BotID != w.botID:
		return nil, nil, refused
	}
	return ch, m, nil
}

// chatUpdate keeps metadata unless the call brings new.
func chatUpdate(w *Workspace, c *call) (answer, error) {
	ch, m, err := w.ownMessage(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(c.arg("text")) > updateLimit {
		return nil, failure("msg_too_long")
	}
	next, err := w.composed(c)
	if err != nil {
		return nil, err
	}
	w.edit(ch, m, w.bot.ID, func(m *Message) {
		m.Text, m.Blocks, m.Attachments = next.Text, next.Blocks, next.Attachments
		if next.Metadata != nil {
			m.Metadata = next.Metadata
		}
	})
	return answer{"channel": ch.id, "ts": m.TS, "text": m.Text, "message": m.copied()}, nil
}

func chatDelete(w *Workspace, c *call) (answer, error) {
	ch, m, err := w.ownMessage(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	w.remove(ch, m)
	return answer{"channel": ch.id, "ts": m.TS}, nil
}

// Ephemeral is a message that one person saw and that is stored nowhere.
type Ephemeral struct {
	Channel  ChannelID
	User     UserID
	Text     string
	ThreadTS TS
}

// Ephemerals are all that the app posted with chat.postEphemeral.
func (w *Workspace) Ephemerals() []Ephemeral {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Ephemeral{}, w.ephemerals...)
}

func chatPostEphemeral(w *Workspace, c *call) (answer, error) {
	ch, m, err := w.posting(c)
	if err != nil {
		return nil, err
	}
	reader := UserID(c.arg("user"))
	if !ch.has(reader) {
		return nil, failure("user_not_in_channel")
	}
	w.ephemerals = append(w.ephemerals, Ephemeral{Channel: ch.id, User: reader, Text: m.Text, ThreadTS: TS(c.arg("thread_ts"))})
	return answer{"message_ts": ch.stamp(w.clock.Now())}, nil
}

func chatGetPermalink(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	m := ch.message(TS(c.arg("message_ts")))
	if m == nil {
		return nil, failure("message_not_found")
	}
	return answer{"channel": ch.id, "permalink": w.permalink(ch, m)}, nil
}

// permalink is a message's address. A reply's also names its thread.
func (w *Workspace) permalink(ch *channel, m *Message) string {
	link := "https://" + w.domain + ".slack.com/archives/" + string(ch.id) + "/p" + strings.ReplaceAll(string(m.TS), ".", "")
	if m.ThreadTS != "" && m.ThreadTS != m.TS {
		link += "?thread_ts=" + string(m.ThreadTS) + "&cid=" + string(ch.id)
	}
	return link
}
