package tui

import (
	"testing"
	"time"

	"baton/incident"
)

// watched is the afternoon with a star, a correction and one more thing said.
func watched(x *terminal) {
	afternoon(x)
	x.by("mia", importRef, incident.Star{Entry: 16})
	text := "the boxes run out of UDP connections, all of them"
	x.by("mia", importRef, incident.Correct{Entry: 17, Text: &text, Reason: "said so on the call"})
	x.by("omar", importRef, says("the client is created again for every request"))
	x.by("lena", importRef, incident.AcknowledgeAction{No: 3})
}

func TestScreensOfTheLog(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "200x60": {w: 200, h: 60}} {
		s.ref = importRef
		onScreen(t, s, watched, func(x *terminal) {
			x.wait(6 * time.Minute)
			x.press("Log").golden("log_" + size)
			for range 9 {
				x.press("up")
			}
			x.golden("log_chosen_" + size)
			x.press("filter").typed(`@lena udp`).golden("log_filter_" + size)
			x.press("keep", "close", "close", "order").golden("log_order_" + size)
		})
	}
}

func TestScreensOfThePast(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "200x60": {w: 200, h: 60}, "40x10": {w: 40, h: 10}} {
		s.ref = importRef
		onScreen(t, s, watched, func(x *terminal) {
			x.press("command").typed("at 13:50").press("record").golden("past_room_" + size)
			x.press("Log").golden("past_log_" + size)
		})
	}
}

func TestLooksOfTheLog(t *testing.T) {
	for name, s := range map[string]setting{
		"light": {theme: "light"}, "mono": {theme: "mono"}, "ascii": {ascii: true, theme: "mono"}, "ascii_120x40": {ascii: true, w: 120, h: 40},
	} {
		s.ref = importRef
		onScreen(t, s, watched, func(x *terminal) {
			x.wait(6 * time.Minute)
			x.press("Log", "filter").typed("udp").press("keep").golden("log_look_" + name)
			x.press("close").press("command").typed("at 13:50").press("record").golden("past_look_" + name)
		})
	}
}

func TestScreensOfQueriesThatCannotBeRead(t *testing.T) {
	onScreen(t, setting{ref: importRef}, watched, func(x *terminal) {
		x.press("Log", "filter").typed("@lena k:nte").golden("log_filter_misread_80x24")
	})
}
