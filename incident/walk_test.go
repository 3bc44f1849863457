package incident

import (
	"encoding/json"
	"iter"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// walker draws orders that are mostly sensible, and sometimes not at all. It draws from a seed: rapid prefers what is
// small, and would seldom come to the end of the table of orders. What it shrinks is the length of the walk.
type walker struct {
	*rand.Rand
	c *chain
}

func pick[T any](w walker, from ...T) T { return from[w.IntN(len(from))] }

// seldom is true once in n times.
func (w walker) seldom(n int) bool { return w.IntN(n) == 0 }

func (w walker) between(from, to int) int { return from + w.IntN(to-from+1) }

func (w walker) person() Person {
	if w.seldom(12) {
		return pick(w, Nobody, "Zac", "bad\nname", "bad\xff")
	}
	return pick[Person](w, "zac", "nick", "mia")
}

func (w walker) text() string {
	if w.seldom(8) {
		return pick(w, "", " ", "\x1b[31mred", "\u202eturned", "not \xff text", "two\nlines")
	}
	return pick(w, "look at DNS", "naïve ✓ 导入", "x", "the <queue> & “more”")
}

func (w walker) no() int             { return w.between(-1, 6) }
func (w walker) yes() bool           { return w.seldom(2) }
func (w walker) delivery() string    { return pick(w, "e1", "e1", "e2", "e2", "topic/3", "", "two words") }
func (w walker) wait() time.Duration { return time.Duration(w.between(-1, 120)) * time.Minute }
func (w walker) role() Role          { return pick(w, IC, ICL, "network", IC, ICL, "network", "", "IC") }
func (w walker) entry() uint64       { return uint64(w.between(0, int(w.c.i.Seq)+1)) }
func (w walker) tier() Tier          { return Tier(w.between(0, 3)) }
func (w walker) severity() Severity  { return Severity(w.between(0, 6)) }
func (w walker) status() Status      { return pick(w, Investigating, Identified, Monitoring, 4) }
func (w walker) step() CallStep {
	return pick(w, StepPaged, StepAcknowledged, StepJoined, StepReleased, "lost")
}

func (w walker) zone() string {
	return pick(w, "Europe/Paris", "America/New_York", "UTC", "", "not a zone")
}

// retracted is mostly an entry that was, the first there is.
func (w walker) retracted() uint64 {
	for seq := uint64(1); seq <= w.c.i.Seq && !w.seldom(8); seq++ {
		if w.c.i.Amendments[seq].Retracted {
			return seq
		}
	}
	return w.entry()
}

// about is mostly something that is due.
func (w walker) about() string {
	if due := w.c.i.DueList(); len(due) > 0 && !w.seldom(8) {
		return due[w.IntN(len(due))].About
	}
	return pick(w, "A1", "no ic", "", "everything")
}

func (w walker) time() time.Time {
	return w.c.now.Add(time.Duration(w.between(-300, 10)) * time.Minute)
}

func (w walker) scopes() []string {
	var scopes []string
	for range w.IntN(4) {
		scopes = append(scopes, pick(w, "importer", "Importer", "mailer", "api", "all", ""))
	}
	return scopes
}

func (w walker) correction() Correct {
	o := Correct{Entry: w.entry(), Reason: w.text()}
	if w.yes() {
		o.Entry = uint64(w.between(2, 5)) // so that some are corrected more than once
	}
	if w.yes() {
		o.When = new(w.when())
	}
	if w.yes() {
		o.Text = new(w.text())
	}
	if w.yes() {
		o.Actor = new(w.person())
	}
	return o
}

func (w walker) when() When {
	when := When{At: w.time(), Precision: Precision(w.IntN(3))}
	if w.yes() {
		when.Until = w.time()
	}
	return when
}

// order draws from all orders; a test holds this table to the list of kinds.
func (w walker) order() Order {
	return pick(w, []func() Order{
		func() Order {
			return Declare{Ref: "20230104_again", Title: w.text(), Tier: w.tier(), Severity: w.severity(), Zone: w.zone()}
		},
		func() Order { return Retitle{w.text()} },
		func() Order { return SetTier{w.tier(), w.text()} },
		func() Order { return SetSeverity{w.severity(), w.text()} },
		func() Order { return SetStatus{w.status(), w.text()} },
		func() Order { return Resolve{w.text(), w.seldom(3)} },
		func() Order { return Reopen{w.text()} },
		func() Order { return StateImpact{w.time(), w.time(), w.text(), []Count{{int64(w.no()), "customers"}}} },
		func() Order { return TakeRole{w.role(), w.person()} },
		func() Order { return LeaveRole{w.role(), w.text()} },
		func() Order { return TakeCommand{w.text()} },
		func() Order { return OfferRole{w.role(), w.person(), w.text()} },
		func() Order { return AcceptRole{w.role()} },
		func() Order { return DeclineRole{w.role(), w.text()} },
		func() Order { return Call{w.person(), w.step(), w.text()} },
		func() Order { return Assign{w.person(), w.text(), w.wait()} },
		func() Order { return AcknowledgeAction{w.no()} },
		func() Order { return ExtendAction{w.no(), w.wait(), w.text()} },
		func() Order { return FinishAction{w.no(), w.text()} },
		func() Order { return HandOnAction{w.no(), w.person(), w.wait()} },
		func() Order { return DropAction{w.no(), w.text()} },
		func() Order { return ReopenAction{w.between(0, 3), w.wait(), w.text()} },
		func() Order { return Snooze{w.about(), w.wait(), w.text()} },
		func() Order { return SetZone{w.zone()} },
		func() Order { return AddFollowUp{w.person(), w.text()} },
		func() Order { return CloseFollowUp{w.no(), w.text()} },
		func() Order { return Freeze{w.scopes(), w.text(), w.wait(), w.person(), w.yes()} },
		func() Order { return Thaw{w.no(), w.text()} },
		func() Order { return Refreeze{w.no(), w.wait(), w.text()} },
		func() Order { return Propose{w.person(), w.text(), Shell, "slack:1", w.yes()} },
		func() Order { return Confirm{w.no(), "slack:1", w.text()} },
		func() Order { return Object{w.no(), w.text()} },
		func() Order { return RunCommand{w.no(), w.person()} },
		func() Order { return ShowOutput{w.no(), w.text(), w.yes()} },
		func() Order { return UndoCommand{w.no(), w.text()} },
		func() Order { return ProposeDecision{w.text()} },
		func() Order { return ObjectDecision{w.no(), w.text()} },
		func() Order { return MakeDecision{w.no(), w.text(), w.person(), w.yes()} },
		func() Order { return TellAudience{w.tier(), w.text(), w.wait()} },
		func() Order { return Report{w.text(), w.text(), w.text()} },
		func() Order { return Note{w.text()} },
		func() Order { return AddLink{"https://grafana.example/" + w.text(), w.text()} },
		func() Order { return Observe{w.text(), w.text()} },
		func() Order { return Post{MessagePosted{Text: w.text(), Files: []File{{Name: w.text()}}}} },
		func() Order { return EditPost{MessageEdited{"slack:1", w.text()}} },
		func() Order { return DeletePost{MessageDeleted{"slack:1"}} },
		func() Order {
			return React{MessageReacted{"slack:1", w.text(), []Person{w.person()}, w.no(), w.no()%2 == 0}}
		},
		func() Order { return NoteChannel{ChannelChanged{What: "topic", Text: w.text()}} },
		func() Order { return NamePerson{w.person(), w.text()} },
		func() Order {
			return RemindShown{pick(w, "A1", "F1"), w.time()}
		},
		func() Order {
			return BindChannel{Service: "slack", ID: pick(w, "C1", "C2"), Name: w.text(), URL: pick(w, "", "https://x.example", "javascript:x")}
		},
		func() Order { return BeginDelivery{w.delivery(), pick(w, "post", "topic", "")} },
		func() Order { return BeginDelivery{w.delivery(), "post"} },
		func() Order { return FinishDelivery{w.delivery(), pick(w, "", "C1:1", "two\nlines")} },
		func() Order { return DoubtDelivery{w.delivery(), w.text()} },
		func() Order { return FailDelivery{w.delivery(), w.text(), pick(w, "", "post")} },
		func() Order { return RetryDelivery{w.delivery()} },
		func() Order { return SkipDelivery{w.delivery(), w.text()} },
		func() Order { return RewordDelivery{w.delivery(), w.text()} },
		func() Order { return OwnPostmortem{w.person()} },
		func() Order { return ScheduleMeeting{w.time().Add(5 * time.Hour), w.text()} },
		func() Order { return w.correction() },
		func() Order { return Retract{w.entry(), w.text()} },
		func() Order { return Restore{w.retracted()} },
		func() Order { return Merge{w.entry(), []uint64{w.entry(), w.entry()}, w.yes()} },
		func() Order { return Star{w.entry(), w.yes()} },
		func() Order { return Tag{w.entry(), "#Detection", w.yes()} },
	}...)()
}

func (w walker) given() Given {
	g := Given{By: w.person(), EnteredBy: w.person(), Now: w.c.now, Origin: "console"}
	if w.seldom(4) {
		g.When = w.when()
	}
	if w.seldom(10) {
		g.Known = w.time()
	}
	return g
}

// walk gives n random orders to a fresh incident, with a clock that sometimes jumps back, and shows every state.
func walk(rt *rapid.T, n int, see func(*chain)) *chain {
	c := declared(rtTB{rt: rt})
	w := walker{rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1)), c}
	for range n {
		c.wait(time.Duration(w.between(-20, 30)) * time.Minute)
		before := len(c.events)
		if _, err := c.try(w.given(), w.order()); err != nil && len(c.events) != before {
			rt.Fatalf("a refusal changed the log: %v", err)
		}
		see(c)
	}
	return c
}

// rtTB lends a chain the part of testing.TB that it uses.
type rtTB struct {
	testing.TB
	rt *rapid.T
}

func (t rtTB) Helper()                   {}
func (t rtTB) Fatal(args ...any)         { t.rt.Fatal(args...) }
func (t rtTB) Fatalf(f string, a ...any) { t.rt.Fatalf(f, a...) }

func eventsOf(events []Event) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// TestStatesAreValues: no state changes when another is made from it, and folding all at once gives the same as one by
// one, from the start and from any state in between.
func TestStatesAreValues(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var states []Incident
		var was []string
		c := walk(rt, rapid.IntRange(1, 150).Draw(rt, "n"), func(c *chain) {
			states, was = append(states, c.i), append(was, asJSON(rt, c.i))
		})
		from := rapid.IntRange(0, len(states)-1).Draw(rt, "from")
		for _, start := range []Incident{{}, states[from]} {
			all, err := Fold(start, eventsOf(c.events[start.Seq:]))
			if err != nil || asJSON(rt, all) != was[len(was)-1] {
				rt.Fatalf("fold from %d: %v\n got %s\nwant %s", start.Seq, err, asJSON(rt, all), was[len(was)-1])
			}
		}
		for k, s := range states {
			if now := asJSON(rt, s); now != was[k] {
				rt.Fatalf("state %d changed\nfrom %s\n  to %s", k, was[k], now)
			}
		}
	})
}

// TestSnapshotsAreWhole: a state that was kept as JSON is the state, to the last nil slice.
func TestSnapshotsAreWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := walk(rt, rapid.IntRange(1, 150).Draw(rt, "n"), func(*chain) {})
		var back Incident
		kept := asJSON(rt, c.i)
		if err := json.Unmarshal([]byte(kept), &back); err != nil {
			rt.Fatal(err)
		}
		if !reflect.DeepEqual(back, c.i) || asJSON(rt, back) != kept {
			rt.Fatalf("got  %#v\nwant %#v", back, c.i)
		}
	})
}

// TestViewsWithGaps: leaving any events out, as a view of what was known does, never fails, and counts what is left.
func TestViewsWithGaps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := walk(rt, rapid.IntRange(1, 150).Draw(rt, "n"), func(*chain) {})
		seen := slices.DeleteFunc(slices.Clone(c.events), func(Event) bool { return rapid.Bool().Draw(rt, "out") })
		view, err := Fold(Incident{}, eventsOf(seen))
		if err != nil {
			rt.Fatal(err)
		}
		if gap := len(seen) > 0 && seen[len(seen)-1].Seq != uint64(len(seen)); gap != view.Partial {
			rt.Fatalf("partial is %v of %d events up to %d", view.Partial, len(seen), view.Seq)
		}
		for _, e := range seen {
			f, err := e.Fact()
			if err != nil {
				rt.Fatal(err)
			}
			f.Tell(&view)
		}
		view.DueList()
	})
}

// TestWalksKeepTheInvariants: whatever people order, and whatever their clocks do, what Decide promises holds.
func TestWalksKeepTheInvariants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		check := newChecker()
		walk(rt, rapid.IntRange(1, 300).Draw(rt, "n"), func(c *chain) {
			if wrong := check.see(c); wrong != "" {
				rt.Fatalf("after event %d: %s", c.i.Seq, wrong)
			}
		})
	})
}

// TestWalksReachEveryKind keeps the table of orders above complete.
func TestWalksReachEveryKind(t *testing.T) {
	const rounds = 20 // chance leaves out a kind now and then, mostly where -short makes the rounds small
	seen := map[Kind]bool{}
	for round := 0; round < rounds && len(seen) < len(Kinds()); round++ {
		rapid.Check(t, func(rt *rapid.T) {
			for _, e := range walk(rt, 300, func(*chain) {}).events {
				seen[e.Kind] = true
			}
		})
	}
	for _, k := range Kinds() {
		if !seen[k] {
			t.Errorf("no walk came to %s", k)
		}
	}
}
