package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// serviceLine is a service in one sentence.
func (p *plain) serviceLine(s Service) string {
	return s.Name + ": " + cmp.Or(s.Line, map[bool]string{true: "well", false: "NOT WELL"}[s.Well]) + only(!s.Since.IsZero() && !s.Well, ", for "+since(s.Since, p.app.now))
}

// sayServices says how services stand once that has become another matter: numbers that only count on are not read out.
func (p *plain) sayServices() {
	if !p.greeted {
		return
	}
	said := map[string]string{}
	for _, s := range p.app.services {
		state, _ := s.state()
		said[s.Name] = state + only(!s.Well, "!")
		if p.services[s.Name] != said[s.Name] {
			p.tell(p.serviceLine(s))
		}
	}
	for name := range p.services {
		if _, there := said[name]; !there {
			p.tell(name + ": no longer connected here")
		}
	}
	p.services = said
}

// foundOutgoing is what is not told outside yet.
type foundOutgoing struct {
	list []Outgoing
	err  error // why there is only what the record says
}

// wordOutgoing says what is not told outside yet, and what can be typed about it.
func (p *plain) wordOutgoing(string) (tea.Cmd, error) {
	s := p.app.subject
	if s.past != nil {
		return nil, missing("an earlier time is shown", "now, which goes back")
	}
	if p.app.fx.outgoing == nil {
		p.sayOutgoing(ordered(undelivered(&s.live.digest)))
		return nil, nil
	}
	fx, ref := p.app.fx, s.ref
	return p.read(func() tea.Msg {
		list, err := fx.listUntold(ref)
		return plainReadMsg{ref: ref, found: foundOutgoing{list: list, err: err}}
	}), nil
}

func (f foundOutgoing) tell(p *plain) {
	if f.err != nil {
		p.say("what waits to be told could not be listed (" + f.err.Error() + "); this is what the record says:")
		p.sayOutgoing(ordered(undelivered(&p.app.subject.live.digest)))
		return
	}
	p.sayOutgoing(p.app.subject.asRecorded(f.list))
}

func (p *plain) sayOutgoing(list []Outgoing) {
	if len(list) == 0 {
		p.say(cmp.Or(p.app.subject.nothingUntold(), "nothing is known of that is not told outside"))
		return
	}
	p.say(plural(len(list), "thing is", "things are") + " not told outside, the most urgent first:")
	for _, o := range list {
		p.say(p.outgoingLine(o))
	}
	if slices.ContainsFunc(list, func(o Outgoing) bool { return o.noRetry() == "" }) {
		p.say("Type resend and its key to try it again, reword and its key with other words, skip and its key because … to leave it out.")
	}
}

func (p *plain) outgoingLine(o Outgoing) string {
	stage, _ := o.stageWord(p.app.th)
	if age := p.app.outAge(o); age != "" {
		stage += " for " + age
	}
	return joinParts("; ", joinParts(": ", o.name()+", "+stage, cmp.Or(o.Reason, o.standsSo())), only(o.Text != "", "its words: "+o.Text))
}
