package slackfake_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"baton/integrations/slack/slackfake"
)

func TestBlocksAndMetadata(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true})
	text := func(kind string, n int) string {
		return `{"type":"` + kind + `","text":{"type":"plain_text","text":"` + strings.Repeat("x", n) + `"}}`
	}
	list := func(n int, block string) string { return "[" + strings.Repeat(block+",", n-1) + block + "]" }
	for name, test := range map[string]struct{ field, value, failure string }{
		"fifty":           {"blocks", list(50, `{"type":"divider"}`), ""},
		"fifty-one":       {"blocks", list(51, `{"type":"divider"}`), "invalid_blocks"},
		"section":         {"blocks", list(1, text("section", 3000)), ""},
		"long section":    {"blocks", list(1, text("section", 3001)), "invalid_blocks"},
		"long header":     {"blocks", list(1, text("header", 151)), "invalid_blocks"},
		"no type":         {"blocks", `[{}]`, "invalid_blocks"},
		"an object":       {"blocks", `{}`, "invalid_blocks_format"},
		"too much":        {"blocks", list(5, text("section", 2900)), "msg_blocks_too_long"},
		"markdown":        {"blocks", `[{"type":"markdown","text":"*x*"}]`, ""},
		"metadata":        {"metadata", `{"event_type":"baton_out","event_payload":{"key":"k"}}`, ""},
		"without payload": {"metadata", `{"event_type":"baton_out"}`, "invalid_metadata_schema"},
		"without type":    {"metadata", `{"event_payload":{}}`, "invalid_metadata_schema"},
		"no object":       {"metadata", `"baton_out"`, "invalid_metadata_format"},
		"broken":          {"metadata", `{`, "invalid_metadata_format"},
	} {
		t.Run(name, func(t *testing.T) {
			fields := url.Values{"channel": {string(s.ops)}, "text": {"x"}, test.field: {test.value}}
			_, body := send(t, s.APIURL()+"chat.postMessage", form, s.BotToken(), fields.Encode())
			var got struct {
				Error string `json:"error"`
			}
			if err := json.Unmarshal([]byte(body), &got); err != nil || got.Error != test.failure {
				t.Errorf("got %q, %v, want %q", got.Error, err, test.failure)
			}
		})
	}
}
