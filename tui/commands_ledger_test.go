package tui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"baton/incident"
)

// commandsOf is a state with these commands, numbered from 1.
func commandsOf(all ...incident.Command) *incident.Incident {
	i := &incident.Incident{Ref: importRef, Declared: at(0)}
	for k, c := range all {
		c.No, c.Proposed = k+1, at(k)
		if c.Author == "" {
			c.Author = "lena"
		}
		i.Commands = i.Commands.Plus(c)
	}
	i.Seq = uint64(len(all))
	return i
}

// at is a moment so many minutes after the story's beginning.
func at(minutes int) incident.Moment {
	return incident.Moment{At: began.Add(time.Duration(minutes) * time.Minute), Seq: uint64(minutes + 1)}
}

func said(by incident.Person, minutes int) []incident.Voice {
	return []incident.Voice{{By: by, Said: at(minutes)}}
}

// stages are commands of every stage, with the words that the ledger has for them and the lists that they are in beside
// that of all.
var stages = []struct {
	command incident.Command
	word    string
	in      []ledgerView
}{
	{incident.Command{}, "proposed", []ledgerView{commandsToSee}},
	{incident.Command{Confirms: said("nick", 5)}, "confirmed by @nick", nil},
	{incident.Command{Confirms: append(said("nick", 5), said("omar", 6)...)}, "confirmed by @nick +1", nil},
	{incident.Command{Confirms: []incident.Voice{{By: "nick"}}}, "proposed", []ledgerView{commandsToSee}}, // taken back
	{incident.Command{Objects: said("nick", 5)}, "OBJECTED", nil},
	{incident.Command{Confirms: said("omar", 4), Objects: said("nick", 5)}, "OBJECTED", nil},
	{incident.Command{Confirms: said("nick", 5), Run: at(6)}, "run", []ledgerView{commandsInForce}},
	{incident.Command{Run: at(6)}, "run UNSEEN", []ledgerView{commandsUnseen, commandsInForce}},
	{incident.Command{Confirms: said("nick", 7), Run: at(6)}, "run UNSEEN", []ledgerView{commandsUnseen, commandsInForce}},
	{incident.Command{Objects: said("nick", 5), Run: at(6)}, "run OBJECTED", []ledgerView{commandsUnseen, commandsInForce}},
	{incident.Command{Confirms: said("nick", 5), Run: at(6), Outputs: []incident.CmdOutput{{Failed: true, Given: at(7)}}}, "failed", []ledgerView{commandsInForce}},
	{incident.Command{Run: at(6), Outputs: []incident.CmdOutput{{Failed: true, Given: at(7)}}}, "failed UNSEEN", []ledgerView{commandsUnseen, commandsInForce}},
	{incident.Command{Confirms: said("nick", 5), Run: at(6), Outputs: []incident.CmdOutput{{Failed: true}}}, "run", []ledgerView{commandsInForce}}, // the output was taken back
	{incident.Command{Run: at(6), Undone: at(8)}, "undone", []ledgerView{commandsUnseen}},
	{incident.Command{Run: at(6), Retracted: true}, "retracted", nil},
}

func TestLedger(t *testing.T) {
	var all []incident.Command
	want := [ledgerViews][]int32{}
	for k, s := range stages {
		all = append(all, s.command)
		for v := range ledgerViews {
			if v == allCommands || slices.Contains(s.in, v) {
				want[v] = append(want[v], int32(k))
			}
		}
	}
	i := commandsOf(all...)
	th := newTheme("mono", false)
	l := ledgerOf(i)
	for k, s := range stages {
		if word, _ := th.stage(i.Commands.At(k), false); word != s.word {
			t.Errorf("C%d is %q, want %q", k+1, word, s.word)
		}
	}
	for v := range ledgerViews {
		if !slices.Equal(l.views[v], want[v]) {
			t.Errorf("%s: %v, want %v", ledgerNames[v], l.views[v], want[v])
		}
	}
	if got, want := l.counts(), "15 commands: 2 wait, 5 unseen, 7 without undo"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !l.first.Equal(at(0).At) || !l.last.Equal(at(14).At) {
		t.Errorf("from %s to %s", l.first, l.last)
	}
}

func TestLedgerCountsOne(t *testing.T) {
	l := ledgerOf(commandsOf(incident.Command{}))
	if got, want := l.counts(), "1 command: 1 waits, 0 unseen, 0 without undo"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	l = ledgerOf(&incident.Incident{})
	if got, want := l.counts(), "0 commands: 0 wait, 0 unseen, 0 without undo"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestLedgerFindsWithGaps: a view of what was known at a time can be without some numbers.
func TestLedgerFindsWithGaps(t *testing.T) {
	l := ledger{}
	for _, no := range []int{2, 3, 7} {
		l.commands = l.commands.Plus(incident.Command{No: no})
		l.views[allCommands] = append(l.views[allCommands], int32(l.commands.Len()-1))
	}
	for no, want := range map[int]struct {
		k  int
		ok bool
	}{1: {-1, false}, 2: {0, true}, 3: {1, true}, 5: {1, false}, 7: {2, true}, 9: {2, false}} {
		if k, ok := l.find(l.views[allCommands], no); k != want.k || ok != want.ok {
			t.Errorf("C%d is at %d, %v", no, k, ok)
		}
	}
}

// TestBriefStagesFit: a word that is cut off could be another one.
func TestBriefStagesFit(t *testing.T) {
	for _, s := range stages {
		if word, _ := newTheme("mono", false).stage(s.command, true); len(word) > briefStage {
			t.Errorf("%q takes more than %d cells", word, briefStage)
		}
	}
}

// ledgerPage is a page of so many commands, the oldest waiting and the others run.
func ledgerPage(b *testing.B, n int) *app {
	a := newApp(b.Context(), Options{Recorder: record(), Me: "zac", Zone: paris, Theme: "dark"}.filled())
	a.w, a.h, a.now, a.tab = 200, 60, began.Add(time.Hour), commandsTab
	a.subject = newSubject(a, importRef, 1)
	all := make([]incident.Command, n)
	for k := range all {
		all[k] = incident.Command{Text: fmt.Sprintf("kubectl rollout restart deployment/importer-%d --namespace production", k), Run: at(5)}
	}
	a.subject.live.opened = *commandsOf(all...)
	a.arrange()
	return a
}

// BenchmarkLedgerKey presses a key that scrolls and draws. A ledger of 100,000 commands must take as long as one of ten
// does on a screen that shows them all.
func BenchmarkLedgerKey(b *testing.B) {
	for _, n := range []int{100, 100_000} {
		a := ledgerPage(b, n)
		b.Run(fmt.Sprintf("commands=%d", n), func(b *testing.B) {
			for k := 0; b.Loop(); k++ {
				if k%10 < 5 {
					a.Update(rigKeys["pgup"])
				} else {
					a.Update(rigKeys["pgdown"])
				}
				a.View()
			}
		})
	}
}

// BenchmarkLedgerOf sorts 100,000 commands, as is done when one of them changes.
func BenchmarkLedgerOf(b *testing.B) {
	a := ledgerPage(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		ledgerOf(a.subject.state())
	}
}

// inLedgerOf runs a test on the page of commands, as zac.
func inLedgerOf(t *testing.T, story func(*terminal), test func(*rig)) {
	t.Helper()
	inRoomOf(t, story, func(r *rig) {
		r.key("5")
		test(r)
	})
}
