package slack

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/secret"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// hall is a service on a store on disk, with a channel that is mirrored, before a workspace whose socket is a front.
type hall struct {
	b       *testing.B
	clock   slackfake.Clock
	world   *slackfake.Workspace
	front   *front
	api     string // of the front
	people  []*slackfake.Person
	log     timeline.Log
	rec     *timeline.Recorder
	service *Service
	ref     incident.Ref
	talk    *talk
	folder  string
}

// newHall opens the house. Nobody is in yet: the service does not run.
func newHall(b *testing.B, o slackfake.Options, store ...boltlog.Option) *hall {
	b.Helper()
	log, err := boltlog.Open(filepath.Join(b.TempDir(), "store"), store...)
	if err != nil {
		b.Fatal(err)
	}
	if o.Events == nil {
		o.Events = []string{} // they come from the front
	}
	world, err := slackfake.New(o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = world.Close(); _ = log.Close() })
	h := &hall{b: b, clock: o.Clock, world: world, front: newFront(b, world), log: log, rec: timeline.NewRecorder(log, o.Clock.Now), talk: &talk{}}
	h.api = h.front.url()
	for _, name := range []string{"nadia", "tomas", "lena", "zac", "mia", "joe", "ann"} {
		p := world.AddUser(slackfake.User{Name: name, RealName: strings.ToUpper(name)})
		h.people, h.talk.people = append(h.people, p), append(h.talk.people, p.ID())
	}
	i, err := h.rec.Declare(context.Background(), incident.Declare{Title: "List import problems"}, incident.Given{By: "nadia", Origin: "console"}, time.UTC)
	if err != nil {
		b.Fatal(err)
	}
	h.ref = i.Ref
	return h
}

// run runs the service until the benchmark is over.
func (h *hall) run() {
	s, err := New(Options{
		Recorder: h.rec, Bot: secret.New(h.world.BotToken()), App: secret.New(h.world.AppToken()), API: h.api,
		Folder: h.folder, Clock: h.clock,
	})
	if err != nil {
		h.b.Fatal(err)
	}
	h.service = s
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	h.b.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			h.b.Errorf("the service ended with %v", err)
		}
	})
}

// open runs the service and waits until its channel is made, told everything, and read. While it waits, pass lets time go
// on.
func (h *hall) open(pass func()) *hall {
	h.run()
	h.until(pass, h.ready)
	h.talk.channel = slackfake.ChannelID(h.service.channels.ofRef(h.ref).channel.ID)
	return h
}

func (h *hall) ready() bool {
	st := h.service.Status()
	return st.Connections == connections && len(st.CatchingUp) == 0 && st.Waiting == 0 && h.service.channels.ofRef(h.ref) != nil
}

func (h *hall) until(pass func(), holds func() bool) {
	h.b.Helper()
	deadline := time.Now().Add(5 * time.Minute) // of the wall: it only bounds a benchmark that fails
	for !holds() {
		if time.Now().After(deadline) {
			h.b.Fatalf("it never came; %+v", h.service.Status())
		}
		pass()
		time.Sleep(time.Millisecond)
	}
}

func idly() {}

// wall is the options of a workspace of today, without limits.
func wall() slackfake.Options {
	return slackfake.Options{Clock: slackfake.WallClock{}, Unlimited: true}
}
