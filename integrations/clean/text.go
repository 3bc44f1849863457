package clean

import (
	"strings"
	"unicode/utf8"
)

// Text returns s without anything that a terminal obeys or that a reader cannot
// see: escape sequences (7-bit and 8-bit), control characters other than newline
// and tab, bidirectional controls, zero-width marks, byte order marks. Bytes that
// are not UTF-8 become U+FFFD; \r\n, a lone \r and the Unicode line and paragraph
// separators become \n. A zero-width joiner stays between two emoji, where it is
// part of one visible sign.
//
// Text(Text(s)) == Text(s). Text that is already clean is returned as it is,
// without an allocation. The cost is linear in len(s).
func Text(s string) string {
	i := firstUnclean(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	for i < len(s) {
		r, n := cleanRune(last, s[i:])
		if r >= 0 {
			b.WriteRune(r)
			last = r
		}
		i += n
	}
	return b.String()
}

// firstUnclean is the offset of the first byte that Text would change, or -1.
func firstUnclean(s string) int {
	var last rune
	for i := 0; i < len(s); {
		if c := s[i]; c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' {
			last = rune(c)
			i++
			continue
		}
		kept, n := cleanRune(last, s[i:])
		r, size := utf8.DecodeRuneInString(s[i:])
		if kept != r || n != size || r == utf8.RuneError && size == 1 {
			return i
		}
		last = r
		i += n
	}
	return -1
}

// cleanRune says what the start of s becomes: the rune to keep, or -1 for none,
// and how many bytes it stands for. last is the rune kept before it.
func cleanRune(last rune, s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1:
		if c := s[0]; c >= 0x80 && c < 0xa0 { // a C1 control as one raw byte
			return -1, 1 + c1Sequence(rune(c), s[1:])
		}
		return utf8.RuneError, 1
	case r == '\n' || r == '\t':
		return r, n
	case r == '\r':
		if strings.HasPrefix(s, "\r\n") {
			return '\n', 2
		}
		return '\n', 1
	case r == 0x1b:
		return -1, 1 + escapeSequence(s[1:])
	case r < 0x20 || r == 0x7f:
		return -1, 1
	case r < 0x7f:
		return r, 1
	case r < 0xa0:
		return -1, n + c1Sequence(r, s[n:])
	case r == '\u2028' || r == '\u2029':
		return '\n', n
	case r == zeroWidthJoiner:
		if next, _ := utf8.DecodeRuneInString(s[n:]); joinable(last) && isEmoji(next) {
			return r, n
		}
		return -1, n
	case invisible(r):
		return -1, n
	}
	return r, n
}

const zeroWidthJoiner = '\u200d'

// invisible reports whether r changes how its neighbours are read without being
// seen itself: bidirectional controls, zero-width marks, tags, annotations.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e:
		return true
	case r >= 0x2060 && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb:
		return true
	case r >= 0xe0000 && r <= 0xe0fff: // tags and the variation selectors that smuggle bytes
		return true
	}
	return false
}

// isEmoji reports whether r may stand on the right of a joiner in an emoji
// sequence (Unicode emoji-zwj-sequences: people, hearts, signs, objects).
func isEmoji(r rune) bool {
	switch {
	case r >= 0x1f000 && r <= 0x1faff, r >= 0x2600 && r <= 0x27bf:
		return true
	case r >= 0x2190 && r <= 0x21ff, r >= 0x2b00 && r <= 0x2bff:
		return true
	}
	return false
}

// joinable reports whether r may stand on the left: an emoji or the selector that
// makes the sign before it one. Skin tones lie in the emoji range.
func joinable(r rune) bool { return isEmoji(r) || r == 0xfe0f }
