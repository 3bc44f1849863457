package message

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/incident"
)

// note is what the text of a message says for the record beyond its commands: work for later, a decision, a link. key is
// its own part of the key.
type note struct {
	order incident.Order
	key   string
}

// Bounds of what one message says, and of the text of one note, in characters.
const (
	maxNotes = 50
	maxNote  = 1000
)

// notes reads the text as it is kept. What is in a block of code or quoted from others is no note.
func (s *Signs) notes(text string) []note {
	r := noteReader{signs: s, places: map[string]int{}}
	for line := range strings.Lines(text) {
		if strings.Count(line, "```")%2 == 1 {
			r.code, r.heading = !r.code, ""
			continue
		}
		if !r.code {
			r.line(strings.TrimSpace(line))
		}
	}
	return r.notes
}

// noteReader reads a text line by line.
type noteReader struct {
	signs  *Signs
	notes  []note
	places map[string]int // by kind, and links by address
	code   bool
	// heading is the kind of note that the bullets below a line such as "TODO:" are, or "".
	heading string
}

// The kinds of notes, as keys have them.
const (
	followUp = "todo"
	decision = "decided"
	linked   = "link"
)

func (r *noteReader) line(line string) {
	if strings.HasPrefix(line, ">") {
		r.heading = ""
		return
	}
	if strings.Contains(line, "://") {
		r.links(line)
	}
	plain, bullet := withoutBullet(line)
	kind, owner, rest := noteLine(plain)
	switch {
	case kind != "" && rest == "":
		r.heading = kind
	case kind != "":
		r.heading = ""
		r.say(kind, owner, rest)
	case bullet && r.heading != "" && plain != "":
		owner, rest = leadingOwner(plain)
		r.say(r.heading, owner, rest)
	default:
		r.heading = ""
	}
}

// say adds work for later or a decision.
func (r *noteReader) say(kind string, owner incident.Person, text string) {
	text = oneLine(text)
	if text == "" {
		return
	}
	if kind == decision {
		r.add(kind, incident.MakeDecision{Text: text, Owner: owner})
		return
	}
	r.add(kind, incident.AddFollowUp{Text: text, Owner: owner})
}

func (r *noteReader) add(kind string, o incident.Order) {
	if len(r.notes) < maxNotes {
		r.notes = append(r.notes, note{order: o, key: ":" + kind + ":" + strconv.Itoa(r.places[kind])})
		r.places[kind]++
	}
}

// oneLine is a text on one line, not too long.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= maxNote {
		return text
	}
	return string([]rune(text)[:maxNote-2]) + " …"
}

// withoutBullet takes the mark of a list away.
func withoutBullet(line string) (rest string, bullet bool) {
	for _, mark := range []string{"•", "◦", "▪", "- ", "– ", "* ", "[ ] ", "[] ", "☐ "} {
		if after, ok := strings.CutPrefix(line, mark); ok {
			line, bullet = strings.TrimSpace(after), true
		}
	}
	digits := strings.TrimLeft(line, "0123456789")
	if n := len(line) - len(digits); n > 0 && n < 3 && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") ")) {
		return strings.TrimSpace(digits[2:]), true
	}
	return line, bullet
}

// noteWords are what a line of a note begins with.
var noteWords = [...]struct{ word, kind string }{{"todo", followUp}, {"decision", decision}, {"decided", decision}}

// noteLine reads "TODO: …", "TODO @zac: …", "TODO(zac): …", "DECISION: …" and "decided: …", in any case, with marks of
// bold or italic text around.
func noteLine(line string) (kind string, owner incident.Person, rest string) {
	line = strings.TrimLeft(line, "*_")
	for _, w := range noteWords {
		if len(line) > len(w.word) && strings.EqualFold(line[:len(w.word)], w.word) {
			kind, rest = w.kind, line[len(w.word):]
			break
		}
	}
	rest = strings.TrimLeft(rest, "*_ ")
	if inside, after, ok := strings.Cut(rest, ")"); ok && strings.HasPrefix(rest, "(") {
		owner, rest = HandleOf(inside[1:]), after
	} else {
		owner, rest = leadingOwner(rest)
	}
	rest = strings.TrimLeft(rest, "*_ ")
	text, colon := strings.CutPrefix(rest, ":")
	if kind == "" || !colon && (owner == incident.Nobody || rest == "") {
		return "", incident.Nobody, ""
	}
	text = strings.TrimLeft(text, "*_ ")
	if owner == incident.Nobody {
		owner, text = leadingOwner(text)
	}
	return kind, owner, strings.TrimSpace(text)
}

// leadingOwner reads the person whom a text begins with, such as "@zac to write it down", and gives what is left.
func leadingOwner(text string) (owner incident.Person, rest string) {
	after, ok := strings.CutPrefix(text, "@")
	if !ok {
		return incident.Nobody, text
	}
	end := strings.IndexFunc(after, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":,;*", r) })
	if end < 0 {
		return incident.Nobody, text
	}
	if owner = HandleOf(strings.TrimRight(after[:end], ".")); owner == incident.Nobody || isGroupMention(string(owner)) {
		return incident.Nobody, text
	}
	rest = strings.TrimLeft(after[end:], ",;* ")
	if to, ok := strings.CutPrefix(rest, "to "); ok {
		rest = to
	}
	return owner, rest
}

// isGroupMention names what is written as a person and means many.
func isGroupMention(name string) bool {
	return slices.Contains([]string{"here", "channel", "everyone"}, name)
}
