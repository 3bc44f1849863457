package grammar

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"baton/incident"
)

func clockAt(hour, minute int) time.Time { return time.Date(2023, 1, 4, hour, minute, 0, 0, time.UTC) }

// lines are the forms of every verb, and what each one means.
var lines = []struct {
	line string
	want incident.Order
}{
	{"action @zac check DNS in 15m", incident.Assign{Owner: "zac", Task: "check DNS", In: 15 * time.Minute}},
	{"a @zac check DNS 15m", incident.Assign{Owner: "zac", Task: "check DNS", In: 15 * time.Minute}},
	{"A @Zac: check DNS 15 min", incident.Assign{Owner: "zac", Task: "check DNS", In: 15 * time.Minute}},
	{"action check DNS @zac in 1 hour 30 minutes", incident.Assign{Owner: "zac", Task: "check DNS", In: 90 * time.Minute}},
	{"assign kim to check DNS in 20", incident.Assign{Owner: "kim", Task: "check DNS", In: 20 * time.Minute}},
	{"action me check DNS", incident.Assign{Owner: "mia", Task: "check DNS"}},
	{`action @zac "wait 15m"`, incident.Assign{Owner: "zac", Task: "wait 15m"}},
	{`action @zac "wait 15m" 1h30`, incident.Assign{Owner: "zac", Task: "wait 15m", In: 90 * time.Minute}},
	{"action @zac “wait 15m” 90s", incident.Assign{Owner: "zac", Task: "wait 15m", In: 90 * time.Second}},
	{"action @zac run `sleep 15m`", incident.Assign{Owner: "zac", Task: "run `sleep 15m`"}},
	{"action @zac check the last 30m in 1.5h", incident.Assign{Owner: "zac", Task: "check the last 30m", In: 90 * time.Minute}},
	{"ack 3", incident.AcknowledgeAction{No: 3}},
	{"ack A3", incident.AcknowledgeAction{No: 3}},
	{"ack", incident.AcknowledgeAction{}},
	{"done 3 it was the resolver", incident.FinishAction{No: 3, Outcome: "it was the resolver"}},
	{"done #3: it was the resolver", incident.FinishAction{No: 3, Outcome: "it was the resolver"}},
	{"done it was the resolver", incident.FinishAction{Outcome: "it was the resolver"}},
	{`done "3 hosts were down"`, incident.FinishAction{Outcome: "3 hosts were down"}},
	{"more 3 10m waiting for logs", incident.ExtendAction{No: 3, In: 10 * time.Minute, Reason: "waiting for logs"}},
	{"more a3 waiting for logs 10m", incident.ExtendAction{No: 3, In: 10 * time.Minute, Reason: "waiting for logs"}},
	{"extend 3 for 10 because logs are slow", incident.ExtendAction{No: 3, In: 10 * time.Minute, Reason: "logs are slow"}},
	{"more 10m", incident.ExtendAction{In: 10 * time.Minute}},
	{"more 3 10", incident.ExtendAction{No: 3, In: 10 * time.Minute}},
	{"handon 3 @nick 20m", incident.HandOnAction{No: 3, To: "nick", In: 20 * time.Minute}},
	{"handon 3 to nick in 20m", incident.HandOnAction{No: 3, To: "nick", In: 20 * time.Minute}},
	{"reassign @nick", incident.HandOnAction{To: "nick"}},
	{"drop 3 because DNS is fine", incident.DropAction{No: 3, Reason: "DNS is fine"}},
	{"drop", incident.DropAction{}},

	{"snooze A3 10m because Zac is on the phone", incident.Snooze{About: "A3", For: 10 * time.Minute, Reason: "Zac is on the phone"}},
	{"snooze 3 Zac is on the phone", incident.Snooze{About: "A3", Reason: "Zac is on the phone"}},
	{"snooze A3 because Zac is on the phone for 20m", incident.Snooze{About: "A3", For: 20 * time.Minute, Reason: "Zac is on the phone"}},
	{"snooze A3 because it takes 20m", incident.Snooze{About: "A3", Reason: "it takes 20m"}},
	{"snooze F1 for 1h because the train waits", incident.Snooze{About: "F1", For: time.Hour, Reason: "the train waits"}},
	{"snooze update int 5m because the text is in review", incident.Snooze{About: "update internal", For: 5 * time.Minute, Reason: "the text is in review"}},
	{"snooze offer commander because Nick reads", incident.Snooze{About: "offer ic", Reason: "Nick reads"}},
	{"snooze role icl because it is nearly over", incident.Snooze{About: "role icl", Reason: "it is nearly over"}},
	{"snooze no IC 5 min because Mia dials in", incident.Snooze{About: "no ic", For: 5 * time.Minute, Reason: "Mia dials in"}},
	{"snooze ack 3 because Zac nods", incident.Snooze{About: "ack A3", Reason: "Zac nods"}},
	{"snooze page @Zac because he drives", incident.Snooze{About: "page zac", Reason: "he drives"}},
	{"snooze page zac 10m because he drives", incident.Snooze{About: "page zac", For: 10 * time.Minute, Reason: "he drives"}},

	{"note the queue has stopped growing", incident.Note{Text: "the queue has stopped growing"}},
	{":n  two  spaces", incident.Note{Text: "two  spaces"}},
	{"note: 日本 🔥", incident.Note{Text: "日本 🔥"}},
	{`note he said "stop" and "go"`, incident.Note{Text: `he said "stop" and "go"`}},
	{`note "a \"b\" \\ c\nd"`, incident.Note{Text: "a \"b\" \\ c\nd"}},
	{`note 5" disk`, incident.Note{Text: `5" disk`}},
	{`note "no end`, incident.Note{Text: `"no end`}},
	{"link https://grafana.example/d/1 the dashboard", incident.AddLink{URL: "https://grafana.example/d/1", Title: "the dashboard"}},
	{"link https://grafana.example/d/1", incident.AddLink{URL: "https://grafana.example/d/1"}},
	{"name @zac Zac Hill", incident.NamePerson{Person: "zac", Name: "Zac Hill"}},

	{"role icl @mia", incident.TakeRole{Role: "icl", Holder: "mia"}},
	{"role @mia icl", incident.TakeRole{Role: "icl", Holder: "mia"}},
	{"role dba zoë", incident.TakeRole{Role: "dba", Holder: "zoë"}},
	{"ic @nick", incident.TakeRole{Role: "ic", Holder: "nick"}},
	{"commander nick", incident.TakeRole{Role: "ic", Holder: "nick"}},
	{"scribe", incident.TakeRole{Role: "scribe", Holder: "mia"}},
	{"handoff ic @nick cause found, fix in review", incident.OfferRole{Role: "ic", To: "nick", Brief: "cause found, fix in review"}},
	{"handoff @nick commander", incident.OfferRole{Role: "ic", To: "nick"}},
	{"handover ic to nick", incident.OfferRole{Role: "ic", To: "nick"}},
	{"accept", incident.AcceptRole{}},
	{"accept ic", incident.AcceptRole{Role: "ic"}},
	{"decline ic because I am busy", incident.DeclineRole{Role: "ic", Reason: "I am busy"}},
	{"decline dba because I am busy", incident.DeclineRole{Role: "dba", Reason: "I am busy"}},
	{"decline I am busy", incident.DeclineRole{Reason: "I am busy"}},
	{"take command because @nick is offline", incident.TakeCommand{Reason: "@nick is offline"}},
	{"take command", incident.TakeCommand{}},
	{"take over @nick is offline", incident.TakeCommand{Reason: "@nick is offline"}},
	{"leave scribe", incident.LeaveRole{Role: "scribe"}},
	{"leave scribe because my shift ends", incident.LeaveRole{Role: "scribe", Reason: "my shift ends"}},

	{"page @zac DNS trouble", incident.Call{Person: "zac", Step: incident.StepPaged, Text: "DNS trouble"}},
	{"page zac", incident.Call{Person: "zac", Step: incident.StepPaged}},
	{"ackpage @zac", incident.Call{Person: "zac", Step: incident.StepAcknowledged}},
	{"joined @zac", incident.Call{Person: "zac", Step: incident.StepJoined}},
	{"join kim from the train", incident.Call{Person: "kim", Step: incident.StepJoined, Text: "from the train"}},
	{"join", incident.Call{Step: incident.StepJoined}},
	{`join "from the train"`, incident.Call{Step: incident.StepJoined, Text: "from the train"}},
	{"release @zac thank you", incident.Call{Person: "zac", Step: incident.StepReleased, Text: "thank you"}},

	{"freeze all because bad deploy for 1h", incident.Freeze{Reason: "bad deploy", For: time.Hour}},
	{"hat because bad deploy", incident.Freeze{Reason: "bad deploy"}},
	{"freeze importer,mailer bad deploy 30m", incident.Freeze{Scopes: []string{"importer", "mailer"}, Reason: "bad deploy", For: 30 * time.Minute}},
	{"freeze importer, mailer and web because bad deploy", incident.Freeze{Scopes: []string{"importer", "mailer", "web"}, Reason: "bad deploy"}},
	{`freeze "my service", web because bad deploy`, incident.Freeze{Scopes: []string{"my service", "web"}, Reason: "bad deploy"}},
	{"freeze all steal because bad deploy", incident.Freeze{Steal: true, Reason: "bad deploy"}},
	{"freeze all for @zac because bad deploy", incident.Freeze{Holder: "zac", Reason: "bad deploy"}},
	{"freeze all for 2h for @zac steal because bad deploy", incident.Freeze{Holder: "zac", Steal: true, For: 2 * time.Hour, Reason: "bad deploy"}},
	{"freeze all because bad deploy for @zac for 2h", incident.Freeze{Holder: "zac", For: 2 * time.Hour, Reason: "bad deploy"}},
	{"freeze all because bad deploy for 2h for @zac", incident.Freeze{Holder: "zac", For: 2 * time.Hour, Reason: "bad deploy"}},
	{"thaw", incident.Thaw{}},
	{"thaw F1 the fix is out", incident.Thaw{No: 1, Reason: "the fix is out"}},
	{"unfreeze because the fix is out", incident.Thaw{Reason: "the fix is out"}},
	{"refreeze 1 1h", incident.Refreeze{No: 1, For: time.Hour}},
	{"refreeze 1:30h fix not out", incident.Refreeze{For: 90 * time.Minute, Reason: "fix not out"}},

	{"cmd @zac `ss -s`", incident.Propose{Author: "zac", Text: "ss -s"}},
	{"cmd `select 1;` sql", incident.Propose{Text: "select 1;", Language: incident.SQL}},
	{"cmd `ss -s` ran", incident.Propose{Text: "ss -s", AlreadyRun: true}},
	{"cmd `ss -s` sh ran", incident.Propose{Text: "ss -s", Language: incident.Shell, AlreadyRun: true}},
	{"cmd @zac ss -s in 15m", incident.Propose{Author: "zac", Text: "ss -s in 15m"}},
	{"cmd `echo ``date`` \"a\\n`", incident.Propose{Text: "echo `date` \"a\\n"}},
	{"cmd ```\nss -s\nss -a\n``` shell", incident.Propose{Text: "ss -s\nss -a", Language: incident.Shell}},
	{`cmd "echo ` + "`date`" + `" other`, incident.Propose{Text: "echo `date`", Language: incident.Other}},
	{`cmd psql -c "select 1"`, incident.Propose{Text: `psql -c "select 1"`}},
	{"confirm 12", incident.Confirm{No: 12}},
	{"lgtm C12 looks fine", incident.Confirm{No: 12, Text: "looks fine"}},
	{"object 12 because it locks the table", incident.Object{No: 12, Reason: "it locks the table"}},
	{"object C12", incident.Object{No: 12}},
	{"object d2 because data is lost", incident.ObjectDecision{No: 2, Reason: "data is lost"}},
	{"ran 12", incident.RunCommand{No: 12}},
	{"ran 12 by nick", incident.RunCommand{No: 12, By: "nick"}},
	{"output 12 UDP 65535", incident.ShowOutput{No: 12, Text: "UDP 65535"}},
	{"output 12 failed no route", incident.ShowOutput{No: 12, Text: "no route", Failed: true}},
	{"undone 12 reverted with `git revert`", incident.UndoCommand{No: 12, How: "reverted with `git revert`"}},

	{"propose roll back the 12:40 deployment", incident.ProposeDecision{Text: "roll back the 12:40 deployment"}},
	{"decide roll back", incident.MakeDecision{Text: "roll back"}},
	{"decide D2", incident.MakeDecision{No: 2}},
	{"decide 2", incident.MakeDecision{No: 2}},
	{"decide D2 @zac roll back", incident.MakeDecision{No: 2, Owner: "zac", Text: "roll back"}},
	{"decide D2 abandon too slow", incident.MakeDecision{No: 2, Abandon: true, Text: "too slow"}},
	{"abandon D2 because it takes too long", incident.MakeDecision{No: 2, Abandon: true, Text: "it takes too long"}},

	{"update internal we know the cause next 20m", incident.TellAudience{Audience: incident.Internal, Text: "we know the cause", Next: 20 * time.Minute}},
	{"tell pub imports are delayed by 30m", incident.TellAudience{Audience: incident.Public, Text: "imports are delayed by 30m"}},
	{"report imports fail / Zac rolls back / a database engineer", incident.Report{Conditions: "imports fail", Actions: "Zac rolls back", Needs: "a database engineer"}},
	{"sitrep imports fail / / nothing", incident.Report{Conditions: "imports fail", Needs: "nothing"}},
	{`report "24/7 / all" / and/or`, incident.Report{Conditions: "24/7 / all", Actions: "and/or"}},

	{"resend e57", incident.RetryDelivery{Key: "e57"}},
	{"retry topic/57", incident.RetryDelivery{Key: "topic/57"}},
	{"resend due/page-@zac/1672840800", incident.RetryDelivery{Key: "due/page-@zac/1672840800"}},
	{`resend "14:32"`, incident.RetryDelivery{Key: "14:32"}},
	{"skip e57 because it is old news", incident.SkipDelivery{Key: "e57", Reason: "it is old news"}},
	{"skip e57 it is old news", incident.SkipDelivery{Key: "e57", Reason: "it is old news"}},
	{"reword e57 imports work again", incident.RewordDelivery{Key: "e57", Text: "imports work again"}},
	{`reword headline "two\nlines"`, incident.RewordDelivery{Key: "headline", Text: "two\nlines"}},

	{"declare List import problems", incident.Declare{Title: "List import problems"}},
	{"declare sev 2 internal practice List import problems", incident.Declare{Severity: 2, Tier: incident.Internal, Practice: true, Title: "List import problems"}},
	{"declare practice SEV-1 2 queues stuck", incident.Declare{Severity: 1, Practice: true, Title: "2 queues stuck"}},
	{"declare Public API down", incident.Declare{Title: "Public API down"}},
	{`declare "public API down"`, incident.Declare{Title: "public API down"}},
	{"declare 2 queues stuck", incident.Declare{Title: "2 queues stuck"}},
	{"declare 🔥", incident.Declare{Title: "🔥"}},
	{"title " + strings.Repeat("é", 3000), incident.Retitle{Title: strings.Repeat("é", 3000)}},
	{"sev 2", incident.SetSeverity{To: 2}},
	{"sev SEV-2: because imports are late", incident.SetSeverity{To: 2, Reason: "imports are late"}},
	{"upgrade internal", incident.SetTier{To: incident.Internal}},
	{"upgrade pub customers notice", incident.SetTier{To: incident.Public, Reason: "customers notice"}},
	{"downgrade engineering because only staff", incident.SetTier{To: incident.Engineering, Reason: "only staff"}},
	{"status identified the 12:40 deployment", incident.SetStatus{To: incident.Identified, Reason: "the 12:40 deployment"}},
	{"monitoring since 15:40", incident.SetStatus{To: incident.Monitoring, Reason: "since 15:40"}},
	{"status resolved", incident.SetStatus{To: incident.Resolved}},
	{"resolve fix in place", incident.Resolve{Text: "fix in place"}},
	{"resolve carry fix in place", incident.Resolve{Text: "fix in place", CarryOver: true}},
	{"resolve", incident.Resolve{}},
	{"reopen because it is back", incident.Reopen{Reason: "it is back"}},
	{"reopen it is back", incident.Reopen{Reason: "it is back"}},
	{"reopen 3 hosts are down again", incident.Reopen{Reason: "3 hosts are down again"}},
	{"reopen because A3 did not help", incident.Reopen{Reason: "A3 did not help"}},
	{"reopen A3", incident.ReopenAction{No: 3}},
	{"reopen a3 20m because it is back", incident.ReopenAction{No: 3, In: 20 * time.Minute, Reason: "it is back"}},
	{"reopen A3 it is back", incident.ReopenAction{No: 3, Reason: "it is back"}},
	{"zone Europe/Paris", incident.SetZone{Zone: "Europe/Paris"}},
	{"tz utc", incident.SetZone{Zone: "UTC"}},
	{
		"impact from 12:40 until 13:40 340 customers, 12 accounts customers see delayed imports",
		incident.StateImpact{
			From: clockAt(12, 40), Until: clockAt(13, 40), Text: "customers see delayed imports",
			Counts: []incident.Count{{N: 340, Unit: "customers"}, {N: 12, Unit: "accounts"}},
		},
	},
	{"impact 12:40-13:40", incident.StateImpact{From: clockAt(12, 40), Until: clockAt(13, 40)}},
	{"impact since 12:40 until now", incident.StateImpact{From: clockAt(12, 40), Until: now.Truncate(time.Second)}},
	{"impact from the start imports fail", incident.StateImpact{Text: "from the start imports fail"}},
	{`impact 1,200 "large customers"`, incident.StateImpact{Counts: []incident.Count{{N: 1200, Unit: "large customers"}}}},
	{"impact 30% of imports fail", incident.StateImpact{Text: "30% of imports fail"}},

	{"followup @zac write a runbook", incident.AddFollowUp{Owner: "zac", Text: "write a runbook"}},
	{"todo kim writes a runbook", incident.AddFollowUp{Text: "kim writes a runbook"}},
	{"close U2 ticket OPS-77", incident.CloseFollowUp{No: 2, Outcome: "ticket OPS-77"}},
	{"postmortem mia", incident.OwnPostmortem{Owner: "mia"}},
	{"meeting 2023-01-06 14:00 room 5", incident.ScheduleMeeting{At: time.Date(2023, 1, 6, 14, 0, 0, 0, time.UTC), Where: "room 5"}},
	{"meeting 14:00", incident.ScheduleMeeting{At: time.Date(2023, 1, 5, 14, 0, 0, 0, time.UTC)}},

	{"correct 12 at 13:32", incident.Correct{Entry: 12, When: new(incident.At(clockAt(13, 32)))}},
	{"correct #12 13:32 because the clock was wrong", incident.Correct{Entry: 12, When: new(incident.At(clockAt(13, 32))), Reason: "the clock was wrong"}},
	{"correct 12 text the resolver because of DNS", incident.Correct{Entry: 12, Text: new("the resolver because of DNS")}},
	{
		`correct 12 text "the resolver" by zac because misheard`,
		incident.Correct{Entry: 12, Text: new("the resolver"), Actor: new(incident.Person("zac")), Reason: "misheard"},
	},
	{"retract 12 because it was another incident", incident.Retract{Entry: 12, Reason: "it was another incident"}},
	{"restore 12", incident.Restore{Entry: 12}},
	{"merge 14 15 into 12", incident.Merge{Entries: []uint64{14, 15}, Into: 12}},
	{"merge 14, 15 and #16 into 12", incident.Merge{Entries: []uint64{14, 15, 16}, Into: 12}},
	{"unmerge 14 from 12", incident.Merge{Entries: []uint64{14}, Into: 12, Off: true}},
	{"star 12", incident.Star{Entry: 12}},
	{"unstar 12", incident.Star{Entry: 12, Off: true}},
	{"tag 12 #detection", incident.Tag{Entry: 12, Tag: "detection"}},
	{"untag 12 detection", incident.Tag{Entry: 12, Tag: "detection", Off: true}},
}

// typist is the reader of the tables: mia, in UTC, who knows kim.
var typist = Reader{Now: now, Me: "mia", People: []incident.Person{"kim"}}

func TestLines(t *testing.T) {
	for _, tt := range lines {
		p, err := typist.Parse(tt.line)
		if err != nil {
			t.Errorf("%s: %v", tt.line, err)
			continue
		}
		if !reflect.DeepEqual(p.Order, tt.want) {
			t.Errorf("%s\ngot  %#v\nwant %#v", tt.line, p.Order, tt.want)
		}
		if p.As != "" || !p.When.IsZero() {
			t.Errorf("%s: as %v at %v", tt.line, p.As, p.When)
		}
	}
}

func TestEveryVerbIsInTheTable(t *testing.T) {
	seen := make(map[string]bool)
	for _, tt := range lines {
		if p, err := typist.Parse(tt.line); err == nil {
			seen[p.Verb] = true
		}
	}
	for _, v := range Verbs() {
		if !seen[v.Name] {
			t.Errorf("no line of %s is tested", v.Name)
		}
	}
}

func TestVerbTable(t *testing.T) {
	owner := make(map[string]string)
	for _, v := range Verbs() {
		for _, name := range append([]string{v.Name}, v.Aliases...) {
			if other := owner[name]; other != "" || name != strings.ToLower(name) || strings.Contains(name, " ") {
				t.Errorf("%s of %s is also of %q, or no word", name, v.Name, other)
			}
			owner[name] = v.Name
		}
		p, err := typist.Parse(v.Example)
		if err != nil || p.Verb != v.Name {
			t.Errorf("the example of %s reads as %s, %v", v.Name, p.Verb, err)
		}
		if !strings.HasPrefix(v.Usage, v.Name) || v.Help == "" || v.Group == "" {
			t.Errorf("%s is not described", v.Name)
		}
	}
}

func TestPrefix(t *testing.T) {
	at := func(hour, minute int) incident.When { return incident.At(clockAt(hour, minute)) }
	for _, tt := range []struct {
		line string
		as   incident.Person
		when incident.When
		want incident.Order
	}{
		{"as @nick done 3", "nick", incident.When{}, incident.FinishAction{No: 3}},
		{"as nick: -5m ack 3", "nick", incident.At(now.Add(-5 * time.Minute).Truncate(time.Second)), incident.AcknowledgeAction{No: 3}},
		{"as @nick joined", "nick", incident.When{}, incident.Call{Step: incident.StepJoined}},
		{"as @nick ic me", "nick", incident.When{}, incident.TakeRole{Role: "ic", Holder: "nick"}},
		{"as me note x", "mia", incident.When{}, incident.Note{Text: "x"}},
		{"14:32 note x", "", at(14, 32), incident.Note{Text: "x"}},
		{"at 14:32 note x", "", at(14, 32), incident.Note{Text: "x"}},
		{"14:32 note 14:30 x", "", at(14, 32), incident.Note{Text: "14:30 x"}},
		{"done 14:32 3 x", "", at(14, 32), incident.FinishAction{No: 3, Outcome: "x"}},
		{"14:32 impact from 12:40", "", at(14, 32), incident.StateImpact{From: clockAt(12, 40)}},
		{`note "14:32" x`, "", incident.When{}, incident.Note{Text: `"14:32" x`}},
		{`note "14:32 x"`, "", incident.When{}, incident.Note{Text: "14:32 x"}},
	} {
		p, err := typist.Parse(tt.line)
		if err != nil || p.As != tt.as || p.When != tt.when || !reflect.DeepEqual(p.Order, tt.want) {
			t.Errorf("%s: %#v, %v", tt.line, p, err)
		}
	}
}

func TestTierFromTheIncident(t *testing.T) {
	for _, tt := range []struct {
		tier incident.Tier
		line string
		want incident.Order
	}{
		{incident.Engineering, "upgrade", incident.SetTier{To: incident.Internal}},
		{incident.Internal, "up because customers notice", incident.SetTier{To: incident.Public, Reason: "customers notice"}},
		{incident.Internal, "downgrade because only staff", incident.SetTier{To: incident.Engineering, Reason: "only staff"}},
		{incident.Public, "upgrade", nil},
		{incident.Engineering, "downgrade", nil},
	} {
		p, err := Reader{Now: now, Tier: &tt.tier}.Parse(tt.line)
		if p.Order != tt.want || (err == nil) != (tt.want != nil) {
			t.Errorf("%s at %s: %#v, %v", tt.line, tt.tier, p.Order, err)
		}
	}
}

// The bounds on a wait are written down twice, because package incident keeps its own to itself.
func TestWaitBoundsAreThoseOfTheIncident(t *testing.T) {
	declared, err := incident.NewEvent(incident.IncidentDeclared{Ref: "20230104_x", Title: "x"}, incident.Given{By: "mia", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	declared.Seq, declared.Recorded = 1, now
	i, err := incident.Apply(incident.Incident{}, declared)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		in   time.Duration
		good bool
	}{{minWait - time.Second, false}, {minWait, true}, {maxWait, true}, {maxWait + time.Second, false}} {
		_, err := incident.Decide(i, incident.Assign{Owner: "zac", Task: "x", In: tt.in}, incident.Given{By: "mia", Now: now})
		if (err == nil) != tt.good {
			t.Errorf("%s: %v", tt.in, err)
		}
		if _, err := typist.Parse("action @zac x in " + waitText(tt.in)); (err == nil) != tt.good {
			t.Errorf("%s: %v", tt.in, err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := typist.Parse("action @zac check DNS on the importers in 15m"); err != nil {
			b.Fatal(err)
		}
	}
}

// Quotes that never close must not make the parser look for their end again and again.
func BenchmarkParseOpenQuotes(b *testing.B) {
	line := "note " + strings.Repeat(`"a “a `, 10_000)
	for b.Loop() {
		if _, err := typist.Parse(line); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(line)))
}
