package postmortem_test

import (
	"context"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

const afternoonRef = incident.Ref("20230104_list_import_problems")

// clock gives a time of the afternoon: clock("13:05").
func clock(t testing.TB, hm string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", "2023-01-04 "+hm)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// script records an incident step by step by a clock that the test sets.
type script struct {
	t   testing.TB
	log *logtest.Memory
	r   *timeline.Recorder
	ref incident.Ref
	now time.Time
}

func newScript(t testing.TB) *script {
	s := &script{t: t, log: logtest.NewMemory(), ref: afternoonRef}
	s.r = timeline.NewRecorder(s.log, func() time.Time { return s.now })
	return s
}

// do gives an order at a time and returns the number of its first event.
func (s *script) do(hm string, by incident.Person, o incident.Order, also ...func(*incident.Given)) uint64 {
	s.t.Helper()
	s.now = clock(s.t, hm)
	g := incident.Given{By: by, Origin: "console"}
	for _, a := range also {
		a(&g)
	}
	outcome, _, err := s.r.Do(context.Background(), s.ref, timeline.Instruction{Order: o, Given: g})
	if err != nil {
		s.t.Fatalf("%s %s %T: %v", hm, by, o, err)
	}
	return outcome.Events[0].Seq
}

// say posts a message of the channel.
func (s *script) say(hm string, by incident.Person, key, text string) uint64 {
	s.t.Helper()
	return s.do(hm, by, incident.Post{MessagePosted: incident.MessagePosted{Text: text}}, func(g *incident.Given) { g.Origin, g.Key = "slack", "slack:C1:"+key })
}

func happened(s *script, hm string) func(*incident.Given) {
	return func(g *incident.Given) { g.When = incident.At(clock(s.t, hm)) }
}

// afternoon is the incident of the reference notes, with invented names.
func afternoon(t testing.TB) *script {
	s := newScript(t)
	s.do("13:05", "mia", incident.Declare{Ref: afternoonRef, Title: "List import problems"})
	for _, p := range [][2]string{
		{"mia", "Mia Brandt"}, {"zac", "Zac Hill"}, {"nick", "Nick Osei"}, {"lena", "Lena Ruiz"}, {"omar", "Omar Said"}, {"tess", "Tess Kim"}, {"ivo", "Ivo Marek"},
	} {
		s.do("13:05", "mia", incident.NamePerson{Person: incident.Person(p[0]), Name: p[1]})
	}
	s.do("13:07", "mia", incident.SetSeverity{To: 3, Reason: "imports are late for some customers"})
	s.do("13:08", "mia", incident.AddLink{URL: "https://grafana.example/d/imports?from=now-3h&to=now", Title: "Import queue"})
	s.say("13:09", "zac", "1", "exceptions in the importer are through the roof, looking | @here")
	s.do("13:12", "zac", incident.Propose{Text: "kubectl logs -l app=importer --tail=200 | grep -c 'no buffer'", Language: incident.Shell})
	s.do("13:13", "mia", incident.Confirm{No: 1})
	s.do("13:14", "zac", incident.ShowOutput{No: 1, Text: "1843"})
	s.do("13:24", "zac", incident.Freeze{Reason: "a deployment train is waiting and we do not know the cause", For: 2 * time.Hour})
	s.do("13:37", "zac", incident.Call{Person: "ivo", Step: incident.StepPaged, Text: "DNS trouble on some boxes"})
	s.do("13:40", "ivo", incident.Call{Person: "ivo", Step: incident.StepAcknowledged})
	s.do("13:42", "ivo", incident.Call{Person: "ivo", Step: incident.StepJoined})
	s.do("13:46", "mia", incident.SetTier{To: incident.Internal, Reason: "customers notice"})
	s.do("13:46", "nick", incident.TakeRole{Role: incident.IC, Holder: "nick"})
	s.do("13:50", "nick", incident.Assign{Owner: "ivo", Task: "find out why DNS fails on the boxes", In: 15 * time.Minute})
	s.do("13:51", "ivo", incident.AcknowledgeAction{No: 1})
	found := s.say("13:52", "ivo", "2", "the boxes run out of UDP connections: `ss -s` shows 65535")
	s.do("13:53", "nick", incident.Star{Entry: found})
	s.do("13:54", "ivo", incident.FinishAction{No: 1, Outcome: "UDP connections are exhausted"})
	s.do("13:57", "nick", incident.MakeDecision{Text: "tell the whole company", Owner: "tess"})
	s.do("13:58", "tess", incident.TakeRole{Role: incident.ICL, Holder: "tess"})
	s.do("14:00", "nick", incident.StateImpact{From: clock(t, "12:40"), Text: "list imports are delayed or fail", Counts: []incident.Count{{N: 340, Unit: "customers"}}})
	s.do("14:06", "tess", incident.TellAudience{Audience: incident.Internal, Text: "Customers see delayed list imports since 12:40 UTC.\nWe are investigating.", Next: 45 * time.Minute})
	s.do("14:17", "nick", incident.OfferRole{Role: incident.IC, To: "lena", Brief: "the suspect system is mine; UDP exhaustion, cause unknown, deploys frozen"})
	s.do("14:19", "lena", incident.AcceptRole{})
	s.do("14:22", "lena", incident.Assign{Owner: "nick", Task: "find what opens the connections", In: 20 * time.Minute})
	s.do("14:35", "nick", incident.Note{Text: "file descriptors began to run out with the 12:40 deployment"})
	s.do("14:36", "lena", incident.SetStatus{To: incident.Identified, Reason: "the 12:40 deployment"})
	s.do("14:38", "lena", incident.ProposeDecision{Text: "roll back the 12:40 deployment"})
	s.do("14:39", "omar", incident.ObjectDecision{No: 2, Reason: "the rollback drops a migration"})
	s.do("14:40", "lena", incident.MakeDecision{No: 2, Text: "fix forward: cache the client", Owner: "omar"})
	s.do("14:41", "lena", incident.OfferRole{Role: incident.IC, To: "omar", Brief: "fix in review, then deploy; comms with Tess"})
	s.do("14:42", "omar", incident.AcceptRole{})
	s.do("14:43", "nick", incident.AddLink{URL: "https://git.example/importer/pull/812"})
	s.do("14:55", "nick", incident.FinishAction{No: 2, Outcome: "the resolver client is made anew for every row"})
	s.do("15:06", "omar", incident.Report{Conditions: "imports delayed, cause known", Actions: "Nick's fix is in review", Needs: "a second reviewer"})
	s.do("15:12", "tess", incident.TellAudience{Audience: incident.Internal, Text: "Identified, a fix is under way. Customers still see a delay.", Next: time.Hour})
	s.do("15:26", "omar", incident.Thaw{Reason: "for the fix only"})
	s.do("15:28", "nick", incident.Propose{Text: "./deploy importer --only", AlreadyRun: true})
	s.do("15:33", "omar", incident.Report{Conditions: "fix deployed", Actions: "watching the queue"})
	s.do("15:41", "omar", incident.SetStatus{To: incident.Monitoring, Reason: "fix in place since 15:40"}, happened(s, "15:40"))
	s.do("15:50", "tess", incident.OfferRole{Role: incident.ICL, To: "mia"})
	s.do("15:52", "mia", incident.AcceptRole{})
	s.do("16:00", "omar", incident.AddFollowUp{Owner: "nick", Text: "alert on UDP sockets in use"})
	s.do("16:01", "omar", incident.AddFollowUp{Text: "the rollback must not drop migrations"})
	wrong := s.do("16:10", "omar", incident.Note{Text: "customer 77 reports duplicates"})
	s.do("16:11", "omar", incident.Retract{Entry: wrong, Reason: "another incident"})
	note := s.do("16:12", "omar", incident.Note{Text: "queue empty"})
	earlier := incident.At(clock(t, "16:05"))
	s.do("16:13", "omar", incident.Correct{Entry: note, When: &earlier, Reason: "read off the graph"})
	s.do("16:34", "mia", incident.TellAudience{Audience: incident.Internal, Text: "Fix in place since 15:40, delayed messages are processed, imports work. Monitoring."})
	s.do("16:35", "omar", incident.StateImpact{Until: clock(t, "16:05")})
	s.do("16:40", "omar", incident.Resolve{Text: "fix in place since 15:40"})
	s.do("16:45", "omar", incident.OwnPostmortem{Owner: "lena"})
	s.do("16:46", "omar", incident.ScheduleMeeting{At: time.Date(2023, 1, 6, 14, 0, 0, 0, time.UTC), Where: "room 5"})
	return s
}
