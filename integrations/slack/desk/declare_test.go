package desk

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestDeclare(t *testing.T) {
	s := newStage(t, nil)
	a := s.Answer(context.Background(), s.typed("U1", "C0", "List import &amp; export   problems"))
	if a.Declared != "20230104_list_import_export_problems" {
		t.Fatalf("%+v", a)
	}
	says(t, s.replies(a)[0].Text, "Declared `20230104_list_import_export_problems`: List import &amp; export problems.", "Its channel is being made", "`/incident ic @zac`")
	i := s.state(a.Declared)
	s.channels[a.Declared] = "C1"
	says(t, s.Bound(&i).Text, "<#C1> is the channel of List import &amp; export problems", "`/incident action @zac")

	says(t, s.types("U1", "C1", "declare practice Fire drill"), "It is a drill")
	if i := s.state("20230104_fire_drill"); !i.Practice {
		t.Error("the drill is none")
	}
	says(t, s.types("U1", "C0", "declare "+strings.Repeat("long ", 100)), "Nothing was recorded")
}

func TestTheSameTitleIsTheSameIncidentForTenMinutes(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	s.pass(time.Minute)
	says(t, s.types("U2", "C5", "list  import-problems!"), "declared already, a minute ago by @zac: <#C1>")
	s.pass(8 * time.Minute)
	says(t, s.types("U2", "C5", "declare List import problems"), "declared already, 9 minutes ago by @zac")
	says(t, s.types("U2", "C5", "declare practice List import problems"), "20230104_list_import_problems_2") // a drill is another
	s.pass(2 * time.Minute)
	says(t, s.types("U2", "C5", "declare List import problems"), "Declared `20230104_list_import_problems_3`")
	s.types("U2", "C1", "title Imports and exports")
	if got := s.state(ref); got.Seq != 2 {
		t.Errorf("the first one has %d events", got.Seq)
	}
	says(t, s.types("U2", "C5", "障害"), "Declared `20230104_incident`")
	says(t, s.types("U2", "C5", "停電"), "Declared `20230104_incident_2`") // another title, of the same reference
	says(t, s.types("U1", "C5", "停電"), "declared already, just now by @nick: `20230104_incident_2` (no channel yet)")
}

func TestDeclaredAgainAfterItsEnd(t *testing.T) {
	s := newStage(t, nil)
	s.incident("List import problems", "C1")
	s.types("U1", "C1", "ic <@U1>")
	s.types("U1", "C1", "resolve")
	says(t, s.types("U2", "C5", "List import problems"), "Declared `20230104_list_import_problems_2`")
}

func TestDeclaredAcrossMidnight(t *testing.T) {
	s := newStage(t, nil)
	s.now = time.Date(2023, 1, 4, 23, 58, 0, 0, time.UTC)
	s.incident("List import problems", "C1")
	s.pass(4 * time.Minute)
	says(t, s.types("U2", "C5", "List import problems"), "declared already, 4 minutes ago")
	// A process whose clock is 90 seconds behind comes after one that is past midnight.
	s.now = time.Date(2023, 1, 6, 0, 0, 30, 0, time.UTC)
	s.incident("Mail is late", "C2")
	s.pass(-90 * time.Second)
	says(t, s.types("U2", "C5", "Mail is late"), "declared already, just now by @zac: <#C2>")
}

func TestADeclarationThatComesTwice(t *testing.T) {
	s := newStage(t, nil)
	r := s.typed("U1", "C0", "List import problems")
	first, second := s.Answer(context.Background(), r), s.Answer(context.Background(), r)
	if first.Declared == "" || first.Declared != second.Declared || first.Ack.(Reply).Text != second.Ack.(Reply).Text {
		t.Errorf("%+v, then %+v", first, second)
	}
}

// Two processes and eight people at once make one incident.
func TestDeclaredAtOnce(t *testing.T) {
	s := newStage(t, nil)
	desks := []*Desk{s.Desk, s.another(nil)}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var made, already int
	for k := range 8 {
		r := s.typed([]string{"U1", "U2"}[k%2], "C0", "List import problems")
		wg.Go(func() {
			a := desks[k%2].Answer(context.Background(), r)
			text := s.replies(a)[0].Text
			mu.Lock()
			defer mu.Unlock()
			if strings.HasPrefix(text, "Declared `") {
				made++
			} else if strings.HasPrefix(text, "That was declared already, just now by @") && a.Declared == "20230104_list_import_problems" {
				already++
			}
		})
	}
	wg.Wait()
	if open, err := s.open(context.Background()); err != nil || len(open) != 1 || made != 1 || already != 7 {
		t.Errorf("%d incidents: %d were told that they made one, %d that it was there; %v", len(open), made, already, err)
	}
}
