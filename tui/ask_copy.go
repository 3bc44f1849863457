package tui

import (
	"fmt"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// copied hands text to the terminal's clipboard (OSC 52) and says what. Terminals do not answer, and some are told not to
// obey, so it is not said that it is there.
func (a *app) copied(what, text string) tea.Cmd {
	text = (&theme{}).lines(text)
	a.said = notice{
		sort: aside, text: fmt.Sprintf("copied %s, %s", what, plural(utf8.RuneCountInString(text), "character", "characters")),
		instead: "where it does not paste, the terminal does not let programs set its clipboard (OSC 52)",
	}
	return tea.SetClipboard(text)
}

// copyEntry copies the chosen entry as one line of text.
func (s *subject) copyEntry() tea.Cmd {
	e, _ := s.chosenEntry()
	text := fmt.Sprintf("%s %s: %s", e.When.Clock("2006-01-02 15:04 MST", s.app.zone), e.Actor, e.Text)
	return s.app.copied(fmt.Sprintf("entry %d", e.Seq()), text)
}

// copyBrief copies what the next holder of a role would have to know.
func (s *subject) copyBrief() tea.Cmd {
	return s.app.copied("the brief", incident.Brief(s.state(), s.now()))
}
