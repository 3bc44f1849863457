package postmortem_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/postmortem"
)

var update = flag.Bool("update", false, "write the golden documents anew")

func document(t testing.TB, log timeline.Log, ref incident.Ref, o postmortem.Options) postmortem.Document {
	t.Helper()
	d, err := postmortem.Build(context.Background(), log, ref, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func markdown(t testing.TB, d postmortem.Document, o postmortem.MarkdownOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := postmortem.Markdown(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The documents in testdata are read by a person whenever they change.
func TestGolden(t *testing.T) {
	s := afternoon(t)
	berlin := time.FixedZone("CET", 3600)
	for name, o := range map[string]postmortem.Options{
		"afternoon.md":         {},
		"afternoon_zone.md":    {Zone: berlin},
		"afternoon_at_1432.md": {At: clock(t, "14:32")},
	} {
		got := markdown(t, document(t, s.log, s.ref, o), postmortem.MarkdownOptions{})
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is another: run with -update, and read what changed", name)
		}
	}
}
