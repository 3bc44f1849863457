package archive

import "strings"

// attachmentText is what a person reads in a message's attachments, as mrkdwn, without what the message itself says
// already. unfurled previews of links are left out of a message that has words of its own.
func attachmentText(raw []byte, said string) string {
	var lines []string
	r := &jsonReader{b: raw}
	r.items(func() {
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

func readAttachment(r *jsonReader) (a attachment) {
	r.fields(func(key []byte) {
		switch string(key) {
		case "pretext":
			a.pretext = r.text()
		case "author_name":
			a.author = r.text()
		case "title":
			a.title = r.text()
		case "title_link":
			a.link = r.text()
		case "text":
			a.text = r.text()
		case "fallback":
			a.fallback = r.text()
		case "from_url":
			a.preview = r.text() != ""
		case "fields":
			a.readFields(r)
		case "blocks":
			a.blocks = blockText(r.raw())
		default:
			r.skip()
		}
	})
	return a
}

func (a *attachment) readFields(r *jsonReader) {
	r.items(func() {
		var title, value string
		r.fields(func(key []byte) {
			switch string(key) {
			case "title":
				title = r.text()
			case "value":
				value = r.text()
			default:
				r.skip()
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
