package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

// TestAPanicIsReported fails in each part of the program that Bubble Tea calls.
func TestAPanicIsReported(t *testing.T) {
	for name, fail := range map[string]func(*app){
		"taking in a tui.tickedMsg": func(a *app) { a.board = nil; a.Update(tickedMsg{}) },
		"drawing":                   func(a *app) { a.board = nil; a.View() },
		"working beside the screen": func(a *app) { a.guard.cmd(func() tea.Msg { panic("a fault") })() },
	} {
		synctest.Test(t, func(t *testing.T) {
			var reports []string
			r := newRig(t, Options{Recorder: record(), Report: func(text string) (string, error) {
				reports = append(reports, text)
				return "/somewhere/failure.txt", nil
			}}, 80, 24)
			defer r.end()
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s: the panic did not reach Bubble Tea", name)
					}
				}()
				fail(r.app)
			}()
			if len(reports) != 1 || !strings.Contains(reports[0], "panic while "+name) || !strings.Contains(reports[0], "guard_test.go") {
				t.Errorf("%s: the reports are %q", name, reports)
			}
			if err := r.app.guard.failure(tea.ErrProgramPanic); !strings.Contains(err.Error(), "/somewhere/failure.txt") {
				t.Errorf("the person is told %q", err)
			}
		})
	}
}

// TestAPanicGivesTheTerminalBack runs the whole program.
func TestAPanicGivesTheTerminalBack(t *testing.T) {
	onScreen(t, setting{ref: importRef}, afternoon, func(x *terminal) {
		if !x.emu.Emulator.IsAltScreen() {
			t.Fatal("the console is not on the other screen")
		}
		x.program.Send(roomIndexedMsg{visit: 1}) // which says that all is well, and holds nothing
		x.settle()
		if x.emu.Emulator.IsAltScreen() {
			t.Error("the terminal was not given back")
		}
	})
}
