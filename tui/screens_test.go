package tui

import (
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
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
		x.press("close", "thaw", "next/record").golden("thawed_80x24")
		x.press("resolve", "next/record").golden("resolve_question_80x24")
		x.press("no", "close", "show").golden("action_80x24")
		x.press("close", "waiting").golden("waiting_80x24")
		x.press("close", "pane", "show").golden("entry_80x24")
	})
}

func TestScreenOfWhoIsOffered(t *testing.T) {
	onScreen(t, setting{ref: importRef, me: "nora"}, afternoon, func(x *terminal) {
		x.wait(4 * time.Minute)
		x.golden("offered_80x24")
		x.press("accept").golden("accept_80x24")
	})
}

func TestScreensOfTrouble(t *testing.T) {
	onScreen(t, setting{ref: importRef, me: "lena"}, afternoon, func(x *terminal) {
		x.press("thaw", "next/record").golden("refused_80x24")
		x.press("close", "command").typed("acton @omar look").press("record").golden("misread_80x24")
		x.key("ctrl+u").typed("upgrade public").press("record").golden("upgrade_question_80x24")
		x.press("no", "close", "start").wait(time.Second)
		x.by("omar", importRef, says("the client is created again for every request"))
		x.by("omar", importRef, says("that is the leak"))
		x.settle()
		x.golden("scrolled_80x24")
	})
}

func TestScreensOfTheBoard(t *testing.T) {
	three := func(x *terminal) {
		old := x.declared("erin", incident.Declare{Title: "Mail is slow", Severity: 4})
		x.by("erin", old, incident.Resolve{Text: "it was the provider"})
		x.at(2)
		afternoon(x)
		x.declared("omar", incident.Declare{Title: "A drill: the database of the importer is gone and nobody knows where the backups are kept", Severity: 1, Practice: true})
	}
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "40x10": {w: 40, h: 10}} {
		onScreen(t, s, three, func(x *terminal) {
			x.wait(20 * time.Minute)
			x.golden("board_of_three_" + size)
			if size == "80x24" {
				x.press("filter").typed("import sev-2").golden("filter_80x24")
				x.press("keep", "declare").typed("Payments fail").golden("declare_80x24")
			}
		})
	}
}

func TestScreensOfNarrowRooms(t *testing.T) {
	for size, s := range map[string]setting{"40x10": {w: 40, h: 10}, "60x16": {w: 60, h: 16}, "30x8": {w: 30, h: 8}} {
		s.ref = importRef
		onScreen(t, s, afternoon, func(x *terminal) {
			x.wait(4 * time.Minute)
			x.golden("room_" + size)
		})
	}
}

func TestScreensAfterwards(t *testing.T) {
	ended := func(x *terminal) {
		afternoon(x)
		x.at(200)
		x.by("zac", importRef, incident.Resolve{Text: "fix in place since 15:40", CarryOver: true})
		x.at(24 * 60)
		x.by("mia", importRef, incident.Note{Text: "the vendor confirms it"})
	}
	onScreen(t, setting{ref: importRef}, ended, func(x *terminal) {
		x.golden("resolved_80x24")
		x.press("assign").golden("assign_refused_80x24")
	})
}

func TestInks(t *testing.T) {
	for name, s := range map[string]setting{"dark": {}, "light": {theme: "light"}, "mono": {theme: "mono"}, "no color": {env: []string{"NO_COLOR=yes"}}} {
		s.ref = importRef
		onScreen(t, s, afternoon, func(x *terminal) {
			x.wait(4 * time.Minute)
			screen := x.emu.Render()
			coloured := strings.Contains(screen, "38;2;") || strings.Contains(screen, "48;2;")
			if want := name == "dark" || name == "light"; coloured != want {
				t.Errorf("%s: coloured is %v", name, coloured)
			}
			if !coloured && !strings.Contains(screen, "\x1b[1;7m OVERDUE") {
				t.Errorf("%s: what is overdue does not stand out:\n%q", name, screen)
			}
		})
	}
}

func TestTheTerminalSaysItIsLight(t *testing.T) {
	onScreen(t, setting{theme: "auto"}, afternoon, func(x *terminal) {
		x.program.Send(tea.BackgroundColorMsg{Color: color.White})
		x.settle()
		if x.app.th.name != "light" {
			t.Errorf("the theme is %s", x.app.th.name)
		}
	})
}

func TestScreensOfOtherLooks(t *testing.T) {
	for name, s := range map[string]setting{
		"light": {theme: "light"}, "contrast": {theme: "contrast"}, "mono": {theme: "mono"}, "ascii": {ascii: true}, "no_color": {env: []string{"NO_COLOR=yes"}},
	} {
		s.ref = importRef
		onScreen(t, s, afternoon, func(x *terminal) {
			x.wait(4 * time.Minute)
			x.golden("look_" + name)
		})
	}
}
