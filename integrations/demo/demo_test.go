package demo_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/integrations/demo"
	"baton/integrations/demo/demotest"
	"baton/timeline"
	"baton/timeline/logtest"
)

// TestAfternoonFits plays the whole script on a fake clock: every line is understood and carried out, and the incident
// ends as the story says.
func TestAfternoonFits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := demo.NewClock(60)
		recorder := timeline.NewRecorder(logtest.NewMemory(), clock.Now)
		player, err := demotest.NewPlayer(recorder, clock)
		if err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		ref, err := player.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if ref != "20230104_list_import_problems" {
			t.Errorf("the incident is called %s", ref)
		}
		if leftOut, err := player.Play(ctx); err != nil || len(leftOut) > 0 {
			t.Fatalf("left out %v: %v", leftOut, err)
		}
		state, err := recorder.State(ctx, ref)
		if err != nil {
			t.Fatal(err)
		}
		checkEnd(t, &state)
		checkTimes(t, &state)
	})
}

func checkEnd(t *testing.T, i *incident.Incident) {
	t.Helper()
	var commanders []incident.Person
	for _, tenure := range i.Tenures.All() {
		if tenure.Role == incident.IC {
			commanders = append(commanders, tenure.Holder)
		}
	}
	if want := []incident.Person{"ruth", "omar", "ines"}; !slices.Equal(commanders, want) {
		t.Errorf("commanders were %v, want %v", commanders, want)
	}
	if i.Open() || len(i.OpenActions()) > 0 || len(i.OpenFreezes()) > 0 {
		t.Errorf("something is still open: %v %v", i.OpenActions(), i.OpenFreezes())
	}
	if i.Tier != incident.Internal || i.Holder(incident.ICL) != "jonas" {
		t.Errorf("tier %s, ICL %s", i.Tier, i.Holder(incident.ICL))
	}
}

// checkTimes holds the incident to what only a story without delays gives.
func checkTimes(t *testing.T, i *incident.Incident) {
	t.Helper()
	if want := time.Date(2023, 1, 4, 16, 40, 0, 0, time.UTC); i.Resolved.At.Sub(want).Abs() > time.Minute {
		t.Errorf("resolved at %s, want %s", i.Resolved.At, want)
	}
	confirmed := 0
	for _, c := range i.Commands.All() {
		t.Logf("C%d %s by %s: %s", c.No, c.Stage(), c.Author, c.Text)
		if c.Confirmed() {
			confirmed++
		}
	}
	if i.Commands.Len() != 8 || confirmed != 6 {
		t.Errorf("%d commands caught, %d confirmed", i.Commands.Len(), confirmed)
	}
}
