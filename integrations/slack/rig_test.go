package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/outbox"
	"baton/integrations/secret"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/slackfake"
	"baton/integrations/slack/tell"
	"baton/timeline"
	"baton/timeline/logtest"
)

// rig is a workspace with people in it, a record, and a service between them that can be stopped and started.
type rig struct {
	t        testing.TB
	clock    *slackfake.HandClock
	world    *slackfake.Workspace
	people   map[incident.Person]*slackfake.Person
	dev      slackfake.ChannelID
	log      timeline.Log
	rec      *timeline.Recorder
	folder   string
	allow    desk.Permissions
	service  *Service
	stopping func() error
}

// connections is how many the service keeps.
const connections = 2

var beginning = time.Date(2026, 3, 2, 13, 0, 0, 0, time.UTC)

func newRig(t testing.TB, o slackfake.Options) *rig {
	t.Helper()
	r := &rig{t: t, clock: slackfake.NewHandClock(beginning), people: map[incident.Person]*slackfake.Person{}, log: logtest.NewMemory(), folder: t.TempDir()}
	o.Clock = r.clock
	var err error
	if r.world, err = slackfake.New(o); err != nil {
		t.Fatal(err)
	}
	var members []slackfake.UserID
	for _, name := range []string{"nadia", "tomas", "lena", "zac"} {
		p := r.world.AddUser(slackfake.User{Name: name, RealName: strings.ToUpper(name[:1]) + name[1:] + " Lind"})
		r.people[incident.Person(name)] = p
		members = append(members, p.ID())
	}
	r.dev = r.world.AddChannel(slackfake.Channel{Name: "dev-incidents", Members: members})
	r.rec = timeline.NewRecorder(r.log, r.clock.Now)
	t.Cleanup(func() {
		r.stop()
		if err := r.world.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// start runs a service, as a program that begins does.
func (r *rig) start() {
	r.t.Helper()
	s, err := New(Options{
		Recorder: r.rec, Bot: secret.New(r.world.BotToken()), App: secret.New(r.world.AppToken()), API: r.world.APIURL(),
		Allow: r.allow, Folder: r.folder, Clock: r.clock, Bookmarks: []tell.AddBookmark{{Title: "Playbook", Link: "https://wiki.example/playbook"}},
	})
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	r.service = s
	r.stopping = func() error {
		cancel()
		return <-ended
	}
}

// stop ends the service, and tells what it ended with.
func (r *rig) stop() {
	r.t.Helper()
	if r.stopping == nil {
		return
	}
	err := r.stopping()
	r.stopping = nil
	if err != nil && !errors.Is(err, context.Canceled) {
		r.t.Errorf("the service ended with %v", err)
	}
}

// until moves the clock on until something holds. What is said to have to hold is named in the failure.
func (r *rig) until(what string, holds func() bool) {
	r.t.Helper()
	deadline := time.Now().Add(time.Minute) // of the wall: it only bounds a test that fails
	for step := 50 * time.Millisecond; !holds(); {
		if time.Now().After(deadline) {
			r.t.Fatalf("it never came that %s; %+v", what, r.service.Status())
		}
		r.clock.Advance(step)
		time.Sleep(time.Millisecond)
		step = min(step+time.Millisecond, 300*time.Millisecond) // waits between tries grow, too
	}
}

func (r *rig) connected() {
	r.t.Helper()
	r.until("two connections are open", func() bool { return r.service.Status().Connections == connections })
}

// typed types a slash command and gives the replies, once there are so many.
func (r *rig) typed(who incident.Person, in slackfake.ChannelID, line string, replies int) []slackfake.Reply {
	r.t.Helper()
	i, err := r.people[who].Type(in, line)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.replies(i, replies)
}

func (r *rig) replies(i *slackfake.Interaction, n int) (got []slackfake.Reply) {
	r.t.Helper()
	r.until(fmt.Sprintf("%d replies are there", n), func() bool {
		ctx, stop := context.WithTimeout(context.Background(), time.Millisecond)
		defer stop()
		var err error
		got, err = i.WaitReplies(ctx, n)
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			r.t.Fatal(err)
		}
		return err == nil
	})
	return got
}

// declared declares an incident in Slack and gives its reference and channel.
func (r *rig) declared(title string) (incident.Ref, slackfake.ChannelID) {
	r.t.Helper()
	r.typed("nadia", r.dev, "/incident "+title, 1)
	ref := incident.NewRef(title, r.clock.Now(), 1)
	r.until("the incident has a channel", func() bool { return r.state(ref).Channel.ID != "" })
	r.until("the channel is mirrored", func() bool { return r.service.channels.ofRef(ref) != nil })
	id := slackfake.ChannelID(r.state(ref).Channel.ID)
	for _, p := range r.people {
		if err := p.Join(id); err != nil && !strings.Contains(err.Error(), "already") {
			r.t.Fatal(err)
		}
	}
	return ref, id
}

func (r *rig) state(ref incident.Ref) *incident.Incident {
	r.t.Helper()
	i, err := r.rec.State(context.Background(), ref)
	if err != nil {
		r.t.Fatal(err)
	}
	return &i
}

// told is everything that baton posted into a channel, oldest first.
func (r *rig) told(id slackfake.ChannelID) []slackfake.Message {
	return slices.DeleteFunc(r.world.Messages(id), func(m slackfake.Message) bool {
		return m.BotID == "" || m.Subtype != "" && m.Subtype != "thread_broadcast"
	})
}

// pending is what is still to be told.
func (r *rig) pending(ref incident.Ref) []outbox.Item {
	r.t.Helper()
	items, err := outbox.NewView(r.log, tell.New(tell.Options{Mention: r.service.people.mention}), ref).Pending(context.Background(), r.clock.Now())
	if err != nil {
		r.t.Fatal(err)
	}
	return items
}

// entries is the timeline as a reader sees it.
func (r *rig) entries(ref incident.Ref) []timeline.Entry {
	r.t.Helper()
	reader, err := timeline.OpenReader(context.Background(), r.log, ref, time.Time{})
	if err != nil {
		r.t.Fatal(err)
	}
	var all []timeline.Entry
	for e, err := range reader.All(context.Background()) {
		if err != nil {
			r.t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}
