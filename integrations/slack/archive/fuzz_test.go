package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"baton/integrations/slack/message"
)

// FuzzDay reads a whole file of messages: it never fails as a whole, and what JSON itself takes for a list of messages is
// read to the last of them.
func FuzzDay(f *testing.F) {
	for _, seed := range []string{
		"[]", "[" + msg(0, "U1", "one") + "]", "[" + msg(0, "U1", "one") + `,{"ts":"16`, `[{"ts":"1.5","text":"\ud83d\ude00\u0000 <@U1|x>"}, null]`,
		`[{"type":"message","ts":"1672837200.000100","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*x*"}},{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"link","url":"https://x.test"},{"type":"user","user_id":"U1"}]}]}]}]}]`,
		`[{"ts":"1672837200.000100","subtype":"message_changed","message":{"ts":"1672837100.000100","text":"new"}},{"ts":"1672837201.000100","subtype":"message_deleted","deleted_ts":"1672837100.000100"}]`,
		`[{"ts":"1672837200.000100","attachments":[{"title":"a","title_link":"https://x","fields":[{"title":"b","value":"c"}],"blocks":[]}],"reactions":[{"name":"a","users":["U1"],"count":1}],"files":[{"mode":"tombstone"}]}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e := small()
		e["inc-1-imports/2023-01-04.json"] = string(data)
		report, events := imported(t, newRecorder(), e.folder(t))
		for _, event := range events {
			if !utf8.Valid(event.Data) || bytes.ContainsAny(event.Data, "\x1b\u009b\u202e") {
				t.Fatalf("unclean data: %q", event.Data)
			}
		}
		if n, ok := soundMessages(data); ok && report.Messages+report.Repeats+report.Refused < n {
			t.Fatalf("%d messages of %d sound ones: %+v", report.Messages, n, report)
		}
	})
}

// soundMessages counts, with encoding/json, the messages of a file in which everything has its right type.
func soundMessages(data []byte) (n int, ok bool) {
	var list []map[string]json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return 0, false
	}
	seen := map[message.Stamp]bool{}
	for _, m := range list {
		var kind, ts string
		if len(m) != 2 || json.Unmarshal(m["type"], &kind) != nil || json.Unmarshal(m["ts"], &ts) != nil || kind != "message" {
			continue
		}
		if at, ok := message.ParseStamp(ts); ok && !seen[at] && at.Time().Before(today) {
			seen[at] = true
			n++
		}
	}
	return n, true
}

func FuzzUsersAndChannels(f *testing.F) {
	f.Add([]byte(small()["users.json"]), []byte(small()["channels.json"]))
	f.Add([]byte(`[{"id":"U1","name":"@É\u202e","profile":{"display_name":"\u001b]0;x"}},{"id":"U2","name":"É"}]`), []byte(`[{"id":"C1","name":7},{"id":"C1"}]`))
	f.Fuzz(func(t *testing.T, users, channels []byte) {
		e := with(msg(0, "U1", "<@U1> <#C1>"), msg(10, "U2", "two"))
		e["users.json"], e["channels.json"] = string(users), string(channels)
		if report, events := imported(t, newRecorder(), e.folder(t)); report.Messages != 2 || len(posted(events)) != 2 {
			t.Fatalf("%+v", report)
		}
	})
}

func FuzzZIP(f *testing.F) {
	f.Add(with(msg(0, "U1", "one")).zipped(f))
	f.Add(export{"../x/2023-01-04.json": "[]", "users.json": "[]"}.zipped(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x.zip")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := Open(path)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("not one sentence: %v", err)
			}
			return
		}
		defer func() { _ = a.Close() }()
		if len(a.Channels()) == 0 {
			return
		}
		if _, err := a.Import(context.Background(), newRecorder(), everything(a)); err != nil {
			t.Fatal(err)
		}
	})
}
