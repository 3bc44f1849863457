package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/web"
	"baton/timeline"
)

// turned follows what became of a channel itself. What Slack says of it in passing may come late and out of order, so it
// is asked what the channel is like now. One into which baton comes is read from the beginning of the incident: nothing was
// heard there while it was out.
func (s *Service) turned(ctx context.Context, m *mirrored, events []mirror.Event) {
	for k := range events {
		turn, who := events[k].Turn()
		us := who == "" || who == s.self.UserID
		switch {
		case turn == mirror.Altered, turn == mirror.Left && us:
			s.catching.ask(m.ref)
		case turn == mirror.Joined && us:
			s.cameBack(ctx, m)
		}
	}
}

func (s *Service) cameBack(ctx context.Context, m *mirrored) {
	state, err := s.rec.Look(ctx, m.ref)
	if err != nil {
		s.log.Error("an incident cannot be read", "incident", string(m.ref), "error", err.Error())
		return
	}
	s.catching.ask(m.ref)
	s.catchUp(m.ref, earlier(state.Declared.At, state.Channel.Bound.At).Add(-overlap))
	s.catching.resume(m.ref)
}

// describe asks what a channel is like now: its name, whether it is archived, and whether baton is in it.
func (s *Service) describe(ctx context.Context, ref incident.Ref) error {
	s.catching.asked(ref)
	m := s.channels.ofRef(ref)
	if m == nil {
		return nil
	}
	body, err := s.web.Call(ctx, "conversations.info", url.Values{"channel": {m.channel.ID}})
	if refused := (*web.Refused)(nil); errors.As(err, &refused) {
		s.log.Warn("Slack does not say what a channel is like", "incident", string(ref), "error", err.Error())
		s.doubtEntry(refused)
		return nil // reading it says what is wrong
	}
	if err != nil {
		s.catching.ask(ref)
		return err
	}
	var said struct {
		Channel struct {
			conversation
			Member *bool `json:"is_member"`
		} `json:"channel"`
	}
	if err := json.Unmarshal(body, &said); err != nil || said.Channel.ID != m.channel.ID {
		return nil
	}
	s.board.say(func(st *Status) {
		c := st.Channels[string(ref)]
		c.Archived, c.Absent = said.Channel.Archived, said.Channel.Member != nil && !*said.Channel.Member
		st.Channels[string(ref)] = c
	})
	if err := s.failing(s.keepName(ctx, m, said.Channel.Name)); err != nil {
		s.catching.ask(ref)
		return err
	}
	return nil
}

// asked takes a channel off the list of those to ask about.
func (c *catching) asked(ref incident.Ref) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.asks, ref)
}

// keepName records the name of a channel that was renamed.
func (s *Service) keepName(ctx context.Context, m *mirrored, name string) error {
	now := m.channel
	if name = clean.Line(name); name == "" || name == now.Name {
		return nil
	}
	order := incident.BindChannel{Service: service, ID: now.ID, Name: name, Team: now.Team, URL: now.URL}
	_, _, err := s.rec.Do(ctx, m.ref, timeline.Instruction{Order: order, Given: incident.Given{By: baton, Origin: service}})
	if errors.As(err, new(*incident.Refusal)) {
		return nil // it has that name already
	}
	return err
}

// baton is who the record says did what nobody asked for.
const baton incident.Person = "baton"

// rename takes in the name that a channel has in the record.
func (s *Service) rename(m *mirrored, now incident.Channel) {
	if m.channel.Name == now.Name {
		return
	}
	s.people.name(now.ID, now.Name)
	s.channels.put(&mirrored{ref: m.ref, channel: now, mirror: m.mirror})
	s.board.say(func(st *Status) {
		c := st.Channels[string(m.ref)]
		c.Name = now.Name
		st.Channels[string(m.ref)] = c
	})
}

// doubtEntry makes the service ask whether its token still works, where a refusal sounds like it does not.
func (s *Service) doubtEntry(r *web.Refused) {
	if !isTokenCode(r.Code) {
		return
	}
	select {
	case s.doubts <- struct{}{}:
	default:
	}
}

// watchEntry ends the service when its token is refused. Whoever runs it starts it again, with the token that there is then.
func (s *Service) watchEntry(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.doubts:
		}
		_, err := s.web.Call(ctx, "auth.test", url.Values{})
		if err = s.entry(err); errors.Is(err, ErrNoEntry) {
			return err
		}
		if err := s.pause(ctx, time.Second); err != nil {
			return err
		}
	}
}
