package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// standing is the incident in one sentence, as the first lines of the screen say it.
func (p *plain) standing() string {
	s := p.app.subject
	i, now := s.state(), s.now()
	age := i.Status.String() + " for " + since(i.Declared.At, now)
	switch {
	case i.Status == incident.Past:
		age = "past, began " + since(i.Declared.At, now) + " ago"
	case !i.Open():
		age = i.Status.String() + " after " + lasting(i.Resolved.At.Sub(i.Declared.At)) + ", " + since(i.Resolved.At, now) + " ago"
	case i.Status != incident.Investigating:
		age = i.Status.String() + ", declared " + since(i.Declared.At, now) + " ago"
	}
	ic := only(i.Open(), "no IC")
	if who := i.Holder(incident.IC); who != incident.Nobody {
		ic = "IC " + i.Name(who) + only(i.Open(), " for "+lasting(i.HeldSince(incident.IC, now)))
	}
	return joinParts(", ", i.Title, p.app.marks(i.Practice), string(i.Ref), i.Severity.String(), "told "+i.Tier.String(), age, ic) + "."
}

// sayFirstNeed is the line that a commander hears first.
func (p *plain) sayFirstNeed() {
	s := p.app.subject
	if s == nil || s.state().Ref == "" {
		p.say("No incident is open here; board lists them, open and a part of a name opens one.")
		return
	}
	all := s.needs()
	if len(all) == 0 {
		p.say("NOW " + p.nothingNeeded())
		return
	}
	p.say("NOW " + all[0].label + ", " + all[0].typed(all[0].text) + only(len(all) > 1, fmt.Sprintf("; %d more, needs lists them", len(all)-1)))
}

func (p *plain) nothingNeeded() string {
	s := p.app.subject
	due, ok := s.digest().next(s.now())
	switch {
	case !s.state().Open():
		return "the incident is " + s.state().Status.String() + "; reopen because … opens it again"
	case ok:
		return "nothing needs you; " + timeLeft(due.At, s.now()) + ": " + matterOf(due)
	}
	return "nothing needs you, and nobody is asked for anything"
}

func (p *plain) wordNeeds(string) (tea.Cmd, error) {
	s := p.app.subject
	all := s.needs()
	if len(all) == 0 {
		p.say(p.nothingNeeded())
		return nil, nil
	}
	p.say(plural(len(all), "thing needs", "things need") + " you, the most urgent first:")
	for _, n := range all {
		p.say(n.label + ", " + n.typed(n.text))
	}
	return nil, nil
}

// wordRoom says what the page Room shows, what matters most first.
func (p *plain) wordRoom(string) (tea.Cmd, error) {
	s := p.app.subject
	i, d := s.state(), s.digest()
	p.say(p.standing())
	p.say("the time is " + p.fullClock(s.now()))
	p.sayFirstNeed()
	for _, service := range p.app.services {
		p.say(p.serviceLine(service))
	}
	p.say(counted(len(d.actions), "action item is open", "action items are open"))
	for _, a := range d.actions {
		p.say(p.actionLine(&a))
	}
	for _, f := range d.freezes {
		p.say(p.freezeLine(&f))
	}
	if len(d.freezes) == 0 {
		p.say("no deploys are frozen")
	}
	for _, o := range i.Offers {
		p.sayf("%s is offered to %s by %s for %s and not accepted yet", o.Role.Label(), i.Name(o.To), i.Name(o.From), since(o.Made.At, s.now()))
	}
	for _, t := range d.roles {
		p.sayf("role %s: %s for %s", t.Role.Label(), i.Name(t.Holder), since(t.Since.At, s.now()))
	}
	p.sayTold()
	p.sayDecisions()
	p.sayCounts()
	return nil, nil
}

func (p *plain) actionLine(a *incident.Action) string {
	i, now := p.app.subject.state(), p.app.subject.now()
	if !a.Open() {
		return joinParts(", ", fmt.Sprintf("action item A%d", a.No), i.Name(a.Owner), a.Task+": "+string(a.End), a.Outcome)
	}
	return fmt.Sprintf("action item A%d, %s, %s: %s at %s%s", a.No, i.Name(a.Owner), a.Task, timeLeft(a.Due, now), p.clock(a.Due), only(a.Acknowledged.IsZero(), ", "+unheard))
}

func (p *plain) freezeLine(f *incident.DeployFreeze) string {
	i, now := p.app.subject.state(), p.app.subject.now()
	if !f.Open() {
		return fmt.Sprintf("freeze F%d of %s, held by %s: lifted at %s", f.No, f.Scope(), i.Name(f.Holder), p.clock(f.Lifted.At))
	}
	return fmt.Sprintf("deploys FROZEN, F%d of %s, held by %s, %s at %s: %s", f.No, f.Scope(), i.Name(f.Holder), timeLeft(f.Expires, now), p.clock(f.Expires), f.Reason)
}

// sayTold says per audience when it was told last and when the next update is promised.
func (p *plain) sayTold() {
	s := p.app.subject
	i := s.state()
	for tier := incident.Engineering; tier <= i.Tier; tier++ {
		u, ok := i.LastUpdate(tier)
		if !ok {
			continue
		}
		next := ""
		if !u.Next.IsZero() && i.Open() {
			next = ", the next " + timeLeft(u.Next, s.now()) + " at " + p.clock(u.Next)
		}
		p.sayf("told %s %s ago%s: %s", tier, since(u.Told.At, s.now()), next, u.Text)
	}
}

func (p *plain) sayDecisions() {
	for _, d := range newestFirst(p.app.subject.state().Decisions) {
		if d.Open() {
			p.say(p.decisionLine(&d))
		}
	}
}

func (p *plain) decisionLine(d *incident.Decision) string {
	i := p.app.subject.state()
	switch {
	case d.Retracted:
		return fmt.Sprintf("decision D%d, retracted: %s", d.No, d.Proposal)
	case d.Abandoned:
		return fmt.Sprintf("decision D%d, abandoned: %s", d.No, d.Proposal)
	case !d.Open():
		return fmt.Sprintf("decision D%d, decided at %s: %s", d.No, p.clock(d.Decided.At), d.Outcome)
	}
	return fmt.Sprintf("decision D%d waits, proposed by %s, %s: %s", d.No, i.Name(d.By), counted(len(standing(d.Objects)), "strong objection", "strong objections"), d.Proposal)
}

// sayCounts says what has a page or a list of its own.
func (p *plain) sayCounts() {
	i, d := p.app.subject.state(), p.app.subject.digest()
	if text := p.impactText(); text != "" {
		p.say("impact: " + text)
	}
	here := 0
	for _, r := range d.responders {
		if r.Here() {
			here++
		}
	}
	if n := len(d.commands); n > 0 {
		p.say(plural(n, "command waits", "commands wait") + " for a second pair of eyes; commands lists them")
	}
	p.say(counted(here, "person is here", "people are here") + only(len(d.responders) > here, fmt.Sprintf(", %d called and not here", len(d.responders)-here)) + "; people lists them")
	for _, u := range newestFirst(i.FollowUps) {
		if u.Open() {
			p.say(p.followUpLine(&u))
		}
	}
	p.say(plural(i.Entries, "entry is", "entries are") + " in the log")
}

func (p *plain) impactText() string {
	m := p.app.subject.state().Impact
	var parts []string
	for _, c := range m.Counts {
		parts = append(parts, fmt.Sprintf("%d %s", c.N, c.Unit))
	}
	if !m.From.IsZero() {
		parts = append(parts, "from "+p.clock(m.From))
	}
	if !m.Until.IsZero() {
		parts = append(parts, "until "+p.clock(m.Until))
	}
	return joinParts(", ", append(parts, m.Text)...)
}

func (p *plain) followUpLine(u *incident.FollowUp) string {
	owner := "nobody has it"
	if u.Owner != incident.Nobody {
		owner = p.app.subject.state().Name(u.Owner)
	}
	state := only(!u.Open(), ", closed"+only(u.Outcome != "", ": "+u.Outcome))
	return fmt.Sprintf("follow-up U%d, %s: %s%s", u.No, owner, u.Text, state)
}
