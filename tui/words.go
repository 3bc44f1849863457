package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// word is a line of the prompt that is about the console and not about the incident: nothing is recorded by it.
type word struct {
	name    string
	usage   string
	help    string
	example string
	takes   bool // something follows it
	begins  bool // an order can begin with it too, and goes before it
	do      func(a *app, rest string) (tea.Cmd, error)
}

// words are those that the prompt knows beside the grammar's verbs. It is a function because what they do reads it.
func words() []word {
	return append(pastWords(), []word{
		{name: "quit", usage: "quit", help: "leave baton", do: func(*app, string) (tea.Cmd, error) { return tea.Quit, nil }},
		{name: "board", usage: "board", help: "show the board of all incidents", do: func(a *app, _ string) (tea.Cmd, error) { return a.toBoard(), nil }},
	}...)
}

// findWord finds the word that a line begins with.
func findWord(line string) (w word, rest string, ok bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	for _, w := range words() {
		if rest = strings.TrimSpace(rest); strings.EqualFold(first, w.name) && (w.takes || rest == "") {
			return w, rest, true
		}
	}
	return word{}, "", false
}

// beginWords are the words that a text could be the beginning of.
func beginWords(text string) (names []string) {
	for _, w := range words() {
		if strings.HasPrefix(w.name, strings.ToLower(text)) {
			names = append(names, w.name)
		}
	}
	return names
}

// mark gives a text where it is wanted.
func mark(wanted bool, text string) string {
	if wanted {
		return text
	}
	return ""
}
