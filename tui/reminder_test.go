package tui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// remindersIn are the reminders that the log says were shown, in its order.
func remindersIn(t *testing.T, r Recorder) []string {
	t.Helper()
	var shown []string
	for e, err := range r.Log().Read(t.Context(), importRef, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if f, err := e.Fact(); err == nil {
			if f, ok := f.(incident.ReminderShown); ok {
				shown = append(shown, f.About)
			}
		}
	}
	return shown
}

func TestADueTimeRingsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, func(x *terminal) {
			ref := x.declared("zac", incident.Declare{Title: "List import problems"})
			x.by("zac", ref, incident.TakeCommand{})
			x.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: 5 * time.Minute})
			x.by("nick", ref, incident.AcknowledgeAction{No: 1})
			x.by("zac", ref, incident.Assign{Owner: "mia", Task: "ask the vendor; all of them", In: 5 * time.Minute})
			x.by("zac", ref, incident.Assign{Owner: "omar", Task: "roll back", In: 10 * time.Minute})
			x.by("omar", ref, incident.AcknowledgeAction{No: 3})
		})
		open := func(ref incident.Ref) *rig {
			return newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: ref}, 100, 30)
		}
		first, second := open(importRef), open("") // two consoles: a room and a board
		for range 330 {
			first.wait(time.Second)
			second.send(nil)
		}
		shown := []string{"ack A2", "A1", "A2"}
		if got := remindersIn(t, rec); !slices.Equal(got, shown) {
			t.Fatalf("the log says that %q were shown", got)
		}
		if n := len(first.raw) + len(second.raw); n < 2 || n > 3 {
			t.Fatalf("%q and %q were sent to the terminals", first.raw, second.raw)
		}
		all := strings.Join(append(first.raw, second.raw...), "")
		if !strings.Contains(all, "look at zookeeper") || !strings.Contains(all, "has not said yes to A2") {
			t.Errorf("the notifications say %q", all)
		}
		first.end()
		second.end()
		third := open(importRef) // a restart
		defer third.end()
		if third.wait(30 * time.Second); len(third.raw) != 0 || !slices.Equal(remindersIn(t, rec), shown) {
			t.Errorf("rung again after a restart: %q", third.raw)
		}
		third.shows("OVERDUE", "A1 ask @nick: look at zookeeper", "2 due")
	})
}

func TestANotificationCannotLeaveItsSequence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: record()}, 80, 24)
		defer r.end()
		text := r.app.notification("ref", "ask @nick\x07\x1b]0;owned\x07: 4;3;50 \u202eabc")
		if strings.ContainsAny(text, "\x07\x1b;\u202e") {
			t.Errorf("%q", text)
		}
	})
}

func TestTheBellReachesTheTerminal(t *testing.T) {
	one := func(x *terminal) {
		ref := x.declared("zac", incident.Declare{Title: "List import problems"})
		x.by("zac", ref, incident.TakeCommand{})
		x.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: 2 * time.Minute})
		x.by("nick", ref, incident.AcknowledgeAction{No: 1})
	}
	onScreen(t, setting{}, one, func(x *terminal) {
		x.wait(119 * time.Second)
		if rung, _ := x.bells(); rung != 0 {
			t.Fatal("rung too early")
		}
		x.wait(5 * time.Second)
		if rung, notified := x.bells(); rung != 1 || len(notified) != 1 || !strings.Contains(notified[0], "A1 ask @nick: look at zookeeper") {
			t.Fatalf("rung %d times, notified %q", rung, notified)
		}
		x.wait(3 * time.Minute)
		if rung, _ := x.bells(); rung != 1 {
			t.Errorf("rung %d times for one item", rung)
		}
		x.shows("1 due", "OVERDUE 3m")
	})
}

func TestTheDesktopIsToldAsTheTerminalKnowsIt(t *testing.T) {
	for env, want := range map[string]string{
		"KITTY_WINDOW_ID=1": "\a\x1b]99;;baton: ", "TERM=xterm-ghostty": "\a\x1b]777;notify;baton;baton: ",
		"TERM=xterm-256color": "\a\x1b]9;baton: ", "TERM=tmux-256color": "\a", "TERM=linux": "\a",
	} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, Options{Recorder: record(), Env: []string{env}}, 80, 24)
			defer r.end()
			r.run(r.app.alert("ref", "A1 ask @nick"))
			r.send(nil)
			r.send(tea.FocusMsg{})
			r.run(r.app.alert("ref", "A1 ask @nick"))
			r.send(nil)
			if len(r.raw) != 2 || !strings.HasPrefix(r.raw[0], want) || r.raw[1] != "\a" {
				t.Errorf("%s: written %q, and %q is wanted first, then the bell alone while the window is looked at", env, r.raw, want)
			}
		})
	}
}

func TestWhatCameDueWhileNobodyLookedIsOneList(t *testing.T) {
	story := func(x *terminal) {
		ref := x.declared("zac", incident.Declare{Title: "List import problems"})
		x.by("zac", ref, incident.TakeCommand{})
		for k, minutes := range []int{9, 5, 30} {
			x.by("zac", ref, incident.Assign{Owner: "nick", Task: []string{"nine", "five", "thirty"}[k], In: time.Duration(minutes) * time.Minute})
			x.by("nick", ref, incident.AcknowledgeAction{No: k + 1})
		}
		x.at(12)
	}
	inRoomOf(t, story, func(r *rig) {
		r.wait(time.Second)
		r.shows("2 things came due while nobody looked", "OVERDUE 7m", "OVERDUE 3m")
		if screen := r.screen(); strings.Index(screen, "A2 ask @nick: five") > strings.Index(screen, "A1 ask @nick: nine") {
			t.Errorf("not the oldest first:\n%s", screen)
		}
		r.key("enter") // typed for what was there before
		r.shows("2 things came due")
		r.wait(time.Second)
		r.key("enter")
		time.Sleep(25 * time.Minute) // the lid is closed
		r.send(nil)
		r.wait(2 * time.Second)
		r.shows("1 thing came due while nobody looked", "A3 ask @nick: thirty")
		if got := remindersIn(t, r.app.fx.recorder); len(got) != 3 {
			t.Errorf("the log says that %q were shown", got)
		}
	})
}

func TestALogThatCannotBeWrittenSilencesNobody(t *testing.T) {
	onBadLog(t, func(r *rig, bad *badLog) {
		bad.full.Store(true)
		r.wait(3 * time.Minute)
		if len(r.raw) == 0 {
			t.Error("nothing rang")
		}
		r.shows("FAILED", "NOT RECORDED", "OVERDUE")
	})
}
