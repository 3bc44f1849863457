package tui

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// rig runs the model without a terminal, inside a synctest bubble: commands in goroutines, their messages one after
// another.
type rig struct {
	t    testing.TB
	app  *app
	msgs chan tea.Msg
	stop context.CancelFunc
	raw  []string // what was written to the terminal beside the screen
	quit bool
}

func newRig(t testing.TB, o Options, w, h int) *rig {
	ctx, cancel := context.WithCancel(context.Background())
	r := &rig{t: t, app: newApp(ctx, o.filled()), msgs: make(chan tea.Msg, 1000), stop: cancel}
	r.run(r.app.Init())
	r.send(tea.WindowSizeMsg{Width: w, Height: h})
	return r
}

func (r *rig) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				r.run(c)
			}
		default:
			r.msgs <- msg
		}
	}()
}

// send gives the model a message and everything that follows from it at once.
func (r *rig) send(msg tea.Msg) {
	r.update(msg)
	for synctest.Wait(); len(r.msgs) > 0; synctest.Wait() {
		r.update(<-r.msgs)
	}
}

func (r *rig) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.QuitMsg:
		r.quit = true
		return
	case tea.RawMsg:
		r.raw = append(r.raw, msg.Msg.(string))
		return
	}
	_, cmd := r.app.Update(msg)
	r.run(cmd)
}

// wait lets time pass, tick by tick.
func (r *rig) wait(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(time.Second, time.Until(end)))
		r.send(nil)
	}
}

var rigKeys = map[string]tea.KeyPressMsg{
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
	"space": {Code: ' ', Text: " "}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+w": {Code: 'w', Mod: tea.ModCtrl},
	"ctrl+l": {Code: 'l', Mod: tea.ModCtrl}, "ctrl+p": {Code: 'p', Mod: tea.ModCtrl}, "ctrl+o": {Code: 'o', Mod: tea.ModCtrl},
	"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
}

func (r *rig) key(name string) {
	k, ok := rigKeys[name]
	if !ok {
		k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
	}
	r.send(k)
}

// answer presses a key of a question after the time in which it takes none.
func (r *rig) answer(name string) {
	r.wait(graceFor)
	r.key(name)
}

func (r *rig) typed(text string) {
	for _, c := range text {
		r.key(string(c))
	}
}

// screen draws, and fails unless the screen has exactly the lines that it should have, none of them too wide, and
// nothing in them that a terminal would obey but colours.
func (r *rig) screen() string {
	r.t.Helper()
	v := r.app.View()
	lines := strings.Split(v.Content, "\n")
	if r.app.w > 0 && len(lines) != r.app.h {
		r.t.Fatalf("%d lines on a screen of %dx%d in the %s", len(lines), r.app.w, r.app.h, r.app.place())
	}
	for k, l := range lines {
		if w := ansi.StringWidth(l); w > r.app.w {
			r.t.Fatalf("line %d is %d wide on a screen of %dx%d in the %s: %q", k, w, r.app.w, r.app.h, r.app.place(), l)
		}
	}
	text := ansi.Strip(v.Content)
	if k := strings.IndexFunc(text+v.WindowTitle, obeyed); k >= 0 {
		r.t.Fatalf("a sign that the terminal would obey is on the screen: %q", []rune((text + v.WindowTitle)[k:])[0])
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= r.app.w || c.Y < 0 || c.Y >= r.app.h) {
		r.t.Fatalf("the cursor is at %d,%d on a screen of %dx%d", c.X, c.Y, r.app.w, r.app.h)
	}
	return text
}

func obeyed(r rune) bool {
	return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || slices.Contains([]rune("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c\u2028"), r))
}

func (r *rig) shows(texts ...string) {
	r.t.Helper()
	screen := r.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			r.t.Fatalf("not on the screen: %q\n%s", text, screen)
		}
	}
}

// end stops what runs and lets the bubble end.
func (r *rig) end() {
	r.stop()
	time.Sleep(time.Minute)
	synctest.Wait()
}

// record is a recorder on a log in memory, by the bubble's clock from the beginning of the story on.
func record() *timeline.Recorder {
	start := time.Now()
	return timeline.NewRecorder(logtest.NewMemory(), func() time.Time { return began.Add(time.Since(start)) })
}

// told writes a story without a screen.
func told(t *testing.T, story func(*terminal)) *timeline.Recorder {
	x := &terminal{t: t, start: time.Now(), recorder: record()}
	story(x)
	return x.recorder
}

// orders are those in the log, newest last, by the names of their facts.
func kinds(t testing.TB, r Recorder, ref incident.Ref) []incident.Kind {
	t.Helper()
	var all []incident.Kind
	for e, err := range r.Log().Read(context.Background(), ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Kind)
	}
	return all
}

// lastFact is the newest fact of a type.
func lastFact[F incident.Fact](t testing.TB, r Recorder, ref incident.Ref) (f F, e incident.Event) {
	t.Helper()
	found := false
	for event, err := range r.Log().Read(context.Background(), ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		fact, err := event.Fact()
		if err != nil {
			t.Fatal(err)
		}
		if is, ok := fact.(F); ok {
			f, e, found = is, event, true
		}
	}
	if !found {
		t.Fatalf("no %s in %s: %v", reflect.TypeOf(f).Name(), ref, kinds(t, r, ref))
	}
	return f, e
}

// by gives an order as somebody elsewhere, and lets the console see it.
func (r *rig) by(who incident.Person, o incident.Order) {
	r.t.Helper()
	r.given(incident.Given{By: who, Origin: "cli"}, o)
}

// orderAt orders something that happened earlier.
func (r *rig) orderAt(at time.Time, o incident.Order) {
	r.t.Helper()
	r.given(incident.Given{By: "omar", Origin: "cli", When: incident.At(at)}, o)
}

func (r *rig) given(g incident.Given, o incident.Order) {
	r.t.Helper()
	if _, _, err := r.app.fx.recorder.Do(context.Background(), importRef, timeline.Instruction{Order: o, Given: g}); err != nil {
		r.t.Fatalf("%+v: %v", o, err)
	}
	r.send(nil)
}

// checkLast compares the newest event with a fact, but for the times that are made from the clock.
func (r *rig) checkLast(want incident.Fact, by incident.Person) {
	r.t.Helper()
	var last incident.Event
	for e, err := range r.app.fx.recorder.Log().Read(r.app.fx.ctx, importRef, 1) {
		if err != nil {
			r.t.Fatal(err)
		}
		if e.Kind != (incident.ReminderShown{}).Kind() {
			last = e
		}
	}
	got, err := last.Fact()
	if err != nil {
		r.t.Fatal(err)
	}
	if timeless(got) != timeless(want) || last.Actor != by {
		r.t.Fatalf("recorded by %s: %+v\nwanted by %s: %+v\n%s", last.Actor, got, by, want, r.screen())
	}
	if by != "zac" && last.EnteredBy != "zac" {
		r.t.Errorf("entered by %s", last.EnteredBy)
	}
}

func timeless(f incident.Fact) any {
	switch f := f.(type) {
	case incident.ActionAssigned:
		f.Due = time.Time{}
		return f
	case incident.ActionExtended:
		f.Due, f.Before = time.Time{}, time.Time{}
		return f
	case incident.ActionHandedOn:
		f.Due, f.Before = time.Time{}, time.Time{}
		return f
	case incident.UpdateTold:
		f.Next = time.Time{}
		return f
	case incident.FreezeExtended:
		f.Expires, f.Before = time.Time{}, time.Time{}
		return f
	case incident.EntryRetracted: // its number depends on how many reminders were shown
		f.Entry = 0
		return f
	case incident.EntryRestored:
		f.Entry = 0
		return f
	case incident.ReminderSnoozed:
		f.Due, f.Until = time.Time{}, time.Time{}
		return f
	case incident.EntryCorrected:
		return [2]any{f.Entry, f.Reason}
	case incident.DeployFrozen:
		return [4]any{f.No, f.Holder, f.Reason, f.StolenFrom}
	}
	return f
}

func rigSize(w, h int) tea.WindowSizeMsg { return tea.WindowSizeMsg{Width: w, Height: h} }
