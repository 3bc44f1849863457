package tell

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is told now into testdata, to be read before it is kept")

// TestTold plays the afternoons of testdata. A line that begins with "> " is typed, or lets the clock run, or is "due",
// which looks at the clock; what stands below it is all that the channel is told then, as people see it.
func TestTold(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no afternoons: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if told := played(t, string(data)); *update {
				err = os.WriteFile(file, []byte(told), 0o600)
			} else {
				differ(t, told, string(data))
			}
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// played gives an afternoon with what is told at each line now.
func played(t *testing.T, afternoon string) string {
	r := newRoom(t)
	var b strings.Builder
	for line := range strings.SplitSeq(afternoon, "\n") {
		if strings.HasPrefix(line, "#") || b.Len() > 0 && line == "" {
			b.WriteString(line + "\n")
		}
		typed, ok := strings.CutPrefix(line, "> ")
		if !ok {
			continue
		}
		b.WriteString(line + "\n")
		if typed == "due" {
			b.WriteString(under(sight(t, r.due())))
		} else if r.do(typed); typed[0] != '+' {
			b.WriteString(under(sight(t, r.last)))
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func under(s string) string {
	if s == "" {
		return ""
	}
	return s + "\n"
}

// differ names the first line in which the texts are not the same, and what was typed before it.
func differ(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	typed := ""
	for k := range min(len(g), len(w)) {
		if strings.HasPrefix(g[k], "> ") {
			typed = g[k]
		}
		if g[k] != w[k] {
			t.Fatalf("line %d, after %q:\n got %s\nwant %s", k+1, typed, g[k], w[k])
		}
	}
	if len(g) != len(w) {
		t.Fatalf("got %d lines, want %d", len(g), len(w))
	}
}
