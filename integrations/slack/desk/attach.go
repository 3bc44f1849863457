package desk

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/slack/message"
)

// attach is the verb that makes a channel that exists an incident's channel. Only Slack has it.
const attach = "attach"

// attach binds the channel in which it was typed to the incident that the argument means: a reference, or a part of one
// that only one open incident has.
func (d *Desk) attach(ctx context.Context, r *Request, arg string) Answer {
	if r.Channel == "" || r.Channel[0] == 'D' {
		return only("Here is nobody but us: type " + typed(attach+" "+arg) + " in a channel that the responders can join.")
	}
	i, problem, err := d.meant(ctx, arg)
	switch {
	case err != nil:
		return failed(err)
	case problem != "":
		return only(problem)
	}
	if other, ok := d.o.IncidentOf(r.Channel); ok && other != i.Ref {
		if taken, err := d.o.Recorder.State(ctx, other); err != nil {
			return failed(err)
		} else if taken.Open() {
			return only("Nothing was recorded: this is the channel of " + shown(taken.Title, maxEntry) + ", which is open. Attach the other one in a channel of its own.")
		}
	}
	order := incident.BindChannel{Service: "slack", ID: r.Channel, Name: r.channelLabel(), Team: cmp.Or(r.Domain, r.Team), URL: r.channelAddress(r.Channel)}
	return d.guarded(ctx, asked(r, d.person(r.User), &i, grammar.Phrase{Verb: attach, Order: order}), func(ctx context.Context) Answer {
		a, recorded := d.record(ctx, i.Ref, order, d.given(r))
		if !recorded {
			return a
		}
		a.Replies[0].Text += "\nWhat is said here goes into the record once baton is a member; `/invite @baton` if it is not."
		return a
	})
}

// channelLabel is the channel's name, or its id where Slack does not tell the name, as that of a private channel.
func (r *Request) channelLabel() string {
	if name := message.Label(r.ChannelName); name != "" && name != "privategroup" {
		return name
	}
	return r.Channel
}

// meant finds the incident that an argument means, or says why not.
func (d *Desk) meant(ctx context.Context, arg string) (i incident.Incident, problem string, err error) {
	if ref, err := incident.ParseRef(arg); err == nil {
		if i, err = d.o.Recorder.State(ctx, ref); err != nil || i.Ref != "" {
			return i, "", err
		}
	}
	open, err := d.o.Open(ctx)
	if err != nil {
		return i, "", err
	}
	var found []incident.Incident
	for _, i := range open {
		if arg != "" && strings.Contains(string(i.Ref), strings.ToLower(arg)) {
			found = append(found, i)
		}
	}
	if len(found) == 1 {
		return found[0], "", nil
	}
	problem = fmt.Sprintf("“%s” is not the reference of one incident. ", shown(arg, maxNames))
	if arg == "" {
		problem = "Which incident? Type " + typed(attach+" REF") + ". "
	}
	if len(found) > 0 {
		open = found
	}
	return i, problem + d.channels(open), nil
}
