package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/outbox"
	"baton/integrations/secret"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/tell"
	"baton/integrations/slack/web"
	"baton/timeline"
)

// service is what the record calls this one.
const service = "slack"

// Options are what the service needs. Recorder and the tokens have to be given.
type Options struct {
	Recorder *timeline.Recorder
	Bot, App secret.Secret
	// API is the address of a stand-in on this machine, empty for Slack.
	API string
	// Zone is that in which bare times of an incident without a zone are meant, and times are shown; UTC if nil.
	Zone *time.Location
	// Allow says who may do what.
	Allow desk.Permissions
	// Bookmarks are put at the top of every incident's channel.
	Bookmarks []tell.AddBookmark
	// Signs are what people mean by emoji and links; nil for the usual ones.
	Signs *message.Signs
	// Folder is where the service keeps what it needs at its next start, and what could not be read; empty for nowhere.
	Folder string
	// Clock is for waits; nil is the wall's. It has to agree with the recorder's.
	Clock Clock
	// Log is told what an operator wants to know; nil for nobody.
	Log *slog.Logger
	// Changed is called when the Status has changed, and must not wait; it may be nil.
	Changed func()
}

// Clock is the time that the service lives in.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, in any goroutine, when d has passed.
	AfterFunc(d time.Duration, f func()) (stop func())
}

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}

// Service is baton's side of a workspace.
type Service struct {
	rec      *timeline.Recorder
	web, app *web.Client
	zone     *time.Location
	allow    desk.Permissions
	marks    []tell.AddBookmark
	signs    *message.Signs
	clock    Clock
	log      *slog.Logger
	folder   *folder

	people   *directory
	channels *channels
	catching *catching
	steps    *steps
	board    *board
	lanes    *lanes
	desk     *desk.Desk
	outbox   *outbox.Worker

	hears  chan struct{} // holds one when all that is said is heard again
	doubts chan struct{} // holds one when a refusal sounded like the token no longer works

	self        mirror.Self // who baton is there, known once Run has asked
	team        string      // the workspace's id
	workspace   string      // and its name
	heardBefore time.Time   // until when an earlier run heard everything

	answers sync.WaitGroup // what people asked for, while it is carried out

	mu      sync.Mutex // over what follows, and over outbox until Run has made it
	planned bool       // what was not heard since heardBefore is planned to be read
	refuses string     // why the record takes nothing, "" while it does
	most    int        // connections that were open at a time
	deaf    time.Time  // since when fewer than that are open, zero while all are
}

// patience is how long one call may take.
const patience = 10 * time.Second

// New prepares a service. Nothing is asked of Slack before Run.
func New(o Options) (*Service, error) {
	s := &Service{
		rec: o.Recorder, zone: o.Zone, allow: o.Allow, marks: o.Bookmarks, signs: o.Signs, clock: o.Clock, log: o.Log, folder: &folder{path: o.Folder},
		channels: newChannels(), catching: newCatching(), steps: newSteps(), hears: make(chan struct{}, 1), doubts: make(chan struct{}, 1),
		board: &board{changed: o.Changed, status: Status{Process: os.Getpid(), Channels: map[string]Channel{}}},
	}
	if s.zone == nil {
		s.zone = time.UTC
	}
	if s.clock == nil {
		s.clock = wallClock{}
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.web, err = web.New(o.API, o.Bot, patience); err != nil {
		return nil, fmt.Errorf("speak to Slack: %w", err)
	}
	s.app = s.web.As(o.App)
	s.people = newDirectory(s.web, s.rec.Now)
	s.lanes = newLanes(s)
	return s, nil
}

// Status is how the service is.
func (s *Service) Status() Status {
	st := s.board.read()
	st.Updated, st.Steps = s.rec.Now(), s.steps.read()
	s.mu.Lock()
	worker := s.outbox
	st.Refuses = s.refuses
	s.mu.Unlock()
	if worker != nil {
		out := worker.Status()
		st.Held, st.Waiting, st.Failed = out.Paused, out.Waiting+out.Unclear, out.Failed
	}
	return st
}

// Untold is what an incident asks to be told and was not told yet, in the order in which it will be.
func (s *Service) Untold(ref incident.Ref) []outbox.Item {
	s.mu.Lock()
	worker := s.outbox
	s.mu.Unlock()
	if worker == nil {
		return nil
	}
	return worker.Items(ref)
}

// Run serves until ctx ends, and returns its error, or what no waiting will mend: then the record goes on without Slack.
func (s *Service) Run(ctx context.Context) (err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	s.startsDeaf()
	if err := s.introduce(ctx); err != nil {
		return s.gone(err)
	}
	if err := s.lookForChannels(ctx); err != nil {
		return s.gone(err)
	}
	s.mu.Lock()
	s.planned = true
	s.mu.Unlock()
	var parts sync.WaitGroup
	part := func(run func(context.Context) error) {
		parts.Go(func() {
			if err := run(ctx); err != nil && ctx.Err() == nil {
				stop(err)
			}
		})
	}
	part(s.listen)
	part(s.readMissed)
	part(s.sweep)
	part(s.watchChannels)
	part(s.watchEntry)
	part(s.outbox.Run)
	part(s.keepState)
	part(s.lanes.run)
	<-ctx.Done()
	parts.Wait()
	s.answers.Wait()
	return s.gone(context.Cause(ctx))
}

// gone says that the service runs no more, and why.
func (s *Service) gone(err error) error {
	s.saveState()
	if !errors.Is(err, context.Canceled) {
		s.board.say(func(st *Status) {
			if st.Connections = 0; st.Down.IsZero() {
				st.Down = s.rec.Now()
			}
			st.Problem = clean.Line(err.Error())
		})
		s.log.Error("Slack is given up", "error", err.Error())
	}
	return err
}

// pause waits on the service's clock.
func (s *Service) pause(ctx context.Context, d time.Duration) error {
	done := make(chan struct{})
	stop := s.clock.AfterFunc(d, func() { close(done) })
	defer stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-done:
		return nil
	}
}

// newEnough is how long after its declaration an incident still gets a channel.
const newEnough = 24 * time.Hour

// wanted tells whether an incident is told anything in Slack: one that has a channel, or is new enough to get one.
func (s *Service) wanted(i *incident.Incident) bool {
	if i.Practice || i.Status == incident.Past {
		return false
	}
	if i.Channel.ID != "" {
		return s.mirrors(i)
	}
	return i.Open() && s.rec.Now().Sub(i.Declared.At) < newEnough
}
