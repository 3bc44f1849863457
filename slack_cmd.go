package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/outbox"
	"baton/integrations/secret"
	"baton/integrations/slack"
	slackapp "baton/integrations/slack/app"
	"baton/integrations/slack/tell"
	"baton/tui"
)

// slackService runs Slack for as long as this process owns the record: who owns the store runs the integrations.
type slackService struct {
	session *session
	log     *slog.Logger
	// connect finds out what to connect with. errNoTokens means that nobody wants Slack.
	connect func(context.Context) (slack.Options, error)

	mu      sync.Mutex
	running *slack.Service
	problem string // why it does not run, "" while it does or is not wanted
	// view is what is not told of the incident that the console looks at, where another process tells.
	view *outbox.View
}

func newSlackService(s *session, log *slog.Logger) *slackService {
	return &slackService{session: s, log: log, connect: s.slackOptions}
}

// errNoTokens: there is nothing to serve.
var errNoTokens = errors.New("no token of Slack is set; baton auth slack says what to do")

// run waits until this process owns the record, and serves then. It returns with ctx, or when serving makes no sense.
func (l *slackService) run(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-l.session.log.Owned():
	}
	for {
		err := l.serve(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		l.fails(err)
		if errors.Is(err, errNoTokens) {
			return err
		}
		l.log.Error("Slack is tried again in a minute", "error", fmt.Sprint(err))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Minute):
		}
	}
}

func (l *slackService) serve(ctx context.Context) error {
	options, err := l.connect(ctx)
	if err != nil {
		return err
	}
	options.Recorder, options.Log = l.session.recorder, l.log
	service, err := slack.New(options)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.running, l.problem = service, ""
	l.mu.Unlock()
	return service.Run(ctx)
}

// slackOptions are those of the workspace that the tokens are of. One token alone is a mistake that is said; none is no
// wish for Slack.
func (s *session) slackOptions(ctx context.Context) (slack.Options, error) {
	bot, _, botErr := s.wanted(slackapp.BotToken).Find(ctx, ring)
	app, _, appErr := s.wanted(slackapp.AppToken).Find(ctx, ring)
	if absent(botErr) && absent(appErr) {
		return slack.Options{}, errNoTokens
	}
	return slack.Options{
		Bot: bot, App: app, API: os.Getenv("BATON_SLACK_API"), Zone: s.zone, Folder: filepath.Dir(s.store),
		Allow: s.slack.Allow, Bookmarks: s.slack.bookmarks(), Signs: s.slack.signs(),
	}, errors.Join(botErr, appErr)
}

// absent tells whether a token is nowhere, rather than somewhere where it cannot be read.
func absent(err error) bool {
	return errors.Is(err, secret.ErrMissing) || errors.Is(err, secret.ErrNoRing)
}

func (l *slackService) fails(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.problem = err.Error(); errors.Is(err, errNoTokens) {
		l.problem = ""
	}
}

// status is how Slack is served, by this process or by the one that owns the record. ok is false where it is not.
func (l *slackService) status() (st slack.Status, ok bool) {
	l.mu.Lock()
	running := l.running
	l.mu.Unlock()
	if running != nil {
		return running.Status(), true
	}
	st, err := slack.ReadStatus(filepath.Dir(l.session.store))
	return st, err == nil && !l.session.log.Owner() && time.Since(st.Updated) < stale
}

// stale is how old the word of another process may be.
const stale = 10 * time.Second

// start runs the service beside its caller, until the returned function is called.
func (l *slackService) start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = l.run(ctx) // what is wrong is in the status
	}()
	return func() {
		cancel()
		<-ended
	}
}

// shown is how Slack stands, for the console; nothing where nobody wants it.
func (l *slackService) shown() []tui.Service {
	st, ok := l.status()
	l.mu.Lock()
	problem := l.problem
	l.mu.Unlock()
	switch {
	case problem != "":
		return []tui.Service{{Name: "Slack", Line: "not connected, recording locally: " + door(problem), Since: st.Down}}
	case !ok:
		return nil
	}
	return []tui.Service{{Name: "Slack", Line: st.Line(l.session.zone), Well: st.Well(), Since: st.Down}}
}

// planner says what is told, for those who only look: whoever delivers knows who is mentioned under which id.
func (l *slackService) planner() *tell.Planner {
	everybody := func(incident.Person) string { return "<@U0>" }
	return tell.New(tell.Options{Zone: l.session.zone, Mention: everybody})
}

// outgoing is what an incident asks to be told and was not told yet.
func (l *slackService) outgoing(ctx context.Context, ref incident.Ref) ([]tui.Outgoing, error) {
	if _, ok := l.status(); !ok {
		return nil, nil
	}
	l.mu.Lock()
	running := l.running
	if l.view == nil || l.view.Ref() != ref {
		l.view = outbox.NewView(l.session.log, l.planner(), ref)
	}
	view := l.view
	l.mu.Unlock()
	var items []outbox.Item
	var err error
	if running != nil {
		items = running.Untold(ref)
	} else {
		items, err = view.Pending(ctx, l.session.recorder.Now())
	}
	all := make([]tui.Outgoing, len(items))
	for k, i := range items {
		all[k] = tui.Outgoing{Key: i.Key, What: i.What, Text: i.Text, Stage: string(i.Stage), Reason: i.Reason, Since: i.Since}
	}
	return all, err
}

// dryRun says what the channel would be told for an order.
func (l *slackService) dryRun(i incident.Incident, o incident.Order) (lines []string) {
	if _, ok := l.status(); !ok {
		return nil
	}
	g := incident.Given{By: l.session.me, Now: l.session.recorder.Now(), Origin: "console"}
	facts, err := incident.Decide(i, o, g)
	if err != nil {
		return nil // which the console says itself
	}
	planner := l.planner()
	for _, f := range facts {
		e, err := incident.NewEvent(f, g)
		if err != nil {
			return lines
		}
		e.Seq, e.Recorded = i.Seq+1, g.Now
		if i, err = incident.Apply(i, e); err != nil {
			return lines
		}
		for _, d := range planner.Of(&i, e, f) {
			if d.Text != "" {
				lines = append(lines, fmt.Sprintf("Slack, %s: %s", d.What, d.Text))
			}
		}
	}
	return lines
}

// health answers who asks whether the bot works.
func (l *slackService) health(w http.ResponseWriter, _ *http.Request) {
	st, ok := l.status()
	answer := struct {
		OK     bool         `json:"ok"`
		Says   string       `json:"says"`
		Owner  bool         `json:"owner"`
		Status slack.Status `json:"slack"`
	}{OK: ok && st.Connections > 0, Says: "not served", Owner: l.session.log.Owner(), Status: st}
	l.mu.Lock()
	if l.problem != "" {
		answer.OK, answer.Says = false, door(l.problem)
	} else if ok {
		answer.Says = st.Line(l.session.zone)
	}
	l.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if !answer.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(answer)
}
