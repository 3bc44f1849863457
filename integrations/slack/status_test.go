package slack

import (
	"testing"
	"time"
)

func TestStatusInWords(t *testing.T) {
	at := time.Date(2026, 3, 2, 14, 2, 0, 0, time.UTC)
	for _, c := range []struct {
		status Status
		want   string
		well   bool
	}{
		{Status{}, "connecting", false},
		{Status{Connections: 1}, "live, 1 connection", true},
		{Status{Connections: 2}, "live, 2 connections", true},
		{Status{Connections: 2, CatchingUp: []string{"catching up 14:02–14:09"}, Behind: at, Updated: at.Add(time.Second)}, "catching up 14:02–14:09", true},
		{Status{Connections: 2, CatchingUp: []string{"catching up 14:02–14:09", "x"}, Behind: at, Updated: at.Add(time.Minute)}, "catching up 14:02–14:09, and 1 channel more", false},
		{Status{Connections: 2, CatchingUp: []string{"catching up 14:02–14:09", "x", "y"}, Updated: at}, "catching up 14:02–14:09, and 2 channels more", true},
		{Status{Down: at}, "down since 14:02, recording locally", false},
		{Status{Down: at, Problem: "no network"}, "down since 14:02, recording locally: no network", false},
		{Status{Connections: 2, Channels: map[string]Channel{"a": {Name: "ops", Archived: true}}}, "live, 2 connections; the channel is archived (#ops)", false},
		{Status{Connections: 2, Held: "the token no longer works"}, "live, 2 connections; nothing is told: the token no longer works", false},
	} {
		if got := c.status.Line(time.UTC); got != c.want || c.status.Well() != c.well {
			t.Errorf("%q, %t\nwant %q, %t", got, c.status.Well(), c.want, c.well)
		}
	}
}

func TestStepsAreCountedAndTimed(t *testing.T) {
	s := newSteps()
	for k := range 100 {
		s.took(stepWrite, 1, time.Duration(k+1)*time.Millisecond)
	}
	s.took(stepWrite, 0, time.Hour)
	got := s.read()[stepWrite]
	if got.Count != 100 || got.Worst != 100*time.Millisecond {
		t.Errorf("%+v", got)
	}
	if half := got.Median; half < 50*time.Millisecond || half > 100*time.Millisecond {
		t.Errorf("half of them took up to %s", half)
	}
	if got.P99 < 99*time.Millisecond || got.P99 > got.Worst {
		t.Errorf("99 %% took up to %s", got.P99)
	}
}
