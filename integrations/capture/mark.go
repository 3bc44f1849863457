package capture

import (
	"strings"
	"unicode/utf8"
)

// marked looks at code marks or a quotation that open at i. next is where reading
// goes on (i if nothing opens here); taken says that a command was in it.
func (s *scanner) marked(i, end int, ld lead) (next int, taken bool) {
	switch c := s.text[i]; {
	case c == '`':
		return s.codeMark(i, end, ld)
	case c == '"' || c == '\'':
		close := closingQuote(s.text, i, end)
		return s.quotation(i, i+1, close, close+1, ld)
	case c == 0xe2: // “ ” ‘ ’
		for _, pair := range [...][2]string{{"“", "”"}, {"‘", "’"}} {
			if strings.HasPrefix(s.text[i:end], pair[0]) {
				from := i + len(pair[0])
				n := strings.Index(s.text[from:end], pair[1])
				return s.quotation(i, from, from+n, from+n+len(pair[1]), ld)
			}
		}
	}
	return i, false
}

// codeMark looks at `code`, “code“ and the old `quote'.
func (s *scanner) codeMark(i, end int, ld lead) (int, bool) {
	from := i
	for from < end && s.text[from] == '`' {
		from++
	}
	marks := s.text[i:from]
	n := strings.Index(s.text[from:end], marks)
	if n < 0 {
		if n = strings.IndexByte(s.text[from:end], '\''); n >= 0 && len(marks) == 1 {
			return s.quotation(i, from, from+n, from+n+1, ld)
		}
		return from, false
	}
	close := from + n
	after := close + len(marks)
	if len(marks) == 1 && rubyMark(s.text[:i], s.text[after:end]) {
		return after, false
	}
	if kind, start, stop, ok := s.codeCommand(from, close, ld); ok {
		s.first(ld)
		return after, s.add(start, stop, kind)
	}
	return after, false
}

// rubyMark reports whether code marks are Ruby's, whose value is used: kernel =
// `uname -r`.chomp.
func rubyMark(before, after string) bool {
	if len(after) > 1 && after[0] == '.' && after[1] >= 'a' && after[1] <= 'z' {
		return true
	}
	return strings.HasSuffix(before, " = ") || strings.HasSuffix(before, " << ")
}

// codeCommand decides whether what stands in code marks is a command.
func (s *scanner) codeCommand(from, to int, ld lead) (kind Kind, start, stop int, ok bool) {
	start = skipBlanks(s.text, from, to)
	if p, k := promptEnd(s.text[start:to]); p > 0 && k != promptSource {
		start = skipBlanks(s.text, start+p, to)
		ld = typedThere
		if k == promptSQL || k == promptConsole {
			return kindAt(k), start, to, start < to
		}
	}
	stop = to
	for stop > start && blank(s.text[stop-1]) {
		stop--
	}
	t := s.text[start:stop]
	switch {
	case t == "":
		return Shell, 0, 0, false
	case sqlStatement(t, true, typedThere) > 0:
		return SQL, start, stop, true
	case configLine(t) > 0 || chatOps(t) > 0:
		return Other, start, stop, true
	}
	return Shell, start, stop, typedCommand(t, ld)
}

// typedCommand decides whether a whole text is a shell command. A name alone is
// one only where it is run.
func typedCommand(t string, ld lead) bool {
	w := nextWord(t, 0, len(t))
	if w.end == len(t) {
		p := lookup(t)
		runs := ld == joined || ld == afterRun || ld == typedThere
		return runs && (p != nil && (!p.is(english) || p.is(bare)) || runnablePath(t)) || strings.HasPrefix(t, "./") && runnablePath(t)
	}
	if source(t) {
		return false
	}
	if end, ok := readCommand(t, 0, len(t), typedThere); ok {
		return end == len(t) || end > 0 && !strings.ContainsAny(t, "\n")
	}
	return strangeCommand(t)
}

// strangeCommand accepts a program that is not in the table by its shape: its name,
// and a flag or a pipe after it.
func strangeCommand(t string) bool {
	w := nextWord(t, 0, len(t))
	name := w.full(t)
	if w.stops() || !programLike(name) || !parses(t) {
		return false
	}
	if runnablePath(name) || scriptOf(name) && !strings.HasSuffix(name, "ml") && shapeOf(nextWord(t, w.end, len(t)).in(t)) != nothing {
		return true
	}
	for next := nextWord(t, w.end, len(t)); next.start < next.end; next = nextWord(t, next.end, len(t)) {
		a := next.full(t)
		if len(a) > 1 && a[0] == '-' && (longFlag(a) || isLetter(a[1])) {
			return true
		}
		if a == "." && next.end == len(t) {
			return true
		}
		if a == "|" || a == "&&" {
			return lookup(nextWord(t, next.end, len(t)).in(t)) != nil
		}
	}
	return false
}

// source reports whether a text reads as program source or as output.
func source(t string) bool {
	for _, sign := range []string{"::", "=> ", "->", "();", "):", " do |", "{ |", "{|", " == ", " := ", "function("} {
		if strings.Contains(t, sign) && !strings.ContainsAny(t, "'\"") {
			return true
		}
	}
	if strings.HasPrefix(t, "def ") || strings.HasPrefix(t, "import ") && !strings.Contains(t, " -") {
		return true
	}
	w := nextWord(t, 0, len(t)).full(t)
	return strings.HasSuffix(w, ":") || strings.ContainsAny(w, "()[]{},")
}

// quotation looks at words in quotation marks. Unlike code marks they may hold
// speech: a command must have a program that is known and no word of talk.
func (s *scanner) quotation(i, from, to, after int, ld lead) (int, bool) {
	if to <= from || to > len(s.text) {
		return i, false
	}
	if assigned(s.text[:i]) {
		return i, false
	}
	t := s.text[from:to]
	if !s.spend(to-from) || utf8.RuneCountInString(t) < 2 {
		return i, false
	}
	start, stop := from+skipBlanks(t, 0, len(t)), to
	for stop > start && strings.IndexByte(" .,", s.text[stop-1]) >= 0 && !strings.HasSuffix(t, " .") {
		stop--
	}
	t = s.text[start:stop]
	switch {
	case t == "":
	case sqlStatement(t, true, atStart) > 0:
		s.first(ld)
		return after, s.add(start, stop, SQL)
	case configLine(t) > 0 || chatOps(t) > 0:
		s.first(ld)
		return after, s.add(start, stop, Other)
	case typedCommand(t, ld) && !speech(t) && !phrase(t):
		s.first(ld)
		return after, s.add(start, stop, Shell)
	}
	return i, false
}

// speech reports whether a quotation talks: a word that no command has, outside of
// quotation marks and flags.
func speech(t string) bool {
	seenFlag := false
	first := lookup(nextWord(t, 0, len(t)).in(t))
	for w := nextWord(t, 0, len(t)); w.start < w.end; w = nextWord(t, max(w.end, argumentEnd(t, w.start, len(t))), len(t)) {
		a := w.in(t)
		if a != "" && a[0] == '-' {
			seenFlag = true
		}
		if first != nil && first.subs[a] != 0 {
			continue
		}
		if !seenFlag && shapeOf(a) == plain && in(stopWords, a) {
			return true
		}
	}
	return false
}

// phrase reports whether a quotation is an English word and another: "find box".
func phrase(t string) bool {
	w := nextWord(t, 0, len(t))
	p := lookup(w.in(t))
	next := nextWord(t, w.end, len(t))
	return p != nil && p.is(english) && p.subs == nil && shapeOf(next.in(t)) == plain && shapeOf(nextWord(t, next.end, len(t)).in(t)) <= plain
}

// assigned reports whether what follows is a value in program source: after an
// equals sign, an arrow, or a call's bracket.
func assigned(before string) bool {
	before = strings.TrimRight(before, " ")
	if strings.HasSuffix(before, "_if") {
		return true
	}
	if before == "" {
		return false
	}
	switch before[len(before)-1] {
	case '=':
		return true
	case '>':
		return strings.HasSuffix(before, "=>")
	case '(', '[':
		return len(before) > 1 && (isLetter(before[len(before)-2]) || before[len(before)-2] == '%')
	}
	return false
}
