package message

import (
	"strings"

	"baton/integrations/slack/lenient"
)

// attachmentText is what a person reads in a message's attachments, as mrkdwn, without what the message itself says
// already. unfurled previews of links are left out of a message that has words of its own.
func attachmentText(raw []byte, said string) string {
	var lines []string
	reader := lenient.New(raw, 0)
	r := &reader
	r.Items(func() {
		a := readAttachment(r)
		if a.preview && said != "" {
			return
		}
		for _, line := range a.lines() {
			if line = strings.TrimSpace(line); line != "" && !strings.Contains(said, line) {
				lines = append(lines, line)
			}
		}
	})
	return strings.Join(lines, "\n")
}

// attachment is the part of a message that programs fill.
type attachment struct {
	pretext, author, title, link, text, fallback, blocks string
	fields                                               []string
	preview                                              bool
}

// maxFields bounds the fields of one attachment.
const maxFields = 200

func readAttachment(r *lenient.Reader) (a attachment) {
	r.Fields(func(key []byte) {
		switch string(key) {
		case "pretext":
			a.pretext = r.Text()
		case "author_name":
			a.author = r.Text()
		case "title":
			a.title = r.Text()
		case "title_link":
			a.link = r.Text()
		case "text":
			a.text = r.Text()
		case "fallback":
			a.fallback = r.Text()
		case "from_url":
			a.preview = r.Text() != ""
		case "fields":
			a.readFields(r)
		case "blocks":
			a.blocks = blockText(r.Raw())
		default:
			r.Skip()
		}
	})
	return a
}

func (a *attachment) readFields(r *lenient.Reader) {
	r.Items(func() {
		var title, value string
		r.Fields(func(key []byte) {
			switch string(key) {
			case "title":
				title = r.Text()
			case "value":
				value = r.Text()
			default:
				r.Skip()
			}
		})
		if field := strings.Trim(title+": "+value, ": "); field != "" && len(a.fields) < maxFields {
			a.fields = append(a.fields, field)
		}
	})
}

// lines are its parts in the order in which Slack shows them. The fallback stands for all of them.
func (a attachment) lines() []string {
	title := a.title
	if title != "" && a.link != "" {
		title = "<" + a.link + "|" + title + ">"
	}
	shown := append([]string{a.pretext, a.author, title, a.text, a.blocks}, a.fields...)
	for _, line := range shown {
		if strings.TrimSpace(line) != "" {
			return shown
		}
	}
	return []string{a.fallback}
}
