package postmortem

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// apart keeps two characters from becoming a mention or a reference. It is a space without width: a backslash would not
// do, because GitHub and GitLab look for both in the text that is left after the backslash is gone.
const apart = "&#8203;"

// webLink finds addresses in text. What could end a link or a table's cell is never part of one.
var webLink = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("https?://[^\\s<>\"`|\\\\^{}\\[\\]\u2028\u2029]+") })

// escape makes text of Markdown that shows it as it is, on one line, wherever in a line it stands. Web addresses become
// links; nothing else does.
func escape(s string) string {
	s = flat(s)
	var b strings.Builder
	done := 0
	for _, at := range webLink().FindAllStringIndex(s, -1) {
		if link := trimLink(s[at[0]:at[1]]); isWeb(link) {
			b.WriteString(plain(s[done:at[0]]) + "<" + link + ">")
			done = at[0] + len(link)
		}
	}
	b.WriteString(plain(s[done:]))
	return opening(b.String())
}

// trimLink leaves off what ends a sentence rather than an address.
func trimLink(link string) string {
	for {
		trimmed := strings.TrimRight(link, ".,;:!?'*_~")
		if strings.HasSuffix(trimmed, ")") && strings.Count(trimmed, ")") > strings.Count(trimmed, "(") {
			trimmed = trimmed[:len(trimmed)-1]
		}
		if trimmed == link {
			return link
		}
		link = trimmed
	}
}

func isWeb(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// target is an address as the target of a link, in angle brackets.
func target(link string) string {
	var b strings.Builder
	for _, c := range []byte(link) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("<>|\\`\"", c) >= 0 {
			b.WriteString("%" + strings.ToUpper(string("0123456789abcdef"[c>>4])+string("0123456789abcdef"[c&15])))
			continue
		}
		b.WriteByte(c)
	}
	return "<" + b.String() + ">"
}

// flat makes one line of a text: line breaks become one mark, and what a terminal or a layout would obey is shown as
// not shown.
func flat(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return '\n'
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' || r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd")))
}

// plain escapes text that holds no link.
func plain(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for k, r := range runes {
		var next rune
		if k+1 < len(runes) {
			next = runes[k+1]
		}
		b.WriteString(escaped(r, next, runes[:k]))
	}
	return b.String()
}

func escaped(r, next rune, before []rune) string {
	digit, word := unicode.IsDigit(next), unicode.IsLetter(next) || unicode.IsDigit(next) || next == '_' || next == '-'
	switch r {
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '&':
		return "&amp;"
	case '\n':
		if len(before) > 0 && before[len(before)-1] == '\n' {
			return ""
		}
		return " <br>"
	case '@':
		if word {
			return "@" + apart
		}
	case '#':
		if digit {
			return "\\#" + apart
		}
		return "\\#"
	case '!':
		if digit {
			return "!" + apart
		}
	case '-':
		if n := len(before); digit && n >= 2 && strings.EqualFold(string(before[n-2:]), "gh") {
			return "-" + apart
		}
	case ':':
		if next == '/' { // an address that is no link of ours
			return "\\:"
		}
	case '.':
		if n := len(before); n >= 3 && strings.EqualFold(string(before[n-3:]), "www") {
			return "\\."
		}
	case '~': // a backslash would not keep it from the end of a struck text
		return "&#126;"
	case '\\', '`', '*', '_', '[', ']', '|', '$', '{', '}':
		return "\\" + string(r)
	}
	return string(r)
}

var numberedItem = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{1,9}[.)]`) })

// opening keeps the beginning of a text from making a list, a heading or a rule of its line.
func opening(s string) string {
	if s != "" && strings.ContainsRune("-+=", rune(s[0])) {
		return "\\" + s
	}
	if at := numberedItem().FindStringIndex(s); at != nil {
		return s[:at[1]-1] + "\\" + s[at[1]-1:]
	}
	return s
}

// codeSpan shows text in a code span. In a table a backslash before a pipe, and anywhere a line break, cannot stand in
// one: such text is shown escaped.
func codeSpan(s string, inTable bool) string {
	s = flat(s)
	if s == "" || strings.Contains(s, "\n") || inTable && strings.Contains(s, `\|`) {
		return escapeUnlinked(s)
	}
	if inTable {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escapeUnlinked is escape for text that stands in a link or in emphasis.
func escapeUnlinked(s string) string { return opening(plain(flat(s))) }

func longestRun(s string, c byte) (longest int) {
	run := 0
	for k := range len(s) {
		if s[k] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// fenced shows text of more than one line as it is, each line after the indent.
func fenced(s, indent string) string {
	fence := strings.Repeat("`", max(3, longestRun(s, '`')+1))
	var b strings.Builder
	b.WriteString(indent + fence + "\n")
	for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		b.WriteString(strings.TrimRight(indent+unobeyed(line), " ") + "\n")
	}
	b.WriteString(indent + fence + "\n")
	return b.String()
}

// unobeyed replaces what a terminal or a layout would obey, and leaves spaces and tabs alone.
func unobeyed(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(strings.TrimSuffix(line, "\r"), "\ufffd"))
}
