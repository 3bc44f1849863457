package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Text in the log is clean by the rules of incident. It is made safe here all the same, because a log can have been
// written by another program: what a terminal would obey instead of showing is left out, and so are the marks that
// turn a line around and those that take no room.

// isPlain tells whether every byte of s is a printable ASCII character, which most text is.
func isPlain(s string) bool {
	for k := range len(s) {
		if s[k] < 0x20 || s[k] > 0x7e {
			return false
		}
	}
	return true
}

// oneLine makes text safe to draw on one line.
func (t *theme) oneLine(s string) string { return t.safe(s, ' ') }

// lines makes text safe and keeps its line ends.
func (t *theme) lines(s string) string { return t.safe(s, '\n') }

func (t *theme) safe(s string, newline rune) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteRune(newline)
		case r == '\t':
			b.WriteString("  ")
		case r < utf8.RuneSelf:
			if !unicode.IsControl(r) {
				b.WriteByte(byte(r))
			}
		case unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Variation_Selector):
		case t.ascii:
			b.WriteString(inASCII(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// inASCII writes a sign that has a plain form as that form, and anything else as a question mark.
func inASCII(r rune) string {
	switch r {
	case '→':
		return "->"
	case '…':
		return "..."
	case '“', '”', '„', '«', '»':
		return `"`
	case '‘', '’':
		return "'"
	case '–', '—', '−':
		return "-"
	case '·', '•':
		return "-"
	case '\u00a0':
		return " "
	}
	return "?"
}

// width is the number of cells that safe text takes.
func width(s string) int {
	if isPlain(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// clip shortens safe text to at most w cells and shows that it did.
func (t *theme) clip(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case width(s) <= w:
		return s
	case w <= width(t.more):
		return ansi.Truncate(s, w, "")
	case isPlain(s):
		return s[:w-width(t.more)] + t.more
	}
	return ansi.Truncate(s, w, t.more)
}

// wrap breaks safe text into lines of at most w cells, at spaces where it can. Spaces at a break are left out, those at
// the start of a line are kept, because the output of commands is laid out with them. A sign of two cells has a line of
// its own where w is 1.
func wrap(s string, w int) []string {
	if w = max(w, 1); width(s) <= w && !strings.Contains(s, "\n") {
		return []string{s}
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		for {
			head, rest, more := breakLine(line, w)
			lines = append(lines, head)
			if !more {
				break
			}
			line = rest
		}
	}
	return lines
}

// breakLine takes the first w cells off a line, back to the last space in them; more is false where all of it fits.
func breakLine(line string, w int) (head, rest string, more bool) {
	cells, space, text := 0, -1, false
	for at := 0; at < len(line); {
		size, n := cluster(line[at:])
		if line[at] == ' ' && text {
			if space < 0 || line[at-1] != ' ' {
				space = at
			}
		} else if line[at] != ' ' {
			text = true
		}
		if cells += n; cells > w && at > 0 {
			if space < 0 {
				space = at
			}
			rest = strings.TrimLeft(line[space:], " ")
			return line[:space], rest, rest != ""
		}
		at += size
	}
	return line, "", false
}

// cluster is the size in bytes and cells of the first sign of a text.
func cluster(s string) (size, cells int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	first, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(first), cells
}
