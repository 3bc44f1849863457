package tui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// input is one line of text that is typed. It takes every key that makes or moves text and leaves the rest.
//
// It is our own because textinput of Bubbles v2.2.1 cannot stand in for it: its Cursor counts runes and not cells, and
// from the start of the text even where that has moved out of sight; Alt+D before the last letter runs off the end and
// panics; line breaks of a paste become spaces for good; and every step over a long word measures all of it, so that
// Ctrl+W on one of 2,000 letters takes 97 ms. textarea keeps line breaks, but lays all of the text out for a key and
// again for a frame: 5 ms each with a paste of 32 kB. Tests hold this one to all of it.
type input struct {
	text []rune
	at   int // the place of the cursor, in runes
	// held is how many runes before the cursor the next one that is typed replaces.
	held int
}

func newInput(s string) input { return input{text: []rune(s), at: len([]rune(s))} }

func (i *input) value() string { return string(i.text) }

func (i *input) set(s string) { *i = newInput(s) }

// drafted is text that is there to be read before it is changed: the cursor is at its start.
func drafted(s string) input { return input{text: []rune(s)} }

// before is the text in front of the cursor.
func (i *input) before() string { return string(i.text[:i.at]) }

// mostTyped bounds what is typed or pasted; the rules of incident allow less.
const mostTyped = 32_000

func (i *input) insert(s string) {
	i.release()
	var typed []rune
	for _, r := range s {
		if r == '\r' {
			r = '\n'
		}
		if r == '\n' || r == '\t' || !unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) {
			typed = append(typed, r)
		}
	}
	typed = typed[:min(len(typed), max(mostTyped-len(i.text), 0))]
	i.text = append(i.text[:i.at:i.at], append(typed, i.text[i.at:]...)...)
	i.at += len(typed)
}

// paste is insert, with the line ends of other systems.
func (i *input) paste(s string) {
	i.insert(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"))
}

func (i *input) press(k tea.KeyPressMsg) {
	if k.Text == "" && k.String() != "backspace" {
		i.held = 0
	}
	switch key := k.String(); key {
	case "backspace", "ctrl+h":
		i.cut(i.at-max(i.held, 1), i.at)
	case "delete", "ctrl+d":
		i.cut(i.at, i.at+1)
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		i.cut(i.wordStart(), i.at)
	case "alt+d", "alt+delete", "ctrl+delete":
		i.cut(i.at, i.wordEnd())
	case "ctrl+u":
		i.cut(0, i.at)
	case "ctrl+k":
		i.cut(i.at, len(i.text))
	default:
		if at, ok := i.moved(key); ok {
			i.at = min(max(at, 0), len(i.text))
		} else if k.Text != "" {
			i.insert(k.Text)
		}
	}
}

// moved is where a key puts the cursor.
func (i *input) moved(key string) (at int, ok bool) {
	switch key {
	case "left", "ctrl+b":
		return i.at - 1, true
	case "right", "ctrl+f":
		return i.at + 1, true
	case "home", "ctrl+a":
		return 0, true
	case "end", "ctrl+e":
		return len(i.text), true
	case "ctrl+left", "alt+left", "alt+b":
		return i.wordStart(), true
	case "ctrl+right", "alt+right", "alt+f":
		return i.wordEnd(), true
	}
	return 0, false
}

func (i *input) cut(from, to int) {
	from, to = max(from, 0), min(to, len(i.text))
	i.text = append(i.text[:from:from], i.text[to:]...)
	i.at, i.held = from, 0
}

// hold lets the next letter replace a part of the text, and puts the cursor after it.
func (i *input) hold(from, to int) { i.at, i.held = to, to-from }

// release takes out what is held.
func (i *input) release() {
	if i.held > 0 {
		i.cut(i.at-i.held, i.at)
	}
}

func (i *input) wordStart() int {
	at := i.at
	for at > 0 && unicode.IsSpace(i.text[at-1]) {
		at--
	}
	for at > 0 && !unicode.IsSpace(i.text[at-1]) {
		at--
	}
	return at
}

func (i *input) wordEnd() int {
	at := i.at
	for at < len(i.text) && unicode.IsSpace(i.text[at]) {
		at++
	}
	for at < len(i.text) && !unicode.IsSpace(i.text[at]) {
		at++
	}
	return at
}

// draw puts the text into what is left of a row and gives the cell of the cursor in it. Long text moves so that the
// cursor is in sight.
func (i *input) draw(r *row) (cursor int) {
	w := r.left - 1 // a cell for the cursor after the last letter
	shown := func(from, to int) string {
		return r.oneLine(strings.ReplaceAll(string(i.text[from:to]), "\n", r.newline))
	}
	from := 0
	for width(shown(from, i.at)) > w && from < i.at {
		from += max((width(shown(from, i.at))-w)/2, 1)
	}
	from = min(from, i.at)
	to := len(i.text)
	if most := from + 2*w; to > most {
		to = max(most, i.at)
	}
	r.say(shown(from, to))
	return width(shown(from, i.at))
}

// rest puts the text into what is left of a row as it is while nobody types into it: from its start.
func (i *input) rest(r *row) {
	r.say(strings.ReplaceAll(string(i.text[:min(len(i.text), 2*r.left)]), "\n", r.newline))
}

// textRow is a part of the text that has a row of its own, in runes.
type textRow struct{ from, to int }

// rows lays the text out in rows of at most w cells, broken at its line ends and after spaces where that can be. There
// is always one. A text of 32,000 takes a tenth of a millisecond, and two where it is not ASCII.
func (i *input) rows(t *theme, w int) []textRow {
	var rows []textRow
	from, space, cells := 0, 0, 0
	for k, r := range i.text {
		if r == '\n' {
			rows = append(rows, textRow{from, k})
			from, space, cells = k+1, k+1, 0
			continue
		}
		n := t.cells(r)
		if cells += n; cells > w && k > from {
			at := k
			if space > from {
				at = space
			}
			rows = append(rows, textRow{from, at})
			from, space, cells = at, at, 0
			for _, r := range i.text[at : k+1] {
				cells += t.cells(r)
			}
		}
		if r == ' ' {
			space = k + 1
		}
	}
	return append(rows, textRow{from, len(i.text)})
}

// cells is how many a rune takes when it is drawn.
func (t *theme) cells(r rune) int {
	if r >= ' ' && r <= '~' {
		return 1
	}
	return width(t.oneLine(string(r)))
}

// row is which of the rows the cursor is in.
func (i *input) row(rows []textRow) int {
	for k := len(rows) - 1; k > 0; k-- {
		if i.at >= rows[k].from {
			return k
		}
	}
	return 0
}

// climb moves the cursor n rows down, or up for a negative n, and tells whether there is such a row.
func (i *input) climb(n int, rows []textRow) bool {
	at := i.row(rows)
	if at+n < 0 || at+n >= len(rows) {
		return false
	}
	to := rows[at+n]
	i.at, i.held = min(to.from+i.at-rows[at].from, to.to), 0
	return true
}

// drawRow puts one row of the text into what is left of a line, and gives the cell of the cursor if it is in it. What is
// held stands out.
func (i *input) drawRow(r *row, s textRow) (cursor int) {
	cut := func(n int) int { return min(max(n, s.from), s.to) }
	start, held, at := r.left, cut(i.at-i.held), cut(i.at)
	r.say(string(i.text[s.from:held])).put(r.mark, string(i.text[held:at]))
	cursor = start - r.left
	r.say(string(i.text[at:s.to]))
	return cursor
}
