package tui

import (
	"context"
	"time"

	"baton/incident"
	"baton/timeline"
)

const importRef incident.Ref = "20230104_list_import_problems"

// at moves the story's clock to so many minutes after its beginning.
func (x *terminal) at(minutes int) {
	if d := time.Until(x.start.Add(time.Duration(minutes) * time.Minute)); d > 0 {
		time.Sleep(d)
	}
}

func (x *terminal) by(who incident.Person, ref incident.Ref, o incident.Order) {
	x.t.Helper()
	_, _, err := x.recorder.Do(context.Background(), ref, timeline.Instruction{Order: o, Given: incident.Given{By: who, Origin: "console"}})
	if err != nil {
		x.t.Fatalf("%s orders %+v: %v", who, o, err)
	}
}

func (x *terminal) declared(who incident.Person, o incident.Declare) incident.Ref {
	x.t.Helper()
	state, err := x.recorder.Declare(context.Background(), o, incident.Given{By: who, Origin: "console"}, paris)
	if err != nil {
		x.t.Fatal(err)
	}
	return state.Ref
}

func says(text string) incident.Post {
	return incident.Post{MessagePosted: incident.MessagePosted{Text: text}}
}

// afternoon is the practice's own incident, up to the moment at which the first commander hands over.
func afternoon(x *terminal) {
	ref := x.declared("erin", incident.Declare{Title: "List import problems", Severity: 3})
	x.by("erin", ref, incident.AddLink{URL: "https://grafana.example/d/imports", Title: "the import dashboard"})
	x.at(4)
	x.by("omar", ref, incident.Call{Person: "omar", Step: incident.StepJoined})
	x.by("omar", ref, says("I see the exception in the importer since 12:40, about 200 a minute. It is always the same host that answers with a timeout."))
	x.at(19)
	x.by("omar", ref, incident.Freeze{Reason: "suspect the 12:40 deployment"})
	x.at(32)
	x.by("erin", ref, incident.Call{Person: "lena", Step: incident.StepPaged, Text: "DNS trouble on some boxes"})
	x.at(36)
	x.by("lena", ref, incident.Call{Step: incident.StepAcknowledged})
	x.by("lena", ref, incident.Call{Step: incident.StepJoined})
	x.at(41)
	x.by("zac", ref, incident.TakeCommand{})
	x.by("zac", ref, incident.SetTier{To: incident.Internal, Reason: "customers notice"})
	x.by("zac", ref, incident.SetSeverity{To: 2, Reason: "imports are late for everybody"})
	x.by("zac", ref, incident.Assign{Owner: "lena", Task: "look at the resolver and its connections", In: 10 * time.Minute})
	x.by("lena", ref, incident.AcknowledgeAction{No: 1})
	x.by("zac", ref, incident.Assign{Owner: "omar", Task: "find what the 12:40 deployment changed", In: 15 * time.Minute})
	x.at(47)
	x.by("lena", ref, says("$ ss -s | head -4\nTotal: 65211\nTCP:   412 (estab 300)\nUDP:   64790"))
	x.by("lena", ref, says("the boxes run out of UDP connections"))
	x.at(51)
	x.by("zac", ref, incident.FinishAction{No: 1, Outcome: "the boxes run out of UDP connections"})
	x.by("zac", ref, incident.TakeRole{Role: incident.ICL, Holder: "mia"})
	x.by("zac", ref, incident.Assign{Owner: "lena", Task: "raise the limit on one box and watch it", In: 5 * time.Minute})
	x.at(53)
	x.by("mia", ref, incident.TellAudience{Audience: incident.Internal, Text: "List imports are delayed since 12:40. We are investigating.", Next: 30 * time.Minute})
	x.at(55)
	x.by("zac", ref, incident.OfferRole{Role: incident.IC, To: "nora", Brief: "UDP connections run out, lena tries a limit; omar looks at the deployment"})
	x.reminded(ref)
}

// reminded notes, as another console would have, that everything that is due by now was shown.
func (x *terminal) reminded(ref incident.Ref) {
	x.t.Helper()
	state, err := x.recorder.State(context.Background(), ref)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, d := range state.DueList() {
		if !d.At.After(x.recorder.Now()) && !state.WasReminded(d) {
			x.by("zac", ref, incident.RemindShown{About: d.About, Due: d.At})
		}
	}
}
