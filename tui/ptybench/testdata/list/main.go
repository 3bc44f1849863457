package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

const lines = 1_000_000

type list struct{ height, top, chosen int }

func (l list) Init() tea.Cmd { return nil }

func (l list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.height = msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up":
			l.chosen = max(l.chosen-1, 0)
		case "down":
			l.chosen = min(l.chosen+1, lines-1)
		case "end":
			l.chosen = lines - 1
		}
	}
	l.top = max(min(l.top, l.chosen), l.chosen-l.height+1, 0)
	return l, nil
}

func (l list) View() tea.View {
	var b strings.Builder
	for k := l.top; k < min(l.top+l.height, lines); k++ {
		if k > l.top {
			b.WriteByte('\n')
		}
		if k == l.chosen {
			b.WriteString("> ")
		} else {
			b.WriteString("  ")
		}
		fmt.Fprintf(&b, "%-8d the importer answers with a timeout again and again, on every box that I looked at", k)
	}
	v := tea.NewView(b.String())
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(list{}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
