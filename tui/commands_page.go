package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// commandsPage is the ledger of commands: one row a command, and all of the chosen one.
type commandsPage struct {
	*subject
	w, h   int
	layout ledgerLayout
	detail []string // the lines of the chosen command

	view ledgerView
	// chosen is the number of the command that keys act on, 0 while there is none. While following it is the newest.
	chosen    int
	following bool
	wentOn    time.Time // when the choice last went on to another command by itself
	top       int       // the first row on the screen

	ledger ledger
	rows   []int32 // the places of the commands that are listed
	of     *sight  // what the ledger was made of,
	seq    uint64  // and its last event then
}

func newCommandsPage(s *subject) *commandsPage { return &commandsPage{subject: s, following: true} }

func (p *commandsPage) place() place                  { return onCommands }
func (p *commandsPage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *commandsPage) paste(string) tea.Cmd          { return nil }

func (p *commandsPage) resize(w, h int) {
	p.w, p.h = w, h
	line := p.at() - p.top
	p.read()
	p.settle()
	p.arrange()
	p.top = p.at() - line
	p.bring()
}

// read makes the ledger anew if there is news.
func (p *commandsPage) read() {
	if state := p.state(); p.of != p.sight() || p.seq != state.Seq {
		p.ledger, p.of, p.seq = ledgerOf(state), p.sight(), state.Seq
	}
}

// settle keeps the choice on a command that exists. One that no longer belongs to the view stays in the list until the
// choice moves on, so that a key that is pressed twice does not act on its neighbour.
func (p *commandsPage) settle() {
	p.rows = p.ledger.views[p.view]
	before := p.chosen
	if n := len(p.rows); p.following && n > 0 {
		p.chosen = max(p.number(n-1), p.chosen)
	}
	if _, ok := p.ledger.find(p.rows, p.chosen); !ok {
		p.hold()
	}
	if before != 0 && p.chosen != before {
		p.wentOn = p.app.now
	}
}

// hold lists the chosen command although the view has no place for it, or chooses another where there is none of that
// number.
func (p *commandsPage) hold() {
	if place, ok := p.ledger.find(p.ledger.views[allCommands], p.chosen); ok {
		k, _ := p.ledger.find(p.rows, p.chosen)
		p.rows = slices.Insert(slices.Clone(p.rows), k+1, int32(place))
		return
	}
	p.chooseNear()
}

// chooseNear chooses the listed command that is nearest to the chosen number.
func (p *commandsPage) chooseNear() {
	k, _ := p.ledger.find(p.rows, p.chosen)
	p.chosen = 0
	if len(p.rows) > 0 {
		p.chosen = p.number(max(k, 0))
	}
}

func (p *commandsPage) number(row int) int { return p.ledger.commands.At(int(p.rows[row])).No }

// at is the row of the chosen command.
func (p *commandsPage) at() int {
	k, _ := p.ledger.find(p.rows, p.chosen)
	return max(k, 0)
}

// command is the chosen one.
func (p *commandsPage) command() (c incident.Command, ok bool) {
	if k, ok := p.ledger.find(p.rows, p.chosen); ok {
		return p.ledger.commands.At(int(p.rows[k])), true
	}
	return c, false
}

// bring moves the window so that the chosen row is in it, and the end is at its end.
func (p *commandsPage) bring() {
	n, room, at := len(p.rows), max(p.layout.list.h, 1), p.at()
	if p.following {
		p.top = n - room
	}
	p.top = max(min(p.top, at, n-room), at-room+1, 0)
}

func (p *commandsPage) step(n int) tea.Cmd {
	if len(p.rows) > 0 {
		at := min(max(p.at()+n, 0), len(p.rows)-1)
		p.chosen, p.following = p.number(at), at == len(p.rows)-1
		p.wentOn = time.Time{}
	}
	return nil
}

func (p *commandsPage) up() tea.Cmd       { return p.step(-1) }
func (p *commandsPage) down() tea.Cmd     { return p.step(1) }
func (p *commandsPage) pageUp() tea.Cmd   { return p.step(-max(p.layout.list.h-1, 1)) }
func (p *commandsPage) pageDown() tea.Cmd { return p.step(max(p.layout.list.h-1, 1)) }
func (p *commandsPage) start() tea.Cmd    { return p.step(-len(p.rows)) }
func (p *commandsPage) end() tea.Cmd      { return p.step(len(p.rows)) }

// nextView lists other commands. The choice stays where it is if that is listed there, too.
func (p *commandsPage) nextView() tea.Cmd {
	p.view = (p.view + 1) % ledgerViews
	p.rows = p.ledger.views[p.view]
	if _, ok := p.ledger.find(p.rows, p.chosen); !ok {
		p.chooseNear()
	}
	p.following = p.at() >= len(p.rows)-1
	p.wentOn = time.Time{}
	return nil
}

// ledgerLayout is where the list and the chosen command are, both without their headings.
type ledgerLayout struct{ list, detail rect }

const (
	leastDetailH = 12 // the height of the page from which on the chosen command is shown below the list
	leastRows    = 4  // rows of the list that are kept whatever the chosen command has to say
)

// arrange shares the page out. How depends on the number of rows and not on which is chosen, so that nothing jumps while
// the choice moves.
func (p *commandsPage) arrange() {
	l := ledgerLayout{list: rect{y: 1, w: p.w, h: max(p.h-1, 0)}}
	p.detail = nil
	switch {
	case p.w >= besidesW:
		l.list.w = p.w * 3 / 5
		l.detail = rect{x: l.list.w + 1, y: 1, w: p.w - l.list.w - 1, h: l.list.h}
		p.detail = p.detailLines(l.detail.w, l.detail.h)
	case p.h >= leastDetailH && len(p.rows) > 0:
		l.list.h = min(len(p.rows), max((p.h-2)/2, leastRows))
		l.detail = rect{y: l.list.h + 2, w: p.w, h: p.h - 2 - l.list.h}
		p.detail = p.detailLines(l.detail.w, l.detail.h)
	}
	p.layout = l
}

// click chooses the command at a place of the page; the one that is chosen is opened.
func (p *commandsPage) click(x, y int) tea.Cmd {
	l := p.layout.list
	row := p.top + y - l.y
	if x >= l.w || y < l.y || y >= l.y+l.h || row >= len(p.rows) {
		return nil
	}
	if row == p.at() {
		return p.app.pressed("enter")
	}
	return p.step(row - p.at())
}

func (p *commandsPage) wheel(_, _, lines int) tea.Cmd { return p.step(lines / wheelLines) }
