package tui

import tea "charm.land/bubbletea/v2"

// logPage is the page of every entry.
type logPage struct {
	*subject
	w, h int
}

func newLogPage(s *subject) *logPage { return &logPage{subject: s} }

func (p *logPage) place() place                  { return inLog }
func (p *logPage) resize(w, h int)               { p.w, p.h = w, h }
func (p *logPage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *logPage) paste(string) tea.Cmd          { return nil }

func (p *logPage) draw() ([]string, *tea.Cursor) {
	lines := []string{p.app.th.heading("Log", "", true, p.w)}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines[:p.h], nil
}

func logBindings() []binding { return nil }
