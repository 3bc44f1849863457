package postmortem_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
	"baton/timeline/postmortem"
)

func compute(t testing.TB, log timeline.Log, ref incident.Ref) postmortem.Facts {
	t.Helper()
	f, err := postmortem.Compute(context.Background(), log, ref, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

func TestFactsOfTheAfternoon(t *testing.T) {
	s := afternoon(t)
	f := compute(t, s.log, s.ref)
	for name, want := range map[string]time.Duration{
		"Impact": minutes(205), "Impact to declaration": minutes(25), "Declaration to an incident commander": minutes(41),
		"Declaration to first page": minutes(32), "First page to its answer": minutes(3), "Declaration to the first deploy freeze": minutes(19),
		"Declaration to the first internal update": minutes(61), "Declaration to cause identified": minutes(91),
		"Declaration to monitoring": minutes(155), "Declaration to resolution": minutes(215), "Impact to resolution": minutes(240),
	} {
		found := false
		for _, d := range f.Durations {
			if d.Name == name {
				found = d.Known() && d.Span() == want
			}
		}
		if !found {
			t.Errorf("%s is not %s", name, want)
		}
	}
	var shares []string
	for _, all := range [][]postmortem.Share{f.Tiers, f.Severities, f.Statuses} {
		for _, s := range all {
			shares = append(shares, fmt.Sprint(s.Name, " ", s.Total))
		}
	}
	if got := strings.Join(shares, ", "); got != "engineering 41m0s, internal 2h54m0s, SEV-3 3h33m0s, investigating 1h31m0s, identified 1h4m0s, monitoring 1h0m0s" {
		t.Errorf("in force: %s", got)
	}
	var roles []string
	for _, r := range f.Roles {
		roles = append(roles, fmt.Sprint(r.Role, " ", string(r.Holder), " ", r.Span, " ", r.Accepted, " ", r.Brief != "", " ", r.Open))
	}
	want := "ic nick 33m0s false false false; ic lena 23m0s true true false; ic omar 1h58m0s true true true; icl tess 1h54m0s false false false; icl mia 48m0s true false true"
	if got := strings.Join(roles, "; "); got != want {
		t.Errorf("roles: %s", got)
	}
	if f.Commands != (postmortem.CommandCounts{Shown: 2, Run: 2, Unseen: 1}) || len(f.Silences) != 7 || f.WithoutIC != minutes(41) {
		t.Errorf("commands %+v, %d silences, without IC %s", f.Commands, len(f.Silences), f.WithoutIC)
	}
	if len(f.Promises) != 2 || f.Promises[0].Late() != minutes(21) || f.Promises[1].Late() != minutes(22) {
		t.Errorf("promises %+v", f.Promises)
	}
}

func TestAnEmergencyTakeoverIsNoHandoff(t *testing.T) {
	s := newScript(t)
	s.do("10:00", "mia", incident.Declare{Ref: afternoonRef, Title: "x"})
	s.do("10:05", "nick", incident.TakeRole{Role: incident.IC, Holder: "nick"})
	s.do("10:30", "lena", incident.TakeCommand{Reason: "nick lost power"})
	s.do("11:00", "lena", incident.Resolve{})
	f := compute(t, s.log, s.ref)
	if len(f.Roles) != 2 || f.Roles[1].Accepted || f.Roles[1].From != "nick" || f.Roles[1].Span != minutes(30) || f.Roles[0].Span != minutes(25) {
		t.Errorf("got %+v", f.Roles)
	}
	text := markdown(t, document(t, s.log, s.ref, postmortem.Options{}), postmortem.MarkdownOptions{})
	if !strings.Contains(text, "took it from @&#8203;nick: nick lost power") {
		t.Error("the takeover is not told")
	}
}

func TestAReopenedIncidentCountsToItsLastEnd(t *testing.T) {
	s := newScript(t)
	s.do("10:00", "mia", incident.Declare{Ref: afternoonRef, Title: "x"})
	s.do("10:30", "mia", incident.Resolve{})
	s.do("11:00", "mia", incident.Reopen{Reason: "it is back"})
	s.do("11:20", "mia", incident.Resolve{})
	f := compute(t, s.log, s.ref)
	got := map[string]time.Duration{}
	for _, s := range f.Statuses {
		got[s.Name] = s.Total
	}
	if got["investigating"] != minutes(50) || got["resolved"] != minutes(30) || !f.End.Equal(clock(t, "11:20")) {
		t.Errorf("got %v until %s", got, f.End)
	}
}

func TestCorrectedTimesMoveTheFacts(t *testing.T) {
	s := newScript(t)
	s.do("10:00", "mia", incident.Declare{Ref: afternoonRef, Title: "x"})
	tier := s.do("10:30", "mia", incident.SetTier{To: incident.Internal})
	when := incident.At(clock(t, "10:10"))
	s.do("10:40", "mia", incident.Correct{Entry: tier, When: &when, Reason: "the page log says so"})
	s.do("11:00", "mia", incident.Resolve{})
	f := compute(t, s.log, s.ref)
	if f.Tiers[0].Total != minutes(10) || f.Tiers[1].Total != minutes(50) {
		t.Errorf("got %+v", f.Tiers)
	}
	if len(f.Corrections) != 1 || f.Corrections[0].Shift != -minutes(20) {
		t.Errorf("got %+v", f.Corrections)
	}
}

func TestWhatIsMissingIsSaidToBeMissing(t *testing.T) {
	s := newScript(t)
	s.do("10:00", "mia", incident.Declare{Ref: afternoonRef, Title: "x"})
	text := markdown(t, document(t, s.log, s.ref, postmortem.Options{}), postmortem.MarkdownOptions{})
	for _, want := range []string{
		"The record holds no statement on the impact", "What customers felt is not in the record", "not judged in the record",
		"nobody took command in the record", "The record holds no command.", "The record holds no decision.", "The record holds no follow-up.",
		"The record holds no update or situation report.", "It was not resolved when the record ends", "The severity was never judged.",
		"Nobody took the role of incident commander.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say: %s", want)
		}
	}
}

func TestNothingIsKnownOfWhatIsNotThere(t *testing.T) {
	for _, o := range []postmortem.Options{{}, {At: clock(t, "09:00")}} {
		s := newScript(t)
		if !o.At.IsZero() {
			s.do("10:00", "mia", incident.Declare{Ref: afternoonRef, Title: "x"})
		}
		if _, err := postmortem.Build(context.Background(), s.log, s.ref, o); err == nil || !strings.Contains(err.Error(), "nothing is known of it") {
			t.Errorf("got %v", err)
		}
	}
}

// However an incident goes, what was in force adds up, and the IC is one person at a time.
func TestFactsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := logtest.NewMemory()
		walk := ordertest.Walk(t, 80)
		for k := range walk { // in the order of the clock, as a live incident is
			walk[k].Given.When, walk[k].Given.Known = incident.When{}, time.Time{}
			if _, corrects := walk[k].Order.(incident.Correct); corrects {
				walk[k].Order = incident.Note{Text: "instead"}
			}
		}
		if _, _, err := timeline.NewRecorder(log, func() time.Time { return ordertest.Start }).Intake(context.Background(), ordertest.Ref, walk); err != nil {
			t.Fatal(err)
		}
		f, err := postmortem.Compute(context.Background(), log, ordertest.Ref, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		whole := f.End.Sub(f.State.Declared.At)
		for name, shares := range map[string][]postmortem.Share{"tiers": f.Tiers, "statuses": f.Statuses} {
			sum := time.Duration(0)
			for _, s := range shares {
				sum += s.Total
			}
			if sum != whole {
				t.Fatalf("the %s add up to %s, the incident lasted %s", name, sum, whole)
			}
		}
		var before postmortem.RoleTime
		for _, r := range f.Roles {
			if r.Role == incident.IC && before.Role == incident.IC && (before.Open || !before.Until.At.Equal(r.Since.At)) {
				t.Fatalf("between %+v and %+v there were two or none", before, r)
			}
			before = r
		}
	})
}

// long is an afternoon with a great deal of chat and notes.
func long(t testing.TB, chat, notes int) *script {
	s := afternoon(t)
	var orders []timeline.Instruction
	for k := range chat {
		post := incident.Post{MessagePosted: incident.MessagePosted{Text: fmt.Sprintf("message %d of many, each of which says something | or other", k)}}
		orders = append(orders, timeline.Instruction{Order: post, Given: incident.Given{
			By: "zac", Now: s.now, When: incident.At(s.now.Add(-time.Duration(k) * time.Second)), Origin: "slack", Key: fmt.Sprint("slack:C2:", k),
		}})
	}
	for k := range notes {
		orders = append(orders, timeline.Instruction{Order: incident.Note{Text: fmt.Sprintf("note %d of many, which the timeline would like to show", k)}, Given: incident.Given{By: "mia", Now: s.now}})
	}
	if _, _, err := s.r.Intake(context.Background(), s.ref, orders); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestALongRecordKeepsToItsBounds(t *testing.T) {
	s := long(t, 3000, 3000)
	d := document(t, s.log, s.ref, postmortem.Options{})
	without := markdown(t, d, postmortem.MarkdownOptions{Appendix: postmortem.NoAppendix})
	if n := utf8.RuneCountInString(without); n > postmortem.DefaultLimit {
		t.Errorf("without its appendix it has %d characters", n)
	}
	if !strings.Contains(without, "entries for want of room.** `baton log --json 20230104_list_import_problems` prints every entry.") {
		t.Error("it does not say how much was left out")
	}
	for _, must := range []string{`<a id="e-24">`, "status identified → monitoring", "taking over from Lena Ruiz"} {
		if !strings.Contains(without, must) {
			t.Errorf("what matters gave way: %s", must)
		}
	}
	with := markdown(t, d, postmortem.MarkdownOptions{Appendix: 100_000})
	if n := utf8.RuneCountInString(with); n > postmortem.DefaultLimit+101_000 || n < postmortem.DefaultLimit+90_000 {
		t.Errorf("with its appendix it has %d characters", n)
	}
	if !strings.Contains(with, "of 6052 entries, chat first.**") {
		t.Error("the appendix does not say how much was left out")
	}
	checkHTML(t, render(t, with))
}

func TestLongListsSayWhatTheyLeaveOut(t *testing.T) {
	s := afternoon(t)
	var orders []timeline.Instruction
	for k := range 300 {
		orders = append(orders, timeline.Instruction{Order: incident.Propose{Text: fmt.Sprint("ls -l ", k), AlreadyRun: k == 250}, Given: incident.Given{By: "zac", Now: s.now}})
	}
	if _, _, err := s.r.Intake(context.Background(), s.ref, orders); err != nil {
		t.Fatal(err)
	}
	text := markdown(t, document(t, s.log, s.ref, postmortem.Options{}), postmortem.MarkdownOptions{})
	for _, want := range []string{"**Left out here: 202 commands;", "- **C253** `ls -l 250`", "302 commands shown"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say: %s", want)
		}
	}
}
