package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// copyable is text as it may go to the clipboard: what a terminal or a shell would obey unseen is left out, line ends
// stay, and the last one goes, because a shell would run the command as it is pasted. It does not depend on what the
// screen can draw.
func copyable(s string) string { return strings.TrimRight((&theme{}).lines(s), "\n") }

// copy asks the terminal to put the chosen command onto its clipboard (OSC 52). Terminals do not answer, and some are
// told not to obey.
func (p *commandsPage) copy() tea.Cmd {
	c, _ := p.command()
	text := copyable(c.Text)
	if text == "" { // which some terminals take for an order to forget what they have
		p.app.tell(fmt.Sprintf("C%d has no text that could be copied", c.No), "")
		return nil
	}
	about := "copied"
	if n := strings.Count(text, "\n") + 1; n > 1 {
		about += fmt.Sprintf(" with its %d lines", n)
	}
	p.app.said = notice{sort: aside, text: fmt.Sprintf("C%d %s, if the terminal allows it: %s", c.No, about, p.app.th.onOneLine(text, p.w))}
	return tea.SetClipboard(text)
}
