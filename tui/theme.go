package tui

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// theme is every style and glyph that the console draws with. Meaning never rests on a style alone: each has a word, a
// glyph or a place that says the same.
type theme struct {
	name string
	// ascii: nothing but ASCII is drawn, for terminals and locales that cannot do more.
	ascii bool
	glyphs

	plain                     lipgloss.Style // the terminal's own
	strong, dim, accent, good lipgloss.Style
	person                    lipgloss.Style
	chosen                    lipgloss.Style // the page that is shown
	soon, due, alarm          lipgloss.Style // a check-back that is near, what waits for an answer, a check-back that has come
	frozen, mark              lipgloss.Style // a deploy freeze; PRACTICE, DEMO and THE PAST
	failure                   lipgloss.Style
}

// glyphs are the signs that are not words.
type glyphs struct {
	here, star, mended, gone, part string
	rule, wall, more, newline, dot string
	corner                         [4]string // of a box, clockwise from the top left
}

var (
	unicodeGlyphs = glyphs{
		here: "▌", star: "★", mended: "±", gone: "×", part: "↳",
		rule: "─", wall: "│", more: "…", newline: "↵", dot: "·", corner: [4]string{"┌", "┐", "┘", "└"},
	}
	asciiGlyphs = glyphs{
		here: ">", star: "*", mended: "~", gone: "x", part: "+",
		rule: "-", wall: "|", more: "..", newline: "/", dot: "-", corner: [4]string{"+", "+", "+", "+"},
	}
)

// The themes. Auto is dark or light, as the terminal says.
const (
	themeAuto     = "auto"
	themeDark     = "dark"
	themeLight    = "light"
	themeContrast = "contrast"
	themeMono     = "mono"
)

// Themes are the names that [Options.Theme] takes.
func Themes() []string {
	return []string{themeAuto, themeDark, themeLight, themeContrast, themeMono}
}

// tone is one colour for each kind of background, and what stands in for it where there is none.
type tone struct {
	dark, light color.Color
	bold        bool
	// back: the colour is the background's, with white text on it; reverse video without colour.
	back bool
	// contrast is the background in the theme of high contrast, and ink the text on it. Without one the tone is the
	// terminal's own text there, bold where it is bold, because nothing stands out more on every background.
	contrast, ink color.Color
}

var (
	black = lipgloss.Color("#000000")
	white = lipgloss.Color("#ffffff")
)

// The palette. Contrast against black and white is at least 4.5 to 1, that of the theme of high contrast at least 7 to 1,
// which a test holds them to (WCAG 2, success criteria 1.4.3 and 1.4.6).
var (
	toneStrong = tone{bold: true}
	toneDim    = tone{dark: lipgloss.Color("#9aa0a8"), light: lipgloss.Color("#5a6068")}
	tonePerson = tone{dark: lipgloss.Color("#7ab4ff"), light: lipgloss.Color("#0b57b0")}
	toneAccent = tone{dark: tonePerson.dark, light: tonePerson.light, bold: true}
	toneGood   = tone{dark: lipgloss.Color("#8fd07a"), light: lipgloss.Color("#1f6f2a")}
	toneSoon   = tone{dark: lipgloss.Color("#ffc05c"), light: lipgloss.Color("#8a4b00")}
	toneDue    = tone{dark: toneSoon.dark, light: toneSoon.light, bold: true, contrast: lipgloss.Color("#ffe000"), ink: black}
	toneAlarm  = tone{dark: lipgloss.Color("#b81f24"), light: lipgloss.Color("#b81f24"), bold: true, back: true, contrast: lipgloss.Color("#a00000"), ink: white}
	toneChosen = tone{bold: true, contrast: white, ink: black}
	toneFrozen = tone{dark: lipgloss.Color("#76d6ea"), light: lipgloss.Color("#00627a"), bold: true, contrast: lipgloss.Color("#00e5ff"), ink: black}
	toneMark   = tone{dark: lipgloss.Color("#7a3fa8"), light: lipgloss.Color("#7a3fa8"), bold: true, back: true, contrast: lipgloss.Color("#5b00a8"), ink: white}
)

// on is the style of a tone in the theme of a name.
func (t tone) on(name string) lipgloss.Style {
	s := lipgloss.NewStyle().Bold(t.bold)
	shade := lipgloss.LightDark(name != themeLight)(t.light, t.dark)
	switch {
	case name == themeMono && t.back:
		return s.Reverse(true)
	case name == themeMono:
	case name == themeContrast && t.contrast != nil:
		return s.Foreground(t.ink).Background(t.contrast)
	case name == themeContrast:
	case t.back:
		return s.Foreground(white).Background(shade)
	case shade != nil:
		return s.Foreground(shade)
	}
	return s
}

// newTheme makes the theme of a name other than auto. Terminals with fewer colours get the nearest ones from the
// renderer.
func newTheme(name string, ascii bool) *theme {
	t := &theme{
		name: name, ascii: ascii, glyphs: unicodeGlyphs,
		strong: toneStrong.on(name), dim: toneDim.on(name), accent: toneAccent.on(name), good: toneGood.on(name),
		person: tonePerson.on(name), chosen: toneChosen.on(name), soon: toneSoon.on(name), due: toneDue.on(name),
		alarm: toneAlarm.on(name), frozen: toneFrozen.on(name), mark: toneMark.on(name), failure: toneAlarm.on(name),
	}
	if ascii {
		t.glyphs = asciiGlyphs
	}
	return t
}
