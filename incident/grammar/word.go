package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a piece of the line between spaces, or a quoted stretch of it.
type word struct {
	text    string // what it means: the quotes taken off, escapes undone
	at, end int    // where it stands in the line, in bytes, with its quotes
	quoted  bool   // it is literal: never a keyword, a number or a time
	comma   bool   // a comma follows the closing quote
}

// split cuts the line into words from a byte offset on, in time linear in its length: where one quote does not close
// before the end of the line, no later one of its kind does, and they are not tried.
func split(line string, from int) []word {
	var words []word
	unclosed := make(map[rune]bool, len(closers))
	for at := from; at < len(line); {
		r, size := utf8.DecodeRuneInString(line[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		w, ok := word{}, false
		if closing := closers[r]; closing != 0 && !unclosed[r] {
			if w, ok = quotedAt(line, at, size, closing); !ok {
				unclosed[r] = true
			}
		}
		if !ok {
			w = bareAt(line, at)
		}
		words = append(words, w)
		at = w.end
	}
	return words
}

func bareAt(line string, at int) word {
	end := len(line)
	if n := strings.IndexFunc(line[at:], unicode.IsSpace); n >= 0 {
		end = at + n
	}
	return word{text: line[at:end], at: at, end: end}
}

// closers are the quotes that open a literal word, and what closes them: "…", or “…”, which phones and chat clients
// make of it.
var closers = map[rune]rune{'"': '"', '“': '”'}

// quotedAt reads a quoted word whose opening quote has the given size. A quote that does not close before a space, a
// comma or the end of the line is an ordinary character.
func quotedAt(line string, at, size int, closing rune) (word, bool) {
	var text strings.Builder
	for k := at + size; k < len(line); {
		r, size := utf8.DecodeRuneInString(line[k:])
		if r == '\\' && k+1 < len(line) {
			if plain, ok := escapes[line[k+1]]; ok {
				text.WriteByte(plain)
				k += 2
				continue
			}
		}
		k += size
		if r == closing {
			if comma, ends := endsQuote(line[k:]); ends {
				w := word{text: text.String(), at: at, end: k, quoted: true, comma: comma}
				if comma {
					w.end++
				}
				return w, true
			}
		}
		text.WriteRune(r)
	}
	return word{}, false
}

var escapes = map[byte]byte{'"': '"', '\\': '\\', 'n': '\n', 't': '\t'}

func endsQuote(rest string) (comma, ends bool) {
	if after, ok := strings.CutPrefix(rest, ","); ok {
		rest, comma = after, true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return comma, rest == "" || unicode.IsSpace(r)
}

// quote writes text so that split gives it back as one literal word, on one line.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}

// unsafe tells what must not get into an order: what a terminal would obey instead of showing, and the marks that turn
// the writing direction. Line breaks and tabs may.
func unsafe(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
}
