package tui

import (
	"slices"
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
		{name: "theme", usage: "theme NAME", help: "wear a theme: " + strings.Join(Themes(), ", "), example: "theme light", takes: true, do: (*app).wearNamed},
		{name: "mouse", usage: "mouse on|off", help: "take the mouse, or leave it to the terminal, so that it selects text", example: "mouse off", takes: true, do: (*app).setMouse},
		{name: "board", usage: "board", help: "show the board of all incidents", do: func(a *app, _ string) (tea.Cmd, error) { return a.toBoard(), nil }},
	}...)
}

func (a *app) wearNamed(name string) (tea.Cmd, error) {
	if !slices.Contains(Themes(), name) {
		return nil, missing("there is no theme "+quote(name), strings.Join(Themes(), ", "))
	}
	if a.look = name; name == themeAuto {
		return tea.RequestBackgroundColor, nil
	}
	a.wear(newTheme(name, a.th.ascii))
	return nil, nil
}

func (a *app) setMouse(to string) (tea.Cmd, error) {
	if to != "on" && to != "off" {
		return nil, missing("the mouse is on or off", "mouse off")
	}
	a.mouse = to == "on"
	return nil, nil
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

// only gives a text where it is wanted.
func only(wanted bool, text string) string {
	if wanted {
		return text
	}
	return ""
}
