package archive

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Why a JSON text cannot be read on.
var (
	errCut    = errors.New("it ends in the middle")
	errBroken = errors.New("it is not JSON")
)

// maxDepth bounds how deep values may be nested.
const maxDepth = 200

// jsonReader walks one JSON text where it lies. It is not encoding/json for three reasons: a field of an unexpected type
// costs that field and not the message, the place of an error is known so that reading can go on behind it, and it is
// several times as fast, which is what an import of a million messages is made of.
//
// The first error stays; after it every method gives zero values and moves no further.
type jsonReader struct {
	b   []byte
	i   int
	err error
	// odd counts values of another type than the caller expected.
	odd int
}

func (r *jsonReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// peek is the next byte that is no blank, or 0 with an error.
func (r *jsonReader) peek() byte {
	if r.err != nil {
		return 0
	}
	for ; r.i < len(r.b); r.i++ {
		switch c := r.b[r.i]; c {
		case ' ', '\t', '\n', '\r':
		case 0:
			r.fail(errBroken)
			return 0
		default:
			return c
		}
	}
	r.fail(errCut)
	return 0
}

// fields calls field with each key of an object, for it to read or skip the value. The key is valid until then.
func (r *jsonReader) fields(field func(key []byte)) {
	if r.peek() != '{' {
		r.unexpected()
		return
	}
	r.i++
	if r.peek() == '}' {
		r.i++
		return
	}
	for r.err == nil {
		if r.peek() != '"' {
			r.fail(errBroken)
			return
		}
		key := r.stringBytes()
		if r.peek() != ':' {
			r.fail(errBroken)
			return
		}
		r.i++
		field(key)
		if r.closes('}') {
			return
		}
	}
}

// items calls item at each value of an array, for it to read or skip.
func (r *jsonReader) items(item func()) {
	if r.peek() != '[' {
		r.unexpected()
		return
	}
	r.i++
	if r.peek() == ']' {
		r.i++
		return
	}
	for r.err == nil {
		item()
		if r.closes(']') {
			return
		}
	}
}

// closes reads the comma or the closing bracket after a value.
func (r *jsonReader) closes(bracket byte) bool {
	switch r.peek() {
	case ',':
		r.i++
	case bracket:
		r.i++
		return true
	default:
		r.fail(errBroken)
	}
	return false
}

// unexpected skips a value that is not what the caller hoped for. Null is as good as absent.
func (r *jsonReader) unexpected() {
	if r.peek() != 'n' {
		r.odd++
	}
	r.skip()
}

// text gives a string, or a number as it is written; anything else counts as odd and is empty.
func (r *jsonReader) text() string {
	switch c := r.peek(); {
	case c == '"':
		return string(r.stringBytes())
	case c == '-' || c >= '0' && c <= '9':
		return string(r.literal())
	}
	r.unexpected()
	return ""
}

// truth gives a boolean; anything else is false.
func (r *jsonReader) truth() bool {
	if c := r.peek(); c != 't' && c != 'f' {
		r.unexpected()
		return false
	}
	return string(r.literal()) == "true"
}

// count gives a whole number from 0 to most; anything else is 0.
func (r *jsonReader) count(most int) int {
	n, err := strconv.Atoi(r.text())
	if err != nil || n < 0 || n > most {
		return 0
	}
	return n
}

// raw gives the bytes of the next value, whatever it is.
func (r *jsonReader) raw() []byte {
	if r.peek() == 0 {
		return nil
	}
	from := r.i
	r.skip()
	if r.err != nil {
		return nil
	}
	return r.b[from:r.i]
}

// skip passes over a value. Inside it only quotes and brackets have to match.
func (r *jsonReader) skip() {
	switch c := r.peek(); c {
	case 0:
	case '"':
		r.quoted()
	case '{', '[':
		r.skipNested()
	default:
		r.literal()
	}
}

func (r *jsonReader) skipNested() {
	var open [maxDepth]byte
	depth := 0
	for r.i < len(r.b) {
		switch c := r.b[r.i]; c {
		case '"':
			if r.quoted(); r.err != nil {
				return
			}
			continue
		case '{', '[':
			if depth == maxDepth {
				r.fail(errBroken)
				return
			}
			open[depth] = c + 2 // in ASCII the closing bracket stands two behind
			depth++
		case '}', ']':
			depth--
			if c != open[depth] {
				r.fail(errBroken)
				return
			}
			if depth == 0 {
				r.i++
				return
			}
		}
		r.i++
	}
	r.fail(errCut)
}

// literal is a number, true, false or null.
func (r *jsonReader) literal() []byte {
	from := r.i
	for r.i < len(r.b) {
		c := r.b[r.i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' {
			r.i++
			continue
		}
		break
	}
	word := r.b[from:r.i]
	switch {
	case len(word) == 0:
		r.fail(errBroken)
	case r.i == len(r.b):
		r.i = from
		r.fail(errCut) // more of it may follow
	case word[0] >= 'a' && string(word) != "true" && string(word) != "false" && string(word) != "null":
		r.fail(errBroken)
	}
	return word
}

// quoted passes over a string and gives what stands between its quotes. A control character ends it as broken, which
// is what a string without its closing quote runs into first.
func (r *jsonReader) quoted() (inside []byte, escaped bool) {
	from := r.i + 1
	for i := from; i < len(r.b); i++ {
		switch c := r.b[i]; {
		case c == '"':
			r.i = i + 1
			return r.b[from:i], escaped
		case c == '\\':
			escaped = true
			i++
		case c < 0x20:
			r.i = i
			r.fail(errBroken)
			return nil, false
		}
	}
	r.fail(errCut)
	return nil, false
}

// stringBytes is a string without its escapes: a part of the text where it has none.
func (r *jsonReader) stringBytes() []byte {
	inside, escaped := r.quoted()
	if !escaped {
		return inside
	}
	return unescapeJSON(inside)
}

var jsonEscapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescapeJSON decodes backslash escapes. An escape that JSON does not know stays as it is written.
func unescapeJSON(s []byte) []byte {
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		n := bytes.IndexByte(s, '\\')
		if n < 0 || n+1 >= len(s) {
			break
		}
		b = append(b, s[:n]...)
		s = s[n:]
		if s[1] == 'u' {
			r, size := unicodeEscape(s)
			if size > 0 {
				b, s = utf8.AppendRune(b, r), s[size:]
				continue
			}
		} else if c := jsonEscapes[s[1]]; c != 0 {
			b, s = append(b, c), s[2:]
			continue
		}
		b, s = append(b, '\\'), s[1:]
	}
	return append(b, s...)
}

// unicodeEscape reads \uXXXX, and the second one of a surrogate pair. Half a pair is U+FFFD.
func unicodeEscape(s []byte) (r rune, size int) {
	first, ok := hex4(s)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	if second, ok := hex4(s[6:]); ok {
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			return r, 12
		}
	}
	return utf8.RuneError, 6
}

func hex4(s []byte) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range s[2:6] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
