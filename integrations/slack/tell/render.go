package tell

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"baton/integrations/clean"
)

// post writes the message in every form, with its long texts cut until Slack takes it.
func (m message) post(thread string, broadcast bool) Post {
	m = m.cleaned()
	for _, most := range []int{2_900, 1_400, 700, 350, 175} {
		shorter := m.cut(most)
		p := Post{Thread: thread, Broadcast: broadcast, Blocks: shorter.blocks(), Mrkdwn: shorter.mrkdwn(), made: shorter}
		if p.fits() || most == 175 {
			for _, u := range shorter.mentions() {
				p.Mentions = append(p.Mentions, u.user)
			}
			return p
		}
	}
	return Post{}
}

func (p Post) fits() bool {
	size, err := json.Marshal(p.Blocks)
	return err == nil && len(size) <= maxBlocks && utf8.RuneCountInString(p.Mrkdwn) <= maxMrkdwn
}

// cleaned takes out of all texts what a reader cannot see, and leaves no part empty, which Slack would refuse.
func (m message) cleaned() message {
	m.title = clean.Title(m.title, maxHeader)
	parts := make([]part, 0, len(m.parts))
	for _, p := range m.parts {
		c := part{kind: p.kind}
		for _, s := range p.spans {
			if s.text = p.kind.clean(s.text); s.text != "" || s.user != "" {
				c.spans = append(c.spans, s)
			}
		}
		if len(c.spans) == 0 {
			c.spans = []span{{text: "(empty)"}}
		}
		parts = append(parts, c)
	}
	m.parts = parts
	return m
}

func (k partKind) clean(s string) string {
	switch k {
	case quotation, verbatim:
		return strings.Trim(clean.Text(s), "\n")
	}
	return oneLine(s)
}

// cut shortens every text that has more than so many characters. A command of which a part is missing cannot be
// confirmed there.
func (m message) cut(most int) message {
	parts, hidden := make([]part, len(m.parts)), false
	for k, p := range m.parts {
		parts[k] = part{kind: p.kind, spans: make([]span, len(p.spans))}
		for n, s := range p.spans {
			was := false
			s.text, was = cut(s.text, most)
			hidden = hidden || was && p.kind == verbatim
			parts[k].spans[n] = s
		}
	}
	m.parts = parts
	if hidden {
		m.parts = append(m.parts, say("It does not fit here. Read all of it in the record before you confirm it."))
		m.buttons = nil
	}
	return m
}

// mrkdwn writes the message for notifications, in the same words as the blocks: whoever reads both, as the mirror of the
// channel does, sees that they say the same.
func (m message) mrkdwn() string {
	var lines []string
	if m.title != "" {
		lines = append(lines, Escape(m.title))
	}
	for _, p := range m.parts {
		lines = append(lines, p.mrkdwn())
	}
	return strings.Join(lines, "\n")
}

func (p part) mrkdwn() string {
	if p.kind == verbatim {
		return "```" + fenced(p.spans[0].text) + "```"
	}
	var b strings.Builder
	for _, s := range p.spans {
		if s.user != "" {
			b.WriteString("<@" + s.user + ">")
		} else {
			b.WriteString(escapedWithLinks(s.text))
		}
	}
	return p.framed(b.String())
}

// escapedWithLinks escapes text and makes links of its addresses, where none can stand in code.
func escapedWithLinks(s string) string {
	if strings.Contains(s, "`") {
		return Escape(s)
	}
	var b strings.Builder
	for k, piece := range linked(s) {
		if k%2 == 1 {
			link := entities().Replace(piece)
			b.WriteString("<" + link + "|" + link + ">")
		} else {
			b.WriteString(Escape(piece))
		}
	}
	return b.String()
}

// plain writes the message for people to read and to edit.
func (m message) plain() string {
	var lines []string
	if m.title != "" {
		lines = append(lines, m.title)
	}
	for _, p := range m.parts {
		var b strings.Builder
		for _, s := range p.spans {
			b.WriteString(s.text)
		}
		lines = append(lines, p.framed(b.String()))
	}
	return strings.Join(lines, "\n")
}

// framed puts the marks of its kind before each line of a part.
func (p part) framed(s string) string {
	switch p.kind {
	case quotation:
		return "> " + strings.ReplaceAll(s, "\n", "\n> ")
	case item:
		return "• " + s
	}
	return s
}
