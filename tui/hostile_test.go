package tui

import (
	"context"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
)

// evil is text with everything in it that a terminal would obey, and what makes lines longer than they look.
const evil = "x\x1b]0;owned\x07\x1b[2J\x1b]52;c;aGk=\x07\r\b\u202egpj.\u2066\u200b\u0000\u009b31m\x7f e\u0301\u0301\u0301 👨\u200d👩\u200d👧 界\tend | **a** <b> `c` e-1\n"

// evilFacts are facts with such text wherever one holds any.
func evilFacts() []incident.Fact {
	who := incident.Person(evil)
	return []incident.Fact{
		incident.IncidentDeclared{Ref: importRef, Title: evil},
		incident.RoleTaken{Role: "ic", Holder: who},
		incident.ActionAssigned{No: 1, Owner: who, Task: evil, Due: began.Add(time.Second)},
		incident.DeployFrozen{No: 1, Holder: who, Scopes: []string{evil}, Reason: evil, Expires: began},
		incident.RoleOffered{Role: "ic", From: "a", To: who, Brief: evil},
		incident.MessagePosted{Text: evil + "\n" + evil},
		incident.ResponderCalled{Person: who, Step: incident.StepPaged, Text: evil},
		incident.CommandProposed{No: 1, Text: evil, Author: who},
		incident.UpdateTold{Text: evil, Next: began},
		incident.NoteTaken{Text: evil},
		incident.EntryTagged{Entry: 2, Tag: evil},
		incident.EntryRetracted{Entry: 10, Reason: evil},
	}
}

func evilServices() []Service {
	return []Service{{Name: evil, Line: evil, Well: true}, {Name: evil, Line: evil}}
}

func evilOutgoing(context.Context, incident.Ref) ([]Outgoing, error) {
	return []Outgoing{{Key: evil, What: evil, Text: evil, Stage: outFailed, Reason: evil}, {Key: evil, Stage: evil}}, nil
}

// hostile writes facts that no door has cleaned and no rule has checked into a record.
func hostile(t *testing.T, rec *timeline.Recorder, facts ...incident.Fact) *timeline.Recorder {
	t.Helper()
	for k, f := range facts {
		e, err := incident.NewEvent(f, incident.Given{By: incident.Person(evil), Now: rec.Now(), Origin: incident.Origin(evil)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rec.Log().Append(context.Background(), importRef, uint64(k), e); err != nil {
			t.Fatal(err)
		}
	}
	return rec
}
