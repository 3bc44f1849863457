package tui

import (
	"context"
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// busyAfternoon is the afternoon with what was typed in it.
func busyAfternoon(x *terminal) {
	afternoon(x)
	x.by("lena", importRef, incident.Propose{Text: "ss -s", Language: incident.Shell, AlreadyRun: true})
	x.by("lena", importRef, incident.ShowOutput{No: 1, Text: "Total: 65211\nTCP:   412 (estab 300)\nUDP:   64790"})
	x.at(56)
	x.by("lena", importRef, incident.Propose{Text: "sysctl -w net.ipv4.ip_local_port_range='1024 65535'", Language: incident.Shell})
	x.by("omar", importRef, incident.Confirm{No: 2, Text: "on one box only"})
	x.at(57)
	x.by("lena", importRef, incident.RunCommand{No: 2})
	x.by("lena", importRef, incident.ShowOutput{No: 2, Text: "sysctl: permission denied on key", Failed: true})
	x.by("omar", importRef, incident.Propose{Text: "DELETE FROM import_jobs\n WHERE state = 'stuck'\n   AND created < '2023-01-04'", Language: incident.SQL})
	x.by("nick", importRef, incident.Object{No: 3, Reason: "it locks the table"})
	x.at(58)
	x.by("omar", importRef, incident.Propose{Text: "kubectl scale deploy/importer --replicas=2", Language: incident.Shell})
	x.by("nick", importRef, incident.Confirm{No: 4})
	x.by("omar", importRef, incident.RunCommand{No: 4})
	x.by("omar", importRef, incident.UndoCommand{No: 4, How: "scaled back to 12"})
	x.by("zac", importRef, incident.Propose{Text: "kubectl get pods -l app=importer -o wide", Language: incident.Shell})
	x.by("lena", importRef, incident.Propose{Text: "systemctl restart resolver", Language: incident.Shell})
	x.reminded(importRef)
}

// fromTheLedger is what keys record on the page of commands, of which C6 of lena is chosen.
var fromTheLedger = []struct {
	name string
	keys func(*rig)
	want incident.Fact
}{
	{"confirm", func(r *rig) { r.key("y") }, incident.CommandConfirmed{No: 6}},
	{"object", func(r *rig) { r.key("x"); r.fill("it drops what is under way") }, incident.CommandObjected{No: 6, Reason: "it drops what is under way"}},
	{"was run, by its author", func(r *rig) { r.key("d"); r.fill("") }, incident.CommandRun{No: 6, By: "lena"}},
	{"was run, by another", func(r *rig) { r.key("d"); r.key("ctrl+u"); r.fill("@omar") }, incident.CommandRun{No: 6, By: "omar"}},
	{"failed", func(r *rig) {
		r.key("up")
		r.key("up")
		r.key("up")
		r.key("up")
		r.key("o")
		r.fill("it says no", "yes")
	}, incident.OutputShown{No: 2, Text: "it says no", Failed: true}},
	{"output of lines", func(r *rig) {
		r.key("o")
		r.send(tea.PasteMsg{Content: "one\r\ntwo"})
		r.fill("", "")
	}, incident.OutputShown{No: 6, Text: "one\ntwo"}},
	{"was undone", func(r *rig) { r.key("g"); r.key("m"); r.fill("there is nothing to undo") }, incident.CommandUndone{No: 1, How: "there is nothing to undo"}},
}

func TestTheLedgerFromTheKeyboard(t *testing.T) {
	for _, test := range fromTheLedger {
		t.Run(test.name, func(t *testing.T) {
			inLedgerOf(t, busyAfternoon, func(r *rig) {
				test.keys(r)
				r.checkLast(test.want, "zac")
				r.shows("OK")
				if in := r.app.place(); in != onCommands {
					t.Errorf("after it the keys go to the %s", in)
				}
			})
		})
	}
}

func TestKeysOfTheLedgerThatAreOff(t *testing.T) {
	quiet := func(x *terminal) { x.declared("erin", incident.Declare{Title: "List import problems"}) }
	inLedgerOf(t, quiet, func(r *rig) {
		r.shows("No command yet.")
		for _, key := range []string{"y", "x", "d", "o", "m", "enter", "Y"} {
			r.key(key)
			r.shows("no command is chosen")
			r.key("esc")
		}
	})
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		r.key("m")
		r.shows("C6 was not run in the record")
		r.key("up")
		r.key("y")
		r.shows("C5 is yours, it needs a second pair of eyes")
		r.key("up")
		r.key("d")
		r.shows("C4 was run at 14:03:00 by @omar")
		r.key("m")
		r.shows("C4 was undone at 14:03:00")
		r.key("y")
		r.key("y")
		r.shows("you confirmed C4 at 14:03:00")
		entry := firstOf(t, r, incident.CommandProposed{}.Kind())
		r.key(":")
		r.fill(fmt.Sprintf("retract %d because it was an example", entry))
		r.key("g")
		r.key("x")
		r.shows("C1 was retracted, it was no command", "retracted")
	})
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, busyAfternoon), Me: "zac", Ref: importRef}, 100, 30)
		defer r.end()
		r.app.readOnly = true
		r.key("5")
		for _, key := range []string{"y", "x", "d", "o", "m"} {
			r.key(key)
			r.shows("this console only reads")
		}
		r.key("enter")
		r.shows("Command C6")
	})
}

// firstOf is the number of the first entry of a kind.
func firstOf(t *testing.T, r *rig, kind incident.Kind) uint64 {
	for k, is := range kinds(t, r.app.fx.recorder, importRef) {
		if is == kind {
			return uint64(k + 1)
		}
	}
	t.Fatalf("no %s", kind)
	return 0
}

func (r *rig) chosenCommand() int {
	c, _ := r.app.subject.commands.command()
	return c.No
}

func TestTheChosenCommandStays(t *testing.T) {
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		r.key("up")
		r.key("up")
		for k := range 60 {
			r.by("lena", incident.Propose{Text: fmt.Sprintf("uptime # %d", k)})
		}
		if no := r.chosenCommand(); no != 4 {
			t.Fatalf("C%d is chosen after more came", no)
		}
		r.shows("▌C4", "66 commands", "below: G goes to the end")
		r.key("G")
		r.by("lena", incident.Propose{Text: "the newest"})
		if no := r.chosenCommand(); no != 67 {
			t.Errorf("C%d is chosen at the end", no)
		}
		r.key("g")
		r.key("pgdown")
		if no, want := r.chosenCommand(), r.app.subject.commands.layout.list.h; no != want {
			t.Errorf("C%d is chosen a screen further down, want C%d", no, want)
		}
		r.key("pgup")
		r.shows("▌C1 ")
	})
}

// TestWhatCameInIsNotConfirmed: a key that was meant for the command before must not confirm the one that came in its
// place.
func TestWhatCameInIsNotConfirmed(t *testing.T) {
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		r.by("omar", incident.Propose{Text: "rm -rf /var/lib/importer"})
		r.key("y")
		r.shows("the choice has just gone on to C7")
		r.checkLastKind(incident.CommandProposed{}.Kind())
		r.wait(chosenFor)
		r.key("y")
		f, _ := lastFact[incident.CommandConfirmed](t, r.app.fx.recorder, importRef)
		if f.No != 7 {
			t.Errorf("C%d is confirmed", f.No)
		}
	})
}

// TestAKeyPressedTwiceStaysOnItsCommand: in the list of those that wait, a confirmed one has no place any more.
func TestAKeyPressedTwiceStaysOnItsCommand(t *testing.T) {
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		r.by("lena", incident.Propose{Text: "uptime"})
		r.by("lena", incident.Propose{Text: "free"})
		r.key("l")
		r.key("up")
		r.shows("▌Commands that wait  8 commands: 4 wait", "▌C7")
		r.key("y")
		r.key("y")
		r.shows("you confirmed C7 at", "▌C7")
		if n := countKind(t, r, incident.CommandConfirmed{}.Kind()); n != 3 {
			t.Errorf("%d confirmations", n)
		}
		r.key("down")
		r.shows("▌C8")
		if text := r.screen(); strings.Contains(text, " C7 ") {
			t.Errorf("the confirmed command is still listed:\n%s", text)
		}
	})
}

func (r *rig) checkLastKind(want incident.Kind) {
	r.t.Helper()
	all := kinds(r.t, r.app.fx.recorder, importRef)
	if last := all[len(all)-1]; last != want {
		r.t.Errorf("the last event is %s", last)
	}
}

func countKind(t *testing.T, r *rig, kind incident.Kind) (n int) {
	for _, is := range kinds(t, r.app.fx.recorder, importRef) {
		if is == kind {
			n++
		}
	}
	return n
}

func TestListsOfTheLedger(t *testing.T) {
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		const counts = "6 commands: 2 wait, 1 unseen, 2 without undo"
		r.shows("▌Commands  " + counts)
		want := [][]int{{5, 6}, {1}, {1, 2}, {1, 2, 3, 4, 5, 6}}
		for _, listed := range want {
			r.key("l")
			r.shows(counts)
			var got []int
			for k := range r.app.subject.commands.rows {
				got = append(got, r.app.subject.commands.number(k))
			}
			if !reflect.DeepEqual(got, listed) {
				t.Errorf("%s: %v, want %v", ledgerNames[r.app.subject.commands.view], got, listed)
			}
		}
	})
}

// TestTheLedgerOfThePast shows what was known then, and lets nothing be recorded.
func TestTheLedgerOfThePast(t *testing.T) {
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		r.lookBack(began.Add(56*time.Minute + 30*time.Second))
		r.shows("2 commands: 0 wait, 1 unseen, 1 without undo", "▌C2")
		r.key("y")
		r.shows("an earlier time is shown")
		r.key("esc")
		r.send(nil)
		r.shows("6 commands", "▌C6")
	})
}

// lookBack shows the incident as it was known at a time.
func (r *rig) lookBack(at time.Time) {
	r.t.Helper()
	then, err := timeline.OpenReader(context.Background(), r.app.fx.recorder.Log(), importRef, at)
	if err != nil {
		r.t.Fatal(err)
	}
	s := r.app.subject
	s.past = &sight{at: at, index: then.Index}
	s.past.digestAnew()
	r.send(nil)
}

func TestCopyACommand(t *testing.T) {
	inLedgerOf(t, busyAfternoon, func(r *rig) {
		r.key("g")
		r.key("down")
		r.key("down")
		if got, want := fmt.Sprint(r.app.subject.commands.copy()()), "DELETE FROM import_jobs\n WHERE state = 'stuck'\n   AND created < '2023-01-04'"; got != want {
			t.Errorf("copied %q", got)
		}
		r.send(nil)
		r.shows("C3 copied with its 3 lines, if the terminal allows it: DELETE FROM import_jobs ↵  WHERE")
	})
}

func TestTheTerminalGetsTheCopy(t *testing.T) {
	onScreen(t, setting{ref: importRef}, busyAfternoon, func(x *terminal) {
		var got string
		x.emu.Emulator.RegisterOscHandler(52, func(data []byte) bool {
			x.hear(func() { got = string(data) })
			return true
		})
		x.press("Commands", "copy")
		if want := "52;c;" + base64.StdEncoding.EncodeToString([]byte("systemctl restart resolver")); got != want {
			t.Errorf("the terminal got %q", got)
		}
	})
}

func TestNothingIsNotCopied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := hostile(t, record(), incident.IncidentDeclared{Ref: importRef, Title: "Imports"}, incident.CommandProposed{No: 1, Text: "\u200b\x07", Author: "lena"})
		r := newRig(t, Options{Recorder: rec, Me: "zac", Ref: importRef}, 80, 24)
		defer r.end()
		r.key("5")
		if cmd := r.app.subject.commands.copy(); cmd != nil {
			t.Errorf("copied %q", cmd())
		}
		r.send(nil)
		r.shows("C1 has no text that could be copied")
	})
}

func TestCopiesAreClean(t *testing.T) {
	for text, want := range map[string]string{
		"ls -l\nuptime\n\n": "ls -l\nuptime", "a\x1b[2J\x07b\r": "a[2Jb", "\u202egpj\u200b\u0085.": "gpj.", "echo „ü“ 界": "echo „ü“ 界", "a\tb": "a  b",
	} {
		if got := copyable(text); got != want {
			t.Errorf("%q is copied as %q, want %q", text, got, want)
		}
	}
}

// drawnWith presses keys at sizes of all kinds and looks at every screen.
func drawnWith(t *testing.T, rec *timeline.Recorder, keys ...string) {
	t.Helper()
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}, {40, 10}, {75, 16}, {109, 21}} {
		for _, ascii := range []bool{false, true} {
			r := newRig(t, Options{Recorder: rec, Me: "zac", ASCII: ascii, Ref: importRef}, size[0], size[1])
			for _, k := range keys {
				r.key(k)
				r.screen()
			}
			r.end()
		}
	}
}

func TestAHostileLedger(t *testing.T) {
	long, who := strings.Repeat(evil, 3000), incident.Person(evil)
	synctest.Test(t, func(t *testing.T) {
		drawnWith(t, hostile(t, record(),
			incident.IncidentDeclared{Ref: importRef, Title: evil},
			incident.CommandProposed{No: 1, Text: long, Author: who, Language: incident.Language(evil), Message: evil},
			incident.CommandConfirmed{No: 1, Text: long},
			incident.CommandObjected{No: 1, Reason: long},
			incident.CommandRun{No: 1, By: who},
			incident.OutputShown{No: 1, Text: long, Failed: true},
			incident.CommandUndone{No: 1, How: long},
			incident.CommandProposed{No: 2, Text: evil, Author: who},
		), "5", "Y", "enter", "pgdown", "esc", "x", "esc", "up", "enter", "pgdown", "esc", "l", "l", "d", "esc", "o", "esc", "m", "esc", "Y")
	})
}

func TestTheLedgerAtEverySize(t *testing.T) {
	for _, path := range [][]string{{"5"}, {"5", "g", "enter"}, {"5", "o"}} {
		inRoomOf(t, busyAfternoon, func(r *rig) {
			for _, k := range path {
				r.key(k)
			}
			for _, w := range []int{40, 41, 59, 60, 75, 76, 80, 109, 110, 127, 160, 200, 400} {
				for _, h := range []int{10, 11, 16, 17, 18, 24, 40, 120} {
					r.send(tea.WindowSizeMsg{Width: w, Height: h})
					r.screen()
				}
			}
		})
	}
}

func TestScreensOfTheLedger(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "200x60": {w: 200, h: 60}, "40x10": {w: 40, h: 10}} {
		s.ref = importRef
		onScreen(t, s, busyAfternoon, func(x *terminal) {
			x.press("Commands").golden("commands_" + size)
			if s.w == 40 {
				return
			}
			x.press("start", "down", "down", "show").golden("command_" + size)
			x.press("close", "object").typed("it locks the table").golden("command_object_" + size)
		})
	}
}

func TestScreensOfListsOfTheLedger(t *testing.T) {
	onScreen(t, setting{ref: importRef}, busyAfternoon, func(x *terminal) {
		x.press("Commands", "next list").golden("commands_waiting_80x24")
		x.press("confirm").golden("commands_confirmed_80x24")
		x.press("next list", "next list", "output").typed("1843").golden("command_output_80x24")
		x.press("close", "next list", "next list", "next list").golden("commands_unseen_80x24")
	})
	onScreen(t, setting{ref: importRef}, afternoon, func(x *terminal) {
		x.press("Commands").golden("commands_none_80x24")
	})
}

func TestLooksOfTheLedger(t *testing.T) {
	for name, s := range map[string]setting{"light": {theme: "light"}, "mono": {theme: "mono"}, "ascii": {ascii: true}} {
		s.ref = importRef
		onScreen(t, s, busyAfternoon, func(x *terminal) {
			x.press("Commands", "start", "down", "down").golden("commands_" + name)
		})
	}
}

// TestCommandsOfTheChannel: what an engineer pastes into the channel is seen as it is posted, with its author and whether
// anybody has looked at it, on every page that says so.
func TestCommandsOfTheChannel(t *testing.T) {
	calm := func(x *terminal) {
		x.declared("zac", incident.Declare{Title: "List import problems"})
		x.by("zac", importRef, incident.TakeCommand{})
	}
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, calm), Me: "zac", Zone: paris, Ref: importRef}, 200, 40)
		defer r.end()
		r.wait(time.Second)
		slack := func(who incident.Person, o incident.Order) {
			r.given(incident.Given{By: who, Known: r.app.now, Origin: "slack"}, o)
		}
		slack("lena", says("I will try `sysctl -w net.ipv4.tcp_tw_reuse=1` on box 7"))
		slack("lena", incident.Propose{Text: "sysctl -w net.ipv4.tcp_tw_reuse=1", Language: incident.Shell})
		r.wait(time.Second)
		waits := "C1 of @lena waits to be confirmed: sysctl -w net.ipv4.tcp_tw_reuse=1"
		r.shows("NOW  TWO EYES  "+waits, "Commands to look at  1", "C1 @lena sysctl -w", `" @lena      I will try`, "5 Commands (1!)")
		r.key("5")
		r.shows("NOW  TWO EYES  "+waits, "@lena", "by nobody yet: it waits for a second pair of eyes")
		slack("omar", incident.Confirm{No: 1, Text: "one box only"})
		r.wait(time.Second)
		r.shows("by @omar 13:05:02: one box only", "5 Commands ")
		if strings.Contains(r.screen(), "TWO EYES") || strings.Contains(r.screen(), "(1!)") {
			t.Errorf("it was confirmed:\n%s", r.screen())
		}
	})
}
