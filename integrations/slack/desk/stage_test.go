package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/app"
	"baton/timeline"
	"baton/timeline/logtest"
)

// stage is a desk over a real recorder, a clock that stands, and a workspace of four people.
type stage struct {
	t   testing.TB
	rec *timeline.Recorder
	*Desk

	mu       sync.Mutex
	now      time.Time
	triggers int
	channels map[incident.Ref]string
	groups   map[string][]string // by user; a user without an entry cannot be asked about
}

type object map[string]any

var people = map[string]incident.Person{"U1": "zac", "U2": "nick", "U3": "mia", "U4": "ann"}

func newStage(t testing.TB, allow Permissions) *stage {
	s := &stage{t: t, now: time.Date(2023, 1, 4, 14, 0, 0, 0, time.UTC), channels: map[incident.Ref]string{}, groups: map[string][]string{}}
	s.rec = timeline.NewRecorder(logtest.NewMemory(), s.clock)
	s.Desk = s.another(allow)
	return s
}

// another is a second desk, as of another process, over the same record.
func (s *stage) another(allow Permissions) *Desk {
	return New(Options{
		Recorder: timeline.NewRecorder(s.rec.Log(), s.clock), Zone: time.UTC, Allow: allow, Now: s.clock, Open: s.open,
		Person: func(id string) (incident.Person, bool) { p, ok := people[id]; return p, ok },
		Groups: func(ctx context.Context, user string) ([]string, error) {
			if groups, ok := s.groups[user]; ok {
				return groups, nil
			}
			return nil, errors.New("plan_upgrade_required")
		},
		IncidentOf: s.incidentOf,
		ChannelOf:  func(ref incident.Ref) string { s.mu.Lock(); defer s.mu.Unlock(); return s.channels[ref] },
	})
}

func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *stage) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

func (s *stage) incidentOf(channel string) (incident.Ref, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ref, id := range s.channels {
		if id == channel {
			return ref, true
		}
	}
	return "", false
}

func (s *stage) open(ctx context.Context) ([]incident.Incident, error) {
	heads, err := s.rec.Log().List(ctx)
	var open []incident.Incident
	for _, h := range heads {
		i, stateErr := s.rec.State(ctx, h.Ref)
		err = cmp.Or(err, stateErr)
		if i.Open() {
			open = append(open, i)
		}
	}
	slices.SortFunc(open, func(a, b incident.Incident) int {
		return cmp.Or(b.Declared.At.Compare(a.Declared.At), cmp.Compare(b.Ref, a.Ref))
	})
	return open, err
}

func (s *stage) trigger() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.triggers++
	return fmt.Sprintf("%d.1.f", s.triggers)
}

// request decodes a payload.
func (s *stage) request(envelope string, payload object) Request {
	s.t.Helper()
	b, err := json.Marshal(payload)
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := Decode(envelope, b)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *stage) typed(user, channel, text string) Request {
	s.t.Helper()
	return s.request("slash_commands", object{
		"team_id": "T1", "team_domain": "acme", "channel_id": channel, "channel_name": "ops", "user_id": user, "user_name": "who",
		"command": "/incident", "text": text, "is_enterprise_install": "false", "response_url": "http://127.0.0.1/r", "trigger_id": s.trigger(),
	})
}

func (s *stage) pressing(user, channel, verb, value string) Request {
	s.t.Helper()
	return s.request("interactive", object{
		"type": "block_actions", "team": object{"id": "T1", "domain": "acme"}, "user": object{"id": user}, "channel": object{"id": channel, "name": "ops"},
		"message":    object{"ts": fmt.Sprintf("%d.000100", s.clock().Unix()-60), "text": "a question"},
		"actions":    []object{{"action_id": "baton_" + verb, "value": value, "action_ts": fmt.Sprintf("%d.000100", s.clock().Unix())}},
		"trigger_id": s.trigger(), "response_url": "http://127.0.0.1/r",
	})
}

func (s *stage) adding(user, channel string, message object) Request {
	s.t.Helper()
	return s.request("interactive", object{
		"type": "message_action", "callback_id": app.ShortcutCallback, "team": object{"id": "T1", "domain": "acme"},
		"user": object{"id": user}, "channel": object{"id": channel, "name": "ops"}, "message": message, "message_ts": message["ts"],
		"trigger_id": s.trigger(), "response_url": "http://127.0.0.1/r",
	})
}

// answer carries a request out, the part that comes later too, and gives all replies with what was acknowledged first.
func (s *stage) answer(r Request) []Reply {
	s.t.Helper()
	a := s.Answer(context.Background(), r)
	return s.replies(a)
}

func (s *stage) replies(a Answer) []Reply {
	s.t.Helper()
	if a.Err != nil {
		s.t.Fatal(a.Err)
	}
	var all []Reply
	if first, ok := a.Ack.(Reply); ok {
		all = append(all, first)
	}
	all = append(all, a.Replies...)
	if a.Later != nil {
		if len(all) > 0 {
			s.t.Errorf("%+v was said before what comes later", all)
		}
		return s.replies(a.Later(context.Background()))
	}
	return all
}

// types types a command and gives the answer, which nobody else may see.
func (s *stage) types(user, channel, text string) string {
	s.t.Helper()
	all := s.answer(s.typed(user, channel, text))
	if len(all) != 1 || all[0].Type != "ephemeral" || all[0].Replace {
		s.t.Fatalf("/incident %s was answered by %+v", text, all)
	}
	return all[0].Text
}

// incident declares one and gives it the channel.
func (s *stage) incident(title, channel string) incident.Ref {
	s.t.Helper()
	a := s.Answer(context.Background(), s.typed("U1", "C0", "declare "+title))
	if a.Declared == "" {
		s.t.Fatalf("%q was not declared: %+v", title, a)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[a.Declared] = channel
	return a.Declared
}

func (s *stage) state(ref incident.Ref) incident.Incident {
	s.t.Helper()
	i, err := s.rec.State(context.Background(), ref)
	if err != nil {
		s.t.Fatal(err)
	}
	return i
}

// log is an incident's log from an event on, as lines "#7 zac: A1: …"; whoever typed for another stands in brackets.
func (s *stage) log(ref incident.Ref, from uint64) []string {
	s.t.Helper()
	i := s.state(ref)
	var lines []string
	for e, err := range s.rec.Log().Read(context.Background(), ref, from) {
		if err != nil {
			s.t.Fatal(err)
		}
		f, err := e.Fact()
		if err != nil {
			s.t.Fatal(err)
		}
		by := string(e.Actor)
		if e.EnteredBy != "" {
			by += " (" + string(e.EnteredBy) + ")"
		}
		if e.Origin != "slack" {
			s.t.Errorf("event %d came from %q", e.Seq, e.Origin)
		}
		lines = append(lines, fmt.Sprintf("#%d %s: %s", e.Seq, by, f.Tell(&i)))
	}
	return lines
}

func same(t testing.TB, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// says holds an answer to parts of it.
func says(t testing.TB, got string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not in\n%s", part, got)
		}
	}
}
