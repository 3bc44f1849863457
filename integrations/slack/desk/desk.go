package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// recorder is the part of a timeline.Recorder that the desk needs.
type recorder interface {
	Do(context.Context, incident.Ref, timeline.Instruction) (timeline.Outcome, incident.Incident, error)
	State(context.Context, incident.Ref) (incident.Incident, error)
	Log() timeline.Log
}

// Options are what a Desk knows of the world. All are needed but Zone, Groups and Allow. The functions are called by many
// goroutines at once.
type Options struct {
	Recorder recorder
	// Zone is where bare times are meant, and the calendar day of a new incident, unless the incident has a zone; nil for UTC.
	Zone *time.Location
	// Person is the handle of the person with an id; ok is false for one who is not known.
	Person func(id string) (p incident.Person, ok bool)
	// Groups are the handles of the user groups that a person is in. It has a second.
	Groups func(ctx context.Context, user string) ([]string, error)
	Allow  Permissions
	// IncidentOf is the incident whose channel that is, ChannelOf the id of an incident's channel, empty for none.
	IncidentOf func(channel string) (incident.Ref, bool)
	ChannelOf  func(incident.Ref) string
	// Open lists the incidents that are open, the newest first.
	Open func(context.Context) ([]incident.Incident, error)
	Now  func() time.Time
}

// Desk answers requests. It keeps nothing, and is safe for concurrent use.
type Desk struct {
	o     Options
	allow Permissions
}

// New makes a desk.
func New(o Options) *Desk {
	o.Zone = cmp.Or(o.Zone, time.UTC)
	return &Desk{o: o, allow: o.Allow.canonical()}
}

// Answer carries a request out and says what is to be sent back. It returns when what it recorded is durable.
func (d *Desk) Answer(ctx context.Context, r Request) Answer {
	switch r.Kind {
	case Command:
		return acknowledged(d.command(ctx, &r))
	case Press:
		return d.press(ctx, &r)
	case Shortcut:
		return d.shortcut(ctx, &r)
	case Submit:
		return d.submit(ctx, &r)
	}
	return Answer{}
}

// acknowledged puts the first reply to a command into its acknowledgement, which saves a call and cannot come too late.
func acknowledged(a Answer) Answer {
	if len(a.Replies) > 0 {
		a.Ack, a.Replies = a.Replies[0], a.Replies[1:]
	}
	return a
}

func (d *Desk) now() time.Time { return d.o.Now().UTC() }

// person is who has an id. One who is not known has the id for a handle, as in what the channel's mirror writes: the
// name that Slack sends along may be somebody else's handle.
func (d *Desk) person(id string) incident.Person {
	if p, ok := d.o.Person(id); ok {
		return p
	}
	return message.HandleOf(id)
}

// zone is where the people of an incident read the clock.
func (d *Desk) zone(i *incident.Incident) *time.Location {
	if i.Zone == "" {
		return d.o.Zone
	}
	if zone, err := time.LoadLocation(i.Zone); err == nil {
		return zone
	}
	return d.o.Zone
}

// reader reads lines as somebody means them who looks at the incident.
func (d *Desk) reader(i *incident.Incident, me incident.Person) grammar.Reader {
	r := grammar.Reader{Now: d.now(), Zone: d.zone(i), Me: me, Started: i.Declared.At}
	if i.Ref != "" {
		r.Tier = &i.Tier
	}
	return r
}

// given is what surrounds an order of a request.
func (d *Desk) given(r *Request) incident.Given {
	return incident.Given{By: d.person(r.User), Now: d.now(), Origin: "slack", Key: r.key()}
}

// do carries one order out. refusal is why not, nil where it was; err is about the record.
func (d *Desk) do(ctx context.Context, ref incident.Ref, o incident.Order, g incident.Given) (out timeline.Outcome, i incident.Incident, refusal, err error) {
	out, i, err = d.o.Recorder.Do(ctx, ref, timeline.Instruction{Order: o, Given: g})
	if out.Err != nil {
		return out, i, out.Err, nil
	}
	return out, i, nil, err
}

// event reads one event of an incident's log.
func (d *Desk) event(ctx context.Context, ref incident.Ref, seq uint64) (incident.Event, error) {
	for e, err := range d.o.Recorder.Log().Read(ctx, ref, seq) {
		return e, err
	}
	return incident.Event{}, fmt.Errorf("read event %d of %s: it is not there", seq, ref)
}

// find gives the event with a key; ok is false where there is none.
func (d *Desk) find(ctx context.Context, ref incident.Ref, key string) (e incident.Event, ok bool, err error) {
	seqs, err := d.o.Recorder.Log().Find(ctx, ref, key)
	if err != nil || seqs[0] == 0 {
		return e, false, err
	}
	e, err = d.event(ctx, ref, seqs[0])
	return e, err == nil, err
}
