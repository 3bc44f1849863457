package slack

import (
	"context"
	"time"

	"baton/integrations/slack/socket"
)

// startsDeaf notes that nothing is heard yet, and until when an earlier run heard everything.
func (s *Service) startsDeaf() {
	now := s.rec.Now()
	s.deaf = now
	k, err := s.folder.read()
	if err == nil {
		s.heardBefore = k.Heard
		s.catching.plans = k.Plans
	}
	if s.catching.plans == nil {
		s.catching.plans = newCatching().plans
	}
	if k.Status.Down.IsZero() {
		k.Status.Down = now
	}
	s.board.say(func(st *Status) { st.Down = k.Status.Down })
}

// listen hears what Slack says.
func (s *Service) listen(ctx context.Context) error {
	client := socket.New(socket.Options{
		Open: socket.Opener(s.app), Apart: apart, Clock: s.clock, Changed: s.connected,
		Take: func(e socket.Envelope) { s.take(ctx, e) },
	})
	return client.Run(ctx)
}

// apart is how long the first connection is alone, so that Slack does not end both at once.
const apart = 5 * time.Second

// connected takes in how many connections there are. From the first one on everything is heard. After one was lost the
// channels are read again from then on, once as many are there as were before.
func (s *Service) connected(now socket.State) {
	s.board.connected(now)
	s.log.Info("connections to Slack", "open", now.Connections, "problem", now.Problem)
	s.mu.Lock()
	s.most = max(s.most, now.Connections)
	if now.Connections < s.most && s.deaf.IsZero() {
		s.deaf = s.rec.Now()
	}
	deaf, all := s.deaf, now.Connections > 0 && now.Connections == s.most
	s.mu.Unlock()
	if !all || deaf.IsZero() {
		return
	}
	s.missed(deaf) // before it counts as heard, so that what is kept for the next start never lacks it
	s.mu.Lock()
	s.deaf = time.Time{}
	s.mu.Unlock()
	select {
	case s.hears <- struct{}{}:
	default:
	}
}

// untilHearing waits for the first connection, for a while: what is read after that need not be read again for what was
// said before it.
func (s *Service) untilHearing(ctx context.Context) error {
	late := make(chan struct{})
	stop := s.clock.AfterFunc(firstConnection, func() { close(late) })
	defer stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.hears:
	case <-late:
	}
	return nil
}

// firstConnection is how long channels are not read at the start if there is no connection. One takes part of a second.
const firstConnection = 10 * time.Second
