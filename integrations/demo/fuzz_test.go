package demo

import (
	"context"
	"strings"
	"testing"

	"baton/integrations/clean"
	"baton/integrations/slack/slackfake"
)

// FuzzHear: whatever the other end of the socket says, hearing it ends, and nothing but parts of an answer is handed on.
func FuzzHear(f *testing.F) {
	f.Add("{\"text\":\"a\"}\n{\"last\":true}\n")
	f.Add("{\"last\":true,\"error\":\"no\"}\n")
	f.Add("{\"text\":1}\n")
	f.Fuzz(func(t *testing.T, said string) {
		heard := 0
		err := hear(context.Background(), strings.NewReader(said), func(string) { heard++ })
		if lines := strings.Count(said, "\n"); heard > lines || err == nil && heard == lines {
			t.Errorf("%d parts in %d lines: %v", heard, lines, err)
		}
	})
}

// FuzzButtons: whatever blocks hold, a button that is shown can be typed back, or is none that can be typed.
func FuzzButtons(f *testing.F) {
	f.Add(`[{"elements":[{"action_id":"baton_done","value":"A1"}]}]`, "[done A1]")
	f.Add(`[{"elements":{}}]`, "[")
	f.Fuzz(func(t *testing.T, blocks, typed string) {
		for _, b := range buttons(slackfake.Message{Blocks: []byte(blocks)}) {
			if clean.Line(b.String()) != b.String() {
				t.Errorf("a button is shown as %q", b)
			}
		}
		if b, ok := button(typed); ok && b.String() != typed {
			t.Errorf("%q was taken for %q", typed, b)
		}
	})
}

// FuzzStep: a line of a script is read or refused.
func FuzzStep(f *testing.F) {
	f.Add("13:05 @nadia: hello")
	f.Add("13:11 @nadia console =logs action @tomas look in 15m")
	f.Add("13:12 @tomas press ack A{logs}")
	f.Fuzz(func(t *testing.T, line string) {
		s, err := readStep(line)
		if err == nil && (s.who == "" || s.at.IsZero()) {
			t.Errorf("%q was read as %+v", line, s)
		}
	})
}
