package slackfake_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// sample reads one of the payloads that Slack's Java SDK keeps, every value of them blank; nil where there is none.
func sample(t *testing.T, folder, name string) any {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(specs(t), folder, name+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var v any
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// unknownFields are the fields of got that the sample does not have, by their paths.
func unknownFields(path string, got, sample any) (unknown []string) {
	switch got := got.(type) {
	case map[string]any:
		fields, ok := sample.(map[string]any)
		if !ok || len(fields) == 0 {
			return nil // the sample leaves open what stands here
		}
		for name, value := range got {
			if _, known := fields[name]; !known {
				unknown = append(unknown, path+"."+name)
				continue
			}
			unknown = append(unknown, unknownFields(path+"."+name, value, fields[name])...)
		}
	case []any:
		if list, ok := sample.([]any); ok && len(list) > 0 {
			for _, value := range got {
				unknown = append(unknown, unknownFields(path+"[]", value, list[0])...)
			}
		}
	}
	return unknown
}

// tape keeps every answer that passes.
type tape struct {
	http.RoundTripper
	mu      sync.Mutex
	answers map[string][]any // by method
}

func (p *tape) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := p.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(data))
	var v any
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	p.answers[method] = append(p.answers[method], v)
	return resp, err
}

func TestAnswersHaveTheFieldsOfTheSamples(t *testing.T) {
	specs(t)
	s := newStage(t, slackfake.Options{})
	p := &tape{RoundTripper: &http.Transport{DisableKeepAlives: true}, answers: map[string][]any{}}
	api := s.client(t, slack.OptionHTTPClient(&http.Client{Transport: p}))
	webRound(t, s, api)
	readRound(t, s, api)
	compared := 0
	for method, answers := range p.answers {
		want := sample(t, "response-samples", method)
		if want == nil {
			continue
		}
		compared++
		for _, a := range answers {
			for _, field := range unknownFields(method, a, want) {
				// The samples have no pages and no warnings.
				if !strings.Contains(field, "response_metadata") && !strings.HasSuffix(field, ".warning") {
					t.Errorf("Slack's samples do not have %s", field)
				}
			}
		}
	}
	if compared < 15 {
		t.Errorf("only %d methods were compared", compared)
	}
}

// samplesOf say which sample shows an event; events of the same shape share one.
var samplesOf = map[string]string{
	"message": "Message", "message/message_changed": "MessageChanged", "message/message_deleted": "MessageDeleted",
	"message/thread_broadcast": "MessageThreadBroadcast", "message/file_share": "MessageFileShare",
	"message/channel_topic": "MessageChannelTopic", "message/channel_join": "MessageChannelJoin", "message/channel_leave": "MessageChannelLeave",
	"message/channel_name": "MessageChannelName", "message/channel_archive": "MessageChannelArchive",
	"app_mention": "AppMention", "reaction_added": "ReactionAdded", "reaction_removed": "ReactionRemoved", "pin_added": "PinAdded",
	"pin_removed": "PinRemoved", "member_joined_channel": "MemberJoinedChannel", "member_left_channel": "MemberLeftChannel",
	"channel_rename": "ChannelRename", "channel_archive": "ChannelArchive",
}

// messageFields are the fields that Slack's OpenAPI description gives a message. A sample shows only some of them.
func messageFields(t *testing.T) map[string]bool {
	t.Helper()
	api := sample(t, "web-api", "slack_web_openapi_v2").(map[string]any)
	message := api["definitions"].(map[string]any)["objs_message"].(map[string]any)
	fields := map[string]bool{}
	for name := range message["properties"].(map[string]any) {
		fields[name] = true
	}
	return fields
}

// checkSample holds an event to its sample.
func checkSample(t *testing.T, r received, ofMessages map[string]bool) {
	t.Helper()
	kind, _, _ := strings.Cut(line(r.Payload.Event), " ")
	name, ok := samplesOf[kind]
	if !ok {
		t.Errorf("no sample is named for %s", kind)
		return
	}
	want := sample(t, "event-samples", name+"Payload").(map[string]any)["event"]
	for _, field := range unknownFields(kind, any(r.Payload.Event), want) {
		if !ofMessages[field[strings.LastIndex(field, ".")+1:]] {
			t.Errorf("Slack's samples do not have %s", field)
		}
	}
}

func TestInteractionsHaveTheFieldsOfTheSamples(t *testing.T) {
	specs(t)
	s := newStage(t, slackfake.Options{})
	api, ctx := s.client(t), patience(t)
	button := slack.NewButtonBlockElement("accept", "1", slack.NewTextBlockObject(slack.PlainTextType, "Accept", false, false))
	_, ts, err := api.PostMessageContext(ctx, string(s.ops), slack.MsgOptionText("take command?", false), slack.MsgOptionBlocks(slack.NewActionBlock("b", button)))
	if err != nil {
		t.Fatal(err)
	}
	c := s.connect(t)
	c.texts(1)
	trigger := ""
	for _, test := range []struct {
		sample string
		do     func() (*slackfake.Interaction, error)
	}{
		{"SlashCommand", func() (*slackfake.Interaction, error) { return s.maya.Type(s.ops, "/incident status") }},
		{"BlockAction", func() (*slackfake.Interaction, error) { return s.theo.Press(s.ops, slackfake.TS(ts), "accept") }},
		{"MessageShortcut", func() (*slackfake.Interaction, error) { return s.theo.Shortcut(s.ops, slackfake.TS(ts), "add") }},
		{"ViewSubmission", func() (*slackfake.Interaction, error) {
			view := slack.ModalViewRequest{Type: slack.VTModal, Title: slack.NewTextBlockObject(slack.PlainTextType, "Brief", false, false)}
			opened := must[*slack.ViewResponse](t)(api.OpenViewContext(ctx, trigger, view))
			return s.theo.Submit(opened.View.ID, `{"b":{"a":{"type":"plain_text_input","value":"x"}}}`)
		}},
	} {
		must[*slackfake.Interaction](t)(test.do())
		var frame struct {
			Payload map[string]any `json:"payload"`
		}
		if err := c.conn.ReadJSON(&frame); err != nil {
			t.Fatal(err)
		}
		trigger, _ = frame.Payload["trigger_id"].(string)
		for _, field := range unknownFields(test.sample, any(frame.Payload), sample(t, "payload-samples", test.sample+"Payload")) {
			if field != "ViewSubmission.view.blocks" && field != "ViewSubmission.response_urls" { // which Slack documents
				t.Errorf("Slack's samples do not have %s", field)
			}
		}
	}
}
