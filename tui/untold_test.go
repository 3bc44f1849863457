package tui

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
)

// heldBack is the afternoon with a channel that was archived: the update of entry 20 failed, it is not known whether the
// topic was set, the headline was left out.
func heldBack(x *terminal) {
	afternoon(x)
	for _, o := range []incident.Order{
		incident.BindChannel{Service: "slack", ID: "C1", Name: string(importRef)},
		incident.BeginDelivery{Key: "headline", What: "headline"},
		incident.FailDelivery{Key: "headline", Reason: "the channel is archived"},
		incident.SkipDelivery{Key: "headline", Reason: "it is too late for it"},
		incident.BeginDelivery{Key: "topic/19", What: "topic"},
		incident.DoubtDelivery{Key: "topic/19", Reason: "the connection broke"},
		incident.BeginDelivery{Key: "e19", What: "post"},
		incident.FinishDelivery{Key: "e19", Receipt: "C1:1.1"},
		incident.BeginDelivery{Key: "e20", What: "post"},
		incident.FailDelivery{Key: "e20", Reason: "the channel is archived"},
	} {
		x.by("baton", importRef, o)
	}
}

// fakeOutbox is what an outbox says is not told: what the record says, with the words of posts, and what waits.
func fakeOutbox(rec *timeline.Recorder) func(context.Context, incident.Ref) ([]Outgoing, error) {
	words := map[string]string{"e20": "Update for internal: List imports are delayed since 12:40. We are investigating.", "e21": "IC is offered to Nora."}
	return func(ctx context.Context, ref incident.Ref) ([]Outgoing, error) {
		i, err := rec.State(ctx, ref)
		if err != nil {
			return nil, err
		}
		list := []Outgoing{{Key: "e21", What: "post", Stage: outWaiting, Reason: "after post e20", Since: began.Add(55 * time.Minute)}}
		for d := range i.Deliveries.All() {
			if d.Stage != incident.StageMade {
				list = append(list, Outgoing{Key: d.Key, What: d.What, Stage: string(d.Stage), Reason: d.Reason, Text: d.Text, Since: d.Changed.At})
			}
		}
		for k := range list {
			if list[k].Text == "" {
				list[k].Text = words[list[k].Key]
			}
		}
		return list, nil
	}
}

// inUntoldList runs a test in the list of what is not told.
func inUntoldList(t *testing.T, test func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, heldBack)
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef, Outgoing: fakeOutbox(rec)}, 100, 30)
		defer r.end()
		r.wait(3 * time.Minute)
		r.key("W")
		if r.app.place() != inUntold {
			t.Fatalf("W goes to the %s\n%s", r.app.place(), r.screen())
		}
		test(r)
	})
}

func TestWhatIsNotToldIsANeed(t *testing.T) {
	inUntoldList(t, func(r *rig) {
		r.key("esc")
		r.key("w")
		r.shows("NOT TOLD 3m", "post: the channel is archived (and 1 more): W lists it")
		r.key("esc")
		r.by("baton", incident.RetryDelivery{Key: "e20"})
		r.by("baton", incident.BeginDelivery{Key: "e20", What: "post"})
		r.by("baton", incident.FinishDelivery{Key: "e20"})
		r.key("w")
		r.shows("MAYBE NOT TOLD 3m", "topic: the connection broke: W lists it")
		r.key("esc")
		r.by("baton", incident.SkipDelivery{Key: "topic/19", Reason: "old"})
		r.key("w")
		if strings.Contains(r.screen(), "NOT TOLD") {
			t.Errorf("all is told:\n%s", r.screen())
		}
	})
}

// TestWhatIsNotToldAtTheEnd: that an incident is over is told to people, too.
func TestWhatIsNotToldAtTheEnd(t *testing.T) {
	inUntoldList(t, func(r *rig) {
		r.key("esc")
		r.by("zac", incident.Resolve{Text: "fixed", CarryOver: true})
		r.wait(time.Second)
		r.shows("NOW  NOT TOLD 3m  post: the channel is archived")
		r.app.now = r.app.now.Add(25 * time.Hour)
		r.shows("the incident is resolved")
	})
}

func TestUntoldIsListed(t *testing.T) {
	inUntoldList(t, func(r *rig) {
		r.shows("Not told outside yet: 4 things", "FAILED  3m", "post e20: the channel is archived", "UNCLEAR 3m", "topic/19: the connection broke",
			"waiting 3m", "post e21: after post e20", "skipped", "headline: it is too late for it",
			"it was not told, and is not tried again by itself", "Update for internal: List imports")
		r.key("down")
		r.shows("it may have been told; tried again, it is looked for first")
		r.by("baton", incident.FailDelivery{Key: "topic/19", Reason: "no scope"})
		r.wait(time.Second)
		if o, _ := r.app.untoldOnTop().choice(); o.Key != "topic/19" || o.Stage != outFailed {
			t.Errorf("%+v is chosen", o)
		}
		r.key("G")
		r.key("x")
		r.shows("it was left out already")
		r.key("k")
		r.key("r")
		r.shows("it is tried by itself as soon as it can be")
		r.key("enter")
		r.shows("Not told outside: post e21", "after post e20", "IC is offered to Nora.")
		r.key("esc")
		r.key("q")
		if r.app.place() != inRoom {
			t.Errorf("q goes to the %s", r.app.place())
		}
	})
}

// TestUntoldIsOrdered gives each order of the list and looks into the record.
func TestUntoldIsOrdered(t *testing.T) {
	for _, test := range []struct {
		name string
		keys func(*rig)
		want []incident.Fact
	}{
		{"try again", func(r *rig) { r.key("r") }, []incident.Fact{incident.DeliveryRetried{Key: "e20", What: "post"}}},
		{"reword and try again", func(r *rig) { r.key("e"); r.key("ctrl+u"); r.fill("Imports are late.", "") }, []incident.Fact{
			incident.DeliveryReworded{Key: "e20", Text: "Imports are late."}, incident.DeliveryRetried{Key: "e20", What: "post"},
		}},
		{"reword only", func(r *rig) { r.key("e"); r.key("ctrl+u"); r.fill("Imports are late."); r.key("ctrl+u"); r.fill("no") }, []incident.Fact{incident.DeliveryReworded{Key: "e20", Text: "Imports are late."}}},
		{"reword what waits", func(r *rig) { r.key("down"); r.key("down"); r.key("e"); r.key("ctrl+u"); r.fill("Nora?") }, []incident.Fact{incident.DeliveryReworded{Key: "e21", Text: "Nora?"}}},
		{"skip", func(r *rig) { r.key("down"); r.key("x"); r.fill("old news") }, []incident.Fact{incident.DeliverySkipped{Key: "topic/19", What: "topic", Reason: "old news"}}},
		{"skip an update", func(r *rig) {
			r.key("x")
			r.fill("told by phone")
			r.shows("Leave out the update?", "The internal update by @mia: List imports are delayed", "told by phone")
			r.key("enter")
			r.answer("y")
		}, []incident.Fact{incident.DeliverySkipped{Key: "e20", What: "post", Reason: "told by phone"}}},
		{"skip an update, no", func(r *rig) { r.key("x"); r.fill("told by phone"); r.answer("n") }, nil},
		{"retry what was skipped, and take it back", func(r *rig) {
			r.key("G")
			r.key("r")
			r.key("esc")
			r.key("u")
			r.answer("y")
		}, []incident.Fact{incident.DeliveryRetried{Key: "headline", What: "headline"}, incident.DeliverySkipped{Key: "headline", What: "headline", Reason: "taken back"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			inUntoldList(t, func(r *rig) {
				before := len(kinds(t, r.app.fx.recorder, importRef))
				test.keys(r)
				r.wait(time.Second)
				var got []incident.Fact
				for e, err := range r.app.fx.recorder.Log().Read(t.Context(), importRef, uint64(before)+1) {
					if err != nil {
						t.Fatal(err)
					}
					if f, err := e.Fact(); err != nil {
						t.Fatal(err)
					} else if _, reminder := f.(incident.ReminderShown); !reminder {
						got = append(got, f)
					}
				}
				if len(got) != len(test.want) {
					t.Fatalf("recorded %+v, wanted %+v\n%s", got, test.want, r.screen())
				}
				for k := range got {
					if got[k] != test.want[k] {
						t.Errorf("recorded %+v, wanted %+v", got[k], test.want[k])
					}
				}
			})
		})
	}
}

// TestUntoldIsAskedSparingly: once a second at most while something waits, not at all while nothing does, and never twice
// at a time.
func TestUntoldIsAskedSparingly(t *testing.T) {
	var asked, under atomic.Int64
	var waits atomic.Bool
	slow := time.Duration(0)
	ask := func(context.Context, incident.Ref) ([]Outgoing, error) {
		if under.Add(1) > 1 {
			t.Error("asked twice at a time")
		}
		asked.Add(1)
		time.Sleep(slow)
		under.Add(-1)
		if waits.Load() {
			return []Outgoing{{Key: "e21", What: "post", Stage: outWaiting}}, nil
		}
		return nil, nil
	}
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, afternoon), Me: "zac", Zone: paris, Ref: importRef, Outgoing: ask}, 100, 30)
		defer r.end()
		count := func(what string, d time.Duration, least, most int64) {
			t.Helper()
			before := asked.Load()
			r.wait(d)
			if n := asked.Load() - before; n < least || n > most {
				t.Errorf("%s: asked %d times in %s", what, n, d)
			}
		}
		count("nothing is told", 10*time.Second, 0, 3) // reminders are recorded at first
		before := asked.Load()
		for range 50 {
			r.by("omar", says("a busy channel"))
		}
		if n := asked.Load() - before; n > 2 {
			t.Errorf("asked %d times for a burst", n)
		}
		waits.Store(true)
		r.by("omar", says("more"))
		count("something waits", 10*time.Second, 9, 11)
		waits.Store(false)
		r.wait(2 * time.Second)
		count("nothing waits", time.Minute, 0, 2)
		waits.Store(true)
		slow = 3500 * time.Millisecond
		r.by("omar", says("more"))
		count("it is slow", 20*time.Second, 4, 7)
	})
}

// TestUntoldIsNotHeard: the list says that it may be out of date, and nothing waits for it.
func TestUntoldIsNotHeard(t *testing.T) {
	for name, answer := range map[string]func(context.Context) error{
		"an error": func(context.Context) error { return errors.New("the outbox is closed " + evil) },
		"silence": func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := Options{Recorder: told(t, heldBack), Me: "zac", Zone: paris, Ref: importRef}
				o.Outgoing = func(ctx context.Context, _ incident.Ref) ([]Outgoing, error) { return nil, answer(ctx) }
				r := newRig(t, o, 100, 30)
				defer r.end()
				r.wait(untoldTimeout + 2*time.Second)
				r.key("W")
				r.shows("MAY BE OUT OF DATE", "post e20: the channel is archived")
			})
		})
	}
}

// TestTheRecordGoesBeforeWhatIsHeard: an outbox may have given up an incident, and may be slower than the record.
func TestTheRecordGoesBeforeWhatIsHeard(t *testing.T) {
	heard := func(context.Context, incident.Ref) ([]Outgoing, error) {
		return []Outgoing{{Key: "topic/19", What: "topic", Stage: outWaiting, Text: "SEV-2"}, {Key: "e19", What: "post", Stage: outBegun}, {Key: "e21", What: "post", Stage: outWaiting}}, nil
	}
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, heldBack), Me: "zac", Zone: paris, Ref: importRef, Outgoing: heard}, 100, 30)
		defer r.end()
		r.wait(2 * time.Second)
		r.key("W")
		var got []string
		for _, o := range r.app.subject.outgoing() {
			got = append(got, o.Key+" "+o.Stage)
		}
		if want := "e20 failed, topic/19 unclear, e21 waiting"; strings.Join(got, ", ") != want {
			t.Errorf("listed are %q, not %s", got, want)
		}
		r.key("r")
		r.shows("waiting <1m    post e20")
		r.by("baton", incident.BeginDelivery{Key: "e20", What: "post"})
		r.by("baton", incident.FinishDelivery{Key: "e20"})
		r.wait(time.Second)
		if strings.Contains(r.screen(), "    post e20") {
			t.Errorf("what was told is listed:\n%s", r.screen())
		}
		r.shows("what was chosen is not in the list any more")
		r.key("r")
		if f, _ := lastFact[incident.DeliveryRetried](t, r.app.fx.recorder, importRef); f.Key != "e20" {
			t.Errorf("a key that was meant for another one tried %s again", f.Key)
		}
		r.key("down")
		r.key("r")
		if f, _ := lastFact[incident.DeliveryRetried](t, r.app.fx.recorder, importRef); f.Key != "topic/19" {
			t.Errorf("tried again was %s", f.Key)
		}
	})
}

func TestNothingIsUntold(t *testing.T) {
	for name, o := range map[string]struct {
		Options
		want string
	}{
		"no service": {Options{}, "not told: no service is connected, so that nothing is told outside"},
		"all told":   {Options{Outgoing: func(context.Context, incident.Ref) ([]Outgoing, error) { return nil, nil }}, "not told: all that was to be told outside is told"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o.Recorder, o.Me, o.Ref = told(t, afternoon), "zac", importRef
				r := newRig(t, o.Options, 100, 30)
				defer r.end()
				r.wait(time.Second)
				r.key("W")
				r.shows(o.want)
			})
		})
	}
}

// TestUntoldOfAnything draws whatever an outbox says, at any size.
func TestUntoldOfAnything(t *testing.T) {
	text := rapid.OneOf(rapid.Just(evil), rapid.StringN(0, 300, -1), rapid.SampledFrom([]string{"post", "the channel is archived", ""}))
	some := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Outgoing {
		return Outgoing{
			Key: text.Draw(t, "key"), What: text.Draw(t, "what"), Text: text.Draw(t, "text"), Reason: text.Draw(t, "reason"),
			Stage: rapid.SampledFrom(append([]string{evil, ""}, outUrgency...)).Draw(t, "stage"), Since: began.Add(time.Duration(rapid.IntRange(-99, 99).Draw(t, "since")) * time.Minute),
		}
	}), 0, 40)
	inRoomOf(t, heldBack, func(r *rig) {
		r.key("W")
		rapid.Check(struct{ testing.TB }{r.t}, func(t *rapid.T) {
			r.update(untoldListedMsg{visit: r.app.subject.visit, list: some.Draw(t, "list"), err: map[bool]error{true: errors.New(evil)}[rapid.Bool().Draw(t, "fails")]})
			for range 3 {
				r.update(rigSize(rapid.IntRange(leastW, 140).Draw(t, "w"), rapid.IntRange(leastH, 40).Draw(t, "h")))
				r.update(rigKeys[rapid.SampledFrom([]string{"up", "down", "home", "end"}).Draw(t, "key")])
				r.screen()
			}
			r.key("enter")
			r.screen()
			if len(r.app.overlays) > 1 {
				r.key("esc")
			}
		})
	})
}

func TestScreensOfWhatIsNotTold(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "40x12": {w: 40, h: 12}} {
		s.ref, s.outgoing = importRef, fakeOutbox
		onScreen(t, s, heldBack, func(x *terminal) {
			x.wait(3 * time.Second)
			x.press("not told").golden("not_told_" + size)
			x.press("reword").golden("reword_" + size)
			x.press("close", "skip").typed("told by phone").press("next/record").wait(time.Second)
			x.golden("skip_update_" + size)
		})
	}
}

func TestPlainSaysWhatIsNotTold(t *testing.T) {
	for name, outbox := range map[string]bool{"an outbox": true, "the record alone": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				x := newPlainTerm(t, nil)
				heldBack(x.terminal)
				o := Options{}
				if outbox {
					o.Outgoing = fakeOutbox(x.recorder)
				}
				x.open(o)
				saysInOrder(t, x.types("needs"), "NOT TOLD <1m, post: the channel is archived (and 1 more) (type outgoing)")
				if text := x.types("outgoing"); outbox {
					saysInOrder(t, text, "4 things are not told outside, the most urgent first:\n", "post e20, FAILED for <1m: the channel is archived; its words: Update for internal",
						"topic/19, UNCLEAR for <1m: the connection broke\n", "post e21, waiting", "headline, skipped", "Type resend and its key")
				} else {
					saysInOrder(t, text, "2 things are not told outside, the most urgent first:\n", "post e20, FAILED for <1m: the channel is archived\n", "topic/19, UNCLEAR", "Type resend and its key")
				}
				saysInOrder(t, x.types("skip e20 because told by phone"), "question: Leave out the update?", "The internal update by @mia", "told by phone")
				saysInOrder(t, x.types("no"), "not done: Leave out the update?")
				saysInOrder(t, x.types("reword e20 Imports are late."), "recorded: e20 is told outside as: Imports are late.")
				saysInOrder(t, x.types("resend e20"), "recorded: to be told outside again: post e20")
				x.by("baton", importRef, incident.BeginDelivery{Key: "e20", What: "post"})
				x.by("baton", importRef, incident.FinishDelivery{Key: "e20", Receipt: "C1:2.1"})
				if text := x.wait(2 * time.Second); strings.Contains(text, "e20") {
					t.Errorf("what goes its way is read out: %q", text)
				}
				x.by("baton", importRef, incident.FailDelivery{Key: "e23", What: "post", Reason: "no scope"})
				saysInOrder(t, x.wait(2*time.Second), "could not be told outside: post e23: no scope")
				x.types("resend topic/19", "skip topic/19 it is old", "skip e23 it is old")
				if text := x.types("outgoing"); !outbox {
					saysInOrder(t, text, "no service is connected, so that nothing is told outside")
				}
				saysInOrder(t, x.types("at 13:50", "outgoing"), "not done: an earlier time is shown")
			})
		})
	}
}
