package clean

import "unicode/utf8"

// How long a control sequence is, after its introducer. A sequence that is broken
// off or not ended loses its introducer only: what follows is then plain text,
// which can do no harm and may be what the record needs.

// escapeSequence is the length of what belongs to the ESC before s.
func escapeSequence(s string) int {
	if s == "" {
		return 0
	}
	switch c := s[0]; {
	case c == '[':
		return 1 + controlSequence(s[1:])
	case c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_':
		return 1 + controlString(s[1:])
	}
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
		return i + 1
	}
	return i
}

// c1Sequence is the same for an 8-bit control.
func c1Sequence(c rune, s string) int {
	switch c {
	case 0x9b:
		return controlSequence(s)
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f:
		return controlString(s)
	}
	return 0
}

// controlSequence is the length of CSI parameters, intermediates and final byte.
func controlSequence(s string) int {
	i := 0
	for i < len(s) && s[i] >= 0x30 && s[i] <= 0x3f {
		i++
	}
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
		return i + 1
	}
	return i
}

// controlString is the length of an OSC, DCS, SOS, PM or APC string with its
// terminator, or 0 where another control comes first. Stopping at any control
// keeps the whole of Text linear.
func controlString(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == 0x07:
			return i + 1
		case c == 0x1b:
			if i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
			return 0
		case c < 0x20 && c != '\t':
			return 0
		case c < 0x80:
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(c)
		}
		if r == 0x9c {
			return i + n
		}
		if r >= 0x80 && r < 0xa0 {
			return 0
		}
		i += n
	}
	return 0
}
