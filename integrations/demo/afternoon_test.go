package demo_test

import (
	"context"
	"errors"
	"slices"
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

// company is the stage with the real service in front of it.
type company struct {
	t        *testing.T
	clock    *demo.Clock
	recorder *timeline.Recorder
	stage    *demo.Stage
	player   *demo.Player
}

func newCompany(t *testing.T, speed float64) *company {
	t.Helper()
	c := &company{t: t, clock: demo.NewClock(speed)}
	c.recorder = timeline.NewRecorder(logtest.NewMemory(), c.clock.Now)
	var err error
	if c.stage, err = demo.NewStage(c.clock); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.stage.Close(); err != nil {
			t.Error(err)
		}
	})
	c.serve()
	if c.player, err = demo.NewPlayer(c.recorder, c.clock, demo.NewCast(c.stage, c.recorder)); err != nil {
		t.Fatal(err)
	}
	return c
}

// serve lets the Slack service serve the stage until the test ends.
func (c *company) serve() {
	c.t.Helper()
	service, err := slack.New(slack.Options{
		Recorder: c.recorder, Bot: secret.New(c.stage.BotToken()), App: secret.New(c.stage.AppToken()), API: c.stage.APIURL(), Clock: c.stage.Clock(),
	})
	if err != nil {
		c.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	c.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			c.t.Errorf("the service ended with %v", err)
		}
	})
}

// channel is what stands in the channel of an incident, nothing before it has one.
func (c *company) channel(ref incident.Ref) string {
	lines, _ := c.stage.Read(string(ref))
	return strings.Join(lines, "\n")
}

// until follows the record of an incident until the channel holds a text.
func (c *company) until(ctx context.Context, ref incident.Ref, text string) {
	c.t.Helper()
	for _, err := range c.recorder.Log().Follow(ctx, ref, 1) {
		if err != nil {
			c.t.Fatalf("the channel never said %q: %v\n%s", text, err, c.channel(ref))
		}
		if strings.Contains(c.channel(ref), text) {
			return
		}
	}
}

// patience ends a test that hangs, on the machine's clock.
func patience(t *testing.T) context.Context {
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// TestTheAfternoonInSlack plays the whole script in the workspace, as fast as can be asked for. The service hears all of it,
// the incident ends as the story says, and nothing is told twice. When it is told is left open: a machine that is busy is
// hours behind this story.
func TestTheAfternoonInSlack(t *testing.T) {
	ctx := patience(t)
	c := newCompany(t, demo.MaxSpeed)
	ref, err := c.player.Begin(ctx)
	if err != nil || ref != c.player.Ref() {
		t.Fatalf("%s: %v", ref, err)
	}
	leftOut, err := c.player.Play(ctx)
	if err != nil || len(leftOut) > 0 {
		t.Fatalf("left out %v: %v", leftOut, err)
	}
	c.until(ctx, ref, "Resolved after")
	state, err := c.recorder.State(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	checkEnd(t, &state)
	if n := state.Commands.Len(); n != 8 {
		t.Errorf("%d commands were caught", n)
	}
	marks := c.stage.Marks(string(ref))
	if once := slices.Compact(slices.Sorted(slices.Values(marks))); len(once) != len(marks) || len(marks) < 20 {
		t.Errorf("%d posts of %d deliveries", len(marks), len(once))
	}
	if state.Name("sasha") != "Sasha Petrov" || state.Name("ines") != "Ines Moreau" {
		t.Errorf("the people are called %s, %s", state.Name("sasha"), state.Name("ines"))
	}
}

// TestAViewerIsInTheStory: somebody acts in the console before the story does, and the line that no longer fits is left out.
func TestAViewerIsInTheStory(t *testing.T) {
	ctx := patience(t)
	c := newCompany(t, demo.MaxSpeed)
	ref, err := c.player.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Do(ctx, c.recorder, ref, "zac", "take command"); err != nil {
		t.Fatal(err)
	}
	leftOut, err := c.player.Play(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(leftOut) == 0 || !strings.Contains(leftOut[0].Error(), "@ruth take command: ") {
		t.Errorf("left out %v", leftOut)
	}
	state, err := c.recorder.State(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	if first := state.Tenures.At(0); first.Role != incident.IC || first.Holder != "zac" {
		t.Errorf("%s is %s first", first.Holder, first.Role)
	}
}
