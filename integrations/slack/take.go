package slack

import (
	"context"
	"sync"
	"time"

	"baton/integrations/slack/mirror"
	"baton/integrations/slack/socket"
)

// lanes are the lanes of all channels that were heard of.
type lanes struct {
	service *Service
	mu      sync.Mutex
	each    map[string]*lane
	begun   chan *lane
}

// mostLanes bounds how many channels have a lane of their own; those of no incident share one.
const mostBegun = 256

func newLanes(s *Service) *lanes {
	return &lanes{service: s, each: map[string]*lane{}, begun: make(chan *lane, mostBegun)}
}

// of is the lane of a channel. What is about no incident's channel goes through one lane.
func (l *lanes) of(channel string) *lane {
	if l.service.channels.of(channel) == nil {
		channel = ""
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	one := l.each[channel]
	if one == nil {
		one = newLane(l.service, channel)
		l.each[channel] = one
		l.begun <- one
	}
	return one
}

// run runs the lanes until ctx ends.
func (l *lanes) run(ctx context.Context) error {
	var all sync.WaitGroup
	defer all.Wait()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case one := <-l.begun:
			all.Go(func() { one.run(ctx) })
		}
	}
}

// oldest is when the first envelope came that waits in any lane, zero where none does.
func (l *lanes) oldest() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	var first time.Time
	for _, one := range l.each {
		if at := one.oldest(); !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// take routes an envelope. It is called where the connection is read, in the order of arrival.
func (s *Service) take(ctx context.Context, e socket.Envelope) {
	began := time.Now()
	switch e.Type {
	case "events_api":
		event := mirror.Decode(e.Payload)
		s.lanes.of(event.Channel).add(arrival{envelope: e, event: event, reason: event.Unread()})
	case "slash_commands", "interactive":
		s.answers.Go(func() { s.answer(ctx, e) })
	default:
		s.lanes.of("").add(arrival{envelope: e, reason: "it is no kind of envelope that is known"})
	}
	s.steps.took(stepValidate, 1, since(began))
}
