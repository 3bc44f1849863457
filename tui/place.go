package tui

import tea "charm.land/bubbletea/v2"

// place is where keys go: the one mode of the console. It is that of the top overlay or else of the page.
type place uint8

const (
	everywhere place = iota
	onBoard
	inFilter
	inRoom
	inPrompt
	inForm
	inConfirm
	inEntry
	inHelp
)

var placeNames = [...]string{
	everywhere: "everywhere", onBoard: "board", inFilter: "filter", inRoom: "room", inPrompt: "prompt",
	inForm: "form", inConfirm: "question", inEntry: "entry", inHelp: "help",
}

// String is the place's name in the help and in the README.
func (p place) String() string { return placeNames[p] }

// typing tells whether letters are text there, so that no key that makes a letter may be bound.
func (p place) typing() bool { return p == inFilter || p == inPrompt || p == inForm }

// page draws a whole screen but its last line.
type page interface {
	place() place
	title() string
	resize(w, h int)
	// press takes a key that no binding of its place took.
	press(k tea.KeyPressMsg) tea.Cmd
	paste(text string) tea.Cmd
	draw() ([]string, *tea.Cursor)
}

// overlay draws a box on top of a page and takes all keys.
type overlay interface {
	place() place
	title() string
	press(k tea.KeyPressMsg) tea.Cmd
	paste(text string) tea.Cmd
	// box gives the lines of the inside, at most h of them and w wide.
	box(w, h int) ([]string, *tea.Cursor)
}
