package tell

import (
	"regexp"
	"strings"
	"sync"
)

// message is what one post says, before it is written as blocks, as mrkdwn and as plain words.
type message struct {
	title   string // a header above it, empty for none
	parts   []part
	buttons []button
}

// part is a paragraph, a quotation, an item of a list, or text in a fixed pitch.
type part struct {
	kind  partKind
	spans []span
}

type partKind int

const (
	paragraph partKind = iota
	item
	quotation
	verbatim
)

// span is a run of text. All of it is literal, whoever wrote it.
type span struct {
	text string
	bold bool
	code bool
	// user is the id of the person to mention, whose name is the text.
	user string
}

// button asks for one of the verbs that people can press; about is what it is about, such as "A3".
type button struct{ verb, label, about string }

// say makes a paragraph of strings and spans.
func say(words ...any) part { return part{kind: paragraph, spans: spans(words)} }

// listed makes an item of a list.
func listed(words ...any) part { return part{kind: item, spans: spans(words)} }

// quoting makes a quotation of text from outside.
func quoting(text string) part { return part{kind: quotation, spans: []span{{text: text}}} }

// showing makes a block in a fixed pitch of text from outside.
func showing(text string) part { return part{kind: verbatim, spans: []span{{text: text}}} }

func spans(words []any) []span {
	var all []span
	for _, w := range words {
		switch w := w.(type) {
		case span:
			all = append(all, w)
		case string:
			all = append(all, span{text: w})
		}
	}
	return all
}

// strong is a word of ours that stands out, such as "A3".
func strong(s string) span { return span{text: s, bold: true} }

// typed is what can be typed into Slack.
func typed(line string) span { return span{text: "/incident " + line, code: true} }

// because is the end of a sentence: ": the reason", or a full stop.
func because(reason string) string {
	if reason = strings.TrimSpace(reason); reason == "" {
		return "."
	}
	return ": " + ended(reason)
}

// ended gives a sentence its full stop where it has no end of its own.
func ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// open is a sentence without its end, to go on behind it.
func open(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".,;:! ") }

// mentions are the spans that notify somebody, each once.
func (m message) mentions() []span {
	var all []span
	seen := map[string]bool{}
	for _, p := range m.parts {
		for _, s := range p.spans {
			if s.user != "" && !seen[s.user] {
				seen[s.user] = true
				all = append(all, s)
			}
		}
	}
	return all
}

// mentionForm is how a person is mentioned in mrkdwn; nothing else that is said to be a mention is taken for one.
var mentionForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^<@([UW][A-Z0-9]{1,30})>$`) })

// userOf is the id in a mention, empty where it is none.
func userOf(mention string) string {
	found := mentionForm().FindStringSubmatch(mention)
	if found == nil {
		return ""
	}
	return found[1]
}
