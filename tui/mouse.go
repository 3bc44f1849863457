package tui

import (
	tea "charm.land/bubbletea/v2"
)

// clicker is a page that the mouse can be used on. Places are cells from the page's top left.
type clicker interface {
	// click chooses what is at a place; where it is chosen already, it is opened.
	click(x, y int) tea.Cmd
	// wheel scrolls what is at a place by so many lines.
	wheel(x, y, lines int) tea.Cmd
}

// checkBackKey asks back about what is chosen.
const checkBackKey = "b"

// wheelLines is how far one notch of the wheel goes.
const wheelLines = 3

// moused takes what the mouse does. It chooses, scrolls and presses the keys of the footer; nothing is ever recorded by
// a click alone, because a hand slips.
func (a *app) moused(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	if a.w < leastW || a.h < leastH || m.X < 0 || m.X >= a.w || m.Y < 0 || m.Y >= a.h {
		return nil
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		return a.wheeled(m)
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			return a.clicked(m.X, m.Y)
		}
	}
	return nil
}

func (a *app) wheeled(m tea.Mouse) tea.Cmd {
	lines := wheelLines
	switch m.Button {
	case tea.MouseWheelUp:
		lines = -wheelLines
	case tea.MouseWheelDown:
	default:
		return nil
	}
	if _, ok := a.top().(*scroller); ok {
		return scrolled(lines)(a)
	}
	f := a.frame()
	if c, ok := a.top().(clicker); ok && m.Y >= f.head && m.Y < f.head+f.page {
		return c.wheel(m.X, m.Y-f.head, lines)
	}
	return nil
}

func (a *app) clicked(x, y int) tea.Cmd {
	f := a.frame()
	if y == a.h-1 {
		return a.clickedKey(x)
	}
	if _, ok := a.top().(page); !ok {
		return nil // what is open over the page is answered with the keyboard
	}
	switch {
	case y < f.head:
		return a.clickedHead(x, y)
	case y < f.head+f.page:
		if c, ok := a.top().(clicker); ok {
			return c.click(x, y-f.head)
		}
	}
	return nil
}

// clickedHead turns to a page by its name, or lists what needs somebody.
func (a *app) clickedHead(x, y int) tea.Cmd {
	if a.h >= tabsFromH && y == len(a.head(a.w))-1 {
		for k, l := range a.tabLabels(a.w) {
			if w := width(l) + tabCells; x < w {
				return a.pressed(pageKey(tab(k)))
			} else {
				x -= w
			}
		}
		return nil
	}
	if y == a.needAt() {
		return a.pressed(needsKey)
	}
	return nil
}

// pressed does what a key does.
func (a *app) pressed(key string) tea.Cmd {
	if b := a.find(a.place(), key); b != nil {
		return a.performByMouse(b)
	}
	return nil
}

// performByMouse does what a binding does, unless that records at once.
func (a *app) performByMouse(b *binding) tea.Cmd {
	if b.records {
		a.tell("a click records nothing, because a hand slips", "press "+keyName(b.keys[0], a.th.ascii))
		return nil
	}
	return a.perform(b)
}

// clickedKey presses the key whose name is at a place of the footer.
func (a *app) clickedKey(x int) tea.Cmd {
	for _, l := range a.footerLabels(a.w) {
		if x < l.cells() {
			return a.performByMouse(l.binding)
		}
		x -= l.cells()
	}
	return nil
}

// click in the room chooses an action item or an entry.
func (r *room) click(x, y int) tea.Cmd {
	l := r.layout
	if t := l.timeline; x >= t.x && y >= t.y && y < t.y+t.h {
		number, ok := r.timeline.entryAt(y - t.y)
		if !ok {
			return nil
		}
		again := !r.listed() && number == r.timeline.chosen
		r.inList = false
		r.timeline.choose(number)
		return r.opened(again)
	}
	no, ok := r.actionAt(x, y-1)
	if !ok {
		return nil
	}
	chosen, _ := r.chosenAction()
	again := r.listed() && chosen.No == no
	r.inList, r.action = true, no
	if timer := x > numberCells && x <= numberCells+timerCells; timer {
		return r.app.pressed(checkBackKey)
	}
	return r.opened(again)
}

// opened shows what is chosen when it was chosen before.
func (r *room) opened(again bool) tea.Cmd {
	if !again {
		return nil
	}
	return r.app.pressed("enter")
}

func (r *room) wheel(x, y, lines int) tea.Cmd {
	if l := r.layout; x < l.timeline.x || y < l.timeline.y-1 {
		r.inList = true
		return r.step(lines / wheelLines)
	}
	r.timeline.scroll(lines)
	return nil
}

// actionAt is the action item in a row of the list.
func (r *room) actionAt(x, y int) (no int, ok bool) {
	w := r.w
	if r.layout.side.w > 0 {
		w = r.layout.side.w
	}
	if x >= w || y < 0 || y >= r.layout.actions {
		return 0, false
	}
	_, owners := r.actionLines(w, r.layout.actions)
	if y >= len(owners) {
		return 0, false
	}
	return owners[y], owners[y] != 0
}

// click on the board chooses an incident.
func (b *board) click(_, y int) tea.Cmd {
	k := b.top + (y-1)/b.rowHeight()
	if y < 1 || k >= len(b.shown) {
		return nil
	}
	again := b.shown[k] == b.chosen
	b.chosen = b.shown[k]
	if again {
		return b.app.pressed("enter")
	}
	return nil
}

func (b *board) wheel(_, _, lines int) tea.Cmd { return b.step(lines / wheelLines) }
