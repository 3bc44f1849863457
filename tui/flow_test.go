package tui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// inRoomOf runs a test in the room of the afternoon, as zac.
func inRoomOf(t *testing.T, story func(*terminal), test func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, story)
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris, Ref: importRef, Theme: "dark"}, 100, 30)
		defer r.end()
		test(r)
	})
}

// do presses the keys of a form: what is typed into its lines, with Enter after each.
func (r *rig) fill(values ...string) {
	for _, v := range values {
		r.typed(v)
		r.key("enter")
	}
}

// over writes over what a form's line was filled with.
func (r *rig) over(text string) {
	r.key("end")
	r.key("ctrl+u")
	r.fill(text)
}

// fromTheKeyboard is what keys record, in the room of the afternoon.
var fromTheKeyboard = []struct {
	name string
	keys func(*rig)
	want incident.Fact
	by   incident.Person
}{
	{"assign", func(r *rig) { r.key("a"); r.fill("@nick", "look at zookeeper", "3") }, incident.ActionAssigned{No: 4, Owner: "nick", Task: "look at zookeeper"}, "zac"},
	{"done", func(r *rig) { r.key("d"); r.fill("it was the resolver") }, incident.ActionDone{No: 2, Outcome: "it was the resolver"}, "zac"},
	{"done, the next one", func(r *rig) { r.key("down"); r.key("d"); r.fill("") }, incident.ActionDone{No: 3}, "zac"},
	{"more time", func(r *rig) { r.key("m"); r.fill("20", "logs are slow") }, incident.ActionExtended{No: 2, Reason: "logs are slow"}, "zac"},
	{"hand on", func(r *rig) { r.key("o"); r.fill("nick", "") }, incident.ActionHandedOn{No: 2, From: "omar", To: "nick"}, "zac"},
	{"drop", func(r *rig) { r.key("x"); r.fill("not needed") }, incident.ActionDropped{No: 2, Reason: "not needed"}, "zac"},
	{"acknowledge", func(r *rig) { r.key("y") }, incident.ActionAcknowledged{No: 2}, "omar"},
	{"thaw", func(r *rig) { r.key("t"); r.fill("the fix is out") }, incident.FreezeLifted{No: 1, Reason: "the fix is out"}, "zac"},
	{"steal", func(r *rig) { r.key("f"); r.fill("", "worse than thought", "30", "yes"); r.answer("y") }, incident.DeployFrozen{No: 2, Holder: "zac", Reason: "worse than thought", StolenFrom: "omar"}, "zac"},
	{"hand off", func(r *rig) { r.key("h"); r.fill("", "@nick"); r.over("cause found") }, incident.RoleOffered{Role: incident.IC, From: "zac", To: "nick", Brief: "cause found"}, "zac"},
	{"accept for nora", func(r *rig) { r.key("H"); r.fill("i am ic") }, incident.RoleHandedOver{Role: incident.IC, From: "zac", To: "nora", Brief: "UDP connections run out, lena tries a limit; omar looks at the deployment"}, "nora"},
	{"note", func(r *rig) { r.key("n"); r.fill("the queue has stopped growing") }, incident.NoteTaken{Text: "the queue has stopped growing"}, "zac"},
	{"inform", func(r *rig) { r.key("i"); r.fill(""); r.over("cause known"); r.over("") }, incident.UpdateTold{Audience: incident.Internal, Text: "cause known"}, "zac"},
	{"report", func(r *rig) { r.key("r"); r.over("imports late"); r.over("lena tries a limit"); r.over("") }, incident.SituationReported{Conditions: "imports late", Actions: "lena tries a limit"}, "zac"},
	{"severity", func(r *rig) { r.key("v"); r.fill("1", "") }, incident.SeverityChanged{From: 2, To: 1}, "zac"},
	{"status", func(r *rig) { r.key("s"); r.fill("", "the 12:40 deployment") }, incident.StatusChanged{To: incident.Identified, Reason: "the 12:40 deployment"}, "zac"},
	{"upgrade", func(r *rig) { r.key("U"); r.fill("", ""); r.answer("y") }, incident.TierChanged{From: incident.Internal, To: incident.Public}, "zac"},
	{"resolve", func(r *rig) { r.key("R"); r.fill("fix in place"); r.answer("y") }, incident.IncidentResolved{Text: "fix in place"}, "zac"},
	{"star", func(r *rig) { r.key("*") }, incident.EntryStarred{Entry: 21}, "zac"},
	{"correct", func(r *rig) {
		r.key("G")
		r.key("right")
		r.key("up")
		r.key("e")
		r.key("ctrl+u")
		r.fill("told them", "13:57", "", "slow clock")
	}, incident.EntryCorrected{Entry: 20, Reason: "slow clock"}, "zac"},
	{"poll", func(r *rig) { r.key("p"); r.fill("raising the limit") }, incident.DecisionProposed{No: 1, Text: "raising the limit"}, "zac"},
	{"object for omar", func(r *rig) { r.polled(); r.key("O"); r.fill("", "it hides the leak", "@omar") }, incident.DecisionObjected{No: 1, Reason: "it hides the leak"}, "omar"},
	{"decide", func(r *rig) { r.polled(); r.key("D"); r.fill("", "", "@lena") }, incident.DecisionMade{No: 1, Text: "raising the limit", Owner: "lena"}, "zac"},
	{"decide straight", func(r *rig) { r.key("D"); r.fill("", "roll back", "") }, incident.DecisionMade{No: 1, Text: "roll back", Straight: true}, "zac"},
	{"follow-up", func(r *rig) { r.key("F"); r.fill("write a runbook", "@mia") }, incident.FollowUpAdded{No: 1, Text: "write a runbook", Owner: "mia"}, "zac"},
	{"page", func(r *rig) { r.key("P"); r.fill("@ruth", "the resolver"); r.answer("y") }, incident.ResponderCalled{Person: "ruth", Step: incident.StepPaged, Text: "the resolver"}, "zac"},
	{"retract", func(r *rig) { r.chooseNote(); r.key("X"); r.fill("it was the other queue") }, incident.EntryRetracted{Reason: "it was the other queue"}, "zac"},
	{"restore", func(r *rig) { r.chooseNote(); r.key("X"); r.fill("no"); r.key("X") }, incident.EntryRestored{}, "zac"},
	{"tag", func(r *rig) { r.key("#"); r.fill("#Detection") }, incident.EntryTagged{Entry: 21, Tag: "detection"}, "zac"},
	{"take a tag away", func(r *rig) { r.key("#"); r.fill("detection"); r.key("#"); r.key("tab"); r.key("enter") }, incident.EntryTagged{Entry: 21, Tag: "detection", Off: true}, "zac"},
	{"check back: done", func(r *rig) { r.key("b"); r.key("d"); r.fill("it was the pool") }, incident.ActionDone{No: 2, Outcome: "it was the pool"}, "zac"},
	{"check back: more time", func(r *rig) { r.key("b"); r.key("m"); r.key("tab"); r.key("tab"); r.fill("", "logs are slow") }, incident.ActionExtended{No: 2, Reason: "logs are slow"}, "zac"},
	{"check back: hand on", func(r *rig) { r.key("b"); r.key("o"); r.fill("@nick", "") }, incident.ActionHandedOn{No: 2, From: "omar", To: "nick"}, "zac"},
	{"check back: drop", func(r *rig) { r.key("b"); r.key("x"); r.fill("no need") }, incident.ActionDropped{No: 2, Reason: "no need"}, "zac"},
	{"check back: yes", func(r *rig) { r.key("b"); r.key("y") }, incident.ActionAcknowledged{No: 2}, "omar"},
	{"check back: snooze", func(r *rig) { r.key("b"); r.key("z"); r.fill("5", "omar is on the phone") }, incident.ReminderSnoozed{About: "ack A2", Reason: "omar is on the phone"}, "zac"},
	{"check back: lift", func(r *rig) { r.backTo("F1"); r.key("t"); r.fill("the fix is out") }, incident.FreezeLifted{No: 1, Reason: "the fix is out"}, "zac"},
	{"check back: keep the freeze", func(r *rig) { r.backTo("F1"); r.key("m"); r.fill("20", "not out yet") }, incident.FreezeExtended{No: 1, Reason: "not out yet"}, "zac"},
	{"check back: inform", func(r *rig) { r.backTo("update internal"); r.key("i"); r.fill(""); r.over("cause known"); r.over("") }, incident.UpdateTold{Audience: incident.Internal, Text: "cause known"}, "zac"},
	{"check back: accepted", func(r *rig) { r.backTo("offer ic"); r.key("y"); r.fill("I am IC.") }, incident.RoleHandedOver{Role: incident.IC, From: "zac", To: "nora", Brief: "UDP connections run out, lena tries a limit; omar looks at the deployment"}, "nora"},
	{"check back: take the offer back", func(r *rig) { r.backTo("offer ic"); r.key("x"); r.fill("she is asleep") }, incident.OfferDeclined{Role: incident.IC, From: "zac", To: "nora", Reason: "she is asleep"}, "zac"},
	{"check back: hand off", func(r *rig) { r.backTo("role icl"); r.key("h"); r.fill("", "@nick"); r.over("all is said") }, incident.RoleOffered{Role: incident.ICL, From: "mia", To: "nick", Brief: "all is said"}, "zac"},
	{"check back: answered", func(r *rig) { r.paged(); r.backTo("page ruth"); r.key("y") }, incident.ResponderCalled{Person: "ruth", Step: incident.StepAcknowledged}, "ruth"},
	{"check back: page another", func(r *rig) {
		r.paged()
		r.backTo("page ruth")
		r.key("P")
		r.fill("@nick", "ruth does not answer")
		r.answer("y")
	}, incident.ResponderCalled{Person: "nick", Step: incident.StepPaged, Text: "ruth does not answer"}, "zac"},
	{"command", func(r *rig) { r.key(":"); r.fill("as @omar 13:59 note it is the client") }, incident.NoteTaken{Text: "it is the client"}, "omar"},
	{"status resolved", func(r *rig) { r.key(":"); r.fill("status resolved"); r.answer("y") }, incident.IncidentResolved{}, "zac"},
}

func (r *rig) polled() {
	r.key("p")
	r.fill("raising the limit")
}

func (r *rig) paged() {
	r.key("P")
	r.fill("@ruth", "")
	r.answer("y")
}

// chooseNote writes a note and leaves it chosen.
func (r *rig) chooseNote() {
	r.key("n")
	r.fill("the queue has stopped growing")
}

// backTo turns a check-back to a matter.
func (r *rig) backTo(about string) {
	r.t.Helper()
	r.key("b")
	for range 20 {
		if r.app.top().(*checkBack).about == about {
			return
		}
		r.key("tab")
	}
	r.t.Fatalf("nothing asks about %s:\n%s", about, r.screen())
}

func TestEverythingFromTheKeyboard(t *testing.T) {
	for _, test := range fromTheKeyboard {
		t.Run(test.name, func(t *testing.T) {
			inRoomOf(t, afternoon, func(r *rig) {
				test.keys(r)
				r.checkLast(test.want, test.by)
				r.shows("OK")
				if in := r.app.place(); in != inRoom {
					t.Errorf("after it the keys go to the %s", in)
				}
			})
		})
	}
}

func TestDeclareFromTheBoard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := record()
		r := newRig(t, Options{Recorder: rec, Me: "zac", Zone: paris}, 80, 24)
		defer r.end()
		r.shows("No incident yet. When in doubt, declare one", "n   declare an incident; you are @zac")
		r.key("n")
		r.typed("List import problems")
		r.shows("records    declared: List import problems (engineering)")
		r.key("enter")
		r.fill("2", "int")
		r.shows("List import problems", "SEV-2  internal  investigating", "no IC", "NO IC")
		if r.app.subject == nil || r.app.subject.ref != importRef {
			t.Fatal("the room of the new incident is not open")
		}
		f, e := lastFact[incident.IncidentDeclared](t, rec, importRef)
		if f.Severity != 2 || f.Tier != incident.Internal || e.Actor != "zac" || e.Origin != "console" {
			t.Errorf("declared %+v by %s from %s", f, e.Actor, e.Origin)
		}
	})
}

func TestResolveCarriesOver(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("R")
		r.shows("records", "carried over as follow-up", "freeze F1 lifted", "resolved")
		r.fill("fix in place")
		r.shows("Resolve the incident and carry over what is open?", "A2 @omar", "becomes a follow-up", "F1 of all", "is lifted")
		before := len(kinds(t, r.app.fx.recorder, importRef))
		r.answer("enter")
		r.key("n")
		if after := len(kinds(t, r.app.fx.recorder, importRef)); after != before {
			t.Fatalf("%d events after saying no, %d before", after, before)
		}
		r.shows("Resolve 20230104_list_import_problems", "fix in place")
	})
}

func TestTypedTextIsNotLost(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key(":")
		r.typed("acton @nick look")
		r.shows("no verb known here")
		r.key("enter")
		r.shows("NO", "for example: action @zac", ":acton @nick look")
		r.key("esc")
		r.shows("what you typed is kept")
		r.key("q")
		r.key("enter")
		r.key(":")
		r.shows(":acton @nick look")
		r.key("ctrl+u")
		r.typed("done 1")
		r.key("enter")
		r.shows("A1 was done at", ":done 1")
		r.key("esc")
		r.key("a")
		r.typed("@nick")
		r.key("esc")
		r.key("a")
		r.shows("who        @nick")
	})
}

func TestHistoryAndCompletion(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key(":")
		r.fill("note one")
		r.key(":")
		r.fill("note two")
		r.key(":")
		r.typed("half")
		r.key("up")
		r.key("up")
		r.shows(":note one")
		r.key("down")
		r.key("down")
		r.shows(":half")
		r.key("ctrl+u")
		r.typed("act")
		r.key("tab")
		r.typed("@om")
		r.key("tab")
		r.shows(":action @omar")
	})
}

func TestAnEarlierTimeIsSaid(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key(":")
		r.fill("13:10 note the phone rang")
		r.shows("recorded: the phone rang, at 13:10 as entry 24")
	})
}

func TestAKeyThatIsOffSaysWhy(t *testing.T) {
	quiet := func(x *terminal) { x.declared("erin", incident.Declare{Title: "List import problems"}) }
	inRoomOf(t, quiet, func(r *rig) {
		for key, why := range map[string]string{
			"d": "no action item is open", "t": "no deploys are frozen", "H": "no role is offered", "h": "nobody has a role yet",
		} {
			r.key(key)
			r.shows(why)
		}
		r.key("C")
		r.fill("")
		r.key("C")
		r.shows("you are IC already")
	})
}

func TestLettersInAPromptAreText(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key(":")
		r.typed("qadmyoxnurhHCftsvUR*e?gGjk/:")
		r.shows(":qadmyoxnurhHCftsvUR*e?gGjk/:")
		if r.quit || len(r.app.overlays) != 1 {
			t.Error("a letter was taken for a key")
		}
	})
}

func TestEnterTwiceRecordsOnce(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("n")
		r.typed("the queue has stopped growing")
		r.update(rigKeys["enter"])
		r.update(rigKeys["enter"])
		r.send(nil)
		n := 0
		for _, k := range kinds(t, r.app.fx.recorder, importRef) {
			if k == (incident.NoteTaken{}).Kind() {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d notes", n)
		}
	})
}

func TestTheChoiceStaysOnItsItem(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("down") // A3
		r.key("m")    // more time: A3 is no longer the most urgent
		x := r.app.top().(*form)
		if want := "More time: A3 @lena, raise the limit on one box and watch it"; x.head != want {
			t.Fatalf("the form is about %q", x.head)
		}
		r.fill("30", "")
		if a, _ := r.app.subject.chosenAction(); a.No != 3 {
			t.Errorf("A%d is chosen after the list was sorted anew", a.No)
		}
		if order := r.app.subject.digest().actions; !slices.IsSortedFunc(order, func(a, b incident.Action) int { return a.Due.Compare(b.Due) }) {
			t.Errorf("not sorted by due: %+v", order)
		}
	})
}

func TestARefusalIsSeenOnASmallScreen(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		r.key("f")
		r.fill("all", "bad deploy", "", "")
		r.shows("NO  @omar holds the freeze of all", "steal")
	})
}

func TestPracticeAndBannerAreMarked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rec := told(t, func(x *terminal) { x.declared("zac", incident.Declare{Title: "List import problems", Practice: true}) })
		r := newRig(t, Options{Recorder: rec, Me: "zac", Banner: "DEMO"}, 80, 24)
		defer r.end()
		r.shows(" DEMO ", " PRACTICE ")
		r.key("enter")
		r.shows(" DEMO PRACTICE ")
		r.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		r.shows(" DEMO PRACTICE ")
	})
}

func TestALateAnswerDoesNotOpenARoom(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.update(rigKeys["right"])
		r.update(tea.KeyPressMsg{Code: '*', Text: "*"})
		r.update(tea.KeyPressMsg{Code: 'q', Text: "q"})
		r.send(nil)
		if in := r.app.place(); in != onBoard {
			t.Errorf("after leaving, the keys go to the %s", in)
		}
		r.checkLast(incident.EntryStarred{Entry: 21}, "zac")
	})
}

// TestAKeyThatIsNamedWorksThere: what the line NOW says to press is a key of the page that says so.
func TestAKeyThatIsNamedWorksThere(t *testing.T) {
	nobodyIsIC := func(x *terminal) { x.declared("erin", incident.Declare{Title: "List import problems"}) }
	inRoomOf(t, nobodyIsIC, func(r *rig) {
		r.key("1")
		r.shows("who takes command?")
		for _, page := range []string{"", needsKey} {
			if page != "" {
				r.key(page)
			}
			if s := r.screen(); strings.Contains(s, takeIt.key) {
				t.Errorf("the board names a key that it has not:\n%s", s)
			}
		}
		r.key("esc")
		for page := roomTab; page < tabs; page++ {
			r.key(pageKey(page))
			r.shows(takeIt.key)
			r.key("C")
			r.shows("Take command", "I am incident commander now")
			r.key("esc")
		}
	})
}
