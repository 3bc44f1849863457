package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/timeline"
)

// TestALookTellsWhatMoved: the first tells of every incident, the next only of one that has moved since.
func TestALookTellsWhatMoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, afternoon)
		fx := newApp(t.Context(), Options{Recorder: rec}.filled()).fx
		m := fx.list(0)().(listedMsg)
		if len(m.rows) != 1 || m.more || m.err != nil {
			t.Fatalf("the first look: %+v", m)
		}
		ref := m.rows[0].state.Ref
		if m = fx.list(0)().(listedMsg); len(m.rows) != 0 || m.err != nil {
			t.Fatalf("the second look: %+v", m)
		}
		if _, _, err := rec.Do(t.Context(), ref, timeline.Instruction{Order: incident.Note{Text: "it is DNS"}, Given: incident.Given{By: "zac"}}); err != nil {
			t.Fatal(err)
		}
		if m = fx.list(0)().(listedMsg); len(m.rows) != 1 || m.rows[0].head != m.rows[0].state.Seq {
			t.Fatalf("after a note: %+v", m)
		}
	})
}

// TestTheBoardDrawsAGistAsItDrawsTheState: what the board forgets of an incident that is over is nothing that it shows
// or finds by.
func TestTheBoardDrawsAGistAsItDrawsTheState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, afternoon)
		heads, err := rec.Log().List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ref := heads[0].Ref
		if _, _, err := rec.Do(t.Context(), ref, timeline.Instruction{Order: incident.Resolve{Text: "fix in place", CarryOver: true}, Given: incident.Given{By: "zac"}}); err != nil {
			t.Fatal(err)
		}
		state, err := rec.Look(t.Context(), ref)
		if err != nil || state.Open() {
			t.Fatal(state.Status, err)
		}
		a := newApp(t.Context(), Options{Recorder: rec, Me: "zac", Zone: paris}.filled())
		short := gist(state)
		for _, w := range []int{40, 80, 200} {
			a.board.w = w
			whole := []string{a.board.oneLine(&state), a.board.upper(&state), a.board.lower(&state)}
			if got := []string{a.board.oneLine(&short), a.board.upper(&short), a.board.lower(&short)}; !slices.Equal(got, whole) {
				t.Errorf("%d cells: got\n%s\nwant\n%s", w, strings.Join(got, "\n"), strings.Join(whole, "\n"))
			}
		}
		for _, word := range []string{"zac", "import", "resolved", "internal", "sev-2"} {
			if matches(&short, []string{word}) != matches(&state, []string{word}) {
				t.Errorf("%q finds the one and not the other", word)
			}
		}
	})
}

// TestARecordThatCannotBeOpenedEndsTheConsole: with the reason, and only after the terminal had time for its answers.
func TestARecordThatCannotBeOpenedEndsTheConsole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reason := errors.New("no store")
		r := newRig(t, Options{Recorder: record(), Me: "zac", Opened: func(context.Context) error { return reason }}, 80, 24)
		defer r.end()
		if r.shows("reading the incidents"); r.quit {
			t.Fatal("it ended at once")
		}
		r.wait(time.Second)
		if !r.quit || r.app.closed != reason {
			t.Errorf("ended: %v, with %v", r.quit, r.app.closed)
		}
	})
}

// TestTheRoomIsReadOnceTheRecordIsOpen: a room that was asked for is not missed because the record was slow to open.
func TestTheRoomIsReadOnceTheRecordIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opened := func(context.Context) error {
			time.Sleep(3 * time.Second)
			return nil
		}
		r := newRig(t, Options{Recorder: told(t, afternoon), Me: "zac", Zone: paris, Ref: importRef, Opened: opened}, 80, 24)
		defer r.end()
		r.wait(2 * time.Second)
		r.shows("reading " + string(importRef))
		r.wait(2 * time.Second)
		r.shows("IC @zac")
	})
}
