package slackfake

import (
	"encoding/json"
	"slices"
	"strings"
)

// Message is one message of a channel, as the API shows it.
type Message struct {
	Type        string `json:"type"`
	Subtype     string `json:"subtype,omitempty"`
	ClientMsgID string `json:"client_msg_id,omitempty"` // only on what people typed
	User        UserID `json:"user,omitempty"`
	BotID       string `json:"bot_id,omitempty"`
	AppID       string `json:"app_id,omitempty"`
	Team        string `json:"team,omitempty"`
	Text        string `json:"text"`
	TS          TS     `json:"ts"`

	ThreadTS        TS       `json:"thread_ts,omitempty"` // of the thread's root, on the root too
	ParentUser      UserID   `json:"parent_user_id,omitempty"`
	ReplyCount      int      `json:"reply_count,omitempty"`
	ReplyUsersCount int      `json:"reply_users_count,omitempty"`
	LatestReply     TS       `json:"latest_reply,omitempty"`
	ReplyUsers      []UserID `json:"reply_users,omitempty"`
	Root            *Message `json:"root,omitempty"` // of a thread_broadcast

	Edited      *Edit           `json:"edited,omitempty"`
	Blocks      json.RawMessage `json:"blocks,omitempty"`
	Attachments json.RawMessage `json:"attachments,omitempty"`
	Metadata    json.RawMessage `json:"metadata,omitempty"`
	Files       []File          `json:"files,omitempty"`
	Reactions   []Reaction      `json:"reactions,omitempty"`
	PinnedTo    []ChannelID     `json:"pinned_to,omitempty"`
	Permalink   string          `json:"permalink,omitempty"` // only in answers about pins and reactions

	Topic   string `json:"topic,omitempty"`
	Purpose string `json:"purpose,omitempty"`
	Name    string `json:"name,omitempty"`
	OldName string `json:"old_name,omitempty"`
	Inviter UserID `json:"inviter,omitempty"`
}

// Edit says who changed a message last, and when.
type Edit struct {
	User UserID `json:"user"`
	TS   TS     `json:"ts"`
}

// File is a file as messages show it; its bytes are nowhere.
type File struct {
	ID       string `json:"id"`
	Created  int64  `json:"created"` // Unix seconds
	Name     string `json:"name"`
	Title    string `json:"title"`
	Mimetype string `json:"mimetype"`
	Filetype string `json:"filetype"`
	User     UserID `json:"user"`
	Size     int    `json:"size"` // bytes
	URL      string `json:"url_private"`
}

// Messages are the messages of a channel now, oldest first.
func (w *Workspace) Messages(id ChannelID) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channel(id)
	if ch == nil {
		return nil
	}
	all := make([]Message, len(ch.messages))
	for i, m := range ch.messages {
		all[i] = m.copied()
	}
	return all
}

// copied is a message that shares nothing that changes later.
func (m *Message) copied() Message {
	c := *m
	c.ReplyUsers, c.PinnedTo, c.Reactions = slices.Clone(m.ReplyUsers), slices.Clone(m.PinnedTo), slices.Clone(m.Reactions)
	return c
}

func (ch *channel) message(ts TS) *Message {
	at, found := slices.BinarySearchFunc(ch.messages, ts, func(m *Message, ts TS) int { return strings.Compare(string(m.TS), string(ts)) })
	if !found {
		return nil
	}
	return ch.messages[at]
}

// add gives a message its ts and puts it in its channel and thread. It tells nobody.
func (w *Workspace) add(ch *channel, m *Message) {
	m.Type, m.Team, m.TS = "message", w.teamID, ch.stamp(w.clock.Now())
	ch.messages = append(ch.messages, m)
	if root := ch.message(m.ThreadTS); root != nil {
		m.ParentUser = root.User
		ch.countReplies(root)
	}
	w.touch()
}

// post adds a message and tells the app of it.
func (w *Workspace) post(ch *channel, m *Message) {
	w.add(ch, m)
	w.emitMessage(ch, asAnswer(m), m.TS)
	mentioned := strings.Contains(m.Text, "<@"+string(w.bot.ID))
	if mentioned && m.User != w.bot.ID {
		w.emit("app_mention", ch, answer{
			"user": m.User, "text": m.Text, "ts": m.TS, "channel": ch.id, "team": w.teamID, "client_msg_id": m.ClientMsgID,
		}.with("thread_ts", m.ThreadTS).at(m.TS))
	}
}

// note posts what Slack itself writes into a channel. Private channels have subtypes of their own (docs.slack.dev,
// message subtypes: group_topic, group_name …). Whether the text begins with the name of who did it follows the reference's
// examples: not for topics, but for the rest.
func (w *Workspace) note(ch *channel, by UserID, what, text string, more func(*Message)) {
	m := &Message{Subtype: ch.kind() + "_" + what, User: by, Text: text}
	if more != nil {
		more(m)
	}
	w.add(ch, m)
	w.emitMessage(ch, asAnswer(m), m.TS)
}

// countReplies brings the root of a thread up to date.
func (ch *channel) countReplies(root *Message) {
	root.ReplyCount, root.ReplyUsers, root.LatestReply = 0, nil, ""
	for _, m := range ch.messages {
		if m.ThreadTS != root.TS || m == root {
			continue
		}
		root.ReplyCount++
		root.LatestReply = m.TS
		if !slices.Contains(root.ReplyUsers, m.User) {
			root.ReplyUsers = append(root.ReplyUsers, m.User)
		}
	}
	root.ReplyUsersCount = len(root.ReplyUsers)
	root.ThreadTS = ""
	if root.ReplyCount > 0 {
		root.ThreadTS = root.TS
	}
}

// edit changes a message's text and tells the app old and new.
func (w *Workspace) edit(ch *channel, m *Message, by UserID, change func(*Message)) {
	before := asAnswer(m)
	at := ch.stamp(w.clock.Now())
	change(m)
	m.Edited = &Edit{User: by, TS: at}
	w.emitMessage(ch, answer{"type": "message", "subtype": "message_changed", "hidden": true, "message": asAnswer(m), "previous_message": before}, at)
}

// remove deletes a message. The root of a thread leaves a tombstone, which Slack tells as a change.
func (w *Workspace) remove(ch *channel, m *Message) {
	before := asAnswer(m)
	at := ch.stamp(w.clock.Now())
	w.unpinDeleted(ch, m)
	if m.ReplyCount > 0 {
		m.Subtype, m.User, m.BotID, m.AppID = "tombstone", "USLACKBOT", "", ""
		m.Text, m.Blocks, m.Attachments, m.Files, m.Reactions, m.Metadata = "This message was deleted.", nil, nil, nil, nil, nil
		w.emitMessage(ch, answer{"type": "message", "subtype": "message_changed", "hidden": true, "message": asAnswer(m), "previous_message": before}, at)
		return
	}
	ch.messages = slices.DeleteFunc(ch.messages, func(x *Message) bool { return x == m })
	if root := ch.message(m.ThreadTS); root != nil {
		ch.countReplies(root)
	}
	w.emitMessage(ch, answer{"type": "message", "subtype": "message_deleted", "hidden": true, "deleted_ts": m.TS, "previous_message": before}, at)
}

// asAnswer is a message as the fields of a JSON object.
func asAnswer(m *Message) answer {
	data, err := json.Marshal(m)
	var a answer
	if err == nil {
		err = json.Unmarshal(data, &a)
	}
	if err != nil {
		panic(err) // only raw JSON that was checked on its way in can fail
	}
	return a
}

// with adds a field unless its value is empty.
func (a answer) with(name string, value TS) answer {
	if value != "" {
		a[name] = value
	}
	return a
}

// at says when what an event tells happened.
func (a answer) at(ts TS) answer {
	a["event_ts"] = ts
	return a
}
