package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// noticing is an overlay that draws what the console says itself, because its box may cover the foot of the page.
type noticing interface{ noticesItself() }

// boxRoom is how wide the inside of a box is, and how high it can be.
func (a *app) boxRoom() (w, h int) { return min(a.w, mostBoxW) - 4, a.h - 5 }

// scrollable is an overlay whose text may be longer than its box.
type scrollable interface {
	overlay
	scroll(lines int)
}

// inTheBox scrolls the overlay on top.
func inTheBox(lines int) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if o, ok := a.top().(scrollable); ok {
			o.scroll(lines)
		}
		return nil
	}
}

// within keeps the first line on the screen between the start of so many lines and the last place from which they fill
// so many rows.
func within(top, lines, rows int) int { return max(min(top, lines-rows), 0) }

// rolled gives at most h lines, from a place on. Where some are out of sight the last row says so.
func (a *app) rolled(lines []string, top, w, h int) []string {
	h = max(h, 1)
	if len(lines) <= h {
		return lines
	}
	top = within(top, len(lines), h)
	shown := slices.Clone(lines[top : top+h])
	if below := len(lines) - top - h; below > 0 {
		shown[h-1] = a.th.row(w).put(a.th.accent, fmt.Sprintf(" %s %s more", a.th.more, plural(below+1, "line", "lines"))).
			put(a.th.dim, ": "+keyName("down", a.th.ascii)+" scrolls").done()
	}
	return shown
}

// keyLines are the keys of a place that do something now, as many lines as they need. They stand at the foot of a box;
// while it takes no keys yet, that is said instead.
func (a *app) keyLines(in place, w int) []string {
	t := a.th
	if a.guarding() {
		return []string{t.row(w).put(t.dim, t.more).done()}
	}
	var shown []*binding
	for k := range a.bindings {
		if b := &a.bindings[k]; b.in == in && b.rank > 0 && b.reason(a) == "" {
			shown = append(shown, b)
		}
	}
	slices.SortStableFunc(shown, func(x, y *binding) int { return x.rank - y.rank })
	var lines []string
	r := t.row(w)
	for _, b := range shown {
		label := strings.ReplaceAll(b.label(t.ascii), " ", "/")
		if need := width(label) + width(b.name) + 1; r.left < w && r.left < need {
			lines, r = append(lines, r.done()), t.row(w)
		}
		r.put(t.accent, label).say(" ").put(t.dim, b.name).gap(2)
	}
	return append(lines, r.done())
}
