package tui

import (
	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// What keys do in the room, and why they do nothing when they do nothing.

func (r *room) notDeclared() string {
	if r.state().Ref == "" {
		return "the incident is not read yet"
	}
	return ""
}

func (r *room) notOpen() string {
	if reason := r.notDeclared(); reason != "" {
		return reason
	}
	if !r.state().Open() {
		return "the incident is " + r.state().Status.String() + "; R reopens it"
	}
	return ""
}

func (r *room) noAction() string {
	if _, ok := r.chosenAction(); !ok {
		return "no action item is open; a assigns one"
	}
	return ""
}

func (r *room) noAck() string {
	a, ok := r.chosenAction()
	switch {
	case !ok:
		return r.noAction()
	case !a.Acknowledged.IsZero():
		return a.Owner.String() + " said yes already"
	}
	return ""
}

func (r *room) nobodyHasRole() string {
	if len(r.digest.roles) == 0 {
		return "nobody has a role yet; C takes command"
	}
	return ""
}

func (r *room) noOffer() string {
	if len(r.state().Offers) == 0 {
		return "no role is offered; h offers one"
	}
	return ""
}

func (r *room) commandIsMine() string {
	switch {
	case r.notOpen() != "":
		return r.notOpen()
	case r.app.me != incident.Nobody && r.state().Holder(incident.IC) == r.app.me:
		return "you are IC already; h hands it off"
	}
	return ""
}

func (r *room) noFreeze() string {
	if len(r.digest.freezes) == 0 {
		return "no deploys are frozen; f freezes them"
	}
	return ""
}

// noDetail is noEntry where Enter shows an entry.
func (r *room) noDetail() string {
	if r.listed() {
		return ""
	}
	return r.noEntry()
}

func (r *room) noEntry() string {
	if _, ok := r.timeline.choice(); !ok {
		return "no entry is chosen"
	}
	return ""
}

func (r *room) nothingNeeded() string {
	if len(needs(r.state(), &r.digest, r.app.me, r.app.now)) == 0 {
		return "nothing is due and nobody waits for an answer"
	}
	return ""
}

func (r *room) otherPane() tea.Cmd {
	r.inList = !r.inList
	return nil
}

// listed tells whether the arrows move in the action items: they have the focus and there are some.
func (r *room) listed() bool { return r.inList && len(r.digest.actions) > 0 }

func (r *room) step(n int) tea.Cmd {
	if !r.listed() {
		r.timeline.move(n)
		return nil
	}
	chosen, _ := r.chosenAction()
	for k, a := range r.digest.actions {
		if a.No == chosen.No {
			r.action = r.digest.actions[min(max(k+n, 0), len(r.digest.actions)-1)].No
			return nil
		}
	}
	return nil
}

func (r *room) up() tea.Cmd   { return r.step(-1) }
func (r *room) down() tea.Cmd { return r.step(1) }

func (r *room) pageUp() tea.Cmd {
	r.timeline.scroll(-max(r.timeline.h-2, 1))
	return nil
}

func (r *room) pageDown() tea.Cmd {
	r.timeline.scroll(max(r.timeline.h-2, 1))
	return nil
}

func (r *room) start() tea.Cmd {
	r.timeline.home()
	return nil
}

func (r *room) end() tea.Cmd {
	r.timeline.follow()
	return nil
}

func (r *room) escape() tea.Cmd {
	r.app.said = notice{}
	return nil
}
