package incident

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// afternoon is an incident with something of everything, at half past twelve.
func afternoon(t testing.TB) *chain {
	c := declared(t)
	c.do("zac", NamePerson{"zac", "Zac Hill"}, SetSeverity{To: 2}, SetTier{To: Internal}, TakeCommand{},
		StateImpact{From: noon.Add(-20 * time.Minute), Text: "imports arrive late", Counts: []Count{{340, "customers"}}})
	c.wait(5*time.Minute).do("nick", Call{Step: StepJoined})
	c.do("zac", SetStatus{To: Identified, Reason: "the 11:40 deployment"}, Report{"imports fail", "Nick rolls back", "a database engineer"})
	c.do("zac", Assign{Owner: "nick", Task: "roll back", In: 20 * time.Minute}, Assign{Owner: "mia", Task: "write to\nthe vendor", In: time.Hour})
	c.do("nick", AcknowledgeAction{No: 1}, Freeze{Scopes: []string{"importer"}, Reason: "bad deploy"})
	c.do("zac", ProposeDecision{"drain the queue"}, MakeDecision{Text: "roll back first", Owner: "nick"}, AddFollowUp{Text: "a runbook"})
	c.do("mia", ObjectDecision{1, "data is lost"})
	c.do("zac", TellAudience{Internal, "we know the cause", 20 * time.Minute}, Call{Person: "kim", Step: StepPaged})
	return c.wait(25 * time.Minute)
}

func TestBrief(t *testing.T) {
	c := afternoon(t)
	const want = `Situation: List import problems, SEV-2, tier internal, identified (the 11:40 deployment), declared 30m ago
Impact: imports arrive late, 340 customers, since 11:40 UTC
Report: 25m ago: imports fail
Report: 25m ago, actions: Nick rolls back
Objective: needed: a database engineer
Objective: settle D1, drain the queue; @mia objects: data is lost
Open: A1 @nick, roll back, 5m late
Open: A2 @mia, write to the vendor, 35m left, no yes yet
Frozen: F1 importer, held by @nick, 35m left: bad deploy
Update due: internal, 5m late
Decided: D2 roll back first (@nick)
Longest on: Zac Hill (IC) 30m, @nick 25m
Follow-ups: 1 open`
	if got := Brief(&c.i, c.now); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	bare := declared(t)
	if got := Brief(&bare.i, noon.Add(90*time.Second)); got != "Situation: List import problems, tier engineering, investigating, declared 1m ago" {
		t.Errorf("got\n%s", got)
	}
}

// TestLongestOn: whoever takes one role straight after another has been on since the first.
func TestLongestOn(t *testing.T) {
	c := declared(t)
	c.do("mia", TakeRole{Role: Scribe, Holder: "mia"}, TakeRole{Role: IC, Holder: "zac"})
	c.wait(time.Hour).do("zac", OfferRole{Role: IC, To: "mia"})
	c.do("mia", AcceptRole{}, LeaveRole{Role: Scribe})
	c.do("kim", Call{Step: StepJoined})
	if got := Brief(&c.i, c.now.Add(time.Hour)); !strings.HasSuffix(got, "\nLongest on: @mia (IC) 2h, @kim 1h") {
		t.Errorf("got\n%s", got)
	}
}

// TestBriefsFitAnOffer, however much there is to say, and say how much is left out.
func TestBriefsFitAnOffer(t *testing.T) {
	c := declared(t)
	c.do("zac", TakeCommand{})
	long := strings.Repeat("é", maxLine)
	for n := range 150 {
		c.do("zac", MakeDecision{Text: long}, Assign{Owner: "nick", Task: long})
		if n%50 == 0 {
			c.do("zac", Freeze{Scopes: []string{fmt.Sprint("service", n)}, Reason: long, Holder: Person(fmt.Sprint("p", n))})
		}
	}
	brief := Brief(&c.i, c.now)
	c.do("zac", OfferRole{Role: IC, To: "nick", Brief: brief})
	if n := utf8.RuneCountInString(brief); n > maxProse || n < maxProse-2*maxBriefLine {
		t.Errorf("the brief has %d characters", n)
	}
	shown := strings.Count(brief, "Open: A")
	if want := fmt.Sprintf("\nOpen: %d more, see the record\n", 150-shown); shown == 0 || !strings.Contains(brief, want) || !strings.Contains(brief, "\nDecided: 150 more") {
		t.Errorf("%d action items are shown in\n%s", shown, brief)
	}
}

// TestBriefsOfWalks: of any state the brief is lines with labels, which an offer takes.
func TestBriefsOfWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		walk(rt, rapid.IntRange(1, 150).Draw(rt, "n"), func(c *chain) {
			brief := Brief(&c.i, c.now)
			for line := range strings.SplitSeq(brief, "\n") {
				if label, text, ok := strings.Cut(line, ": "); !ok || strings.ToLower(label) == label || strings.TrimSpace(text) == "" {
					rt.Fatalf("line %q of\n%s", line, brief)
				}
			}
			if err := checkText(brief, "brief", maxProse, ""); err != nil {
				rt.Fatal(err)
			}
			if _, err := Decide(c.i, DraftReport(&c.i, c.now), c.given("zac")); err != nil {
				rt.Fatalf("the drafted report: %v", err)
			}
			for tier := Engineering; tier <= Public; tier++ {
				if err := checkText(DraftUpdate(&c.i, tier, c.now), "update", maxProse, ""); err != nil {
					rt.Fatal(err)
				}
			}
		})
	})
}

func TestSay(t *testing.T) {
	c := afternoon(t)
	for _, s := range []struct {
		order Assign
		want  string
	}{
		{Assign{Owner: "zac", Task: "look at the resolver"}, "Zac Hill, please look at the resolver, I will come back to you in 15 minutes"},
		{Assign{Owner: "nick", Task: "look.", In: time.Minute}, "@nick, please look, I will come back to you in 1 minute"},
		{Assign{Owner: "nick", Task: "look\nat it", In: 90 * time.Minute}, "@nick, please look at it, I will come back to you in 1 hour and 30 minutes"},
		{Assign{Owner: "nick", Task: "look", In: 49*time.Hour + time.Minute}, "@nick, please look, I will come back to you in 2 days, 1 hour and 1 minute"},
	} {
		if got := s.order.Say(&c.i); got != s.want {
			t.Errorf("%+v: %s", s.order, got)
		}
	}
}
