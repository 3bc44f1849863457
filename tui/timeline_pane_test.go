package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
)

// someEntries makes entries of different heights, some on another day.
func someEntries(heights []int) fixedSequence {
	var s fixedSequence
	for k, h := range heights {
		at := began.Add(time.Duration(k) * 3 * time.Hour)
		text := strings.TrimSuffix(strings.Repeat("line\n", h), "\n")
		s = append(s, timeline.Entry{Event: incident.Event{Seq: uint64(k + 1)}, When: incident.At(at), Actor: "zac", Text: text})
	}
	return s
}

// TestTheWindow moves through timelines at random: the pane always has its height, the choice is always on the screen,
// and at the end the last line is the last line.
func TestTheWindow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := someEntries(rapid.SliceOfN(rapid.IntRange(1, 30), 0, 40).Draw(rt, "heights"))
		p := newTimelinePane(newTheme("mono", false), paris)
		p.take(s, 0)
		p.show(s)
		p.resize(80, rapid.IntRange(1, 30).Draw(rt, "h"))
		for _, step := range rapid.SliceOf(rapid.IntRange(0, 9)).Draw(rt, "steps") {
			moveAround(p, step)
			lines := p.draw(true)
			if len(lines) != p.h {
				rt.Fatalf("%d lines for %d", len(lines), p.h)
			}
			checkWindow(rt, p, s, lines)
		}
	})
}

func moveAround(p *timelinePane, step int) {
	switch step {
	case 0, 1:
		p.move(-1)
	case 2:
		p.move(1)
	case 3:
		p.scroll(-p.h + 2)
	case 4:
		p.scroll(p.h - 2)
	case 5:
		p.home()
	case 6:
		p.follow()
	case 7:
		p.scroll(-1)
	case 8:
		p.resize(40+p.w%50, 1+p.h%29)
	case 9:
		p.move(-5)
	}
}

func checkWindow(rt *rapid.T, p *timelinePane, s fixedSequence, lines []string) {
	if len(s) == 0 {
		return
	}
	first, _ := p.window()
	last, _ := p.last()
	if k, ok := p.seq.Place(p.chosen); !ok || k < first || k > last {
		rt.Fatalf("entry %d at %d is chosen, %d to %d are on the screen", p.chosen, k, first, last)
	}
	if p.below() != len(s)-1-last {
		rt.Fatalf("%d below, the last on the screen is %d of %d", p.below(), last, len(s))
	}
	if p.following && last != len(s)-1 {
		rt.Fatalf("following, and the last on the screen is %d of %d", last, len(s))
	}
	if all := strings.Join(lines, ""); !strings.Contains(all, p.th.here) && p.h > 2 {
		rt.Fatalf("the choice is not marked:\n%s", strings.Join(lines, "\n"))
	}
}

func TestTheWindowStaysWhereItIs(t *testing.T) {
	s := someEntries([]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1})
	p := newTimelinePane(newTheme("mono", false), paris)
	p.take(s, 0)
	p.show(s[:8])
	p.resize(80, 4)
	p.move(-3)
	before := strings.Join(p.draw(true), "\n")
	p.show(s)
	p.grew(4)
	if after := strings.Join(p.draw(true), "\n"); after != before {
		t.Errorf("the window moved when entries came:\n%s\n%s", before, after)
	}
	if p.arrived != 4 || p.below() == 0 {
		t.Errorf("%d arrived, %d below", p.arrived, p.below())
	}
	p.follow()
	if k, end := p.last(); k != 11 || !end || p.arrived != 0 {
		t.Errorf("at the end the last is %d, %v, %d arrived", k, end, p.arrived)
	}
}

func TestEntriesSayWhatBecameOfThem(t *testing.T) {
	th := newTheme("mono", false)
	entry := func(change func(*timeline.Entry)) string {
		e := timeline.Entry{Event: incident.Event{Seq: 12, Kind: "note_taken"}, When: incident.At(began), Actor: "zac", Text: "it is DNS"}
		change(&e)
		return strings.TrimRight(ansi.Strip(strings.Join(entryLines(&e, paris, shape{w: 100, digits: 3, th: th}), "\n")), " ")
	}
	text := "it is the resolver"
	for want, change := range map[string]func(*timeline.Entry){
		" 13:05  12   @zac       it is DNS":                               func(*timeline.Entry) {},
		" 13:05  12 ★ @zac       it is DNS #cause":                        func(e *timeline.Entry) { e.Amendment.Starred, e.Amendment.Tags = true, []string{"cause"} },
		" 13:05  12 ± @zac       it is DNS (corrected)":                   func(e *timeline.Entry) { e.Amendment.Corrected, e.Amendment.Text = 1, &text },
		" 13:05  12 ± @zac       it is DNS (edited)":                      func(e *timeline.Entry) { e.Edited = true },
		" 13:05  12 × @zac       RETRACTED (another incident): it is DNS": func(e *timeline.Entry) { e.Amendment.Retracted, e.Amendment.Reason = true, "another incident" },
		" 13:05  12 × @zac       (deleted in the chat) it is DNS":         func(e *timeline.Entry) { e.Deleted = true },
		" 13:05  12 ↳ @zac       (part of 9) it is DNS":                   func(e *timeline.Entry) { e.Amendment.MergedTo = 9 },
		"~13:05  12   @zac       it is DNS":                               func(e *timeline.Entry) { e.When.Precision = incident.Approximate },
		"     ?  12   @zac       it is DNS":                               func(e *timeline.Entry) { e.When.Precision = incident.Unknown },
		" 13:05  12   @zac       it is DNS (until 13:20)":                 func(e *timeline.Entry) { e.When.Until = began.Add(15 * time.Minute) },
		` 13:05  12 " @zac       it is DNS :eyes:3`: func(e *timeline.Entry) {
			e.Event.Kind = "message_posted"
			e.Reactions = []incident.MessageReacted{{Emoji: "eyes", Count: 3}}
		},
	} {
		if got := entry(change); got != want {
			t.Errorf("\n%q, not\n%q", got, want)
		}
	}
}

func TestALongEntryIsCut(t *testing.T) {
	s := someEntries([]int{40})
	p := newTimelinePane(newTheme("mono", false), paris)
	p.take(s, 0)
	p.show(s)
	p.resize(80, 30)
	if text := strings.Join(p.draw(true), "\n"); !strings.Contains(text, "… 31 more lines, enter shows all") {
		t.Error(text)
	}
}

// syntheticLog makes events up as they are asked for.
func syntheticEvent(seq uint64) incident.Event {
	e, err := incident.NewEvent(
		incident.MessagePosted{Text: fmt.Sprintf("message %d: the importer answers with a timeout again and again, since about 12:40, on every box that I looked at", seq)},
		incident.Given{By: "omar", Now: began.Add(time.Duration(seq) * time.Second), Origin: "slack"},
	)
	if err != nil {
		panic(err)
	}
	e.Seq = seq
	return e
}

func TestTextThatIsFarAwayIsForgotten(t *testing.T) {
	s := someEntries(make([]int, 3*mostLoaded))
	p := newTimelinePane(newTheme("mono", false), paris)
	p.show(s)
	p.resize(80, 50)
	for !strings.Contains(strings.Join(p.draw(true), "\n"), "Wednesday 4 January 2023") {
		var entries []timeline.Entry
		for _, number := range p.wanted(0) {
			entries = append(entries, s[number-1])
		}
		p.take(entries, 0)
		p.scroll(-p.h)
	}
	if n := len(p.loaded); n > mostLoaded || n == 0 {
		t.Errorf("%d entries have their text", n)
	}
}
