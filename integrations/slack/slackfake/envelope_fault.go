package slackfake

import (
	"encoding/json"
	"slices"
	"time"
)

// envelopeFault is something that befalls the next envelopes. An order covers a number of them; the next order begins
// where it ends.
type envelopeFault struct {
	left   int
	befall func(*Workspace, *envelope)
}

// order lines a fault up for the next n envelopes.
func (w *Workspace) order(n int, befall func(*Workspace, *envelope)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delivery.faults = append(w.delivery.faults, &envelopeFault{left: n, befall: befall})
}

// takeEnvelopeFault gives what befalls the next envelope: what was ordered, or else what Chaos says.
func (w *Workspace) takeEnvelopeFault() *envelopeFault {
	faults := w.delivery.faults
	if len(faults) == 0 {
		return w.delivery.chaos.pick(w)
	}
	f := faults[0]
	f.left--
	if f.left == 0 {
		w.delivery.faults = faults[1:]
	}
	return f
}

// drop loses an envelope on the way: it is not acknowledged, and so an event comes again.
func drop(w *Workspace, e *envelope) { w.expectAck(e) }

// double sends an envelope twice.
func double(w *Workspace, e *envelope) {
	w.transmit(e, false)
	w.transmit(e, false)
}

// late sends an envelope when d has passed on the clock.
func late(d time.Duration) func(*Workspace, *envelope) {
	return func(w *Workspace, e *envelope) {
		w.after(d, func() { w.transmit(e, false) })
	}
}

// cut ends the connection in the middle of the envelope.
func cut(w *Workspace, e *envelope) { w.transmit(e, true) }

// DropEnvelopes loses the next n envelopes.
func (w *Workspace) DropEnvelopes(n int) { w.order(n, drop) }

// DoubleEnvelopes sends the next n envelopes twice, with the same event_id and two envelope_ids.
func (w *Workspace) DoubleEnvelopes(n int) { w.order(n, double) }

// DelayEnvelopes sends the next n envelopes d later.
func (w *Workspace) DelayEnvelopes(n int, d time.Duration) { w.order(n, late(d)) }

// CutEnvelope ends the connection in the middle of the next envelope's frame.
func (w *Workspace) CutEnvelope() { w.order(1, cut) }

// ShuffleEnvelopes holds the next n envelopes, two at least, until the last of them is there, and sends them in another
// order.
func (w *Workspace) ShuffleEnvelopes(n int) {
	n = max(n, 2)
	var held []*envelope
	w.order(n, func(w *Workspace, e *envelope) {
		held = append(held, e)
		if len(held) < n {
			return
		}
		first := held[0]
		w.random.Shuffle(n, func(i, j int) { held[i], held[j] = held[j], held[i] })
		if held[0] == first {
			slices.Reverse(held)
		}
		for _, e := range held {
			w.transmit(e, false)
		}
	})
}

// Chaos is how likely each fault is to befall an envelope for which nothing was ordered, each between 0 and 1. Which
// envelopes it befalls follows from the workspace's seed.
type Chaos struct {
	Drop, Double, Cut, Delay float64
	MaxDelay                 time.Duration
}

// SetChaos lets chance do to envelopes what Chaos says, from now on.
func (w *Workspace) SetChaos(c Chaos) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delivery.chaos = c
}

// pick draws what befalls an envelope; nil is nothing.
func (c Chaos) pick(w *Workspace) *envelopeFault {
	if c == (Chaos{}) {
		return nil
	}
	d := time.Duration(w.random.Float64() * float64(c.MaxDelay))
	x := w.random.Float64()
	for _, fault := range []struct {
		likely float64
		befall func(*Workspace, *envelope)
	}{{c.Drop, drop}, {c.Double, double}, {c.Cut, cut}, {c.Delay, late(d)}} {
		if x < fault.likely {
			return &envelopeFault{befall: fault.befall}
		}
		x -= fault.likely
	}
	return nil
}

// Disconnect tells every connection to go. The next tail envelopes still go out on the first of them, right behind the
// disconnect. After a Warning, which only says that the connection will be refreshed soon, connections stay in use.
func (w *Workspace) Disconnect(reason Reason, tail int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.delivery.sockets {
		w.part(s, reason, tail)
		tail = 0
	}
}

// SendFrame sends a text frame as it is by one connection, for what Slack sends and nobody foresaw. acknowledged tells
// whether the app acknowledged the envelope_id in time, where the frame has one. It is false where no connection is open.
func (w *Workspace) SendFrame(id, text string) (acknowledged <-chan bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	told := make(chan bool, 1)
	e := &envelope{kind: "frame", answer: func(_ json.RawMessage, ok bool) { told <- ok }}
	w.delivery.open++
	sockets := w.usable()
	if len(sockets) == 0 {
		w.settle(e, nil, false)
		return told
	}
	w.delivery.sent[id] = e
	w.after(ackTime, func() {
		delete(w.delivery.sent, id)
		w.settle(e, nil, false)
	})
	sockets[0].queue(frame{data: []byte(text)})
	return told
}

// DisableSocketMode switches Socket Mode off for the app: every connection is told link_disabled, and none opens
// before EnableSocketMode.
func (w *Workspace) DisableSocketMode() {
	w.Disconnect(LinkDisabled, 0)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delivery.disabled = true
}

// EnableSocketMode switches Socket Mode on again.
func (w *Workspace) EnableSocketMode() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delivery.disabled = false
}
