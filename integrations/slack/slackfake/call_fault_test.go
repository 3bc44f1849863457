package slackfake_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

func TestCallFaults(t *testing.T) {
	for name, test := range map[string]struct {
		fault  slackfake.CallFault
		posted int // messages in the channel after one call
		want   func(error) bool
	}{
		"rate limited":       {slackfake.RateLimited(7 * time.Second), 0, limitedFor(7 * time.Second)},
		"no Retry-After":     {slackfake.RateLimitedBare(), 0, statusIs(429)},
		"fraction":           {slackfake.RateLimitedFraction(1500 * time.Millisecond), 0, says("invalid syntax")},
		"limited with 200":   {slackfake.Refused("ratelimited"), 0, says("ratelimited")},
		"unavailable":        {slackfake.ServerError(503), 0, statusIs(503)},
		"proxy":              {slackfake.ProxyPage(), 0, says("invalid character")},
		"call lost":          {slackfake.CallLost(), 0, says("EOF")},
		"answer lost":        {slackfake.AnswerLost(), 1, says("EOF")},
		"plan":               {slackfake.Refused("plan_upgrade_required"), 0, says("plan_upgrade_required")},
		"whole seconds only": {slackfake.RateLimited(1500 * time.Millisecond), 0, limitedFor(2 * time.Second)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, slackfake.Options{})
			api := s.client(t)
			s.FailCalls("chat.postMessage", 1, test.fault)
			post := func() error {
				_, _, err := api.PostMessageContext(patience(t), string(s.ops), slack.MsgOptionText("hello", false))
				return err
			}
			if err := post(); err == nil || !test.want(err) {
				t.Errorf("the call ended with %v", err)
			}
			if n := len(s.Messages(s.ops)); n != test.posted {
				t.Errorf("%d messages after the fault, want %d", n, test.posted)
			}
			if err := post(); err != nil {
				t.Errorf("the call after the fault: %v", err)
			}
		})
	}
}

func limitedFor(d time.Duration) func(error) bool {
	return func(err error) bool {
		limited, ok := errors.AsType[*slack.RateLimitedError](err)
		return ok && limited.RetryAfter == d
	}
}

func statusIs(code int) func(error) bool {
	return func(err error) bool {
		status, ok := errors.AsType[slack.StatusCodeError](err)
		return ok && status.Code == code
	}
}

func says(text string) func(error) bool {
	return func(err error) bool { return strings.Contains(err.Error(), text) }
}

func TestStormOfRefusals(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	api := s.client(t)
	s.FailCalls("", 3, slackfake.RateLimited(time.Second))
	refusals := 0
	for range 5 {
		if _, err := api.AuthTestContext(patience(t)); err != nil {
			refusals++
		}
	}
	if refusals != 3 {
		t.Errorf("%d calls were refused, want 3", refusals)
	}
}

func TestSlowAnswers(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	api := s.client(t)
	s.FailCalls("auth.test", 2, slackfake.Slow(30*time.Second))
	ctx, cancel := context.WithCancel(patience(t))
	cancel()
	if _, err := api.AuthTestContext(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a call that was given up ended with %v", err)
	}
	done := make(chan error)
	go func() {
		_, err := api.AuthTestContext(patience(t))
		done <- err
	}()
	for {
		s.clock.Advance(30 * time.Second) // the call may not have come in yet
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		case <-time.After(time.Millisecond):
		}
	}
}

func TestRevokedTokens(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	api := s.client(t)
	s.RevokeTokens("token_revoked")
	_, err := api.AuthTestContext(patience(t))
	refused(t, err, "token_revoked")
	_, _, err = api.StartSocketModeContext(patience(t))
	refused(t, err, "token_revoked")
	s.RevokeTokens("")
	if _, err = api.AuthTestContext(patience(t)); err != nil {
		t.Error(err)
	}
}
