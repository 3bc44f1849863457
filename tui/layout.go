package tui

// rect is a part of the screen, in cells from the top left of the page.
type rect struct{ x, y, w, h int }

// roomLayout is where the panes of the room are. It is made when a size or the number of rows changes, not at every
// frame.
type roomLayout struct {
	side     rect // action items, people; w is 0 where the panes are stacked
	actions  int  // rows of action items
	people   int  // rows of people and of what else stands below the action items
	timeline rect // without its heading
}

const (
	besidesW = 110 // from this width on the panes stand beside each other
	leastLog = 4   // rows of timeline that are kept whatever else there is
)

// arrange shares the page out.
func (r *room) arrange() (l roomLayout) {
	if r.w >= besidesW {
		l.side = rect{w: sideWidth(r.w), h: r.h}
		l.people = min(len(r.sections(l.side.w)), max(r.h/2, 1))
		l.actions = max(r.h-l.people-1, 0)
		l.timeline = rect{x: l.side.w + 1, y: 1, w: r.w - l.side.w - 1, h: max(r.h-1, 0)}
		return l
	}
	l.actions = min(len(r.digest().actions), max((r.h-leastLog-3)/2, 1), 8)
	if r.h > 12 {
		l.people = 1
	}
	rest := r.h - l.people - 1
	if l.actions > 0 {
		rest -= l.actions + 1
	}
	l.timeline = rect{y: r.h - rest, w: r.w, h: max(rest, 0)}
	return l
}

// sideWidth gives action items enough for a task and leaves the timeline the most.
func sideWidth(w int) int { return min(w*2/5, 72) }
