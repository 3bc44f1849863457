package incident

import "testing"

func TestDeclareDecides(t *testing.T) {
	play(t, &chain{t: t, now: noon},
		step{"zac", Note{"too early"}, `no: there is no incident yet; instead: baton declare "what is wrong"`},
		step{"zac", Declare{Ref: "Not a ref", Title: "x"}, `no: "Not a ref" is not the reference of an incident; instead: baton list shows them`},
		step{"zac", Declare{Ref: "20230104_x"}, `no: the title is missing; instead: declare "List import problems"`},
		step{"zac", Declare{Ref: "20230104_x", Title: "two\nlines"}, `no: the title has more than one line; instead: declare "List import problems"`},
		step{"zac", Declare{Ref: "20230104_x", Title: "x", Tier: 3}, "no: that tier does not exist; instead: engineering, internal or public"},
		step{"zac", Declare{Ref: "20230104_x", Title: "x", Severity: 6}, "no: severity 6 does not exist, it runs from 1 (worst) to 5; instead: sev 2"},
		step{"zac", Declare{Ref: "20230104_x", Title: "List import problems", Tier: Internal, Severity: 2, Practice: true}, "declared: List import problems (internal, SEV-2, practice)"},
		step{"zac", Declare{Ref: "20230104_y", Title: "another"}, "no: 20230104_x is already declared; instead: another title, or do something in the one that is there"},
		step{"zac", Retitle{"List import problems"}, "no: that is the title already; instead: title and another one"},
		step{"zac", Retitle{""}, "no: the title is missing; instead: title List import problems"},
		step{"zac", Retitle{"Imports are late"}, "title is now: Imports are late"},
	)
}

func TestTierDecides(t *testing.T) {
	c := declared(t)
	play(t, c,
		step{"zac", SetTier{To: Engineering}, "no: the incident is at tier engineering already; instead: upgrade internal"},
		step{"zac", SetTier{To: 9}, "no: that tier does not exist; instead: engineering, internal or public"},
		step{"zac", SetTier{To: Internal, Reason: "customers notice"}, "upgraded from engineering to internal: customers notice"},
		step{"zac", SetTier{To: Public}, "upgraded from internal to public"},
		step{"zac", SetTier{To: Public}, "no: the incident is at tier public already; instead: downgrade internal because customers are well"},
		step{"zac", SetTier{To: Engineering}, "no: those who were told must hear why the incident goes back a tier; instead: downgrade engineering because only staff is affected"},
		step{"zac", SetTier{To: Engineering, Reason: "  "}, "no: those who were told must hear why the incident goes back a tier; instead: downgrade engineering because only staff is affected"},
		step{"zac", SetTier{To: Engineering, Reason: "\x1b[31m"}, "no: the reason holds control characters; instead: upgrade internal because customers notice"},
		step{"zac", SetTier{To: Engineering, Reason: "only staff is affected"}, "downgraded from public to engineering: only staff is affected"},
		step{"zac", Resolve{}, "resolved"},
		step{"zac", SetTier{To: Public}, "no: the incident is resolved; instead: reopen because it is back"},
	)
	if got := c.i.Tiers.Len(); got != 4 {
		t.Errorf("%d tiers, want the first and three changes", got)
	}
}

func TestSeverityDecides(t *testing.T) {
	play(t, declared(t),
		step{"zac", SetSeverity{To: 0}, "no: severity 0 does not exist, it runs from 1 (worst) to 5; instead: sev 2"},
		step{"zac", SetSeverity{To: 6}, "no: severity 6 does not exist, it runs from 1 (worst) to 5; instead: sev 2"},
		step{"zac", SetSeverity{To: 3}, "severity SEV-3"},
		step{"zac", SetSeverity{To: 3}, "no: the incident is SEV-3 already; instead: sev and another number"},
		step{"zac", SetSeverity{To: 1, Reason: "all imports fail"}, "severity SEV-3 → SEV-1: all imports fail"},
	)
}

func TestStatusDecides(t *testing.T) {
	play(t, declared(t),
		step{"zac", SetStatus{To: Investigating}, "no: the status is investigating already; instead: status identified"},
		step{"zac", SetStatus{To: 4}, "no: that status cannot be set; instead: investigating, identified, monitoring or resolved"},
		step{"zac", SetStatus{To: Identified, Reason: "the 12:40 deployment"}, "status investigating → identified: the 12:40 deployment"},
		step{"zac", SetStatus{To: Monitoring}, "status identified → monitoring"},
		step{"zac", SetStatus{To: Monitoring}, "no: the status is monitoring already; instead: resolve, once it is over"},
		step{"zac", Reopen{"back"}, "no: the incident is open; instead: resolve, once it is over"},
		step{"zac", SetStatus{To: Resolved, Reason: "fixed"}, "resolved: fixed"},
		step{"zac", SetStatus{To: Identified}, "no: the incident is resolved; instead: reopen because it is back"},
		step{"zac", Resolve{}, "no: the incident is resolved already; instead: reopen because it is back"},
		step{"zac", Reopen{}, "no: the reason is missing; instead: reopen because the queue grows again"},
		step{"zac", Reopen{"the queue grows again"}, "reopened: the queue grows again"},
		step{"zac", SetStatus{To: Identified}, "status investigating → identified"},
	)
}

func TestResolveDecides(t *testing.T) {
	c := declared(t)
	c.do("zac", Assign{Owner: "nick", Task: "check DNS"}, Assign{Owner: "mia", Task: "write to customers"},
		AddFollowUp{Text: "a runbook"}, Freeze{Reason: "bad deploy", Scopes: []string{"importer", "mailer"}})
	play(t, c,
		step{"nick", Resolve{Text: "fix is out"}, "no: 2 action items are open (A1 @nick, A2 @mia) and 1 deploy freeze is on (F1 importer, mailer); instead: resolve carry fix is out (actions become follow-ups, freezes are lifted), or end them one by one"},
		step{"nick", FinishAction{No: 1}, "A1 done"},
		step{"nick", Resolve{}, "no: 1 action item is open (A2 @mia) and 1 deploy freeze is on (F1 importer, mailer); instead: resolve carry (actions become follow-ups, freezes are lifted), or end them one by one"},
		step{"nick", Resolve{Text: "fix is out", CarryOver: true}, "follow-up U2: write to customers (@mia) + A2 carried over as follow-up U2 + freeze F1 lifted: the incident is resolved + resolved: fix is out"},
		step{"nick", Reopen{"back"}, "reopened: back"},
		step{"nick", FinishAction{No: 2}, "no: A2 was carried over at 12:04 UTC; instead: action @mia and the task, for a new one"},
		step{"nick", Resolve{}, "resolved"},
	)
	if a, _ := c.i.Action(2); a.FollowUp != 2 || a.Open() {
		t.Errorf("A2 became %+v", a)
	}
}

func TestScalesAreRead(t *testing.T) {
	for s, want := range map[string]Tier{"int": Internal, "ENG": Engineering, "public": Public} {
		if got, err := ParseTier(s); err != nil || got != want {
			t.Errorf("tier %q is %v, %v", s, got, err)
		}
	}
	for s, want := range map[string]Severity{"2": 2, "sev1": 1, "SEV-5": 5, "SEV-?": 0} {
		if got, err := ParseSeverity(s); err != nil || got != want {
			t.Errorf("severity %q is %v, %v", s, got, err)
		}
	}
	for s, want := range map[string]Status{"mon": Monitoring, "ide": Identified, "Resolved": Resolved} {
		if got, err := ParseStatus(s); err != nil || got != want {
			t.Errorf("status %q is %v, %v", s, got, err)
		}
	}
	for _, err := range []error{second(ParseTier("")), second(ParseSeverity("0")), second(ParseSeverity("sev")), second(ParseStatus("i"))} {
		if err == nil {
			t.Error("what is no scale is read as one")
		}
	}
	for _, m := range []interface{ MarshalText() ([]byte, error) }{Tier(3), Severity(6), Status(5)} {
		if text, err := m.MarshalText(); err == nil {
			t.Errorf("%T writes %s, which cannot be read back", m, text)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestPast: nobody is asked for anything in an incident that came in from an archive, and it can still be mended.
func TestPast(t *testing.T) {
	c := &chain{t: t, now: noon}
	c.do("zac", Declare{Ref: "20230104_old", Title: "Old", Past: true})
	if c.i.Open() || c.i.Status != Past || len(c.i.DueList()) > 0 {
		t.Errorf("open %t, status %s", c.i.Open(), c.i.Status)
	}
	play(
		t, c,
		step{"zac", Assign{Owner: "mia", Task: "look"}, "no: the incident is past, it came in from an archive; instead: followup @mia look"},
		step{"zac", Freeze{Reason: "bad"}, "no: the incident is past, it came in from an archive; instead: reopen because it is back"},
		step{"zac", SetStatus{To: Monitoring}, "no: the incident is past, it came in from an archive; instead: reopen because it is back"},
		step{"zac", Note{Text: "found the ticket"}, "found the ticket"},
		step{"zac", AddFollowUp{Text: "write it down"}, "follow-up U1: write it down"},
		step{"zac", Reopen{Reason: "it is back"}, "reopened: it is back"},
		step{"zac", Assign{Owner: "mia", Task: "look"}, "A1: @mia, please look; back to you at 12:22 UTC"},
		step{"zac", Resolve{CarryOver: true}, "follow-up U2: look (@mia) + A1 carried over as follow-up U2 + resolved"},
	)
	other := &chain{t: t, now: noon}
	other.do("zac", Declare{Ref: "20230104_old", Title: "Old", Past: true})
	play(t, other, step{"zac", Resolve{Text: "as the mail of that day says"}, "resolved: as the mail of that day says"})
}
