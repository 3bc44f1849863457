package tui

import (
	tea "charm.land/bubbletea/v2"
)

// mostBoxW is how wide a box gets: lines of prose longer than that are hard to read.
const mostBoxW = 96

// overlaid draws a box over the lines of a page. It leaves the page's first two lines, which say what incident this
// is, and the footer.
func (a *app) overlaid(lines []string, o boxed) ([]string, *tea.Cursor) {
	const above, below = 2, 1
	w := min(a.w, mostBoxW)
	inside, cursor := o.box(w-4, a.h-above-below-2)
	x, y := (a.w-w)/2, above+max((a.h-above-below-2-len(inside))/3, 0)
	for k, l := range a.boxed(o.title(), inside, w) {
		lines[y+k] = blank(x) + l + blank(a.w-x-w)
	}
	if cursor != nil {
		cursor.X += x + 2
		cursor.Y += y + 1
	}
	return lines, cursor
}

// boxed draws a frame of w cells around lines that are w-4 cells wide.
func (a *app) boxed(title string, inside []string, w int) []string {
	t := a.th
	wall := paint(t.dim, t.wall)
	head := t.row(w).put(t.dim, t.corner[0]+t.rule+" ").put(t.strong, t.clip(t.oneLine(title), w-6)).say(" ").rule(t.dim, 1).put(t.dim, t.corner[1]).done()
	framed := []string{head}
	for _, l := range inside {
		framed = append(framed, wall+" "+l+" "+wall)
	}
	return append(framed, t.row(w).put(t.dim, t.corner[3]).rule(t.dim, 1).put(t.dim, t.corner[2]).done())
}

// scroller is an overlay that only shows lines.
type scroller struct {
	grace // while it lasts, keys are not for it: a list can open by itself
	in    place
	name  string
	lines func(w int) []string
	top   int
}

func (s *scroller) place() place                  { return s.in }
func (s *scroller) title() string                 { return s.name }
func (s *scroller) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (s *scroller) paste(string) tea.Cmd          { return nil }

func (s *scroller) box(w, h int) ([]string, *tea.Cursor) {
	all := s.lines(w)
	top := min(s.top, max(len(all)-h, 0))
	return all[top:min(top+h, len(all))], nil
}

// scrolled moves the top scroller by lines.
func scrolled(lines int) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if s, ok := a.overlays[len(a.overlays)-1].(*scroller); ok {
			w, h := min(a.w, mostBoxW)-4, a.h-5
			s.top = min(max(s.top+lines, 0), max(len(s.lines(w))-h, 0))
		}
		return nil
	}
}
