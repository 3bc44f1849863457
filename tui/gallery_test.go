package tui

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
)

// gallery is every page and everything that opens over one, with the keys that lead there from the room. Bindings go by
// their names, what stands after a colon is typed.
var gallery = map[string][]string{
	"board": {"Board"}, "room": {}, "log": {"Log"}, "people": {"People"}, "commands": {"Commands"}, "document": {"Document"},
	"first_filter": {"Board", "filter", ":import"}, "log_filter": {"Log", "filter", ":@lena"},
	"prompt": {"command", ":acton @lena"}, "palette": {"palette", ":fre"},
	"form": {"assign", ":@lena"}, "update": {"inform"}, "question": {"upgrade", "next/record", "next/record"},
	"check_back": {"check back"}, "accept": {"accept"}, "entry": {"pane", "show"}, "waiting": {"waiting"},
	"take_back": {"note", ":wrong", "next/record", "take back"}, "contents": {"Document", "contents"},
	"not_told": {"not told"}, "help": {"help"}, "past": {"command", ":at 13:50", "record"}, "notice": {"command", ":accept scribe", "record"},
}

// looks are the themes, and ASCII.
var looks = map[string]setting{
	"dark": {}, "light": {theme: themeLight}, "contrast": {theme: themeContrast}, "mono": {theme: themeMono}, "ascii": {theme: themeMono, ascii: true},
}

// galleryStories are those of pictures that need another one.
var galleryStories = map[string]func(*terminal){"not_told": heldBack}

// galleryOf is how a picture is taken, and the story that it shows.
func galleryOf(name string, s setting) (setting, func(*terminal)) {
	s.ref, s.roster = importRef, someRoster()
	if story := galleryStories[name]; story != nil {
		s.outgoing, s.services = fakeOutbox, func(time.Time) []Service { return []Service{{Name: "Slack", Line: "down: no network"}} }
		return s, story
	}
	return s, busyEvening
}

// busyEvening is the afternoon with something on every page.
func busyEvening(x *terminal) {
	busyAfternoon(x)
	x.by("nora", importRef, incident.Call{Person: "nora", Step: incident.StepJoined})
	x.reminded(importRef)
}

func (x *terminal) walkTo(path []string) {
	x.t.Helper()
	for _, step := range path {
		if text, typed := strings.CutPrefix(step, ":"); typed {
			x.typed(text)
		} else {
			x.press(step)
		}
	}
	x.wait(time.Second) // until what opens takes keys, and says which
}

// TestGallery keeps a picture of every page and overlay: as text at three sizes, and with what it is drawn in for every
// look at the size that terminals open with.
func TestGallery(t *testing.T) {
	if testing.Short() {
		t.Skip("pictures take a while with the race detector, and show nothing more")
	}
	for _, name := range slices.Sorted(maps.Keys(gallery)) {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			s, story := galleryOf(name, setting{w: size[0], h: size[1]})
			onScreen(t, s, story, func(x *terminal) {
				x.walkTo(gallery[name])
				x.golden(fmt.Sprintf("gallery/%s_%dx%d", name, size[0], size[1]))
			})
		}
		for _, look := range slices.Sorted(maps.Keys(looks)) {
			s, story := galleryOf(name, looks[look])
			onScreen(t, s, story, func(x *terminal) {
				x.walkTo(gallery[name])
				x.inked(filepath.Join("testdata", "screens", "gallery", name+"_"+look+".ink"))
			})
		}
	}
}

// inked compares the inks of the screen with those that were kept: a letter for each cell, and below what it stands for.
// A cell that is drawn in nothing special is a dot.
func (x *terminal) inked(path string) {
	x.t.Helper()
	letters, legend := map[string]byte{"plain": '.'}, []string{}
	var b strings.Builder
	for y := range x.emu.Height() {
		var line strings.Builder
		for col := range x.emu.Width() {
			ink := "plain"
			if cell := x.emu.CellAt(col, y); cell != nil {
				ink = inkOf(cell.Style.String())
			}
			if _, known := letters[ink]; !known {
				letters[ink] = byte('a' + len(legend))
				legend = append(legend, fmt.Sprintf("%c %s", letters[ink], ink))
			}
			line.WriteByte(letters[ink])
		}
		b.WriteString(strings.TrimRight(line.String(), ".") + "\n")
	}
	b.WriteString(strings.Join(legend, "\n") + "\n")
	x.kept(path, b.String())
}

// inkOf is a style in words: the numbers of its escape sequence, as far as they can be read.
func inkOf(sequence string) string {
	codes := strings.TrimSuffix(strings.TrimPrefix(sequence, "\x1b["), "m")
	switch codes {
	case "", "0":
		return "plain"
	}
	return codes
}

// kept compares a text with the one in a file, which -update writes.
func (x *terminal) kept(path, text string) {
	x.t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			x.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			x.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		x.t.Fatalf("%v; go test ./tui -update writes it", err)
	}
	if text != string(want) {
		x.t.Errorf("%s is another one now:\n%s\nit was:\n%s", path, text, want)
	}
}
