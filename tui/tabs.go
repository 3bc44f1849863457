package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// tab is which page is on the screen.
type tab uint8

const (
	boardTab tab = iota
	roomTab
	logTab
	peopleTab
	commandsTab
	documentTab
	tabs
)

var tabNames = [tabs]string{"Board", "Room", "Log", "People", "Commands", "Document"}

// pageKey is the key that shows a page.
func pageKey(t tab) string { return fmt.Sprint(t + 1) }

// tabCells are those that a page takes in the row of pages beside its label.
const tabCells = 4

// page is what is on the screen below the header.
func (a *app) page() page {
	if a.subject == nil {
		return a.board
	}
	s := a.subject
	return [tabs]page{a.board, s.room, s.log, s.people, s.commands, s.document}[a.tab]
}

// turnTo shows a page. From the board it is that of the incident that is chosen there.
func (a *app) turnTo(t tab) tea.Cmd {
	if t == boardTab {
		return a.toBoard()
	}
	var cmd tea.Cmd
	if a.tab == boardTab {
		cmd = a.enter(a.board.chosen)
	}
	a.tab = t
	a.board.look(a.subject.live.state())
	return cmd
}

// noPage says why a page cannot be shown.
func noPage(a *app) string {
	if a.tab == boardTab && a.board.chosen == "" {
		return noListing(a)
	}
	return ""
}

// pageBindings are the keys that turn pages, the same on all of them.
func pageBindings() []binding {
	var all []binding
	for t := range tabs {
		b := binding{
			in: onPages, keys: []string{pageKey(t)}, name: tabNames[t],
			does: "show the page " + tabNames[t], do: func(a *app) tea.Cmd { return a.turnTo(t) }, off: noPage,
		}
		if t == boardTab {
			b.off = nil
		}
		all = append(all, b)
	}
	return append(all,
		binding{in: onPages, keys: []string{"tab"}, name: "next page", does: "show the next page", do: turned(1), off: noPage},
		binding{in: onPages, keys: []string{"shift+tab"}, name: "previous page", does: "show the page before", do: turned(-1), off: noPage},
	)
}

func turned(n int) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return a.turnTo((a.tab + tabs + tab(n)) % tabs) }
}

// tabRow names the pages with their keys and marks the one that is shown. What waits on a page stands beside its name.
func (a *app) tabRow(w int) string {
	t := a.th
	r := t.row(w)
	for k, l := range a.tabLabels(w) {
		if tab(k) == a.tab {
			r.put(t.accent, t.here).put(t.chosen, fmt.Sprintf("%d %s ", k+1, l))
		} else {
			r.gap(1).put(t.dim, fmt.Sprintf("%d ", k+1)).say(l + " ")
		}
	}
	return r.done()
}

// tabLabels are the names of the pages with what waits there; only the names where there is no room.
func (a *app) tabLabels(w int) []string {
	var full, short []string
	cells := 0
	for k, name := range tabNames {
		label := name
		if about := a.tabCount(tab(k)); about != "" {
			label += " (" + about + ")"
		}
		cells += width(label) + tabCells
		full, short = append(full, label), append(short, name)
	}
	if cells <= w {
		return full
	}
	return short
}

// tabCount says in a few signs what waits on a page.
func (a *app) tabCount(k tab) string {
	if k == boardTab {
		return a.boardCount()
	}
	if a.subject == nil {
		return ""
	}
	s := a.subject
	switch k {
	case roomTab:
		return countOf(len(s.digest().actions))
	case logTab:
		return countOf(s.sight().sequence().Len())
	case peopleTab:
		return countOf(len(s.digest().responders))
	case commandsTab:
		if n := len(s.digest().commands); n > 0 {
			return fmt.Sprintf("%d!", n)
		}
	}
	return ""
}

// boardCount is how many incidents are open; nothing beside an earlier time, when others were.
func (a *app) boardCount() string {
	if a.tab != boardTab && a.subject.past != nil {
		return ""
	}
	open, _ := a.board.counts()
	return countOf(open)
}

func countOf(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
