package timeline_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
)

// record carries out orders one after another and fails the test if one is refused.
func record(t testing.TB, log timeline.Log, orders ...timeline.Instruction) {
	t.Helper()
	r := open(t, log)
	for _, in := range orders {
		if _, _, err := r.Do(context.Background(), ref, in); err != nil {
			t.Fatalf("%T: %v", in.Order, err)
		}
	}
}

func read(t testing.TB, log timeline.Log, horizon time.Time) *timeline.Reader {
	t.Helper()
	r, err := timeline.OpenReader(context.Background(), log, ref, horizon)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func entries(t testing.TB, r *timeline.Reader) []timeline.Entry {
	t.Helper()
	var all []timeline.Entry
	for e, err := range r.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func at(o incident.Order, by incident.Person, minute int) timeline.Instruction {
	now := noon.Add(time.Duration(minute) * time.Minute)
	return timeline.Instruction{Order: o, Given: incident.Given{By: by, Now: now, Origin: "console"}}
}

// said is something of the chat that came in at the minute late and happened at the minute when.
func said(o incident.Order, key string, when, late int) timeline.Instruction {
	in := at(o, "zac", late)
	in.Given.Key, in.Given.When = key, incident.At(noon.Add(time.Duration(when)*time.Minute))
	return in
}

func post(text string) incident.Order {
	return incident.Post{MessagePosted: incident.MessagePosted{Text: text}}
}

func edited(message, text string) incident.Order {
	return incident.EditPost{MessageEdited: incident.MessageEdited{Message: message, Text: text}}
}

func declared() timeline.Instruction {
	return at(incident.Declare{Ref: ref, Title: "List import problems"}, "mia", 0)
}

func texts(all []timeline.Entry) []string {
	var out []string
	for _, e := range all {
		out = append(out, e.Text)
	}
	return out
}

func TestTheTimelineIsInTheOrderOfWhatHappened(t *testing.T) {
	log := logtest.NewMemory()
	moved := incident.At(noon.Add(2 * time.Minute))
	record(t, log, declared(), at(incident.Note{Text: "five"}, "mia", 5), said(post("three"), "k1", 3, 6),
		at(incident.Note{Text: "seven, really two"}, "mia", 7), at(incident.Correct{Entry: 4, When: &moved}, "mia", 8),
		said(post("five too"), "k2", 5, 9))
	r := read(t, log, time.Time{})
	want := []string{"declared: List import problems (engineering)", "seven, really two", "three", "five", "five too"}
	if got := texts(entries(t, r)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if k, ok := r.Index.Place(4); !ok || k != 1 || !r.Index.At(k).Equal(moved.At) {
		t.Errorf("entry 4 is at place %d (%v)", k, ok)
	}
	if k, ok := r.Index.Place(5); ok {
		t.Errorf("the correction is an entry, at %d", k)
	}
	for minute, want := range map[int]int{-1: 0, 0: 0, 2: 1, 3: 2, 4: 3, 5: 3, 6: 5} {
		if got := r.Index.PlaceAt(noon.Add(time.Duration(minute) * time.Minute)); got != want {
			t.Errorf("the first entry from minute %d on is at %d, want %d", minute, got, want)
		}
	}
}

func TestACorrectionIsShownAndTheOriginalKept(t *testing.T) {
	log := logtest.NewMemory()
	text, who := "it was the resolver", incident.Person("lena")
	record(t, log, declared(), at(incident.Note{Text: "it was the database"}, "mia", 1),
		at(incident.Correct{Entry: 2, Text: &text, Actor: &who, Reason: "misheard"}, "mia", 2))
	e := entries(t, read(t, log, time.Time{}))[1]
	if e.Text != text || e.Original != "it was the database" || e.Actor != "lena" || e.Event.Actor != "mia" || e.Amendment.Reason != "misheard" {
		t.Errorf("got %+v", e)
	}
}

func TestTheNewestEditCountsWheneverItArrives(t *testing.T) {
	orders := map[string][]timeline.Instruction{
		"in order":     {said(post("a"), "m", 1, 1), said(edited("m", "b"), "e1", 2, 2), said(edited("m", "c"), "e2", 3, 3)},
		"edits turned": {said(post("a"), "m", 1, 1), said(edited("m", "c"), "e2", 3, 2), said(edited("m", "b"), "e1", 2, 3)},
		"edit first":   {said(edited("m", "c"), "e2", 3, 1), said(post("a"), "m", 1, 2), said(edited("m", "b"), "e1", 2, 3)},
		"at one time":  {said(post("a"), "m", 1, 1), said(edited("m", "b"), "e1", 2, 2), said(edited("m", "c"), "e2", 2, 3)},
	}
	for name, steps := range orders {
		log := logtest.NewMemory()
		record(t, log, append([]timeline.Instruction{declared()}, steps...)...)
		all := entries(t, read(t, log, time.Time{}))
		if e := all[1]; len(all) != 2 || e.Text != "c" || e.Original != "a" || !e.Edited {
			t.Errorf("%s: %q, before %q", name, e.Text, e.Original)
		}
	}
}

// A first wording that comes after later ones, as an edit at the moment of the posting, is the original, and tells who said
// it.
func TestAFirstWordingThatComesLate(t *testing.T) {
	lost := incident.Post{MessagePosted: incident.MessagePosted{Lost: true, Files: []incident.File{{Name: "graph.png"}}}}
	for name, c := range map[string]struct {
		steps          []timeline.Instruction
		text, original string
	}{
		"after an edit": {[]timeline.Instruction{said(lost, "m", 1, 1), said(edited("m", "b"), "e2", 2, 2), said(edited("m", "a"), "e1", 1, 3)}, "b [file: graph.png]", "a [file: graph.png]"},
		"alone":         {[]timeline.Instruction{said(lost, "m", 1, 1), said(edited("m", "a"), "e1", 1, 3)}, "a [file: graph.png]", ""},
	} {
		log := logtest.NewMemory()
		record(t, log, append([]timeline.Instruction{declared()}, c.steps...)...)
		if e := entries(t, read(t, log, time.Time{}))[1]; e.Text != c.text || e.Original != c.original || e.Edited != (c.original != "") {
			t.Errorf("%s: %q, before %q", name, e.Text, e.Original)
		}
	}
}

func TestReactionsAreSummedUp(t *testing.T) {
	log := logtest.NewMemory()
	press := func(off bool, count int, key string, minute int, by ...incident.Person) timeline.Instruction {
		f := incident.MessageReacted{Message: "m", Emoji: "eyes", By: by, Count: count, Off: off}
		return said(incident.React{MessageReacted: f}, key, minute, 9)
	}
	record(t, log, declared(), said(post("a"), "m", 1, 1), press(true, 1, "off", 4, "lena"), press(false, 1, "on", 3, "lena"),
		press(false, 4, "list", 2, "mia", "zac"), press(false, 1, "again", 5, "mia"))
	got := entries(t, read(t, log, time.Time{}))[1].Reactions
	if len(got) != 1 || got[0].Count != 4 || !slices.Equal(got[0].By, []incident.Person{"mia", "zac"}) {
		t.Errorf("got %+v", got)
	}
}

func TestDeletionsAndReactionsBelongToTheirMessage(t *testing.T) {
	log := logtest.NewMemory()
	record(t, log, declared(), said(post("gone"), "m", 1, 1), said(post("stays"), "n", 2, 2),
		said(incident.DeletePost{MessageDeleted: incident.MessageDeleted{Message: "m"}}, "d", 3, 3),
		said(incident.React{MessageReacted: incident.MessageReacted{Message: "n", Emoji: "eyes", Count: 2}}, "r", 4, 4))
	all := entries(t, read(t, log, time.Time{}))
	if len(all) != 3 || !all[1].Deleted || all[1].Text != "gone" || all[2].Deleted {
		t.Fatalf("got %+v", all)
	}
	if len(all[1].Reactions) != 0 || len(all[2].Reactions) != 1 || all[2].Reactions[0].Emoji != "eyes" {
		t.Errorf("reactions %+v and %+v", all[1].Reactions, all[2].Reactions)
	}
}

func TestAHorizonHidesWhatCameLater(t *testing.T) {
	log := logtest.NewMemory()
	star, text := incident.Star{Entry: 2}, "the resolver"
	imported := said(post("imported later, seen at once"), "k", 2, 60)
	imported.Given.Known = imported.Given.When.At
	record(t, log, declared(), said(post("first"), "m", 1, 1), at(star, "mia", 3), said(edited("m", "second"), "e", 4, 4),
		at(incident.Correct{Entry: 2, Text: &text}, "mia", 5), at(incident.Retitle{Title: "The end is known"}, "mia", 6), imported)
	e := entries(t, read(t, log, noon.Add(3*time.Minute)))
	if got := texts(e); !slices.Equal(got, []string{"declared: List import problems (engineering)", "first", "imported later, seen at once"}) {
		t.Errorf("got %q", got)
	}
	if !e[1].Amendment.Starred || e[1].Edited || e[1].Original != "" {
		t.Errorf("got %+v", e[1])
	}
}

func TestLoadGivesWhatIsAskedForInThatOrder(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	fill(t, r, 100)
	reader := read(t, log, time.Time{})
	got, err := reader.Load(ctx, []uint64{90, 3, 90, 50})
	if err != nil || len(got) != 4 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	for k, want := range []uint64{90, 3, 90, 50} {
		if got[k].Seq() != want {
			t.Errorf("place %d has %d", k, got[k].Seq())
		}
	}
	if _, err := reader.Load(ctx, []uint64{102}); err == nil || !strings.Contains(err.Error(), "102") {
		t.Errorf("an entry that does not exist: %v", err)
	}
}

func TestAnIndexRefusesAGap(t *testing.T) {
	log, _ := snapshotOf(t, 250)
	events := eventsOf(t, log, ref)
	x := timeline.NewIndex(time.Time{})
	if err := x.Add(events[0]); err != nil {
		t.Fatal(err)
	}
	if err := x.Add(events[2]); err == nil || x.Next() != 2 || x.Len() != 1 {
		t.Errorf("after a gap: %v, next %d, %d entries", err, x.Next(), x.Len())
	}
}

func TestEntriesAreLoadedWhileTheIndexGoesOn(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	record(t, log, declared(), said(post("first"), "m", 1, 1))
	x := read(t, log, time.Time{}).Index
	for k := range 200 {
		record(t, log, said(edited("m", strings.Repeat("x", k)), "", 2, 2))
	}
	var wg sync.WaitGroup
	q := x.Request(0, x.Len())
	wg.Go(func() {
		for range 50 {
			if got, err := timeline.Load(ctx, log, ref, q); err != nil || len(got) != 2 {
				t.Errorf("%d entries, %v", len(got), err)
			}
		}
	})
	for _, e := range eventsOf(t, log, ref)[2:] {
		if err := x.Add(e); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
}

// walkLog records a random walk; where live, nothing in it was known before it was recorded.
func walkLog(t *rapid.T, live bool) (*logtest.Memory, []incident.Event) {
	log := logtest.NewMemory()
	r := timeline.NewRecorder(log, stopped)
	walk := ordertest.Walk(t, 60)
	for k := range walk {
		if live {
			walk[k].Given.Known = time.Time{}
		}
	}
	if _, _, err := r.Intake(context.Background(), ordertest.Ref, walk); err != nil {
		t.Fatal(err)
	}
	var events []incident.Event
	for e, err := range log.Read(context.Background(), ordertest.Ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return log, events
}

func lines(t *rapid.T, log timeline.Log, horizon time.Time) (*timeline.Reader, string) {
	r, err := timeline.OpenReader(context.Background(), log, ordertest.Ref, horizon)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := timeline.WriteLog(context.Background(), &b, r); err != nil {
		t.Fatal(err)
	}
	return r, b.String()
}

func TestTheIndexIsASort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, events := walkLog(t, false)
		r, text := lines(t, log, time.Time{})
		var want []timeline.LogLine
		for _, e := range events {
			if !e.IsAmendment() {
				l := timeline.LogLine{Seq: e.Seq, At: e.When.At}
				if a := r.Index.State().Amendments[e.Seq]; a.When != nil {
					l.At = a.When.At
				}
				want = append(want, l)
			}
		}
		slices.SortFunc(want, func(a, b timeline.LogLine) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Seq, b.Seq))
		})
		dec := json.NewDecoder(strings.NewReader(text))
		for k, w := range want {
			var got timeline.LogLine
			if err := dec.Decode(&got); err != nil || got.Seq != w.Seq || !got.At.Equal(w.At) {
				t.Fatalf("line %d is entry %d at %s, want %d at %s (%v)", k, got.Seq, got.At, w.Seq, w.At, err)
			}
		}
		if dec.More() {
			t.Fatal("there are more lines than entries")
		}
	})
}

// A view of a live incident as it was known at a time is the view that there was at that time.
func TestAHorizonIsThePast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, events := walkLog(t, true)
		cut := rapid.IntRange(1, len(events)).Draw(t, "cut")
		horizon := events[cut-1].Recorded
		past := logtest.NewMemory()
		for _, e := range events {
			if !e.Recorded.After(horizon) {
				if _, err := past.Append(context.Background(), ordertest.Ref, e.Seq-1, e); err != nil {
					t.Fatal(err)
				}
			}
		}
		_, then := lines(t, past, time.Time{})
		_, now := lines(t, log, horizon)
		if then != now {
			t.Fatalf("then\n%s\nnow\n%s", then, now)
		}
	})
}
