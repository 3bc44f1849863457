package slackfake_test

import (
	"slices"
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

func TestHandClock(t *testing.T) {
	c := slackfake.NewHandClock(afternoon)
	var calls []string
	after := func(d time.Duration, name string) (stop func()) {
		return c.AfterFunc(d, func() { calls = append(calls, name+" "+c.Now().Sub(afternoon).String()) })
	}
	after(2*time.Second, "b")
	after(time.Second, "a")
	after(2*time.Second, "c")
	after(2*time.Second, "never")()
	after(time.Minute, "later")
	c.AfterFunc(3*time.Second, func() { after(time.Second, "nested") })
	after(-time.Second, "past")
	c.Advance(10 * time.Second)
	want := []string{"past 0s", "a 1s", "b 2s", "c 2s", "nested 4s"}
	if !slices.Equal(calls, want) || c.Now() != afternoon.Add(10*time.Second) {
		t.Errorf("at %s: %q, want %q", c.Now(), calls, want)
	}
}
