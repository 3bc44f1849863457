package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

var (
	tokyo = time.FixedZone("JST", 9*3600)
	lima  = time.FixedZone("PET", -5*3600)
)

// someRoster has people of the story and others, in zones of which it is night in one.
func someRoster() *incident.Roster {
	r, faults := incident.Roster{
		People: []incident.Contact{
			{Person: "omar", Name: "Omar Haddad", Phone: "+33 1 99 00 12 34", Email: "omar@example.test", Zone: lima},
			{Person: "lena", Name: "Lena Okoro", Phone: "+44 20 7946 0018", Zone: tokyo, Since: time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)},
			{Person: "nora", Name: "Nora Lind", Zone: paris},
			{Person: "ines", Name: "Inés Paredes", Phone: "+44 20 7946 0477", Zone: tokyo, Teams: []string{"network"}},
		},
		Teams: []incident.Team{
			{Name: "network", People: []incident.Person{"lena"}, OnCall: "the rota: https://rota.example/network"},
			{Name: "data", People: []incident.Person{"omar", "nora"}},
		},
		Systems: []incident.System{
			{Name: "importer", Aliases: []string{"list import"}, Team: "data", Note: "https://runbooks.example/importer"},
			{Name: "resolver", Aliases: []string{"dns"}, People: []incident.Person{"ines"}, Team: "network"},
			{Name: "Mail relay", People: []incident.Person{"nora"}},
		},
	}.Checked()
	if faults != nil {
		panic(faults)
	}
	return &r
}

// eveningShift is the story with everybody on the page: paged and silent, answered, here, released.
func eveningShift(x *terminal) {
	afternoon(x)
	x.by("zac", importRef, incident.Call{Person: "ines", Step: incident.StepPaged, Text: "the resolver"})
	x.by("zac", importRef, incident.Call{Person: "piet", Step: incident.StepPaged})
	x.by("piet", importRef, incident.Call{Step: incident.StepAcknowledged})
	x.by("erin", importRef, incident.Call{Step: incident.StepJoined})
	x.by("erin", importRef, incident.Call{Step: incident.StepReleased})
	x.by("zac", importRef, incident.Assign{Owner: "lena", Task: "write down which boxes are bad", In: 30 * time.Minute})
	x.reminded(importRef)
}

func TestScreensOfThePeople(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "200x60": {w: 200, h: 60}, "40x12": {w: 40, h: 12}} {
		s.ref, s.roster = importRef, someRoster()
		onScreen(t, s, eveningShift, func(x *terminal) {
			x.wait(6 * time.Minute)
			x.press("People").golden("people_" + size)
		})
	}
	for name, s := range map[string]setting{"ascii": {ascii: true}} {
		s.ref, s.roster = importRef, someRoster()
		onScreen(t, s, eveningShift, func(x *terminal) {
			x.wait(6 * time.Minute)
			x.press("People").golden("people_" + name)
		})
	}
}

func TestScreensOfWhomToCall(t *testing.T) {
	onScreen(t, setting{ref: importRef, roster: someRoster()}, eveningShift, func(x *terminal) {
		x.wait(6 * time.Minute)
		x.press("People", "find").typed("DNS").golden("whom_to_call_80x24")
		x.press("keep", "show").golden("callee_80x24")
		x.press("close", "people", "down", "down", "down", "down", "show").golden("person_80x24")
		x.press("close", "last", "up", "release").typed("sleeps").golden("release_80x24")
	})
}

// onPeoplePage runs a test on the page, without a terminal.
func onPeoplePage(t *testing.T, roster func() (*incident.Roster, error), story func(*terminal), test func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, story), Me: "zac", Zone: paris, Ref: importRef, Theme: "dark", Roster: roster}, 100, 30)
		defer r.end()
		r.key("4")
		test(r)
	})
}

func ours() (*incident.Roster, error) { return someRoster(), nil }

func TestTheChosenPersonStays(t *testing.T) {
	onPeoplePage(t, ours, eveningShift, func(r *rig) {
		page := r.app.subject.people
		for range len(page.rows) {
			if page.chosen == "omar" {
				break
			}
			r.key("down")
		}
		before := page.at()
		r.wait(time.Second)
		r.by("zac", incident.Call{Person: "aaron", Step: incident.StepPaged})
		if page.chosen != "omar" || page.at() != before+1 {
			t.Errorf("%s is chosen in row %d, after @omar in %d", page.chosen, page.at(), before)
		}
		r.key("home")
		if page.chosen != "ines" {
			t.Errorf("the first is %s, not the one who was paged first", page.chosen)
		}
	})
}

func TestThePageRecordsCalls(t *testing.T) {
	onPeoplePage(t, ours, eveningShift, func(r *rig) {
		page := r.app.subject.people
		r.key("y")
		f, e := lastFact[incident.ResponderCalled](t, r.app.fx.recorder, importRef)
		if f.Person != "ines" || f.Step != incident.StepAcknowledged || e.Actor != "ines" || e.EnteredBy != "zac" {
			t.Errorf("%+v by %s, typed by %s", f, e.Actor, e.EnteredBy)
		}
		if page.chosen != "ines" {
			t.Fatalf("%s is chosen", page.chosen)
		}
		r.key("o")
		if f, _ := lastFact[incident.ResponderCalled](t, r.app.fx.recorder, importRef); f.Person != "ines" || f.Step != incident.StepJoined {
			t.Errorf("%+v", f)
		}
		r.key("x")
		r.fill("sleeps until nine")
		f, e = lastFact[incident.ResponderCalled](t, r.app.fx.recorder, importRef)
		if f.Person != "ines" || f.Step != incident.StepReleased || f.Text != "sleeps until nine" || e.Actor != "zac" {
			t.Errorf("%+v by %s", f, e.Actor)
		}
	})
}

func TestKeysOfPeopleSayWhyTheyAreOff(t *testing.T) {
	onPeoplePage(t, ours, eveningShift, func(r *rig) {
		before := len(kinds(t, r.app.fx.recorder, importRef))
		choose := func(who incident.Person) { r.app.subject.people.chosen = who }
		for _, c := range []struct {
			who       incident.Person
			key, says string
		}{
			{"zac", "y", "@zac was not paged"},
			{"piet", "y", "@piet answered already"},
			{"omar", "y", "@omar is here already"},
			{"omar", "o", "@omar is here already; x releases"},
			{"omar", "x", "@omar still has A2"},
			{"erin", "x", "@erin is released already"},
			{"mia", "x", "@mia was never called"},
		} {
			choose(c.who)
			r.key(c.key)
			r.shows(c.says)
		}
		r.key("right")
		for _, key := range []string{"y", "o", "x"} {
			r.key(key)
			r.shows("the arrows are in the roster")
		}
		if n := len(kinds(t, r.app.fx.recorder, importRef)); n != before {
			t.Errorf("%d events were recorded", n-before)
		}
	})
}

func TestTheFilterFindsWhomToCall(t *testing.T) {
	onPeoplePage(t, ours, afternoon, func(r *rig) {
		page := r.app.subject.people
		for typed, want := range map[string]string{
			"dns": "system resolver", "IMPORT": "system importer", "relay mail": "system Mail relay", "network": "team network",
			"nora": "person @nora", "inés": "person @ines", "resolver lena": "",
		} {
			r.key("/")
			r.typed(typed)
			if c, _ := page.calls.choice(); want != "" && c.id() != want {
				t.Errorf("%q finds %q, not %q", typed, c.id(), want)
			}
			r.key("esc")
		}
		r.key("/")
		r.typed("dns")
		r.shows("1 @ines", "+44 20 7946 0477", "2 @lena", "+44 20 7946 0018")
		r.send(tea.PasteMsg{Content: "xyz"})
		r.shows("nothing in the roster has that")
		r.key("ctrl+u")
		r.typed("resolvre")
		r.shows("perhaps resolver")
		r.key("esc")
		if page.calls.filter.value() != "" || len(page.calls.shown) != len(page.calls.all) || r.app.place() != onPeople {
			t.Errorf("the filter is %q, %d are shown", page.calls.filter.value(), len(page.calls.shown))
		}
	})
}

func TestALateRosterComesIn(t *testing.T) {
	var roster *incident.Roster
	fault := errors.New("roster.yaml:3:5: unknown field \"phnoe\"\x1b[2J\nmore")
	onPeoplePage(t, func() (*incident.Roster, error) { return roster, fault }, afternoon, func(r *rig) {
		r.shows("the roster is empty", "unknown field \"phnoe\"")
		r.key("/")
		r.shows("find: the roster is empty")
		roster, fault = someRoster(), nil
		r.wait(2 * time.Second)
		r.shows("importer", "Omar Haddad")
		r.key("right")
		r.key("down")
		chosen := r.app.subject.people.calls.chosen
		roster, fault = nil, errors.New("roster.yaml is broken")
		r.wait(2 * time.Second)
		r.shows("importer", "roster.yaml is broken")
		roster, fault = someRoster(), nil
		r.wait(2 * time.Second)
		if r.app.subject.people.calls.chosen != chosen || chosen == "" {
			t.Errorf("%q is chosen, it was %q", r.app.subject.people.calls.chosen, chosen)
		}
	})
}

func TestTheRosterCompletes(t *testing.T) {
	onPeoplePage(t, ours, afternoon, func(r *rig) {
		r.key(":")
		r.typed("action @in")
		r.key("tab")
		r.shows(":action @ines ")
		r.key("ctrl+u")
		r.typed("freeze imp")
		r.key("tab")
		r.shows(":freeze importer ")
		r.key("esc")
		r.key("f")
		r.typed("res")
		r.key("tab")
		r.shows("resolver")
	})
}

func TestMoreThanSevenWork(t *testing.T) {
	busy := func(x *terminal) {
		afternoon(x)
		for k := range 6 {
			x.by("zac", importRef, incident.Assign{Owner: incident.Person(fmt.Sprintf("p%d", k)), Task: "look"})
		}
	}
	onPeoplePage(t, ours, busy, func(r *rig) { r.shows("8 WORK", "split the work") })
	onPeoplePage(t, ours, afternoon, func(r *rig) { r.shows("2 of at most 7 work on something") })
}

func TestALongShiftIsSaid(t *testing.T) {
	onPeoplePage(t, ours, afternoon, func(r *rig) {
		if strings.Contains(r.screen(), "LONG") {
			t.Error(r.screen())
		}
		r.wait(70 * time.Minute)
		r.shows("on 2h1m LONG")
	})
}

// TestHostileRoster draws a roster that nobody has cleaned, at every kind of size.
func TestHostileRoster(t *testing.T) {
	evil := "x\x1b]0;owned\x07\x1b[2J\r\b\u202egpj.\u2066\u200b\u009b31m 👨‍👩‍👧 界\tend\nnext"
	r := &incident.Roster{
		People:  []incident.Contact{{Person: incident.Person(evil), Name: evil, Phone: evil, Email: evil, Zone: tokyo, Teams: []string{evil}}, {Person: "omar", Name: evil, Phone: evil, Zone: tokyo}},
		Teams:   []incident.Team{{Name: evil, People: []incident.Person{incident.Person(evil), "omar"}, OnCall: evil}},
		Systems: []incident.System{{Name: evil, Aliases: []string{evil}, People: []incident.Person{"omar", incident.Person(evil)}, Team: evil, Note: evil}},
	}
	onPeoplePage(t, func() (*incident.Roster, error) { return r, errors.New(evil) }, eveningShift, func(r *rig) {
		for _, keys := range [][]string{{}, {"right"}, {"enter"}, {"esc", "down", "down", "enter"}, {"esc", "left", "down", "enter"}, {"esc", "/", "x", "@"}} {
			for _, k := range keys {
				r.key(k)
			}
			for _, w := range []int{40, 41, 59, 60, 63, 64, 80, 109, 110, 120, 159, 160, 200, 400} {
				for _, h := range []int{10, 11, 12, 16, 17, 24, 40, 60, 120} {
					r.send(tea.WindowSizeMsg{Width: w, Height: h})
					r.screen()
				}
			}
		}
	})
}
