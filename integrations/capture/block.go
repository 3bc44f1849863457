package capture

import "strings"

// block looks for commands in a fenced block. Where lines show prompts only those
// are commands and the rest is their output; otherwise each line that is a command
// by itself counts. Source, diffs and logs have none.
func (s *scanner) block(start, end int) {
	t := s.text[start:end]
	if strings.Contains(t, "\n@@ ") || strings.Contains(t, "diff --git") {
		return
	}
	prompts := hasPrompt(t)
	for i := start; i < end; {
		stop := logicalEnd(s.text, i, min(lineEnd(s.text, i), end), end)
		first := skipBlanks(s.text, i, stop)
		switch {
		case first >= stop:
		case prompts:
			s.prompted(first, stop)
		default:
			stop = s.blockLine(first, stop, end)
		}
		i = stop + 1
	}
}

func hasPrompt(t string) bool {
	for line := range strings.Lines(t) {
		if n, _ := promptEnd(strings.TrimLeft(line, " \t")); n > 0 {
			return true
		}
	}
	return false
}

// logicalEnd is the end of a line with the lines that a backslash continues it on.
func logicalEnd(s string, i, stop, end int) int {
	for stop < end && stop > i && s[stop-1] == '\\' {
		stop = min(lineEnd(s, stop+1), end)
	}
	return stop
}

// blockLine takes one line of a block, or one SQL statement that spans several.
func (s *scanner) blockLine(i, stop, end int) int {
	t := strings.TrimRight(s.text[i:stop], " \t\r")
	switch {
	case t[0] == '#' || logLine(t) || diffLine(t) || table(t):
	case configLine(t) > 0 || chatOps(t) > 0:
		s.first(atStart)
		s.add(i, i+len(t), Other)
	case sqlStatement(s.statement(i, stop, end), true, typedThere) > 0:
		stop = i + len(s.statement(i, stop, end))
		s.first(atStart)
		s.add(i, stop, SQL)
	case typedCommand(t, midway):
		s.first(atStart)
		s.add(i, i+len(t), Shell)
	}
	return stop
}

// statement is the line, with the lines below it up to a semicolon if it has none.
func (s *scanner) statement(i, stop, end int) string {
	near := s.text[i:min(end, i+longestParsed)]
	if semicolon := strings.IndexByte(near, ';'); semicolon > 0 && !strings.Contains(near[:semicolon], "\n\n") {
		stop = max(stop, i+semicolon+1)
	}
	return strings.TrimRight(s.text[i:stop], " \t\r")
}

// table reports whether a line has columns, as output has.
func table(t string) bool {
	return strings.Contains(t, "   ") && !strings.Contains(t, " -") && !strings.Contains(t, "|")
}

// logLine reports whether a line was written by a program: it begins with a time
// or a level.
func logLine(t string) bool {
	if len(t) < 8 {
		return false
	}
	b := t
	if b[0] == '[' {
		b = b[1:]
	}
	switch {
	case digits(b, 4) && b[4] == '-' && digits(b[5:], 2): // 2018-01-04
		return true
	case digits(b, 2) && b[2] == ':' && digits(b[3:], 2) && len(b) > 7 && b[5] == ':' && digits(b[6:], 2): // 10:04:11
		return true
	case (b[0] == 'I' || b[0] == 'W' || b[0] == 'E') && (digits(b[1:], 4) || b[1] == ' ' && digits(b[2:], 4)): // I0104
		return true
	}
	for _, level := range [...]string{"ERROR", "WARN", "INFO", "DEBUG", "FATAL", "Traceback", "Exception", "Error:", "error:", "fatal:", "W: ", "E: "} {
		if strings.HasPrefix(b, level) {
			return true
		}
	}
	return month(b)
}

// personIn is where in a line that begins with a level a person goes on talking: E:
// Could not get lock. I typed … It gives 0 where nobody does.
func personIn(t string) int {
	if t[0] == '[' || isDigit(t[0]) || digits(t[1:], 4) {
		return 0
	}
	first := 0
	for _, sign := range [...]string{" i ", " I ", " that's ", " that is ", " you ", " -> ", " <- ", " my ", " try ", " when ", " anyone ", " just ", " tried ", " sudo ", "Got this ", " got this ", "That was "} {
		if n := strings.Index(t, sign); n > 0 && (first == 0 || n < first) {
			first = n
		}
	}
	return first
}

func digits(s string, n int) bool {
	if len(s) <= n {
		return false
	}
	for i := range n {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// month reports whether a line begins like syslog's: Jan  4 10:04:11.
func month(b string) bool {
	if len(b) < 15 || b[3] != ' ' || !isDigit(b[5]) {
		return false
	}
	return strings.Contains("JanFebMarAprMayJunJulAugSepOctNovDec", b[:3]) && b[9] == ':' && b[12] == ':'
}

// diffLine reports whether a line is of a patch.
func diffLine(t string) bool {
	for _, sign := range [...]string{"@@ ", "+++ ", "--- ", "diff --git", "index "} {
		if strings.HasPrefix(t, sign) && (sign != "index " || strings.Contains(t, "..")) {
			return true
		}
	}
	return false
}
