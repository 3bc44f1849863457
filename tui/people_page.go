package tui

import tea "charm.land/bubbletea/v2"

// peoplePage is the page of who is here, doing what.
type peoplePage struct {
	*subject
	w, h int
}

func newPeoplePage(s *subject) *peoplePage { return &peoplePage{subject: s} }

func (p *peoplePage) place() place                  { return onPeople }
func (p *peoplePage) resize(w, h int)               { p.w, p.h = w, h }
func (p *peoplePage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *peoplePage) paste(string) tea.Cmd          { return nil }

func (p *peoplePage) draw() ([]string, *tea.Cursor) {
	lines := []string{p.app.th.heading("People", "", true, p.w)}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines[:p.h], nil
}

func peopleBindings() []binding { return nil }
