package tui

import (
	"fmt"
	"strings"

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
	all := needs(s.state(), s.digest(), p.app.me, s.now())
	if len(all) == 0 {
		p.say("NOW " + p.nothingNeeded())
		return
	}
	p.say("NOW " + all[0].label + ", " + all[0].text + only(len(all) > 1, fmt.Sprintf("; %d more, needs lists them", len(all)-1)))
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
	all := needs(s.state(), s.digest(), p.app.me, s.now())
	if len(all) == 0 {
		p.say(p.nothingNeeded())
		return nil, nil
	}
	p.say(plural(len(all), "thing needs", "things need") + " you, the most urgent first:")
	for _, n := range all {
		p.say(n.label + ", " + n.text)
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
	against := 0
	for _, v := range d.Objects {
		if !v.Said.IsZero() {
			against++
		}
	}
	return fmt.Sprintf("decision D%d waits, proposed by %s, %s: %s", d.No, i.Name(d.By), plural(against, "strong objection", "strong objections"), d.Proposal)
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

// wordPeople says who is there: those who have not answered first, then who has a role, then who works on what.
func (p *plain) wordPeople(string) (tea.Cmd, error) {
	s := p.app.subject
	i, d := s.state(), s.digest()
	for _, o := range i.Offers {
		p.sayf("%s is offered to %s, %s ago, and not accepted yet", o.Role.Label(), i.Name(o.To), since(o.Made.At, s.now()))
	}
	said := map[incident.Person]bool{}
	for _, r := range d.responders {
		if !r.Here() {
			said[r.Person] = true
			p.say(p.personLine(r.Person, callText(r, s.now())))
		}
	}
	for _, t := range d.roles {
		if !said[t.Holder] {
			said[t.Holder] = true
			p.say(p.personLine(t.Holder, p.presence(t.Holder)))
		}
	}
	for _, r := range d.responders {
		if !said[r.Person] {
			said[r.Person] = true
			p.say(p.personLine(r.Person, callText(r, s.now())))
		}
	}
	for _, a := range d.actions {
		if !said[a.Owner] {
			said[a.Owner] = true
			p.say(p.personLine(a.Owner, p.presence(a.Owner)))
		}
	}
	if len(said) == 0 {
		p.say("nobody has a role, nobody was called")
	}
	return nil, nil
}

// presence says since when somebody is here, where they were called or came.
func (p *plain) presence(who incident.Person) string {
	if r, ok := p.app.subject.state().Responder(who); ok && r.Here() {
		return callText(r, p.app.subject.now())
	}
	return ""
}

// personLine is a person with everything that they do.
func (p *plain) personLine(who incident.Person, presence string) string {
	s := p.app.subject
	i := s.state()
	parts := []string{who.String(), i.Names[who]}
	for _, t := range s.digest().roles {
		if t.Holder == who {
			parts = append(parts, t.Role.Label()+" for "+since(t.Since.At, s.now()))
		}
	}
	parts = append(parts, presence)
	for _, a := range i.ActionsOf(who) {
		by := only(a.By != incident.Nobody, " by "+i.Name(a.By))
		parts = append(parts, fmt.Sprintf("does A%d, %s, given %s ago%s, %s%s", a.No, a.Task, since(a.Held.At, s.now()), by, timeLeft(a.Due, s.now()), only(a.Acknowledged.IsZero(), ", "+unheard)))
	}
	return joinParts(", ", parts...)
}

// mostOthers bounds the commands that nothing has to be done about.
const mostOthers = 20

// wordCommands says which commands wait for somebody, which were run without a second look, and what became of the rest.
func (p *plain) wordCommands(rest string) (tea.Cmd, error) {
	var waiting, unseen, others []incident.Command
	for _, c := range newestFirst(p.app.subject.state().Commands) {
		switch {
		case c.Stage() == "proposed":
			waiting = append(waiting, c)
		case c.Unseen():
			unseen = append(unseen, c)
		default:
			others = append(others, c)
		}
	}
	if len(waiting)+len(unseen)+len(others) == 0 {
		p.say("no command was shown")
		return nil, nil
	}
	p.sayf("%s for a second pair of eyes, %d run without one, %s", counted(len(waiting), "command waits", "commands wait"), len(unseen),
		counted(len(others), "other", "others"))
	shown := others
	if !strings.EqualFold(rest, "all") {
		shown = others[:min(len(others), mostOthers)]
	}
	for _, list := range [][]incident.Command{waiting, unseen, shown} {
		for _, c := range list {
			p.say(p.commandLine(&c))
		}
	}
	if n := len(others) - len(shown); n > 0 {
		p.say(plural(n, "older one is", "older ones are") + " not said; commands all says them")
	}
	return nil, nil
}

func (p *plain) commandLine(c *incident.Command) string {
	i := p.app.subject.state()
	story := []string{fmt.Sprintf("command C%d of %s, shown at %s", c.No, i.Name(c.Author), p.clock(c.Proposed.At))}
	switch {
	case c.Retracted:
		story = append(story, "retracted")
	case c.Stage() == "proposed":
		story = append(story, "waits to be confirmed")
	}
	for _, v := range c.Confirms {
		story = append(story, only(!v.Said.IsZero(), "confirmed by "+i.Name(v.By)+only(v.Text != "", " ("+v.Text+")")))
	}
	for _, v := range c.Objects {
		story = append(story, only(!v.Said.IsZero(), i.Name(v.By)+" OBJECTS"+only(v.Text != "", " ("+v.Text+")")))
	}
	if !c.Run.IsZero() {
		story = append(story, "run by "+i.Name(c.RunBy)+" at "+p.clock(c.Run.At)+only(c.Unseen(), " WITHOUT a second pair of eyes"))
	}
	if !c.Undone.IsZero() {
		story = append(story, "undone: "+c.Undo)
	}
	return joinParts(", ", story...) + ": " + c.Text
}
