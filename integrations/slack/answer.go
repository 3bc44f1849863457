package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"time"

	"baton/incident"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/message"
	"baton/integrations/slack/socket"
	"baton/integrations/slack/web"
)

// answer carries out what a person asked for with a slash command, a button or the shortcut. What it recorded is durable
// before it is acknowledged; Slack waits three seconds, and does not send it again.
func (s *Service) answer(ctx context.Context, e socket.Envelope) {
	request, err := desk.Decode(e.Type, e.Payload)
	if err != nil {
		if s.failing(s.keepUnread(err.Error(), e.Raw)) == nil {
			s.acknowledge(e, nil)
		}
		return
	}
	began := time.Now()
	s.people.learn(ctx, append(message.Mentioned(request.Text), request.User)...)
	s.steps.took(stepHydrate, 1, since(began))
	began = time.Now()
	a := s.desk.Answer(ctx, request)
	s.steps.took(stepDecide, 1, since(began))
	if !e.AcceptsReply {
		a.Ack = nil
	}
	s.acknowledge(e, a.Ack)
	s.reply(ctx, request, a)
}

func (s *Service) acknowledge(e socket.Envelope, payload any) {
	if err := e.Ack(payload); err != nil {
		s.log.Warn("an acknowledgement did not get through; Slack says so to the person", "error", err.Error())
	}
}

// reply sends what is to be sent back.
func (s *Service) reply(ctx context.Context, r desk.Request, a desk.Answer) {
	if a.Err != nil {
		s.log.Error("what somebody asked for in Slack could not be done", "error", a.Err.Error())
	}
	if a.Form != nil {
		s.openForm(ctx, r, a.Form)
	}
	for _, one := range a.Replies {
		s.respond(ctx, r, one)
	}
	if a.Declared != "" {
		s.sayWhereItIs(ctx, r, a.Declared)
	}
	if a.Later != nil {
		s.reply(ctx, r, a.Later(ctx))
	}
}

// respond posts to where the request came from; a limit of Slack's is waited out, for as long as the answer is of use.
func (s *Service) respond(ctx context.Context, r desk.Request, one desk.Reply) {
	if r.ResponseURL == "" {
		return
	}
	const tries = 3
	var err error
	for range tries {
		if err = s.web.Respond(ctx, r.ResponseURL, one); err == nil {
			return
		}
		limited, unreached := (*web.Limited)(nil), (*web.Unreached)(nil)
		wait := time.Second
		if errors.As(err, &limited) {
			wait = max(limited.After, wait)
		} else if !errors.As(err, &unreached) {
			break
		}
		if s.pause(ctx, wait) != nil {
			return
		}
	}
	s.log.Warn("an answer did not get through", "error", err.Error())
}

func (s *Service) openForm(ctx context.Context, r desk.Request, v *desk.View) {
	text, err := json.Marshal(v)
	if err == nil {
		_, err = s.web.Call(ctx, "views.open", url.Values{"trigger_id": {r.Trigger}, "view": {string(text)}})
	}
	if err != nil {
		s.log.Warn("a form could not be opened", "error", err.Error())
		s.respond(ctx, r, desk.Reply{Type: "ephemeral", Text: "Slack would not open the form. Try again."})
	}
}

// sayWhereItIs tells whoever declared an incident where its channel is, once it has one.
func (s *Service) sayWhereItIs(ctx context.Context, r desk.Request, ref incident.Ref) {
	if s.waitForChannel(ctx, ref) == "" {
		return
	}
	state, err := s.rec.State(ctx, ref)
	if err != nil {
		s.log.Error("an incident cannot be read", "incident", string(ref), "error", err.Error())
		return
	}
	s.respond(ctx, r, s.desk.Bound(&state))
}

// openIncidents are those that are open, the newest first.
func (s *Service) openIncidents(ctx context.Context) ([]incident.Incident, error) {
	heads, err := s.rec.Log().List(ctx)
	if err != nil {
		return nil, err
	}
	var open []incident.Incident
	for _, h := range heads {
		i, err := s.rec.Look(ctx, h.Ref)
		if err != nil {
			return nil, err
		}
		if i.Open() {
			open = append(open, i)
		}
	}
	slices.SortFunc(open, func(a, b incident.Incident) int { return b.Declared.At.Compare(a.Declared.At) })
	return open, nil
}
