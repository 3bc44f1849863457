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
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/socket"
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

	doubts chan struct{} // holds one when a refusal sounded like the token no longer works

	self        mirror.Self // who baton is there, known once Run has asked
	team        string
	heardBefore time.Time // until when an earlier run heard everything

	mu      sync.Mutex
	planned bool      // what was not heard since heardBefore is planned to be read
	refuses string    // why the record takes nothing, "" while it does
	deaf    time.Time // since when fewer connections than wanted are open, zero while all are
}

// patience is how long one call may take.
const patience = 10 * time.Second

// New prepares a service. Nothing is asked of Slack before Run.
func New(o Options) (*Service, error) {
	s := &Service{
		rec: o.Recorder, zone: o.Zone, allow: o.Allow, clock: o.Clock, log: o.Log, folder: &folder{path: o.Folder},
		channels: newChannels(), catching: newCatching(), steps: newSteps(), doubts: make(chan struct{}, 1),
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
		st.Held, st.Waiting, st.Failed = out.Paused, out.Waiting, out.Failed
	}
	return st
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
	return s.gone(context.Cause(ctx))
}

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

// listen hears what Slack says.
func (s *Service) listen(ctx context.Context) error {
	client := socket.New(socket.Options{
		Open: socket.Opener(s.app), Apart: apart, Clock: s.clock, Changed: s.connected,
		Take: func(e socket.Envelope) { s.take(ctx, e) },
	})
	return client.Run(ctx)
}

const (
	// connections is how many are wanted.
	connections = 2
	// apart is how long the first one is alone, so that Slack does not end both at once.
	apart = 5 * time.Second
)

// connected takes in how many connections there are. After one was lost the channels are read again from then on, once all
// are there.
func (s *Service) connected(now socket.State) {
	s.board.connected(now)
	s.log.Info("connections to Slack", "open", now.Connections, "problem", now.Problem)
	s.mu.Lock()
	if now.Connections < connections && s.deaf.IsZero() {
		s.deaf = s.rec.Now()
	}
	deaf := s.deaf
	s.mu.Unlock()
	if now.Connections < connections || deaf.IsZero() {
		return
	}
	s.missed(deaf) // before it counts as heard, so that what is kept for the next start never lacks it
	s.mu.Lock()
	s.deaf = time.Time{}
	s.mu.Unlock()
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
