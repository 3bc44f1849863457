package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// app is the one model. Update routes; what a message means is said by the method that it is given to.
type app struct {
	fx       *effects
	bindings []binding
	clean    func(string) string
	me       incident.Person
	zone     *time.Location
	look     string // the theme that was asked for
	th       *theme
	banner   string
	version  string

	w, h int
	now  time.Time

	board    *board
	room     *room // nil on the board
	visit    int   // counts rooms, so that late messages of one that was left are known
	overlays []overlay
	said     notice
	sending  sending
	reminded reminders
	drafts   map[string][]string // what was typed into forms that were closed

	owner  string
	people []incident.Person
}

// Smallest screen on which the console can be read.
const (
	leastW = 40
	leastH = 10
)

func (a *app) Init() tea.Cmd {
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll()}
	if a.look == "auto" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if a.room != nil {
		cmds = append(cmds, a.room.begin())
	}
	return tea.Batch(cmds...)
}

func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	return a, tea.Batch(cmd, a.arrange())
}

func (a *app) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.top().paste(msg.Content)
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		a.dress(msg.IsDark())
	case tickedMsg:
		return a.ticked(msg)
	case listedMsg:
		return a.listed(msg)
	case settledMsg:
		return a.settled(msg)
	case remindedMsg:
		return a.ring(msg)
	case roomOpenedMsg, roomIndexedMsg, followedMsg, entriesLoadedMsg:
		return a.toRoom(msg)
	}
	return nil
}

// dress takes the theme that fits the terminal's background, where none was asked for.
func (a *app) dress(dark bool) {
	name := map[bool]string{true: "dark", false: "light"}[dark]
	if a.look == "auto" && name != a.th.name {
		a.wear(newTheme(name, a.th.ascii))
	}
}

func (a *app) wear(t *theme) {
	a.th = t
	if a.room != nil {
		a.room.timeline.th = t
	}
}

func (a *app) ticked(m tickedMsg) tea.Cmd {
	a.now = m.now
	a.said.ticked()
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll(), a.remindDue()}
	if a.room != nil {
		cmds = append(cmds, a.room.ticked())
	}
	return tea.Batch(cmds...)
}

func (a *app) listed(m listedMsg) tea.Cmd {
	a.owner, a.people = a.th.oneLine(m.owner), m.people
	return tea.Batch(a.board.listed(m), a.remindDue())
}

func (a *app) toRoom(msg tea.Msg) tea.Cmd {
	if a.room == nil {
		return nil
	}
	return a.room.take(msg)
}

// top is who gets the keys: the overlay that was opened last, or the page.
func (a *app) top() interface {
	place() place
	press(tea.KeyPressMsg) tea.Cmd
	paste(string) tea.Cmd
} {
	if n := len(a.overlays); n > 0 {
		return a.overlays[n-1]
	}
	return a.page()
}

func (a *app) page() page {
	if a.room != nil {
		return a.room
	}
	return a.board
}

func (a *app) place() place { return a.top().place() }

// press finds what a key does. A key that does nothing now says why.
func (a *app) press(k tea.KeyPressMsg) tea.Cmd {
	in := a.place()
	b := a.find(in, k.String())
	if b == nil {
		return a.top().press(k)
	}
	if reason := b.reason(a); reason != "" {
		a.tell(b.name+": "+reason, "")
		return nil
	}
	if !in.typing() {
		a.said.pass()
	}
	return b.do(a)
}

func (a *app) push(o overlay) { a.overlays = append(a.overlays, o) }

func (a *app) closeOverlay() tea.Cmd {
	if n := len(a.overlays); n > 0 {
		a.overlays = a.overlays[:n-1]
	}
	return nil
}

// enter opens the room of an incident.
func (a *app) enter(ref incident.Ref) tea.Cmd {
	if a.room != nil {
		a.room.leave()
	}
	a.visit++
	a.room = newRoom(a, ref, a.visit)
	return a.room.begin()
}

func (a *app) leaveRoom() tea.Cmd {
	a.room.leave()
	a.room = nil
	return a.board.poll()
}

// arrange gives the page its size after every message, because a message or a prompt takes lines from it, and asks for
// the text that the screen now shows.
func (a *app) arrange() tea.Cmd {
	if a.w < leastW || a.h < leastH {
		return nil
	}
	a.page().resize(a.w, a.h-1)
	if a.room != nil {
		return a.room.loadMissing()
	}
	return nil
}

func (a *app) View() tea.View {
	lines, cursor := a.screen()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.Cursor = cursor
	v.WindowTitle = a.th.clip(a.th.oneLine(a.page().title()), 80)
	return v
}

// screen draws everything, exactly as many lines as the screen has and none wider than it.
func (a *app) screen() ([]string, *tea.Cursor) {
	if a.w <= 0 || a.h <= 0 {
		return nil, nil
	}
	if a.w < leastW || a.h < leastH {
		return a.tooSmall(), nil
	}
	lines, cursor := a.page().draw()
	lines = append(lines, a.footer(a.w))
	if n := len(a.overlays); n > 0 {
		return a.overlaid(lines, a.overlays[n-1])
	}
	return lines, cursor
}

// tooSmall says so, in as many words as fit, and keeps what was typed.
func (a *app) tooSmall() []string {
	lines := []string{a.th.row(a.w).say("too small: baton needs 40x10").done()}
	for len(lines) < a.h {
		lines = append(lines, blank(a.w))
	}
	return lines
}
