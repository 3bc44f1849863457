package tui

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"baton/incident"
)

// walkKeys is every key that is bound, and some text.
func walkKeys() []string {
	keys := map[string]bool{"space": true, "backspace": true, "left": true, "right": true, "1": true, "@": true, "ü": true, "界": true}
	for _, b := range allBindings() {
		for _, k := range b.keys {
			if b.in != everywhere {
				keys[k] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

var walkTexts = []string{
	"@nick", "look at zookeeper", "15", "yes", "internal", "action @zac check DNS in 5m", "resolve", "handoff ic @nora",
	"accept", "two\nlines of\r\ntext", "\x1b]0;owned\x07\x1b[2J", "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界", "a\u202eb\u200bc",
}

// TestRandomKeys walks through the console. Whatever is pressed, the screen has the size of the terminal and nothing in
// it that the terminal would obey, the model does not panic, nothing is recorded but by a key that the table says
// records, and whatever was opened can be closed.
func TestRandomKeys(t *testing.T) {
	keys := walkKeys()
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.SliceOfN(rapid.IntRange(0, 1<<16), 5, 60).Draw(rt, "steps")
		ascii, ref := rapid.Bool().Draw(rt, "ascii"), rapid.SampledFrom([]incident.Ref{"", importRef, importRef}).Draw(rt, "ref")
		synctest.Test(t, func(t *testing.T) {
			t.Chdir(t.TempDir()) // the document can be written to a file
			rec := told(t, heldBack)
			r := newRig(t, Options{
				Recorder: rec, Me: "zac", Zone: paris, Ref: ref, ASCII: ascii, Clean: onlyText,
				Outgoing: fakeOutbox(rec), Services: func() []Service { return liveThenDown(rec.Now()) },
			}, 80, 24)
			defer r.end()
			for _, step := range seed {
				r.walk(keys, step)
				r.screen()
			}
			r.closeAll()
		})
	})
}

// walk takes one step, and fails where it records something that it may not.
func (r *rig) walk(keys []string, step int) {
	r.t.Helper()
	before := r.entries()
	pressed, in := walkStep(r, keys, step), r.app.place()
	if after := r.entries(); after != before && !r.mayRecord(pressed) {
		r.t.Fatalf("%q recorded %d events, and the table does not say that it records (the keys go to the %s now)", pressed, after-before, in)
	}
}

// entries counts what is recorded, but for reminders, which are recorded as time passes.
func (r *rig) entries() int {
	n := 0
	heads, err := r.app.fx.recorder.Log().List(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, h := range heads {
		for _, k := range kinds(r.t, r.app.fx.recorder, h.Ref) {
			if k != (incident.ReminderShown{}).Kind() {
				n++
			}
		}
	}
	return n
}

// mayRecord tells whether any binding of a key records at once.
func (r *rig) mayRecord(key string) bool {
	return slices.ContainsFunc(allBindings(), func(b binding) bool { return b.records && slices.Contains(b.keys, key) })
}

// closeAll presses Esc until the page has the keys again.
func (r *rig) closeAll() {
	r.t.Helper()
	r.send(tea.WindowSizeMsg{Width: 80, Height: 24}) // where nothing can be seen, no key does anything
	for range 20 {
		if len(r.app.overlays) == 0 && !r.app.place().typing() {
			return
		}
		r.wait(time.Second) // what opens by itself takes no key at first
		r.key("esc")
	}
	r.t.Fatalf("the %s cannot be closed\n%s", r.app.place(), r.screen())
}

// onlyText stands for the door.
func onlyText(s string) string { return (&theme{}).lines(s) }

// walkStep does something at random, and says which key it pressed if it pressed one.
func walkStep(r *rig, keys []string, step int) (pressed string) {
	switch n := step >> 3; step & 7 {
	case 0:
		r.send(tea.PasteMsg{Content: walkTexts[n%len(walkTexts)]})
	case 1:
		r.send(tea.WindowSizeMsg{Width: 20 + n%200, Height: 5 + n/200%60})
	case 2:
		r.wait(time.Duration(n%400) * time.Second / 20)
	case 3:
		r.send(tea.MouseClickMsg{X: n % 200, Y: n / 200 % 40, Button: tea.MouseLeft})
	case 4:
		pressed = keys[n%len(keys)]
		r.key(pressed)
	default:
		own := keysOf(r.app.place())
		if len(own) == 0 {
			r.t.Fatalf("no key does anything in the %s", r.app.place())
		}
		pressed = own[n%len(own)]
		r.key(pressed)
	}
	return pressed
}

// keysOf are the keys that do something in a place, but for those that only leave it.
func keysOf(in place) []string {
	var keys []string
	for _, b := range allBindings() {
		if b.in != everywhere && slices.Contains(in.scopes(), b.in) && b.name != "board" && b.name != "quit" {
			keys = append(keys, b.keys...)
		}
	}
	return keys
}

// TestEverySize draws every place at every kind of size.
func TestEverySize(t *testing.T) {
	places := map[string][]string{
		"board": {"q"}, "filter": {"q", "/", "x"}, "room": {}, "prompt": {":", "done 1", "enter"}, "form": {"a", "@nick", "enter"},
		"question": {"R", "enter"}, "check back": {"b"}, "accept": {"H", "I am"}, "update": {"i", "down"}, "hand off": {"h", "down", "down"}, "decide": {"D"},
		"entry": {"enter"}, "help": {"?"}, "far up": {"right", "g", "down"}, "past": {"{", "{"}, "log": {"3"}, "log order": {"3", "l"}, "log filter": {"3", "/", "kind:x"}, "log filtered": {"3", "/", "@lena", "enter", "["},
	}
	for name, path := range places {
		t.Run(name, func(t *testing.T) {
			inRoomOf(t, afternoon, func(r *rig) {
				for _, k := range path {
					if _, special := rigKeys[k]; special || len(k) == 1 {
						r.key(k)
					} else {
						r.typed(k)
					}
				}
				for _, w := range []int{1, 20, 39, 40, 41, 59, 60, 79, 80, 100, 109, 110, 111, 159, 160, 200, 400} {
					for _, h := range []int{1, 5, 9, 10, 11, 16, 24, 40, 60, 120} {
						r.send(tea.WindowSizeMsg{Width: w, Height: h})
						if text := r.screen(); w < leastW && h > 0 && w >= 9 && text[:9] != "too small" {
							t.Fatalf("at %dx%d it is not said that it is too small: %q", w, h, text)
						}
					}
				}
			})
		})
	}
}

// TestBeforeAnySize draws what Bubble Tea asks for before it knows the terminal.
func TestBeforeAnySize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newApp(t.Context(), Options{Recorder: record(), Ref: importRef}.filled())
		if v := a.View(); v.Content != "" || !v.AltScreen {
			t.Errorf("%+v", v)
		}
	})
}

func TestHostileLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := record()
		hostile(t, rec, evilFacts()...)
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}, {40, 10}} {
			for _, ascii := range []bool{false, true} {
				r := newRig(t, Options{Recorder: rec, Me: "zac", ASCII: ascii, Status: func() string { return evil }, Services: evilServices, Outgoing: evilOutgoing}, size[0], size[1])
				for _, k := range []string{
					"enter", "right", "g", "enter", "esc", "d", "esc", "H", "n", "t", "esc", "e", "esc", ":", "tab", "tab", "esc",
					"b", "tab", "tab", "tab", "esc", "i", "down", "esc", "h", "down", "down", "esc", "D", "esc", "r", "esc", "X", "esc", "#", "esc", "c", "B", "W", "enter", "esc", "e", "esc", "x", "esc", "esc", "U", "enter", "enter", "esc", "q",
				} {
					r.wait(time.Second)
					r.screen()
					r.key(k)
				}
				for _, raw := range r.raw {
					if n := len([]rune(raw)); raw[:1] != "\a" || n > 260 {
						t.Errorf("written to the terminal: %q", raw)
					}
				}
				r.end()
			}
		}
	})
}

func TestKeysAreBoundOnce(t *testing.T) {
	seen := map[string]string{}
	for _, b := range allBindings() {
		for _, k := range b.keys {
			id := fmt.Sprintf("%s in the %s", k, b.in)
			if other, ok := seen[id]; ok {
				t.Errorf("%s does %q and %q", id, other, b.name)
			}
			seen[id] = b.name
			if b.in.typing() && len([]rune(k)) == 1 {
				t.Errorf("%s is text", id)
			}
		}
		if b.does == "" || b.name == "" || b.do == nil {
			t.Errorf("%+v says or does nothing", b.keys)
		}
	}
}

func TestKeyTableIsComplete(t *testing.T) {
	rows := KeyTable()
	if len(rows) != len(allBindings()) {
		t.Fatalf("%d rows for %d bindings", len(rows), len(allBindings()))
	}
	for _, want := range []KeyRow{
		{"board", "Enter", "open the incident"},
		{"every page", ":", "type a command, as in Slack after /incident"},
		{"room", "↑ k", "choose the one above"},
		{"everywhere", "Ctrl+C", "leave baton at once; nothing that is recorded is lost"},
	} {
		if !slices.Contains(rows, want) {
			t.Errorf("no row %+v", want)
		}
	}
}
