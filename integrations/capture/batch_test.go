package capture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readBatch reads a file of marked messages: intent, answer and text between bars.
func readBatch(t testing.TB, name string) []labelled {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("read the messages: %v", err)
	}
	var all []labelled
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.SplitN(line, "|", 3)
		if len(fields) != 3 {
			t.Fatalf("%s: not intent|answer|text: %s", name, line)
		}
		all = append(all, label(strings.ReplaceAll(fields[2], `\n`, "\n"), fields[0], fields[1]))
	}
	return all
}

// TestBatches guards what was learned from batches of messages that were labelled
// before the detector ever saw them.
func TestBatches(t *testing.T) {
	names, err := filepath.Glob("testdata/batch*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no batches: %v", err)
	}
	for _, name := range names {
		var all tally
		for _, m := range readBatch(t, name) {
			if wrong := all.score(m); wrong != "" {
				t.Logf("%s\n   %s\n   got %+v", wrong, m.ID, Scan(m.Text).Commands)
			}
		}
		t.Logf("intent, wanted and got: %v", all.confused)
		all.report(t, name)
	}
}
