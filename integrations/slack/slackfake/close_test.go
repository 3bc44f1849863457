package slackfake_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

// TestCloseLeavesNothingBehind closes a busy workspace and looks for goroutines that still run its code.
func TestCloseLeavesNothingBehind(t *testing.T) {
	s := newStage(t, slackfake.Options{Clock: slackfake.WallClock{}})
	s.connect(t)
	c := s.connect(t)
	s.DelayEnvelopes(1, time.Hour)
	s.say(t, 3)
	c.conn.Close()
	s.FailCalls("auth.test", 1, slackfake.Slow(time.Hour))
	calling := make(chan struct{})
	go func() {
		defer close(calling)
		_, _ = s.client(t).AuthTestContext(patience(t))
	}()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	<-calling
	if err := s.WaitDelivered(patience(t)); err == nil {
		t.Error("what was on its way arrived after the end")
	}
	// The server's own goroutines end a moment after their connections do.
	end := time.Now().Add(10 * time.Second)
	for left := running(); left != ""; left = running() {
		if time.Now().After(end) {
			t.Fatalf("after Close there still runs:\n%s", left)
		}
		time.Sleep(time.Millisecond)
	}
}

// running are the stacks of goroutines in the workspace's code, this test's own apart.
func running() string {
	buf := make([]byte, 1<<20)
	var left []string
	for stack := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(stack, "slackfake.(*") && !strings.Contains(stack, "slackfake_test.") {
			left = append(left, stack)
		}
	}
	return strings.Join(left, "\n\n")
}
