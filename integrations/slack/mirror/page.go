package mirror

import (
	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
)

// Page is what one call of conversations.history or conversations.replies gave.
type Page struct {
	// Oldest and Newest bound the messages on it, zero for none. Threads are the roots on it that have answers.
	Oldest, Newest message.Stamp
	Threads        []Thread
	More           bool // the range has more messages

	messages []message.Raw
	reason   string // why it could not be read to its end, or ""
	body     []byte
}

// Thread is a message that others answer, and its newest answer.
type Thread struct {
	Root, Latest message.Stamp
}

// DecodePage reads the answer of conversations.history or conversations.replies. It never fails: what cannot be read is
// counted by Mirror.Fill.
func DecodePage(body []byte) Page {
	p := Page{body: body}
	r := lenient.New(body, 0)
	r.Fields(func(key []byte) {
		switch string(key) {
		case "messages":
			r.Items(func() { p.add(message.Read(&r)) })
		case "has_more":
			p.More = r.Truth()
		default:
			r.Skip()
		}
	})
	if err := r.Err(); err != nil {
		p.reason = err.Error()
	}
	return p
}

func (p *Page) add(raw message.Raw) {
	p.messages = append(p.messages, raw)
	at, ok := message.ParseStamp(raw.TS)
	if !ok {
		return
	}
	if p.Oldest.IsZero() || at.Before(p.Oldest) {
		p.Oldest = at
	}
	if p.Newest.Before(at) {
		p.Newest = at
	}
	if latest, ok := message.ParseStamp(raw.LatestReply); ok {
		p.Threads = append(p.Threads, Thread{Root: at, Latest: latest})
	}
}
