package tui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// TestKeysTypedForSomethingElse: in the first moment of a question keys and pastes do nothing, and are not kept for
// later.
func TestKeysTypedForSomethingElse(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("R")
		r.fill("fix in place")
		r.shows("Resolve the incident and carry over what is open?", "│ … ")
		for _, k := range []string{"y", "n", "esc", "enter", "q", "y"} {
			r.key(k)
		}
		r.send(tea.PasteMsg{Content: "yyy"})
		r.wait(graceFor - time.Millisecond)
		r.key("y")
		if in := r.app.place(); in != inConfirm {
			t.Fatalf("the keys go to the %s", in)
		}
		r.wait(time.Millisecond)
		r.shows("y yes, do it  n/Esc no")
		if !r.app.subject.state().Open() {
			t.Fatal("a key that was typed too early resolved it")
		}
		r.key("enter") // what was pressed last answers nothing
		r.key("y")
		r.checkLast(incident.IncidentResolved{Text: "fix in place"}, "zac")
	})
}

func TestCtrlCLeavesAQuestionAtOnce(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("R")
		r.fill("fix in place")
		r.send(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl})
		if !r.quit {
			t.Error("Ctrl+C did nothing")
		}
	})
}

// TestEveryGraceEndsByItself: a question that was closed and asked again has a grace of its own.
func TestEveryGraceEndsByItself(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("R")
		r.key("enter")
		r.answer("n")
		r.key("enter")
		r.wait(graceFor / 2)
		r.key("y")
		if !r.app.guarding() {
			t.Error("the second question takes keys at once")
		}
		r.wait(graceFor / 2)
		if r.app.guarding() {
			t.Error("the second question takes no keys")
		}
	})
}

func TestAQuestionIsAskedAgainWhenItChanged(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("f")
		r.fill("", "worse than thought", "", "yes")
		r.shows("F1 of all is held by @omar")
		r.by("omar", incident.Thaw{No: 1})
		r.by("lena", incident.Freeze{Reason: "mine now"})
		r.answer("y")
		r.shows("CHANGED", "F2 of all is held by @lena: mine now")
		r.answer("n")
		if f, _ := r.app.subject.state().Freeze(2); f.Holder != "lena" || !f.Open() {
			t.Errorf("%+v", f)
		}
		r.key("enter")
		r.answer("y")
		r.checkLast(incident.DeployFrozen{No: 3, Holder: "zac", Reason: "worse than thought", StolenFrom: "lena"}, "zac")
	})
}

// TestUpgradeSaysWhatWillHappen reads the dry run.
func TestUpgradeSaysWhatWillHappen(t *testing.T) {
	services := func(i incident.Incident, o incident.Order) []string {
		return []string{"status page: an incident " + i.Title + " is opened as " + o.(incident.SetTier).To.String()}
	}
	practice := func(x *terminal) {
		x.declared("zac", incident.Declare{Title: "List import problems", Practice: true})
	}
	for name, test := range map[string]struct {
		story func(*terminal)
		dry   func(incident.Incident, incident.Order) []string
		keys  string
		want  []string
	}{
		"nothing connected": {afternoon, nil, "", []string{
			"tier internal → public", "as entry ", "CUSTOMERS are told", "Nothing is sent outside: no service is connected. Tell them yourself: customers",
			"No public update was told yet",
		}},
		"services": {afternoon, services, "", []string{"Outside: status page: an incident List import problems is opened as public"}},
		"practice": {practice, services, "", []string{"Practice: nothing is sent outside.", "Nobody is IC", "Nobody is ICL", "No internal update was told yet"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRig(t, Options{Recorder: told(t, test.story), Me: "zac", Zone: paris, Ref: importRef, DryRun: test.dry}, 120, 40)
				defer r.end()
				r.key("U")
				r.fill("", "")
				text := strings.Join(strings.Fields(strings.ReplaceAll(r.screen(), "│", " ")), " ")
				for _, want := range test.want {
					if !strings.Contains(text, want) {
						t.Errorf("not on the screen: %q\n%s", want, r.screen())
					}
				}
				if name == "practice" && strings.Contains(text, "status page") {
					t.Error("a practice incident speaks to a service")
				}
			})
		})
	}
}

// TestDangerousOrdersAsk: each of them asks, by form and by command line, and Enter does not answer.
func TestDangerousOrdersAsk(t *testing.T) {
	for _, line := range []string{
		"upgrade public", "resolve it is over", "status resolved", "freeze all steal because it burns", "page @ruth", "as @lena take command because zac is away",
	} {
		t.Run(line, func(t *testing.T) {
			inRoomOf(t, afternoon, func(r *rig) {
				r.key(":")
				r.typed(line)
				before := kinds(t, r.app.fx.recorder, importRef)
				r.key("enter")
				if in := r.app.place(); in != inConfirm {
					t.Fatalf("the keys go to the %s\n%s", in, r.screen())
				}
				r.answer("enter")
				if !slices.Equal(kinds(t, r.app.fx.recorder, importRef), before) {
					t.Error("recorded without a yes")
				}
				r.key("y")
				if len(kinds(t, r.app.fx.recorder, importRef)) == len(before) {
					t.Errorf("not recorded after a yes\n%s", r.screen())
				}
			})
		})
	}
}
