package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/timeline"
)

// What users of another console in the terminal complained of (clcollins/srepd, issues 21, 72, 97 and 308), as tests.

// TestRefreshKeepsTheSelectedRow: a refresh lost the selected row (72).
func TestRefreshKeepsTheSelectedRow(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		s := r.app.subject
		r.key("down")
		r.key("right")
		for range 4 {
			r.key("up")
		}
		action, entry := s.room.action, s.room.timeline.chosen
		if action == 0 || s.room.timeline.following {
			t.Fatal("nothing is chosen")
		}
		for k := range 30 { // news at the end, in between, and of the list that is sorted anew
			r.by("omar", says(fmt.Sprintf("message %d", k)))
			r.by("omar", incident.Assign{Owner: "mia", Task: "something more urgent", In: time.Minute})
			r.orderAt(began.Add(time.Duration(k)*time.Minute), incident.Note{Text: "found in the mail"})
			r.wait(time.Second)
		}
		if s.room.action != action || s.room.timeline.chosen != entry {
			t.Errorf("A%d and entry %d are chosen, they were A%d and %d", s.room.action, s.room.timeline.chosen, action, entry)
		}
		if a, _ := s.chosenAction(); a.No != action {
			t.Errorf("keys act on A%d", a.No)
		}
		r.key("1")
		board := r.app.board.chosen
		for k := range 5 {
			if _, err := r.app.fx.recorder.Declare(t.Context(), incident.Declare{Title: fmt.Sprintf("Another %d", k)}, incident.Given{By: "erin"}, paris); err != nil {
				t.Fatal(err)
			}
			r.wait(2 * time.Second)
		}
		if len(r.app.board.shown) != 6 || r.app.board.chosen != board {
			t.Errorf("of %d incidents %s is chosen, it was %s", len(r.app.board.shown), r.app.board.chosen, board)
		}
	})
}

// TestADestructiveKeyActsOnTheRowThatItNamed: a key acted on a row that had just moved (21).
func TestADestructiveKeyActsOnTheRowThatItNamed(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("x")
		r.shows("Drop: A2 @omar")
		r.by("omar", incident.Assign{Owner: "mia", Task: "more urgent by far", In: time.Minute})
		r.wait(2 * time.Second)
		r.shows("Drop: A2 @omar")
		r.fill("not needed")
		r.checkLast(incident.ActionDropped{No: 2, Reason: "not needed"}, "zac")
	})
}

// TestTheCommonKeyNeedsNoConfirmation: confirmations were added to everything but the common, reversible key (21), and
// rightly so: what is pressed twenty times an hour records at once and can be taken back.
func TestTheCommonKeyNeedsNoConfirmation(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("y")
		r.checkLast(incident.ActionAcknowledged{No: 2}, "omar")
		r.key("n")
		r.fill("it is the client")
		r.checkLast(incident.NoteTaken{Text: "it is the client"}, "zac")
		r.key("u")
		r.shows("Take back what you did?", "it is the client")
	})
}

// TestGlobalKeysDoNotSwallowTypedLetters: keys that work everywhere took letters out of what was typed (308).
func TestGlobalKeysDoNotSwallowTypedLetters(t *testing.T) {
	var letters strings.Builder
	for _, b := range allBindings() {
		for _, k := range b.keys {
			if len([]rune(k)) == 1 && !strings.Contains(letters.String(), k) {
				letters.WriteString(k)
			}
		}
	}
	text := letters.String()
	for name, open := range map[string]func(*rig){
		"prompt":  func(r *rig) { r.key(":") },
		"form":    func(r *rig) { r.key("n") },
		"palette": func(r *rig) { r.key("ctrl+p") },
		"filter":  func(r *rig) { r.key("1"); r.key("/") },
	} {
		inRoomOf(t, afternoon, func(r *rig) {
			open(r)
			in := r.app.place()
			if !in.typing() {
				t.Fatalf("%s: the keys go to the %s", name, in)
			}
			r.typed(text)
			r.shows(text)
			for _, k := range []string{"ctrl+l", "ctrl+p", "shift+tab"} {
				r.key(k)
			}
			if r.quit || r.app.place() != in {
				t.Errorf("%s: the keys go to the %s", name, r.app.place())
			}
		})
	}
}

// TestEightHundredAlertsLeaveTheConsoleUsable: 800 alerts made the tool unusable (97).
func TestEightHundredAlertsLeaveTheConsoleUsable(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		orders := make([]timeline.Instruction, 800)
		for k := range orders {
			orders[k] = timeline.Instruction{Order: says(fmt.Sprintf("ALERT %d: import worker %d is down", k, k%12)), Given: incident.Given{By: "omar", Origin: "slack"}}
		}
		r.key(":")
		r.typed("note half a sentence")
		if _, _, err := r.app.fx.recorder.(*timeline.Recorder).Intake(t.Context(), importRef, orders); err != nil {
			t.Fatal(err)
		}
		views, before := 0, r.app.subject.live.index.Len()
		for synctest.Wait(); r.app.subject.live.index.Len() < before+800; views++ {
			r.update(<-r.msgs)
			synctest.Wait()
		}
		if views > 20 {
			t.Errorf("800 messages took %d updates, each of which draws the screen", views)
		}
		r.shows(":note half a sentence")
		r.key("enter")
		r.checkLast(incident.NoteTaken{Text: "half a sentence"}, "zac")
		if n := len(kinds(t, r.app.fx.recorder, importRef)); n != 23+800+1 {
			t.Errorf("%d events are in the log", n)
		}
		r.key("G")
		r.shows("half a sentence", "ALERT 799")
	})
}
