package ptybench

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// program is what is run in a terminal.
type program struct {
	path string
	args []string
	env  []string
}

// programs are ours and those that it is compared with.
type programs struct{ baton, hello, list program }

// build compiles them from the modules of this project.
func build(b *testing.B) programs {
	b.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		b.Skip("the go tool is not there, which has to build the programs")
	}
	dir := b.TempDir()
	made := func(name, folder string) program {
		path := filepath.Join(dir, name)
		if out, err := exec.Command("go", "build", "-o", path, folder).CombinedOutput(); err != nil {
			b.Fatalf("go build %s: %v\n%s", folder, err, out)
		}
		return program{path: path}
	}
	return programs{baton: made("baton", "../.."), hello: made("hello", "./testdata/hello"), list: made("list", "./testdata/list")}
}

// on is the program with the store in a folder.
func (p program) on(home string) program {
	p.env = append(slices.Clone(p.env), "BATON_HOME="+home)
	return p
}

// environment is that of a person at an ordinary terminal, whatever the benchmark is run in.
func (p program) environment() []string {
	others := []string{"NO_COLOR", "TERM_PROGRAM", "SSH_TTY", "WT_SESSION", "TMUX", "STY", "LC_ALL", "LC_CTYPE"}
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(others, name)
	})
	env = append(env, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC", "BATON_ME=zac")
	return append(env, p.env...)
}
