//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// onTerminal is the program itself in a pseudo-terminal, with an emulator that shows what a person would see.
type onTerminal struct {
	t     *testing.T
	emu   *vt.SafeEmulator
	pty   *os.File
	cmd   *exec.Cmd
	ended sync.WaitGroup
}

// openConsole starts the console on the record of a home.
func openConsole(t *testing.T, home string, args ...string) *onTerminal {
	t.Helper()
	x := &onTerminal{t: t, emu: vt.NewSafeEmulator(100, 30), cmd: batonIn(home, args...)}
	var err error
	if x.pty, err = pty.StartWithSize(x.cmd, &pty.Winsize{Rows: 30, Cols: 100}); err != nil {
		t.Skipf("no pseudo-terminal can be had here: %v", err)
	}
	x.ended.Go(func() { copyTo(x.emu, x.pty) }) // what the program shows
	x.ended.Go(func() { copyTo(x.pty, x.emu) }) // what the emulator answers
	return x
}

type reader interface{ Read([]byte) (int, error) }

type writer interface{ Write([]byte) (int, error) }

func copyTo(to writer, from reader) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if _, failed := to.Write(buf[:n]); failed != nil || err != nil {
			return
		}
	}
}

// batonIn is the program with a home of its own.
func batonIn(home string, args ...string) *exec.Cmd {
	c := exec.Command("baton", args...)
	c.Env = append(os.Environ(), "BATON_HOME="+home, "BATON_ME=zac", "TZ=UTC", "TERM=xterm-256color", "LC_ALL=C.UTF-8")
	return c
}

// awaits waits until the screen shows all of the texts.
func (x *onTerminal) awaits(texts ...string) string {
	x.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		screen, missing := ansi.Strip(x.emu.Render()), ""
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				missing = text
			}
		}
		if missing == "" {
			return screen
		}
		if time.Now().After(deadline) {
			x.t.Fatalf("not on the screen: %q\n%s", missing, screen)
		}
	}
}

func (x *onTerminal) keys(keys string) {
	if _, err := x.pty.WriteString(keys); err != nil {
		x.t.Fatal(err)
	}
}

// kill ends the program without a word.
func (x *onTerminal) kill() {
	_ = x.cmd.Process.Kill()
	_ = x.cmd.Wait()
	_ = x.pty.Close()
	_ = x.emu.InputPipe().(io.Closer).Close() // which ends what it answers
	x.ended.Wait()
}

// TestKilledOnEveryPage kills the console on each page, in the middle of something that is typed, and finds everything
// that it had said was recorded in the same room when it is opened again.
func TestKilledOnEveryPage(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	for _, args := range [][]string{
		{"declare", "List import problems", "--severity", "3"},
		{"do", "take command"},
		{"do", "action @lena read the worker logs in 15m"},
		{"do", "freeze all because we do not know the cause for 1h"},
	} {
		if out, err := batonIn(home, args...).CombinedOutput(); err != nil {
			t.Fatalf("baton %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	want := []string{"List import problems", "SEV-3", "IC @zac", "FROZEN F1 all", "read the worker logs"}
	for k, page := range []string{"Board", "Room", "Log", "People", "Commands", "Document"} {
		x := openConsole(t, home)
		x.awaits("SEV-3", "List import problems")
		x.keys("\r")
		x.awaits(want...)
		said := fmt.Sprintf("a note before the page %s", page)
		x.keys(":note " + said + "\r")
		x.awaits("recorded: " + said)
		want = append(want, said)
		x.keys(fmt.Sprint(k + 1))
		x.awaits(fmt.Sprintf("%d %s", k+1, page))
		x.keys("n" + "half a sentence that")
		x.kill()
	}
	x := openConsole(t, home)
	defer x.kill()
	x.awaits("SEV-3", "List import problems")
	x.keys("\r")
	x.awaits(want...)
	if out, err := batonIn(home, "verify").CombinedOutput(); err != nil {
		t.Errorf("baton verify: %v\n%s", err, out)
	}
}
