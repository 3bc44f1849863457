package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
)

// unlisted is a log whose incidents no board finds, so that no reminder is claimed in it.
type unlisted struct{ timeline.Log }

func (unlisted) List(context.Context) ([]timeline.Head, error) { return nil, nil }

// stoppedAt is a recorder whose clock stands still.
func stoppedAt(log timeline.Log, now time.Time) *timeline.Recorder {
	return timeline.NewRecorder(unlisted{log}, func() time.Time { return now })
}

func copied(t testing.TB, from timeline.Log, ref incident.Ref, until time.Time) timeline.Log {
	t.Helper()
	to := logtest.NewMemory()
	for e, err := range from.Read(context.Background(), ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if !e.Recorded.After(until) {
			if _, err := to.Append(context.Background(), ref, e.Seq-1, e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return to
}

// frames are what the pages of an incident show, one after another, the log page in its other order and filtered too. The
// document is not among them: it names the moment whose knowledge it has, and counts until then.
func (r *rig) frames() []string {
	var all []string
	show := func(keys ...string) {
		for _, k := range keys {
			r.key(k)
		}
		all = append(all, r.screen())
	}
	show("2")
	show("3")
	show("l")
	r.key("/")
	r.typed("@mia k:note,action,chat,correction")
	show("enter")
	show("l")
	r.key("/")
	r.key("ctrl+u")
	r.typed("a")
	show("enter")
	r.key("/")
	show("esc")
	show("4")
	show("5")
	return all
}

// TestThePastIsWhatWasShownThen: a view of an earlier time is, on every page, the screen that there was at that time, but
// for the line that says so.
func TestThePastIsWhatWasShownThen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		walk := ordertest.Walk(rt, 40)
		for k := range walk {
			walk[k].Given.Known = time.Time{}
		}
		which := rapid.IntRange(0, 1<<16).Draw(rt, "which")
		size := rapid.SampledFrom([][2]int{{80, 24}, {120, 40}, {100, 34}}).Draw(rt, "size")
		synctest.Test(t, func(t *testing.T) {
			log, at := walked(t, walk, which)
			o := Options{Recorder: stoppedAt(copied(t, log, ordertest.Ref, at), at), Me: "zac", Zone: paris, Ref: ordertest.Ref, Theme: "mono", ReadOnly: true}
			then := newRig(t, o, size[0], size[1])
			defer then.end()
			o.Recorder = stoppedAt(log, at.Add(48*time.Hour))
			now := newRig(t, o, size[0], size[1]+1)
			defer now.end()
			now.typed(":at " + at.Format("2006-01-02T15:04:05.999999999Z"))
			now.key("enter")
			want, got := then.frames(), now.frames()
			for k := range want {
				if strings.Contains(want[k], "▌6 Document") {
					continue // it says in its own words of when it is
				}
				lines := strings.Split(got[k], "\n")
				if !strings.HasPrefix(lines[0], " THE PAST ") {
					t.Fatalf("page %d does not say that it is the past:\n%s", k, got[k])
				}
				old := strings.Split(want[k], "\n")
				if a, b := besidesNow(old), besidesNow(lines[1:]); a != b {
					t.Fatalf("page %d was\n%s\nand is shown as\n%s", k, a, b)
				}
			}
		})
	})
}

// besidesNow is a screen without what is about now also in the past: the scrubber, which goes over all of the time there
// was, and the keys, because nothing is recorded into the past.
func besidesNow(lines []string) string {
	kept := slices.DeleteFunc(slices.Clone(lines[:len(lines)-1]), func(l string) bool { return strings.HasPrefix(l, " known at ") })
	return strings.Join(kept, "\n")
}

// walked carries orders out and gives the time at which one of the events was recorded.
func walked(t testing.TB, walk []timeline.Instruction, which int) (timeline.Log, time.Time) {
	log := logtest.NewMemory()
	rec := timeline.NewRecorder(log, time.Now)
	if _, _, err := rec.Intake(context.Background(), ordertest.Ref, walk); err != nil {
		t.Fatal(err)
	}
	var at []time.Time
	for e, err := range log.Read(context.Background(), ordertest.Ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		at = append(at, e.Recorded)
	}
	return log, at[which%len(at)]
}

// TestNothingThatWasNotKnownIsDrawn holds for what was written in another order than it became known, too.
func TestNothingThatWasNotKnownIsDrawn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		minutes := rapid.SliceOfN(rapid.IntRange(1, 50), 1, 40).Draw(rt, "minutes")
		at := began.Add(time.Duration(rapid.IntRange(1, 60).Draw(rt, "at")) * time.Minute)
		synctest.Test(t, func(t *testing.T) {
			rec := timeline.NewRecorder(logtest.NewMemory(), func() time.Time { return began.Add(24 * time.Hour) })
			orders := []timeline.Instruction{{Order: incident.Declare{Ref: importRef, Title: "List import problems"}, Given: incident.Given{By: "zac", Now: began, When: incident.At(began), Known: began}}}
			for k, m := range minutes {
				known := began.Add(time.Duration(m) * time.Minute)
				g := incident.Given{By: "zac", When: incident.At(began.Add(time.Duration(k) * time.Minute)), Known: known}
				var o incident.Order = incident.Note{Text: fmt.Sprintf("secret%02d.", k)}
				if k%3 == 2 {
					text := fmt.Sprintf("secret%02d.", k)
					o = incident.Correct{Entry: uint64(k), Text: &text}
				}
				orders = append(orders, timeline.Instruction{Order: o, Given: g})
			}
			if _, _, err := rec.Intake(t.Context(), importRef, orders); err != nil {
				t.Fatal(err)
			}
			r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef}, 120, 60)
			defer r.end()
			r.frames() // so that what is not to be seen was loaded
			r.typed(":at " + at.Format(time.RFC3339))
			r.key("enter")
			for _, frame := range r.frames() {
				for k, m := range minutes {
					if text := fmt.Sprintf("secret%02d.", k); began.Add(time.Duration(m)*time.Minute).After(at) && strings.Contains(frame, text) {
						t.Fatalf("%s was known at minute %d, and is shown at %s:\n%s", text, m, at, frame)
					}
				}
			}
		})
	})
}

func TestThroughTime(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.wait(10 * time.Second)
		r.key("[")
		r.shows("THE PAST", "14:00:00 CET")
		r.key("[")
		r.shows("13:59:00 CET")
		r.key("{")
		r.shows("13:49:00 CET", "A1  07:00")
		r.key("}")
		r.key("]")
		r.shows("14:00:00 CET")
		r.key("]")
		if r.app.subject.past != nil {
			t.Error("the minute after the last is not now")
		}
		r.key("]")
		r.shows("this is now")
		for range 9 {
			r.key("{")
		}
		r.shows("nothing of it was known then; the record begins at 13:05:00 on Wed 4 Jan 2023", "THE PAST", "13:05:00 CET", "declared")
		r.key("esc")
		if strings.Contains(r.screen(), "THE PAST") {
			t.Errorf("Esc did not go back to now:\n%s", r.screen())
		}
	})
}

func TestThePastIsTypedInto(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		for line, want := range map[string]string{
			"at 13:45":   "THE PAST",
			"at 23:00":   "has not come yet",
			"at tea":     "is not a time",
			"at 13:00":   "nothing of it was known then",
			"at":         "",
			"at 14:00 ,": "",
		} {
			r.key(":")
			r.key("ctrl+u")
			r.typed(line)
			r.key("enter")
			if want != "" && !strings.Contains(r.screen(), want) {
				t.Errorf("after %q there is no %q:\n%s", line, want, r.screen())
			}
			r.key("esc")
			r.key("esc")
		}
		r.key(":")
		r.key("ctrl+u")
		r.typed("at 13:50 note it was said aloud")
		r.key("enter")
		if f, _ := lastFact[incident.NoteTaken](t, r.app.fx.recorder, importRef); f.Text != "it was said aloud" {
			t.Errorf("an order that begins with a time is %+v", f)
		}
		r.typed(":at 13:50")
		r.key("enter")
		r.typed(":now")
		r.key("enter")
		if r.app.subject.past != nil {
			t.Error("now does not go back to now")
		}
	})
}

func TestNothingIsRecordedIntoThePast(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		before := len(kinds(t, r.app.fx.recorder, importRef))
		r.typed(":at 13:50")
		r.key("enter")
		for _, k := range keysOf(inRoom) {
			if k != "esc" && k != "]" && k != "}" && k != ":" {
				r.key(k)
				r.typed("x")
				r.key("enter")
				r.key("y")
				for range 3 {
					if len(r.app.overlays) > 0 {
						r.key("esc")
					}
				}
			}
		}
		if after := len(kinds(t, r.app.fx.recorder, importRef)); after != before {
			t.Errorf("%d events were recorded from the past", after-before)
		}
	})
}

func TestNewsWaitsWhileThePastIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, afternoon)
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef}, 100, 30)
		defer r.end()
		r.key("right")
		r.key("g")
		r.key("{")
		before := r.screen()
		for k := range 3 {
			g := incident.Given{By: "omar", Origin: "console"}
			if _, _, err := rec.Do(t.Context(), importRef, timeline.Instruction{Order: says(fmt.Sprintf("news %d", k)), Given: g}); err != nil {
				t.Fatal(err)
			}
		}
		r.wait(time.Second)
		r.shows("3 new since")
		if after := strings.Replace(r.screen(), "  3 new since", "", 1); len(strings.Split(after, "news")) > 1 {
			t.Errorf("news in the past:\n%s\nbefore:\n%s", after, before)
		}
		r.key("esc")
		r.shows("3 NEW")
		if p := r.app.subject.room.timeline; p.following || p.chosen != 1 {
			t.Errorf("back in now it is at %d, following %v, not where it was left", p.chosen, p.following)
		}
	})
}

// TestPressesDoNotPileUp: while one view is read, only the last that was asked for waits.
func TestPressesDoNotPileUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newApp(t.Context(), Options{Recorder: told(t, afternoon), Me: "zac", Zone: paris, Ref: importRef}.filled())
		a.subject.live.index, a.subject.reads = timeline.NewIndex(time.Time{}), t.Context()
		a.now = began.Add(time.Hour)
		first := a.subject.stepTime(-time.Minute)
		for range 5 {
			if cmd := a.subject.stepTime(-time.Minute); cmd != nil {
				t.Fatal("two views are read at once")
			}
		}
		next := a.subject.recalled(first().(pastRecalledMsg))
		if next == nil || !a.subject.past.at.Equal(began.Add(59*time.Minute)) {
			t.Fatalf("the first view is not shown, or nothing follows it")
		}
		if last := a.subject.recalled(next().(pastRecalledMsg)); last != nil || !a.subject.past.at.Equal(began.Add(54*time.Minute)) {
			t.Errorf("it is at %s", a.subject.past.at)
		}
		var model tea.Model = a
		if v := model.View(); strings.Contains(v.Content, "reading how") {
			t.Error("it is still said that it is being read")
		}
	})
}
