package tui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
)

// stateAfter folds a story.
func stateAfter(t *testing.T, story func(*terminal)) (state incident.Incident) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, story)
		var err error
		if state, err = rec.State(t.Context(), importRef); err != nil {
			t.Fatal(err)
		}
	})
	return state
}

func call(x *terminal, minute int, by, who incident.Person, step incident.CallStep) {
	x.at(minute)
	x.by(by, importRef, incident.Call{Person: who, Step: step})
}

func declaredBy(who incident.Person) func(*terminal) {
	return func(x *terminal) { x.declared(who, incident.Declare{Title: "List import problems"}) }
}

func TestThePartOfAPerson(t *testing.T) {
	minute := func(n int) time.Time { return began.Add(time.Duration(n) * time.Minute) }
	for name, c := range map[string]struct {
		story        func(*terminal)
		call         callState
		since, shift time.Time
	}{
		"paged": {func(x *terminal) { call(x, 3, "zac", "lena", incident.StepPaged) }, unansweredCall, minute(3), time.Time{}},
		"answered": {func(x *terminal) {
			call(x, 3, "zac", "lena", incident.StepPaged)
			call(x, 5, "lena", "lena", incident.StepAcknowledged)
		}, answeredCall, minute(5), time.Time{}},
		"here": {func(x *terminal) {
			call(x, 3, "zac", "lena", incident.StepPaged)
			call(x, 6, "lena", "lena", incident.StepJoined)
		}, hereCall, minute(6), minute(6)},
		"released": {func(x *terminal) {
			call(x, 6, "lena", "lena", incident.StepJoined)
			call(x, 9, "lena", "lena", incident.StepReleased)
		}, releasedCall, minute(9), time.Time{}},
		"paged again after a release": {func(x *terminal) {
			call(x, 3, "lena", "lena", incident.StepAcknowledged)
			call(x, 6, "lena", "lena", incident.StepJoined)
			call(x, 9, "lena", "lena", incident.StepReleased)
			call(x, 12, "zac", "lena", incident.StepPaged)
		}, unansweredCall, minute(12), time.Time{}},
		"paged again after an answer": {func(x *terminal) {
			call(x, 3, "lena", "lena", incident.StepAcknowledged)
			call(x, 12, "zac", "lena", incident.StepPaged)
		}, unansweredCall, minute(12), time.Time{}},
		"back again": {func(x *terminal) {
			call(x, 6, "lena", "lena", incident.StepJoined)
			call(x, 9, "lena", "lena", incident.StepReleased)
			call(x, 20, "lena", "lena", incident.StepJoined)
		}, hereCall, minute(20), minute(20)},
		"in a role before they joined": {func(x *terminal) {
			x.at(4)
			x.by("lena", importRef, incident.TakeCommand{})
			call(x, 6, "lena", "lena", incident.StepJoined)
		}, hereCall, minute(6), minute(4)},
		"in a role": {func(x *terminal) {
			x.at(4)
			x.by("lena", importRef, incident.TakeCommand{})
		}, noCall, time.Time{}, minute(4)},
		"handed off": {func(x *terminal) {
			x.at(4)
			x.by("lena", importRef, incident.TakeCommand{})
			x.at(8)
			x.by("zac", importRef, incident.TakeCommand{Reason: "lena sleeps"})
		}, noCall, time.Time{}, time.Time{}},
		"has work and said yes": {func(x *terminal) {
			x.by("zac", importRef, incident.Assign{Owner: "lena", Task: "look"})
			x.at(2)
			x.by("lena", importRef, incident.AcknowledgeAction{No: 1})
		}, noCall, time.Time{}, minute(2)},
		"has work and said nothing": {func(x *terminal) {
			x.by("zac", importRef, incident.Assign{Owner: "lena", Task: "look"})
		}, noCall, time.Time{}, time.Time{}},
		"holds a freeze": {func(x *terminal) {
			x.at(7)
			x.by("lena", importRef, incident.Freeze{Reason: "look first", Holder: "lena"})
		}, noCall, time.Time{}, minute(7)},
	} {
		t.Run(name, func(t *testing.T) {
			state := stateAfter(t, func(x *terminal) {
				declaredBy("erin")(x)
				c.story(x)
			})
			for _, p := range peopleOf(&state, &incident.Roster{}) {
				if p.person != "lena" {
					continue
				}
				if p.call != c.call || !p.since.Equal(c.since) || !p.shift.Equal(c.shift) {
					t.Errorf("call %d since %s, shift since %s; want %d, %s, %s", p.call, p.since, p.shift, c.call, c.since, c.shift)
				}
				return
			}
			t.Error("not listed")
		})
	}
}

func TestTheOrderOfPeople(t *testing.T) {
	state := stateAfter(t, func(x *terminal) {
		declaredBy("erin")(x)
		call(x, 1, "late", "late", incident.StepJoined)
		call(x, 2, "gone", "gone", incident.StepJoined)
		call(x, 3, "gone", "gone", incident.StepReleased)
		call(x, 4, "later", "later", incident.StepJoined)
		x.by("zac", importRef, incident.TakeRole{Role: incident.Scribe, Holder: "scribe"})
		x.by("zac", importRef, incident.TakeRole{Role: "dba", Holder: "dba"})
		x.by("zac", importRef, incident.TakeRole{Role: incident.IC, Holder: "zac"})
		x.by("zac", importRef, incident.OfferRole{Role: incident.IC, To: "next"})
		call(x, 5, "zac", "quiet", incident.StepPaged)
		call(x, 6, "zac", "quieter", incident.StepPaged)
		call(x, 6, "soon", "soon", incident.StepAcknowledged)
		x.by("zac", importRef, incident.Assign{Owner: "worker", Task: "look"})
	})
	rows := peopleOf(&state, someRoster())
	var got []string
	for _, p := range rows {
		got = append(got, string(p.person))
	}
	const want = "quiet quieter zac scribe dba next late later soon worker erin gone"
	if strings.Join(got, " ") != want {
		t.Errorf("%s, not\n%s", strings.Join(got, " "), want)
	}
	if n := working(rows); n != 1 {
		t.Errorf("%d work", n)
	}
}

func TestNamesOfPeople(t *testing.T) {
	state := stateAfter(t, func(x *terminal) {
		declaredBy("omar")(x)
		x.by("omar", importRef, incident.TakeRole{Role: incident.IC, Holder: "nick"})
		x.by("lena", importRef, incident.Call{Step: incident.StepJoined})
	})
	state.Names = map[incident.Person]string{"lena": "Lena of the chat"}
	got := map[incident.Person]string{}
	for _, p := range peopleOf(&state, someRoster()) {
		got[p.person] = p.name
	}
	if got["omar"] != "Omar Haddad" || got["lena"] != "Lena of the chat" || got["nick"] != "" {
		t.Errorf("%v", got)
	}
}

func TestNightThere(t *testing.T) {
	for at, want := range map[string]string{
		"2023-01-04T12:59:00Z": "", "2023-01-04T13:00:00Z": "22:00 there", "2023-01-04T21:59:00Z": "06:59 there", "2023-01-04T22:00:00Z": "",
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got, night := nightThere(incident.Contact{Zone: tokyo}, now); got != want || night != (want != "") {
			t.Errorf("at %s %q, not %q", at, got, want)
		}
	}
	if _, night := nightThere(incident.Contact{}, began); night {
		t.Error("it is night where nobody knows")
	}
}

// TestListsAreMadeOncePerChange: what a second, a key or a frame costs does not depend on how many people there are.
func TestListsAreMadeOncePerChange(t *testing.T) {
	roster := someRoster()
	onPeoplePage(t, func() (*incident.Roster, error) { return roster, nil }, eveningShift, func(r *rig) {
		page := r.app.subject.people
		before := slices.Clone(page.rows)
		page.rows[0].name = "marked"
		r.wait(3 * time.Second)
		r.key("down")
		r.screen()
		if page.rows[0].name != "marked" {
			t.Error("the rows were made anew although nothing happened")
		}
		r.by("zac", incident.Note{Text: "a note"})
		if page.rows[0].name != before[0].name {
			t.Error("the rows were not made anew after an event")
		}
	})
}
