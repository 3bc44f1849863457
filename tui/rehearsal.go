package tui

import (
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// rehearse draws a page for nobody. Bubble Tea waits 8 ms for the tick of its first frame, and whatever draws is used for the
// first time then, and slow: rehearsed meanwhile, the frame that is seen is there a millisecond sooner, of fifteen.
func (t *theme) rehearse() tea.Msg {
	const w, h = 80, 24
	row := t.row(w)
	for _, s := range []lipgloss.Style{t.plain, t.strong, t.dim, t.accent, t.person, t.soon, t.alarm, t.mark} {
		row.put(s, "words – ▌").say("  ")
	}
	page := strings.Repeat(row.done()+"\n", h)
	screen := uv.NewScreenBuffer(w, h)
	uv.NewStyledString(page).Draw(screen, screen.Bounds())
	r := uv.NewTerminalRenderer(io.Discard, nil)
	r.SetColorProfile(colorprofile.TrueColor)
	r.SetFullscreen(true)
	r.Render(screen.RenderBuffer)
	_ = r.Flush()
	return nil
}
