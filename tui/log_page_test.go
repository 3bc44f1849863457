package tui

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// onTheLog runs a test on the log page of the afternoon, as zac.
func onTheLog(t *testing.T, test func(*rig)) {
	t.Helper()
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("3")
		test(r)
	})
}

// listed are the entries that the log page lists.
func (r *rig) listed() []uint64 {
	seq := r.app.subject.log.pane.seq
	return seq.Seqs(0, seq.Len())
}

func (r *rig) filterBy(text string) {
	r.key("/")
	r.key("ctrl+u")
	r.typed(text)
	r.key("enter")
}

func TestFilters(t *testing.T) {
	onTheLog(t, func(r *rig) {
		r.by("mia", incident.Star{Entry: 16})
		r.by("mia", incident.Tag{Entry: 16, Tag: "cause"})
		r.by("mia", incident.Tag{Entry: 4, Tag: "cause"})
		who := incident.Person("nora")
		r.by("mia", incident.Correct{Entry: 4, Actor: &who})
		for text, want := range map[string][]uint64{
			"@lena":           {7, 8, 13, 15, 16},
			"@nora":           {4},
			"@lena k:action":  {13},
			"k:freeze,role":   {5, 9, 18, 21},
			"k:action":        {12, 13, 14, 17, 19},
			"*":               {16},
			"#cause":          {4, 16},
			"#cause @lena":    {16},
			"udp connections": {16, 17, 21},
			`"out of UDP"`:    {16, 17},
			"14:01 CET":       {14, 19}, // as it is shown, in the zone
			"nobody said so":  nil,
		} {
			r.filterBy(text)
			if got := r.listed(); !slices.Equal(got, want) {
				t.Errorf("%q lists %v, not %v\n%s", text, got, want, r.screen())
			}
			r.shows(fmt.Sprintf("%d of 21 entries match", len(want)) + only(len(want) == 1, "es"))
		}
		r.key("esc")
		if n := len(r.listed()); n != 21 {
			t.Errorf("Esc leaves %d entries", n)
		}
	})
}

func TestFiltersOfTheLogsOrder(t *testing.T) {
	onTheLog(t, func(r *rig) {
		r.by("mia", incident.Star{Entry: 16})
		r.wait(5 * time.Minute) // reminders are shown, and that is in the log
		r.key("l")
		r.shows("as they were written", "starred", "reminder of A2 shown, it was due at 14:01 CET")
		r.filterBy("k:reminder")
		shown := r.listed()
		if len(shown) == 0 {
			t.Fatalf("no reminder was shown:\n%s", r.screen())
		}
		for _, seq := range shown {
			if e := r.app.subject.log.pane.loaded[seq]; e == nil || e.entry.Event.Kind != "reminder_shown" {
				t.Errorf("%d is no reminder", seq)
			}
		}
		r.key("l")
		if got := r.listed(); len(got) != 0 {
			t.Errorf("reminders are entries of the timeline: %v", got)
		}
		r.filterBy("k:star,note")
		r.key("l")
		if got := r.listed(); len(got) != 1 {
			t.Errorf("%v are starred:\n%s", got, r.screen())
		}
	})
}

func TestAFilterIsReadWhileItIsTyped(t *testing.T) {
	onTheLog(t, func(r *rig) {
		r.key("/")
		r.shows("@zac by a person")
		r.typed("k")
		before := r.listed()
		r.typed(":not")
		r.shows(`"not" is no kind; kinds are action, chat`, "^")
		if after := r.listed(); !slices.Equal(before, after) {
			t.Errorf("what cannot be read lists %v, not %v as before", after, before)
		}
		r.typed("e")
		r.shows("0 of 21 entries match k:note")
		r.key("ctrl+u")
		r.typed("@l")
		r.key("tab")
		r.shows("5 of 21 entries match @lena", "/@lena")
		r.typed("k:a")
		r.key("tab")
		r.shows("1 of 21 entries matches @lena k:action")
		r.key("esc")
		r.shows("21 entries")
		r.key("/")
		r.typed("k:not")
		r.key("enter")
		if in := r.app.place(); in != inFilter {
			t.Errorf("what cannot be read was kept, the keys go to the %s", in)
		}
	})
}

// The choice is an entry, not a row: it is there again after a filter, and stays while entries come.
func TestTheChoiceStays(t *testing.T) {
	onTheLog(t, func(r *rig) {
		pane := r.app.subject.log.pane
		for range 9 {
			r.key("up")
		}
		if pane.chosen != 12 {
			t.Fatalf("entry %d is chosen", pane.chosen)
		}
		r.filterBy("@lena")
		if pane.chosen != 13 {
			t.Errorf("the nearest of %v is %d", r.listed(), pane.chosen)
		}
		r.by("lena", says("it grows again"))
		if got := r.listed(); pane.chosen != 13 || got[len(got)-1] <= 21 {
			t.Errorf("when an entry came, %d is chosen of %v", pane.chosen, got)
		}
		r.key("esc")
		if pane.chosen != 12 {
			t.Errorf("without the filter %d is chosen", pane.chosen)
		}
		r.filterBy("@lena")
		r.key("down")
		r.key("esc")
		if pane.chosen != 15 {
			t.Errorf("after a step and without the filter %d is chosen", pane.chosen)
		}
		r.key("l")
		r.key("l")
		r.by("omar", says("so it does"))
		if pane.chosen != 15 {
			t.Errorf("in the other order and back %d is chosen", pane.chosen)
		}
		r.shows("NEW")
	})
}

// What is said about an entry later puts it into a filter or takes it out.
func TestAFilterFollowsWhatIsSaid(t *testing.T) {
	onTheLog(t, func(r *rig) {
		check := func(want ...uint64) {
			t.Helper()
			if got := r.listed(); !slices.Equal(got, want) {
				t.Errorf("listed are %v, not %v\n%s", got, want, r.screen())
			}
		}
		r.filterBy("*")
		check()
		r.by("mia", incident.Star{Entry: 4})
		check(4)
		r.by("mia", incident.Star{Entry: 16})
		check(4, 16)
		moved := incident.At(began.Add(50 * time.Minute))
		r.by("mia", incident.Correct{Entry: 4, When: &moved})
		check(16, 4)
		r.by("mia", incident.Star{Entry: 16, Off: true})
		check(4)
		r.filterBy("grows")
		text := "the queue grows"
		r.by("mia", incident.Correct{Entry: 16, Text: &text})
		check(16)
	})
}

func TestAFilterFollowsEdits(t *testing.T) {
	onTheLog(t, func(r *rig) {
		post := func(o incident.Order, key string) {
			r.given(incident.Given{By: "omar", Origin: "slack", Key: key}, o)
		}
		post(says("the cache is stale"), "slack:C1:1")
		_, posted := lastFact[incident.MessagePosted](t, r.app.fx.recorder, importRef)
		r.filterBy("stale")
		if got := r.listed(); !slices.Equal(got, []uint64{posted.Seq}) {
			t.Fatalf("listed are %v, not %d", got, posted.Seq)
		}
		post(incident.EditPost{MessageEdited: incident.MessageEdited{Message: "slack:C1:1", Text: "the cache is fine"}}, "slack:C1:2")
		if got := r.listed(); len(got) != 0 {
			t.Errorf("after the edit %v are listed", got)
		}
		post(incident.EditPost{MessageEdited: incident.MessageEdited{Message: "slack:C1:1", Text: "stale after all"}}, "slack:C1:3")
		if got := r.listed(); !slices.Equal(got, []uint64{posted.Seq}) {
			t.Errorf("after the second edit %v are listed", got)
		}
	})
}

func TestGoTo(t *testing.T) {
	onTheLog(t, func(r *rig) {
		pane := r.app.subject.log.pane
		for line, want := range map[string]uint64{"go 13:46": 9, "go 13:47": 15, "go 5": 5, "go #5": 5, "go 13:00": 1, "go 13:59": 21} {
			r.key("=")
			r.key("ctrl+u")
			r.typed(line)
			r.key("enter")
			if pane.chosen != want {
				t.Errorf("%q goes to %d, not %d\n%s", line, pane.chosen, want, r.screen())
			}
		}
		for line, want := range map[string]string{"go 99": "there is no entry 99", "go tea": "is not a time", "go 0": "there is no entry 0"} {
			r.key("=")
			r.key("ctrl+u")
			r.typed(line)
			r.key("enter")
			r.shows(want)
			r.key("esc")
		}
		r.filterBy("@lena")
		r.key("=")
		r.key("ctrl+u")
		r.typed("go 9")
		r.key("enter")
		r.shows("entry 9 is not among those that are listed", "takes the filter away")
	})
}

func TestFromMarkToMark(t *testing.T) {
	onTheLog(t, func(r *rig) {
		r.by("mia", incident.Star{Entry: 15})
		pane := r.app.subject.log.pane
		steps := func(key string, want ...uint64) {
			t.Helper()
			for _, n := range want {
				if r.key(key); pane.chosen != n {
					t.Errorf("%s goes to %d, not %d", key, pane.chosen, n)
				}
			}
		}
		steps("<", 20, 18, 15, 11, 10, 9, 5, 1, 1)
		r.shows("no star and no turn before this")
		steps(">", 5, 9, 10, 11, 15, 18, 20, 20)
		r.key("g")
		steps(".", 5, 6, 6)
		r.shows("no ten minutes without an entry after this")
		steps(",", 5, 1, 1)
	})
}

func TestWordsAreMarked(t *testing.T) {
	e := timeline.Entry{Event: incident.Event{Seq: 12, Kind: "note_taken"}, When: incident.At(began), Actor: "zac", Text: "DNS, dns and İdns"}
	th := newTheme("mono", false)
	lines := entryLines(&e, paris, shape{w: 100, digits: 3, th: th, marked: "dns"})
	if got := strings.Count(lines[0], "\x1b["); got != 0 {
		t.Errorf("a line whose letters have another length in lower case has %d marks: %q", got, lines[0])
	}
	e.Text = "DNS, dns and udp"
	lines = entryLines(&e, paris, shape{w: 100, digits: 3, th: th, marked: "dns\nudp"})
	for _, word := range []string{"DNS", "dns", "udp"} {
		if !strings.Contains(lines[0], "m"+word+"\x1b[m") {
			t.Errorf("%q is not marked in %q", word, lines[0])
		}
	}
}

func TestTheScrubberIsClicked(t *testing.T) {
	onTheLog(t, func(r *rig) {
		p := r.app.subject.log
		y, x := r.app.frame().head+p.layout.scrubber.y, p.layout.scrubber.x
		for _, beside := range []int{0, x - 1, x + p.layout.scrubber.w} {
			if _, ok := p.timeAt(beside); ok {
				t.Errorf("cell %d is on the scrubber", beside)
			}
		}
		r.send(tea.MouseClickMsg{X: x + p.layout.scrubber.w/2, Y: y, Button: tea.MouseLeft})
		r.shows("THE PAST", "13:3")
		if at, _ := p.timeAt(x + p.layout.scrubber.w/2); !at.Equal(p.past.at) {
			t.Errorf("it looks at %s, not at %s", p.past.at, at)
		}
		r.send(tea.MouseClickMsg{X: x + p.layout.scrubber.w - 1, Y: r.app.frame().head + p.layout.scrubber.y, Button: tea.MouseLeft})
		if p.past != nil {
			t.Errorf("the last cell is not now but %s", p.past.at)
		}
	})
}

// steppedLog lets one piece of a search be read at a time.
type steppedLog struct {
	timeline.Log
	slow  bool
	going chan struct{}
}

func (l *steppedLog) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	if l.slow && from%siftedAtOnce == 1 {
		<-l.going
	}
	return l.Log.Read(ctx, ref, from)
}

// TestALongSearch shows what it has while it goes on, and is given up for another one.
func TestALongSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &steppedLog{Log: logtest.NewMemory(), going: make(chan struct{}, 9)}
		rec := timeline.NewRecorder(log, time.Now)
		orders := []timeline.Instruction{{Order: incident.Declare{Ref: importRef, Title: "List import problems"}, Given: incident.Given{By: "zac"}}}
		for k := range 10_000 {
			orders = append(orders, timeline.Instruction{Order: incident.Note{Text: fmt.Sprintf("note %d", k)}, Given: incident.Given{By: []incident.Person{"zac", "lena"}[k%2]}})
		}
		if _, _, err := rec.Intake(t.Context(), importRef, orders); err != nil {
			t.Fatal(err)
		}
		r := newRig(t, Options{Recorder: rec, Me: "zac", Ref: importRef}, 100, 30)
		defer r.end()
		r.key("3")
		log.slow = true
		log.going <- struct{}{}
		r.filterBy("@lena note")
		for range 20 {
			log.going <- struct{}{} // pieces of the searches for what was typed before
			r.send(nil)
			if strings.Contains(r.screen(), "so far") {
				break
			}
		}
		close(log.going)
		r.send(nil)
		r.shows("5,000 of 10,001 entries match @lena note")
		if got := r.listed(); len(got) != 5000 || !slices.IsSorted(got) {
			t.Errorf("%d are listed", len(got))
		}
	})
}

// TestAnswersThatComeLate change nothing.
func TestAnswersThatComeLate(t *testing.T) {
	onTheLog(t, func(r *rig) {
		r.filterBy("@lena")
		p := r.app.subject.log
		before := r.listed()
		r.send(siftedMsg{visit: p.visit, gen: p.search.gen - 1, found: []uint64{1, 2, 3}, next: 4})
		r.send(siftedMsg{visit: p.visit - 1, gen: p.search.gen, found: []uint64{1, 2, 3}, next: 4})
		r.send(entriesLoadedMsg{visit: p.visit, of: &sight{}, pane: p.pane, entries: someEntries([]int{1})})
		if after := r.listed(); !slices.Equal(before, after) || p.pane.loaded[1] != nil && p.pane.loaded[1].entry.Text == "line" {
			t.Errorf("a late answer changed %v to %v", before, after)
		}
	})
}
