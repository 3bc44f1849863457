package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// What Enter shows of a person or of the roster, and what else can be done about the chosen person.

// notInPeople says why a key that acts on a person does nothing: no mistake is worse here than taking one for another.
func (p *peoplePage) notInPeople() string {
	if p.inRoster {
		return "the arrows are in the roster; Left goes back to the people"
	}
	if _, ok := p.choice(); !ok {
		return "nobody has a part in the incident yet"
	}
	return ""
}

func (p *peoplePage) noPage() string {
	if reason := p.notInPeople(); reason != "" {
		return reason
	}
	switch r, _ := p.choice(); r.call {
	case unansweredCall:
		return ""
	case answeredCall:
		return r.person.String() + " answered already; o says that they joined"
	case hereCall:
		return r.person.String() + " is here already"
	default:
		return r.person.String() + " was not paged"
	}
}

func (p *peoplePage) isHere() string {
	if reason := p.notInPeople(); reason != "" {
		return reason
	}
	if r, _ := p.choice(); r.call == hereCall {
		return r.person.String() + " is here already; x releases"
	}
	return ""
}

// noRelease asks the rules, which know who still has something to do.
func (p *peoplePage) noRelease() string {
	if reason := p.notInPeople(); reason != "" {
		return reason
	}
	r, _ := p.choice()
	if _, err := p.app.preview(p.state(), wish{order: incident.Call{Person: r.person, Step: incident.StepReleased}}); err != nil {
		return refusalText(err)
	}
	return ""
}

func (p *peoplePage) noRoster() string {
	if len(p.calls.all) > 0 {
		return ""
	}
	return "the roster is empty: roster.yaml beside config.yaml names whom to call; baton roster check reads it"
}

func (p *peoplePage) nothingChosen() string {
	if _, ok := p.calls.choice(); p.inRoster && !ok {
		return "nothing is chosen in the roster"
	}
	if p.inRoster {
		return ""
	}
	return p.notInPeople()
}

// answered writes down what the person said: whoever sits here heard it.
func (p *peoplePage) answered() tea.Cmd { return p.called(incident.StepAcknowledged) }
func (p *peoplePage) joined() tea.Cmd   { return p.called(incident.StepJoined) }

func (p *peoplePage) called(step incident.CallStep) tea.Cmd {
	r, _ := p.choice()
	return p.app.ask(wish{order: incident.Call{Person: r.person, Step: step}, as: r.person}, nil)
}

func (p *peoplePage) release() tea.Cmd {
	r, _ := p.choice()
	who := r.person
	return p.app.openForm(&form{
		name: string(p.ref) + " release " + string(who), head: "Release " + p.state().Name(who),
		lines: []blankLine{{label: "reason", hint: "may stay empty; e.g. sleeps until 9:00"}},
		order: func(v []string) (wish, error) {
			return wish{order: incident.Call{Person: who, Step: incident.StepReleased, Text: v[0]}}, nil
		},
	})
}

func (p *peoplePage) showChosen() tea.Cmd {
	if p.inRoster {
		return p.showCallee()
	}
	r, _ := p.choice()
	return p.showPerson(r.person)
}

// showPerson shows all of a person. It goes on with the clock and with what happens.
func (p *peoplePage) showPerson(who incident.Person) tea.Cmd {
	p.app.push(&scroller{in: inEntry, name: who.String(), lines: func(w int) []string {
		var lines []string
		add := p.app.detail(&lines, w)
		for _, r := range p.rows {
			if r.person == who {
				p.describe(&r, add)
			}
		}
		p.describeActions(who, add)
		return lines
	}})
	delete(p.share, who)
	return p.app.fx.countSpoken(p.ref, p.visit, who, p.sight().at)
}

func (p *peoplePage) describe(r *presence, add func(name, text string)) {
	if r.name != "" {
		add("name", r.name)
	}
	p.describeContact(r.contact, add)
	text, _ := p.stateText(r)
	add("call", text)
	steps, _ := p.state().Responder(r.person)
	for _, s := range []struct {
		name string
		at   incident.Moment
	}{{"paged", steps.Paged}, {"answered", steps.Acknowledged}, {"joined", steps.Joined}, {"released", steps.Released}} {
		if !s.at.IsZero() {
			add("", fmt.Sprintf("%s %s, entry %d", s.name, p.clock(s.at.At), s.at.Seq))
		}
	}
	if shift, long := p.shiftText(r); shift != "" {
		add("on shift", "since "+p.clock(r.shift)+", "+shift+only(long, ": have somebody relieve them"))
	}
	for _, t := range p.state().Tenures.All() {
		if t.Holder == r.person {
			add("role", t.Role.Title()+", "+p.clock(t.Since.At)+" to "+p.endOf(t))
		}
	}
	for _, o := range r.offers {
		add("offered", o.Role.Title()+" by "+p.state().Name(o.From)+" at "+p.clock(o.Made.At))
	}
	for _, f := range r.freezes {
		add("freeze", fmt.Sprintf("F%d of %s: %s", f.No, f.Scope(), f.Reason))
	}
	add("said", p.spokenText(r.person))
}

func (p *peoplePage) describeContact(c incident.Contact, add func(name, text string)) {
	for _, field := range [][2]string{{"phone", c.Phone}, {"email", c.Email}} {
		if field[1] != "" {
			add(field[0], field[1])
		}
	}
	if c.Zone != nil {
		add("there", localTime(c, p.now())+", "+c.Zone.String())
	}
	if teams := p.app.roster.TeamsOf(c.Person); len(teams) > 0 {
		add("teams", strings.Join(teams, ", "))
	}
	if !c.Since.IsZero() {
		add("works here", "since "+c.Since.Format("2 January 2006"))
	}
}

func (p *peoplePage) endOf(t incident.Tenure) string {
	if t.Until.IsZero() {
		return "now"
	}
	return p.clock(t.Until.At)
}

func (p *peoplePage) clock(t time.Time) string { return t.In(p.app.zone).Format("Mon 2 Jan 15:04") }

// describeActions lists the person's action items, open ones first.
func (p *peoplePage) describeActions(who incident.Person, add func(name, text string)) {
	for _, a := range p.state().ActionsOf(who) {
		word, _ := timer(a.Due, p.now())
		add(fmt.Sprintf("A%d", a.No), a.Task+only(a.By != incident.Nobody, ", by "+p.state().Name(a.By))+", "+word)
	}
	for _, a := range p.state().Actions.All() {
		if a.Owner == who && !a.Open() {
			add(fmt.Sprintf("A%d", a.No), a.Task+", "+string(a.End)+" at "+p.clock(a.Ended.At)+only(a.Outcome != "", ": "+a.Outcome))
		}
	}
}

// showCallee shows whom to call, with all that the roster says of each.
func (p *peoplePage) showCallee() tea.Cmd {
	c, _ := p.calls.choice()
	p.app.push(&scroller{in: inEntry, name: "Whom to call for " + c.name, lines: func(w int) []string {
		var lines []string
		add := p.app.detail(&lines, w)
		if c.also != "" {
			add("also", c.also)
		}
		for _, note := range c.notes {
			add("note", note)
		}
		for k, h := range c.call {
			lines = append(lines, blank(w))
			add(fmt.Sprint(k+1), strings.TrimSpace(h.Person.String()+"  "+h.Name))
			p.describeContact(h, add)
		}
		return lines
	}})
	return nil
}

// share is how much of the timeline is a person's. It is counted when somebody asks, because no fold keeps it.
type share struct {
	messages, entries int
	err               error
}

// countedMsg is what was counted.
type countedMsg struct {
	visit  int
	person incident.Person
	share  share
}

func (m countedMsg) ofVisit() int { return m.visit }

// countSpoken counts what a person said and did, as far as it was known at a time; zero for now.
func (fx *effects) countSpoken(ref incident.Ref, visit int, who incident.Person, at time.Time) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, readTimeout)
		defer cancel()
		m := countedMsg{visit: visit, person: who}
		for e, err := range fx.recorder.Log().Read(ctx, ref, 1) {
			if err != nil {
				m.share.err = err
				break
			}
			if e.Actor != who || e.IsAmendment() || !at.IsZero() && e.KnownAt().After(at) {
				continue
			}
			m.share.entries++
			if e.Kind == (incident.MessagePosted{}).Kind() {
				m.share.messages++
			}
		}
		return m
	}
}

func (p *peoplePage) counted(m countedMsg) { p.share[m.person] = m.share }

func (p *peoplePage) spokenText(who incident.Person) string {
	s, ok := p.share[who]
	switch {
	case !ok:
		return "counting" + p.app.th.more
	case s.err != nil:
		return "could not be counted: " + s.err.Error()
	}
	return plural(s.messages, "message", "messages") + ", " + plural(s.entries, "entry", "entries") + " in all"
}
