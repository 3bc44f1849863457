package desk

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/clean"
	"baton/integrations/slack/app"
	"baton/integrations/slack/message"
)

// quoted is a message that somebody wants to have in a timeline. It is small enough to travel with a form.
type quoted struct {
	Channel string          `json:"c"`
	At      message.Stamp   `json:"t"`
	By      incident.Person `json:"b"`
	Text    string          `json:"x"`
	Link    string          `json:"l,omitempty"`
	// Name is the channel's, without the #, where Slack tells it.
	Name string `json:"n,omitempty"`
}

// key is the key of the entry that a message from elsewhere becomes, once whoever adds it. It is another one than the
// message has in the channel's own mirror, should that come to mirror it.
func (q *quoted) key() string { return "slack:added:" + q.Channel + ":" + q.At.String() }

// shortcut puts a message into a timeline: in an incident's channel by a star on the entry that it is already, elsewhere
// as an entry of the incident that is open.
func (d *Desk) shortcut(ctx context.Context, r *Request) Answer {
	if r.Callback != app.ShortcutCallback {
		return Answer{}
	}
	q, ok := d.quote(r)
	if !ok {
		return only("Slack did not say which message that is. Copy it into " + typed("note …") + " in the incident's channel instead.")
	}
	if ref, inside := d.o.IncidentOf(r.Channel); inside {
		return d.star(ctx, r, ref, q)
	}
	open, err := d.o.Open(ctx)
	switch {
	case err != nil:
		return failed(err)
	case len(open) == 0:
		return only("No incident is open, so there is no timeline to add to. " + typed("List import problems") + " declares one of that title.")
	case len(open) > 1:
		return Answer{Form: choose(open, q)}
	}
	return d.add(ctx, r, &open[0], q)
}

// quote reads the message: rendered, cleaned and masked as the mirror does it.
func (d *Desk) quote(r *Request) (q quoted, ok bool) {
	t := message.Translator{Channel: &message.Channel{ID: r.Channel}, People: message.NewPeople(), Names: d.names()}
	m, reason := t.Translate(&r.Message)
	if reason != "" || r.Channel == "" {
		return q, false
	}
	q = quoted{Channel: r.Channel, At: m.At, By: m.By.Handle, Text: m.Text, Link: r.address(r.Channel, m.At, m.Thread)}
	if message.IsID(r.Message.User) {
		q.By = d.person(r.Message.User)
	}
	for _, f := range m.Files {
		q.Text += "\n[" + f.Name + "]"
	}
	q.Text = door(q.Text)
	if r.ChannelName != "privategroup" && r.ChannelName != "directmessage" {
		q.Name = message.Label(r.ChannelName)
	}
	return q, true
}

// star marks the entry that a message of the channel is. One that the mirror has not read yet comes by itself: it is in
// the channel, and two entries of one message would be in nobody's interest.
func (d *Desk) star(ctx context.Context, r *Request, ref incident.Ref, q quoted) Answer {
	i, err := d.o.Recorder.State(ctx, ref)
	if err != nil {
		return failed(err)
	}
	seqs, err := d.o.Recorder.Log().Find(ctx, ref, message.Key(q.Channel, q.At))
	if err != nil {
		return failed(err)
	}
	seq := cmp.Or(seqs[0], told(&i, &q))
	if seq == 0 {
		return only("baton has not read that message yet; it reads every message of this channel, and is catching up. Use the shortcut again in a moment.")
	}
	phrase := grammar.Phrase{Verb: "star", Order: incident.Star{Entry: seq}}
	return d.guarded(ctx, asked(r, d.person(r.User), &i, phrase), func(ctx context.Context) Answer {
		return d.mark(ctx, r, ref, seq)
	})
}

// told is the event that a message of baton's own tells of, 0 where it is no such message. The mirror leaves those out.
func told(i *incident.Incident, q *quoted) uint64 {
	receipt := q.Channel + ":" + q.At.String()
	for m := range i.Deliveries.All() {
		if m.Receipt != receipt {
			continue
		}
		number, ok := strings.CutPrefix(m.Key, "e")
		if seq, err := strconv.ParseUint(number, 10, 64); ok && err == nil {
			return seq
		}
	}
	return 0
}

func (d *Desk) mark(ctx context.Context, r *Request, ref incident.Ref, seq uint64) Answer {
	_, i, refusal, err := d.do(ctx, ref, incident.Star{Entry: seq}, d.given(r))
	switch {
	case err != nil:
		return failed(err)
	case refusal != nil && i.Amendments[seq].Starred:
		return only(fmt.Sprintf("#%d is in the timeline, and has its star already.", seq))
	case refusal != nil:
		return only(refused(refusal))
	}
	return only(fmt.Sprintf("#%d is in the timeline, and has a star for the post-mortem now. %s takes it off.", seq, typed(fmt.Sprintf("unstar %d", seq))))
}

// add records a message from elsewhere as an entry at the time at which it was said, by whoever may take notes.
func (d *Desk) add(ctx context.Context, r *Request, i *incident.Incident, q quoted) Answer {
	phrase := grammar.Phrase{Verb: "note", Order: q.entry()}
	return d.guarded(ctx, asked(r, d.person(r.User), i, phrase), func(ctx context.Context) Answer {
		return d.enter(ctx, r, i.Ref, q)
	})
}

func (d *Desk) enter(ctx context.Context, r *Request, ref incident.Ref, q quoted) Answer {
	g := d.given(r)
	g.By, g.EnteredBy, g.Key = q.By, g.By, q.key()
	g.When = incident.At(q.At.Time())
	out, i, refusal, err := d.do(ctx, ref, q.entry(), g)
	switch {
	case err != nil:
		return failed(err)
	case refusal != nil:
		return only(refused(refusal))
	}
	e, ok, err := d.find(ctx, ref, g.Key)
	if err != nil || !ok {
		return failed(err)
	}
	if out.Repeated {
		return only(fmt.Sprintf("That message is #%d of %s already.", e.Seq, d.where(ref)))
	}
	return only(fmt.Sprintf("That message is #%d of %s now, at %s: %s", e.Seq, d.where(ref), clock(e.When.At), shown(i.Title, maxNames)))
}

// entry is the message as an entry, with the address where it is read.
func (q *quoted) entry() incident.Order {
	const most = 18_000 // with the address less than what the record takes in one entry, 20,000 characters
	o := incident.Observe{Sort: "Slack", Text: q.Text}
	if len(o.Text) > most {
		o.Text = message.Clip(o.Text, most) + " …"
	}
	if q.Name != "" {
		o.Sort = "#" + clean.Title(q.Name, maxNames)
	}
	if o.Text == "" {
		o.Text = "a message without text"
	}
	if q.Link != "" {
		o.Text += " (" + q.Link + ")"
	}
	return o
}
