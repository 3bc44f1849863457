package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"baton/tui"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"baton": func() { keepIndoors(); main() }})
}

// TestScripts runs the built program as a new user would. Each script has a home of its own.
func TestScripts(t *testing.T) {
	project, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"slack": standIn},
		Setup: func(e *testscript.Env) error {
			e.Setenv("BATON_HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("BATON_ME", "zac")
			e.Setenv("TZ", "UTC")
			e.Setenv("NO_COLOR", "1")
			e.Setenv("TEST_RING", e.WorkDir)
			e.Setenv("SHARED", filepath.Join(project, "..", "shared"))
			return nil
		},
		Condition: func(name string) (bool, error) {
			_, err := os.Stat(filepath.Join(project, "..", "shared", "data"))
			return name == "shared" && err == nil, nil
		},
	})
}

var update = flag.Bool("update", false, "rewrite what is made from the program: the README's table of keys and its pictures")

// TestREADMEKeys holds the README's table of keys to the console's own.
func TestREADMEKeys(t *testing.T) {
	const begin, end = "<!-- keys -->\n", "<!-- /keys -->\n"
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	table, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("README.md has no table between %q and %q", begin, end)
	}
	want := keyTable()
	if table == want {
		return
	}
	if !*update {
		t.Fatalf("the README's table of keys is not the console's; go test -update -run README . makes it anew\ngot:\n%s\nwant:\n%s", table, want)
	}
	if err := os.WriteFile("README.md", []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func keyTable() string {
	var b strings.Builder
	b.WriteString("| where | keys | what they do |\n| --- | --- | --- |\n")
	for _, row := range tui.KeyTable() {
		keys := strings.Fields(row.Keys)
		for k, key := range keys {
			keys[k] = "`" + strings.ReplaceAll(key, "|", `\|`) + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", row.Where, strings.Join(keys, " "), row.Text)
	}
	return b.String()
}

// TestREADMEScreens holds the README's pictures to screens that the console's own tests keep.
func TestREADMEScreens(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	got := picture.ReplaceAllStringFunc(string(text), func(block string) string {
		name := picture.FindStringSubmatch(block)[1]
		screen, err := os.ReadFile(filepath.Join("tui", "testdata", "screens", name+".txt"))
		if err != nil {
			t.Errorf("the picture %s: %v", name, err)
		}
		shown++
		return "<!-- screen " + name + " -->\n```text\n" + strings.TrimRight(string(screen), "\n") + "\n```\n<!-- /screen -->"
	})
	if shown < 8 {
		t.Errorf("the README has %d pictures", shown)
	}
	if got == string(text) {
		return
	}
	if !*update {
		t.Fatal("the README's pictures are not the console's; go test -update -run README . makes them anew")
	}
	if err := os.WriteFile("README.md", []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

var picture = regexp.MustCompile(`(?s)<!-- screen (\S+) -->\n.*?<!-- /screen -->`)

// TestREADMECommands holds the README's table of commands to the program's own.
func TestREADMECommands(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range (&app{}).rootCommand().Commands() {
		if !strings.Contains(string(text), "`baton "+c.Name()) {
			t.Errorf("README.md does not name baton %s", c.Name())
		}
	}
}
