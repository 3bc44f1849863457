package lenient

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Why a JSON text cannot be read on.
var (
	ErrCut    = errors.New("it ends in the middle")
	ErrBroken = errors.New("it is not JSON")
)

// MaxDepth bounds how deep values may be nested.
const MaxDepth = 200

// Reader walks one JSON text where it lies. It is not encoding/json for three reasons: a field of an unexpected type
// costs that field and not the message, the place of an error is known so that reading can go on behind it, and it is
// several times as fast, which is what an import of a million messages is made of.
//
// The first error stays; after it every method gives zero values and moves no further.
type Reader struct {
	b   []byte
	i   int
	err error
}

// New reads b from the byte at offset from on.
func New(b []byte, from int) Reader { return Reader{b: b, i: from} }

// Offset is the place of the next byte.
func (r *Reader) Offset() int { return r.i }

// Err is the first error, or nil.
func (r *Reader) Err() error { return r.err }

// Step passes over one byte, which Peek gave.
func (r *Reader) Step() { r.i++ }

func (r *Reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Peek is the next byte that is no blank, or 0 with an error.
func (r *Reader) Peek() byte {
	if r.err != nil {
		return 0
	}
	for ; r.i < len(r.b); r.i++ {
		switch c := r.b[r.i]; c {
		case ' ', '\t', '\n', '\r':
		case 0:
			r.fail(ErrBroken)
			return 0
		default:
			return c
		}
	}
	r.fail(ErrCut)
	return 0
}

// Fields calls field with each key of an object, for it to read or skip the value. The key is valid until then.
func (r *Reader) Fields(field func(key []byte)) {
	if r.Peek() != '{' {
		r.Unexpected()
		return
	}
	r.i++
	if r.Peek() == '}' {
		r.i++
		return
	}
	for r.err == nil {
		if r.Peek() != '"' {
			r.fail(ErrBroken)
			return
		}
		key := r.stringBytes()
		if r.Peek() != ':' {
			r.fail(ErrBroken)
			return
		}
		r.i++
		field(key)
		if r.closes('}') {
			return
		}
	}
}

// Items calls item at each value of an array, for it to read or skip.
func (r *Reader) Items(item func()) {
	if r.Peek() != '[' {
		r.Unexpected()
		return
	}
	r.i++
	if r.Peek() == ']' {
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
func (r *Reader) closes(bracket byte) bool {
	switch r.Peek() {
	case ',':
		r.i++
	case bracket:
		r.i++
		return true
	default:
		r.fail(ErrBroken)
	}
	return false
}

// Unexpected skips a value that is not what the caller hoped for. Null is as good as absent.
func (r *Reader) Unexpected() {
	r.Skip()
}

// Text gives a string, or a number as it is written; anything else counts as odd and is empty.
func (r *Reader) Text() string {
	switch c := r.Peek(); {
	case c == '"':
		return string(r.stringBytes())
	case c == '-' || c >= '0' && c <= '9':
		return string(r.literal())
	}
	r.Unexpected()
	return ""
}

// Truth gives a boolean; anything else is false.
func (r *Reader) Truth() bool {
	if c := r.Peek(); c != 't' && c != 'f' {
		r.Unexpected()
		return false
	}
	return string(r.literal()) == "true"
}

// Count gives a whole number from 0 to most; anything else is 0.
func (r *Reader) Count(most int) int {
	n, err := strconv.Atoi(r.Text())
	if err != nil || n < 0 || n > most {
		return 0
	}
	return n
}

// Raw gives the bytes of the next value, whatever it is.
func (r *Reader) Raw() []byte {
	if r.Peek() == 0 {
		return nil
	}
	from := r.i
	r.Skip()
	if r.err != nil {
		return nil
	}
	return r.b[from:r.i]
}

// Skip passes over a value. Inside it only quotes and brackets have to match.
func (r *Reader) Skip() {
	switch c := r.Peek(); c {
	case 0:
	case '"':
		r.quoted()
	case '{', '[':
		r.skipNested()
	default:
		r.literal()
	}
}

func (r *Reader) skipNested() {
	var open [MaxDepth]byte
	depth := 0
	for r.i < len(r.b) {
		switch c := r.b[r.i]; c {
		case '"':
			if r.quoted(); r.err != nil {
				return
			}
			continue
		case '{', '[':
			if depth == MaxDepth {
				r.fail(ErrBroken)
				return
			}
			open[depth] = c + 2 // in ASCII the closing bracket stands two behind
			depth++
		case '}', ']':
			depth--
			if c != open[depth] {
				r.fail(ErrBroken)
				return
			}
			if depth == 0 {
				r.i++
				return
			}
		}
		r.i++
	}
	r.fail(ErrCut)
}

// literal is a number, true, false or null.
func (r *Reader) literal() []byte {
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
		r.fail(ErrBroken)
	case r.i == len(r.b):
		r.i = from
		r.fail(ErrCut) // more of it may follow
	case word[0] >= 'a' && string(word) != "true" && string(word) != "false" && string(word) != "null":
		r.fail(ErrBroken)
	}
	return word
}

// quoted passes over a string and gives what stands between its quotes. A control character ends it as broken, which
// is what a string without its closing quote runs into first.
func (r *Reader) quoted() (inside []byte, escaped bool) {
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
			r.fail(ErrBroken)
			return nil, false
		}
	}
	r.fail(ErrCut)
	return nil, false
}

// stringBytes is a string without its escapes: a part of the text where it has none.
func (r *Reader) stringBytes() []byte {
	inside, escaped := r.quoted()
	if !escaped {
		return inside
	}
	return unescape(inside)
}

var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape decodes backslash escapes. An escape that JSON does not know stays as it is written.
func unescape(s []byte) []byte {
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
		} else if c := escapes[s[1]]; c != 0 {
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
