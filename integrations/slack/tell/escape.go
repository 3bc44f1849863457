package tell

import (
	"strings"
	"sync"
	"unicode/utf8"

	"baton/integrations/clean"
)

// Escape makes text from outside safe inside mrkdwn: it cannot mention anybody, make a link, or begin code that swallows
// what stands behind it. What a terminal or a text layout would obey is taken out (package clean). Code in backticks
// stays code where each of them has its partner; other backticks become the like sign ˋ.
//
// It does not stop text from being bold or struck out, for which mrkdwn has no escape. Blocks have no such trouble.
func Escape(s string) string {
	s = entities().Replace(clean.Text(s))
	if paired(s) {
		return s
	}
	return strings.ReplaceAll(s, "`", likeBacktick)
}

// likeBacktick looks like a backtick and is none.
const likeBacktick = "ˋ"

var entities = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;") })

// paired tells whether backticks stand in pairs around something, each pair on one line.
func paired(s string) bool {
	for line := range strings.SplitSeq(s, "\n") {
		pieces := strings.Split(line, "`")
		if len(pieces)%2 == 0 {
			return false
		}
		for k, piece := range pieces {
			inner := k > 0 && k < len(pieces)-1
			if inner && strings.TrimSpace(piece) == "" {
				return false
			}
		}
	}
	return true
}

// fenced escapes text for the inside of a code block, which only a run of backticks could end.
func fenced(s string) string {
	s = strings.ReplaceAll(entities().Replace(clean.Text(s)), "```", strings.Repeat(likeBacktick, 3))
	if inner, ok := strings.CutPrefix(s, "`"); ok {
		s = likeBacktick + inner
	}
	if inner, ok := strings.CutSuffix(s, "`"); ok {
		s = inner + likeBacktick
	}
	return s
}

// bare makes text safe where Slack knows no markup and documents no escape, such as a topic: one line, with look-alikes
// for the three signs that are special everywhere else, at most so many characters.
func bare(s string, most int) string { return clean.Title(lookAlikes().Replace(s), most) }

var lookAlikes = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("&", "＆", "<", "‹", ">", "›") })

// cutMark says that there is more, and where.
const cutMark = " … (cut here, the record has all of it)"

// cut shortens text to about so many characters, and says so.
func cut(s string, most int) (text string, was bool) {
	if utf8.RuneCountInString(s) <= most {
		return s, false
	}
	n := 0
	for at := range s {
		if n == most {
			return strings.TrimRight(s[:at], " \n\t") + cutMark, true
		}
		n++
	}
	return s, false
}

// oneLine cleans text for a sentence. Unlike clean.Line it keeps blanks at the ends, where our own words join it.
func oneLine(s string) string { return breaks().Replace(clean.Text(s)) }

var breaks = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("\n", " ", "\t", " ") })
