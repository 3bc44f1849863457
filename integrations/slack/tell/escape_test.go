package tell

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"baton/integrations/clean"
	"baton/integrations/slack/mrkdwn"
)

func TestEscape(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"plain words, naïve ✓ 导入", "plain words, naïve ✓ 导入"},
		{"a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"},
		{"<!channel> <!here|@here> <!everyone>", "&lt;!channel&gt; &lt;!here|@here&gt; &lt;!everyone&gt;"},
		{"<!subteam^S1|@sre> <@U1> <#C1>", "&lt;!subteam^S1|@sre&gt; &lt;@U1&gt; &lt;#C1&gt;"},
		{"<https://evil.example|https://good.example>", "&lt;https://evil.example|https://good.example&gt;"},
		{"already &lt;!channel&gt;", "already &amp;lt;!channel&amp;gt;"},
		{"run `ss -s` and `ls`", "run `ss -s` and `ls`"},
		{"one ` alone", "one ˋ alone"},
		{"``` fence", "ˋˋˋ fence"},
		{"```\ncode\n```", "ˋˋˋ\ncode\nˋˋˋ"},
		{"a `b\nc` d", "a ˋb\ncˋ d"},
		{"\x1b[31mred\x1b[0m \u202eturned\u200b", "red turned"},
		{"bad \xff byte", "bad \ufffd byte"},
	} {
		if got := Escape(c.raw); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.raw, got, c.want)
		}
	}
}

// hostile draws text that tries to be more than text.
func hostile() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"<!channel>", "<!here>", "<@UEVIL>", "<!subteam^S1>", "<https://evil.example|good>", "```", "`", "``", "\n", "&lt;", "|", ">", "> ",
			"*", "_", "~", "\u202e", "\x1b[2J", "\x00", "\xff", "https://a.example/x", "http://u:p@b.example", "javascript:alert(1)", "😀", "\u2028", "<", "&",
		}),
		rapid.String(), rapid.StringN(0, 100, 200),
	)
	return rapid.Custom(func(t *rapid.T) string {
		s := strings.Join(rapid.SliceOfN(piece, 1, 8).Draw(t, "pieces"), " ")
		return strings.Repeat(s+" ", rapid.SampledFrom([]int{1, 1, 1, 1, 1, 1, 20}).Draw(t, "times"))
	})
}

func TestEscapedTextIsOnlyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { onlyText(t, hostile().Draw(t, "text")) })
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"<!channel>", "a `b` ``` c", "\u202e<@U1>", "&lt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { onlyText(t, s) })
}

type failing interface {
	Helper()
	Fatalf(string, ...any)
}

// onlyText holds Escape to its promises.
func onlyText(t failing, s string) {
	t.Helper()
	safe := Escape(s)
	if strings.ContainsAny(safe, "<>") || !utf8.ValidString(safe) {
		t.Fatalf("%q becomes %q, which holds angles or bytes that are no text", s, safe)
	}
	if k := strings.IndexFunc(safe, disobeyed); k >= 0 {
		t.Fatalf("%q becomes %q, with a control at byte %d", s, safe, k)
	}
	if strings.Contains(safe, "```") || !paired(safe) {
		t.Fatalf("%q becomes %q, which begins code that does not end", s, safe)
	}
	if inside := fenced(s); strings.HasPrefix(inside, "`") || strings.HasSuffix(inside, "`") || strings.Contains(inside, "```") || strings.ContainsAny(inside, "<>") {
		t.Fatalf("%q becomes %q inside of code", s, inside)
	}
	if shown := mrkdwn.Text(safe, mrkdwn.Names{}); strings.ReplaceAll(shown, likeBacktick, "`") != strings.ReplaceAll(cleaned(s), likeBacktick, "`") {
		t.Fatalf("%q is read as %q", s, shown)
	}
	if topic := Topic(s); strings.ContainsAny(topic, "<>&\n") || utf8.RuneCountInString(topic) > maxTopic {
		t.Fatalf("%q makes the topic %q", s, topic)
	}
}

func disobeyed(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
}

func cleaned(s string) string { return clean.Text(s) }

func TestLinked(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"no link", "no link"},
		{"see https://wiki.example/dns.", "see |https://wiki.example/dns|."},
		{"(http://a.example/x?y=1&z=2) and https://b.example", "(|http://a.example/x?y=1&z=2|) and |https://b.example|"},
		{"https://good.example@evil.example/", "https://good.example@evil.example/"},
		{"xhttps://a.example", "xhttps://a.example"},
		{"http:// https:///x http", "http:// https:///x http"},
		{"https://a.example|b", "|https://a.example||b"},
		{"https://ünïcode.example", "https://ünïcode.example"},
		{"https://" + strings.Repeat("a", 3000), "https://" + strings.Repeat("a", 3000)},
		{"https://[::1]/", "https://[::1]/"},
	} {
		if got := strings.Join(linked(c.text), "|"); got != c.want {
			t.Errorf("%.60q splits as %.80q, want %.80q", c.text, got, c.want)
		}
	}
}

func FuzzLinked(f *testing.F) {
	f.Add("see https://wiki.example/dns. and http://x")
	f.Fuzz(func(t *testing.T, s string) {
		pieces := linked(s)
		if strings.Join(pieces, "") != s {
			t.Fatalf("%q loses text: %q", s, pieces)
		}
		for k := 1; k < len(pieces); k += 2 {
			if address(pieces[k]) != pieces[k] {
				t.Fatalf("%q gives the link %q", s, pieces[k])
			}
		}
	})
}

func TestCutIsSeen(t *testing.T) {
	for _, c := range []struct {
		text, want string
		was        bool
	}{
		{"four", "four", false},
		{"導入導入", "導入導入", false},
		{"导入导入导入", "导入导入" + cutMark, true},
		{"ab  cdef", "ab" + cutMark, true},
	} {
		if got, was := cut(c.text, 4); got != c.want || was != c.was {
			t.Errorf("%q is cut to %q, %v", c.text, got, was)
		}
	}
}
