package tui

import (
	"fmt"
	"runtime/debug"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// guard writes down where the program failed before Bubble Tea, which recovers from a panic, gives the terminal back.
// What is recorded is on the disk already. What was typed does not go into the report, because it may hold secrets.
type guard struct {
	report func(text string) (where string, err error)
	once   sync.Once
	where  string // the report's place, once there is one
}

// watch is deferred around what may panic. It lets the panic go on.
func (g *guard) watch(doing string) {
	r := recover()
	if r == nil {
		return
	}
	g.once.Do(func() {
		if g.report == nil {
			return
		}
		where, err := g.report(fmt.Sprintf("panic while %s: %v\n\n%s", doing, r, debug.Stack()))
		if err == nil {
			g.where = where
		}
	})
	panic(r)
}

// cmd guards a command, and those that it is made of.
func (g *guard) cmd(c tea.Cmd) tea.Cmd {
	if c == nil {
		return nil
	}
	return func() tea.Msg {
		defer g.watch("working beside the screen")
		msg := c()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for k := range batch {
				batch[k] = g.cmd(batch[k])
			}
		}
		return msg
	}
}

// failure is what a person is told once the terminal is theirs again.
func (g *guard) failure(err error) error {
	if g.where == "" {
		return fmt.Errorf("the console failed and had to close; what is recorded is safe: %w", err)
	}
	return fmt.Errorf("the console failed and had to close; what is recorded is safe, and what went wrong stands in %s: %w", g.where, err)
}
