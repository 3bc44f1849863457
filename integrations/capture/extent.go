package capture

import "strings"

// extent is where the command whose program is w ends. In a sentence it ends where
// talk goes on: at a word that no command has, at the clause's punctuation, or when
// more plain words have come than the program takes.
func extent(s string, w word, limit int, p *program, ld lead) int {
	if p != nil && p.is(shellWord) {
		return compound(s, w, limit)
	}
	e := extentReader{s: s, limit: limit, typed: ld == typedThere, end: w.core, begin: w.start, head: w.core, deep: p != nil && p.words > 3}
	e.start(p, ld)
	if w.stops() && !e.typed {
		return w.core
	}
	if next := nextWord(s, e.end, limit); !e.typed && p != nil && p.is(tool) && p.is(bare) && p.subs == nil && shapeOf(next.in(s)) == plain {
		return e.end
	}
	for !e.closed {
		next := nextWord(s, e.end, limit)
		if next.start == next.end || !e.typed && next.start-e.end > 3 {
			break
		}
		if !e.take(next) {
			break
		}
	}
	return e.end
}

type extentReader struct {
	s         string
	end       int
	limit     int
	typed     bool
	closed    bool
	begin     int  // where the program's name begins
	head      int  // where it ends
	deep      bool // its subcommands have subcommands
	budget    int  // plain words that may still come
	afterFlag bool // the next word may be the flag's value
	made      bool // what follows may be what it is made to do
	subs      map[string]sub
}

func (e *extentReader) start(p *program, ld lead) {
	e.budget, e.subs = 2, nil
	if p != nil {
		e.subs = p.subs
		if p.words >= 0 {
			e.budget = p.words
		}
		if p.is(wordArg) {
			e.budget = 3
		}
		if e.deep {
			e.budget = p.words + 1
		}
	}
	if strings.HasSuffix(e.s[:e.begin], "make ") { // can I make knife diff ignore …
		e.budget, e.made = 0, true
	}
	if ld == atStart {
		e.budget = max(e.budget, 5)
	}
}

// take adds one word to the command, and says whether it belongs there.
func (e *extentReader) take(w word) bool {
	t := w.in(e.s)
	switch w.full(e.s) {
	case ";":
		return e.another(w.end)
	case "...", "....", "--":
		if !e.typed && e.trails(w) {
			return false
		}
	}
	switch shapeOf(t) {
	case operator:
		return e.operator(w)
	case plain:
		if !e.typed && asksFor()[t] && e.asked(w) {
			return false
		}
		if !e.plainWord(t) && !(t == "from" && nextWord(e.s, w.end, e.limit).in(e.s) == "file") {
			return false
		}
	default:
		if !e.shaped(w, t) {
			return false
		}
	}
	e.argument(w)
	return true
}

// shaped reports whether a word that is not plain can be an argument.
func (e *extentReader) shaped(w word, t string) bool {
	switch shapeOf(t) {
	case titled:
		if !e.typed && !e.afterFlag && !(isUpperWord(t) && e.budget > 0) && !e.pattern(w) {
			return false
		}
	case dash:
		if next := nextWord(e.s, w.end, e.limit); t != "-" || !e.typed && e.s[e.begin:e.end] != "su" && !e.afterFlag && next.start < next.end && shapeOf(next.in(e.s)) != operator {
			return false
		}
	case nothing:
		if !e.typed {
			return false
		}
	case symbolic:
		if !e.typed && (strings.IndexByte("(:#=*", t[0]) >= 0 && t != "*" && !strings.HasPrefix(t, "*.") && !(t[0] == ':' && len(t) > 1 && isDigit(t[1])) || t[0] == '[' && strings.IndexByte(t, ']') < 0) {
			return false
		}
	}
	return true
}

// trails reports whether dots or dashes part a command from talk: ls -- 12 files.
func (e *extentReader) trails(w word) bool {
	if e.s[w.start] == '.' {
		return true
	}
	next := nextWord(e.s, w.end, e.limit).in(e.s)
	return next == "" || isDigit(next[0]) || in(stopWords, next)
}

// pattern reports whether a word in capitals is what is looked for in the path after it.
func (e *extentReader) pattern(w word) bool {
	next := nextWord(e.s, w.end, e.limit)
	return e.end == e.head && !w.stops() && next.start < next.end && e.s[next.start] == '/'
}

// asked reports whether the word w, one of asksFor, is the verb of a question: it
// ends one, or the sentence began with does or did and a subcommand was there already.
func (e *extentReader) asked(w word) bool {
	if e.subs[w.in(e.s)] == 0 && w.end > w.core && e.s[w.core] == '?' {
		return true
	}
	if e.end > e.head && classOf(nextWord(e.s, w.end, e.limit).in(e.s))&nounLead != 0 {
		return true // … list my card?
	}
	return e.end > e.head && !e.deep && containsAny(e.s[max(0, e.begin-40):e.begin], "does ", "Does ", "did ", "Did ")
}

// asksFor are verbs that end a question about a command: what does ps say?
var asksFor = wordSet(`show say give print list mean do return tell report display output look`)

func (e *extentReader) plainWord(t string) bool {
	if e.typed {
		return true
	}
	how := e.subs[t]
	if how == 0 && in(stopWords, t) {
		return false
	}
	if how == subFinal {
		e.budget = 0
		return true
	}
	if e.afterFlag {
		e.afterFlag = false
		return true
	}
	e.budget--
	return e.budget >= 0 || how != 0 || e.made && acts()[t]
}

// argument moves the end behind the word, quotations and substitutions in it included.
func (e *extentReader) argument(w word) {
	t := w.in(e.s)
	e.afterFlag = len(t) > 1 && t[0] == '-' && strings.IndexByte(t, '=') < 0
	end := argumentEnd(e.s, w.start, e.limit)
	if end > w.end { // a quotation with blanks in it
		e.end = coreEnd(e.s, w.start, end)
		e.closed = e.end < end && !e.typed
		return
	}
	e.end = w.core
	if e.typed {
		e.end = w.end
		return
	}
	if !w.stops() || e.owner(w) {
		return
	}
	if e.s[w.core] == ';' && w.core+1 == w.end && e.another(w.end) {
		return
	}
	e.closed = true
}

// owner keeps the colon of chown user: /path, and of scp file host: before a path.
func (e *extentReader) owner(w word) bool {
	switch e.s[e.begin:e.head] {
	case "chown", "scp", "rsync":
	default:
		return false
	}
	host := e.s[e.begin:e.head] != "chown" && strings.IndexByte(w.in(e.s), '@') > 0 // its home
	if w.core+1 != w.end || e.s[w.core] != ':' || !host && shapeOf(nextWord(e.s, w.end, e.limit).in(e.s)) != path {
		return false
	}
	e.end = w.end
	return true
}

// another continues behind a semicolon if a command follows there.
func (e *extentReader) another(i int) bool {
	next := nextWord(e.s, i, e.limit)
	name := next.in(e.s)
	p := lookup(name)
	if p == nil && (name == "" || name[0] != '.' && name[0] != '/' || !runnablePath(name)) || in(stopWords, name) {
		return false
	}
	if p != nil && !accepted(p, e.s, next, e.limit, atStart, false) {
		return false
	}
	e.start(p, atStart)
	e.end = next.core
	e.afterFlag = false
	return true
}

// operator continues behind a pipe or a redirection.
func (e *extentReader) operator(w word) bool {
	t := w.full(e.s)
	next := nextWord(e.s, w.end, e.limit)
	name := next.in(e.s)
	switch {
	case t == "|" || t == "&&" || t == "||" || t == "|&":
		p := lookup(name)
		if p == nil && (!programLike(name) || in(stopWords, name) || pastAct(name)) {
			return false
		}
		e.start(p, atStart)
		e.end = next.core
		e.afterFlag = true // grep Pending
		e.closed = next.stops() && !e.typed
		return true
	case t == "&":
		e.end = w.end
		e.closed = !e.typed
		return true
	case strings.Trim(t, "0123456789<>&|") == "" && (t[len(t)-1] == '>' || t[len(t)-1] == '<'):
		if sh := shapeOf(name); sh == nothing || sh == plain && in(stopWords, name) {
			return false
		}
		e.argument(next)
		return true
	case t[0] == '|' || t[0] == '&': // |grep
		if p := lookup(strings.TrimLeft(w.in(e.s), "|&")); p != nil {
			e.start(p, atStart)
			e.end = w.core
			e.closed = w.stops() && !e.typed
			return true
		}
		return false
	}
	e.argument(w)
	return true
}

// argumentEnd is the end of the shell word at s[i]: blanks in quotation marks,
// $( ) and ${ } do not end it. A quotation that is not closed is read as text.
func argumentEnd(s string, i, limit int) int {
	depth := 0
	for i < limit {
		switch c := s[i]; {
		case blank(c) && depth == 0:
			return i
		case c == '\\':
			i++
		case c == '"' || c == '\'' && opensQuote(s, i):
			if j := closingQuote(s, i, limit); j > 0 {
				i = j
			}
		case (c == '(' || c == '{') && i > 0 && s[i-1] == '$':
			if strings.IndexByte(s[i:limit], map[byte]byte{'(': ')', '{': '}'}[c]) > 0 {
				depth++
			}
		case (c == ')' || c == '}') && depth > 0:
			depth--
		}
		i++
	}
	return min(i, limit)
}

// opensQuote tells a quotation mark from an apostrophe.
func opensQuote(s string, i int) bool {
	return i == 0 || !isLetter(s[i-1]) && !isDigit(s[i-1])
}

// longestQuote bounds a quotation in the open, in bytes.
const longestQuote = 2000

// closingQuote is the offset of the mark that closes the one at s[i], or 0.
func closingQuote(s string, i, limit int) int {
	q := s[i]
	limit = min(limit, i+longestQuote)
	for j := i + 1; j < limit; j++ {
		if s[j] == '\\' && q == '"' {
			j++
		} else if s[j] == q && (q == '"' || j+1 >= limit || !isLetter(s[j+1])) {
			return j
		}
	}
	return 0
}

// compound is where a loop or a condition ends: behind its last done or fi.
func compound(s string, w word, limit int) int {
	closing := "done"
	if w.in(s) == "if" {
		closing = "fi"
	}
	if i := strings.LastIndex(s[w.end:limit], closing); i >= 0 {
		return w.end + i + len(closing)
	}
	return w.core
}
