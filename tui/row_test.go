package tui

import (
	"testing"

	"charm.land/lipgloss/v2"
)

// TestPaintIsRender: every style of every look gives the very bytes that its own Render gives.
func TestPaintIsRender(t *testing.T) {
	for _, name := range []string{themeDark, themeLight, themeContrast, themeMono} {
		th := newTheme(name, false)
		for k, style := range []lipgloss.Style{
			th.plain, th.strong, th.dim, th.accent, th.good, th.person, th.chosen, th.soon, th.due, th.alarm, th.frozen, th.mark, th.failure,
		} {
			for _, text := range []string{"A1 look at the resolver", " ", "★ é 漢字", "──"} {
				if got, want := paint(style, text), style.Render(text); got != want {
					t.Errorf("style %d of %s: got %q, want %q", k, name, got, want)
				}
			}
		}
	}
}
