package archive

// rawMessage is what a message of an export says, before any of it is trusted. blocks and attachments are parts of the
// text that it was read from.
type rawMessage struct {
	kind, subtype       string
	ts, threadTS        string
	user, text          string
	botID, botName      string
	username            string
	profile             profile
	edited              bool
	editedBy, editedTS  string
	hidden              bool
	blocks, attachments []byte
	files               []rawFile
	reactions           []rawReaction
	deletedTS           string
	changed             *rawMessage  // the message after an edit, where the export keeps edits as messages
	replies             []rawMessage // of a dump, which nests them
}

// rawFile is a file as a message lists it.
type rawFile struct{ name, title, permalink, url, kind, mode string }

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

// readMessage reads one message. It is not a message if the value is no object, which r.odd then tells.
func readMessage(r *jsonReader) (m rawMessage) {
	r.fields(func(key []byte) { m.field(r, key) })
	return m
}

func (m *rawMessage) field(r *jsonReader, key []byte) {
	switch string(key) {
	case "type":
		m.kind = r.text()
	case "subtype":
		m.subtype = r.text()
	case "ts":
		m.ts = r.text()
	case "thread_ts":
		m.threadTS = r.text()
	case "user":
		m.user = r.text()
	case "text":
		m.text = r.text()
	case "bot_id":
		m.botID = r.text()
	case "username":
		m.username = r.text()
	case "hidden":
		m.hidden = r.truth()
	case "blocks":
		m.blocks = r.raw()
	case "attachments":
		m.attachments = r.raw()
	case "deleted_ts":
		m.deletedTS = r.text()
	default:
		m.structured(r, key)
	}
}

// structured reads the fields that have fields of their own.
func (m *rawMessage) structured(r *jsonReader, key []byte) {
	switch string(key) {
	case "edited":
		m.readEdited(r)
	case "reactions":
		m.readReactions(r)
	case "files":
		r.items(func() { m.addFile(readFile(r)) })
	case "file":
		m.addFile(readFile(r))
	case "user_profile":
		m.profile = readProfile(r)
	case "bot_profile":
		m.botName = readProfile(r).handle
	case "comment":
		r.fields(func(key []byte) {
			if string(key) == "user" && m.user == "" {
				m.user = r.text()
				return
			}
			r.skip()
		})
	case "message":
		changed := readMessage(r)
		m.changed = &changed
	case "slackdump_thread_replies":
		r.items(func() {
			if len(m.replies) < maxReplies {
				m.replies = append(m.replies, readReply(r))
				return
			}
			r.skip()
		})
	default:
		r.skip()
	}
}

// readReply reads a nested message that has no nested ones itself.
func readReply(r *jsonReader) rawMessage {
	m := readMessage(r)
	m.replies, m.changed = nil, nil
	return m
}

func (m *rawMessage) readEdited(r *jsonReader) {
	if r.peek() != '{' {
		r.unexpected()
		return
	}
	m.edited = true
	r.fields(func(key []byte) {
		switch string(key) {
		case "user":
			m.editedBy = r.text()
		case "ts":
			m.editedTS = r.text()
		default:
			r.skip()
		}
	})
}

func (m *rawMessage) readReactions(r *jsonReader) {
	r.items(func() {
		var n rawReaction
		r.fields(func(key []byte) {
			switch string(key) {
			case "name":
				n.name = r.text()
			case "count":
				n.count = r.count(maxPresses)
			case "users":
				r.items(func() {
					if id := r.text(); id != "" && len(n.users) < maxPresses {
						n.users = append(n.users, id)
					}
				})
			default:
				r.skip()
			}
		})
		if n.count = max(n.count, len(n.users)); n.name != "" && n.count > 0 && len(m.reactions) < maxReactions {
			m.reactions = append(m.reactions, n)
		}
	})
}

func (m *rawMessage) addFile(f rawFile) {
	if f != (rawFile{}) && len(m.files) < maxMsgFiles {
		m.files = append(m.files, f)
	}
}

func readFile(r *jsonReader) (f rawFile) {
	r.fields(func(key []byte) {
		switch string(key) {
		case "name":
			f.name = r.text()
		case "title":
			f.title = r.text()
		case "permalink":
			f.permalink = r.text()
		case "url_private":
			f.url = r.text()
		case "filetype":
			f.kind = r.text()
		case "mode":
			f.mode = r.text()
		default:
			r.skip()
		}
	})
	return f
}
