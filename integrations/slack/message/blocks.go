package message

import (
	"cmp"
	"strings"
	"sync"

	"baton/integrations/slack/lenient"
)

// blockText is what a person reads in a message's blocks: Block Kit and rich text. The text of section blocks is mrkdwn
// and still has to be rendered; so is what it writes for mentions.
func blockText(raw []byte) string {
	reader := lenient.New(raw, 0)
	w := blockWriter{r: &reader}
	w.r.Items(w.block)
	return strings.TrimSpace(string(w.b))
}

// blockWriter renders blocks, one a line.
type blockWriter struct {
	r *lenient.Reader
	b []byte
}

// block is one element of any kind, told by which fields it has: Slack adds kinds, and their fields keep their meaning.
type block struct {
	kind, text, url, id, name string
	rangeOf, fallback, alt    string
}

// block writes one block or element, and what it holds.
func (w *blockWriter) block() {
	var e block
	from := len(w.b)
	w.r.Fields(func(key []byte) {
		switch string(key) {
		case "type":
			e.kind = w.r.Text()
			w.open(e.kind)
		case "elements", "fields", "rows", "columns":
			list := e.kind == "rich_text_list"
			w.r.Items(func() {
				if list {
					w.write("• ")
				}
				w.nested()
			})
		case "text", "title", "title_url":
			e.text = cmp.Or(e.text, w.textField())
		default:
			e.field(w.r, key)
		}
	})
	w.close(e, from)
}

// nested is an element inside another, or a list of them, as the rows of a table have it.
func (w *blockWriter) nested() {
	if w.r.Peek() == '[' {
		w.r.Items(w.nested)
		w.line()
		return
	}
	w.block()
}

// field reads the simple fields of an element.
func (e *block) field(r *lenient.Reader, key []byte) {
	switch string(key) {
	case "url":
		e.url = r.Text()
	case "user_id", "channel_id", "usergroup_id":
		e.id = r.Text()
	case "name":
		e.name = r.Text()
	case "range":
		e.rangeOf = r.Text()
	case "fallback":
		e.fallback = r.Text()
	case "alt_text":
		e.alt = r.Text()
	default:
		r.Skip()
	}
}

// textField is a string, or an object that holds one.
func (w *blockWriter) textField() string {
	if w.r.Peek() != '{' {
		return w.r.Text()
	}
	var text string
	plain := false
	w.r.Fields(func(key []byte) {
		switch string(key) {
		case "text":
			text = w.r.Text()
		case "type":
			plain = w.r.Text() == "plain_text"
		default:
			w.r.Skip()
		}
	})
	if plain {
		return escape(text)
	}
	return text
}

// open begins what has a beginning. Slack writes the type first; where it does not, the marks are left out.
func (w *blockWriter) open(kind string) {
	switch kind {
	case "rich_text_preformatted":
		w.line()
		w.write("```")
	case "rich_text_quote":
		w.line()
		w.write("> ")
	}
}

// close writes the element's own text and ends what its kind began. What was written since from came from inside it.
func (w *blockWriter) close(e block, from int) {
	switch e.kind {
	case "text":
		w.write(escape(e.text))
	case "link":
		w.write("<" + escape(e.url) + "|" + escape(cmp.Or(e.text, e.url)) + ">")
	case "user":
		w.write("<@" + e.id + ">")
	case "channel":
		w.write("<#" + e.id + ">")
	case "usergroup":
		w.write("<!subteam^" + e.id + ">")
	case "broadcast":
		w.write("@" + e.rangeOf)
	case "emoji":
		w.write(":" + e.name + ":")
	case "date":
		w.write(escape(e.fallback))
	case "image":
		w.write(escape(cmp.Or(e.text, e.alt)))
		w.line()
	case "rich_text_preformatted":
		w.write("```")
		w.line()
	case "mrkdwn", "plain_text":
		w.write(e.text)
		w.line()
	case "rich_text", "raw_text":
		w.write(e.text)
	default:
		inside := string(w.b[from:])
		w.b = w.b[:from]
		w.write(e.text)
		if e.text != "" {
			w.line()
		}
		w.write(inside)
		w.line()
	}
}

func (w *blockWriter) write(s string) { w.b = append(w.b, s...) }

// line ends a line that has something on it.
func (w *blockWriter) line() {
	if n := len(w.b); n > 0 && w.b[n-1] != '\n' {
		w.b = append(w.b, '\n')
	}
}

var toEntities = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;") })

// escape makes plain text mrkdwn, so that all of a message is rendered in one go.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>") {
		return s
	}
	return toEntities().Replace(s)
}
