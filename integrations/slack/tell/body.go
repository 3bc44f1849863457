package tell

import (
	"strings"

	"baton/incident"
	"baton/integrations/outbox"
)

// CreateChannel makes the incident's channel. Name is the first name to try.
type CreateChannel struct{ Name string }

// SetPurpose says what the channel is for. It holds no markup and at most 250 characters.
type SetPurpose struct{ Text string }

// SetTopic says where things stand. It holds no markup and at most 250 characters.
type SetTopic struct{ Text string }

// AddBookmark puts a link at the top of the channel.
type AddBookmark struct{ Title, Link string }

// Invite brings a person into the channel.
type Invite struct{ Person incident.Person }

// Pin pins what another delivery posted; Of is its key.
type Pin struct{ Of string }

// Post is a message. It must be sent with parse and link_names left out, which would make mentions of words.
type Post struct {
	// Thread is the key of the delivery in whose thread it goes, empty for none. Where that was not made, it goes to the
	// channel.
	Thread string
	// Blocks are Block Kit, ready for JSON.
	Blocks []any
	// Mrkdwn says the same for notifications and for readers without blocks; its outside text is escaped.
	Mrkdwn string
	// Broadcast shows a reply in the channel as well.
	Broadcast bool
	// Mentions are the ids of the users that it notifies.
	Mentions []string

	made message
}

// Edit gives a message of ours, posted by the delivery with the key Of, the wording that holds now.
type Edit struct {
	Of   string
	Post Post
}

// InWords is the body of a delivery in the words that it has: its own, or those that a person gave it since. It is the
// one to send.
func InWords(d outbox.Delivery) any {
	if d.Text == "" {
		return d.Body
	}
	switch b := d.Body.(type) {
	case SetTopic:
		return SetTopic{Text: Topic(d.Text)}
	case SetPurpose:
		return SetPurpose{Text: bare(d.Text, maxPurpose)}
	case Edit:
		return Edit{Of: b.Of, Post: b.Post.inWords(d.Text)}
	case Post:
		return b.inWords(d.Text)
	}
	return d.Body
}

func (p Post) inWords(text string) Post {
	if text == p.made.plain() {
		return p
	}
	return p.Reworded(text)
}

// Reworded is the post with the words of a person instead of its own: paragraphs, and quotes where lines begin with
// "> ". Whom it mentions and what buttons it has stay, but for the one that confirms a command: what is confirmed must
// be seen as it is.
func (p Post) Reworded(text string) Post {
	m := message{title: p.made.title, parts: parsed(strings.TrimPrefix(text, p.made.title+"\n"))}
	for _, u := range p.made.mentions() {
		m.parts[0].spans = append([]span{u, {text: " "}}, m.parts[0].spans...)
	}
	for _, b := range p.made.buttons {
		if b.verb != "confirm" {
			m.buttons = append(m.buttons, b)
		}
	}
	return m.post(p.Thread, p.Broadcast)
}

// parsed reads what message.plain writes, and anything else that a person types.
func parsed(text string) []part {
	var parts []part
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		quote, quoted := strings.CutPrefix(line, "> ")
		last := len(parts) - 1
		switch {
		case quoted && last >= 0 && parts[last].kind == quotation:
			parts[last].spans[0].text += "\n" + quote
		case quoted && last >= 0:
			parts = append(parts, part{kind: quotation, spans: []span{{text: quote}}})
		case strings.TrimSpace(line) != "" || last < 0:
			parts = append(parts, part{kind: paragraph, spans: []span{{text: line}}})
		}
	}
	return parts
}
