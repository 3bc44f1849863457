package demo

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
)

// Stage is the workspace of the invented company: a stand-in for Slack on this machine, with the people of the roster,
// some channels, and baton's app. Its time is that of the afternoon; what is a matter of the machine, such as how long an
// app may take to acknowledge, runs at the pace of the real clock.
type Stage struct {
	world *slackfake.Workspace
	clock *stageClock
	// first and more are firstAnswer and moreAnswers.
	first, more time.Duration

	mu     sync.Mutex
	people map[incident.Person]*slackfake.Person
	names  map[slackfake.UserID]incident.Person
	groups map[string]string // handles by id
}

// stageClock is the clock of a workspace whose story runs faster than the machine.
type stageClock struct {
	slackfake.WallClock
	story *Clock

	mu    sync.Mutex
	early time.Time // what it shows while the workspace is furnished, zero afterwards
}

func (c *stageClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.early.IsZero() {
		return c.early
	}
	return c.story.Now()
}

func (c *stageClock) set(early time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.early = early
}

// NewStage starts the workspace. Close ends it.
func NewStage(c *Clock) (*Stage, error) {
	roster, err := Roster()
	if err != nil {
		return nil, fmt.Errorf("set the stage: %w", err)
	}
	clock := &stageClock{story: c, early: c.begin.Add(-time.Hour)}
	world, err := slackfake.New(slackfake.Options{Clock: clock, Seed: 1, Team: "Company"})
	if err != nil {
		return nil, fmt.Errorf("set the stage: %w", err)
	}
	s := &Stage{
		world: world, clock: clock, first: firstAnswer, more: moreAnswers, people: map[incident.Person]*slackfake.Person{},
		names: map[slackfake.UserID]incident.Person{world.BotUser(): "baton"}, groups: map[string]string{},
	}
	s.hire(roster)
	if err := s.furnish(roster); err != nil {
		return nil, fmt.Errorf("set the stage: %w", errors.Join(err, world.Close()))
	}
	clock.set(time.Time{})
	return s, nil
}

// Close ends the workspace.
func (s *Stage) Close() error { return s.world.Close() }

// APIURL is the address of its Web API, on this machine.
func (s *Stage) APIURL() string { return s.world.APIURL() }

// BotToken is what baton's bot calls it with.
func (s *Stage) BotToken() string { return s.world.BotToken() }

// AppToken is what baton's app opens its sockets with.
func (s *Stage) AppToken() string { return s.world.AppToken() }

// Clock is the time that whoever serves the stage has to live in: it agrees with the record's, and waits as the machine
// does.
func (s *Stage) Clock() slackfake.Clock { return s.clock }

// Admit lets somebody from outside the story into the workspace, unless they are in it.
func (s *Stage) Admit(p incident.Person) {
	s.admit(slackfake.User{Name: string(p), RealName: string(p)})
}

func (s *Stage) admit(u slackfake.User) slackfake.UserID {
	s.mu.Lock()
	defer s.mu.Unlock()
	handle := incident.Person(u.Name)
	if in := s.people[handle]; in != nil {
		return in.ID()
	}
	who := s.world.AddUser(u)
	s.people[handle], s.names[who.ID()] = who, handle
	return who.ID()
}

// hire lets everybody in who is on the roster, and makes a user group of each team.
func (s *Stage) hire(r *incident.Roster) {
	for _, c := range r.People {
		zone := ""
		if c.Zone != nil {
			zone = c.Zone.String()
		}
		s.admit(slackfake.User{Name: string(c.Person), RealName: c.Name, DisplayName: c.Name, Email: c.Email, TimeZone: zone})
	}
	for _, t := range r.Teams {
		id := s.world.AddUserGroup(slackfake.UserGroup{Name: t.Name, Handle: t.Name, Users: s.ids(t.People)})
		s.groups[id] = t.Name
	}
}

func (s *Stage) ids(people []incident.Person) []slackfake.UserID {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]slackfake.UserID, 0, len(people))
	for _, p := range people {
		if in := s.people[p]; in != nil {
			all = append(all, in.ID())
		}
	}
	return all
}

// Channels that are there before the story begins.
const (
	devIncidents = "dev-incidents" // where incidents are declared
	general      = "general"
	deploys      = "deploys"
)

// before is what was said in the hour before the story, oldest first.
var before = []struct {
	minutes      int // before the beginning
	channel, who string
	text         string
}{
	{58, general, "mia", "Lunch is soup today, says the board downstairs."},
	{51, general, "yuki", "Good night from Tokyo. Nothing is on fire, piet has the pager."},
	{25, deploys, "tomas", "importer 2.31 is on all boxes since 12:40"},
	{3, deploys, "jonas", "billing is out, 13:02"},
	{1, general, "sasha", "Good morning from Toronto!"},
}

// furnish makes the channels and fills them.
func (s *Stage) furnish(r *incident.Roster) error {
	var everybody []incident.Person
	for _, c := range r.People {
		everybody = append(everybody, c.Person)
	}
	begin, ids := s.clock.story.begin, map[string]slackfake.ChannelID{}
	for _, c := range []slackfake.Channel{
		{Name: devIncidents, Topic: "Something is broken? Type /incident and what it is"},
		{Name: general},
		{Name: deploys, Topic: "What goes out, and when"},
	} {
		c.Members = s.ids(everybody)
		ids[c.Name] = s.world.AddChannel(c)
	}
	for _, m := range before {
		s.clock.set(begin.Add(-time.Duration(m.minutes) * time.Minute))
		if _, err := s.person(m.who).Say(ids[m.channel], m.text); err != nil {
			return fmt.Errorf("furnish #%s: %w", m.channel, err)
		}
	}
	return nil
}

// person is somebody by their handle, with or without the @; nil for nobody.
func (s *Stage) person(name string) *slackfake.Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.people[incident.Person(strings.TrimPrefix(strings.ToLower(name), "@"))]
}

// channel finds a channel by its name, with or without the #; ok is false for none.
func (s *Stage) channel(name string) (c slackfake.Channel, ok bool) {
	name = strings.TrimPrefix(name, "#")
	for _, c := range s.world.Channels() {
		if c.Name == name {
			return c, true
		}
	}
	return slackfake.Channel{}, false
}
