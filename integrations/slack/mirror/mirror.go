package mirror

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mrkdwn"
	"baton/timeline"
)

// origin is the door that the live channel comes in by.
const origin incident.Origin = "slack"

// Options say which channel is mirrored, and who is who.
type Options struct {
	Channel message.Channel
	// People may grow while the mirror is used. Who an event names should be among them before it is taken, see
	// Event.People: a handle stays as it was first recorded, and who is not listed has their id for one.
	People *message.People
	Names  mrkdwn.Names
	// Self is baton's own presence in the workspace. What it posts is in the record already.
	Self Self
	// Signs are what people mean by emoji and links, nil for the usual ones.
	Signs *message.Signs
	// Keep is given what could not be read, cleaned and masked, before the call that brought it returns, one at a time. Its
	// error fails that call; the same events again are then given to it again. Nil keeps nothing.
	Keep func(reason string, body []byte) error
	// Took is told of each step for how many things together it was taken, and how long that took; nil for nobody. It must
	// not wait.
	Took func(s Step, things int, d time.Duration)

	window int // how many messages are held, 0 for the usual number
}

// Self are the ids of baton's own bot, each "" where it is not known.
type Self struct{ UserID, BotID, AppID string }

// posted tells whether baton itself posted a message.
func (s Self) posted(m *message.Raw) bool {
	is := func(id, own string) bool { return own != "" && id == own }
	return is(m.BotID, s.BotID) || is(m.User, s.UserID) || is(m.AppID, s.AppID)
}

// Mirror writes what one channel says into one incident. It is safe for concurrent use; one mirror of a channel is
// enough, and a second one writes nothing twice.
type Mirror struct {
	rec *timeline.Recorder
	ref incident.Ref

	mu        sync.Mutex
	translate message.Translator
	self      Self
	scribe    *message.Scribe
	record    *record
	unread    unreads
	took      func(Step, int, time.Duration)
	newest    atomic.Pointer[message.Stamp]
}

// Open reads what the incident's log holds of the channel, and records what follows from it and is not there yet.
func Open(ctx context.Context, rec *timeline.Recorder, ref incident.Ref, o Options) (*Mirror, error) {
	if o.Signs == nil {
		o.Signs = message.UsualSigns()
	}
	m := &Mirror{
		rec: rec, ref: ref, self: o.Self, unread: unreads{keep: o.Keep}, took: o.Took,
		scribe: message.NewScribe(origin, false, nil), record: newRecord(&o.Channel, message.NewScribe(origin, false, o.Signs), cmp.Or(o.window, window)),
		translate: message.Translator{Channel: &o.Channel, People: o.People, Names: o.Names},
	}
	if m.took == nil {
		m.took = func(Step, int, time.Duration) {}
	}
	err := o.Signs.Check()
	if err == nil {
		err = m.read(ctx, true)
	}
	if err == nil {
		err = m.follow(ctx)
	}
	if err != nil {
		return nil, m.failed(err)
	}
	m.record.shrink()
	return m, nil
}

// Unread tells what could not be read so far.
func (m *Mirror) Unread() Unread {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.unread.told()
}

// Newest is the ts of the newest message of the channel that the log has, zero for none. It waits for nothing.
func (m *Mirror) Newest() message.Stamp {
	if at := m.newest.Load(); at != nil {
		return *at
	}
	return message.Stamp{}
}

// Take is TakeAll of one event.
func (m *Mirror) Take(ctx context.Context, e Event) error { return m.TakeAll(ctx, []Event{e}) }

// TakeAll records what events say, in one append, and then what follows from all of them. It returns when that is
// durable: only then are they to be acknowledged. Events of another channel do nothing. The error is about the log, or
// Keep's; the same events again are always right.
func (m *Mirror) TakeAll(ctx context.Context, events []Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var about []message.Stamp
	for k := range events {
		if events[k].Channel == m.translate.Channel.ID {
			about = append(about, events[k].about()...)
		}
	}
	if err := m.hold(ctx, about...); err != nil {
		return m.failed(err)
	}
	began := time.Now()
	var orders []timeline.Instruction
	for k := range events {
		e := &events[k]
		if e.kind == unread {
			m.unread.add(e.reason, e.body)
			continue
		}
		if e.Channel == m.translate.Channel.ID {
			orders = append(orders, m.ofEvent(e)...)
		}
	}
	m.took(Normalise, len(events), time.Since(began))
	return m.take(ctx, orders)
}

// Fill records what the page says that a request gave, also of messages that are not on it any more. fetched is when it
// was asked for, UTC.
func (m *Mirror) Fill(ctx context.Context, r Request, p Page, fetched time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.holdPage(ctx, r, &p, fetched); err != nil {
		return m.failed(err)
	}
	if p.reason != "" {
		m.unread.add(p.reason, p.body)
	}
	var orders []timeline.Instruction
	for k := range p.messages {
		orders = append(orders, m.ofSnapshot(&p.messages[k], fetched)...)
	}
	orders = append(orders, m.ofAbsence(r, &p, fetched)...)
	return m.take(ctx, orders)
}

// failed says what failed.
func (m *Mirror) failed(err error) error {
	return fmt.Errorf("mirror #%s into %s: %w", message.Label(m.translate.Channel.Name), m.ref, err)
}

// take records evidence, what follows from it, and what could not be read.
func (m *Mirror) take(ctx context.Context, evidence []timeline.Instruction) error {
	err := m.intake(ctx, evidence)
	if err == nil {
		err = m.intake(ctx, m.firstWordings(evidence))
	}
	if err == nil {
		err = m.follow(ctx)
	}
	if failed := m.unread.settle(err == nil); err == nil {
		err = failed
	}
	if err != nil {
		return m.failed(err)
	}
	m.record.shrink()
	return nil
}

// intake records orders and reads what came of them, together with what others wrote meanwhile.
func (m *Mirror) intake(ctx context.Context, orders []timeline.Instruction) error {
	if len(orders) == 0 {
		return nil
	}
	now := m.rec.Now()
	for k := range orders {
		orders[k].Given.Now = notBefore(now, &orders[k].Given)
	}
	began := time.Now()
	outcomes, _, err := m.rec.Intake(ctx, m.ref, orders)
	if err != nil {
		return err
	}
	m.took(Write, len(orders), time.Since(began))
	for k, out := range outcomes {
		if out.Err != nil && isEvidence(orders[k].Order) {
			m.unread.add(out.Err.Error(), []byte(orders[k].Given.Key))
		}
	}
	began = time.Now()
	defer func() { m.took(Update, len(orders), time.Since(began)) }()
	return m.catchUp(ctx)
}

// notBefore is the clock for an order: ours, or the time of what happened where our clock is behind Slack's. A wrong
// clock must not lose what was said.
func notBefore(now time.Time, g *incident.Given) time.Time {
	for _, t := range []time.Time{g.When.At, g.Known} {
		if t.After(now) {
			now = t
		}
	}
	return now
}

// isEvidence tells which orders are never refused for good reason.
func isEvidence(o incident.Order) bool {
	switch o.(type) {
	case incident.Post, incident.EditPost, incident.DeletePost, incident.React, incident.NoteChannel:
		return true
	}
	return false
}

// catchUp reads what the log has gained.
func (m *Mirror) catchUp(ctx context.Context) error { return m.read(ctx, false) }

// read reads what the log has gained. anew: nothing is under way that needs the messages which are held.
func (m *Mirror) read(ctx context.Context, anew bool) error {
	for more := true; more; {
		var err error
		if more, err = m.readSome(ctx); err != nil {
			return err
		}
		if err := m.record.hold(ctx, m.rec.Log(), m.ref, m.record.missing); err != nil {
			return err
		}
		clear(m.record.missing)
		if anew {
			m.record.shrink()
		}
	}
	m.newest.Store(new(m.record.newest))
	return nil
}

// readSome reads a part of what the log has gained, and tells whether there is more: not so much that holding what it is
// about takes much memory.
func (m *Mirror) readSome(ctx context.Context) (more bool, err error) {
	n := 0
	for e, err := range m.rec.Log().Read(ctx, m.ref, m.record.next) {
		if err == nil {
			err = m.record.fold(e)
		}
		if err != nil {
			return false, err
		}
		if n++; n >= 2*m.record.window {
			return true, nil
		}
	}
	return false, nil
}
