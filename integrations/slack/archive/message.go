package archive

import (
	"strings"

	"baton/incident"
	"baton/integrations/capture"
)

// message is what one message of an export comes to: rendered, cleaned and masked, and with the commands that are in it.
type message struct {
	at      stamp
	channel *Channel
	thread  stamp // the root of the thread, zero at the top level
	kind    messageKind
	by      person
	text    string
	files   []incident.File

	root, broadcast, bot bool
	// integration: posted by a program with Slack's own mark for it.
	integration bool
	// what happened to the channel, for channelEvent.
	what string
	// target is the message that laterEdit and laterDeletion are about.
	target stamp
	edit   *edit
	// reactions are the emoji, each with the people who pressed it.
	reactions []reaction
	commands  []command
	intent    capture.Intent
	ack       capture.Ack
	// cut: the text was longer than what is kept.
	cut bool
}

// messageKind is what a message is to the record.
type messageKind uint8

const (
	said          messageKind = iota
	channelEvent              // somebody joined, the topic changed
	deleted                   // only its place is left
	laterEdit                 // a message about another's new wording, in exports that keep them
	laterDeletion             // a message about another's end
)

// edit is the last change of a message's text. by is nobody where the export does not say.
type edit struct {
	at stamp
	by incident.Person
}

type reaction struct {
	emoji string
	by    []incident.Person
	count int
}

type command struct {
	text     string
	language incident.Language
}

// channelEvents are Slack's subtypes for what happens to a channel, in the words of the record. All other subtypes are
// ways of saying something.
var channelEvents = map[string]string{
	"channel_join": "join", "group_join": "join", "channel_leave": "leave", "group_leave": "leave",
	"channel_topic": "topic", "group_topic": "topic", "channel_purpose": "purpose", "group_purpose": "purpose",
	"channel_name": "name", "group_name": "name", "channel_archive": "archive", "group_archive": "archive",
	"channel_unarchive": "unarchive", "group_unarchive": "unarchive", "pinned_item": "pin", "unpinned_item": "unpin",
	"bot_add": "bot_add", "bot_remove": "bot_remove", "bot_enable": "bot_enable", "bot_disable": "bot_disable",
	"channel_convert_to_private": "private", "channel_convert_to_public": "public",
	"channel_posting_permissions": "permissions", "sh_room_created": "call", "sh_room_shared": "call", "huddle_thread": "call",
	"app_conversation_join": "join", "channel_canvas_updated": "canvas", "reminder_add": "reminder",
}

// deletedText is what Slack puts in the place of a deleted message that has answers.
const deletedText = "This message was deleted."

// interpreter makes messages of what was decoded, for one channel. Workers share it.
type interpreter struct {
	channel *Channel
	people  *directory
	names   namesOf
	capture bool
}

// interpret makes the message; ok is false, with the reason, where there is none to be made.
func (p *interpreter) interpret(raw *rawMessage) (m message, reason string) {
	m.channel = p.channel
	at, ok := parseStamp(raw.ts)
	if !ok {
		return m, "a message has no usable ts"
	}
	m.at = at
	if thread, ok := parseStamp(raw.threadTS); ok {
		if m.root = thread == at; !m.root {
			m.thread = thread
		}
	}
	m.by, m.bot = p.author(raw)
	m.integration = raw.botID != "" || raw.subtype == "bot_message"
	m.broadcast = raw.subtype == "thread_broadcast" || raw.subtype == "reply_broadcast"
	m.what = channelEvents[raw.subtype]
	if raw.edited {
		m.edit = p.edited(m.at, raw)
	}
	switch {
	case raw.subtype == "message_changed" || raw.subtype == "message_deleted":
		return p.later(m, raw)
	case raw.subtype == "tombstone", raw.hidden && raw.text == deletedText:
		m.kind = deleted
		if raw.user == slackbotID {
			m.by = person{}
		}
	case m.what != "":
		m.kind = channelEvent
		p.say(&m, raw)
	default:
		p.say(&m, raw)
	}
	for _, f := range raw.files {
		m.files = append(m.files, link(f))
	}
	p.react(&m, raw)
	return m, ""
}

// slackbotID is who Slack itself speaks as.
const slackbotID = "USLACKBOT"

// author finds who speaks. Bots that act for a user of the workspace keep their own name.
func (p *interpreter) author(raw *rawMessage) (by person, bot bool) {
	switch {
	case raw.user == slackbotID:
		return p.people.bot(raw.user, "slackbot"), true
	case raw.user != "":
		by = p.people.find(raw.user, raw.profile)
		return by, by.bot || raw.botID != ""
	case raw.botID != "" || raw.username != "" || raw.botName != "":
		return p.people.bot(raw.botID, first(raw.username, raw.botName)), true
	}
	return person{}, false
}

// later reads the messages about other messages that some exports keep.
func (p *interpreter) later(m message, raw *rawMessage) (message, string) {
	about := raw.deletedTS
	m.kind = laterDeletion
	if raw.subtype == "message_changed" && raw.changed != nil {
		m.kind, about = laterEdit, raw.changed.ts
		m.by, m.bot = p.author(raw.changed)
		p.say(&m, raw.changed)
		m.commands, m.edit = nil, nil
	}
	var ok bool
	if m.target, ok = parseStamp(about); !ok {
		return m, "a change of a message does not say of which"
	}
	return m, ""
}

// say puts in the text, the files, the edit and the commands.
func (p *interpreter) say(m *message, raw *rawMessage) {
	plain, masked, cut := p.text(raw, m.bot)
	m.text, m.cut = masked, cut
	if m.kind == channelEvent {
		m.text = first(m.text, strings.ReplaceAll(raw.subtype, "_", " "))
		return
	}
	if p.capture && !m.bot {
		p.scan(m, plain, masked)
	}
}

// edited reads when the last edit was. One that cannot have been then is as good as one right away.
func (p *interpreter) edited(posted stamp, raw *rawMessage) *edit {
	e := &edit{at: posted}
	if at, ok := parseStamp(raw.editedTS); ok && posted.before(at) {
		e.at = at
	}
	if raw.editedBy != "" && raw.editedBy != raw.user {
		e.by = p.people.find(raw.editedBy, profile{}).handle
	}
	return e
}

// react puts in the emoji, each once.
func (p *interpreter) react(m *message, raw *rawMessage) {
	for _, n := range raw.reactions {
		emoji := emojiName(n.name)
		if emoji == "" {
			continue
		}
		r := reaction{emoji: emoji, count: n.count, by: make([]incident.Person, 0, len(n.users))}
		for _, id := range n.users {
			r.by = append(r.by, p.people.find(id, profile{}).handle)
		}
		m.reactions = append(m.reactions, r)
	}
}
