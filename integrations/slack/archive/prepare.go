package archive

import (
	"fmt"
	"net/url"
	"strings"

	"baton/incident"
	"baton/integrations/capture"
	"baton/integrations/clean"
	"baton/integrations/slack/mrkdwn"
)

// maxText is how many bytes of a message are kept: more than Slack takes, whose limit is 40,000 characters of at most
// four bytes. A longer text is no message of Slack's, and ends in a visible mark.
const maxText = 160_000

// cutMargin is read beyond what is kept, so that a secret at the cut is seen whole and masked.
const cutMargin = 8192

// namesOf says what the ids in a text stand for.
type namesOf = mrkdwn.Names

// text gives the message's text twice: plain as it was typed, for finding commands, and masked, for keeping.
func (p *interpreter) text(raw *rawMessage, bot bool) (plain, masked string, cut bool) {
	text := raw.text
	if strings.TrimSpace(text) == "" || bot && len(raw.blocks) > len("null") {
		text = withBlocks(text, raw.blocks)
	}
	if len(raw.attachments) > len("null") {
		text = join(text, attachmentText(raw.attachments, text))
	}
	size := len(text)
	text = clip(text, 4*maxText)
	plain = strings.TrimSpace(clean.Text(clip(mrkdwn.Text(text, p.names), maxText+cutMargin)))
	masked, found := clean.Secrets(plain)
	if len(masked) > maxText || size > len(text) {
		return plain, cutAt(masked, found, size), true
	}
	return plain, masked, false
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
	kept := clip(masked, maxText)
	for _, f := range found {
		if f.Start < len(kept) && f.End > len(kept) {
			kept = masked[:f.Start]
		}
	}
	return fmt.Sprintf("%s … [cut: the message has %d bytes, %d are kept]", kept, size, len(kept))
}

// maxCommand is what the record takes as one command, in characters.
const maxCommand = 20_000

// scan finds the commands and whether the message is an answer to one. Where masking changed the message, a command is
// taken as it stands in the masked text, because what makes it a secret can lie outside of it.
func (p *interpreter) scan(m *message, plain, masked string) {
	found := capture.Scan(plain)
	m.intent, m.ack = found.Intent, found.Ack
	for _, c := range found.Commands {
		text := c.Text
		if plain != masked {
			if text = c.Masked(); !strings.Contains(masked, text) {
				m.commands = commandsOf(capture.Scan(masked).Commands)
				return
			}
		}
		m.commands = append(m.commands, asCommand(text, c.Kind))
	}
}

func commandsOf(found []capture.Command) []command {
	var commands []command
	for _, c := range found {
		commands = append(commands, asCommand(c.Masked(), c.Kind))
	}
	return commands
}

var languages = map[capture.Kind]incident.Language{
	capture.Shell: incident.Shell, capture.SQL: incident.SQL, capture.Other: incident.Other,
}

func asCommand(text string, kind capture.Kind) command {
	return command{text: clip(text, maxCommand), language: languages[kind]}
}

// link keeps a file as its name and address. The address loses what follows its path: in an export that is a token
// which opens every file of the workspace.
func link(f rawFile) incident.File {
	name := label(first(f.name, f.title, "file"))
	switch f.mode {
	case "tombstone":
		return incident.File{Name: name + " (deleted)"}
	case "hidden_by_limit":
		return incident.File{Name: name + " (hidden by the limit of the workspace)"}
	}
	return incident.File{Name: name, URL: address(f.permalink, f.url), Type: clean.Title(f.kind, 40)}
}

// label is a name from outside on one line.
func label(s string) string {
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

// emojiName is the name of an emoji without its colons, with its skin tone.
func emojiName(name string) string {
	return clip(clean.Line(strings.Trim(name, ":")), 100)
}
