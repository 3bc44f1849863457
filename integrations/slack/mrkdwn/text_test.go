package mrkdwn

import (
	"strings"
	"testing"
	"unicode/utf8"
)

var known = Names{
	Person:  func(id string) string { return map[string]string{"U1": "zac"}[id] },
	Channel: func(id string) string { return map[string]string{"C1": "inc-1"}[id] },
	Group:   func(id string) string { return map[string]string{"S1": "oncall"}[id] },
}

func TestText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"},
		{"a &amp; b &lt;c&gt;", "a & b <c>"},
		{"&amp;lt;", "&lt;"},
		{"&quot;", "&quot;"},
		{"<@U1> and <@U1|old name>", "@zac and @zac"},
		{"<@U2|bob> <@U2|@bob> <@U2>", "@bob @bob @U2"},
		{"<#C1> <#C1|was> <#C2|other> <#C2>", "#inc-1 #inc-1 #other #C2"},
		{"<!here> <!channel> <!here|here> <!everyone>", "@here @channel @here @everyone"},
		{"<!subteam^S1> <!subteam^S2|@sre> <!subteam^S2>", "@oncall @sre @S2"},
		{"<!date^1672837200^{date} at {time}^https://x.test|4 Jan, 13:00>", "4 Jan, 13:00"},
		{"<!date^1672837200^{date}>", "2023-01-04 13:00 UTC"},
		{"<!date^x^{date}>", "a date"},
		{"<https://x.test/?a=1&amp;b=2>", "https://x.test/?a=1&b=2"},
		{"<https://x.test|the board &amp; more>", "the board & more (https://x.test)"},
		{"<http://x.test|x.test> <http://x.test/|x.test>", "x.test x.test"},
		{"<mailto:a@b.test|a@b.test> <mailto:a@b.test> <tel:123|123>", "a@b.test a@b.test 123"},
		{"`kubectl logs &lt;pod&gt; | grep x`", "`kubectl logs <pod> | grep x`"},
		{"&lt;@U1&gt;", "<@U1>"},
		{"kubectl logs <pod> < file", "kubectl logs <pod> < file"},
		{"<>", "<>"},
		{"<", "<"},
		{"a <@U1", "a <@U1"},
		{"<<@U1>>", "<@zac>"},
		{"<@U1\n>", "<@U1\n>"},
		{"2 < 3 && 4 > 3", "2 < 3 && 4 > 3"},
	} {
		if got := Text(c.text, known); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	if got := Text("<@U1> <#C1> <!subteam^S1>", Names{}); got != "@U1 #C1 @S1" {
		t.Errorf("without names: %q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"<@U1|x> &amp; <https://x|y>", "<!date^9^x|y>", "<<<<>>>>", strings.Repeat("<", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Text(text, known)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q became %q", text, got)
		}
		if !strings.ContainsAny(text, "<&") && got != text {
			t.Fatalf("plain %q became %q", text, got)
		}
	})
}
