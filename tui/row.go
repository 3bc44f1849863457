package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// row is one line of the screen while it is put together, from left to right, and never wider than it was made.
type row struct {
	*theme
	b    strings.Builder
	left int // cells that are still free
}

func (t *theme) row(w int) *row { return &row{theme: t, left: max(w, 0)} }

// put adds text in a style, shortened to what is free.
func (r *row) put(k lipgloss.Style, s string) *row {
	if s = r.fit(s); s != "" {
		r.b.WriteString(paint(k, s))
	}
	return r
}

// paint is what the style's own Render gives for one line without margins, borders and padding, of which there are none
// here. Looking for them takes ten times as long, and a frame has hundreds of pieces.
func paint(k lipgloss.Style, s string) string {
	var attributes ansi.Style
	if k.GetBold() {
		attributes = attributes.Bold()
	}
	if k.GetReverse() {
		attributes = attributes.Reverse(true)
	}
	if c := k.GetForeground(); c != (lipgloss.NoColor{}) {
		attributes = attributes.ForegroundColor(c)
	}
	if c := k.GetBackground(); c != (lipgloss.NoColor{}) {
		attributes = attributes.BackgroundColor(c)
	}
	if len(attributes) == 0 {
		return s
	}
	return attributes.Styled(s)
}

// say adds text in no style.
func (r *row) say(s string) *row {
	r.b.WriteString(r.fit(s))
	return r
}

// fit takes the cells that text gets, and gives as much of it as goes into them.
func (r *row) fit(s string) string {
	s = r.clip(r.oneLine(s), r.left)
	r.left -= width(s)
	return s
}

// gap adds n empty cells.
func (r *row) gap(n int) *row {
	if n = min(n, r.left); n > 0 {
		r.b.WriteString(strings.Repeat(" ", n))
		r.left -= n
	}
	return r
}

// column adds text in exactly w cells.
func (r *row) column(k lipgloss.Style, s string, w int) *row {
	w = min(w, r.left)
	after := r.left - w
	s = r.clip(r.oneLine(s), w)
	r.put(k, s)
	return r.gap(r.left - after)
}

// right adds text so that it ends n cells before the end of the row, or does nothing where it does not fit.
func (r *row) right(k lipgloss.Style, s string, n int) *row {
	s = r.oneLine(s)
	if room := r.left - n - width(s); room > 0 {
		r.gap(room).put(k, s)
	}
	return r
}

// rule fills the row with a line up to n cells before its end.
func (r *row) rule(k lipgloss.Style, n int) *row {
	if n = r.left - n; n > 0 {
		r.b.WriteString(paint(k, strings.Repeat(r.glyphs.rule, n)))
		r.left -= n
	}
	return r
}

// done pads the row to its width.
func (r *row) done() string {
	r.gap(r.left)
	return r.b.String()
}

// blank is an empty line of w cells.
func blank(w int) string { return strings.Repeat(" ", max(w, 0)) }

// heading is the line above a pane: its name, what there is to say about it, and a rule to the end. A pane whose rows
// the arrow keys move through has a mark before its name.
func (t *theme) heading(name, about string, focused bool, w int) string {
	r := t.row(w)
	if focused {
		r.put(t.accent, t.here+name)
	} else {
		r.put(t.dim, t.glyphs.rule).put(t.strong, name)
	}
	if about != "" {
		r.say("  ").put(t.dim, about)
	}
	return r.say(" ").rule(t.dim, 0).done()
}
