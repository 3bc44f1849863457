package mirror

import (
	"cmp"

	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
)

// Event is one event of the Events API, decoded.
type Event struct {
	// Channel is the id of the channel that it is about, "" for none.
	Channel string

	kind   eventKind
	raw    message.Raw   // the message, for said, changed, deleted and the pins
	at     message.Stamp // when it happened in the channel
	user   string
	emoji  string
	target message.Stamp // the message that a reaction or a pin is on
	turn   Turn
	// For unread: why, and the bytes.
	reason string
	body   []byte
}

// People gives the ids of the people whom it names. Ids may come twice.
func (e *Event) People() []string {
	ids := e.raw.People()
	if message.IsID(e.user) {
		ids = append(ids, e.user)
	}
	return ids
}

type eventKind uint8

const (
	unread eventKind = iota
	// idle: it says nothing that a message does not say too, or nothing about the record.
	idle
	said
	changed
	deleted
	pressed
	unpressed
	pinned
	unpinned
)

// Decode reads the payload of one event: the event_callback that the Events API sends, or the event in it. It never
// fails; what it cannot read is an event that Mirror.Take only counts.
func Decode(payload []byte) Event {
	body := payload
	r := lenient.New(payload, 0)
	r.Fields(func(key []byte) {
		if string(key) == "event" {
			body = r.Raw()
			return
		}
		r.Skip()
	})
	e := Event{body: payload}
	if err := r.Err(); err != nil {
		e.reason = err.Error()
		return e
	}
	e.read(body)
	return e
}

// fields are those of an event that a message does not have.
type fields struct {
	kind, channel, eventTS string
	itemType, itemTS       string
	user, reaction         string
	pinned                 message.Raw
}

func (e *Event) read(body []byte) {
	var f fields
	r := lenient.New(body, 0)
	r.Fields(func(key []byte) { f.field(&r, key) })
	if err := r.Err(); err != nil {
		e.reason = err.Error()
		return
	}
	e.Channel = f.channel
	m := lenient.New(body, 0)
	e.raw = message.Read(&m)
	e.at, _ = message.ParseStamp(cmp.Or(f.eventTS, e.raw.TS))
	switch f.kind {
	case "message":
		e.turn = alteredBy(e.raw.Subtype)
		e.ofMessage()
	case "reaction_added", "reaction_removed":
		e.ofReaction(&f)
	case "pin_added", "pin_removed":
		e.ofPin(&f)
	default:
		e.turn, e.user = turnOf(f.kind), f.user
		if e.kind = idle; !isIdle(f.kind) {
			e.kind, e.reason = unread, "its type is not known"
		}
	}
}

func (f *fields) field(r *lenient.Reader, key []byte) {
	switch string(key) {
	case "type":
		f.kind = r.Text()
	case "channel", "channel_id":
		f.channel = cmp.Or(f.channel, readID(r))
	case "event_ts":
		f.eventTS = r.Text()
	case "user":
		f.user = readID(r)
	case "reaction":
		f.reaction = r.Text()
	case "item":
		f.item(r)
	default:
		r.Skip()
	}
}

func (f *fields) item(r *lenient.Reader) {
	r.Fields(func(key []byte) {
		switch string(key) {
		case "type":
			f.itemType = r.Text()
		case "channel":
			f.channel = cmp.Or(f.channel, readID(r))
		case "ts":
			f.itemTS = r.Text()
		case "message":
			f.pinned = message.Read(r)
		default:
			r.Skip()
		}
	})
}

// readID reads an id, or an object that has it.
func readID(r *lenient.Reader) (id string) {
	if r.Peek() != '{' {
		return r.Text()
	}
	r.Fields(func(key []byte) {
		if string(key) == "id" {
			id = r.Text()
			return
		}
		r.Skip()
	})
	return id
}

func (e *Event) ofMessage() {
	usable := func(m *message.Raw) bool {
		if m == nil {
			return false
		}
		_, ok := message.ParseStamp(m.TS)
		return ok
	}
	switch e.raw.Subtype {
	case "message_changed":
		if e.kind = changed; !usable(e.raw.Changed) {
			e.kind, e.reason = unread, "a change of a message does not say of which"
		}
	case "message_deleted":
		var ok bool
		e.kind = deleted
		if e.target, ok = message.ParseStamp(e.raw.DeletedTS); !ok {
			e.kind, e.reason = unread, "a deletion does not say of which message"
		}
	case "message_replied":
		e.kind = idle // the reply comes as a message of its own
	default:
		if e.kind = said; !usable(&e.raw) {
			e.kind, e.reason = unread, "a message has no usable ts"
		}
	}
}

func (e *Event) ofReaction(f *fields) {
	if f.itemType != "message" {
		e.kind = idle
		return
	}
	var ok bool
	e.user, e.emoji = f.user, message.EmojiName(f.reaction)
	e.target, ok = message.ParseStamp(f.itemTS)
	switch {
	case !ok || e.at.IsZero() || e.emoji == "" || !message.IsID(e.user):
		e.reason = "a reaction does not say who, when, what and on which message"
	case f.kind == "reaction_added":
		e.kind = pressed
	default:
		e.kind = unpressed
	}
}

func (e *Event) ofPin(f *fields) {
	if f.itemType != "message" {
		e.kind = idle
		return
	}
	var ok bool
	e.user, e.raw = f.user, f.pinned
	e.target, ok = message.ParseStamp(f.pinned.TS)
	switch {
	case !ok || e.at.IsZero():
		e.reason = "a pin does not say when, and on which message"
	case f.kind == "pin_added":
		e.kind = pinned
	default:
		e.kind = unpinned
	}
}

// isIdle names the events that leave no entry: a join, a leave, a rename or an archiving comes as a message of the channel
// too, which history and exports keep, and so does a mention; the others are not about what the channel says.
func isIdle(kind string) bool {
	switch kind {
	case "app_mention", "member_joined_channel", "member_left_channel", "channel_rename", "channel_archive", "channel_unarchive",
		"group_rename", "group_archive", "group_unarchive", "channel_created", "channel_left", "group_left", "channel_history_changed",
		"group_history_changed", "file_shared", "file_created", "file_public", "file_change", "file_deleted", "file_unshared",
		"link_shared", "user_change", "app_rate_limited", "app_home_opened", "message_metadata_posted":
		return true
	}
	return false
}
