package capture

import (
	"strings"
	"sync"

	"mvdan.cc/sh/v3/syntax"
)

var parsers = sync.Pool{New: func() any { return syntax.NewParser(syntax.Variant(syntax.LangBash)) }}

// longestParsed bounds what is given to the parser, in bytes.
const longestParsed = 4096

// parses reports whether the shell would take a text as a command. Words without
// any sign that means something to the shell always parse and are not tried.
// Placeholders (<pod>) are read as words.
func parses(text string) bool {
	if !strings.ContainsAny(text, "|&;<>()$`\\\"'{}#*?[]!=") {
		return true
	}
	if len(text) > longestParsed || strings.IndexByte(text, 0) >= 0 {
		return false
	}
	p := parsers.Get().(*syntax.Parser)
	defer parsers.Put(p)
	file, err := p.Parse(strings.NewReader(fillPlaceholders(text)), "")
	if err != nil {
		return false
	}
	return len(file.Stmts) > 0 && runs(file.Stmts[0].Cmd)
}

// runs tells commands from what only the shell's grammar makes of prose.
func runs(c syntax.Command) bool {
	switch c := c.(type) {
	case *syntax.CallExpr:
		return len(c.Args) > 0 || len(c.Assigns) > 0
	case *syntax.BinaryCmd:
		return runs(c.X.Cmd)
	case *syntax.FuncDecl, nil:
		return false
	}
	return true
}

// fillPlaceholders replaces the brackets of <pod> and <pod name> by letters.
func fillPlaceholders(text string) string {
	if strings.IndexByte(text, '<') < 0 {
		return text
	}
	b := []byte(text)
	for i := 0; i < len(b); i++ {
		if b[i] != '<' || i+1 >= len(b) {
			continue
		}
		if b[i+1] == '<' { // a here-document, whose body is not part of the command
			b[i+1] = ' '
		}
		if !isLetter(b[i+1]) {
			continue
		}
		for j := i + 1; j < len(b) && j < i+40; j++ {
			if c := b[j]; c == '>' {
				for k := i; k <= j; k++ {
					b[k] = 'x'
				}
				break
			} else if !isLetter(c) && !isDigit(c) && strings.IndexByte("-_ .:/", c) < 0 {
				break
			}
		}
	}
	return string(b)
}
