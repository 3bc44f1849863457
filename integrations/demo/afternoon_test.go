package demo_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/demo"
	"baton/integrations/secret"
	"baton/integrations/slack"
	"baton/timeline"
	"baton/timeline/logtest"
)

// serve lets the Slack service serve a stage until the test ends.
func serve(t *testing.T, stage *demo.Stage, r *timeline.Recorder) *slack.Service {
	t.Helper()
	service, err := slack.New(slack.Options{
		Recorder: r, Bot: secret.New(stage.BotToken()), App: secret.New(stage.AppToken()), API: stage.APIURL(), Clock: stage.Clock(),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("the service ended with %v", err)
		}
	})
	return service
}

// TestTheAfternoonInSlack plays the whole script in the workspace, as fast as it can be asked for: the service hears all
// of it, and the incident ends as the story says.
func TestTheAfternoonInSlack(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute) // of the machine: it only bounds a test that fails
	defer stop()
	clock := demo.NewClock(demo.MaxSpeed)
	recorder := timeline.NewRecorder(logtest.NewMemory(), clock.Now)
	stage, err := demo.NewStage(clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stage.Close(); err != nil {
			t.Error(err)
		}
	})
	serve(t, stage, recorder)
	player, err := demo.NewPlayer(recorder, clock, demo.NewCast(stage, recorder))
	if err != nil {
		t.Fatal(err)
	}
	ref, err := player.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	leftOut, err := player.Play(ctx)
	if err != nil || len(leftOut) > 0 {
		t.Errorf("left out %v: %v", leftOut, err)
	}
	state, err := recorder.State(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := stage.Read("#" + string(ref))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(strings.Join(lines, "\n"))
	checkEnd(t, &state)
	_ = incident.IC
}
