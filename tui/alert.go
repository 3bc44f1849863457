package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"baton/incident"
)

// focus says whether the terminal's window has the keyboard, where the terminal tells.
type focus uint8

const (
	focusUnknown focus = iota
	focused
	blurred
)

// notifier is how a terminal hands a line to the desktop. Terminals know one of three sequences, and one that knows two
// would show a notification twice.
type notifier uint8

const (
	byOSC9   notifier = iota // iTerm2, Windows Terminal, WezTerm and most that know any
	byOSC777                 // rxvt, foot, Ghostty
	byOSC99                  // kitty
	byBell                   // nothing but the bell
)

// notifierOf guesses it from what terminals say of themselves in the environment.
func notifierOf(env func(string) string) notifier {
	name := strings.ToLower(env("TERM") + " " + env("TERM_PROGRAM"))
	switch {
	case env("KITTY_WINDOW_ID") != "" || strings.Contains(name, "kitty"):
		return byOSC99
	case strings.Contains(name, "rxvt"), strings.Contains(name, "foot"), strings.Contains(name, "ghostty"):
		return byOSC777
	case strings.HasPrefix(name, "linux"), strings.HasPrefix(name, "screen"), strings.HasPrefix(name, "tmux"):
		return byBell // what they do not know they may print
	}
	return byOSC9
}

const bell = "\a"

// alert rings the bell, and tells the desktop unless the person is looking at the console.
func (a *app) alert(ref incident.Ref, text string) tea.Cmd {
	line := a.notification(ref, text)
	switch {
	case a.focus == focused || a.notifier == byBell:
		return tea.Raw(bell)
	case a.notifier == byOSC777:
		return tea.Raw(bell + ansi.URxvtExt("notify", "baton", line))
	case a.notifier == byOSC99:
		return tea.Raw(bell + ansi.DesktopNotification(line))
	}
	return tea.Raw(bell + ansi.Notify(line))
}

// notification is the text that the terminal hands to the desktop: one safe line, which cannot end its own sequence.
func (a *app) notification(ref incident.Ref, text string) string {
	const most = 200
	text = a.th.clip(a.th.oneLine("baton: "+text+" - "+string(ref)), most)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == ';' {
			return ' '
		}
		return r
	}, text)
}

// progress shows in the terminal's tab or task bar that something is late, or how near the next check-back is.
func (a *app) progress() *tea.ProgressBar {
	if len(a.waiting) == 0 {
		return nil
	}
	if a.waiting[0].rank < isNear {
		return tea.NewProgressBar(tea.ProgressBarError, 100)
	}
	return tea.NewProgressBar(tea.ProgressBarWarning, 50)
}
