package slackfake

import (
	"context"
	"encoding/json"
	"time"
)

// ackTime is how long an app has to acknowledge an envelope (docs.slack.dev, "Socket Mode").
const ackTime = 3 * time.Second

// redeliveries are the waits before an event that was not acknowledged comes again: nearly at once, after a minute, after
// five (docs.slack.dev, "Events API", retries).
var redeliveries = []time.Duration{0, time.Minute, 5 * time.Minute}

// ackLimit is the size from which Slack drops the payload of an acknowledgement without a word, bytes.
const ackLimit = 20 << 10

// delivery is everything on its way to the app.
type delivery struct {
	events   []string // subscriptions
	tickets  map[string]bool
	sockets  []*socket
	disabled bool                 // Socket Mode was switched off
	once     bool                 // nothing comes again
	waiting  []*envelope          // for a socket
	sent     map[string]*envelope // by envelope_id, not yet acknowledged
	open     int                  // envelopes whose fate is not known yet
	faults   []*envelopeFault
	chaos    Chaos
}

func newDelivery(events []string) delivery {
	if events == nil {
		events = DefaultEvents
	}
	return delivery{events: events, tickets: map[string]bool{}, sent: map[string]*envelope{}}
}

// envelope is one event, command or interaction on its way to the app, through all attempts.
type envelope struct {
	kind    string // events_api, slash_commands or interactive
	eventID string // of an event
	payload answer
	accepts bool // the acknowledgement may carry a payload
	attempt int
	settled bool                               // acknowledged or given up
	answer  func(ack json.RawMessage, ok bool) // of a command or an interaction: called once, under the lock
}

// deliver starts an envelope on its way. The caller holds the lock.
func (w *Workspace) deliver(e *envelope) {
	w.delivery.open++
	w.dispatch(e)
	w.touch()
}

// dispatch sends an envelope, or does to it what was ordered.
func (w *Workspace) dispatch(e *envelope) {
	if len(w.usable()) == 0 {
		w.delivery.park(w, e)
		return
	}
	if f := w.takeEnvelopeFault(); f != nil {
		f.befall(w, e)
		return
	}
	w.transmit(e, false)
}

// park keeps an event until a socket opens. Nobody waits that long for a command or an interaction.
func (d *delivery) park(w *Workspace, e *envelope) {
	if e.kind == "events_api" {
		d.waiting = append(d.waiting, e)
		return
	}
	w.settle(e, nil, false)
}

// transmit writes an envelope to one of the sockets, with a new envelope_id, and waits for its acknowledgement.
func (w *Workspace) transmit(e *envelope, cut bool) {
	sockets := w.usable()
	if len(sockets) == 0 {
		w.delivery.park(w, e)
		return
	}
	s := sockets[w.random.IntN(len(sockets))]
	id := w.expectAck(e)
	frame := answer{"type": e.kind, "envelope_id": id, "payload": e.payload, "accepts_response_payload": e.accepts}
	if e.kind == "events_api" {
		frame["retry_attempt"], frame["retry_reason"] = e.attempt, ""
		if e.attempt > 0 {
			frame["retry_reason"] = "timeout"
		}
	}
	switch {
	case s.leaving:
		s.tail--
	case cut:
		s.leaving = true
	}
	s.send(frame, cut)
}

// expectAck gives an envelope an id and the time until it counts as lost.
func (w *Workspace) expectAck(e *envelope) string {
	id := w.newID("E")
	w.delivery.sent[id] = e
	w.after(ackTime, func() {
		if w.delivery.sent[id] != nil {
			delete(w.delivery.sent, id)
			w.timedOut(e)
		}
	})
	return id
}

// timedOut sends an event once more while there are attempts left. Commands and interactions come once only.
func (w *Workspace) timedOut(e *envelope) {
	if e.settled {
		return
	}
	if e.kind != "events_api" || w.delivery.once || e.attempt == len(redeliveries) {
		w.settle(e, nil, false)
		return
	}
	pause := redeliveries[e.attempt]
	e.attempt++
	if pause == 0 {
		w.dispatch(e)
		return
	}
	w.after(pause, func() {
		if !e.settled {
			w.dispatch(e)
		}
	})
}

// acknowledged takes an app's acknowledgement. One that comes too late, or names no envelope, does nothing.
func (w *Workspace) acknowledged(id string, payload json.RawMessage, size int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e := w.delivery.sent[id]
	if e == nil {
		return
	}
	delete(w.delivery.sent, id)
	if size >= ackLimit || !e.accepts {
		payload = nil
	}
	w.settle(e, payload, true)
}

func (w *Workspace) settle(e *envelope, payload json.RawMessage, ok bool) {
	if e.settled {
		return
	}
	e.settled = true
	w.delivery.open--
	if e.answer != nil {
		e.answer(payload, ok)
	}
	w.touch()
}

// WaitDelivered returns when everything that was on its way to the app is acknowledged or given up.
func (w *Workspace) WaitDelivered(ctx context.Context) error {
	return w.until(ctx, func() bool { return w.delivery.open == 0 })
}

// StopRedelivery makes everything come once only: what is not acknowledged is gone.
func (w *Workspace) StopRedelivery() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delivery.once = true
}
