package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// board is the page of all incidents, open ones on top, the newest first.
type board struct {
	app  *app
	w, h int

	known   map[incident.Ref]listing
	looked  map[incident.Ref]int // entries that were there when the incident was last looked at, or first seen
	polling bool                 // a listing is under way
	read    bool                 // the first listing is complete
	err     error

	ongoing   []incident.Ref // those that are not over, in no order
	shown     []incident.Ref // in order, after the filter
	chosen    incident.Ref
	top       int
	filter    input
	filtering bool
}

func newBoard(a *app) *board {
	return &board{app: a, known: map[incident.Ref]listing{}, looked: map[incident.Ref]int{}}
}

func (b *board) place() place {
	if b.filtering {
		return inFilter
	}
	return onBoard
}

// poll looks what is new, one listing at a time.
func (b *board) poll() tea.Cmd { return b.pollAfter(0) }

func (b *board) pollAfter(pause time.Duration) tea.Cmd {
	if b.polling {
		return nil
	}
	b.polling = true
	return b.app.fx.list(pause)
}

func (b *board) listed(m listedMsg) tea.Cmd {
	b.polling, b.err = false, m.err
	for _, l := range m.rows {
		if ref := l.state.Ref; ref != "" {
			b.known[ref] = l
			if _, seen := b.looked[ref]; !seen {
				b.looked[ref] = l.state.Entries
			}
		}
	}
	if len(m.rows) > 0 {
		b.sort()
	}
	if m.more {
		return b.pollAfter(breath)
	}
	b.read = true
	return nil
}

// sort puts open incidents first and the newest first among each. The choice stays on its incident.
func (b *board) sort() {
	words := strings.Fields(strings.ToLower(b.filter.value()))
	type rank struct {
		ref      incident.Ref
		open     bool
		declared time.Time
	}
	ranks := make([]rank, 0, len(b.known))
	b.ongoing = b.ongoing[:0]
	for ref, l := range b.known {
		open := l.state.Open()
		if open {
			b.ongoing = append(b.ongoing, ref)
		}
		if matches(&l.state, words) {
			ranks = append(ranks, rank{ref, open, l.state.Declared.At})
		}
	}
	slices.SortFunc(ranks, func(i, j rank) int {
		if i.open != j.open {
			return map[bool]int{true: -1, false: 1}[i.open]
		}
		return cmp.Or(j.declared.Compare(i.declared), cmp.Compare(j.ref, i.ref))
	})
	b.shown = b.shown[:0]
	for _, k := range ranks {
		b.shown = append(b.shown, k.ref)
	}
	if !slices.Contains(b.shown, b.chosen) {
		b.chosen, b.top = "", 0
		if len(b.shown) > 0 {
			b.chosen = b.shown[0]
		}
	}
	b.show()
}

func matches(i *incident.Incident, words []string) bool {
	if len(words) == 0 {
		return true
	}
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
	if b.app.said.sort != silence {
		b.app.said = notice{}
		return nil
	}
	return b.dropFilter()
}

func (b *board) dropFilter() tea.Cmd {
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

// look notes that the entries of an incident are on the screen.
func (b *board) look(i *incident.Incident) {
	if i.Ref != "" {
		b.looked[i.Ref] = max(b.looked[i.Ref], i.Entries)
	}
}

// unread counts the entries that came since somebody looked.
func (b *board) unread(i *incident.Incident) int {
	looked, seen := b.looked[i.Ref]
	if !seen {
		return 0
	}
	return max(i.Entries-looked, 0)
}

// counts are what the board's first line says: how many are open, and how many check-backs have come.
func (b *board) counts() (open, late int) {
	for _, ref := range b.ongoing {
		l := b.known[ref]
		late += lateOnes(&l.state, b.app.now)
	}
	return len(b.ongoing), late
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
