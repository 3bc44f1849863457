package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
)

func remindersIn(t *testing.T, r Recorder) int {
	n := 0
	for _, k := range kinds(t, r, importRef) {
		if k == (incident.ReminderShown{}).Kind() {
			n++
		}
	}
	return n
}

func TestADueTimeRingsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, func(x *terminal) {
			ref := x.declared("zac", incident.Declare{Title: "List import problems"})
			x.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: 5 * time.Minute})
			x.by("zac", ref, incident.Assign{Owner: "mia", Task: "ask the vendor; all of them", In: 5 * time.Minute})
			x.by("zac", ref, incident.Assign{Owner: "omar", Task: "roll back", In: 10 * time.Minute})
		})
		open := func(ref incident.Ref) *rig {
			return newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: ref}, 100, 30)
		}
		first, second := open(importRef), open("") // two consoles: a room and a board
		for range 330 {
			first.wait(time.Second)
			second.send(nil)
		}
		if n := len(first.raw) + len(second.raw); n < 1 || n > 2 || remindersIn(t, rec) != 2 {
			t.Fatalf("%q and %q were sent to the terminals, %d reminders are recorded", first.raw, second.raw, remindersIn(t, rec))
		}
		all := strings.Join(append(first.raw, second.raw...), "")
		if !strings.Contains(all, "look at zookeeper") && !strings.Contains(all, "2 check-backs are due") {
			t.Errorf("the notification says %q", all)
		}
		first.end()
		second.end()
		third := open(importRef) // a restart
		defer third.end()
		if third.wait(30 * time.Second); len(third.raw) != 0 || remindersIn(t, rec) != 2 {
			if len(third.raw) > 1 {
				t.Errorf("rung again after a restart: %q", third.raw)
			}
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
		x.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: 2 * time.Minute})
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
		x.shows("1 check-back due")
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
