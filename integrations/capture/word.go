package capture

import "strings"

// word is text[start:end] of a line, between blanks. core is where it ends without
// the punctuation of the sentence around it.
type word struct {
	start, end, core int
}

func (w word) in(s string) string   { return s[w.start:w.core] }
func (w word) full(s string) string { return s[w.start:w.end] }

// stops reports whether punctuation after the word ends the clause.
func (w word) stops() bool { return w.core < w.end }

// nextWord is the first word of s[i:limit]. A word is empty at the end.
func nextWord(s string, i, limit int) word {
	for i < limit && blank(s[i]) {
		i++
	}
	j := i
	for j < limit && !blank(s[j]) {
		j++
	}
	return word{i, j, coreEnd(s, i, j)}
}

func blank(c byte) bool { return c <= ' ' || c == 0x7f }

// coreEnd is the end of a word without closing punctuation. What is nothing but
// dots (the folder) stays, and so does a bracket that opened inside the word.
func coreEnd(s string, i, j int) int {
	if i < j && s[i] == '.' && strings.Trim(s[i:j], ".") == "" {
		return min(j, i+2)
	}
	if i+1 < j && s[i] == '.' && strings.Trim(s[i+1:j], ",;:") == "" {
		return i + 1
	}
	for j > i {
		switch c := s[j-1]; c {
		case '.', ',', ';', '!', '?', ':':
			if c == '.' && j-2 >= i && s[j-2] == '/' || c == ';' && j-2 >= i && s[j-2] == '\\' {
				return j
			}
			if c == '!' && j-2 == i || c == '?' && j-2 > i && s[j-2] == '/' {
				return j
			}
		case ')', ']', '}':
			if strings.IndexByte(s[i:j], opening(c)) >= 0 {
				return j
			}
		default:
			return j
		}
		j--
	}
	return j
}

// opening is the bracket that c closes.
func opening(c byte) byte {
	switch c {
	case ')':
		return '('
	case ']':
		return '['
	}
	return '{'
}

// shape says what a word looks like as an argument.
type shape uint8

const (
	nothing  shape = iota // no word left
	plain                 // lower-case letters only: could be English
	titled                // begins with a capital
	flag                  // -x, --long
	path                  // /etc, ./x, ~/x, a/b, x.conf
	symbolic              // digits, signs, placeholders, variables, globs
	operator              // | && || ; > < &
	quote                 // begins with a quotation mark
	dash                  // - alone, or an arrow
)

// shapeOf classifies a word without its closing punctuation.
func shapeOf(w string) shape {
	if w == "" {
		return nothing
	}
	switch c := w[0]; {
	case c == '-':
		return dashed(w)
	case c == '\'' || c == '"':
		return quote
	case c == '|' || c == '&' || c == ';':
		return operator
	case c == '>' || c == '<':
		return angled(w)
	case c == '/' || c == '~' || strings.HasPrefix(w, "./") || strings.HasPrefix(w, "../") || w == "." || w == "..":
		return path
	case len(w) > 1 && isDigit(c) && strings.IndexByte("><", w[1]) >= 0:
		return operator
	case c >= 0x80:
		return titled
	}
	return letters(w)
}

func dashed(w string) shape {
	if len(w) == 1 || w[1] == '>' || strings.Trim(w, "-") == "" {
		if w == "--" {
			return flag
		}
		return dash
	}
	if isLetter(w[1]) || w[1] == '-' && len(w) > 2 && isLetter(w[2]) || isDigit(w[1]) {
		return flag
	}
	return dash
}

func angled(w string) shape {
	if w[0] == '<' && len(w) > 2 && isLetter(w[1]) {
		return symbolic // <pod>
	}
	if strings.HasPrefix(w, "<-") || len(w) > 1 && strings.IndexByte("_.;:)(", w[1]) >= 0 {
		return dash // arrows and faces
	}
	return operator
}

func letters(w string) shape {
	upper, other := false, false
	if c := w[0]; isDigit(c) && strings.IndexByte(w, '/') < 0 {
		return symbolic
	}
	for i := range len(w) {
		switch c := w[i]; {
		case c >= 'a' && c <= 'z', c == '\'' && i > 0:
		case c >= 'A' && c <= 'Z':
			upper = true
		case c == '/' && i > 0 || c == '.' && i > 0 && i < len(w)-1:
			return path
		default:
			other = true
		}
	}
	switch {
	case other:
		return symbolic
	case upper:
		return titled
	}
	return plain
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// programLike reports whether a word could be a program nobody told us about:
// kitchen-sync, ./run.sh, /opt/x/bin/y, deploy.py.
func programLike(w string) bool {
	if w == "" || len(w) > 120 || in(stopWords, w) {
		return false
	}
	if localPath(w) {
		return true
	}
	if c := w[0]; c < 'a' || c > 'z' {
		return false
	}
	for i := range len(w) {
		if c := w[i]; !isLetter(c) && !isDigit(c) && strings.IndexByte("-_.+/", c) < 0 {
			return false
		}
	}
	return true
}

// localPath reports whether a word is a path that could be run.
func localPath(w string) bool {
	if strings.HasSuffix(w, "/") || strings.ContainsAny(w, "'\"`()[]{}:=,*") {
		return false
	}
	return (strings.HasPrefix(w, "./") || strings.HasPrefix(w, "../") || strings.HasPrefix(w, "~/") || strings.HasPrefix(w, "/")) && len(w) > 3
}

// runnablePath reports whether a path points at a program by its folder or ending.
func runnablePath(w string) bool {
	if !localPath(w) {
		return false
	}
	if strings.HasPrefix(w, "./") {
		return true
	}
	for _, dir := range []string{"/bin/", "/sbin/", "/init.d/", "/scripts/", "/rc.d/", "/libexec/"} {
		if strings.Contains(w, dir) {
			return true
		}
	}
	for _, ext := range []string{".sh", ".py", ".pl", ".rb", ".run", ".bash"} {
		if strings.HasSuffix(w, ext) {
			return true
		}
	}
	return false
}
