package tui

import tea "charm.land/bubbletea/v2"

// click chooses an entry of the list, or looks at the time that the scrubber is clicked at.
func (p *logPage) click(x, y int) tea.Cmd {
	l := p.layout
	if at, ok := p.timeAt(x); ok && y == l.scrubber.y {
		return p.lookAt(at)
	}
	number, ok := p.pane.entryAt(y - l.list.y)
	if y < l.list.y || !ok {
		return nil
	}
	if number == p.pane.chosen {
		return p.app.pressed("enter")
	}
	p.anchor = 0
	p.pane.choose(number)
	return nil
}

func (p *logPage) wheel(_, _, lines int) tea.Cmd {
	p.anchor = 0
	p.pane.scroll(lines)
	return nil
}
