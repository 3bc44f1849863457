package slackfake

import (
	"slices"
	"time"
)

// pinLimit is how many pins a channel has room for (too_many_pins; the number is not in the reference).
const pinLimit = 100

// pin is a message that was pinned to its channel.
type pin struct {
	ts TS
	by UserID
	at time.Time
}

func pinsAdd(w *Workspace, c *call) (answer, error) {
	ch, err := w.joinedChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	if c.arg("timestamp") == "" {
		return nil, failure("no_item_specified")
	}
	return nil, w.pin(ch, TS(c.arg("timestamp")), w.bot.ID)
}

func (w *Workspace) pin(ch *channel, ts TS, by UserID) error {
	m := ch.message(ts)
	switch {
	case m == nil:
		return failure("message_not_found")
	case slices.ContainsFunc(ch.pins, func(p pin) bool { return p.ts == ts }):
		return failure("already_pinned")
	case len(ch.pins) >= pinLimit:
		return failure("too_many_pins")
	}
	p := pin{ts: ts, by: by, at: w.clock.Now()}
	ch.pins = append(ch.pins, p)
	m.PinnedTo = append(m.PinnedTo, ch.id)
	w.emitPin("pin_added", ch, p, by)
	return nil
}

func (w *Workspace) unpin(ch *channel, ts TS, by UserID) error {
	at := slices.IndexFunc(ch.pins, func(p pin) bool { return p.ts == ts })
	if at < 0 {
		return failure("no_pin")
	}
	p := ch.pins[at]
	ch.pins = slices.Delete(ch.pins, at, at+1)
	ch.message(ts).PinnedTo = nil
	w.emitPin("pin_removed", ch, p, by)
	return nil
}

// unpinDeleted takes a message that is about to go off the pins, without a word.
func (w *Workspace) unpinDeleted(ch *channel, m *Message) {
	ch.pins = slices.DeleteFunc(ch.pins, func(p pin) bool { return p.ts == m.TS })
	m.PinnedTo = nil
}

func (w *Workspace) emitPin(kind string, ch *channel, p pin, by UserID) {
	w.emit(kind, ch, answer{
		"user": by, "channel_id": ch.id, "item": w.pinJSON(ch, p), "item_user": ch.message(p.ts).User, "pin_count": len(ch.pins),
	})
}

func (w *Workspace) pinJSON(ch *channel, p pin) answer {
	m := ch.message(p.ts).copied()
	m.Permalink = w.permalink(ch, &m)
	return answer{"type": "message", "channel": ch.id, "created": p.at.Unix(), "created_by": p.by, "message": m}
}

// pinsList gives the newest pin first.
func pinsList(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	items := []answer{}
	for _, p := range slices.Backward(ch.pins) {
		items = append(items, w.pinJSON(ch, p))
	}
	return answer{"items": items}, nil
}
