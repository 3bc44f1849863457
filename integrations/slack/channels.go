package slack

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mirror"
	"baton/timeline"
)

// afterwards is how long the channel of an incident that is over is mirrored on: people talk about the post-mortem there.
const afterwards = 7 * 24 * time.Hour

// channels are the channels of incidents, as the record has them.
type channels struct {
	mu    sync.Mutex
	byID  map[string]*mirrored
	byRef map[incident.Ref]*mirrored
	heads map[incident.Ref]uint64 // of the logs that were looked at
	wait  map[incident.Ref][]chan string
}

// mirrored is one channel with the mirror of it.
type mirrored struct {
	ref     incident.Ref
	channel incident.Channel
	mirror  *mirror.Mirror
}

func newChannels() *channels {
	return &channels{
		byID: map[string]*mirrored{}, byRef: map[incident.Ref]*mirrored{}, heads: map[incident.Ref]uint64{},
		wait: map[incident.Ref][]chan string{},
	}
}

// of is the incident's mirror that a channel has, nil for none.
func (c *channels) of(id string) *mirrored {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byID[id]
}

func (c *channels) ofRef(ref incident.Ref) *mirrored {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byRef[ref]
}

func (c *channels) all() []*mirrored {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.SortedFunc(maps.Values(c.byRef), func(a, b *mirrored) int { return compareRefs(a.ref, b.ref) })
}

func compareRefs(a, b incident.Ref) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// put notes which channel an incident has, and tells those who wait for that.
func (c *channels) put(m *mirrored) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.byRef[m.ref]; old != nil {
		delete(c.byID, old.channel.ID)
	}
	c.byID[m.channel.ID], c.byRef[m.ref] = m, m
	for _, w := range c.wait[m.ref] {
		w <- m.channel.ID
	}
	delete(c.wait, m.ref)
}

// drop forgets the channel of an incident.
func (c *channels) drop(m *mirrored) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.byID, m.channel.ID)
	delete(c.byRef, m.ref)
}

// bound gives the id of an incident's channel once it has one. It is called before the channel can be there.
func (c *channels) bound(ref incident.Ref) <-chan string {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := make(chan string, 1)
	if m := c.byRef[ref]; m != nil {
		w <- m.channel.ID
		return w
	}
	c.wait[ref] = append(c.wait[ref], w)
	return w
}

// fresh tells whether a log has grown since it was looked at.
func (c *channels) fresh(ref incident.Ref, seq uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return seq != c.heads[ref]
}

// looked notes that a log was looked at. One whose mirror could not be opened is looked at again.
func (c *channels) looked(ref incident.Ref, seq uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heads[ref] = seq
}

// stale makes a log be looked at again.
func (c *channels) stale(ref incident.Ref) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.heads, ref)
}

// lookForChannels opens the mirrors of channels that incidents have gained.
func (s *Service) lookForChannels(ctx context.Context) error {
	heads, err := s.rec.Log().List(ctx)
	if err != nil {
		return fmt.Errorf("look for the channels of incidents: %w", err)
	}
	for _, h := range heads {
		if !s.channels.fresh(h.Ref, h.Seq) {
			continue
		}
		if err := s.lookAt(ctx, h.Ref); err != nil {
			s.channels.stale(h.Ref)
			return err
		}
		s.channels.looked(h.Ref, h.Seq)
	}
	return nil
}

func (s *Service) lookAt(ctx context.Context, ref incident.Ref) error {
	now, look := s.channels.ofRef(ref), s.rec.Look
	if now != nil {
		look = s.rec.State // which the recorder has at hand, as it is written to
	}
	state, err := look(ctx, ref)
	if err != nil {
		return fmt.Errorf("look for the channel of %s: %w", ref, err)
	}
	switch {
	case !s.mirrors(&state):
		return nil
	case now != nil && now.channel.ID == state.Channel.ID:
		s.rename(now, state.Channel)
		return nil
	}
	return s.openMirror(ctx, &state)
}

// over closes the mirror of a channel that is not listened to any more, and tells whether it was. It is opened again when
// the incident is.
func (s *Service) over(ctx context.Context, m *mirrored) bool {
	state, err := s.rec.State(ctx, m.ref)
	if err != nil || s.mirrors(&state) {
		return false
	}
	s.channels.drop(m)
	s.board.say(func(st *Status) { delete(st.Channels, string(m.ref)) })
	return true
}

// mirrors tells whether the channel of an incident is listened to.
func (s *Service) mirrors(i *incident.Incident) bool {
	if i.Channel.ID == "" || i.Channel.Service != service || i.Status == incident.Past {
		return false
	}
	return i.Open() || s.rec.Now().Sub(i.Resolved.At) < afterwards
}

// openMirror begins to record what a channel says, also what it said before.
func (s *Service) openMirror(ctx context.Context, i *incident.Incident) error {
	s.people.name(i.Channel.ID, i.Channel.Name)
	m, err := mirror.Open(ctx, s.rec, i.Ref, mirror.Options{
		Channel: message.Channel{ID: i.Channel.ID, Name: i.Channel.Name}, People: s.people.people, Names: s.people.spoken(),
		Self: s.self, Signs: s.signs, Keep: s.keepUnread, Took: s.steps.took,
	})
	if err != nil {
		return err
	}
	s.channels.put(&mirrored{ref: i.Ref, channel: i.Channel, mirror: m})
	s.board.say(func(st *Status) {
		st.Channels[string(i.Ref)] = Channel{ID: i.Channel.ID, Name: i.Channel.Name}
	})
	s.catching.ask(i.Ref)
	s.catchUp(i.Ref, s.notHeardSince(i))
	return s.needsNone(ctx, i)
}

// needsNone lets go on what waits for a channel that could not be made: people gave the incident another one.
func (s *Service) needsNone(ctx context.Context, i *incident.Incident) error {
	if made, _ := i.DeliveryOf("channel"); made.Stage != incident.StageFailed {
		return nil
	}
	_, _, err := s.rec.Do(ctx, i.Ref, timeline.Instruction{Order: incident.RetryDelivery{Key: "channel"}, Given: incident.Given{By: baton, Origin: service}})
	if errors.As(err, new(*incident.Refusal)) {
		return nil // a person was faster
	}
	return err
}

// notHeardSince is from when on a channel is to be read: from when the service last heard everything, or from the
// beginning where the channel is new to it.
func (s *Service) notHeardSince(i *incident.Incident) time.Time {
	if s.heardBefore.After(i.Channel.Bound.At) {
		return s.heardBefore.Add(-overlap)
	}
	return earlier(i.Declared.At, i.Channel.Bound.At).Add(-overlap)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// watchChannels looks once a second which incidents have got a channel.
func (s *Service) watchChannels(ctx context.Context) error {
	for {
		if err := s.lookForChannels(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("the channels of incidents cannot be looked up", "error", err.Error())
		}
		if err := s.pause(ctx, time.Second); err != nil {
			return err
		}
	}
}
