package clean

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "two\nlines\tand a tab", "two\nlines\tand a tab"},
		{"colour", "\x1b[31mred\x1b[0m", "red"},
		{"title", "a\x1b]0;owned\x07b", "ab"},
		{"clipboard", "a\x1b]52;c;ZXZpbA==\x1b\\b", "ab"},
		{"hyperlink", "\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\", "text"},
		{"device control", "a\x1bPq#0;2;0\x1b\\b", "ab"},
		{"charset", "a\x1b(0b", "ab"},
		{"reset", "a\x1bcb", "ab"},
		{"8-bit CSI as UTF-8", "a\u009b31mb", "ab"},
		{"8-bit CSI as a byte", "a\x9b31mb", "ab"},
		{"8-bit OSC as a byte", "a\x9d0;t\x9cb", "ab"},
		{"unended title keeps its text", "a\x1b]0;still here", "a0;still here"},
		{"unended sequence", "a\x1b[12", "a"},
		{"lone escape", "a\x1b", "a"},
		{"controls", "a\x00b\x07c\x08d\x7fe", "abcde"},
		{"line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"bidi", "a\u202eb\u2066c\u200f", "abc"},
		{"zero width", "pass\u200bword\ufeff\u00ad\u2060", "password"},
		{"tags", "a\U000e0041b", "ab"},
		{"family", "👩\u200d👩\u200d👧 ok", "👩\u200d👩\u200d👧 ok"},
		{"heart on fire", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"},
		{"joiner in a word", "ad\u200dmin 👩\u200dx", "admin 👩x"},
		{"joiner before an override", "👩\u200d\u202e👧", "👩👧"},
		{"not UTF-8", "a\xffb\xe2\x28", "a\ufffdb\ufffd("},
		{"split rune stays split", "\xe2\x1b[m\x80\x8b", "\ufffd"},
		{"replacement character is text", "a\ufffdb", "a\ufffdb"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("%s: Text(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {" ", ""}, {"a b", "a b"}, {" a \r\n\t b\u00a0 ", "a b"}, {"a\u2029b", "a b"}, {"\x1b[1m a", "a"},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{
		{"List import problems", 20, "List import problems"},
		{"List import problems", 12, "List import…"},
		{"e\u0301e\u0301e\u0301", 4, "e\u0301…"},
		{"👩\u200d👩\u200d👧 family", 4, "…"},
		{"👩\u200d👩\u200d👧 family", 6, "👩\u200d👩\u200d👧…"},
		{"abc", 0, ""},
		{"", 0, ""},
		{"abc", -1, ""},
	} {
		if got := Title(c.in, c.max); got != c.want {
			t.Errorf("Title(%q, %d) = %q, want %q", c.in, c.max, got, c.want)
		}
	}
}

func TestCleanTextIsNotCopied(t *testing.T) {
	for _, s := range []string{"plain chat text, nothing to do", "naïve — “quoted” 日本語", "👩\u200d🚒 on it\n\tok"} {
		if n := testing.AllocsPerRun(100, func() { Text(s) }); n != 0 {
			t.Errorf("Text(%q) allocates %v times", s, n)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"\x1b[31mx", "\x9d0;\x1b]\x07", "👩\u200d\u200d👧", "\xe2\x1b[m\x80", "a\r\r\nb", "\u202e\u2066"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkClean(t, Text(s))
		if once := Text(s); Text(once) != once {
			t.Errorf("Text is not idempotent: %q, then %q", once, Text(once))
		}
		line := Line(s)
		checkClean(t, line)
		if strings.ContainsAny(line, "\n\t") || Line(line) != line {
			t.Errorf("Line(%q) = %q", s, line)
		}
		for _, n := range []int{0, 1, 5, 80} {
			title := Title(s, n)
			checkClean(t, title)
			if utf8.RuneCountInString(title) > n {
				t.Errorf("Title(%q, %d) = %q is too long", s, n, title)
			}
		}
	})
}

func checkClean(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%q is not UTF-8", s)
	}
	for _, r := range s {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%q has %U", s, r)
		}
	}
}

func BenchmarkText(b *testing.B) {
	for b.Loop() {
		Text(chat)
	}
}

const chat = "mira: the importer on worker-7 is back, lag is down to 40s and the queue drains; I will check again at 14:30"
