package mirror

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// samples finds Slack's own examples of events, beside the project or beside its worktree.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	for _, up := range []string{"../../../..", "../../../../.."} {
		paths, _ := filepath.Glob(filepath.Join(up, "shared/specs/slack/event-samples/*.json"))
		found := map[string][]byte{}
		for _, path := range paths {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			found[strings.TrimSuffix(filepath.Base(path), "Payload.json")] = body
		}
		if len(found) > 0 {
			return found
		}
	}
	t.Skip("shared/specs/slack/event-samples is missing")
	return nil
}

// filled puts ids and times in the places that the samples leave empty.
func filled(v any, key string) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = filled(v[k], k)
		}
		return v
	case []any:
		for k := range v {
			v[k] = filled(v[k], key)
		}
		return v
	case string:
		switch {
		case v != "" && v != "0000000000.000000":
			return v
		case key == "channel", key == "channel_id":
			return "C1"
		case key == "user":
			return "U1"
		case key == "reaction":
			return "eyes"
		case strings.HasSuffix(key, "ts"):
			return ts(5)
		case key == "text":
			return "hello"
		}
	}
	return v
}

// Slack's own examples are taken, each as what it is, and none stops anything.
func TestSamples(t *testing.T) {
	told := map[string]string{
		"Message": "message_posted", "MessageBot": "message_posted", "MessageMe": "message_posted", "MessageFileShare": "message_posted",
		"MessageThreadBroadcast": "message_posted", "MessageChannelTopic": "channel_changed", "MessageChannelJoin": "channel_changed",
		"MessageChannelLeave": "channel_changed", "MessageChannelName": "channel_changed", "MessageChannelArchive": "channel_changed",
		"MessageChannelPurpose": "channel_changed", "MessageChannelUnarchive": "channel_changed", "MessageGroupTopic": "channel_changed",
		"MessageChannelPostingPermissions": "channel_changed", "MessageChanged": "message_posted", "PinAdded": "channel_changed",
		"PinRemoved": "channel_changed", "MemberJoinedChannel": "", "MessageReplied": "", "ChannelArchive": "", "ChannelRename": "",
	}
	for name, body := range samples(t) {
		var event any
		if err := json.Unmarshal(body, &event); err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(filled(event, ""))
		if err != nil {
			t.Fatal(err)
		}
		d := newDesk(t)
		d.take(t, string(body))
		lines := view(t, d.rec, d.ref)
		if want, ok := told[name]; ok && (want == "") != (len(lines) == 0) || want != "" && !strings.Contains(strings.Join(lines, "\n"), want) {
			t.Errorf("%s: want %q, got %q, unread %+v", name, want, lines, d.mirror.Unread())
		}
	}
}

// FuzzTake holds the mirror to never failing, whatever an event says, to storing nothing unclean, and to doing nothing the
// second time.
func FuzzTake(f *testing.F) {
	c := newChannel()
	at := c.say("U1", "going to run `kubectl delete pod hub-0`")
	c.edit(at, "going to run `kubectl delete pod hub-1`")
	c.press(at, "U2", "+1")
	c.pin(at, "U3")
	c.message(object{"user": "U2", "subtype": "channel_topic", "text": "\u001b[2Jx"})
	c.remove(at)
	for _, e := range c.events {
		f.Add(e)
	}
	f.Add(pageOf(c.history()))
	f.Add(`{"event":{"type":"reaction_added","user":"U1","reaction":"\u202e","event_ts":"1.5","item":{"type":"message","channel":"C1","ts":"1.5"}}}`)
	f.Fuzz(func(t *testing.T, body string) {
		d := newDesk(t)
		d.take(t, body)
		d.page(t, Request{}, body)
		for e, err := range d.rec.Log().Read(t.Context(), d.ref, 1) {
			if err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(e.Data) || strings.ContainsAny(string(e.Data), "\x1b\u009b\u202e") {
				t.Fatalf("unclean data: %q", e.Data)
			}
		}
		before := fmt.Sprint(view(t, d.rec, d.ref))
		d.take(t, body)
		d.page(t, Request{}, body)
		if after := fmt.Sprint(view(t, d.rec, d.ref)); after != before {
			t.Fatalf("the second time changed\n%s\nto\n%s", before, after)
		}
	})
}
