package tui

import (
	"context"
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
// it that the terminal would obey, and the model does not panic.
func TestRandomKeys(t *testing.T) {
	keys := walkKeys()
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.SliceOfN(rapid.IntRange(0, 1<<16), 5, 60).Draw(rt, "steps")
		ascii, ref := rapid.Bool().Draw(rt, "ascii"), rapid.SampledFrom([]incident.Ref{"", importRef, importRef}).Draw(rt, "ref")
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, Options{Recorder: told(t, afternoon), Me: "zac", Zone: paris, Ref: ref, ASCII: ascii, Clean: onlyText}, 80, 24)
			defer r.end()
			for _, step := range seed {
				walkStep(r, keys, step)
				r.screen()
			}
		})
	})
}

// onlyText stands for the door.
func onlyText(s string) string { return (&theme{}).lines(s) }

func walkStep(r *rig, keys []string, step int) {
	switch n := step >> 3; step & 7 {
	case 0:
		r.send(tea.PasteMsg{Content: walkTexts[n%len(walkTexts)]})
	case 1:
		r.send(tea.WindowSizeMsg{Width: 20 + n%200, Height: 5 + n/200%60})
	case 2:
		r.wait(time.Duration(n%400) * time.Second / 20)
	case 3:
		r.key(keys[n%len(keys)])
	default:
		r.key(keysOf(r.app.place())[n%len(keysOf(r.app.place()))])
	}
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
		"question": {"R", "enter"}, "check back": {"b"}, "accept": {"H", "I am"}, "update": {"i", "down"}, "hand off": {"h", "down", "down"}, "decide": {"D"}, "entry": {"enter"}, "help": {"?"}, "far up": {"right", "g", "down"},
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

// TestHostileLog draws a log that no door has cleaned and no rule has checked.
func TestHostileLog(t *testing.T) {
	evil := "x\x1b]0;owned\x07\x1b[2J\x1b]52;c;aGk=\x07\r\b\u202egpj.\u2066\u200b\u0000\u009b31m\x7f e\u0301\u0301\u0301 👨‍👩‍👧 界\tend"
	synctest.Test(t, func(t *testing.T) {
		rec := record()
		facts := []incident.Fact{
			incident.IncidentDeclared{Ref: importRef, Title: evil},
			incident.RoleTaken{Role: "ic", Holder: incident.Person(evil)},
			incident.ActionAssigned{No: 1, Owner: incident.Person(evil), Task: evil, Due: began.Add(time.Second)},
			incident.DeployFrozen{No: 1, Holder: incident.Person(evil), Scopes: []string{evil}, Reason: evil, Expires: began},
			incident.RoleOffered{Role: "ic", From: "a", To: incident.Person(evil), Brief: evil},
			incident.MessagePosted{Text: evil + "\n" + evil},
			incident.ResponderCalled{Person: incident.Person(evil), Step: incident.StepPaged, Text: evil},
			incident.CommandProposed{No: 1, Text: evil, Author: incident.Person(evil)},
			incident.UpdateTold{Text: evil, Next: began},
			incident.NoteTaken{Text: evil},
			incident.EntryTagged{Entry: 2, Tag: evil},
			incident.EntryRetracted{Entry: 10, Reason: evil},
		}
		for k, f := range facts {
			e, err := incident.NewEvent(f, incident.Given{By: incident.Person(evil), Now: rec.Now(), Origin: incident.Origin(evil)})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := rec.Log().Append(context.Background(), importRef, uint64(k), e); err != nil {
				t.Fatal(err)
			}
		}
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}, {40, 10}} {
			for _, ascii := range []bool{false, true} {
				r := newRig(t, Options{Recorder: rec, Me: "zac", ASCII: ascii, Status: func() string { return evil }}, size[0], size[1])
				for _, k := range []string{
					"enter", "right", "g", "enter", "esc", "d", "esc", "H", "n", "t", "esc", "e", "esc", ":", "tab", "tab", "esc",
					"b", "tab", "tab", "tab", "esc", "i", "down", "esc", "h", "down", "down", "esc", "D", "esc", "r", "esc", "X", "esc", "#", "esc", "c", "B", "U", "enter", "enter", "esc", "q",
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
