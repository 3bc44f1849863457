package tui

import tea "charm.land/bubbletea/v2"

// documentPage is the post-mortem as it would be written now.
type documentPage struct {
	*subject
	w, h int
}

func newDocumentPage(s *subject) *documentPage { return &documentPage{subject: s} }

func (p *documentPage) place() place                  { return onDocument }
func (p *documentPage) resize(w, h int)               { p.w, p.h = w, h }
func (p *documentPage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *documentPage) paste(string) tea.Cmd          { return nil }

func (p *documentPage) draw() ([]string, *tea.Cursor) {
	lines := []string{p.app.th.heading("Document", "", true, p.w)}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines[:p.h], nil
}

func documentBindings() []binding { return nil }
