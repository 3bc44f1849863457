package message

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"baton/incident"
	"baton/integrations/capture"
	"baton/integrations/clean"
	"baton/integrations/slack/mrkdwn"
)

// MaxText is how many bytes of a message are kept: more than Slack takes, whose limit is 40,000 characters of at most
// four bytes. A longer text is no message of Slack's, and ends in a visible mark.
const MaxText = 160_000

// cutMargin is read beyond what is kept, so that a secret at the cut is seen whole and masked.
const cutMargin = 8192

// text gives the message's text as it is kept: rendered, cleaned, masked, and cut where it is too long.
func (p *Translator) text(raw *Raw, bot bool) (masked string, cut bool) {
	text := raw.Text
	if strings.TrimSpace(text) == "" || bot && len(raw.blocks) > len("null") {
		text = withBlocks(text, raw.blocks)
	}
	if len(raw.attachments) > len("null") {
		text = join(text, attachmentText(raw.attachments, text))
	}
	size := len(text)
	text = Clip(text, 4*MaxText)
	plain := strings.TrimSpace(clean.Text(Clip(mrkdwn.Text(text, p.Names), MaxText+cutMargin)))
	masked, found := clean.Secrets(plain)
	if len(masked) > MaxText || size > len(text) {
		return cutAt(masked, found, size), true
	}
	return masked, false
}

// withBlocks adds what the blocks say beyond the text, which is often only their summary.
func withBlocks(text string, blocks []byte) string {
	if len(blocks) == 0 {
		return text
	}
	shown := blockText(blocks)
	if strings.Contains(shown, strings.TrimSpace(text)) {
		return shown
	}
	for line := range strings.Lines(shown) {
		if line = strings.TrimSpace(line); !strings.Contains(text, line) {
			text = join(text, line)
		}
	}
	return text
}

func join(text, more string) string {
	if text == "" || more == "" {
		return text + more
	}
	return text + "\n" + more
}

// cutAt ends a text that is too long, not in the middle of a mark, and says so.
func cutAt(masked string, found []clean.Finding, size int) string {
	kept := Clip(masked, MaxText)
	for _, f := range found {
		if f.Start < len(kept) && f.End > len(kept) {
			kept = masked[:f.Start]
		}
	}
	return fmt.Sprintf("%s … [cut: the message has %d bytes, %d are kept]", kept, size, len(kept))
}

// maxCommand is what the record takes as one command, in characters.
const maxCommand = 20_000

// scan finds the commands in the text, and whether it is an answer to one. It reads the text as it is kept, so that what
// follows from a message can be found again in the record.
func (m *Message) scan() {
	read := withoutMarks(m.Text)
	found := capture.Scan(read)
	m.Intent, m.Ack = found.Intent, found.Ack
	begin, from := -1, 0
	for _, c := range found.Commands {
		text := c.Text
		if k := strings.Index(read[from:], c.Text); k >= 0 {
			from += k + len(text)
			text = m.Text[from-len(text) : from]
			if begin < 0 {
				begin = from - len(text)
			}
		}
		m.Commands = append(m.Commands, Command{Text: Clip(text, maxCommand), Language: language(c.Kind)})
	}
	if len(m.Commands) > mostCommands && begin >= 0 {
		m.Commands = []Command{{Text: strings.TrimSpace(Clip(m.Text[begin:from], maxCommand)), Language: m.Commands[0].Language}}
	}
}

// mostCommands is how many commands of a message stand each for itself. A message with more is a script, and one command:
// nobody looks over two hundred of them one by one, and they would hide everything else.
const mostCommands = 20

// withoutMarks puts a word of the same length in the place of each mark of a masked secret. The blank in a mark would end
// the command that it stands in.
func withoutMarks(text string) string {
	const begin = "[redacted: "
	if !strings.Contains(text, begin) {
		return text
	}
	b := []byte(text)
	for from := 0; ; {
		k := strings.Index(text[from:], begin)
		if k < 0 {
			return string(b)
		}
		k += from
		n := strings.IndexByte(text[k:], ']')
		if n < 0 {
			return string(b)
		}
		for at := k; at <= k+n; at++ {
			b[at] = 'x'
		}
		from = k + n + 1
	}
}

func language(kind capture.Kind) incident.Language {
	switch kind {
	case capture.Shell:
		return incident.Shell
	case capture.SQL:
		return incident.SQL
	}
	return incident.Other
}

// link keeps a file as its name and address. The address loses what follows its path: in a message that can be a token
// which opens every file of the workspace.
func link(f File) incident.File {
	name := Label(cmp.Or(f.name, f.title, "file"))
	switch f.mode {
	case "tombstone":
		return incident.File{Name: name + " (deleted)"}
	case "hidden_by_limit":
		return incident.File{Name: name + " (hidden by the limit of the workspace)"}
	}
	return incident.File{Name: name, URL: address(f.permalink, f.url), Type: clean.Title(f.kind, 40)}
}

// Label is a name from outside on one line.
func Label(s string) string {
	s, _ = clean.Secrets(clean.Title(s, 200))
	return s
}

// address is the first of the candidates that is a web address, without its query.
func address(candidates ...string) string {
	for _, c := range candidates {
		u, err := url.Parse(c)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(c) > 2000 {
			continue
		}
		u.RawQuery, u.Fragment, u.User = "", "", nil
		safe, _ := clean.Secrets(clean.Line(u.String()))
		return safe
	}
	return ""
}

// EmojiName is the name of an emoji without its colons, with its skin tone.
func EmojiName(name string) string {
	return Clip(clean.Line(strings.Trim(name, ":")), 100)
}
