package message

import (
	"cmp"
	"slices"
	"strings"

	"baton/incident"
	"baton/integrations/slack/mrkdwn"
)

// Translator makes messages of what was decoded, for one channel. It is not changed by its use, so that workers share
// it.
type Translator struct {
	Channel *Channel
	People  *People
	// Names says what the ids in a text stand for.
	Names mrkdwn.Names
	// Capture: commands are looked for.
	Capture bool
}

// deletedText is what Slack puts in the place of a deleted message that has answers.
const deletedText = "This message was deleted."

// Translate makes the message; reason says why there is none to be made, and is empty otherwise.
func (p *Translator) Translate(raw *Raw) (m Message, reason string) {
	m.Channel = p.Channel
	at, ok := ParseStamp(raw.TS)
	if !ok {
		return m, "a message has no usable ts"
	}
	m.At = at
	if thread, ok := ParseStamp(raw.ThreadTS); ok {
		if m.Root = thread == at; !m.Root {
			m.Thread = thread
		}
	}
	m.By, m.Bot = p.author(raw)
	m.Integration = raw.BotID != "" || raw.Subtype == "bot_message"
	m.Broadcast = raw.Subtype == "thread_broadcast" || raw.Subtype == "reply_broadcast"
	m.What = channelEvent(raw.Subtype)
	if raw.Edited {
		m.Edit = p.edited(m.At, raw)
	}
	switch {
	case raw.Subtype == "message_changed" || raw.Subtype == "message_deleted":
		return p.later(m, raw)
	case raw.Subtype == "tombstone", raw.Hidden && raw.Text == deletedText:
		m.Kind = Deleted
		if raw.User == slackbotID {
			m.By = Person{}
		}
	case m.What != "":
		m.Kind = ChannelEvent
		p.say(&m, raw)
	default:
		p.say(&m, raw)
	}
	for _, f := range raw.Files {
		m.Files = append(m.Files, link(f))
	}
	p.react(&m, raw)
	return m, ""
}

// channelEvent gives Slack's subtypes for what happens to a channel in the words of the record. All other subtypes are
// ways of saying something, and give "".
func channelEvent(subtype string) string {
	switch subtype {
	case "channel_join", "group_join", "app_conversation_join":
		return "join"
	case "channel_leave", "group_leave":
		return "leave"
	case "channel_topic", "group_topic":
		return "topic"
	case "channel_purpose", "group_purpose":
		return "purpose"
	case "channel_name", "group_name":
		return "name"
	case "channel_archive", "group_archive":
		return "archive"
	case "channel_unarchive", "group_unarchive":
		return "unarchive"
	case "pinned_item":
		return "pin"
	case "unpinned_item":
		return "unpin"
	case "bot_add", "bot_remove", "bot_enable", "bot_disable":
		return subtype
	case "channel_convert_to_private":
		return "private"
	case "channel_convert_to_public":
		return "public"
	case "channel_posting_permissions":
		return "permissions"
	case "sh_room_created", "sh_room_shared", "huddle_thread":
		return "call"
	case "channel_canvas_updated":
		return "canvas"
	case "reminder_add":
		return "reminder"
	}
	return ""
}

// slackbotID is who Slack itself speaks as.
const slackbotID = "USLACKBOT"

// author finds who speaks. Bots that act for a user of the workspace keep their own name.
func (p *Translator) author(raw *Raw) (by Person, bot bool) {
	switch {
	case raw.User == slackbotID:
		return p.People.bot(raw.User, "slackbot"), true
	case raw.User != "":
		by = p.People.find(raw.User, raw.profile)
		return by, by.Bot || raw.BotID != ""
	case raw.BotID != "" || raw.username != "" || raw.botName != "":
		return p.People.bot(raw.BotID, cmp.Or(raw.username, raw.botName)), true
	}
	return Person{}, false
}

// later reads the messages about other messages.
func (p *Translator) later(m Message, raw *Raw) (Message, string) {
	about := raw.DeletedTS
	m.Kind = LaterDeletion
	if raw.Subtype == "message_changed" && raw.Changed != nil {
		m.Kind, about = LaterEdit, raw.Changed.TS
		m.By, m.Bot = p.author(raw.Changed)
		p.say(&m, raw.Changed)
		m.Commands, m.Edit = nil, nil
	}
	var ok bool
	if m.Target, ok = ParseStamp(about); !ok {
		return m, "a change of a message does not say of which"
	}
	return m, ""
}

// say puts in the text and the commands.
func (p *Translator) say(m *Message, raw *Raw) {
	m.Text, m.Cut = p.text(raw, m.Bot)
	if m.Kind == ChannelEvent {
		m.Text = cmp.Or(m.Text, strings.ReplaceAll(raw.Subtype, "_", " "))
		return
	}
	if p.Capture && !m.Bot {
		m.scan()
	}
}

// edited reads when the last edit was. One that cannot have been then is as good as one right away.
func (p *Translator) edited(posted Stamp, raw *Raw) *Edit {
	e := &Edit{At: posted}
	if at, ok := ParseStamp(raw.editedTS); ok && posted.Before(at) {
		e.At = at
	}
	if raw.editedBy != "" && raw.editedBy != raw.User {
		e.By = p.People.find(raw.editedBy, profile{}).Handle
	}
	return e
}

// react puts in the emoji by their names, so that what they answer does not depend on the order in which they are listed.
func (p *Translator) react(m *Message, raw *Raw) {
	for _, n := range raw.reactions {
		emoji := EmojiName(n.name)
		if emoji == "" {
			continue
		}
		r := Reaction{Emoji: emoji, Count: n.count, By: make([]incident.Person, 0, len(n.users))}
		for _, id := range n.users {
			r.By = append(r.By, p.Handle(id))
		}
		m.Reactions = append(m.Reactions, r)
	}
	slices.SortStableFunc(m.Reactions, func(a, b Reaction) int { return strings.Compare(a.Emoji, b.Emoji) })
}

// Handle is the handle of the person with an id.
func (p *Translator) Handle(id string) incident.Person { return p.People.find(id, profile{}).Handle }
