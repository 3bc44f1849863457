package tui

import (
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
	readOnly bool
	services []string // of the configuration
	dryRun   func(incident.Incident, incident.Order) []string
	editor   []string

	w, h int
	now  time.Time

	tab      tab
	board    *board
	subject  *subject // nil until an incident was opened
	visit    int      // counts subjects, so that late messages of one that was left are known
	overlays []overlay
	said     notice
	sending  sending
	reminded reminders
	drafts   map[string][]string // what was typed into forms and prompts that were closed
	history  []string            // lines that the prompt carried out, oldest first

	owner  string
	people []incident.Person
}

func (a *app) Init() tea.Cmd {
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll()}
	if a.look == "auto" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if a.subject != nil {
		cmds = append(cmds, a.subject.begin())
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
		return a.paste(msg.Content)
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
	case graceEndedMsg:
		msg.grace.lasts = false
	case editedMsg:
		return a.edited(msg)
	case roomOpenedMsg, roomIndexedMsg, followedMsg, entriesLoadedMsg:
		return a.toSubject(msg)
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

func (a *app) wear(t *theme) { a.th = t }

func (a *app) ticked(m tickedMsg) tea.Cmd {
	a.now = m.now
	a.said.ticked()
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll(), a.remindDue()}
	if a.subject != nil {
		cmds = append(cmds, a.subject.ticked())
	}
	return tea.Batch(cmds...)
}

func (a *app) listed(m listedMsg) tea.Cmd {
	a.owner, a.people = a.th.oneLine(m.owner), m.people
	return tea.Batch(a.board.listed(m), a.remindDue())
}

func (a *app) toSubject(msg tea.Msg) tea.Cmd {
	if a.subject == nil {
		return nil
	}
	return a.subject.take(msg)
}

// top is who gets the keys: the overlay that was opened last, or the page.
func (a *app) top() overlay {
	if n := len(a.overlays); n > 0 {
		return a.overlays[n-1]
	}
	return a.page()
}

func (a *app) place() place { return a.top().place() }

// press finds what a key does. A key that does nothing now says why.
func (a *app) press(k tea.KeyPressMsg) tea.Cmd {
	if a.guarding() && k.String() != endKey {
		return nil
	}
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

func (a *app) paste(text string) tea.Cmd {
	if a.guarding() {
		return nil
	}
	return a.top().paste(text)
}

func (a *app) push(o overlay) { a.overlays = append(a.overlays, o) }

func (a *app) closeOverlay() tea.Cmd {
	if n := len(a.overlays); n > 0 {
		a.overlays = a.overlays[:n-1]
	}
	return nil
}

// dismiss closes an overlay that has done its work, if it is still the one on top.
func (a *app) dismiss(o overlay) {
	if len(a.overlays) > 0 && a.top() == o {
		a.closeOverlay()
	}
}

// enter opens the room of an incident.
func (a *app) enter(ref incident.Ref) tea.Cmd {
	a.tab = roomTab
	if a.subject != nil {
		if a.subject.ref == ref && !a.subject.broken {
			return nil
		}
		a.subject.leave()
	}
	a.visit++
	a.subject = newSubject(a, ref, a.visit)
	return a.subject.begin()
}

func (a *app) toBoard() tea.Cmd {
	a.tab = boardTab
	return a.board.poll()
}
