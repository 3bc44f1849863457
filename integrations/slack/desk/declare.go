package desk

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/clean"
)

// sameWithin is how long the same title is the same incident: people see the same alarm at the same time, and type again
// what was not answered.
const sameWithin = 10 * time.Minute

// clockSlack is how far the clocks of two machines that declare may be apart.
const clockSlack = 2 * time.Minute

// declare opens an incident, or says which one it is that somebody else has just declared.
func (d *Desk) declare(ctx context.Context, r *Request, o incident.Declare, p grammar.Phrase) Answer {
	o.Title = clean.Line(o.Title)
	g := d.givenBy(r, p)
	return d.guarded(ctx, asked(r, d.person(r.User), &incident.Incident{}, p), func(ctx context.Context) Answer {
		i, already, refusal, err := d.open(ctx, o, g)
		switch {
		case err != nil:
			return failed(err)
		case refusal != nil:
			return only(refused(refusal))
		case already:
			a := only(d.already(&i))
			a.Declared = d.awaits(i.Ref)
			return a
		}
		return d.opened(&i)
	})
}

// open declares an incident under the first reference that is free. Where one of that title was declared shortly before,
// already is true and that is the one; the log takes only one declaration of a reference, so this holds for two people
// and for two processes at once.
func (d *Desk) open(ctx context.Context, o incident.Declare, g incident.Given) (i incident.Incident, already bool, refusal, err error) {
	if i, ok, err := d.acrossMidnight(ctx, o, g); ok || err != nil {
		return i, ok, nil, err
	}
	if o.Zone == "" {
		o.Zone = zoneName(d.o.Zone)
	}
	const attempts = 100
	for attempt := 1; attempt <= attempts; attempt++ {
		o.Ref = incident.NewRef(o.Title, day(g).In(d.o.Zone), attempt)
		_, i, refusal, err = d.do(ctx, o.Ref, o, g)
		if err != nil || refusal == nil || i.Ref == "" {
			return i, false, refusal, err
		}
		if same, err := d.same(ctx, &i, o, g.Now); same || err != nil {
			return i, same, nil, err
		}
	}
	return i, false, &incident.Refusal{Reason: "a hundred incidents of that name were declared that day", Instead: "another title"}, nil
}

// zoneName is the name of a zone in the tz database, or empty: "Local" is another zone on every machine.
func zoneName(zone *time.Location) string {
	if name := zone.String(); name == "UTC" || strings.Contains(name, "/") {
		return name
	}
	return ""
}

// day is the moment whose calendar day the reference has.
func day(g incident.Given) time.Time {
	if g.When.At.IsZero() {
		return g.Now
	}
	return g.When.At
}

// acrossMidnight looks for an incident of that title under the date of yesterday, or of a clock that is ahead.
func (d *Desk) acrossMidnight(ctx context.Context, o incident.Declare, g incident.Given) (i incident.Incident, ok bool, err error) {
	today := incident.NewRef(o.Title, day(g).In(d.o.Zone), 1)
	for _, at := range []time.Time{g.Now.Add(-sameWithin), g.Now.Add(clockSlack)} {
		ref := incident.NewRef(o.Title, at.In(d.o.Zone), 1)
		if ref == today {
			continue
		}
		if i, err = d.o.Recorder.State(ctx, ref); err != nil {
			return i, false, err
		}
		if ok, err = d.same(ctx, &i, o, g.Now); ok || err != nil {
			return i, ok, err
		}
	}
	return i, false, nil
}

// same tells whether an incident is the one that somebody declares again: open, of the same title, and not older than
// sameWithin. Two alphabets can give two titles one reference, so the title that it was declared with is looked at.
func (d *Desk) same(ctx context.Context, i *incident.Incident, o incident.Declare, now time.Time) (bool, error) {
	if !i.Open() || i.Practice != o.Practice || now.Sub(i.Declared.At).Abs() > sameWithin {
		return false, nil
	}
	e, err := d.event(ctx, i.Ref, 1)
	if err != nil {
		return false, err
	}
	f, err := e.Fact()
	declared, _ := f.(incident.IncidentDeclared)
	return letters(declared.Title) == letters(o.Title), err
}

// letters are the letters and digits of a title in lower case: "List-import problems!" is "list import problems".
func letters(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.IsSymbol(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// awaits is the incident, where its channel is still to come.
func (d *Desk) awaits(ref incident.Ref) incident.Ref {
	if d.o.ChannelOf(ref) != "" {
		return ""
	}
	return ref
}

// already answers a second declaration.
func (d *Desk) already(i *incident.Incident) string {
	return fmt.Sprintf("That was declared already, %s by @%s: %s. Nothing was declared twice. If yours is another incident, give it another title.",
		ago(d.now().Sub(i.Declared.At)), shown(string(i.DeclaredBy), maxNames), d.where(i.Ref))
}

// opened answers a declaration.
func (d *Desk) opened(i *incident.Incident) Answer {
	text := "Declared `" + string(i.Ref) + "`: " + shown(i.Title, maxEntry) + "."
	if i.Practice {
		text += " It is a drill."
	}
	if channel := id(d.o.ChannelOf(i.Ref)); channel != "" {
		return only(text + " Its channel is <#" + channel + ">. " + next(i))
	}
	a := only(text + " Its channel is being made; the link will come here. " + next(i))
	a.Declared = i.Ref
	return a
}

// next is what is typed first in an incident's channel.
func next(i *incident.Incident) string {
	me := i.DeclaredBy.String()
	return "There, type " + typed("ic "+me) + " to say who commands, and " + typed("action "+me+" check the graphs in 15m") + " to hand out work."
}

// Bound tells the one who declared an incident that it has its channel now.
func (d *Desk) Bound(i *incident.Incident) Reply {
	return only(d.where(i.Ref) + " is the channel of " + shown(i.Title, maxEntry) + ". " + next(i)).Replies[0]
}
