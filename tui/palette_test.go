package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
)

func TestThePaletteFindsEveryKey(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		offers := r.app.offers()
		for _, b := range allBindings() {
			if !slices.Contains(inRoom.scopes(), b.in) || b.name == paletteName {
				continue
			}
			k := slices.IndexFunc(offers, func(o offer) bool { return o.name == b.name })
			if k < 0 || offers[k].key == "" || offers[k].help == "" {
				t.Errorf("%s of %s is not offered with its key and what it does", b.name, b.in)
			}
		}
	})
}

func TestThePaletteDoesWhatIsChosen(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("ctrl+p")
		r.shows("What do you want to do?", "assign")
		r.typed("take ba")
		r.shows("take back", "not now: nothing was recorded from here")
		r.key("enter")
		r.shows("take back: nothing was recorded from here")
		r.key("ctrl+u")
		r.typed("asgn")
		r.key("enter")
		if in := r.app.place(); in != inForm {
			t.Fatalf("the keys go to the %s", in)
		}
		r.shows("Assign an action item")
		r.key("esc")
		r.key("ctrl+p")
		r.typed("refreeze")
		r.key("enter")
		r.shows(":refreeze ")
	})
}

func TestThePaletteKeepsWhatIsChosen(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("ctrl+p")
		r.key("down")
		r.key("down")
		want := r.app.top().(*palette).chosen
		r.app.subject.take(followedMsg{}) // news
		r.wait(2e9)
		if got := r.app.top().(*palette).chosen; got != want || strings.TrimSpace(got) == "" {
			t.Errorf("%q is chosen, it was %q", got, want)
		}
	})
}

func TestLikeness(t *testing.T) {
	for _, test := range []struct {
		typed, better, worse string
	}{
		{"as", "assign", "take baseline"}, {"tc", "take command", "correct"}, {"up", "update", "situation up"}, {"hand", "hand off", "the man and"},
	} {
		x, ok := likeness(test.typed, test.better)
		y, _ := likeness(test.typed, test.worse)
		if !ok || x <= y {
			t.Errorf("%q is like %q by %d and like %q by %d", test.typed, test.better, x, test.worse, y)
		}
	}
	if _, ok := likeness("xyz", "assign"); ok {
		t.Error("letters that are not there are found")
	}
}

func TestWhatIsOffIsOffInThePaletteToo(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.app.readOnly = true
		for _, o := range r.app.offers() {
			if o.name == "assign" && !strings.Contains(o.reason, "only reads") {
				t.Errorf("assign is offered with %q", o.reason)
			}
		}
		before := len(kinds(t, r.app.fx.recorder, importRef))
		for _, k := range []string{"a", "d", "n", "R", "y", "*", "u", "h"} {
			r.key(k)
			r.key("esc")
		}
		r.key(":")
		r.fill("note something")
		r.shows("only reads")
		if after := len(kinds(t, r.app.fx.recorder, importRef)); after != before {
			t.Errorf("%d events were recorded by a console that only reads", after-before)
		}
		r.key("esc")
		r.shows("READ ONLY")
	})
}

func TestTakingBack(t *testing.T) {
	for name, test := range map[string]struct {
		keys func(*rig)
		want incident.Fact
		by   incident.Person
	}{
		"a note":     {func(r *rig) { r.key("n"); r.fill("wrong") }, incident.EntryRetracted{Entry: 24, Reason: "taken back"}, "zac"},
		"an action":  {func(r *rig) { r.key("a"); r.fill("@nick", "look", "") }, incident.ActionDropped{No: 4, Reason: "taken back"}, "zac"},
		"a star":     {func(r *rig) { r.key("right"); r.key("*") }, incident.EntryStarred{Entry: 21, Off: true}, "zac"},
		"a severity": {func(r *rig) { r.key("v"); r.fill("1", "") }, incident.SeverityChanged{From: 1, To: 2, Reason: "taken back"}, "zac"},
	} {
		t.Run(name, func(t *testing.T) {
			inRoomOf(t, afternoon, func(r *rig) {
				r.key("u")
				r.shows("nothing was recorded from here")
				test.keys(r)
				r.key("u")
				r.shows("Take back what you did?", "is taken back: ")
				r.wait(1e9)
				r.key("y")
				r.checkLast(test.want, test.by)
				r.key("u")
				r.shows("nothing was recorded from here")
			})
		})
	}
}

// TestTakingBackAResolution: what was carried over is open again, and no follow-up is left of it.
func TestTakingBackAResolution(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("R")
		r.fill("fixed")
		r.answer("y")
		r.shows("resolved")
		r.key("u")
		r.shows("is taken back: resolved: fixed", "is taken back: A2 ", "is taken back: freeze F1 lifted")
		r.answer("y")
		r.wait(time.Second)
		state, err := r.app.fx.recorder.State(t.Context(), importRef)
		if err != nil {
			t.Fatal(err)
		}
		open := 0
		for _, u := range state.FollowUps.All() {
			if u.Open() {
				open++
			}
		}
		if !state.Open() || len(state.OpenActions()) != 2 || len(state.OpenFreezes()) != 1 || open != 0 {
			t.Errorf("open %v with %d action items, %d freezes and %d follow-ups", state.Open(), len(state.OpenActions()), len(state.OpenFreezes()), open)
		}
	})
}
