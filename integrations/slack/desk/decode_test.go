package desk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"baton/integrations/slack/message"
)

// specs is the folder of Slack's descriptions beside the project, or a level further out.
func specs(t *testing.T) string {
	for _, up := range []string{"../../../../shared/specs/slack", "../../../../../shared/specs/slack"} {
		if _, err := os.Stat(up); err == nil {
			return up
		}
	}
	t.Skip("no descriptions of Slack at ../shared/specs/slack, beside the project's root")
	return ""
}

// TestSamples reads Slack's own samples, which have every field there is and blanks for values, with an id put in.
func TestSamples(t *testing.T) {
	for name, want := range map[string]Kind{
		"SlashCommandPayload": Command, "BlockActionPayload": Press, "MessageShortcutPayload": Shortcut, "ViewSubmissionPayload": Submit, "ViewClosedPayload": Other,
	} {
		b, err := os.ReadFile(filepath.Join(specs(t), "payload-samples", name+".json"))
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("no samples of payloads")
		}
		if err != nil {
			t.Fatal(err)
		}
		envelope := "interactive"
		if want == Command {
			envelope = "slash_commands"
		}
		if _, err := Decode(envelope, b); err == nil || !strings.Contains(err.Error(), "does not say who asks") {
			t.Errorf("%s without a user: %v", name, err)
		}
		filled := blanks.ReplaceAllString(string(b), `"$1": "U1"`)
		r, err := Decode(envelope, []byte(filled))
		if err != nil || r.Kind != want || r.User != "U1" || len(r.ID) != 32 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

var blanks = regexp.MustCompile(`"(id|user_id|channel_id)": ""`)

func TestDecodeOddities(t *testing.T) {
	for payload, want := range map[string]Request{
		`{"user_id":"U1","text":"x","is_enterprise_install":"true","enterprise_id":null,"new":{"a":[1]}}`: {Kind: Command, User: "U1", Text: "x"},
		`{"user_id":"U1","text":"x","is_enterprise_install":true,"trigger_id":"1.2.a"}`:                   {Kind: Command, User: "U1", Text: "x", Trigger: "1.2.a", ID: "1.2.a"},
		`{"user_id":"U1","text":{"a":1},"channel_id":"../C1","team_domain":"evil.test/"}`:                 {Kind: Command, User: "U1"},
		`{"user_id":"U1","trigger_id":"<!channel>"}`:                                                      {Kind: Command, User: "U1", Trigger: "<!channel>"},
	} {
		got, err := Decode("slash_commands", []byte(payload))
		if want.ID == "" {
			want.ID = got.ID
		}
		if err != nil || !equal(got, want) || got.ID == "<!channel>" {
			t.Errorf("%s\ngot  %+v, %v\nwant %+v", payload, got, err, want)
		}
	}
	press := `{"type":"block_actions","user":{"id":"U1"},"channel":null,"team":null,"enterprise":{"id":"E1"},"actions":[{"action_id":"x"},{"action_id":"baton_done","value":"A1","action_ts":"1.5"},{"action_id":"baton_ack","value":"A2"}]}`
	if r, err := Decode("interactive", []byte(press)); err != nil || r.Action != "baton_done" || r.Value != "A1" || r.At.Unix() != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	for _, bad := range []string{"", "null", "[]", `"x"`, `{"user_id":"U1"`, `{"user_id":"U1",}`, `{}`, `{"user_id":"<!channel>"}`} {
		if r, err := Decode("slash_commands", []byte(bad)); err == nil {
			t.Errorf("%s was read as %+v", bad, r)
		}
	}
	if _, err := Decode("events_api", []byte(`{"user_id":"U1"}`)); err == nil {
		t.Error("an event was taken for a request")
	}
}

func equal(a, b Request) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// FuzzDecode reads anything, and answers it: nothing panics, nothing can mention anybody, and what is decoded is ids where
// ids are meant.
func FuzzDecode(f *testing.F) {
	f.Add(true, `{"user_id":"U1","channel_id":"C1","team_domain":"acme","text":"note <@U2|nick> &lt;!channel&gt;"}`)
	f.Add(true, `{"user_id":"U1","channel_id":"C9","text":"<!channel> is down"}`)
	f.Add(true, `{"user_id":"U1","channel_id":"C5","text":"attach 20230104"}`)
	f.Add(false, `{"type":"block_actions","user":{"id":"U1"},"channel":{"id":"C1"},"actions":[{"action_id":"baton_done","value":"A1"}]}`)
	f.Add(false, `{"type":"message_action","callback_id":"baton_add_to_timeline","user":{"id":"U1"},"channel":{"id":"C5"},"message":{"ts":"1672840500.000100","user":"U2","text":"x"}}`)
	f.Add(false, `{"type":"view_submission","user":{"id":"U1"},"view":{"callback_id":"baton_choose_incident","private_metadata":"{\"c\":\"C5\",\"t\":\"1672840500.000100\"}","state":{"values":{"incident":{"choice":{"selected_option":{"value":"20230104_list_import_problems"}}}}}}}`)
	f.Fuzz(func(t *testing.T, command bool, payload string) {
		envelope := map[bool]string{true: "slash_commands", false: "interactive"}[command]
		r, err := Decode(envelope, []byte(payload))
		if err != nil {
			return
		}
		if !message.IsID(r.User) || r.Channel != "" && !message.IsID(r.Channel) || len(r.ID) > 200 || r.ID == "" {
			t.Fatalf("%+v", r)
		}
		s := newStage(t, nil)
		s.incident("List import problems", "C1")
		s.types("U2", "C1", "action <@U1> check DNS")
		harmless(t, s.Answer(t.Context(), r))
	})
}
