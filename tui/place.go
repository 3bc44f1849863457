package tui

import tea "charm.land/bubbletea/v2"

// place is where keys go: the one mode of the console. It is that of the top overlay or else of the page. Some places
// are groups of others, whose keys work in all of them.
type place uint8

const (
	everywhere place = iota
	onPages          // the board and every page of an incident
	onBoard
	inIncident // every page of an incident
	onEntries  // the pages on which an entry can be chosen
	inRoom
	inLog
	onPeople
	onCommands
	onDocument
	inFilter
	inPrompt
	inPalette
	inForm
	inCheckBack
	inAccept
	inConfirm
	inEntry
	inHelp
	inContents
	inUntold
)

var placeNames = [...]string{
	everywhere: "everywhere", onPages: "every page", onBoard: "board", inIncident: "incident", onEntries: "entries", inRoom: "room", inLog: "log",
	onPeople: "people", onCommands: "commands", onDocument: "document", inFilter: "filter", inPrompt: "prompt",
	inPalette: "palette", inForm: "form", inCheckBack: "check back", inAccept: "accept", inConfirm: "question", inEntry: "entry", inHelp: "help",
	inContents: "contents", inUntold: "not told",
}

// String is the place's name in the help and in the README.
func (p place) String() string { return placeNames[p] }

// typing tells whether letters are text there, so that no key that makes a letter may be bound, and none but Ctrl+C
// that is not bound there does anything.
func (p place) typing() bool {
	return p == inFilter || p == inPrompt || p == inPalette || p == inForm || p == inAccept
}

// scopes are the places whose keys work in a place, the nearest first.
func (p place) scopes() []place {
	switch p {
	case onBoard:
		return []place{p, onPages, everywhere}
	case inRoom, inLog:
		return []place{p, onEntries, inIncident, onPages, everywhere}
	case onPeople, onCommands, onDocument:
		return []place{p, inIncident, onPages, everywhere}
	}
	return []place{p, everywhere}
}

// page draws the screen between the header and the footer.
type page interface {
	place() place
	resize(w, h int)
	// press takes a key that no binding of its place took.
	press(k tea.KeyPressMsg) tea.Cmd
	paste(text string) tea.Cmd
	// draw gives exactly the lines that it has room for.
	draw() ([]string, *tea.Cursor)
}

// filtered is a page that shows only what contains some words, or the line in which they are typed.
type filtered interface {
	keepFilter() tea.Cmd
	dropFilter() tea.Cmd
}

func inTheFilter(do func(filtered) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if f, ok := a.top().(filtered); ok {
			return do(f)
		}
		return nil
	}
}

// overlay takes all keys. It draws a box on top of a page or a bar below it.
type overlay interface {
	place() place
	press(k tea.KeyPressMsg) tea.Cmd
	paste(text string) tea.Cmd
}

// boxed is an overlay in the middle of the screen.
type boxed interface {
	overlay
	title() string
	// box gives the lines of the inside, at most h of them and w wide.
	box(w, h int) ([]string, *tea.Cursor)
}

// barred is an overlay between the page and the footer, which the page makes room for.
type barred interface {
	overlay
	// bar gives its lines, and the cursor from the first of them on.
	bar(w int) ([]string, *tea.Cursor)
}
