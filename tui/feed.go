package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// feed brings the events of one incident to the model as they become durable. A goroutine follows the log into a
// channel; a command waits for the channel, takes what is there, and is armed again when its message was handled. So a
// flood of events makes few messages, and few frames.
type feed struct {
	items chan followed
	stop  context.CancelFunc
}

type followed struct {
	event incident.Event
	err   error
}

// maxBatch bounds how many events one message brings, and with it how long a key waits behind one.
const maxBatch = 512

// follow starts a feed from an event on.
func (fx *effects) follow(ref incident.Ref, from uint64) *feed {
	ctx, cancel := context.WithCancel(fx.ctx)
	f := &feed{items: make(chan followed, maxBatch), stop: cancel}
	go f.pump(ctx, fx.recorder.Log(), ref, from)
	return f
}

func (f *feed) pump(ctx context.Context, log timeline.Log, ref incident.Ref, from uint64) {
	defer close(f.items)
	defer func() {
		if r := recover(); r != nil { // the console goes on and tries again, as after any other loss
			select {
			case f.items <- followed{err: fmt.Errorf("follow %s: %v", ref, r)}:
			case <-ctx.Done():
			}
		}
	}()
	for e, err := range log.Follow(ctx, ref, from) {
		select {
		case f.items <- followed{event: e, err: err}:
		case <-ctx.Done():
			return
		}
	}
}

// next waits for events. A feed that was stopped answers with nothing.
func (f *feed) next(visit int) tea.Cmd {
	return func() tea.Msg {
		m := followedMsg{visit: visit, feed: f}
		item, ok := <-f.items
		for ok {
			if item.err != nil {
				m.err = item.err
				return m
			}
			m.events = append(m.events, item.event)
			if len(m.events) == maxBatch {
				return m
			}
			select {
			case item, ok = <-f.items:
			default:
				return m
			}
		}
		if len(m.events) == 0 {
			m.err = timeline.ErrClosed
		}
		return m
	}
}
