package desk

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/app"
)

// maxReply bounds an answer, in bytes: an acknowledgement of 20 KiB or more is dropped by Slack without a word, and JSON
// may write a character with six.
const maxReply = 3_000

// clip cuts an answer that is too long.
func clip(text string) string {
	if len(text) <= maxReply {
		return text
	}
	end := maxReply
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	if form := strings.LastIndexByte(text[:end], '&'); form > end-len("&amp;") {
		end = form // not in the middle of an entity
	}
	return text[:end] + "…"
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes text stand in Slack's markup as it is: it cannot mention anybody, and is no link.
func escape(text string) string { return escapes.Replace(text) }

// shown is a piece of text from outside on one line, cut to so many characters and escaped.
func shown(text string, most int) string {
	masked, _ := clean.Secrets(clean.Text(text))
	return escape(clean.Title(masked, most))
}

// typed shows a line of the grammar as it is typed in Slack. Backticks in it need a block of their own, because Slack has
// no way to write one inside another.
func typed(line string) string {
	line = escape(strings.TrimSpace(app.SlashCommand + " " + strings.ReplaceAll(line, "```", "'''")))
	if strings.ContainsAny(line, "`\n") {
		return "```" + line + "```"
	}
	return "`" + line + "`"
}

// list joins words as a person does: "a, b or c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	end := len(words) - 1
	return strings.Join(words[:end], ", ") + " " + last + " " + words[end]
}

// ago says how long ago something was, as people say it.
func ago(d time.Duration) string {
	switch minutes := int(d.Round(time.Minute) / time.Minute); {
	case minutes < 1:
		return "just now"
	case minutes == 1:
		return "a minute ago"
	default:
		return fmt.Sprintf("%d minutes ago", minutes)
	}
}

// clock is the time of day as the sentences of facts have it.
func clock(t time.Time) string { return t.UTC().Format("15:04 UTC") }

// who is the name of a person in the incident, escaped.
func who(i *incident.Incident, p incident.Person) string { return shown(i.Name(p), maxNames) }

// maxNames is how much of a name or a handle is shown, in characters.
const maxNames = 80
