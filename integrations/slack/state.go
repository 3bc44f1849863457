package slack

import (
	"context"
	"time"
)

// keepState keeps once a second what the next start needs and other processes show.
func (s *Service) keepState(ctx context.Context) error {
	for {
		s.saveState()
		if err := s.pause(ctx, time.Second); err != nil {
			return err
		}
	}
}

func (s *Service) saveState() {
	k := kept{Heard: s.heardUntil(), Status: s.Status()}
	s.catching.mu.Lock()
	defer s.catching.mu.Unlock()
	k.Plans = s.catching.plans
	if err := s.folder.write(k); err != nil {
		s.log.Error("what the next start needs cannot be kept", "error", err.Error())
	}
}

// heardUntil is until when everything that Slack said is in the record, or planned to be read.
func (s *Service) heardUntil() time.Time {
	s.mu.Lock()
	until, planned := s.rec.Now(), s.planned
	if !s.deaf.IsZero() {
		until = s.deaf
	}
	s.mu.Unlock()
	if !planned {
		return s.heardBefore // this run has not come so far that it knows better
	}
	if waiting := s.lanes.oldest(); !waiting.IsZero() {
		until = earlier(until, waiting)
	}
	return until
}
