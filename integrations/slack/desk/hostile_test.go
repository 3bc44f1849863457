package desk

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// mentions are the angle forms that an answer may hold: the channels of incidents.
var mentions = regexp.MustCompile(`<#C[0-9]>`)

// harmless holds everything that an answer says to what it may: no angle form but those, nothing that a terminal obeys,
// and not more than Slack takes.
func harmless(t interface{ Fatalf(string, ...any) }, a Answer) {
	b, err := json.Marshal(a.Ack)
	if err != nil || len(b) >= 20<<10 {
		t.Fatalf("an acknowledgement of %d bytes: %v", len(b), err)
	}
	replies := a.Replies
	switch ack := a.Ack.(type) {
	case Reply:
		replies = append(replies, ack)
	case update:
		if ack.View != nil {
			replies = append(replies, Reply{Text: ack.View.Blocks[0].Text.Text})
		}
	}
	for _, r := range replies {
		rest := mentions.ReplaceAllString(r.Text, "")
		if r.Text == "" || strings.ContainsAny(rest, "<>") || strings.ContainsFunc(rest, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r)
		}) {
			t.Fatalf("said was %q", r.Text)
		}
		for _, entity := range strings.Split(r.Text, "&")[1:] {
			if !strings.HasPrefix(entity, "amp;") && !strings.HasPrefix(entity, "lt;") && !strings.HasPrefix(entity, "gt;") {
				t.Fatalf("an entity is cut or missing: %q", r.Text)
			}
		}
	}
}

// Whatever is typed, in whatever order: no panic, no mention, nothing unclean in the record.
func TestHostileLines(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newStage(t, nil)
		ref := s.incident("List import problems", "C1")
		piece := rapid.OneOf(
			rapid.SampledFrom([]string{
				"note", "action", "done", "cmd", "declare", "attach", "help", "as", "ic", "handoff", "resolve", "title", "<@U1|zac>", "<@U9|<!here>", "<!channel>", "<!here|x>",
				"<!subteam^S1|@sre>", "<#C1|ops>", "&lt;!channel&gt;", "&amp;lt;", "<https://x.test|y>", "`", "```", "\u202e", "\x1b]0;x\a", "*_~", "\"", "A1", "15m", "\xff", "@everyone",
			}),
			rapid.String(),
		)
		for range rapid.IntRange(1, 8).Draw(rt, "lines") {
			text := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(rt, "line"), " ")
			channel := rapid.SampledFrom([]string{"C1", "C9"}).Draw(rt, "channel")
			harmless(rt, s.Answer(t.Context(), s.typed(rapid.SampledFrom([]string{"U1", "U2", "U9"}).Draw(rt, "user"), channel, text)))
		}
		for e, err := range s.rec.Log().Read(t.Context(), ref, 1) {
			if err != nil || strings.ContainsAny(string(e.Data), "\x1b\a\u202e") {
				rt.Fatalf("recorded was %q, %v", e.Data, err)
			}
		}
	})
}

func TestClip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := escape(strings.Repeat(rapid.StringN(1, 9, -1).Draw(rt, "text"), 3_000)[:rapid.IntRange(0, 3_000).Draw(rt, "size")])
		text = strings.ToValidUTF8(text, "?")
		harmless(rt, only("x"+strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				return -1
			}
			return r
		}, text)))
	})
}
