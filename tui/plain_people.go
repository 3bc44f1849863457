package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// wordPeople says who has a part in the incident, in the order of the page People.
func (p *plain) wordPeople(string) (tea.Cmd, error) {
	all := peopleOf(p.app.subject.state(), p.app.roster)
	if len(all) == 0 {
		p.say("nobody has a role, nobody was called")
		return nil, nil
	}
	if n := working(all); n > 0 {
		p.say(plural(n, "person has", "people have") + " an open action item" + only(n > mostReports, ", more than one person can lead"))
	}
	for _, r := range all {
		p.say(p.personLine(&r))
	}
	return nil, nil
}

// personLine is a person with everything that they do.
func (p *plain) personLine(r *presence) string {
	s := p.app.subject
	now, page := s.now(), s.people
	state, _ := page.stateText(r)
	shift, _ := page.shiftText(r)
	night, _ := nightThere(r.contact, now)
	parts := []string{r.person.String(), r.name, state, only(!strings.HasSuffix(state, strings.TrimPrefix(shift, "on")), shift)}
	for _, t := range r.roles {
		parts = append(parts, t.Role.Label()+" for "+since(t.Since.At, now))
	}
	for _, o := range r.offers {
		parts = append(parts, o.Role.Label()+" is offered by "+o.From.String()+", not accepted yet")
	}
	for _, a := range r.actions {
		by := only(a.By != incident.Nobody, " by "+a.By.String())
		parts = append(parts, fmt.Sprintf("does A%d, %s, given %s ago%s, %s%s", a.No, a.Task, since(a.Held.At, now), by, timeLeft(a.Due, now), only(a.Acknowledged.IsZero(), ", "+unheard)))
	}
	for _, f := range r.freezes {
		parts = append(parts, fmt.Sprintf("holds the freeze F%d of %s", f.No, f.Scope()))
	}
	return joinParts(", ", append(parts, night)...)
}

// mostCallees bounds what who says at a time.
const mostCallees = 20

// wordWho says whom to call, from the roster.
func (p *plain) wordWho(rest string) (tea.Cmd, error) {
	a := p.app
	if a.rosterFault != "" {
		p.say("the roster has a fault: " + a.rosterFault)
	}
	list := callList{}
	list.filter.set(rest)
	list.take(a.roster)
	switch {
	case len(list.all) == 0:
		return nil, missing("there is no roster that says whom to call", "baton roster, which says how one is written")
	case len(list.shown) == 0:
		return nil, missing("the roster has no "+quote(rest), only(len(list.near) > 0, "who "+strings.Join(list.near, ", who ")))
	}
	for _, k := range list.shown[:min(len(list.shown), mostCallees)] {
		p.sayCallee(&list.all[k])
	}
	if n := len(list.shown) - mostCallees; n > 0 {
		p.say(fmt.Sprintf("%d more are not said; who and a name says fewer", n))
	}
	return nil, nil
}

// sayCallee says whom to call for something, first to last, each with how to reach them.
func (p *plain) sayCallee(c *callee) {
	p.say(c.kind + " " + joinParts(", also ", c.name, c.also) + only(len(c.call) == 0, ": nobody is named"))
	for k, who := range c.call {
		night, _ := nightThere(who, p.app.now)
		p.sayf("call %d for %s: %s", k+1, c.name, joinParts(", ", who.Person.String(), who.Name, who.Phone, who.Email, night))
	}
	for _, note := range c.notes {
		p.say("about " + c.name + ": " + note)
	}
}
