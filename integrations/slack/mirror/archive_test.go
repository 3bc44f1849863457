package mirror

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/integrations/slack/archive"
	"baton/timeline"
)

// export writes what the channel holds as Slack exports it.
func (c *channel) export(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var messages []string
	for _, m := range c.history() {
		messages = append(messages, m.json())
	}
	for name, text := range map[string]string{
		"users.json": users, "channels.json": `[{"id":"C1","name":"inc-1-imports"}]`,
		"inc-1-imports/2023-01-04.json": "[" + strings.Join(messages, ",") + "]",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// importInto imports an export into an incident.
func importInto(t fatal, rec *timeline.Recorder, path string, ref incident.Ref) {
	t.Helper()
	a, err := archive.Open(path)
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer func() { _ = a.Close() }()
	if _, err := a.Import(context.Background(), rec, archive.Options{Channels: []string{"C1"}, Into: ref}); err != nil {
		t.Fatalf("%v", err)
	}
}

// The history of a channel gives the timeline that its export gives, and either after the other adds nothing to it.
func TestHistoryGivesTheTimelineOfTheExport(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChannel(rt, 20)
		path := c.export(t)
		live, imported := newDesk(rt), newDesk(rt)
		live.fill(rt, c)
		if len(c.messages) > 0 {
			importInto(rt, imported.rec, path, imported.ref)
		}
		want := view(rt, imported.rec, imported.ref)
		same(rt, "history against export", c, view(rt, live.rec, live.ref), want)
		imported.open(rt)
		imported.fill(rt, c)
		same(rt, "history after export", c, view(rt, imported.rec, imported.ref), want)
		if len(c.messages) > 0 {
			importInto(rt, live.rec, path, live.ref)
			live.open(rt)
		}
		same(rt, "export after history", c, view(rt, live.rec, live.ref), want)
	})
}

// An export of a channel that was mirrored live changes nothing of what people see, though it knows less.
func TestExportOfAMirroredChannelChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChannel(rt, 20)
		if len(c.messages) == 0 {
			return
		}
		live := newDesk(rt)
		live.take(rt, rapid.Permutation(c.events).Draw(rt, "order")...)
		want := view(rt, live.rec, live.ref)
		importInto(rt, live.rec, c.export(t), live.ref)
		live.open(rt)
		same(rt, "export after events", c, view(rt, live.rec, live.ref), want)
	})
}
