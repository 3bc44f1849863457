package tui

import (
	"context"
	"encoding/base64"
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

var update = flag.Bool("update", false, "rewrite the golden screens")

// began is when the story of the tests begins: the incident of the practice, an afternoon in January.
var began = time.Date(2023, 1, 4, 12, 5, 0, 0, time.UTC)

// paris is the zone of the person at the screen, an hour ahead of UTC in January.
var paris = time.FixedZone("CET", 3600)

// terminal is the whole program behind a terminal emulator, inside a synctest bubble. It waits for the program to be
// idle, not for text to appear.
type terminal struct {
	t        *testing.T
	emu      *vt.SafeEmulator
	program  *tea.Program
	app      *app
	recorder *timeline.Recorder
	start    time.Time  // of the bubble's clock
	heard    sync.Mutex // what the terminal did, which the renderer tells from its own goroutine
	rung     int
	notified []string
	copied   string // what the program put into the clipboard last, in the terminal's code
}

// setting is what a screen test may want to have otherwise.
type setting struct {
	w, h  int
	theme string
	ascii bool
	me    incident.Person
	ref   incident.Ref
	// roster is who there is to be called; nobody if nil.
	roster *incident.Roster
	env    []string
	log    func(timeline.Log) timeline.Log // stands in front of the log
	editor []string
	clean  func(string) string
	// services are how those outside stand, at the recorder's time.
	services func(now time.Time) []Service
	outgoing func(*timeline.Recorder) func(context.Context, incident.Ref) ([]Outgoing, error)
}

// onScreen runs a test in front of the console, after a story was written into its log.
func onScreen(t *testing.T, s setting, story func(*terminal), test func(*terminal)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		x := newTerminal(t, &s)
		if story != nil {
			story(x)
		}
		x.run(s)
		test(x)
	})
}

func newTerminal(t *testing.T, s *setting) *terminal {
	if s.w == 0 {
		s.w, s.h = 80, 24
	}
	if s.theme == "" {
		s.theme = "dark"
	}
	if s.me == "" {
		s.me = "zac"
	}
	x := &terminal{t: t, start: time.Now()}
	log := timeline.Log(logtest.NewMemory())
	if s.log != nil {
		log = s.log(log)
	}
	x.recorder = timeline.NewRecorder(log, func() time.Time { return began.Add(time.Since(x.start)) })
	return x
}

func (x *terminal) run(s setting) {
	x.emu = vt.NewSafeEmulator(s.w, s.h)
	x.emu.Emulator.SetCallbacks(vt.Callbacks{Bell: func() { x.hear(func() { x.rung++ }) }})
	x.emu.Emulator.RegisterOscHandler(9, func(data []byte) bool {
		if progress := strings.HasPrefix(string(data), "9;4;"); !progress {
			x.hear(func() { x.notified = append(x.notified, string(data)) })
		}
		return true
	})
	x.emu.Emulator.RegisterOscHandler(52, func(data []byte) bool {
		x.hear(func() { x.copied = string(data) })
		return true
	})
	x.write("\x1b[20h") // newline mode: the input is no terminal, so the renderer sends bare line feeds
	o := Options{
		Recorder: x.recorder, Me: s.me, Zone: paris, Ref: s.ref, Theme: s.theme, ASCII: s.ascii, Version: "test",
		Status: func() string { return "" }, People: func() []incident.Person { return []incident.Person{"nick", "nora"} },
		Roster: func() (*incident.Roster, error) { return s.roster, nil },
		Input:  x.emu, Output: x.emu, Env: append([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, s.env...),
		Editor: s.editor, Clean: s.clean,
	}
	if s.services != nil {
		o.Services = func() []Service { return s.services(x.recorder.Now()) }
	}
	if s.outgoing != nil {
		o.Outgoing = s.outgoing(x.recorder)
	}
	o = o.filled()
	ctx, cancel := context.WithCancel(context.Background())
	x.app = newApp(ctx, o)
	options := []tea.ProgramOption{tea.WithColorProfile(colorprofile.TrueColor), tea.WithWindowSize(s.w, s.h), tea.WithoutSignalHandler()}
	options = append(options, o.programOptions(ctx)...)
	x.program = tea.NewProgram(x.app, options...)
	ended := make(chan error, 1)
	go func() { _, err := x.program.Run(); ended <- err }()
	x.t.Cleanup(func() {
		x.program.Quit()
		<-ended
		cancel()
		_ = x.emu.Emulator.Close()
		_ = x.recorder.Log().Close()
		time.Sleep(time.Minute) // lets commands that wait end with the bubble
	})
	x.settle()
}

func (x *terminal) hear(do func()) {
	x.heard.Lock()
	defer x.heard.Unlock()
	do()
}

// bells is how often the bell rang, and what the desktop was told.
func (x *terminal) bells() (rung int, notified []string) {
	x.hear(func() { rung, notified = x.rung, slices.Clone(x.notified) })
	return rung, notified
}

// clipboard is what a paste in another window would give.
func (x *terminal) clipboard() (text string) {
	x.t.Helper()
	x.hear(func() { text = x.copied })
	bytes, err := base64.StdEncoding.DecodeString(text[strings.LastIndex(text, ";")+1:])
	if err != nil {
		x.t.Fatal(err)
	}
	return string(bytes)
}

func (x *terminal) write(s string) {
	if _, err := x.emu.Write([]byte(s)); err != nil {
		x.t.Fatal(err)
	}
}

// settle lets the program finish what it does.
func (x *terminal) settle() {
	time.Sleep(50 * time.Millisecond)
	synctest.Wait()
}

// wait lets time pass.
func (x *terminal) wait(d time.Duration) {
	x.program.Send(struct{}{}) // so that the program has heard of this before it changes what was just read
	time.Sleep(d)
	x.settle()
}

// press uses bindings of the place where the keys go, by their names. Like a person, it reads a question first.
func (x *terminal) press(names ...string) *terminal {
	x.t.Helper()
	for _, name := range names {
		guarding := x.app.guarding()
		x.program.Send(struct{}{}) // so that the program has heard of this before it changes what was just read
		if guarding {
			x.wait(graceFor)
		}
		in, found := x.app.place(), false
		for _, b := range allBindings() {
			if slices.Contains(in.scopes(), b.in) && b.name == name && !found {
				x.key(b.keys[0])
				found = true
			}
		}
		if !found {
			x.t.Fatalf("no key does %q in the %s", name, in)
		}
	}
	return x
}

var specialKeys = map[string]rune{
	"up": uv.KeyUp, "down": uv.KeyDown, "pgup": uv.KeyPgUp, "pgdown": uv.KeyPgDown, "home": uv.KeyHome, "end": uv.KeyEnd,
	"left": uv.KeyLeft, "right": uv.KeyRight, "enter": uv.KeyEnter, "esc": uv.KeyEscape, "tab": uv.KeyTab, "backspace": uv.KeyBackspace,
}

// key presses one key by Bubble Tea's name.
func (x *terminal) key(name string) *terminal {
	if code, ok := specialKeys[name]; ok {
		x.emu.SendKey(uv.KeyPressEvent{Code: code})
	} else if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		x.emu.SendKey(uv.KeyPressEvent{Code: rune(letter[0]), Mod: uv.ModCtrl})
	} else {
		x.emu.SendText(name)
	}
	if name == "esc" {
		time.Sleep(time.Second) // a lone escape is told from the start of a code by what does not follow
	}
	x.settle()
	return x
}

// typed types text.
func (x *terminal) typed(text string) *terminal {
	x.emu.SendText(text)
	x.settle()
	return x
}

// text is the screen as a person sees it.
func (x *terminal) text() string { return x.emu.Emulator.String() }

// shows fails unless every one of the texts is on the screen.
func (x *terminal) shows(texts ...string) *terminal {
	x.t.Helper()
	for _, text := range texts {
		if !strings.Contains(x.text(), text) {
			x.t.Fatalf("not on the screen: %q\n%s", text, x.text())
		}
	}
	return x
}

// golden compares the screen with the one that was kept.
func (x *terminal) golden(name string) *terminal {
	x.t.Helper()
	var b strings.Builder
	for line := range strings.SplitSeq(x.text(), "\n") {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	x.kept(filepath.Join("testdata", "screens", name+".txt"), b.String())
	return x
}
