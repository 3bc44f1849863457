package incident

import (
	"testing"
	"time"
)

// dueAt tells when a matter is due, in minutes after noon, and -1 where it is not asked about.
func (c *chain) dueAt(about string) int {
	d, ok := c.i.DueOf(about)
	if !ok {
		return -1
	}
	return int(d.At.Sub(noon) / time.Minute)
}

// TestNoCommander: that nobody commands is asked about two minutes after the response began, whenever that was.
func TestNoCommander(t *testing.T) {
	c := declared(t)
	if got := c.dueAt("no ic"); got != 2 {
		t.Errorf("asked at %d", got)
	}
	c.wait(10*time.Minute).do("zac", Resolve{}, Reopen{"it is back"})
	if got := c.dueAt("no ic"); got != 12 {
		t.Errorf("asked at %d after a reopening", got)
	}
	c.do("zac", SetStatus{To: Identified}, TakeRole{Role: Scribe, Holder: "mia"})
	if got := c.dueAt("no ic"); got != 12 {
		t.Errorf("asked at %d after a status", got)
	}
	c.wait(time.Minute).do("nick", TakeCommand{})
	if got := abouts(c.i.DueList()); got != "role scribe, role ic" || c.dueAt("role ic") != 131 {
		t.Errorf("%s, IC at %d", got, c.dueAt("role ic"))
	}
	past := &chain{t: t, now: noon}
	past.do("zac", Declare{Ref: "20230104_old", Title: "Old", Past: true})
	past.wait(time.Hour).do("zac", Reopen{"it is back"})
	if got := past.dueAt("no ic"); got != 62 {
		t.Errorf("asked at %d after an old one was reopened", got)
	}
}

// TestYesIsAskedFor: a minute after the present owner got it, and not where they are asked for the outcome so soon anyway.
func TestYesIsAskedFor(t *testing.T) {
	c := declared(t)
	c.do("zac", TakeCommand{}, Assign{Owner: "nick", Task: "look"}, Assign{Owner: "mia", Task: "call", In: time.Minute})
	if got := abouts(c.i.DueList()); got != "A2, ack A1, A1, role ic" && got != "ack A1, A2, A1, role ic" {
		t.Errorf("due is %s", got)
	}
	c.wait(2*time.Minute).do("nick", AcknowledgeAction{No: 1})
	if got := c.dueAt("ack A1"); got != -1 {
		t.Errorf("asked at %d after the yes", got)
	}
	c.wait(3*time.Minute).do("zac", HandOnAction{No: 1, To: "kim"})
	if got := c.dueAt("ack A1"); got != 6 {
		t.Errorf("asked at %d after it changed hands", got)
	}
	if d, _ := c.i.DueOf("ack A1"); !d.Until.Equal(noon.Add(20 * time.Minute)) {
		t.Errorf("asked until %s", d.Until)
	}
	c.do("kim", FinishAction{No: 1})
	c.wait(10*time.Minute).do("zac", ReopenAction{No: 1})
	if yes, due := c.dueAt("ack A1"), c.dueAt("A1"); yes != 16 || due != 30 {
		t.Errorf("asked for the yes at %d and for the outcome at %d after it was opened again", yes, due)
	}
}

// TestPagesWait: a page waits until it is answered, and a second one waits anew.
func TestPagesWait(t *testing.T) {
	c := declared(t)
	for _, s := range []struct {
		step CallStep
		due  int
	}{{StepPaged, 6}, {StepPaged, 7}, {StepAcknowledged, -1}, {StepPaged, 9}, {StepJoined, -1}, {StepPaged, -1}, {StepReleased, -1}, {StepPaged, 13}, {StepReleased, -1}} {
		c.wait(time.Minute).do("zac", Call{Person: "kim", Step: s.step})
		if got := c.dueAt("page kim"); got != s.due {
			t.Errorf("after %s at %s it is due at %d, want %d", s.step, c.now.Format("15:04"), got, s.due)
		}
	}
}

func TestReopenedActionsDecide(t *testing.T) {
	c := declared(t)
	c.do("zac", Assign{Owner: "nick", Task: "check DNS"}, Assign{Owner: "mia", Task: "call the vendor"})
	c.do("nick", AcknowledgeAction{No: 1}, FinishAction{No: 1, Outcome: "fine"})
	play(t, c,
		step{"zac", ReopenAction{No: 2}, "no: A2 is open; instead: more 2 15m"},
		step{"zac", ReopenAction{No: 3}, "no: there is no action item 3, the last is 2; instead: reopen A2"},
		step{"zac", ReopenAction{}, "no: there is no action item 0, the last is 2; instead: reopen A2"},
		step{"zac", ReopenAction{No: 1, In: time.Second}, "no: 0m is not a time to wait: from 1 minute to 7 days; instead: reopen A3 15m"},
		step{"zac", ReopenAction{No: 1, Reason: "DNS fails again"}, "A1 is open again; asked about at 12:20 UTC: DNS fails again"},
	)
	if a, _ := c.i.Action(1); a.Owner != "nick" || a.Acknowledged.IsZero() || a.Outcome != "" || !a.Ended.IsZero() || !a.Open() {
		t.Errorf("A1 is %+v", a)
	}
	play(t, c,
		step{"zac", DropAction{No: 1}, "A1 dropped"},
		step{"zac", ReopenAction{No: 1, In: time.Hour}, "A1 is open again; asked about at 13:07 UTC"},
		step{"zac", Resolve{CarryOver: true}, "follow-up U1: call the vendor (@mia) + A2 carried over as follow-up U1 + follow-up U2: check DNS (@nick) + A1 carried over as follow-up U2 + resolved"},
		step{"zac", ReopenAction{No: 1}, "no: the incident is resolved; instead: followup @nick check DNS"},
		step{"zac", Reopen{"back"}, "reopened: back"},
		step{"zac", ReopenAction{No: 1}, "A1 is open again; asked about at 12:26 UTC + follow-up U2 closed: A1 is open again"},
	)
}

func TestSnoozeDecides(t *testing.T) {
	c := declared(t)
	c.do("zac", TakeCommand{}, Assign{Owner: "nick", Task: "check DNS"}, Call{Person: "kim", Step: StepPaged})
	c.do("nick", AcknowledgeAction{})
	play(t, c.wait(13*time.Minute),
		step{"zac", Snooze{Reason: "busy"}, "no: which reminder is put off is not said; instead: snooze page @kim because … (or A1, role ic)"},
		step{"zac", Snooze{About: "everything", Reason: "busy"}, `no: "everything" is nothing that is asked about; instead: snooze page @kim because … (or A1, role ic)`},
		step{"zac", Snooze{About: "A1"}, "no: the reason is missing; instead: snooze A3 10m because Zac is on the phone"},
		step{"zac", Snooze{About: "A1", For: time.Second, Reason: "x"}, "no: 0m is not a time to wait: from 1 minute to 7 days; instead: snooze A3 because Zac is on the phone for 15m"},
		step{"zac", Snooze{About: "role ic", Reason: "x"}, "no: role ic is due at 14:00 UTC only; instead: snooze role ic because …, once it is due"},
		step{"zac", Snooze{About: "page kim", For: time.Hour, Reason: "she drives"}, "reminder of page @kim snoozed until 13:19 UTC: she drives"},
		step{"zac", Snooze{About: "A1", Reason: "Nick is on the phone"}, "reminder of A1 snoozed until 12:30 UTC: Nick is on the phone"},
	)
	snoozed, _ := c.i.DueOf("A1")
	if got := abouts(c.i.DueList()); got != "A1, page kim, role ic" || snoozed.Snoozed != "Nick is on the phone" || c.dueAt("A1") != 30 {
		t.Errorf("%s, A1 %+v", got, snoozed)
	}
	second := c.do("zac", Snooze{About: "A1", For: 20 * time.Minute, Reason: "still"})
	if got := c.dueAt("A1"); got != 40 {
		t.Errorf("due at %d after a second snooze", got)
	}
	c.do("zac", Retract{Entry: second, Reason: "he is back"})
	if got := c.dueAt("A1"); got != 30 {
		t.Errorf("due at %d without the second snooze", got)
	}
	c.do("zac", ExtendAction{No: 1, In: 45 * time.Minute})
	if d, _ := c.i.DueOf("A1"); d.Snoozed != "" || c.dueAt("A1") != 65 {
		t.Errorf("after more time A1 is %+v", d)
	}
	play(t, c,
		step{"zac", Resolve{CarryOver: true}, "follow-up U1: check DNS (@nick) + A1 carried over as follow-up U1 + resolved"},
		step{"zac", Snooze{About: "A1", Reason: "x"}, "no: the incident is resolved, nothing is asked about"},
	)
}

func TestZoneDecides(t *testing.T) {
	c := &chain{t: t, now: noon}
	play(t, c,
		step{"zac", Declare{Ref: "20230104_x", Title: "x", Zone: "Europe/ Paris"}, `no: "Europe/ Paris" is not the name of a time zone; instead: zone Europe/Paris`},
		step{"zac", Declare{Ref: "20230104_x", Title: "x", Zone: "Europe/Paris"}, "declared: x (engineering)"},
		step{"zac", SetZone{"Europe/Paris"}, "no: the incident's zone is Europe/Paris already"},
		step{"zac", SetZone{}, "no: no time zone is named; instead: zone Europe/Paris"},
		step{"zac", SetZone{"../../etc/passwd"}, `no: "../../etc/passwd" is not the name of a time zone; instead: zone Europe/Paris`},
		step{"zac", SetZone{"America/Argentina/Buenos_Aires"}, "the incident's zone is America/Argentina/Buenos_Aires"},
	)
	f, err := c.events[0].Fact()
	if d := f.(IncidentDeclared); err != nil || d.Zone != "Europe/Paris" || c.i.Zone != "America/Argentina/Buenos_Aires" {
		t.Errorf("declared in %s, now %s, %v", d.Zone, c.i.Zone, err)
	}
}
