package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/integrations/demo"
	"baton/integrations/demo/demotest"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/tui"
)

// TestAnHourOfTheDemoShowsEveryReminder plays the first hour of the demo in front of a console that nobody touches, and
// holds the log to it: whatever was due for longer than the clock of the console takes to see it was shown, once.
func TestAnHourOfTheDemoShowsEveryReminder(t *testing.T) {
	// The runtime watches for signals in a goroutine of its own, which must not be started inside the bubble.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	defer signal.Stop(signals)
	synctest.Test(t, func(t *testing.T) {
		clock := demo.NewClock(1)
		recorder := timeline.NewRecorder(logtest.NewMemory(), clock.Now)
		ref := playFor(t, recorder, clock, time.Hour)
		shown := map[string]int{}
		var due []string
		var state incident.Incident
		var before time.Time
		for e, err := range recorder.Log().Read(t.Context(), ref, 1) {
			if err != nil {
				t.Fatal(err)
			}
			if state.Seq > 0 && e.Kind != (incident.ReminderShown{}).Kind() {
				due = append(due, dueBetween(&state, before, e.Recorded)...)
				before = e.Recorded
			}
			if f, err := e.Fact(); err != nil {
				t.Fatal(err)
			} else if f, ok := f.(incident.ReminderShown); ok {
				shown[f.About+" "+f.Due.String()]++
			}
			if state, err = incident.Apply(state, e); err != nil {
				t.Fatal(err)
			}
		}
		due = append(due, dueBetween(&state, before, clock.Now())...)
		if len(due) < 8 {
			t.Errorf("only %d things were due in an hour: %q", len(due), due)
		}
		for _, d := range due {
			if shown[d] != 1 {
				t.Errorf("%s was shown %d times", d, shown[d])
			}
		}
		for s, n := range shown {
			if n != 1 {
				t.Errorf("%s was shown %d times", s, n)
			}
		}
	})
}

// playFor plays the demo into a record for so long, with a console in front of it.
func playFor(t *testing.T, recorder *timeline.Recorder, clock *demo.Clock, d time.Duration) incident.Ref {
	t.Helper()
	player, err := demotest.NewPlayer(recorder, clock)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := player.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), d)
	defer stop()
	played := make(chan error, 1)
	go func() {
		_, err := player.Play(ctx)
		played <- err
	}()
	keyboard, hand := io.Pipe()
	err = tui.Run(ctx, tui.Options{Recorder: recorder, Me: "ruth", Ref: ref, Input: keyboard, Output: io.Discard, Env: []string{"TERM=xterm-256color"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = hand.Close()
	if err := <-played; err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Minute) // lets commands that wait end with the bubble
	return ref
}

// dueBetween lists what was due between two events for longer than the console's clock takes to tick.
func dueBetween(i *incident.Incident, from, to time.Time) []string {
	const tick = 2 * time.Second
	var due []string
	for _, d := range i.DueList() {
		since := d.At
		if since.Before(from) {
			since = from
		}
		if !d.Until.IsZero() && d.Until.Before(to) {
			to = d.Until
		}
		if to.Sub(since) > tick {
			due = append(due, fmt.Sprintf("%s %s", d.About, d.At))
		}
	}
	return due
}
