package tui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"
)

// logPage is the page of every entry: in the order of the timeline, or in the order of the log with what was said about
// entries, and with a filter only those that match. Above them it draws the incident over time.
type logPage struct {
	*subject
	w, h   int
	layout logLayout

	pane    *timelinePane
	written bool // the log's order
	search  search
	// anchor is the entry to stay at while the filter changes what is listed; 0 once somebody has moved.
	anchor uint64
	bare   bool // no charts are wanted
	charts chartCache
}

func newLogPage(s *subject) *logPage {
	return &logPage{subject: s, pane: newTimelinePane(s.app.th, s.app.zone)}
}

func (p *logPage) place() place { return inLog }

// reading is the pane whose entries are loaded and chosen.
func (p *logPage) reading() *timelinePane { return p.pane }

func (p *logPage) resize(w, h int) {
	p.w, p.h = w, h
	p.pane.th, p.layout = p.app.th, p.arrange()
	p.pane.marked, p.pane.written = p.search.marks(), p.written
	p.pane.resize(w, p.layout.list.h)
}

func (p *logPage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *logPage) paste(string) tea.Cmd          { return nil }

// sequence is what the page lists of what is shown.
func (p *logPage) sequence() sequence {
	index := p.sight().index
	switch {
	case index == nil:
		return p.sight().sequence()
	case p.search.on():
		return p.search.found
	case p.written:
		return logOrder{index}
	}
	return index
}

// show lists what there is now, and stays at the entry where somebody is, or where it would stand.
func (p *logPage) show() {
	p.pane.turn(p.sequence(), cmp.Or(p.anchor, p.pane.chosen))
}

// grew tells that entries came, and that others may have been changed.
func (p *logPage) grew(entries int) tea.Cmd {
	if !p.search.on() {
		p.pane.grew(entries)
		return nil
	}
	return p.searchOn()
}

// recall lists an earlier time.
func (p *logPage) recall(m pastRecalledMsg) tea.Cmd {
	cmd := p.searchAnew()
	p.pane.recall(p.sequence(), m.entries, p.revision)
	return cmd
}

// present lists now again, from where it was left.
func (p *logPage) present(entries int) tea.Cmd {
	if left := p.pane.now; p.search.on() && left != nil && !left.following {
		p.anchor = left.chosen
	}
	cmd := p.searchAnew()
	p.pane.present(p.sequence(), entries)
	return cmd
}

func inTheLog(do func(*logPage) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.subject.log) }
}

func inTheLogMoved(do func(*timelinePane)) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		p := a.subject.log
		p.anchor = 0
		do(p.pane)
		return nil
	}
}

// otherOrder turns between the order of the timeline and that of the log.
func (p *logPage) otherOrder() tea.Cmd {
	p.written = !p.written
	cmd := p.searchAnew()
	p.show()
	return cmd
}

func (p *logPage) toggleCharts() tea.Cmd {
	p.bare = !p.bare
	return nil
}

// noCharts says why there are none.
func (p *logPage) noCharts() string {
	if p.h < chartsFromH {
		return "there is no room for charts on this screen"
	}
	return ""
}

// escape goes back to now, or else takes the filter away.
func (p *logPage) escape() tea.Cmd {
	if p.past == nil && p.app.said.sort == silence && p.search.on() {
		return p.filter("")
	}
	return p.subject.escape()
}

func logBindings() []binding {
	return []binding{
		{in: inLog, keys: []string{"/"}, name: "filter", does: "show only entries by people, of kinds, with tags, stars or words", do: inTheLog((*logPage).openFilter), off: unless((*subject).notRead), rank: 2},
		{in: inLog, keys: []string{"enter"}, name: "show", does: "show all of the chosen entry, and what was changed in it", do: onTheSubject((*subject).showEntry), off: unless((*subject).noEntry), rank: 4},
		{in: inLog, keys: []string{"l"}, name: "order", does: "turn between the order of the timeline and that of the log, which has corrections, stars and shown reminders too", do: inTheLog((*logPage).otherOrder), off: unless((*subject).notRead), rank: 5},
		{in: inLog, keys: []string{"="}, name: "go to", does: "go to a time or to an entry by its number", do: typing("go", true), rank: 7},
		{in: inLog, keys: []string{"<"}, name: "mark before", does: "go to the entry before that has a star or is a turn: a decision, role, freeze, status, update", do: inTheLog((*logPage).markBefore), off: unless((*subject).noEntry)},
		{in: inLog, keys: []string{">"}, name: "mark after", does: "go to the next entry that has a star or is a turn", do: inTheLog((*logPage).markAfter), off: unless((*subject).noEntry)},
		{in: inLog, keys: []string{","}, name: "silence before", does: "go back to where nothing had happened for ten minutes", do: inTheLog((*logPage).silenceBefore), off: unless((*subject).noEntry)},
		{in: inLog, keys: []string{"."}, name: "silence after", does: "go on to where nothing had happened for ten minutes", do: inTheLog((*logPage).silenceAfter), off: unless((*subject).noEntry)},
		{in: inLog, keys: []string{"+"}, name: "charts", does: "show or hide the charts of the incident over time", do: inTheLog((*logPage).toggleCharts), off: func(a *app) string { return a.subject.log.noCharts() }},
		{in: inLog, keys: []string{"up", "k"}, name: "up", does: "choose the entry above", do: inTheLogMoved(func(p *timelinePane) { p.move(-1) })},
		{in: inLog, keys: []string{"down", "j"}, name: "down", does: "choose the entry below", do: inTheLogMoved(func(p *timelinePane) { p.move(1) })},
		{in: inLog, keys: []string{"pgup"}, name: "page up", does: "go one screen up", do: inTheLogMoved(func(p *timelinePane) { p.scroll(-max(p.h-2, 1)) })},
		{in: inLog, keys: []string{"pgdown"}, name: "page down", does: "go one screen down", do: inTheLogMoved(func(p *timelinePane) { p.scroll(max(p.h-2, 1)) })},
		{in: inLog, keys: []string{"g", "home"}, name: "start", does: "go to the first entry", do: inTheLogMoved((*timelinePane).home)},
		{in: inLog, keys: []string{"G", "end"}, name: "end", does: "go to the last entry and follow what comes", do: inTheLogMoved((*timelinePane).follow)},
		{in: inLog, keys: []string{"esc"}, name: "close", does: "close the message; go back to now; show all entries again", do: inTheLog((*logPage).escape)},
	}
}
