package slackfake_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"baton/integrations/slack/slackfake"
)

// send posts a body and returns status, header and body.
func send(t *testing.T, address, kind, token, body string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(patience(t), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(data)
}

const (
	form      = "application/x-www-form-urlencoded"
	jsonUTF8  = "application/json; charset=utf-8"
	plainText = "text/plain"
)

func TestWaysToCall(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true})
	fields := url.Values{"channel": {string(s.ops)}, "text": {"hello"}}
	withToken := url.Values{"token": {s.BotToken()}, "channel": {string(s.ops)}, "text": {"hello"}}
	object := `{"channel":"` + string(s.ops) + `","text":"hello","blocks":[{"type":"divider"}],"thread_ts":null}`
	for name, test := range map[string]struct{ method, kind, token, body, failure string }{
		"form and header":        {"chat.postMessage", form, s.BotToken(), fields.Encode(), ""},
		"form with token":        {"chat.postMessage", form, "", withToken.Encode(), ""},
		"JSON and header":        {"chat.postMessage", jsonUTF8, s.BotToken(), object, ""},
		"JSON with token":        {"chat.postMessage", jsonUTF8, "", `{"token":"` + s.BotToken() + `"}`, "not_authed"},
		"broken JSON":            {"chat.postMessage", jsonUTF8, s.BotToken(), `{"channel":`, "invalid_json"},
		"a list":                 {"chat.postMessage", jsonUTF8, s.BotToken(), `[]`, "json_not_object"},
		"broken blocks":          {"chat.postMessage", form, s.BotToken(), fields.Encode() + "&blocks=[", "invalid_blocks_format"},
		"unknown method":         {"chat.shout", form, s.BotToken(), "", "unknown_method"},
		"missing argument":       {"chat.update", form, s.BotToken(), fields.Encode(), "invalid_arguments"},
		"JSON where forms go":    {"users.info", jsonUTF8, s.BotToken(), `{"user":"` + string(s.maya.ID()) + `"}`, "invalid_arguments"},
		"limit is no number":     {"conversations.list", form, s.BotToken(), "limit=many", "invalid_limit"},
		"kind of channel":        {"conversations.list", form, s.BotToken(), "types=secret", "invalid_types"},
		"multipart in two words": {"chat.postMessage", "multipart/form-data", s.BotToken(), "", "invalid_form_data"},
	} {
		t.Run(name, func(t *testing.T) {
			resp, body := send(t, s.APIURL()+test.method, test.kind, test.token, test.body)
			var got struct {
				OK    bool   `json:"ok"`
				Error string `json:"error"`
			}
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != http.StatusOK || got.Error != test.failure || got.OK != (test.failure == "") {
				t.Errorf("%d %s, want %q", resp.StatusCode, body, test.failure)
			}
		})
	}
}

func TestLongTextIsCut(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	long := url.Values{"channel": {string(s.ops)}, "text": {strings.Repeat("ö", 40001)}}
	_, body := send(t, s.APIURL()+"chat.postMessage", form, s.BotToken(), long.Encode())
	if !strings.Contains(body, `"warning":"message_truncated"`) || !strings.Contains(body, `"warnings":["message_truncated"]`) {
		t.Errorf("the answer ends with %s", body[max(0, len(body)-200):])
	}
	if n := len([]rune(s.Messages(s.ops)[0].Text)); n != 40000 {
		t.Errorf("%d characters were kept", n)
	}
}

func TestResponseURL(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	i := must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident status"))
	r := c.next()
	c.ack(r, `{"text":"working"}`)
	must[[]slackfake.Reply](t)(i.WaitReplies(patience(t), 1))
	for n := range 5 {
		resp, body := send(t, r.Payload.URL, jsonUTF8, "", `{"response_type":"in_channel","text":"SEV-2"}`)
		if resp.StatusCode != http.StatusOK || body != "ok" {
			t.Fatalf("answer %d: %d %s", n+1, resp.StatusCode, body)
		}
	}
	if resp, body := send(t, r.Payload.URL, jsonUTF8, "", `{"text":"once more"}`); resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "used_url") {
		t.Errorf("the sixth answer: %d %s", resp.StatusCode, body)
	}
	replies := must[[]slackfake.Reply](t)(i.WaitReplies(patience(t), 6))
	if replies[0].Text != "working" || replies[5].Type != "in_channel" || len(s.Messages(s.ops)) != 5 {
		t.Errorf("replies %+v, %d messages", replies, len(s.Messages(s.ops)))
	}
	if resp, _ := send(t, r.Payload.URL, plainText, "", "hello"); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("what is no JSON: %d", resp.StatusCode)
	}
	must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident status"))
	for r = c.next(); r.Type != "slash_commands"; r = c.next() {
	}
	s.clock.Advance(31 * 60e9)
	if resp, body := send(t, r.Payload.URL, jsonUTF8, "", `{"text":"too late"}`); resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "expired_url") {
		t.Errorf("after 31 minutes: %d %s", resp.StatusCode, body)
	}
}

// Slack drops what an acknowledgement of 20 KiB or more says, and still takes it as one.
func TestHugeAcknowledgement(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	i := must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident status"))
	c.ack(c.next(), `{"text":"`+strings.Repeat("x", 20<<10)+`"}`)
	if payload, err := i.Wait(patience(t)); err != nil || payload != nil {
		t.Errorf("%d bytes, %v", len(payload), err)
	}
}
