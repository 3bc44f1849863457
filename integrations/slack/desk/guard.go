package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"baton/incident"
	"baton/incident/grammar"
)

// patience is how long Slack is asked who is in which group.
const patience = time.Second

// ask is the question whether a person may do something.
type ask struct {
	user string
	by   incident.Person
	i    *incident.Incident
	matter
}

func asked(r *Request, by incident.Person, i *incident.Incident, p grammar.Phrase) ask {
	return ask{user: r.User, by: by, i: i, matter: matterOf(i, by, p)}
}

// guarded does some work if the one who asks may have it done. Where that depends on who is in a group, it comes later.
func (d *Desk) guarded(ctx context.Context, a ask, work func(context.Context) Answer) Answer {
	groups := d.allow[a.name]
	switch {
	case a.leads() || len(groups) == 0 && !a.restricted:
		return work(ctx)
	case a.name == takeCommand && a.i.Holder(incident.IC) == incident.Nobody:
		return work(ctx)
	case len(groups) == 0:
		return only(a.no(groups))
	}
	return Answer{Later: func(ctx context.Context) Answer {
		switch in, err := d.groups(ctx, a.user); {
		case err != nil && a.restricted:
			return only(a.no(groups) + " Slack did not say which groups you are in (" + shown(err.Error(), maxNames) + "), so this stays closed.")
		case err == nil && !slices.ContainsFunc(in, func(g string) bool { return slices.Contains(groups, groupName(g)) }):
			return only(a.no(groups))
		}
		return work(ctx)
	}}
}

// groups are the user groups that a person is in.
func (d *Desk) groups(ctx context.Context, user string) ([]string, error) {
	if d.o.Groups == nil {
		return nil, errNoGroups
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	in, err := d.o.Groups(ctx, user)
	if err != nil && ctx.Err() != nil {
		return nil, errSlow
	}
	return in, err
}

// leads tells whether the one who asks leads the incident.
func (a *ask) leads() bool {
	return a.by != incident.Nobody && (a.i.Holder(incident.IC) == a.by || a.i.Holder(incident.ICL) == a.by)
}

// no says who may, and whom to ask.
func (a *ask) no(groups []string) string {
	var may []string
	if a.i.Ref != "" {
		may = append(may, "the IC", "the ICL of this incident")
	}
	for _, g := range groups {
		may = append(may, "who is in @"+shown(g, maxNames))
	}
	if len(may) == 0 {
		return "Nothing was recorded: only an IC or ICL may " + a.does + ", and a new incident has none. Declare it without that word; its IC can upgrade it then."
	}
	text := "Nothing was recorded: only " + list(may, "or") + " may " + a.does + "."
	switch ic := a.i.Holder(incident.IC); {
	case a.i.Ref == "":
		return text + " Ask one of them."
	case ic == incident.Nobody:
		return text + " Nobody is IC yet; " + typed("take command") + " makes you the one."
	default:
		return text + " Ask " + who(a.i, ic) + ", who is IC."
	}
}

// Why it is not known who is in a group.
var (
	errNoGroups = errors.New("this baton cannot ask for groups")
	errSlow     = errors.New("no answer within a second")
)
