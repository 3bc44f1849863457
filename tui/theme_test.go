package tui

import (
	"image/color"
	"math"
	"testing"
)

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrastOf(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestEveryColourCanBeRead(t *testing.T) {
	tones := map[string]tone{
		"dim": toneDim, "person": tonePerson, "accent": toneAccent, "good": toneGood, "soon": toneSoon, "due": toneDue,
		"alarm": toneAlarm, "frozen": toneFrozen, "mark": toneMark, "chosen": toneChosen, "strong": toneStrong,
	}
	seen := 0
	check := func(name string, a, b color.Color, least float64) {
		if a == nil || b == nil {
			return
		}
		seen++
		if c := contrastOf(a, b); c < least {
			t.Errorf("%s: %.1f to 1, %.1f is needed", name, c, least)
		}
	}
	for name, tone := range tones {
		dark, light := color.Color(black), color.Color(white)
		if tone.back {
			dark, light = white, white
		}
		check(name+" on dark", tone.dark, dark, 4.5)
		check(name+" on light", tone.light, light, 4.5)
		check(name+" in high contrast", tone.contrast, tone.ink, 7)
	}
	if seen < 20 {
		t.Fatalf("only %d colours were looked at", seen)
	}
}
