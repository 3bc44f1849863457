package archive

import (
	"strings"
	"testing"
)

// What programs and rich text say is read as a person sees it in Slack.
func TestShownText(t *testing.T) {
	for _, c := range []struct{ name, fields, want string }{
		{
			"rich text alone", `"text":"","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a <b> & "},
			{"type":"user","user_id":"U1"},{"type":"text","text":" "},{"type":"link","url":"https://x.test","text":"board"},{"type":"text","text":" "},{"type":"emoji","name":"fire"},
			{"type":"text","text":" "},{"type":"channel","channel_id":"C1"},{"type":"broadcast","range":"here"},{"type":"usergroup","usergroup_id":"S1"},{"type":"date","fallback":"today"}]}]}]`,
			"a <b> & @alice board (https://x.test) :fire: #inc-1-imports@here@S1today",
		},
		{
			"list, quote, code", `"text":"","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[
			{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"two"}]}]},
			{"type":"rich_text_quote","elements":[{"type":"text","text":"said"}]},{"type":"rich_text_preformatted","elements":[{"type":"text","text":"ls -l"}]}]}]`,
			"• one\n• two\n> said\n```ls -l```",
		},
		{
			"section with fields", `"text":"","blocks":[{"type":"header","text":{"type":"plain_text","text":"FIRING <1>"}},{"type":"section","text":{"type":"mrkdwn","text":"lag &gt; 5m"},
			"fields":[{"type":"mrkdwn","text":"*Env*"},{"type":"mrkdwn","text":"prod"}]},{"type":"divider"},{"type":"context","elements":[{"type":"mrkdwn","text":"by <@U2>"}]},
			{"type":"image","alt_text":"a graph"}]`,
			"FIRING <1>\nlag > 5m\n*Env*\nprod\nby @bob\na graph",
		},
		{"blocks of a person repeat the text", `"text":"hello","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"other"}}]`, "hello"},
		{"blocks of a program go beyond it", `"bot_id":"B1","text":"Alert","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Alert"}},{"type":"section","text":{"type":"mrkdwn","text":"lag"}}]`, "Alert\nlag"},
		{"summary not in the blocks", `"bot_id":"B1","text":"Summary","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"lag"}}]`, "Summary\nlag"},
		{
			"attachment", `"text":"","attachments":[{"pretext":"new","title":"PR 7","title_link":"https://x.test/7","text":"fix &amp; go","fields":[{"title":"State","value":"open"},{"title":"Only"}],"fallback":"f"}]`,
			"new\nPR 7 (https://x.test/7)\nfix & go\nState: open\nOnly",
		},
		{"fallback only", `"text":"","attachments":[{"fallback":"disk full"}]`, "disk full"},
		{"blocks in an attachment", `"text":"","attachments":[{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"inner"}}]}]`, "inner"},
		{"preview of a link", `"text":"see <https://x.test>","attachments":[{"from_url":"https://x.test","title":"X","text":"long"}]`, "see https://x.test"},
		{"attachment that repeats", `"text":"lag on db","attachments":[{"title":"FIRING","text":"lag on db"}]`, "lag on db\nFIRING"},
		{"nonsense", `"text":"","blocks":[[[]],{"type":"section","text":7,"elements":{"type":"x"}},null]`, "7"},
	} {
		_, events := imported(t, newRecorder(), with(`{"type":"message","ts":"`+ts(0)+`",`+c.fields+`}`).folder(t))
		if got := posted(events); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDeeplyNestedBlocks(t *testing.T) {
	deep := strings.Repeat(`{"elements":[`, 90) + `{"type":"text","text":"x"}` + strings.Repeat(`]}`, 90)
	tooDeep := strings.Repeat(`{"elements":[`, 100_000) + strings.Repeat(`]}`, 100_000)
	report, events := imported(t, newRecorder(), with(
		`{"type":"message","ts":"`+ts(0)+`","text":"","blocks":[`+deep+`]}`,
		`{"type":"message","ts":"`+ts(10)+`","text":"","blocks":[`+tooDeep+`]}`,
		msg(20, "U1", "after"),
	).folder(t))
	if got := posted(events); len(got) != 2 || got[0] != "x" || got[1] != "after" || report.Skipped != 1 {
		t.Errorf("got %.100q, %+v", got, report)
	}
}
