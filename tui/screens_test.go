package tui

import (
	"testing"
	"time"
)

// Whole screens, as a person sees them. Read a golden before keeping it.

func TestScreens(t *testing.T) {
	sizes := []setting{{w: 80, h: 24}, {w: 120, h: 40}, {w: 200, h: 60}}
	for _, s := range sizes {
		size := map[int]string{80: "80x24", 120: "120x40", 200: "200x60"}[s.w]
		onScreen(t, s, afternoon, func(x *terminal) {
			x.golden("board_" + size)
			x.press("open").golden("room_" + size)
			x.press("command").typed("action @omar roll back the 12:40 deployment in 20").golden("prompt_" + size)
		})
	}
}

func TestScreensOfALateNight(t *testing.T) {
	onScreen(t, setting{ref: importRef}, afternoon, func(x *terminal) {
		x.wait(4*time.Minute + 30*time.Second)
		x.golden("overdue_80x24")
		x.press("help").golden("help_80x24")
		x.press("close", "assign").typed("@om").press("complete", "next/record").typed("roll back the 12:40 deployment").golden("assign_80x24")
		x.press("close", "thaw", "next/record", "next/record").golden("thaw_refused_or_done_80x24")
		x.press("resolve", "next/record").golden("resolve_question_80x24")
		x.press("no", "entry").golden("entry_80x24")
	})
}

func TestScreensOfOtherLooks(t *testing.T) {
	for name, s := range map[string]setting{
		"light": {theme: "light"}, "mono": {theme: "mono"}, "ascii": {ascii: true}, "no_color": {env: []string{"NO_COLOR=yes"}},
	} {
		s.ref = importRef
		onScreen(t, s, afternoon, func(x *terminal) {
			x.wait(4 * time.Minute)
			x.golden("look_" + name)
		})
	}
}
