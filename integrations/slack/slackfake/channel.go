package slackfake

import (
	"slices"
	"strings"
	"time"
)

// ChannelID is the id of a channel (C…).
type ChannelID string

// Channel is what a channel is like at one moment. AddChannel takes one without an ID.
type Channel struct {
	ID       ChannelID
	Name     string
	Private  bool
	Archived bool
	Topic    string
	Purpose  string
	Creator  UserID
	Members  []UserID
	Pins     []TS
}

// channel is a channel with everything in it.
type channel struct {
	id            ChannelID
	name          string
	previousNames []string
	private       bool
	archived      bool
	creator       UserID
	created       time.Time
	topic         description
	purpose       description
	members       []UserID
	messages      []*Message // by ts
	pins          []pin      // oldest first
	bookmarks     []*bookmark
	lastStamp     int64 // microseconds since 1970
}

// description is a topic or a purpose.
type description struct {
	Value   string `json:"value"`
	Creator UserID `json:"creator"`
	LastSet int64  `json:"last_set"` // Unix seconds; 0 when never set
}

// AddChannel makes a channel that was there before the story begins: nobody is told.
func (w *Workspace) AddChannel(c Channel) ChannelID {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.newChannel(c.Name, c.Private, c.Creator)
	ch.archived, ch.members = c.Archived, slices.Clone(c.Members)
	ch.topic.Value, ch.purpose.Value = c.Topic, c.Purpose
	return ch.id
}

// ChannelNamed is the id of the channel that has a name, empty for none.
func (w *Workspace) ChannelNamed(name string) ChannelID {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, ch := range w.channels {
		if ch.name == name {
			return ch.id
		}
	}
	return ""
}

// Channel tells what a channel is like now. The zero Channel stands for one that is not there.
func (w *Workspace) Channel(id ChannelID) Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channel(id)
	if ch == nil {
		return Channel{}
	}
	return ch.shown()
}

// Channels are all channels, the oldest first.
func (w *Workspace) Channels() []Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]Channel, len(w.channels))
	for k, ch := range w.channels {
		all[k] = ch.shown()
	}
	return all
}

// shown is a channel for those outside; it shares nothing that changes later.
func (ch *channel) shown() Channel {
	c := Channel{
		ID: ch.id, Name: ch.name, Private: ch.private, Archived: ch.archived, Topic: ch.topic.Value, Purpose: ch.purpose.Value,
		Creator: ch.creator, Members: slices.Clone(ch.members),
	}
	for _, p := range ch.pins {
		c.Pins = append(c.Pins, p.ts)
	}
	return c
}

func (w *Workspace) newChannel(name string, private bool, creator UserID) *channel {
	ch := &channel{id: ChannelID(w.newID("C")), name: name, private: private, creator: creator, created: w.clock.Now()}
	w.channels = append(w.channels, ch)
	return ch
}

func (w *Workspace) channel(id ChannelID) *channel {
	for _, ch := range w.channels {
		if ch.id == id {
			return ch
		}
	}
	return nil
}

// channelNamed finds a channel by its name. Archived channels keep theirs.
func (w *Workspace) channelNamed(name string) *channel {
	for _, ch := range w.channels {
		if ch.name == name {
			return ch
		}
	}
	return nil
}

func (ch *channel) has(u UserID) bool { return slices.Contains(ch.members, u) }

// kind is the channel_type of events.
func (ch *channel) kind() string {
	if ch.private {
		return "group"
	}
	return "channel"
}

// letter is the channel_type of membership events.
func (ch *channel) letter() string {
	if ch.private {
		return "G"
	}
	return "C"
}

// channelOf is the channel that a call names in an argument, as far as the bot may know of it.
func (w *Workspace) channelOf(c *call, argument string) (*channel, error) {
	ch := w.channel(ChannelID(c.arg(argument)))
	if ch == nil || ch.private && !ch.has(w.bot.ID) {
		return nil, failure("channel_not_found")
	}
	return ch, c.needs(scopesFor(ch, c.scopes))
}

// joinedChannelOf is channelOf for what only members may do.
func (w *Workspace) joinedChannelOf(c *call, argument string) (*channel, error) {
	ch, err := w.channelOf(c, argument)
	if err == nil && !ch.has(w.bot.ID) {
		return nil, failure("not_in_channel")
	}
	return ch, err
}

// openChannelOf is joinedChannelOf for what changes a channel.
func (w *Workspace) openChannelOf(c *call, argument string) (*channel, error) {
	ch, err := w.joinedChannelOf(c, argument)
	if err == nil && ch.archived {
		return nil, failure("is_archived")
	}
	return ch, err
}

// scopesFor are those of a method's scopes that serve a channel of this kind.
func scopesFor(ch *channel, scopes []string) []string {
	other := "groups:"
	if ch.private {
		other = "channels:"
	}
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return strings.HasPrefix(s, other) })
}

// channelJSON is a channel as conversations.info shows it.
func (w *Workspace) channelJSON(ch *channel) answer {
	return answer{
		"id": ch.id, "name": ch.name, "name_normalized": ch.name, "is_channel": !ch.private, "is_group": ch.private,
		"is_im": false, "is_mpim": false, "is_private": ch.private, "is_archived": ch.archived, "is_general": false,
		"is_shared": false, "is_ext_shared": false, "is_org_shared": false, "is_member": ch.has(w.bot.ID),
		"created": ch.created.Unix(), "creator": ch.creator, "unlinked": 0, "updated": ch.created.UnixMilli(),
		"topic": ch.topic, "purpose": ch.purpose, "previous_names": append([]string{}, ch.previousNames...),
		"context_team_id": w.teamID,
	}
}
