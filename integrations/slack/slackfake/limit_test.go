package slackfake_test

import (
	"errors"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// retryAfter is how long a call was told to wait; 0 when it was carried out.
func retryAfter(t *testing.T, err error) time.Duration {
	t.Helper()
	limited, ok := errors.AsType[*slack.RateLimitedError](err)
	if err != nil && !ok {
		t.Fatal(err)
	}
	if ok {
		return limited.RetryAfter
	}
	return 0
}

func TestTiers(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	api := s.client(t)
	ctx := patience(t)
	for name, test := range map[string]struct {
		calls int
		call  func() error
	}{
		"tier 2": {20, func() error { _, err := api.GetUserGroupsContext(ctx); return err }},
		"tier 3": {50, func() error { _, err := api.GetUserByEmailContext(ctx, "maya@example.com"); return err }},
		"tier 4": {100, func() error { _, err := api.GetUserInfoContext(ctx, string(s.maya.ID())); return err }},
	} {
		t.Run(name, func(t *testing.T) {
			for n := range test.calls {
				if d := retryAfter(t, test.call()); d != 0 {
					t.Fatalf("call %d has to wait %s", n+1, d)
				}
			}
			s.clock.Advance(time.Second)
			if d := retryAfter(t, test.call()); d != 59*time.Second {
				t.Errorf("one call too many has to wait %s, want 59 s", d)
			}
			s.clock.Advance(58 * time.Second)
			if d := retryAfter(t, test.call()); d != time.Second {
				t.Errorf("a second before the minute is over it has to wait %s", d)
			}
			s.clock.Advance(time.Second)
			if d := retryAfter(t, test.call()); d != 0 {
				t.Errorf("after a minute it has to wait %s", d)
			}
		})
	}
}

func TestOnePostASecondInAChannel(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	other := s.AddChannel(slackfake.Channel{Name: "other", Members: []slackfake.UserID{s.BotUser()}})
	api := s.client(t)
	post := func(ch slackfake.ChannelID) time.Duration {
		_, _, err := api.PostMessageContext(patience(t), string(ch), slack.MsgOptionText("x", false))
		return retryAfter(t, err)
	}
	burst := 0
	for post(s.ops) == 0 {
		burst++
	}
	if burst < 2 || burst > 10 {
		t.Errorf("a burst has %d posts", burst)
	}
	if d := post(s.ops); d != time.Second {
		t.Errorf("the next post has to wait %s", d)
	}
	if d := post(other); d != 0 {
		t.Errorf("a post in another channel has to wait %s", d)
	}
	for range 3 {
		s.clock.Advance(time.Second)
		if post(s.ops) != 0 || post(s.ops) == 0 {
			t.Error("not one post a second")
		}
	}
}

func TestUnlimited(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true})
	api := s.client(t)
	for range 30 {
		if _, err := api.GetUserGroupsContext(patience(t)); err != nil {
			t.Fatal(err)
		}
	}
}
