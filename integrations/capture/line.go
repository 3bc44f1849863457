package capture

import "strings"

// lead says what stands before a word: how much it looks as if a command follows.
type lead uint8

const (
	afterNoun  lead = iota // the git …
	midway                 // … git …
	afterVerb              // just git …
	atStart                // nick: git …
	joined                 // run git pull and make …
	afterRun               // run git …
	typedThere             // at a prompt, in code marks
)

// line looks for commands in one line of prose.
func (s *scanner) line(start, end int) {
	i := skipBlanks(s.text, start, end)
	if i < end && logLine(s.text[i:end]) {
		if n := personIn(s.text[i:end]); n > 0 {
			s.prose(i+n, end)
		}
		return
	}
	if i >= end || diffLine(s.text[i:end]) || sourceLine(s.text[i:end]) {
		return
	}
	if s.prompted(i, end) {
		return
	}
	if s.typedLine(i, end) {
		return
	}
	s.prose(i, end)
}

// sourceLine reports whether a line is of a recipe or a manifest: not_if "…",
// command '…', execute "…" do.
func sourceLine(t string) bool {
	w := nextWord(t, 0, len(t))
	switch w.full(t) {
	case "command", "code", "not_if", "only_if", "onlyif", "unless", "execute", "creates", "command:", "exec", "run:", "shell:", "script:":
		next := nextWord(t, w.end, len(t)).full(t)
		return next != "" && (next[0] == '"' || next[0] == '\'' || next[0] == '{' || next[0] == '<')
	}
	if name := w.full(t); strings.Contains(name, "(\"") || strings.Contains(name, "('") {
		return name[0] != '`' && name[0] != '"' && name[0] != '(' && name[0] != '$' && !strings.Contains(name, "=$(")
	}
	return strings.HasSuffix(t, " do") && strings.ContainsAny(t, "'\"")
}

// typedLine catches a line that is a statement or a configuration line from its
// first character, after the name of whom it is for.
func (s *scanner) typedLine(i, end int) bool {
	i = afterAddressee(s.text, i, end)
	if n := configLine(s.text[i:end]); n > 0 {
		s.first(atStart)
		return s.add(i, i+n, Other)
	}
	n := chatOps(s.text[i:end])
	if n == 0 && end-i < 32 {
		n = botAlone(s.text[i:])
	}
	if n > 0 {
		s.first(atStart)
		return s.add(i, i+n, Other)
	}
	return false
}

// afterAddressee skips "nick: " and "nick, " and "@nick ", and the [user@host] or
// !log that begins an entry of an admin log.
func afterAddressee(s string, i, end int) int {
	w := nextWord(s, i, end)
	t := w.full(s)
	switch {
	case t == "!log" || strings.HasPrefix(t, "[") && strings.HasSuffix(t, "]") && strings.IndexByte(t, '@') > 0:
		return skipBlanks(s, w.end, end)
	case len(t) > 1 && len(t) <= 32 && (strings.HasSuffix(t, ":") || strings.HasSuffix(t, ",") || strings.HasSuffix(t, ";")) && !strings.Contains(t, "/"):
		return skipBlanks(s, w.end, end)
	case strings.HasPrefix(t, "@") || strings.HasPrefix(t, "<@"):
		return skipBlanks(s, w.end, end)
	}
	return i
}

// first remembers how the first command of the message was introduced.
func (s *scanner) first(ld lead) {
	if len(s.found) == 0 {
		s.firstLead = ld
	}
}

// prose walks over the words of a line: code marks, quotations, and programs named
// in the open.
func (s *scanner) prose(start, end int) {
	ld := atStart
	t := s.text
	heard := clause{s: t}
	for i := skipBlanks(t, start, end); i < end && s.spend(0); i = skipBlanks(t, i, end) {
		if next, taken := s.marked(i, end, ld); next > i {
			introduced := ld
			i, ld = next, afterNoun
			if taken {
				ld = heard.command(introduced, next)
			}
			continue
		}
		w := nextWord(t, i, end)
		if s.bracketed(i, w) {
			if next := s.emphasised(i, end, ld); next > i {
				i, ld = next, heard.command(ld, next)
				continue
			}
			s.spend(w.end - i) // the word is read again without its bracket
			i++
			continue
		}
		if rubyFrom(w.full(t)) {
			return
		}
		if next := s.open(w, end, ld); next > i {
			i, ld = next, heard.command(ld, next)
			continue
		}
		if p := promptIn(t, w); p > 0 {
			i, ld = p, afterRun
			continue
		}
		ld = heard.lead(w, ld, s.leadAfter(w, ld, start))
		i = w.end
	}
}

// bracketed reports whether the word w at i begins with a bracket, or a mark of bold or
// italic, that is not closed in it and has something to read behind it.
func (s *scanner) bracketed(i int, w word) bool {
	t := s.text
	c := t[i]
	if c != '(' && c != '[' && c != '_' && (c != '*' || strings.HasPrefix(t[i:], "*/")) {
		return false
	}
	return w.core > i+1 && w.end-i < longestParsed && begins(t[i+1], c) && !closes(t[i:w.end], c)
}

// emphasised is where reading goes on behind a command in bold or italic at i; 0 where
// there is none.
func (s *scanner) emphasised(i, end int, ld lead) int {
	c := s.text[i]
	if c != '*' && c != '_' {
		return 0
	}
	close := strings.IndexByte(s.text[i+1:end], c)
	if close <= 0 || s.open(nextWord(s.text, i+1, i+1+close), i+1+close, ld) <= i {
		return 0
	}
	return i + 2 + close
}

// rubyFrom reports whether a word begins Ruby's %x[…] or holds its #{…}: from there
// on the line is source.
func rubyFrom(w string) bool {
	for i := 0; i+1 < len(w); i++ {
		if w[i] == '#' && w[i+1] == '{' || w[i] == '%' && w[i+1] == 'x' && i+2 < len(w) && (w[i+2] == '[' || w[i+2] == '(') {
			return true
		}
	}
	return false
}

// begins reports whether c, behind a bracket or another mark, begins something to read.
func begins(c, mark byte) bool {
	return isLetter(c) || c == '/' || mark == '(' && (c == '`' || c == '"')
}

// closes reports whether a bracket is closed in its own word, as in [user@host].
func closes(w string, open byte) bool {
	return open == '[' && strings.IndexByte(w, ']') > 0
}

// leadAfter is what the word w makes of the next one.
func (s *scanner) leadAfter(w word, before lead, start int) lead {
	t := w.in(s.text)
	last := s.text[w.end-1]
	class := classOf(t)
	switch {
	case last == ':':
		return atStart
	case w.start == start && (last == ',' || last == ';' || t == "!log" || last == ']'), strings.HasPrefix(w.full(s.text), "<@"), t != "" && t[0] == '@':
		return atStart
	case w.stops() && (last == '.' || last == '!' || last == '?' || last == ';'):
		return afterVerb
	case class&runVerb != 0:
		return afterRun
	case before == atStart && class&filler != 0:
		return atStart
	case before == afterRun && (t == "a" || t == "an" || t == "the" || t == "command" || t == "following" || t == "just"):
		return afterRun
	case class&nounLead != 0:
		return afterNoun
	case class&leadWord != 0:
		return afterVerb
	case w.start == start && (strings.Trim(t, "0123456789-*+>") == "" || t == "•"):
		return atStart
	}
	return midway
}

// fillers may stand before the first word that matters.
var fillers = wordSet(`ok okay so now or oh hmm first then also no yes yeah well just please and try maybe ah yep step next finally lastly alternatively`)

// open looks for a command that begins with the word w, in the open. It gives the
// end of the command, or 0.
func (s *scanner) open(w word, end int, ld lead) int {
	t := w.in(s.text)
	if t == "" || len(t) > 200 {
		return 0
	}
	n := settingAt(s.text[w.start:end], t)
	if n == 0 && t[0] == '/' {
		n = clientCommand(s.text[w.start:end], t)
	}
	if n > 0 {
		s.first(ld)
		s.add(w.start, w.start+n, Other)
		return w.start + n
	}
	if ld != afterNoun || isUpperWord(t) {
		if n := sqlStatement(s.text[w.start:end], false, ld); n > 0 {
			s.first(ld)
			s.add(w.start, w.start+n, SQL)
			return w.start + n
		}
	}
	c, ok := readCommand(s.text, w.start, min(end, w.start+longestParsed), ld)
	if !ok {
		s.spend(c - w.start)
		return 0
	}
	s.first(ld)
	if !s.add(w.start, c, Shell) {
		return 0
	}
	return c
}

// isUpperWord reports whether a word is written in capitals and signs.
func isUpperWord(t string) bool {
	for i := range len(t) {
		if c := t[i]; c >= 'a' && c <= 'z' {
			return false
		}
	}
	return len(t) > 2
}
