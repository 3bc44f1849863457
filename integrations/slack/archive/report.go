package archive

import (
	"baton/incident"
	"baton/integrations/slack/message"
)

// Report says what an import read, whether or not it was new, and what it added. The numbers are of the chosen channels
// and the chosen time.
type Report struct {
	Users     int `json:"users"`    // listed in the export
	Channels  int `json:"channels"` // with messages
	Messages  int `json:"messages"` // of any kind, joins and topics too
	Replies   int `json:"replies"`  // messages in threads, without the roots
	Threads   int `json:"threads"`  // messages that others answer
	Edited    int `json:"edited"`
	Deleted   int `json:"deleted"`   // messages of which only the place is left
	Reacted   int `json:"reacted"`   // messages with reactions
	Emoji     int `json:"emoji"`     // reactions, one for each emoji of a message
	Reactions int `json:"reactions"` // single presses
	Files     int `json:"files"`
	Bots      int `json:"bots"`     // messages of integrations
	Events    int `json:"events"`   // joins, topics and the like
	Commands  int `json:"commands"` // found in messages
	Cut       int `json:"cut"`      // messages longer than what is kept
	// Repeats are messages that the export holds more than once.
	Repeats int `json:"repeats"`
	// Skipped counts what could not be read, and refused what the record did not take.
	Skipped int `json:"skipped"`
	Refused int `json:"refused"`

	Incidents []Imported `json:"incidents"`
	// Added are the events that are new, Repeated the orders whose events were there already.
	Added    int     `json:"added"`
	Repeated int     `json:"repeated"`
	Faults   []Fault `json:"faults"`
	// MoreFaults counts the faults beyond those that are named.
	MoreFaults int `json:"more_faults,omitzero"`
}

// Imported is one incident that messages went into.
type Imported struct {
	Ref      incident.Ref `json:"ref"`
	Title    string       `json:"title"`
	Channels []string     `json:"channels"`
	Messages int          `json:"messages"`
	Added    int          `json:"added"`
	Repeated int          `json:"repeated"`
	// New: the import declared it.
	New bool `json:"new"`
}

// count takes in one message.
func (r *Report) count(m *message.Message) {
	r.Messages++
	if !m.Thread.IsZero() {
		r.Replies++
	}
	if m.Root {
		r.Threads++
	}
	switch m.Kind {
	case message.ChannelEvent:
		r.Events++
	case message.Deleted:
		r.Deleted++
	}
	if m.Edit != nil {
		r.Edited++
	}
	if m.Integration {
		r.Bots++
	}
	if m.Cut {
		r.Cut++
	}
	r.Commands += m.Proposals()
	r.Files += len(m.Files)
	if len(m.Reactions) > 0 {
		r.Reacted++
	}
	for _, n := range m.Reactions {
		r.Emoji++
		r.Reactions += n.Count
	}
}

// add puts the numbers of one incident into the whole.
func (r *Report) add(o *Report) {
	for _, sum := range []struct {
		into *int
		more int
	}{
		{&r.Messages, o.Messages},
		{&r.Replies, o.Replies},
		{&r.Threads, o.Threads},
		{&r.Edited, o.Edited},
		{&r.Deleted, o.Deleted},
		{&r.Reacted, o.Reacted},
		{&r.Emoji, o.Emoji},
		{&r.Reactions, o.Reactions},
		{&r.Files, o.Files},
		{&r.Bots, o.Bots},
		{&r.Events, o.Events},
		{&r.Commands, o.Commands},
		{&r.Cut, o.Cut},
		{&r.Repeats, o.Repeats},
		{&r.Skipped, o.Skipped},
		{&r.Refused, o.Refused},
		{&r.Added, o.Added},
		{&r.Repeated, o.Repeated},
	} {
		*sum.into += sum.more
	}
}
