package capture

import (
	"strings"
	"unicode/utf8"
)

// MaxScanned is how many bytes of a message are looked at. People's messages are
// at most a tenth of it (Slack cuts at 40,000 characters); what a longer paste
// holds beyond it is not captured, so that no message can cost more than a bounded
// time.
const MaxScanned = 64 << 10

// MaxCommands is how many commands of one message are reported.
const MaxCommands = 200

// span is a command at text[start:end], in bytes.
type span struct {
	start, end int
	kind       Kind
}

// scanner holds what is known of one message.
type scanner struct {
	text  string
	found []span
	// lead of the first command, and whether it stood at a prompt, for the intent.
	firstLead  lead
	fromPrompt bool
	work       int // bytes looked at more than once
}

// A message may be looked at this many times over, and a little more, in search of
// commands that turn out to be none; what people write needs a tenth of it. Then
// the search ends, so that its cost is linear in the text whatever the text is.
const (
	workPerByte = 16
	workAtLeast = 8 << 10
)

// spend counts n bytes of work and reports whether there is more to spend.
func (s *scanner) spend(n int) bool {
	s.work += n
	return s.work < workPerByte*len(s.text)+workAtLeast
}

// Scan finds the commands of a chat message, raw or in Slack's mrkdwn. It never
// fails; text without commands costs a few microseconds and no allocation.
func Scan(text string) Result {
	if len(text) > MaxScanned {
		text = text[:lineBreakBefore(text, MaxScanned)]
	}
	view, back := decodeEntities(text)
	s := scanner{text: view}
	s.message()
	r := Result{Ack: ackOf(view)}
	r.Intent = s.intent()
	r.Commands = commands(text, s.found, back)
	return r
}

// lineBreakBefore is the last line break before limit, or the last rune boundary.
func lineBreakBefore(text string, limit int) int {
	if i := strings.LastIndexByte(text[:limit], '\n'); i > limit/2 {
		return i
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

// commands turns byte spans of the view into code point spans of the text.
func commands(text string, found []span, back []int) []Command {
	if len(found) == 0 {
		return nil
	}
	out := make([]Command, 0, len(found))
	bytes, runes := 0, 0
	for _, f := range found {
		if back != nil {
			f.start, f.end = back[f.start], back[f.end]
		}
		runes += utf8.RuneCountInString(text[bytes:f.start])
		start := runes
		runes += utf8.RuneCountInString(text[f.start:f.end])
		bytes = f.end
		out = append(out, Command{Start: start, End: runes, Text: text[f.start:f.end], Kind: f.kind})
	}
	return out
}

// message reads the text line by line: fenced blocks, then prose.
func (s *scanner) message() {
	for i := 0; i <= len(s.text) && s.spend(0); {
		end := lineEnd(s.text, i)
		first := skipBlanks(s.text, i, end)
		if strings.HasPrefix(s.text[first:end], fence) {
			if close := strings.Index(s.text[first+len(fence):], fence); close >= 0 {
				s.block(first+len(fence), first+len(fence)+close)
				i = first + 2*len(fence) + close
				continue
			}
		}
		s.line(i, end)
		i = end + 1
	}
}

const fence = "```"

// add records a command. Those that overlap an earlier one are dropped.
func (s *scanner) add(start, end int, kind Kind) bool {
	for start < end && blank(s.text[start]) {
		start++
	}
	for end > start && blank(s.text[end-1]) {
		end--
	}
	if start >= end || len(s.found) >= MaxCommands {
		return false
	}
	if n := len(s.found); n > 0 && start < s.found[n-1].end {
		return false
	}
	s.found = append(s.found, span{start, end, kind})
	return true
}

func lineEnd(s string, i int) int {
	if j := strings.IndexByte(s[i:], '\n'); j >= 0 {
		return i + j
	}
	return len(s)
}

func skipBlanks(s string, i, limit int) int {
	for i < limit && blank(s[i]) {
		i++
	}
	return i
}
