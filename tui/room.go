package tui

import (
	tea "charm.land/bubbletea/v2"
)

// room is the page from which an incident is run: the action items, the timeline, the people.
type room struct {
	*subject
	w, h   int
	layout roomLayout

	timeline *timelinePane
	inList   bool // the arrows move in the action items, not in the timeline
	action   int  // the number of the action item that was chosen; 0 for the most urgent
}

func newRoom(s *subject) *room {
	return &room{subject: s, timeline: newTimelinePane(s.app.th, s.app.zone), inList: true}
}

func (r *room) place() place { return inRoom }

// reading is the pane whose entries are loaded and chosen.
func (r *room) reading() *timelinePane { return r.timeline }

func (r *room) resize(w, h int) {
	r.w, r.h = w, h
	r.timeline.th, r.layout = r.app.th, r.arrange()
	r.timeline.resize(r.layout.timeline.w, r.layout.timeline.h)
}

func (r *room) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (r *room) paste(string) tea.Cmd          { return nil }

func (r *room) draw() ([]string, *tea.Cursor) {
	if r.layout.side.w > 0 {
		return r.besides(), nil
	}
	return r.stacked(), nil
}

// listed tells whether the arrows move in the action items: they have the focus and there are some.
func (r *room) listed() bool { return r.inList && len(r.digest().actions) > 0 }

func (r *room) otherPane() tea.Cmd {
	r.inList = !r.inList
	return nil
}

func (r *room) step(n int) tea.Cmd {
	if !r.listed() {
		r.timeline.move(n)
		return nil
	}
	actions := r.digest().actions
	chosen, _ := r.chosenAction()
	for k, a := range actions {
		if a.No == chosen.No {
			r.action = actions[min(max(k+n, 0), len(actions)-1)].No
			return nil
		}
	}
	return nil
}

func (r *room) up() tea.Cmd   { return r.step(-1) }
func (r *room) down() tea.Cmd { return r.step(1) }

func (r *room) pageUp() tea.Cmd {
	r.timeline.scroll(-max(r.timeline.h-2, 1))
	return nil
}

func (r *room) pageDown() tea.Cmd {
	r.timeline.scroll(max(r.timeline.h-2, 1))
	return nil
}

func (r *room) start() tea.Cmd {
	r.timeline.home()
	return nil
}

func (r *room) end() tea.Cmd {
	r.timeline.follow()
	return nil
}
