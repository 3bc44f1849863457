package tui

import (
	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// Why keys do nothing when they do nothing.

func (s *subject) notDeclared() string {
	if s.state().Ref == "" {
		return "the incident is not read yet"
	}
	return ""
}

func (s *subject) notOpen() string {
	if reason := s.notDeclared(); reason != "" {
		return reason
	}
	if !s.state().Open() {
		return "the incident is " + s.state().Status.String() + "; R reopens it"
	}
	return ""
}

func (s *subject) noAction() string {
	if _, ok := s.chosenAction(); !ok {
		return "no action item is open; a assigns one"
	}
	return ""
}

func (s *subject) noAck() string {
	a, ok := s.chosenAction()
	switch {
	case !ok:
		return s.noAction()
	case !a.Acknowledged.IsZero():
		return a.Owner.String() + " said yes already"
	}
	return ""
}

func (s *subject) nobodyHasRole() string {
	if len(s.digest().roles) == 0 {
		return "nobody has a role yet; C takes command"
	}
	return ""
}

func (s *subject) noOffer() string {
	if len(s.state().Offers) == 0 {
		return "no role is offered; h offers one"
	}
	return ""
}

func (s *subject) commandIsMine() string {
	switch {
	case s.notOpen() != "":
		return s.notOpen()
	case s.app.me != incident.Nobody && s.state().Holder(incident.IC) == s.app.me:
		return "you are IC already; h hands it off"
	}
	return ""
}

func (s *subject) noFreeze() string {
	if len(s.digest().freezes) == 0 {
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

func (s *subject) noEntry() string {
	if _, ok := s.chosenEntry(); !ok {
		return "no entry is chosen"
	}
	return ""
}

func (s *subject) escape() tea.Cmd {
	s.app.said = notice{}
	return s.backToNow()
}
