package incident

import (
	"strings"
	"testing"
	"time"
)

func TestActionsDecide(t *testing.T) {
	play(t, declared(t),
		step{"zac", FinishAction{No: 1}, "no: there is no action item yet"},
		step{"zac", Assign{Task: "check DNS"}, "no: an action item needs one named person; instead: action @zac check DNS in 15m"},
		step{"zac", Assign{Owner: "NICK", Task: "check DNS"}, `no: "NICK" is not a handle; instead: @zac, in lower case`},
		step{"zac", Assign{Owner: "nick"}, "no: the task is missing; instead: action @zac check DNS in 15m"},
		step{"zac", Assign{Owner: "nick", Task: "check DNS", In: time.Second}, "no: 0m is not a time to wait: from 1 minute to 7 days; instead: action @zac check DNS in 15m"},
		step{"zac", Assign{Owner: "nick", Task: "check DNS", In: 8 * 24 * time.Hour}, "no: 8d is not a time to wait: from 1 minute to 7 days; instead: action @zac check DNS in 15m"},
		step{"zac", Assign{Owner: "nick", Task: "check DNS"}, "A1: @nick, please check DNS; back to you at 12:22 UTC"},
		step{"nick", AcknowledgeAction{}, "A1 acknowledged"},
		step{"nick", AcknowledgeAction{}, "no: A1 was acknowledged at 12:08 UTC; instead: done 1, once it is"},
		step{"zac", Assign{Owner: "mia", Task: "call the vendor", In: time.Hour}, "A2: @mia, please call the vendor; back to you at 13:10 UTC"},
		step{"zac", FinishAction{}, "no: which action item is meant is not clear; instead: done 3"},
		step{"zac", ExtendAction{No: 1, Reason: "waiting for logs"}, "more time for A1, until 12:27 UTC: waiting for logs"},
		step{"zac", ExtendAction{No: 1, In: -time.Minute}, "no: -1m is not a time to wait: from 1 minute to 7 days; instead: more 3 15m"},
		step{"zac", HandOnAction{No: 1, To: "nick"}, "no: A1 is with @nick, somebody else must be named; instead: handon 1 @zac"},
		step{"zac", HandOnAction{No: 1}, "no: A1 is with @nick, somebody else must be named; instead: handon 1 @zac"},
		step{"zac", HandOnAction{No: 1, To: "mia", In: 20 * time.Minute}, "A1 goes from @nick to @mia; back to them at 12:36 UTC"},
		step{"mia", AcknowledgeAction{No: 1}, "A1 acknowledged"},
		step{"mia", FinishAction{No: 1, Outcome: "it was the resolver"}, "A1 done: it was the resolver"},
		step{"mia", FinishAction{No: 1}, "no: A1 was done at 12:18 UTC; instead: action @mia and the task, for a new one"},
		step{"mia", DropAction{No: 3}, "no: there is no action item 3, the last is 2; instead: drop 2"},
		step{"mia", DropAction{Reason: "not needed"}, "A2 dropped: not needed"},
		step{"zac", Resolve{}, "resolved"},
		step{"zac", Assign{Owner: "mia", Task: "write"}, "no: the incident is resolved; instead: followup @mia write"},
	)
}

func TestFollowUpsDecide(t *testing.T) {
	play(t, declared(t),
		step{"zac", CloseFollowUp{No: 1}, "no: there is no follow-up yet"},
		step{"zac", AddFollowUp{}, "no: the follow-up is missing; instead: followup @zac write a runbook for DNS"},
		step{"zac", AddFollowUp{Owner: "mia", Text: "write a runbook"}, "follow-up U1: write a runbook (@mia)"},
		step{"zac", AddFollowUp{Text: "more boxes"}, "follow-up U2: more boxes"},
		step{"zac", CloseFollowUp{No: 3}, "no: there is no follow-up 3, the last is 2; instead: close 2"},
		step{"zac", CloseFollowUp{No: 1, Outcome: "ticket OPS-77"}, "follow-up U1 closed: ticket OPS-77"},
		step{"zac", CloseFollowUp{No: 1}, "no: U1 is closed already; instead: followup and the text, for a new one"},
	)
}

func TestFreezesDecide(t *testing.T) {
	play(t, declared(t),
		step{"nick", Thaw{}, "no: no deploys are frozen; instead: freeze all because bad deploy"},
		step{Nobody, Freeze{Reason: "bad deploy"}, "no: a freeze needs one named holder; instead: as @zac freeze all because bad deploy"},
		step{"nick", Freeze{}, "no: the reason is missing; instead: freeze all because bad deploy for 1h"},
		step{"nick", Freeze{Scopes: []string{"im\x1bporter"}, Reason: "bad deploy"}, "no: the service holds control characters; instead: freeze importer because bad deploy"},
		step{"nick", Freeze{Scopes: []string{"Importer", "importer ", "mailer"}, Reason: "bad deploy", For: 30 * time.Minute}, "F1: @nick freezes deploys of importer, mailer until 12:35 UTC: bad deploy"},
		step{"nick", Freeze{Scopes: []string{"mailer"}, Reason: "again"}, "no: @nick has frozen importer, mailer already, F1; instead: refreeze 1 1h, or thaw 1 first"},
		step{"mia", Freeze{Scopes: []string{"api"}, Reason: "load"}, "F2: @mia freezes deploys of api until 13:07 UTC: load"},
		step{"zac", Freeze{Scopes: []string{"mailer"}, Reason: "the fix must go out"}, "no: @nick holds the freeze of importer, mailer, F1: bad deploy; instead: freeze mailer steal because the fix must go out, or ask @nick to thaw 1"},
		step{"zac", Freeze{Scopes: []string{"mailer", "web"}, Reason: "the fix must go out", Steal: true}, "@zac steals a part of freeze F1 (importer stays with it): the fix must go out + F3: @zac freezes deploys of mailer, web until 13:09 UTC: the fix must go out (stolen from @nick)"},
		step{"zac", Freeze{Scopes: []string{"all"}, Reason: "stop everything", Steal: true}, "no: @zac has frozen mailer, web already, F3; instead: refreeze 3 1h, or thaw 3 first"},
		step{"zac", Thaw{No: 1}, "no: F1 is held by @nick, only they and the IC may lift it; instead: ask @nick, or freeze importer steal because … and then thaw"},
		step{"zac", Thaw{}, "no: more than one freeze is on; instead: thaw 1 (importer) or thaw 2 (api) or thaw 3 (mailer, web)"},
		step{"zac", Thaw{No: 3, Reason: "the fix is out"}, "freeze F3 lifted: the fix is out"},
		step{"zac", Thaw{No: 3}, "no: F3 was lifted at 12:13 UTC; instead: thaw 1"},
		step{"zac", Freeze{Reason: "stop everything", Steal: true}, "@zac steals freeze F1: stop everything + @zac steals freeze F2: stop everything + F4: @zac freezes all deploys until 13:15 UTC: stop everything (stolen from @mia)"},
		step{"mia", Freeze{Scopes: []string{"api"}, Reason: "mine", Steal: true}, "no: F4 is of everything, a part cannot be stolen from it; instead: freeze all steal because mine"},
		step{"mia", Refreeze{For: 2 * time.Hour, Reason: "fix not out yet"}, "freeze F4 stays until 14:17 UTC: fix not out yet"},
		step{"mia", Refreeze{No: 9}, "no: there is no freeze 9, the last is 4; instead: refreeze 4"},
		step{"mia", TakeCommand{}, "@mia took command"},
		step{"mia", Thaw{}, "freeze F4 lifted"},
		step{"mia", Resolve{}, "resolved"},
		step{"mia", Freeze{Reason: "late"}, "no: the incident is resolved; instead: reopen because it is back"},
	)
}

func TestCovers(t *testing.T) {
	some := DeployFreeze{Scopes: []string{"importer"}, Since: Moment{Seq: 1}}
	for service, want := range map[string]bool{"importer": true, "Importer ": true, "mailer": false, "": true, "all": true} {
		if got := some.Covers(service); got != want {
			t.Errorf("a freeze of the importer covers %q: %v", service, got)
		}
	}
	if every := (DeployFreeze{}); !every.Covers("mailer") || !every.Covers("") {
		t.Error("a freeze of everything does not cover everything")
	}
	some.Lifted = Moment{Seq: 2}
	if some.Covers("importer") {
		t.Error("a lifted freeze covers its service")
	}
}

// TestDueList: what is due comes from the state alone, the most urgent first, and the answer to a question takes it off.
func TestDueList(t *testing.T) {
	c := declared(t)
	c.do("zac", TakeRole{Role: IC, Holder: "zac"}, Assign{Owner: "nick", Task: "check DNS"}, Assign{Owner: "mia", Task: "write", In: time.Hour},
		Freeze{Reason: "bad deploy", For: 30 * time.Minute}, TellAudience{Engineering, "we look", 20 * time.Minute}, OfferRole{Role: IC, To: "nick"},
		Call{Person: "kim", Step: StepPaged})
	want := []Due{
		{About: "ack A1", Ask: "@nick has not said yes to A1 yet: check DNS", At: noon.Add(time.Minute), Until: noon.Add(15 * time.Minute)},
		{About: "ack A2", Ask: "@mia has not said yes to A2 yet: write", At: noon.Add(time.Minute), Until: noon.Add(time.Hour)},
		{About: "offer ic", Ask: "@nick has not accepted IC yet", At: noon.Add(2 * time.Minute)},
		{About: "page kim", Ask: "@kim has not answered the page yet", At: noon.Add(5 * time.Minute)},
		{About: "A1", Ask: "ask @nick: check DNS", At: noon.Add(15 * time.Minute), Lead: 2 * time.Minute},
		{About: "update engineering", Ask: "the next engineering update is promised", At: noon.Add(20 * time.Minute), Lead: 5 * time.Minute},
		{About: "F1", Ask: "must all deploys still wait?", At: noon.Add(30 * time.Minute), Lead: 5 * time.Minute},
		{About: "A2", Ask: "ask @mia: write", At: noon.Add(time.Hour), Lead: 2 * time.Minute},
		{About: "role ic", Ask: "2h with @zac as IC: who takes over?", At: noon.Add(2 * time.Hour), Lead: 10 * time.Minute},
	}
	if got := c.i.DueList(); asJSON(t, got) != asJSON(t, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	c.do("mia", AcknowledgeAction{No: 2})
	c.do("kim", Call{Step: StepAcknowledged})
	c.do("nick", AcceptRole{}, FinishAction{No: 1}, TellAudience{Engineering, "we know", 0}, Thaw{})
	if got := abouts(c.i.DueList()); got != "A2, role ic" {
		t.Errorf("got %s", got)
	}
	c.do("nick", Resolve{CarryOver: true})
	if got := c.i.DueList(); len(got) != 0 {
		t.Errorf("%v is due after the end", got)
	}
}

func abouts(list []Due) string {
	var all []string
	for _, d := range list {
		all = append(all, d.About)
	}
	return strings.Join(all, ", ")
}

// TestRemindersAreShownOnce, also where the clock was set back in between and the next one is due earlier.
func TestRemindersAreShownOnce(t *testing.T) {
	c := declared(t)
	c.do("zac", Assign{Owner: "nick", Task: "check DNS"})
	first, _ := c.i.DueOf("A1")
	if c.i.WasReminded(first) {
		t.Fatal("reminded before it was shown")
	}
	play(t, c,
		step{"zac", RemindShown{About: "A1"}, "no: the reminder has no time; instead: the time at which it was due"},
		step{"zac", RemindShown{About: "", Due: first.At}, "no: the reminder is missing; instead: A3"},
		step{"zac", RemindShown{About: "A1", Due: first.At}, "reminder of A1 shown, it was due at 12:15 UTC"},
		step{"zac", RemindShown{About: "A1", Due: first.At}, "no: the reminder of A1 was shown already"},
	)
	c.wait(-time.Hour).do("zac", ExtendAction{No: 1})
	second, _ := c.i.DueOf("A1")
	if c.i.WasReminded(second) || !second.At.Before(first.At) {
		t.Fatalf("%v counts as reminded", second)
	}
	c.do("zac", RemindShown{About: "A1", Due: second.At})
}
