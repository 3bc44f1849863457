package incident

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// takeBack gives the order that takes back the chain's last event, or the refusal, for a table.
func takeBack(c *chain) string {
	o, err := TakeBack(&c.i, c.events[len(c.events)-1])
	if err != nil {
		return "no: " + err.Error()
	}
	if correct, ok := o.(Correct); ok { // which has pointers
		return fmt.Sprintf("correct %d text %s", correct.Entry, *correct.Text)
	}
	return fmt.Sprintf("%T%+v", o, o)
}

func TestTakeBack(t *testing.T) {
	c := declared(t)
	taken := map[Kind]bool{}
	for n, s := range []struct {
		by    Person
		order Order
		want  string
	}{
		{"zac", Retitle{"Imports are late"}, "incident.Retitle{Title:List import problems}"},
		{"zac", SetZone{"Europe/Paris"}, "no: the incident had no zone before; instead: zone UTC, or the right one"},
		{"zac", SetZone{"America/New_York"}, "incident.SetZone{Zone:Europe/Paris}"},
		{"zac", SetSeverity{To: 2}, "no: there was no severity before, and it stays judged; instead: sev and another number"},
		{"zac", SetSeverity{To: 1}, "incident.SetSeverity{To:SEV-2 Reason:taken back}"},
		{"zac", SetTier{To: Internal}, "incident.SetTier{To:engineering Reason:taken back}"},
		{"zac", SetStatus{To: Monitoring}, "incident.SetStatus{To:investigating Reason:taken back}"},
		{"zac", Note{"x"}, "incident.Retract{Entry:9 Reason:taken back}"},
		{"zac", Star{Entry: 9}, "incident.Star{Entry:9 Off:true}"},
		{"zac", Tag{Entry: 9, Tag: "dns"}, "incident.Tag{Entry:9 Tag:dns Off:true}"},
		{"zac", Merge{Into: 9, Entries: []uint64{8}}, "incident.Merge{Into:9 Entries:[8] Off:true}"},
		{"zac", Retract{Entry: 9, Reason: "wrong"}, "incident.Restore{Entry:9}"},
		{"zac", Restore{Entry: 9}, "incident.Retract{Entry:9 Reason:taken back}"},
		{"zac", Correct{Entry: 9, Text: new("y")}, "no: it was the first correction of entry 9, which itself shows what stood there; instead: correct 9 text and the first wording"},
		{"zac", Correct{Entry: 9, Text: new("z")}, "correct 9 text y"},
		{"zac", NamePerson{"zac", "Zac Hill"}, "no: the name before is not in the record; instead: name @zac and the right name"},
		{"zac", StateImpact{Text: "late"}, "no: the impact rests on entry 18, it cannot be retracted; instead: impact and what is true"},
		{"zac", OwnPostmortem{"mia"}, "no: the post-mortem rests on entry 19, it cannot be retracted; instead: postmortem @mia"},
		{"zac", TakeRole{Role: IC, Holder: "zac"}, "no: an incident with an IC is never without one; instead: handoff ic @nick"},
		{"zac", TakeRole{Role: Scribe, Holder: "mia"}, "incident.LeaveRole{Role:scribe Reason:taken back}"},
		{"zac", LeaveRole{Role: Scribe}, "incident.TakeRole{Role:scribe Holder:@mia}"},
		{"mia", OfferRole{Role: IC, To: "nick"}, "no: no such role is offered to @mia; instead: as @nick decline ic"},
		{"zac", OfferRole{Role: IC, To: "nick"}, "incident.DeclineRole{Role:ic Reason:taken back}"},
		{"nick", AcceptRole{}, "no: @nick said yes to being IC; instead: handoff ic @zac"},
		{"zac", Call{Person: "kim", Step: StepPaged}, "no: @kim is paged, and that stays; instead: release @kim"},
		{"kim", Call{Step: StepJoined}, "no: @kim was paged, and to come was the answer; instead: page @kim, or release @kim"},
		{"kim", Call{Step: StepReleased}, "incident.Call{Person:@kim Step:joined Text:taken back}"},
		{"kim", Call{Step: StepAcknowledged}, "no: @kim acknowledged the page, and that stays; instead: release @kim"},
		{"kim", Call{Step: StepJoined}, "incident.Call{Person:@kim Step:released Text:taken back}"},
		{"kim", Call{Step: StepReleased}, "incident.Call{Person:@kim Step:joined Text:taken back}"},
		{"zac", Assign{Owner: "kim", Task: "look"}, "incident.DropAction{No:1 Reason:taken back}"},
		{"kim", AcknowledgeAction{}, "no: @kim said yes to A1, and that stays; instead: handon 1 @nick, or done 1"},
		{"zac", ExtendAction{No: 1, In: time.Hour}, "incident.ExtendAction{No:1 In:13m0s Reason:taken back}"},
		{"zac", HandOnAction{No: 1, To: "mia"}, "incident.HandOnAction{No:1 To:@kim In:59m0s}"},
		{"mia", FinishAction{No: 1, Outcome: "fine"}, "incident.ReopenAction{No:1 In:14m0s Reason:taken back}"},
		{"mia", ReopenAction{No: 1, In: time.Minute}, "incident.FinishAction{No:1 Outcome:fine}"},
		{"mia", DropAction{No: 1, Reason: "moot"}, "incident.ReopenAction{No:1 In:1m0s Reason:taken back}"},
		{"mia", ReopenAction{No: 1}, "incident.DropAction{No:1 Reason:moot}"},
		{"mia", Snooze{About: "A1", For: time.Hour, Reason: "she is on the phone"}, "incident.Retract{Entry:40 Reason:taken back}"},
		{"nick", Freeze{Scopes: []string{"api"}, Reason: "load"}, "incident.Thaw{No:1 Reason:taken back}"},
		{"mia", Refreeze{No: 1, For: 2 * time.Hour}, "incident.Refreeze{No:1 For:59m0s Reason:taken back}"},
		{"nick", Thaw{No: 1}, "incident.Freeze{Scopes:[api] Reason:load For:1h59m0s Holder:@nick Steal:false}"},
		{"mia", Freeze{Scopes: []string{"api"}, Reason: "load", Holder: "zac"}, "no: F2 is held by @zac, only they and the IC may lift it; instead: ask @zac, or freeze api steal because … and then thaw"},
		{"kim", Freeze{Scopes: []string{"api"}, Reason: "fix", Steal: true}, "no: F3 was stolen from @zac, who would not have it back; instead: thaw 3 (and then as @zac freeze again)"},
		{"nick", Thaw{No: 3}, "incident.Freeze{Scopes:[api] Reason:fix For:59m0s Holder:@kim Steal:false}"},
		{"nick", Post{MessagePosted{Text: "hm"}}, "no: what was said in the channel can only be taken back there"},
		{"nick", RemindShown{"A1", noon}, "no: a reminder that was shown was shown"},
		{"nick", SkipDelivery{"e9", "old news"}, "incident.RetryDelivery{Key:e9}"},
		{"nick", RetryDelivery{"e9"}, "incident.SkipDelivery{Key:e9 Reason:taken back}"},
		{"nick", RewordDelivery{"e9", "first"}, "no: its first words follow from what asks for it; instead: reword e9 and the right words"},
		{"nick", RewordDelivery{"e9", "second"}, "incident.RewordDelivery{Key:e9 Text:first}"},
		{"nick", BeginDelivery{"e9", "post"}, "no: e9 went out, or may have, and can only be taken back there"},
		{"nick", FailDelivery{Key: "e9", Reason: "no such channel"}, "no: that it failed stays; instead: resend e9"},
		{"nick", BindChannel{Service: "slack", ID: "C1", Name: "imports"}, "no: the channel stays the incident's until it has another one"},
		{"nick", Resolve{Text: "done", CarryOver: true}, "incident.Reopen{Reason:taken back}"},
		{"nick", Reopen{"back"}, "incident.Resolve{Text:done CarryOver:false}"},
	} {
		c.wait(time.Minute).do(s.by, s.order)
		if got := takeBack(c); got != s.want {
			t.Errorf("step %d, %T%+v:\n got %s\nwant %s", n, s.order, s.order, got, s.want)
		}
		if !strings.HasPrefix(s.want, "no: ") {
			taken[c.events[len(c.events)-1].Kind] = true
		}
	}
	for k, spec := range facts() {
		zero, err := spec.decode([]byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if k == (ActionCarriedOver{}).Kind() {
			continue // only together with the resolution that it came with: TestTakeBackOfWhatWasCarriedOver
		}
		if _, own := zero.(reversible); own && !taken[k] && !slices.Contains(neverTakenBack, k) {
			t.Errorf("no %s was taken back", k)
		}
	}
}

// TestTakeBackOfWhatWasCarriedOver: once the incident is open again, the action item is, and its follow-up is closed.
func TestTakeBackOfWhatWasCarriedOver(t *testing.T) {
	c := declared(t)
	c.do("zac", Assign{Owner: "kim", Task: "look", In: time.Hour}, Resolve{CarryOver: true})
	k := slices.IndexFunc(c.events, func(e Event) bool { return e.Kind == (ActionCarriedOver{}).Kind() })
	if _, err := TakeBack(&c.i, c.events[k]); err == nil {
		t.Error("an action item of a resolved incident is opened again")
	}
	c.do("zac", Reopen{"back"})
	o, err := TakeBack(&c.i, c.events[k])
	if err != nil {
		t.Fatal(err)
	}
	c.do("zac", o)
	a, _ := c.i.Action(1)
	u, _ := c.i.FollowUp(1)
	if !a.Open() || a.FollowUp != 0 || u.Open() {
		t.Errorf("after %T the action item is %+v and the follow-up %+v", o, a, u)
	}
}

// TestTakeBackTooLate: what was changed since, or has ended, is refused in a sentence that says so.
func TestTakeBackTooLate(t *testing.T) {
	c := declared(t)
	events := map[string]Event{}
	do := func(name string, o Order) {
		c.wait(time.Minute).do("zac", o)
		events[name] = c.events[len(c.events)-1]
	}
	do("sev", SetSeverity{To: 2})
	do("assigned", Assign{Owner: "kim", Task: "look"})
	do("extended", ExtendAction{No: 1, In: 5 * time.Minute})
	do("handed on", HandOnAction{No: 1, To: "mia"})
	do("done", FinishAction{No: 1})
	do("frozen", Freeze{Reason: "load"})
	do("lifted", Thaw{})
	do("title", Retitle{"first"})
	do("note", Note{"x"})
	do("corrected", Correct{Entry: events["note"].Seq, Text: new("y")})
	do("again", Correct{Entry: events["note"].Seq, Text: new("z")})
	c.do("zac", SetSeverity{To: 1}, ReopenAction{No: 1}, Retitle{"second"}, Retract{Entry: events["note"].Seq, Reason: "wrong"}, DropAction{No: 1})
	for name, want := range map[string]string{
		"sev":       "the severity was judged again since; instead: sev and another number",
		"assigned":  "A1 is dropped already; instead: reopen A1 because …, if it was not",
		"extended":  "A1 is dropped already; instead: reopen A1 because …, if it was not",
		"handed on": "A1 is dropped already; instead: reopen A1 because …, if it was not",
		"done":      "A1 was opened again since",
		"frozen":    "F1 is lifted already",
		"title":     "the title was changed again since; instead: title and the right one",
		"note":      "entry 10 is retracted already; instead: restore 10",
		"corrected": "entry 10 was corrected again since",
	} {
		if o, err := TakeBack(&c.i, events[name]); err == nil || err.Error() != want {
			t.Errorf("%s: %v, %v\nwant %s", name, o, err, want)
		}
	}
	if o, err := TakeBack(&c.i, events["again"]); err != nil || *o.(Correct).Text != "y" {
		t.Errorf("the second correction: %+v, %v", o, err)
	}
}

// TestTakingBackLeavesWhatWasBefore: for the last event of any walk, the order is accepted, and the state is what it was
// before that event, as far as somebody can act on it.
func TestTakingBackLeavesWhatWasBefore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seen := uint64(0)
		walk(rt, 300, func(c *chain) {
			if c.i.Seq == seen {
				return
			}
			seen = c.i.Seq
			last := c.events[len(c.events)-1]
			after, ok := tookBack(rt, c, last)
			if !ok {
				return
			}
			if want, got := actable(&c.was, &c.was, last), actable(&after, &c.was, last); got != want {
				rt.Fatalf("%s %s taken back:\n got %s\nwant %s", last.Kind, last.Data, got, want)
			}
		})
	})
}

// neverTakenBack are the kinds that TakeBack always refuses.
var neverTakenBack = []Kind{
	"action_acknowledged", "channel_bound", "delivery_begun", "delivery_failed", "delivery_made", "delivery_unclear", "freeze_stolen", "offer_declined", "person_named", "reminder_shown", "role_handed_over",
}

// TestWhateverIsTakenBackIsAccepted: also of any earlier event, whatever has come since.
func TestWhateverIsTakenBackIsAccepted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := walk(rt, rapid.IntRange(1, 200).Draw(rt, "n"), func(*chain) {})
		for range 20 {
			tookBack(rt, c, c.events[rand.N(len(c.events))])
		}
	})
}

// tookBack gives the state after an event was taken back, or false where that is refused.
func tookBack(rt *rapid.T, c *chain, e Event) (after Incident, ok bool) {
	o, err := TakeBack(&c.i, e)
	if refusal := (*Refusal)(nil); errors.As(err, &refusal) && refusal.Reason != "" {
		return after, false
	} else if err != nil {
		rt.Fatalf("%s %s: %v", e.Kind, e.Data, err)
	}
	branch := *c
	branch.events = slices.Clip(branch.events)
	branch.now = later(c.now, e.Recorded)
	if _, err := branch.try(branch.given(e.Actor), o); err != nil {
		rt.Fatalf("%s %s is taken back by %T%+v: %v", e.Kind, e.Data, o, o, err)
	}
	return branch.i, true
}

// actable writes what somebody can act on in a state: of what was there before the event e, which led away from was.
func actable(i, was *Incident, e Event) string {
	var b strings.Builder
	status := i.Status.String()
	if e.Kind == "incident_resolved" || e.Kind == "incident_reopened" {
		status = "" // it is open again, or over again
	}
	fmt.Fprintln(&b, i.Title, i.Zone, i.Tier, i.Severity, i.Open(), status)
	held := map[Role]Person{}
	for _, t := range i.Roles() {
		held[t.Role] = t.Holder
	}
	fmt.Fprintln(&b, held)
	for k := range min(i.Actions.Len(), was.Actions.Len()) {
		a := i.Actions.At(k)
		if a.Open() {
			fmt.Fprintln(&b, a.No, a.Owner, inTime(a.Due, e))
		} else {
			fmt.Fprintln(&b, a.No, a.Owner, a.End, a.Outcome)
		}
	}
	b.WriteString(frozen(i, e))
	for k := range min(i.FollowUps.Len(), was.FollowUps.Len()) {
		fmt.Fprintln(&b, i.FollowUps.At(k).Open())
	}
	for k := range min(i.Commands.Len(), was.Commands.Len()) {
		fmt.Fprintln(&b, i.Commands.At(k).Stage(), i.Commands.At(k).Confirmed(), i.Commands.At(k).Unseen())
	}
	for k := range min(i.Decisions.Len(), was.Decisions.Len()) {
		fmt.Fprintln(&b, i.Decisions.At(k).Open())
	}
	for tier := Engineering; tier <= Public; tier++ {
		u, _ := i.LastUpdate(tier)
		fmt.Fprintln(&b, u.Text, u.Next)
	}
	r, _ := i.lastReport()
	fmt.Fprintln(&b, r)
	for _, r := range i.Responders.All() {
		if r.Here() {
			fmt.Fprintln(&b, r.Person, "is here")
		}
	}
	for _, d := range i.DueList() {
		// Those that count from an assignment, a tenure or a reopening count anew, a freeze has another number, and what
		// was late is due at another time.
		if own := d.About[0] == 'A' || strings.HasPrefix(d.About, "update "); d.Snoozed != "" && own && inTime(i.dueBut(d.About), e) != "soon" {
			fmt.Fprintln(&b, d.About, d.Snoozed, inTime(d.At, e))
		}
	}
	return b.String() + amended(i, was)
}

// dueBut is when something is due but for a snooze.
func (i *Incident) dueBut(about string) time.Time {
	for _, d := range i.dues() {
		if d.About == about {
			return d.At
		}
	}
	return time.Time{}
}

// inTime is a time that was still ahead by so much that an order can give it.
func inTime(t time.Time, e Event) string {
	if left := t.Sub(e.Recorded); left <= minWait || left >= maxWait {
		return "soon"
	}
	return t.String()
}

func frozen(i *Incident, e Event) string {
	var all []string
	for _, f := range i.OpenFreezes() {
		all = append(all, fmt.Sprintln(f.Scope(), f.Holder, f.Reason, inTime(f.Expires, e)))
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

func amended(i, was *Incident) string {
	var b strings.Builder
	for _, seq := range slices.Sorted(maps.Keys(was.Amendments)) {
		a := i.Amendments[seq]
		parts := slices.Sorted(slices.Values(a.MergedFor))
		fmt.Fprintln(&b, seq, asJSON(panics{}, []any{a.When, a.Text, a.Actor}), a.Retracted, a.MergedTo, parts, a.Starred, a.Tags)
	}
	return b.String()
}

// panics is for what cannot fail.
type panics struct{}

func (panics) Fatal(args ...any) { panic(fmt.Sprint(args...)) }
