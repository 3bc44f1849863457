package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// board is the page of all incidents, open ones on top, the newest first.
type board struct {
	app  *app
	w, h int

	known   map[incident.Ref]listing
	polling bool // a listing is under way
	read    bool // the first listing is complete
	err     error

	shown     []incident.Ref // in order, after the filter
	chosen    incident.Ref
	top       int
	filter    input
	filtering bool
}

func newBoard(a *app) *board { return &board{app: a, known: map[incident.Ref]listing{}} }

func (b *board) place() place {
	if b.filtering {
		return inFilter
	}
	return onBoard
}

// poll looks what is new, one listing at a time.
func (b *board) poll() tea.Cmd {
	if b.polling {
		return nil
	}
	b.polling = true
	heads := make(map[incident.Ref]uint64, len(b.known))
	for ref, l := range b.known {
		heads[ref] = l.head
	}
	return b.app.fx.list(heads)
}

func (b *board) listed(m listedMsg) tea.Cmd {
	b.polling, b.err = false, m.err
	for _, l := range m.rows {
		if l.state.Ref != "" {
			b.known[l.state.Ref] = l
		}
	}
	if len(m.rows) > 0 {
		b.sort()
	}
	if m.more {
		return b.poll()
	}
	b.read = true
	return nil
}

// sort puts open incidents first and the newest first among each. The choice stays on its incident.
func (b *board) sort() {
	words := strings.Fields(strings.ToLower(b.filter.value()))
	b.shown = b.shown[:0]
	for ref, l := range b.known {
		if matches(&l.state, words) {
			b.shown = append(b.shown, ref)
		}
	}
	slices.SortFunc(b.shown, func(x, y incident.Ref) int {
		i, j := b.known[x].state, b.known[y].state
		if i.Open() != j.Open() {
			return map[bool]int{true: -1, false: 1}[i.Open()]
		}
		return cmp.Or(j.Declared.At.Compare(i.Declared.At), cmp.Compare(y, x))
	})
	if !slices.Contains(b.shown, b.chosen) {
		b.chosen, b.top = "", 0
		if len(b.shown) > 0 {
			b.chosen = b.shown[0]
		}
	}
	b.show()
}

func matches(i *incident.Incident, words []string) bool {
	text := strings.ToLower(strings.Join([]string{
		string(i.Ref), i.Title, i.Status.String(), i.Tier.String(), i.Severity.String(), i.Holder(incident.IC).String(), i.Name(i.Holder(incident.IC)),
	}, "\n"))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (b *board) at() int { return max(slices.Index(b.shown, b.chosen), 0) }

// room is how many incidents fit.
func (b *board) room() int { return max((b.h-1)/b.rowHeight(), 1) }

// show brings the chosen incident onto the screen.
func (b *board) show() {
	at := b.at()
	b.top = max(min(b.top, at), at-b.room()+1, 0)
}

func (b *board) resize(w, h int) {
	b.w, b.h = w, h
	b.show()
}

func (b *board) step(n int) tea.Cmd {
	if len(b.shown) > 0 {
		b.chosen = b.shown[min(max(b.at()+n, 0), len(b.shown)-1)]
	}
	return nil
}

func (b *board) up() tea.Cmd       { return b.step(-1) }
func (b *board) down() tea.Cmd     { return b.step(1) }
func (b *board) pageUp() tea.Cmd   { return b.step(-b.room()) }
func (b *board) pageDown() tea.Cmd { return b.step(b.room()) }
func (b *board) first() tea.Cmd    { return b.step(-len(b.shown)) }
func (b *board) last() tea.Cmd     { return b.step(len(b.shown)) }

func noListing(a *app) string {
	if len(a.board.shown) == 0 {
		return "there is no incident; n declares one"
	}
	return ""
}

func (b *board) open() tea.Cmd { return b.app.enter(b.chosen) }

func (b *board) beginFilter() tea.Cmd {
	b.filtering = true
	return nil
}

func (b *board) keepFilter() tea.Cmd {
	b.filtering = false
	return nil
}

func (b *board) escape() tea.Cmd {
	if !b.filtering && b.app.said.sort != silence {
		b.app.said = notice{}
		return nil
	}
	b.filtering = false
	b.filter.set("")
	b.sort()
	return nil
}

func (b *board) press(k tea.KeyPressMsg) tea.Cmd {
	if b.filtering {
		b.filter.press(k)
		b.sort()
	}
	return nil
}

func (b *board) paste(text string) tea.Cmd {
	if b.filtering {
		b.filter.paste(text)
		b.sort()
	}
	return nil
}

// counts are what the board's first line says: how many are open, and how many check-backs have come.
func (b *board) counts() (open, late int) {
	for _, l := range b.known {
		if l.state.Open() {
			open++
			late += lateOnes(&l.state, b.app.now)
		}
	}
	return open, late
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
