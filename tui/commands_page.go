package tui

import tea "charm.land/bubbletea/v2"

// commandsPage is the ledger of commands.
type commandsPage struct {
	*subject
	w, h int
}

func newCommandsPage(s *subject) *commandsPage { return &commandsPage{subject: s} }

func (p *commandsPage) place() place                  { return onCommands }
func (p *commandsPage) resize(w, h int)               { p.w, p.h = w, h }
func (p *commandsPage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *commandsPage) paste(string) tea.Cmd          { return nil }

func (p *commandsPage) draw() ([]string, *tea.Cursor) {
	lines := []string{p.app.th.heading("Commands", "", true, p.w)}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines[:p.h], nil
}

func commandsBindings() []binding { return nil }
