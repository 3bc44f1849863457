package tui

import (
	"fmt"
	"strings"
)

// ink is how a piece of text is painted: the terminal's codes that turn it on. Empty is the terminal's own.
type ink string

const inkOff = "\x1b[m"

func (k ink) paint(s string) string {
	if k == "" || s == "" {
		return s
	}
	return string(k) + s + inkOff
}

// theme is every ink and glyph that the console draws with. Meaning never rests on an ink alone: each has a word, a
// glyph or a place that says the same.
type theme struct {
	name string
	// ascii: nothing but ASCII is drawn, for terminals and locales that cannot do more.
	ascii bool
	glyphs

	strong, dim, accent, good ink
	person                    ink
	due, alarm                ink // a check-back that has come, and one that is late
	frozen, mark              ink // a deploy freeze; PRACTICE and DEMO
	failure                   ink
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

// tone is one colour for a dark and one for a light background, and what stands in for it where there is none.
type tone struct {
	dark, light [3]uint8
	bold        bool
	// back: the colour is the background's, with white text on it; reverse video without colour.
	back bool
}

// The palette. Contrast against black and white is at least 4.5 to 1.
var (
	toneDim     = tone{dark: [3]uint8{0x9a, 0xa0, 0xa8}, light: [3]uint8{0x5a, 0x60, 0x68}}
	toneAccent  = tone{dark: [3]uint8{0x7a, 0xb4, 0xff}, light: [3]uint8{0x0b, 0x57, 0xb0}, bold: true}
	tonePerson  = tone{dark: toneAccent.dark, light: toneAccent.light}
	toneGood    = tone{dark: [3]uint8{0x8f, 0xd0, 0x7a}, light: [3]uint8{0x1f, 0x6f, 0x2a}}
	toneDue     = tone{dark: [3]uint8{0xff, 0xc0, 0x5c}, light: [3]uint8{0x8a, 0x4b, 0x00}, bold: true}
	toneAlarm   = tone{dark: [3]uint8{0xb8, 0x1f, 0x24}, light: [3]uint8{0xb8, 0x1f, 0x24}, bold: true, back: true}
	toneFrozen  = tone{dark: [3]uint8{0x76, 0xd6, 0xea}, light: [3]uint8{0x00, 0x62, 0x7a}, bold: true}
	toneMark    = tone{dark: [3]uint8{0x7a, 0x3f, 0xa8}, light: [3]uint8{0x7a, 0x3f, 0xa8}, bold: true, back: true}
	toneFailure = toneAlarm
)

func (t tone) on(name string) ink {
	var codes []string
	if t.bold {
		codes = append(codes, "1")
	}
	switch {
	case name == "mono" && t.back:
		codes = append(codes, "7")
	case name == "mono":
	case t.back:
		codes = append(codes, "38;2;255;255;255", "48;2;"+rgb(t.shade(name)))
	default:
		codes = append(codes, "38;2;"+rgb(t.shade(name)))
	}
	if len(codes) == 0 {
		return ""
	}
	return ink("\x1b[" + strings.Join(codes, ";") + "m")
}

func (t tone) shade(name string) [3]uint8 {
	if name == "light" {
		return t.light
	}
	return t.dark
}

func rgb(c [3]uint8) string { return fmt.Sprintf("%d;%d;%d", c[0], c[1], c[2]) }

// newTheme makes the theme of a name: dark, light or mono. Terminals with fewer colours get the nearest ones from the
// renderer.
func newTheme(name string, ascii bool) *theme {
	t := &theme{
		name: name, ascii: ascii, glyphs: unicodeGlyphs,
		strong: "\x1b[1m", dim: toneDim.on(name), accent: toneAccent.on(name), good: toneGood.on(name), person: tonePerson.on(name),
		due: toneDue.on(name), alarm: toneAlarm.on(name), frozen: toneFrozen.on(name), mark: toneMark.on(name),
		failure: toneFailure.on(name),
	}
	if ascii {
		t.glyphs = asciiGlyphs
	}
	return t
}
