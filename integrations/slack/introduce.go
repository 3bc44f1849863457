package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/outbox"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/tell"
	"baton/integrations/slack/web"
)

// ErrNoEntry: Slack refuses a token, and will until a person does something about it.
var ErrNoEntry = errors.New("no entry to Slack")

// introduce asks Slack who baton is there and who else is. Without an answer it is asked again until ctx ends.
func (s *Service) introduce(ctx context.Context) error {
	for tries := 1; ; tries++ {
		err := s.askWhoIsWho(ctx)
		if err == nil {
			break
		}
		if errors.Is(err, ErrNoEntry) || ctx.Err() != nil {
			return err
		}
		s.board.say(func(st *Status) { st.Problem = clean.Line(err.Error()) })
		if err := s.pause(ctx, s.hold("", err, tries)); err != nil {
			return err
		}
	}
	s.desk = desk.New(desk.Options{
		Recorder: s.rec, Zone: s.zone, Person: s.people.person, Groups: s.people.groupsOf, Allow: s.allow, Now: s.rec.Now,
		IncidentOf: s.incidentOf, ChannelOf: s.channelOf, Open: s.openIncidents,
	})
	worker := outbox.New(outbox.Options{
		Recorder: s.rec, Courier: &courier{service: s}, Clock: s.clock, Wanted: s.wanted, Changed: s.board.changed,
		Planner: tell.New(tell.Options{
			Mention: s.people.mention, Zone: s.zone,
			Bookmarks: func(*incident.Incident) []tell.AddBookmark { return s.marks },
		}),
	})
	s.mu.Lock()
	s.outbox = worker
	s.mu.Unlock()
	return nil
}

func (s *Service) askWhoIsWho(ctx context.Context) error {
	body, err := s.web.Call(ctx, "auth.test", url.Values{})
	if err != nil {
		return s.entry(err)
	}
	var who struct {
		Team   string `json:"team"`
		User   string `json:"user"`
		TeamID string `json:"team_id"`
		UserID string `json:"user_id"`
		BotID  string `json:"bot_id"`
	}
	if err := json.Unmarshal(body, &who); err != nil || who.UserID == "" {
		return errors.New("the answer of Slack does not say whose token it is")
	}
	s.self, s.team, s.workspace = mirror.Self{UserID: who.UserID, BotID: who.BotID}, who.TeamID, clean.Line(who.Team)
	s.board.say(func(st *Status) { st.Workspace, st.Bot = s.workspace, clean.Line(who.User) })
	refused := (*web.Refused)(nil)
	if err := s.people.load(ctx); err != nil && !errors.As(err, &refused) {
		return err
	} else if err != nil {
		s.log.Warn("the people of the workspace cannot be listed; they are looked up one by one", "error", err.Error())
	}
	return nil
}

// entry tells refusals that last from troubles that pass.
func (s *Service) entry(err error) error {
	refused := (*web.Refused)(nil)
	if errors.As(err, &refused) && isTokenCode(refused.Code) {
		return fmt.Errorf("%w: %s", ErrNoEntry, refusedWords(refused))
	}
	return err
}

// isTokenCode tells whether Slack refuses the token rather than the call.
func isTokenCode(code string) bool {
	switch code {
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type",
		"access_denied", "org_login_required", "team_access_not_granted", "ekm_access_denied", "enterprise_is_restricted":
		return true
	}
	return false
}

func (s *Service) incidentOf(channel string) (incident.Ref, bool) {
	if m := s.channels.of(channel); m != nil {
		return m.ref, true
	}
	return "", false
}

func (s *Service) channelOf(ref incident.Ref) string {
	if m := s.channels.ofRef(ref); m != nil {
		return m.channel.ID
	}
	return ""
}

// waitForChannel gives the id of an incident's channel once it has one; "" where that takes too long.
func (s *Service) waitForChannel(ctx context.Context, ref incident.Ref) string {
	const most = time.Minute
	bound := s.channels.bound(ref)
	late := make(chan struct{})
	stop := s.clock.AfterFunc(most, func() { close(late) })
	defer stop()
	select {
	case id := <-bound:
		return id
	case <-late:
	case <-ctx.Done():
	}
	return ""
}
