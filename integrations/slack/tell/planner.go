package tell

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/outbox"
)

// How long it is worth telling something, counted from when it was asked for. Old news is worse than none: who reads it
// takes it for the present.
const (
	// setUpWorth is for the channel and what belongs to it.
	setUpWorth = 24 * time.Hour
	// postWorth is for news, which the record and the topic hold all the same.
	postWorth = 2 * time.Hour
	// dueWorth is for a question at its time.
	dueWorth = 30 * time.Minute
	// elapsedWorth is for the call of the time that has passed.
	elapsedWorth = 10 * time.Minute
)

// Options are what a Planner has to be told of the world. All of it may be left out. What is given must answer the same
// to the same question as long as the program runs, and at once.
type Options struct {
	// Mention is how a person is mentioned, "<@U1>", or "" for somebody who is not known in Slack.
	Mention func(incident.Person) string
	// Zone is the zone of the times in the texts, where the incident has none of its own; nil for UTC.
	Zone *time.Location
	// Invite names who is invited to a new channel besides those who have a part in the incident.
	Invite func(*incident.Incident) []incident.Person
	// Bookmarks are the links that are put at the top of a new channel.
	Bookmarks func(*incident.Incident) []AddBookmark
}

// Planner says what the channels of incidents are told. It may be used from several goroutines at once.
type Planner struct {
	options Options
	zones   sync.Map // the name of a zone to its *time.Location, nil where it is not known here
}

var _ outbox.Planner = (*Planner)(nil)

// New makes a planner.
func New(o Options) *Planner { return &Planner{options: o} }

// Lane is what the deliveries of an incident keep their order with.
func Lane(ref incident.Ref) string { return "slack:" + string(ref) }

// Of gives what an event asks for. Nothing is told of a drill, of what came in from an archive, and of what happens
// after an incident is over.
//
// One key can be asked for by several events: whoever has a second part in the incident is invited a second time. The
// first one holds.
func (p *Planner) Of(i *incident.Incident, e incident.Event, f incident.Fact) []outbox.Delivery {
	if i.Practice || !i.Open() && !ends(i, f) {
		return nil
	}
	s := scene{Planner: p, i: i, e: e, now: e.Recorded}
	if begins(i, f) {
		return s.setUp()
	}
	return slices.Concat(s.invites(f), s.posts(f), s.standing(f))
}

// ends tells whether an open incident ended by the fact.
func ends(i *incident.Incident, f incident.Fact) bool {
	_, resolved := f.(incident.IncidentResolved)
	n := i.Statuses.Len()
	return resolved && n > 1 && live(i.Statuses.At(n-2))
}

// begins tells whether the fact is that from which on the incident has a channel: its declaration, or, where it came in
// from an archive, that it was opened again.
func begins(i *incident.Incident, f incident.Fact) bool {
	switch f.(type) {
	case incident.IncidentDeclared:
		return true
	case incident.IncidentReopened:
		return !slices.ContainsFunc(before(i.Statuses), live)
	}
	return false
}

func live(c incident.Change[incident.Status]) bool { return c.To < incident.Resolved }

// before are all items but the newest.
func before[T any](l incident.List[T]) []T {
	var all []T
	for k := range l.Len() - 1 {
		all = append(all, l.At(k))
	}
	return all
}

// scene is an event, or a moment, and the state at it.
type scene struct {
	*Planner
	i   *incident.Incident
	e   incident.Event // zero for what the clock asks for
	now time.Time      // when it is told, UTC
}

// delivery makes one of the event's deliveries.
func (s scene) delivery(key, what, after string, worth time.Duration, body any) outbox.Delivery {
	return outbox.Delivery{
		Key: key, Lane: Lane(s.i.Ref), What: what, Seq: s.e.Seq, Asked: s.now, GiveUp: s.now.Add(worth), After: after, Body: body,
	}
}

// telling is a message and where it goes.
type telling struct {
	message
	// thread is the event whose post it answers, 0 for none.
	thread uint64
	// aloud: a reply is shown in the channel, too.
	aloud bool
}

// posting makes the delivery of a message.
func (s scene) posting(key string, t telling, worth time.Duration) outbox.Delivery {
	thread := ""
	if t.thread != 0 {
		thread = eventKey(t.thread)
	}
	post := t.message.post(thread, t.aloud && thread != "")
	d := s.delivery(key, "post", "channel", worth, post)
	d.Text = post.made.plain()
	return d
}

func eventKey(seq uint64) string { return fmt.Sprintf("e%d", seq) }

// posts are what the channel is told of a fact, and the bookmark that it asks for.
func (s scene) posts(f incident.Fact) []outbox.Delivery {
	if s.heard() {
		return nil
	}
	var all []outbox.Delivery
	for _, told := range []func(incident.Fact) (telling, bool){
		s.ofActions, s.ofRoles, s.ofFreezes, s.ofReports, s.ofScales, s.ofDecisions, s.ofCommands, s.ofPeople,
	} {
		if t, ok := told(f); ok {
			all = append(all, s.posting(eventKey(s.e.Seq), t, postWorth))
		}
	}
	return append(all, s.bookmark(f)...)
}

// heard tells whether the event follows from what was said in the channel, or was written down from elsewhere
// afterwards: then it is no news there. Such events say when they were known, or that nobody knows when they happened.
func (s scene) heard() bool {
	return !s.e.Known.IsZero() || s.e.When.Precision == incident.Unknown
}

// name is what a person is called in a sentence. It has no @: a name that notifies nobody must not look as if it did.
func (s scene) name(p incident.Person) string {
	switch name := s.i.Names[p]; {
	case p == incident.Nobody:
		return "somebody"
	case clean.Line(name) != "":
		return clean.Title(name, maxName)
	}
	return string(p)
}

// maxName is the longest name in a sentence, characters.
const maxName = 60

// asked is a person who is asked for something, and therefore mentioned.
func (s scene) asked(p incident.Person) span {
	named := span{text: s.name(p)}
	if s.options.Mention != nil && p != incident.Nobody {
		named.user = userOf(s.options.Mention(p))
	}
	return named
}

// unreached warns that somebody who is asked for something is not notified of it.
func (s scene) unreached(p incident.Person) string {
	if s.options.Mention == nil || s.asked(p).user != "" {
		return ""
	}
	return " " + s.name(p) + " was not notified, that name is not known in this workspace."
}
