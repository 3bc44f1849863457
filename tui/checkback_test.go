package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
)

func TestCheckBackIsAboutWhatItWasOpenedWith(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("down") // A3
		r.key("b")
		r.shows("Check back: A3 of @lena", "@lena, you were to raise the limit on one box and watch it: is it done", "on the order of @zac")
		r.by("zac", incident.ExtendAction{No: 3, In: 5 * time.Hour})
		r.by("zac", incident.Assign{Owner: "nick", Task: "look at zookeeper", In: time.Minute})
		r.key("d")
		r.shows("Done: A3 @lena, raise the limit")
		r.fill("it holds")
		r.checkLast(incident.ActionDone{No: 3, Outcome: "it holds"}, "zac")
	})
}

func TestCheckBackRecordsNothingOfWhatChanged(t *testing.T) {
	for name, test := range map[string]struct {
		order incident.Order
		say   string
	}{
		"settled": {incident.FinishAction{No: 3}, "A3 of @lena is settled: Tab goes to the next"},
		"changed": {incident.HandOnAction{No: 3, To: "nick"}, "A3 of @lena was changed while this was open"},
	} {
		t.Run(name, func(t *testing.T) {
			inRoomOf(t, afternoon, func(r *rig) {
				r.key("down")
				r.key("b")
				r.by("zac", test.order)
				before := len(kinds(t, r.app.fx.recorder, importRef))
				r.shows(test.say)
				for _, k := range []string{"y", "d", "m", "z", "x", "o"} {
					r.key(k)
					if in := r.app.place(); in != inCheckBack {
						t.Fatalf("%s leads to the %s", k, in)
					}
				}
				if after := len(kinds(t, r.app.fx.recorder, importRef)); after != before {
					t.Errorf("%d events were recorded", after-before)
				}
				r.key("tab")
				if c := r.app.top().(*checkBack); c.stale() != "" || c.about == "A3" {
					t.Errorf("Tab leads to %s: %s", c.about, c.stale())
				}
			})
		})
	}
}

func TestCheckBackGoesThroughAllThatIsAsked(t *testing.T) {
	inRoomOf(t, lateAfternoon, func(r *rig) {
		r.wait(6 * time.Minute)
		r.key("b")
		seen := map[string]bool{}
		for range r.app.subject.allAsked() {
			c := r.app.top().(*checkBack)
			seen[c.about] = true
			if c.asked.say == "" || !strings.HasPrefix(c.title(), "Check back: ") || len(c.title()) < 14 {
				t.Errorf("%s is asked about with %q, under %q", c.about, c.asked.say, c.title())
			}
			r.screen()
			r.key("tab")
		}
		for _, about := range []string{"A2", "A3", "F1", "offer ic", "update internal", "role ic", "role icl", "page ruth"} {
			if !seen[about] {
				t.Errorf("nothing asks about %s: %v", about, seen)
			}
		}
	})
}

func TestAKeyThatDoesNotFitSaysWhatItIsFor(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.backTo("F1")
		for key, why := range map[string]string{
			"d": "this is about a deploy freeze, it is for an action item", "h": "it is for a role", "C": "it is for who commands",
			"i": "it is for an update", "P": "it is for a page", "y": "it is for an action item, an offer or a page",
		} {
			r.key(key)
			r.shows(why)
		}
		r.key("esc")
		r.by("omar", incident.AcknowledgeAction{No: 2})
		r.backTo("A2")
		r.key("y")
		r.shows("@omar said yes already")
	})
}

func TestNobodyIsIC(t *testing.T) {
	quiet := func(x *terminal) { x.declared("erin", incident.Declare{Title: "List import problems"}) }
	inRoomOf(t, quiet, func(r *rig) {
		r.key("b")
		r.shows("Check back: nobody is IC", "I take command", "declared by @erin")
		r.key("C")
		r.fill("")
		r.checkLast(incident.CommandTaken{Holder: "zac"}, "zac")
		if in := r.app.place(); in != inRoom {
			t.Errorf("after it the keys go to the %s", in)
		}
	})
}

// TestSnoozedIsSaid: what was put off comes back with the reason.
func TestSnoozedIsSaid(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.wait(10 * time.Minute)
		r.backTo("A2")
		r.key("z")
		r.fill("omar is on the phone", "20")
		r.backTo("A2")
		r.shows("snoozed    omar is on the phone")
		r.key("esc")
		r.key("esc")
		r.key("b")
		if c := r.app.top().(*checkBack); c.about == "A2" {
			t.Error("what was put off is asked about first")
		}
	})
}

func TestCheckBackOnEveryPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, afternoon), Me: "zac", Zone: paris, Ref: importRef}, 80, 24)
		defer r.end()
		for _, page := range []string{"2", "3", "4", "5", "6"} {
			r.key(page)
			r.key("b")
			r.shows("Check back: A2 of @omar")
			r.key("q")
		}
	})
}
