package archive

import (
	"archive/zip"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shared is where data that is not part of the project lies, seen from this folder.
const shared = "../../../../shared/data"

// The generator writes down what it planted; the report must say the same.
func TestGeneratedExport(t *testing.T) {
	script := filepath.Join(shared, "gen_slack_export.py")
	if _, err := os.Stat(script); err != nil {
		t.Skipf("%s is missing", script)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is missing")
	}
	out := filepath.Join(t.TempDir(), "export")
	args := []string{script, out, "--messages", "20000", "--channels", "24", "--users", "120", "--days", "20", "--zip"}
	if said, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var truth map[string]int
	data, err := os.ReadFile(out + ".truth.json")
	if err == nil {
		err = json.Unmarshal(data, &truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{out, out + ".zip"} {
		r, _ := imported(t, newRecorder(), path)
		got := map[string]int{
			"messages": r.Messages, "replies": r.Replies, "threads": r.Threads, "edited": r.Edited, "files": r.Files, "bots": r.Bots,
			"events": r.Events, "tombstones": r.Deleted, "reactions": r.Emoji,
		}
		for what, n := range got {
			if n != truth[what] {
				t.Errorf("%s: %d %s, the generator planted %d", filepath.Base(path), n, what, truth[what])
			}
		}
		if r.Users != 120 || r.Channels != 24 || r.Skipped+r.Refused+r.Repeats > 0 || len(r.Faults) > 0 {
			t.Errorf("%s: %+v", filepath.Base(path), r)
		}
	}
}

// A real export, against a count that shares no code with the reader.
func TestRealExport(t *testing.T) {
	path := filepath.Join(shared, "slack-export", "testarchive.zip")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is missing", path)
	}
	want := countByHand(t, path)
	rec := newRecorder()
	got, events := imported(t, rec, path)
	for _, n := range []*Report{&got, &want} {
		n.Commands, n.Added = 0, 0
	}
	if !equalReports(got, want) || len(got.Faults) > 0 {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, e := range events {
		if strings.Contains(string(e.Data), "xoxe-") {
			t.Errorf("the token of the export's files is in the log: %s", e.Data)
		}
	}
	if again, _ := imported(t, rec, path); again.Added != 0 {
		t.Errorf("a second import added %d", again.Added)
	}
}

// countByHand counts with the standard library's JSON.
func countByHand(t *testing.T, path string) (r Report) {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	folders := map[string]bool{}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		var list []map[string]any
		in, err := f.Open()
		if err == nil {
			err = json.NewDecoder(in).Decode(&list)
		}
		if err != nil {
			t.Fatal(err)
		}
		if folder := filepath.Dir(f.Name); folder != "." {
			folders[folder] = true
			countMessages(&r, list)
		} else if f.Name == "users.json" {
			r.Users = len(list)
		}
	}
	r.Channels = len(folders)
	return r
}

func countMessages(r *Report, list []map[string]any) {
	for _, m := range list {
		r.Messages++
		if m["edited"] != nil {
			r.Edited++
		}
		if m["file"] != nil {
			r.Files++
		}
		if m["bot_id"] != nil {
			r.Bots++
		}
		if slices.Contains([]any{"channel_join", "bot_add"}, m["subtype"]) {
			r.Events++
		}
		if reactions, ok := m["reactions"].([]any); ok {
			r.Reacted++
			r.Emoji += len(reactions)
			for _, n := range reactions {
				r.Reactions += int(n.(map[string]any)["count"].(float64))
			}
		}
	}
}
