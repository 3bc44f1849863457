package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// app is the one model. Update routes; what a message means is said by the method that it is given to.
type app struct {
	fx       *effects
	guard    *guard
	bindings []binding
	clean    func(string) string
	me       incident.Person
	zone     *time.Location
	look     string // the theme that was asked for
	th       *theme
	banner   string
	version  string
	readOnly bool
	mouse    bool
	focus    focus // of the terminal
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
	deeds    []deed // what was recorded from here, oldest first
	reminded reminders
	waiting  []need // in every open incident, most urgent first
	notifier notifier
	drafts   map[string][]string // what was typed into forms and prompts that were closed
	history  []string            // lines that the prompt carried out, oldest first

	services []Service // how those outside stand, in words that are safe to show

	closed error // why the record could not be opened, which ended the console
	owner  string
	people []incident.Person
	roster *incident.Roster // never nil
	// rosterFault is what is wrong with the roster, or nothing.
	rosterFault string
}

func (a *app) Init() tea.Cmd {
	cmds := []tea.Cmd{a.fx.tick(), a.fx.await(), a.th.rehearse}
	if a.look == themeAuto {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// lastAnswers is how long a console that has nothing to show stays all the same: the terminal was just asked what it can do,
// and its answers would be typed into the shell if they came when nobody reads them.
const lastAnswers = 250 * time.Millisecond

// opened begins to read, or ends the console where there is nothing to read.
func (a *app) opened(m recordOpenedMsg) tea.Cmd {
	if m.err != nil {
		a.closed = m.err
		return tea.Tick(lastAnswers, func(time.Time) tea.Msg { return tea.Quit() })
	}
	if s := a.subject; s != nil && s.quit == nil {
		return tea.Batch(a.board.poll(), s.begin())
	}
	return a.board.poll()
}

func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	defer a.guard.watch(fmt.Sprintf("taking in a %T", msg))
	cmd := a.route(msg)
	return a, a.guard.cmd(tea.Batch(cmd, a.arrange()))
}

func (a *app) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.paste(msg.Content)
	case tea.MouseMsg:
		return a.moused(msg)
	case tea.FocusMsg:
		a.focus = focused
	case tea.BlurMsg:
		a.focus = blurred
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		a.dress(msg.IsDark())
	case tickedMsg:
		return a.ticked(msg)
	case recordOpenedMsg:
		return a.opened(msg)
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
	case subjectMsg:
		return a.toSubject(msg)
	}
	return nil
}

// dress takes the theme that fits the terminal's background, where none was asked for.
func (a *app) dress(dark bool) {
	name := map[bool]string{true: themeDark, false: themeLight}[dark]
	if a.look == themeAuto && name != a.th.name {
		a.wear(newTheme(name, a.th.ascii))
	}
}

func (a *app) wear(t *theme) { a.th = t }

func (a *app) ticked(m tickedMsg) tea.Cmd {
	a.now = m.now
	a.reminded.tick(m.real, m.now)
	a.said.ticked()
	a.reckon()
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll(), a.remindDue(), a.tellMissed()}
	if a.subject != nil {
		cmds = append(cmds, a.subject.ticked())
	}
	return tea.Batch(cmds...)
}

func (a *app) listed(m listedMsg) tea.Cmd {
	a.owner, a.people = a.th.oneLine(m.owner), m.people
	a.called(m)
	a.attended(m.services)
	cmd := a.board.listed(m)
	a.reckon()
	return tea.Batch(cmd, a.remindDue())
}

// called takes the roster as it is now. One that cannot be read leaves the last one.
func (a *app) called(m listedMsg) {
	if m.roster != nil {
		a.roster = m.roster
	}
	a.rosterFault = ""
	if m.rosterErr != nil {
		a.rosterFault = m.rosterErr.Error()
	}
}

// toSubject hands on what is about the incident, unless it is about one that was left.
func (a *app) toSubject(msg subjectMsg) tea.Cmd {
	if a.subject == nil || msg.ofVisit() != a.subject.visit {
		return nil
	}
	cmd := a.subject.take(msg)
	a.reckon()
	return cmd
}

// top is who gets the keys: the overlay that was opened last, or the page.
func (a *app) top() overlay {
	if n := len(a.overlays); n > 0 {
		return a.overlays[n-1]
	}
	return a.page()
}

func (a *app) place() place { return a.top().place() }

// press finds what a key does.
func (a *app) press(k tea.KeyPressMsg) tea.Cmd {
	if (a.guarding() || a.tooSmall()) && k.String() != endKey {
		return nil
	}
	b := a.find(a.place(), k.String())
	if b == nil {
		return a.top().press(k)
	}
	return a.perform(b)
}

// perform does what a binding does, or says why it does nothing now.
func (a *app) perform(b *binding) tea.Cmd {
	if reason := b.reason(a); reason != "" {
		a.tell(b.name+": "+reason, "")
		return nil
	}
	if !a.place().typing() {
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
			a.board.look(a.subject.live.state())
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
