package message

import "baton/integrations/slack/lenient"

// Raw is what a message says, before any of it is trusted. blocks and attachments are parts of the
// text that it was read from.
type Raw struct {
	Type, Subtype       string
	TS, ThreadTS        string
	User, Text          string
	BotID, AppID        string
	botName             string
	username            string
	profile             profile
	Edited              bool
	editedBy, editedTS  string
	Hidden              bool
	blocks, attachments []byte
	Files               []File
	reactions           []rawReaction
	// LatestReply is the ts of the newest answer, at the root of a thread.
	LatestReply string
	DeletedTS   string
	Changed     *Raw  // the message after an edit, in a message about it
	Previous    *Raw  // the message before an edit or a deletion, likewise
	Replies     []Raw // of a dump, which nests them
}

// File is a file as a message lists it.
type File struct{ name, title, permalink, url, kind, mode string }

// rawReaction is one emoji on a message.
type rawReaction struct {
	name  string
	users []string
	count int
}

// maxReactions bounds the emoji on one message, maxPresses the people a press (Slack: 23 a person, 50 on a message).
const (
	maxReactions = 500
	maxPresses   = 100_000
	maxMsgFiles  = 1000
	maxReplies   = 1_000_000
)

// Read reads one message. It is not a message if the value is no object, which r.odd then tells.
func Read(r *lenient.Reader) (m Raw) {
	r.Fields(func(key []byte) { m.field(r, key) })
	return m
}

func (m *Raw) field(r *lenient.Reader, key []byte) {
	switch string(key) {
	case "type":
		m.Type = r.Text()
	case "subtype":
		m.Subtype = r.Text()
	case "ts":
		m.TS = r.Text()
	case "thread_ts":
		m.ThreadTS = r.Text()
	case "user":
		m.User = r.Text()
	case "text":
		m.Text = r.Text()
	case "bot_id":
		m.BotID = r.Text()
	case "username":
		m.username = r.Text()
	case "hidden":
		m.Hidden = r.Truth()
	case "blocks":
		m.blocks = r.Raw()
	case "attachments":
		m.attachments = r.Raw()
	case "app_id":
		m.AppID = r.Text()
	case "latest_reply":
		m.LatestReply = r.Text()
	case "deleted_ts":
		m.DeletedTS = r.Text()
	default:
		m.structured(r, key)
	}
}

// structured reads the fields that have fields of their own.
func (m *Raw) structured(r *lenient.Reader, key []byte) {
	switch string(key) {
	case "edited":
		m.readEdited(r)
	case "reactions":
		m.readReactions(r)
	case "files":
		r.Items(func() { m.addFile(readFile(r)) })
	case "file":
		m.addFile(readFile(r))
	case "user_profile":
		m.profile = readProfile(r)
	case "bot_profile":
		m.botName = readProfile(r).handle
	case "comment":
		r.Fields(func(key []byte) {
			if string(key) == "user" && m.User == "" {
				m.User = r.Text()
				return
			}
			r.Skip()
		})
	case "message":
		changed := Read(r)
		m.Changed = &changed
	case "previous_message":
		previous := Read(r)
		m.Previous = &previous
	case "slackdump_thread_replies":
		r.Items(func() {
			if len(m.Replies) < maxReplies {
				m.Replies = append(m.Replies, readReply(r))
				return
			}
			r.Skip()
		})
	default:
		r.Skip()
	}
}

// readReply reads a nested message that has no nested ones itself.
func readReply(r *lenient.Reader) Raw {
	m := Read(r)
	m.Replies, m.Changed, m.Previous = nil, nil, nil
	return m
}

func (m *Raw) readEdited(r *lenient.Reader) {
	if r.Peek() != '{' {
		r.Unexpected()
		return
	}
	m.Edited = true
	r.Fields(func(key []byte) {
		switch string(key) {
		case "user":
			m.editedBy = r.Text()
		case "ts":
			m.editedTS = r.Text()
		default:
			r.Skip()
		}
	})
}

func (m *Raw) readReactions(r *lenient.Reader) {
	r.Items(func() {
		var n rawReaction
		r.Fields(func(key []byte) {
			switch string(key) {
			case "name":
				n.name = r.Text()
			case "count":
				n.count = r.Count(maxPresses)
			case "users":
				r.Items(func() {
					if id := r.Text(); id != "" && len(n.users) < maxPresses {
						n.users = append(n.users, id)
					}
				})
			default:
				r.Skip()
			}
		})
		if n.count = max(n.count, len(n.users)); n.name != "" && n.count > 0 && len(m.reactions) < maxReactions {
			m.reactions = append(m.reactions, n)
		}
	})
}

func (m *Raw) addFile(f File) {
	if f != (File{}) && len(m.Files) < maxMsgFiles {
		m.Files = append(m.Files, f)
	}
}

func readFile(r *lenient.Reader) (f File) {
	r.Fields(func(key []byte) {
		switch string(key) {
		case "name":
			f.name = r.Text()
		case "title":
			f.title = r.Text()
		case "permalink":
			f.permalink = r.Text()
		case "url_private":
			f.url = r.Text()
		case "filetype":
			f.kind = r.Text()
		case "mode":
			f.mode = r.Text()
		default:
			r.Skip()
		}
	})
	return f
}
