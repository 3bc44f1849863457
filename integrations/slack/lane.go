package slack

import (
	"context"
	"errors"
	"sync"
	"time"

	"baton/integrations/clean"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/socket"
)

const (
	// mostWaiting envelopes of one channel wait at most. What comes beyond is left to Slack's redelivery and to reading
	// the channel again: memory is bounded whatever happens.
	mostWaiting = 20_000
	// mostAtOnce is how many are recorded in one append.
	mostAtOnce = 256
)

// lane keeps the order of what comes in about one channel: recorded in batches, and then acknowledged.
type lane struct {
	service *Service
	channel string // "" for what is about none

	mu      sync.Mutex
	waiting []arrival
	wake    chan struct{} // holds one when something waits
}

// arrival is one envelope of the Events API.
type arrival struct {
	envelope socket.Envelope
	event    mirror.Event
	reason   string // why it is no event, "" where it is one
}

func newLane(s *Service, channel string) *lane {
	return &lane{service: s, channel: channel, wake: make(chan struct{}, 1)}
}

// add takes an arrival in; it does not wait.
func (l *lane) add(a arrival) {
	l.mu.Lock()
	full := len(l.waiting) >= mostWaiting
	if !full {
		l.waiting = append(l.waiting, a)
	}
	l.mu.Unlock()
	if full {
		l.service.missed(a.envelope.At)
		return
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// oldest is when the first of those that wait came, zero where none does.
func (l *lane) oldest() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		return time.Time{}
	}
	return l.waiting[0].envelope.At
}

// run records what comes in until ctx ends. A record that refuses, such as a full disk, is tried again: nothing is
// acknowledged before.
func (l *lane) run(ctx context.Context) {
	for {
		batch := l.first(ctx)
		if batch == nil {
			return
		}
		for l.record(ctx, batch) != nil {
			if l.service.pause(ctx, time.Second) != nil {
				return
			}
		}
		l.done(batch)
	}
}

// first waits for something and gives what has gathered, which stays in its place until it is done.
func (l *lane) first(ctx context.Context) []arrival {
	for {
		l.mu.Lock()
		n := min(len(l.waiting), mostAtOnce)
		batch := l.waiting[:n:n]
		l.mu.Unlock()
		if n > 0 {
			return batch
		}
		select {
		case <-ctx.Done():
			return nil
		case <-l.wake:
		}
	}
}

func (l *lane) done(batch []arrival) {
	began := time.Now()
	for k := range batch {
		_ = batch[k].envelope.Ack(nil) // one that does not arrive makes Slack send it again, which does nothing
	}
	l.service.steps.took(stepUpdate, len(batch), since(began))
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting = l.waiting[len(batch):]; len(l.waiting) == 0 {
		l.waiting = nil
	}
}

func (l *lane) record(ctx context.Context, batch []arrival) error {
	events := make([]mirror.Event, 0, len(batch))
	for k := range batch {
		if a := &batch[k]; a.reason != "" {
			if err := l.service.keepUnread(a.reason, a.envelope.Raw); err != nil {
				return l.service.failing(err)
			}
			continue
		}
		events = append(events, batch[k].event)
	}
	m := l.service.channels.of(l.channel)
	if m == nil || len(events) == 0 {
		return nil
	}
	began := time.Now()
	for k := range events {
		l.service.people.learn(ctx, events[k].Users()...)
	}
	l.service.steps.took(stepHydrate, len(events), since(began))
	if err := l.service.failing(m.mirror.TakeAll(ctx, events)); err != nil {
		return err
	}
	l.service.turned(ctx, m, events)
	return nil
}

// since is how long something took, on the wall's clock: it is work that is measured.
func since(began time.Time) time.Duration { return time.Since(began) }

// failing says that the record refuses, once it does, and again when it no longer does.
func (s *Service) failing(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	text := ""
	if err != nil {
		text = clean.Line(err.Error())
	}
	s.mu.Lock()
	changed := s.refuses != text
	s.refuses = text
	s.mu.Unlock()
	if changed && text != "" {
		s.log.Error("the record refuses what Slack says; it is tried again and not acknowledged", "error", text)
	}
	return err
}

// keepUnread keeps what could not be read, for whoever mends it, and returns when it is durable.
func (s *Service) keepUnread(reason string, body []byte) error {
	const most = 64 << 10
	masked, _ := clean.Secrets(clean.Text(message.Clip(string(body), most)))
	s.log.Warn("an event of Slack could not be read; it is kept", "reason", reason)
	if err := s.folder.add(unread{At: s.rec.Now(), Reason: reason, Body: masked}); err != nil {
		return err
	}
	s.board.say(func(st *Status) { st.Unread++ })
	return nil
}
