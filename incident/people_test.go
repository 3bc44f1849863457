package incident

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRolesDecide(t *testing.T) {
	play(t, declared(t),
		step{"zac", LeaveRole{Role: Scribe}, "no: nobody is scribe; instead: people shows who is what"},
		step{"zac", TakeRole{Role: IC}, "no: nobody is named for the role; instead: role ic @zac"},
		step{"zac", TakeRole{Role: "IC", Holder: "zac"}, `no: "IC" is not the name of a role; instead: ic`},
		step{"zac", TakeRole{Role: "", Holder: "zac"}, "no: no role is named; instead: role scribe @mia"},
		step{"zac", TakeRole{Role: IC, Holder: "Zac"}, `no: "Zac" is not a handle; instead: @zac, in lower case`},
		step{"zac", TakeRole{Role: IC, Holder: "zac"}, "@zac is IC"},
		step{"zac", TakeRole{Role: IC, Holder: "zac"}, "no: @zac is IC already"},
		step{"nick", TakeRole{Role: IC, Holder: "nick"}, "no: @zac is IC and has to hand over; instead: handoff ic @nick"},
		step{"zac", LeaveRole{Role: IC}, "no: an incident with an IC is never without one; instead: handoff ic @nick"},
		step{"mia", TakeRole{Role: ICL, Holder: "mia"}, "@mia is ICL"},
		step{"mia", LeaveRole{Role: ICL, Reason: "shift ends"}, "@mia is no longer ICL: shift ends"},
		step{"nick", TakeCommand{}, "no: @zac is IC, taking command needs a reason; instead: take command because @zac does not answer"},
		step{"nick", TakeCommand{Reason: " "}, "no: @zac is IC, taking command needs a reason; instead: take command because @zac does not answer"},
		step{"nick", TakeCommand{Reason: "zac does not answer"}, "@nick took command from @zac: zac does not answer"},
		step{"nick", TakeCommand{Reason: "again"}, "no: @nick is IC already"},
		step{Nobody, TakeCommand{Reason: "ghost"}, "no: nobody is taking command; instead: as @zac take command"},
		step{"nick", Resolve{}, "resolved"},
		step{"nick", LeaveRole{Role: IC}, "no: an incident with an IC is never without one; instead: handoff ic @zac"},
	)
}

func TestHandoffDecides(t *testing.T) {
	c := declared(t)
	play(t, c,
		step{"zac", OfferRole{Role: IC, To: "nick"}, "no: nobody is IC, so there is nothing to hand over; instead: role ic @nick"},
		step{"zac", AcceptRole{}, "no: no role is offered to anybody; instead: handoff ic @nick"},
		step{"zac", TakeRole{Role: IC, Holder: "zac"}, "@zac is IC"},
		step{"zac", OfferRole{Role: IC}, "no: nobody is named to hand over to; instead: handoff ic @nick"},
		step{"zac", OfferRole{Role: IC, To: "zac"}, "no: @zac is IC already; instead: handoff ic and another person"},
		step{"zac", OfferRole{Role: IC, To: "nick", Brief: "cause found"}, "@zac offers IC to @nick: cause found"},
		step{"mia", AcceptRole{}, "no: no such role is offered to @mia; instead: as @nick accept ic"},
		step{"zac", OfferRole{Role: IC, To: "mia"}, "@zac offers IC to @mia"},
		step{"nick", AcceptRole{}, "no: no such role is offered to @nick; instead: as @mia accept ic"},
		step{"mia", DeclineRole{Role: IC, Reason: "I am on another incident"}, "the offer of IC to @mia is off, @zac keeps it: I am on another incident"},
		step{"zac", TakeRole{Role: Scribe, Holder: "zac"}, "@zac is scribe"},
		step{"zac", OfferRole{Role: IC, To: "nick"}, "@zac offers IC to @nick"},
		step{"zac", OfferRole{Role: Scribe, To: "nick"}, "@zac offers scribe to @nick"},
		step{"nick", AcceptRole{}, "no: more than one offer can be meant; instead: accept ic or accept scribe"},
		step{"zac", DeclineRole{}, "no: more than one offer can be meant; instead: decline ic or decline scribe"},
		step{"zac", DeclineRole{Role: Scribe}, "the offer of scribe to @nick is off, @zac keeps it"},
		step{"nick", AcceptRole{}, "@nick is IC, taking over from @zac"},
	)
	if got := c.i.Holder(IC); got != "nick" || len(c.i.Offers) != 0 {
		t.Errorf("IC is %s, offers %v", got, c.i.Offers)
	}
	if held := c.i.HeldSince(IC, c.now.Add(-time.Hour)); held != 0 {
		t.Errorf("held for %s by a clock that was set back", held)
	}
}

func TestCallDecides(t *testing.T) {
	c := declared(t)
	c.do("zac", TakeRole{Role: IC, Holder: "zac"}, Assign{Owner: "nick", Task: "check DNS"})
	play(t, c,
		step{Nobody, Call{Step: StepJoined}, "no: nobody is named; instead: page @zac"},
		step{"zac", Call{Person: "nick", Step: "beamed"}, `no: "beamed" is no step of a call; instead: page, joined or release and @zac`},
		step{"zac", Call{Person: "nick", Step: StepReleased}, "no: @nick was never called and has not joined; instead: joined @nick"},
		step{"zac", Call{Person: "nick", Step: StepPaged, Text: "DNS trouble"}, "@nick is paged: DNS trouble"},
		step{"nick", Call{Step: StepAcknowledged}, "@nick acknowledged the page"},
		step{"nick", Call{Step: StepJoined}, "@nick joined"},
		step{"nick", Call{Step: StepJoined}, "no: @nick has joined already; instead: release @nick"},
		step{"zac", Call{Person: "nick", Step: StepReleased}, "no: @nick still has A1, check DNS; instead: handon 1 @zac, or done 1"},
		step{"nick", FinishAction{}, "A1 done"},
		step{"zac", Call{Person: "nick", Step: StepReleased}, "@nick is released"},
		step{"zac", Call{Person: "nick", Step: StepReleased}, "no: @nick is released already; instead: joined @nick"},
		step{"zac", Call{Person: "zac", Step: StepJoined}, "@zac joined"},
		step{"zac", Call{Person: "zac", Step: StepReleased}, "no: @zac is IC; instead: handoff ic @nick"},
		step{"zac", Resolve{}, "resolved"},
		step{"zac", Call{Person: "zac", Step: StepReleased}, "@zac is released"},
	)
}

func TestNamesDecide(t *testing.T) {
	play(t, declared(t),
		step{"zac", NamePerson{Name: "Zac"}, "no: nobody is named; instead: name @zac Zac Hill"},
		step{"zac", NamePerson{Person: "ZAC", Name: "Zac"}, `no: "ZAC" is not a handle; instead: @zac, in lower case`},
		step{"zac", NamePerson{Person: "zac", Name: "Zac\nHill"}, "no: the name has more than one line; instead: name @zac Zac Hill"},
		step{"zac", NamePerson{Person: "zac", Name: "Zac Hill"}, "@zac is called Zac Hill"},
		step{"zac", NamePerson{Person: "zac", Name: "Zac Hill"}, "no: @zac is called Zac Hill already"},
		step{"zac", OwnPostmortem{}, "no: nobody is named; instead: postmortem @mia"},
		step{"zac", OwnPostmortem{"mia"}, "@mia writes the post-mortem"},
		step{"zac", OwnPostmortem{"mia"}, "no: @mia writes the post-mortem already"},
		step{"zac", ScheduleMeeting{}, "no: the time of the meeting is missing; instead: meeting 2023-01-06 14:00 room 5"},
		step{"zac", ScheduleMeeting{At: noon.Add(-time.Hour)}, "no: 2023-01-04 11:00 is not a time to meet within the next year; instead: meeting 2023-01-06 14:00 room 5"},
		step{"zac", ScheduleMeeting{At: noon.AddDate(2, 0, 0)}, "no: 2025-01-04 12:00 is not a time to meet within the next year; instead: meeting 2023-01-06 14:00 room 5"},
		step{"zac", ScheduleMeeting{At: noon.AddDate(0, 0, 2), Where: "room 5"}, "post-mortem meeting at 2023-01-06 12:00 UTC: room 5"},
	)
}

// TestOnePersonHasOneSpelling: what is read as a handle reads as itself, so that nobody is two people.
func TestOnePersonHasOneSpelling(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p, err := ParsePerson(rapid.OneOf(rapid.String(), rapid.StringMatching(`@?[A-Za-zÀ-ſ0-9._-]{1,90}`)).Draw(rt, "handle"))
		if err != nil {
			return
		}
		if again, err := ParsePerson(p.String()); err != nil || again != p || checkPerson(p) != nil {
			rt.Fatalf("%q reads as %q, %v", p, again, err)
		}
	})
	for _, s := range []string{"", "@", "two words", "a\nb", "a@b", "\xff"} {
		if p, err := ParsePerson(s); err == nil {
			t.Errorf("%q is %s", s, p)
		}
	}
}
