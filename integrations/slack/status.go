package slack

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"baton/integrations/clean"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/socket"
	"baton/integrations/slack/web"
)

// Status is what a person is shown of the service. Times are UTC.
type Status struct {
	// Process is the process that runs the service, Updated when it last said so.
	Process int       `json:"process"`
	Updated time.Time `json:"updated"`
	// Workspace is the name of it, Bot the handle of baton in it; empty before Slack was reached.
	Workspace   string `json:"workspace,omitzero"`
	Bot         string `json:"bot,omitzero"`
	Connections int    `json:"connections"`
	// Down is since when there has been no connection, zero while there is one. Problem is why, in one sentence.
	Down    time.Time `json:"down,omitzero"`
	Problem string    `json:"problem,omitzero"`
	// CatchingUp are the channels that are being read again, each in words such as "catching up 14:02–14:09".
	CatchingUp []string `json:"catching_up,omitzero"`
	// Behind is since when some are, zero while none is.
	Behind time.Time `json:"behind,omitzero"`
	// Channels are those that are mirrored, by the reference of their incident.
	Channels map[string]Channel `json:"channels,omitzero"`
	// Refuses is why the record takes nothing at present, such as that the disk is full: then nothing is acknowledged.
	Refuses string `json:"refuses,omitzero"`
	// Held is why nothing is told at present, and Waiting and Failed how much has not been.
	Held    string `json:"held,omitzero"`
	Waiting int    `json:"waiting"`
	Failed  int    `json:"failed"`
	// Unread is how many events could not be read since the service started; they are kept in the file of that name.
	Unread int                   `json:"unread"`
	Steps  map[mirror.Step]Spent `json:"steps,omitzero"`
}

// Channel is one mirrored channel.
type Channel struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Problem string `json:"problem,omitzero"` // why it cannot be read
	// Archived: nobody can say anything in it, nor baton. Absent: baton is not in it, and hears nothing.
	Archived bool `json:"archived,omitzero"`
	Absent   bool `json:"absent,omitzero"`
}

// Trouble is what is wrong with the channel, one clause; "" for nothing.
func (c Channel) Trouble() string {
	switch {
	case c.Archived:
		return refusedWords(&web.Refused{Code: "is_archived"})
	case c.Absent:
		return refusedWords(&web.Refused{Code: "not_in_channel"})
	}
	return c.Problem
}

// Line says the whole in a few words: "live, 2 connections", "catching up 14:02–14:09", "down since 14:02, recording
// locally". Times are in the zone.
func (s *Status) Line(zone *time.Location) string {
	text := s.connection(zone)
	if s.Refuses != "" {
		text += "; NOT RECORDED: " + s.Refuses
	}
	switch {
	case s.Held != "" && s.Problem == "":
		text += "; nothing is told: " + s.Held
	case s.Failed > 0:
		text += fmt.Sprintf("; %d NOT TOLD", s.Failed)
	}
	for _, ref := range slices.Sorted(maps.Keys(s.Channels)) {
		if c := s.Channels[ref]; c.Trouble() != "" {
			text += fmt.Sprintf("; %s (#%s)", c.Trouble(), clean.Line(c.Name)) // what is wrong comes first: a narrow screen shows no more
		}
	}
	return text
}

func (s *Status) connection(zone *time.Location) string {
	switch {
	case !s.Down.IsZero() && s.Problem != "":
		return fmt.Sprintf("down since %s, recording locally: %s", s.Down.In(zone).Format("15:04"), s.Problem)
	case !s.Down.IsZero():
		return fmt.Sprintf("down since %s, recording locally", s.Down.In(zone).Format("15:04"))
	case s.Connections == 0:
		return "connecting"
	case len(s.CatchingUp) == 1:
		return s.CatchingUp[0]
	case len(s.CatchingUp) == 2:
		return s.CatchingUp[0] + ", and 1 channel more"
	case len(s.CatchingUp) > 2:
		return fmt.Sprintf("%s, and %d channels more", s.CatchingUp[0], len(s.CatchingUp)-1)
	case s.Connections == 1:
		return "live, 1 connection"
	}
	return fmt.Sprintf("live, %d connections", s.Connections)
}

// worthSaying is how long catching up may take before a commander has to know that not everything is there: after each
// change of a connection it takes a moment.
const worthSaying = 10 * time.Second

// Well tells whether nothing has to be known of the connection but that it is there. What was not told is the record's to
// say.
func (s *Status) Well() bool {
	for _, c := range s.Channels {
		if c.Trouble() != "" {
			return false
		}
	}
	late := !s.Behind.IsZero() && s.Updated.Sub(s.Behind) > worthSaying
	return s.Down.IsZero() && s.Connections > 0 && s.Refuses == "" && s.Held == "" && !late
}

// board is where the parts of the service say how they are.
type board struct {
	mu      sync.Mutex
	status  Status
	changed func()
}

// say changes what is shown.
func (b *board) say(change func(*Status)) {
	b.mu.Lock()
	change(&b.status)
	b.mu.Unlock()
	if b.changed != nil {
		b.changed()
	}
}

func (b *board) read() Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.status
	s.CatchingUp = slices.Clone(s.CatchingUp)
	s.Channels = make(map[string]Channel, len(b.status.Channels))
	for ref, c := range b.status.Channels {
		s.Channels[ref] = c
	}
	return s
}

func (b *board) connected(now socket.State) {
	b.say(func(s *Status) {
		if !now.Down.IsZero() && !s.Down.IsZero() {
			now.Down = s.Down // it was down before these connections were tried
		}
		s.Connections, s.Down, s.Problem = now.Connections, now.Down, now.Problem
	})
}
