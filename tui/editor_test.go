package tui

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
)

// script is an editor that a test writes.
func script(t *testing.T, body string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "editor")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return []string{path, "--wait"}
}

func TestEditing(t *testing.T) {
	for name, test := range map[string]struct {
		body, want, fails string
		kept              bool
	}{
		"saves":             {body: `printf ' and more' >> "$2"`, want: "before and more"},
		"leaves as it is":   {body: `true`, want: "before"},
		"fails":             {body: `exit 3`, want: "before", fails: "exit status 3"},
		"saves, then fails": {body: `printf 'saved' > "$2"; exit 1`, want: "saved", fails: "exit status 1"},
		"removes it":        {body: `rm "$2"`, want: "before", fails: "read the text back"},
		"is not private":    {body: `test "$(stat -c %a "$2")" = 600`, want: "before"},
		"too much":          {body: `head -c 40000 /dev/zero | tr '\0' x > "$2"`, want: "before", fails: "40000 characters and 32000 fit", kept: true},
	} {
		t.Run(name, func(t *testing.T) {
			temp := t.TempDir()
			t.Setenv("TMPDIR", temp)
			e := &editing{command: script(t, test.body), text: "before", in: strings.NewReader(""), out: new(bytes.Buffer), errs: new(bytes.Buffer)}
			err := e.Run()
			if (err == nil) != (test.fails == "") || err != nil && !strings.Contains(err.Error(), test.fails) {
				t.Errorf("it fails with %v", err)
			}
			if e.text != test.want {
				t.Errorf("it leaves %.40q", e.text)
			}
			if left, _ := filepath.Glob(filepath.Join(temp, "*")); (len(left) > 0) != test.kept {
				t.Errorf("files are left: %q", left)
			}
		})
	}
	e := &editing{command: []string{filepath.Join(t.TempDir(), "missing")}, text: "before"}
	if err := e.Run(); err == nil || e.text != "before" {
		t.Errorf("an editor that is not there: %v, %q", err, e.text)
	}
}

func TestFindEditor(t *testing.T) {
	env := func(all map[string]string) func(string) string { return func(name string) string { return all[name] } }
	if got := findEditor(env(map[string]string{"VISUAL": "code --wait", "EDITOR": "ed"})); strings.Join(got, "|") != "code|--wait" {
		t.Errorf("%q", got)
	}
	if got := findEditor(env(map[string]string{"EDITOR": "ed"})); strings.Join(got, "|") != "ed" {
		t.Errorf("%q", got)
	}
	t.Setenv("PATH", t.TempDir())
	if got := findEditor(env(nil)); got == nil || len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// TestEditorRoundTrip runs the program with an editor: the text goes out, comes back through the door, and is recorded.
func TestEditorRoundTrip(t *testing.T) {
	editor := script(t, `printf '%s\n\033]0;owned\007second line\n' "$(cat "$2")" > "$2.new"; mv "$2.new" "$2"`)
	onScreen(t, setting{ref: importRef, editor: editor, clean: onlyText}, afternoon, func(x *terminal) {
		x.press("note").typed("first line").edit().shows("first line", "second line")
		x.press("next/record").shows("recorded:")
		if f, _ := lastFact[incident.NoteTaken](t, x.recorder, importRef); f.Text != "first line\n]0;ownedsecond line" {
			t.Errorf("recorded %q", f.Text)
		}
		x.press("command").typed("note from the prompt").edit().press("record")
		if f, _ := lastFact[incident.NoteTaken](t, x.recorder, importRef); !strings.HasPrefix(f.Text, "from the prompt\n") {
			t.Errorf("recorded %q", f.Text)
		}
	})
}

// edit opens the editor and waits until the program has its terminal again. Reading from this terminal cannot be
// stopped: the program gives it up after half a second, and the reader that it gave up takes one more key.
func (x *terminal) edit() *terminal {
	x.press("editor")
	x.wait(time.Second)
	return x.key("ctrl+l")
}

func TestAnEditorThatFailsLosesNothing(t *testing.T) {
	onScreen(t, setting{ref: importRef, editor: script(t, "exit 3")}, afternoon, func(x *terminal) {
		x.press("note").typed("first line").edit()
		x.shows("FAILED", "the editor failed: editor: exit status 3.", "what you typed is as it was", "text       first line")
		x.press("close", "note").shows("text       first line")
	})
}

// bellCounter is a terminal that counts bells.
type bellCounter struct{ atomic.Int64 }

func (c *bellCounter) Write(b []byte) (int, error) {
	c.Add(int64(bytes.Count(b, []byte(bell))))
	return len(b), nil
}

// TestTheBellRingsOverTheEditor: the console cannot draw while the screen is the editor's.
func TestTheBellRingsOverTheEditor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var rung bellCounter
		e := &editing{bells: []time.Duration{time.Minute, 5 * time.Minute, time.Hour}, out: &rung}
		hush := e.ringing()
		for _, c := range []struct {
			wait time.Duration
			rung int64
		}{{59 * time.Second, 0}, {time.Second, 1}, {4 * time.Minute, 2}} {
			time.Sleep(c.wait)
			synctest.Wait()
			if got := rung.Load(); got != c.rung {
				t.Errorf("after %v more it has rung %d times", c.wait, got)
			}
		}
		hush()
		time.Sleep(2 * time.Hour)
		if rung.Load() != 2 {
			t.Error("it rings after the editor has ended")
		}
	})
}

func TestBellsAreOfWhatComesDue(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		before := r.app.bells()
		r.by("zac", incident.Assign{Owner: "nick", Task: "look at zookeeper", In: 7 * time.Minute})
		r.wait(time.Second)
		after := r.app.bells()
		if len(after) != len(before)+1 || !slices.IsSorted(after) || after[0] <= 0 {
			t.Errorf("the bells were %v, and with one more action item they are %v", before, after)
		}
		r.app.readOnly = true
		if got := r.app.bells(); got != nil {
			t.Errorf("a console that looks on rings at %v", got)
		}
	})
}

func TestNoEditorSaysSo(t *testing.T) {
	onScreen(t, setting{ref: importRef, editor: []string{}}, afternoon, func(x *terminal) {
		x.press("note").key(editorKey).shows("there is no editor: set VISUAL or EDITOR")
	})
}

func TestCopy(t *testing.T) {
	evil := func(x *terminal) {
		afternoon(x)
		x.by("zac", importRef, incident.Note{Text: "one line\nand another; 界"})
	}
	onScreen(t, setting{ref: importRef}, evil, func(x *terminal) {
		x.press("copy").shows("copied entry 24, 50 characters", "OSC 52")
		if got := x.clipboard(); got != "2023-01-04 14:00 CET @zac: one line\nand another; 界" {
			t.Errorf("the clipboard has %q", got)
		}
		x.press("copy brief").shows("copied the brief")
		if got := x.clipboard(); !strings.HasPrefix(got, "Situation: List import problems, SEV-2") {
			t.Errorf("the clipboard has %q", got)
		}
	})
}
