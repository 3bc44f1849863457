package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Smallest screen on which the console can be read.
const (
	leastW = 40
	leastH = 10
)

const (
	tabsFromH = 16 // from this height on the pages are named on a line of their own
	leastPage = 5  // lines that a page keeps, whatever the header has to say
)

// frame is how the lines of the screen are shared out: a header, the page, a foot with messages and a prompt, and the
// line of keys.
type frame struct{ head, page, foot int }

func (a *app) frame() frame {
	foot, _ := a.foot(a.w)
	f := frame{head: len(a.head(a.w)), foot: len(foot)}
	f.foot = min(f.foot, max(a.h-1-2-leastPage, 0))
	f.head = min(f.head, max(a.h-1-f.foot-leastPage, 2))
	f.page = max(a.h-1-f.head-f.foot, 0)
	return f
}

// head says which incident this is and how it stands, on every page.
func (a *app) head(w int) []string {
	var lines []string
	if a.tab == boardTab {
		lines = a.board.header(w)
	} else {
		lines = a.subject.header(w)
	}
	if a.h >= tabsFromH {
		lines = append(lines, a.tabRow(w))
	}
	return lines
}

// foot is what was said last, and the bar that is typed into.
func (a *app) foot(w int) (lines []string, cursor *tea.Cursor) {
	if _, own := a.top().(noticing); !own {
		lines = a.noticeLines(w)
	}
	if b, ok := a.top().(barred); ok {
		bar, at := b.bar(w)
		if at != nil {
			at.Y += len(lines)
		}
		lines, cursor = append(lines, bar...), at
	}
	return lines, cursor
}

// arrange gives the page its size after every message, because a message or a prompt takes lines from it, and asks for
// the text that the screen now shows.
func (a *app) arrange() tea.Cmd {
	if a.w < leastW || a.h < leastH {
		return nil
	}
	a.page().resize(a.w, a.frame().page)
	if a.subject != nil {
		return a.subject.loadMissing()
	}
	return nil
}

func (a *app) View() tea.View {
	defer a.guard.watch("drawing")
	lines, cursor := a.screen()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.Cursor = cursor
	v.ReportFocus = true
	if a.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.ProgressBar = a.progress()
	v.WindowTitle = a.th.clip(a.th.oneLine(a.title()), 80)
	return v
}

func (a *app) title() string {
	if a.tab == boardTab {
		return "baton"
	}
	return a.subject.title()
}

// screen draws everything, exactly as many lines as the screen has and none wider than it.
func (a *app) screen() ([]string, *tea.Cursor) {
	if a.w <= 0 || a.h <= 0 {
		return nil, nil
	}
	if a.tooSmall() {
		return a.smallScreen(), nil
	}
	f := a.frame()
	body, cursor := a.page().draw()
	lines := append(make([]string, 0, a.h), a.head(a.w)[:f.head]...)
	lines = append(lines, body...)
	if cursor != nil {
		cursor.Y += f.head
	}
	foot, at := a.foot(a.w)
	if at != nil {
		cursor = at
		cursor.Y += f.head + f.page - (len(foot) - f.foot)
	}
	lines = append(append(lines, foot[len(foot)-f.foot:]...), a.footer(a.w))
	if o, ok := a.top().(boxed); ok {
		return a.overlaid(lines, o)
	}
	return lines, cursor
}

// tooSmall tells whether the terminal has a size on which nothing can be read. Keys do nothing then, because nobody sees
// what they do.
func (a *app) tooSmall() bool { return a.w > 0 && a.h > 0 && (a.w < leastW || a.h < leastH) }

// smallScreen says so, in as many words as fit; what was typed is kept.
func (a *app) smallScreen() []string {
	lines := []string{a.th.row(a.w).say(fmt.Sprintf("too small: baton needs %dx%d", leastW, leastH)).done()}
	if a.h > 1 {
		lines = append(lines, a.th.row(a.w).say(keyName(endKey, a.th.ascii)+" leaves it").done())
	}
	for len(lines) < a.h {
		lines = append(lines, blank(a.w))
	}
	return lines
}
