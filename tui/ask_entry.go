package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// The forms that write into the timeline, and what can be done with one of its entries.

func (r *room) note() tea.Cmd {
	return r.app.openForm(&form{
		name: string(r.ref) + " note", head: "Note",
		lines: []blankLine{{label: "text", hint: "the queue has stopped growing"}},
		order: func(v []string) (wish, error) { return wish{order: incident.Note{Text: v[0]}}, nil },
	})
}

func (r *room) update() tea.Cmd {
	return r.app.openForm(&form{
		name: string(r.ref) + " update", head: "Tell an audience how it stands",
		lines: []blankLine{
			{label: "audience", hint: r.state().Tier.String(), complete: completeOf("engineering", "internal", "public")},
			{label: "text", hint: "what people see, since when, what is being done"},
			{label: "next in", hint: "minutes until the next update; empty: none is promised"},
		},
		order: func(v []string) (w wish, err error) {
			o := incident.TellAudience{Audience: r.state().Tier, Text: v[1]}
			if v[0] != "" {
				if o.Audience, err = incident.ParseTier(v[0]); err != nil {
					return w, err
				}
			}
			o.Next, err = r.app.readWait(v[2])
			return wish{order: o}, err
		},
	})
}

func (r *room) report() tea.Cmd {
	return r.app.openForm(&form{
		name: string(r.ref) + " report", head: "Situation report",
		lines: []blankLine{
			{label: "conditions", hint: "what is broken, what customers feel"},
			{label: "actions", hint: "what is being done, by whom"},
			{label: "needs", hint: "what is missing; may stay empty"},
		},
		order: func(v []string) (wish, error) {
			return wish{order: incident.Report{Conditions: v[0], Actions: v[1], Needs: v[2]}}, nil
		},
	})
}

func (r *room) star() tea.Cmd {
	e, _ := r.timeline.choice()
	return r.app.ask(wish{order: incident.Star{Entry: e.Seq(), Off: e.Amendment.Starred}}, nil)
}

func (r *room) correct() tea.Cmd {
	e, _ := r.timeline.choice()
	return r.app.openForm(&form{
		name: fmt.Sprintf("%s correct %d", r.ref, e.Seq()), head: fmt.Sprintf("Correct entry %d of %s", e.Seq(), e.When.Clock("15:04", r.app.zone)),
		lines: []blankLine{
			{label: "text", text: newInput(e.Text)},
			{label: "time", hint: "14:32; empty: stays as it is"},
			{label: "person", hint: "@zac; empty: stays as it is", complete: r.app.completePerson},
			{label: "reason", hint: "may stay empty"},
		},
		order: func(v []string) (wish, error) { return r.correction(e, v) },
	})
}

func (r *room) correction(e timeline.Entry, v []string) (w wish, err error) {
	o := incident.Correct{Entry: e.Seq(), Reason: v[3]}
	if v[0] != r.app.cleaned(e.Text) {
		o.Text = &v[0]
	}
	if o.When, err = r.app.readWhen(v[1]); err != nil {
		return w, err
	}
	if v[2] != "" {
		who, err := r.app.readPerson(v[2])
		if err != nil {
			return w, err
		}
		o.Actor = &who
	}
	return wish{order: o}, nil
}

func (r *room) showEntry() tea.Cmd {
	e, _ := r.timeline.choice()
	r.app.push(&scroller{
		in: inEntry, name: fmt.Sprintf("Entry %d", e.Seq()),
		lines: func(w int) []string { return r.app.entryLines(e, w) },
	})
	return nil
}

// entryLines shows everything that is known of an entry, the text as it was written too.
func (a *app) entryLines(e timeline.Entry, w int) []string {
	const label = 11
	var lines []string
	add := func(name, text string) {
		for n, l := range wrap(a.th.lines(text), w-label) {
			if n > 0 {
				name = ""
			}
			lines = append(lines, a.th.row(w).column(a.th.dim, name, label).say(l).done())
		}
	}
	const layout = "Mon 2 Jan 2006 15:04:05 MST"
	add("happened", e.When.Clock(layout, a.zone))
	add("recorded", e.Event.Recorded.In(a.zone).Format(layout))
	by := e.Actor.String()
	if e.Event.EnteredBy != incident.Nobody {
		by += ", entered by " + e.Event.EnteredBy.String()
	}
	add("by", by)
	add("came by", string(e.Event.Origin)+" "+e.Event.Key)
	add("kind", string(e.Event.Kind))
	lines = append(lines, blank(w))
	add("text", e.Text)
	if e.Original != "" {
		add("as written", e.Original)
	}
	a.amendmentLines(&e, add)
	return lines
}

func (a *app) amendmentLines(e *timeline.Entry, add func(name, text string)) {
	switch m := e.Amendment; {
	case m.Retracted:
		add("retracted", m.Reason)
	case m.MergedTo != 0:
		add("part of", fmt.Sprint(m.MergedTo))
	case m.Corrected > 0:
		add("corrected", fmt.Sprintf("%d times, last at %s %s", m.Corrected, m.By.At.In(a.zone).Format("15:04"), m.Reason))
	}
	if e.Deleted {
		add("deleted", "by its author, in the chat")
	}
	for _, tag := range e.Amendment.Tags {
		add("tag", tag)
	}
	for _, reaction := range e.Reactions {
		add("reaction", reaction.Tell(&incident.Incident{}))
	}
}
