package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Line is Text on one line: every run of newlines and blanks becomes one space,
// and none are left at the ends. Line(Line(s)) == Line(s).
func Line(s string) string {
	s = Text(s)
	if onOneLine(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for word := range strings.FieldsSeq(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// onOneLine reports whether s has single spaces between its words and no other blank.
func onOneLine(s string) bool {
	blank := true
	for _, r := range s {
		switch {
		case r == ' ' && blank, r != ' ' && unicode.IsSpace(r):
			return false
		}
		blank = r == ' '
	}
	return !blank || s == ""
}

const ellipsis = "…"

// Title is Line, cut to at most maxRunes code points. What is cut off is cut
// between two characters as a person counts them (grapheme clusters) and
// replaced by an ellipsis, which counts. maxRunes below 1 gives "".
func Title(s string, maxRunes int) string {
	s = Line(s)
	if len(s) <= maxRunes || utf8.RuneCountInString(s) <= maxRunes {
		return s
	}
	if maxRunes < 1 {
		return ""
	}
	end, runes := 0, 0
	for end < len(s) {
		cluster, _ := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		runes += utf8.RuneCountInString(cluster)
		if runes > maxRunes-1 {
			break
		}
		end += len(cluster)
	}
	return strings.TrimRight(s[:end], " ") + ellipsis
}
