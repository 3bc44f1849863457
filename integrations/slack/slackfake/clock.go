package slackfake

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Clock is the time that a Workspace lives in.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, in any goroutine, when d has passed. stop keeps a call that has not begun from happening.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// WallClock is the machine's own time.
type WallClock struct{}

// Now is the time of day.
func (WallClock) Now() time.Time { return time.Now() }

// AfterFunc calls f in a goroutine of its own.
func (WallClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}

// HandClock stands still until it is moved.
type HandClock struct {
	mu      sync.Mutex
	now     time.Time
	pending []*alarm
}

// alarm is a call that a HandClock owes.
type alarm struct {
	at   time.Time
	call func()
}

// NewHandClock stands at start.
func NewHandClock(start time.Time) *HandClock { return &HandClock{now: start} }

// Now is where the clock stands.
func (c *HandClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc calls f inside the Advance that reaches its time.
func (c *HandClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := &alarm{at: c.now.Add(d), call: f}
	at, _ := slices.BinarySearchFunc(c.pending, a, func(old, a *alarm) int {
		if old.at.After(a.at) {
			return 1
		}
		return -1 // behind those of the same moment
	})
	c.pending = slices.Insert(c.pending, at, a)
	return func() { c.forget(a) }
}

func (c *HandClock) forget(a *alarm) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending = slices.DeleteFunc(c.pending, func(p *alarm) bool { return p == a })
}

// Advance moves the clock and makes the calls that come due, in order and each at its own time, before it returns.
func (c *HandClock) Advance(d time.Duration) {
	end := c.Now().Add(d)
	for {
		call := c.next(end)
		if call == nil {
			return
		}
		call()
	}
}

// next moves the clock to the next call that is due by end, or to end when there is none.
func (c *HandClock) next(end time.Time) func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.pending) == 0 || c.pending[0].at.After(end) {
		c.now = end
		return nil
	}
	a := c.pending[0]
	c.pending = c.pending[1:]
	if a.at.After(c.now) {
		c.now = a.at
	}
	return a.call
}

// wait returns when d has passed on the clock, or with the reason why ctx ended.
func wait(ctx context.Context, c Clock, d time.Duration) error {
	done := make(chan struct{})
	stop := c.AfterFunc(d, func() { close(done) })
	defer stop()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
