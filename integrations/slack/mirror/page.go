package mirror

import (
	"time"

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
	sound    bool   // the call succeeded
	limited  bool   // the workspace's plan hides what is older
	reason   string // why something of it could not be read, or ""
	body     []byte
}

// Thread is a message that others answer, and its newest answer.
type Thread struct {
	Root, Latest message.Stamp
}

// People gives the ids of the people whom its messages name. Ids may come twice.
func (p *Page) People() (ids []string) {
	for k := range p.messages {
		ids = append(ids, p.messages[k].People()...)
	}
	return ids
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
		case "ok":
			p.sound = r.Truth()
		case "is_limited":
			p.limited = r.Truth()
		case "has_more":
			p.More = r.Truth()
		default:
			r.Skip()
		}
	})
	switch err := r.Err(); {
	case err != nil:
		p.reason = err.Error()
	case !p.sound:
		p.reason = "it is the answer of a call that failed"
	}
	return p
}

func (p *Page) add(raw message.Raw) {
	p.messages = append(p.messages, raw)
	at, ok := message.ParseStamp(raw.TS)
	if !ok {
		p.reason = "a message on it has no usable ts"
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

// covers is the range of which the page says everything: history comes newest first, answers of a thread oldest first. The
// last moments before it was fetched are left out, because two clocks are compared.
func (p *Page) covers(r Request, fetched time.Time) (from, to time.Time) {
	if p.reason != "" {
		return from, to
	}
	from, to = r.Oldest.Time(), fetched.Add(-clockSlack)
	if latest := r.Latest.Time(); !r.Latest.IsZero() && latest.Before(to) {
		to = latest
	}
	switch {
	case !p.More && !p.limited:
	case p.Oldest.IsZero():
		return from, from
	case r.Thread.IsZero():
		from = p.Oldest.Time()
	default:
		to = p.Newest.Time()
	}
	return from, to
}

// clockSlack is how far the clock of this machine may be from Slack's.
const clockSlack = 2 * time.Minute
