package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

type hello struct{ keys int }

func (h hello) Init() tea.Cmd { return nil }

func (h hello) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		h.keys++
	}
	return h, nil
}

func (h hello) View() tea.View {
	v := tea.NewView("hello " + string(rune('a'+h.keys%26)))
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(hello{}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
