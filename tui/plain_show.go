package tui

import "baton/incident"

// sayNumbered says all of what has a number; false where there is none of that number.
func (p *plain) sayNumbered(letter string, no int) bool {
	i := p.app.subject.state()
	if a, ok := i.Action(no); ok && letter == "A" {
		p.sayAction(&a)
		return true
	}
	if c, ok := i.Command(no); ok && letter == "C" {
		p.sayCommand(&c)
		return true
	}
	if d, ok := i.Decision(no); ok && letter == "D" {
		p.sayDecision(&d)
		return true
	}
	if f, ok := i.Freeze(no); ok && letter == "F" {
		p.sayFreeze(&f)
		return true
	}
	if u, ok := i.FollowUp(no); ok && letter == "U" {
		p.sayFollowUp(&u)
		return true
	}
	return false
}

func (p *plain) sayAction(a *incident.Action) {
	i := p.app.subject.state()
	p.say(p.actionLine(a))
	p.sayf("assigned at %s by %s, entry %d", p.clock(a.Assigned.At), i.Name(a.By), a.Assigned.Seq)
	switch {
	case !a.Acknowledged.IsZero():
		p.say("said yes at " + p.clock(a.Acknowledged.At))
	case a.Open():
		p.sayf("said yes: not yet; as %s ack %d writes it down", a.Owner, a.No)
	}
	if a.Extended > 0 {
		p.say("more time was given " + plural(a.Extended, "time", "times"))
	}
	if a.HandedOn > 0 {
		p.say("handed on " + plural(a.HandedOn, "time", "times"))
	}
	if a.FollowUp > 0 {
		p.sayf("became follow-up U%d", a.FollowUp)
	}
}

func (p *plain) sayCommand(c *incident.Command) {
	p.say(p.commandLine(c))
	for _, o := range c.Outputs {
		if !o.Given.IsZero() {
			p.sayf("output at %s%s: %s", p.clock(o.Given.At), only(o.Failed, ", FAILED"), o.Text)
		}
	}
	p.sayf("shown in entry %d", c.Proposed.Seq)
}

func (p *plain) sayDecision(d *incident.Decision) {
	i := p.app.subject.state()
	p.say(p.decisionLine(d))
	for _, v := range standing(d.Objects) {
		p.sayf("strong objection by %s at %s: %s", i.Name(v.By), p.clock(v.Said.At), v.Text)
	}
	if d.Owner != incident.Nobody {
		p.say("owner: " + i.Name(d.Owner))
	}
	p.sayf("proposed in entry %d", d.Proposed.Seq)
}

func (p *plain) sayFreeze(f *incident.DeployFreeze) {
	p.say(p.freezeLine(f))
	if f.LiftReason != "" {
		p.sayf("lifted by %s: %s", p.app.subject.state().Name(f.LiftedBy), f.LiftReason)
	}
	p.sayf("since %s, entry %d", p.clock(f.Since.At), f.Since.Seq)
}

func (p *plain) sayFollowUp(u *incident.FollowUp) {
	p.say(p.followUpLine(u))
	p.sayf("added in entry %d", u.Added.Seq)
}
