package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// clickOn presses the left button on the first place where a text stands.
func (r *rig) clickOn(text string) {
	r.t.Helper()
	for y, line := range strings.Split(r.screen(), "\n") {
		if k := strings.Index(line, text); k >= 0 {
			r.send(tea.MouseClickMsg{X: width(line[:k]), Y: y, Button: tea.MouseLeft})
			return
		}
	}
	r.t.Fatalf("not on the screen: %q\n%s", text, r.screen())
}

func TestClicks(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		inRoomOf(t, afternoon, func(r *rig) {
			r.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			r.clickOn("A3  ")
			if a, _ := r.app.subject.chosenAction(); a.No != 3 || !r.app.subject.room.listed() {
				t.Errorf("A%d is chosen", a.No)
			}
			r.clickOn("the boxes run out of UDP connections")
			if e, _ := r.app.subject.chosenEntry(); e.Seq() != 16 || r.app.subject.room.listed() {
				t.Errorf("entry %d is chosen", e.Seq())
			}
			r.clickOn("the boxes run out of UDP connections")
			r.shows("Entry 16")
			r.key("esc")
			r.clickOn("Board")
			if r.app.tab != boardTab {
				t.Error("the board is not shown")
			}
			r.clickOn("SEV-2")
			if r.app.tab != roomTab {
				t.Error("the second click did not open the incident")
			}
			r.clickOn("assign")
			r.shows("Assign an action item")
			r.clickOn("SEV-2") // under the form
			r.shows("Assign an action item")
		})
	}
}

func TestTheWheelScrolls(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.send(tea.MouseWheelMsg{X: 50, Y: 20, Button: tea.MouseWheelUp})
		if r.app.subject.room.timeline.following {
			t.Error("the timeline still shows its end")
		}
		r.send(tea.MouseWheelMsg{X: 50, Y: 20, Button: tea.MouseWheelDown})
		if !r.app.subject.room.timeline.following {
			t.Error("the timeline does not show its end again")
		}
		r.key("?")
		before := r.screen()
		r.send(tea.MouseWheelMsg{X: 50, Y: 20, Button: tea.MouseWheelDown})
		if r.screen() == before {
			t.Error("the help did not scroll")
		}
	})
}

func TestTheMouseCanBeLeftToTheTerminal(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		if v := r.app.View(); v.MouseMode != tea.MouseModeCellMotion {
			t.Error("the mouse is off")
		}
		r.key(":")
		r.fill("mouse off")
		if v := r.app.View(); v.MouseMode != tea.MouseModeNone {
			t.Error("the mouse is still on")
		}
	})
}
