package grammar

import (
	"strings"
	"unicode/utf8"
)

// ParseError is why a line is no order, in words for the person who typed it.
type ParseError struct {
	// Line is the line as it came, At the byte offset in it where reading stopped, from 0 to len(Line).
	Line string
	At   int
	// Understood is the part of the line before At.
	Understood string
	// Problem says in one clause what is wrong there.
	Problem string
	// Example is a line that is right, and of the kind that was probably meant.
	Example string
	// Near are the words that were perhaps meant, nearest first.
	Near []string
}

// Error is the whole sentence: what was understood, what is wrong, and a line that would be right.
func (e *ParseError) Error() string {
	text := e.Problem
	if e.Understood != "" {
		text = "after " + inQuotes(lastOf(e.Understood, 60)) + ": " + text
	}
	lead := "; for example: "
	if len(e.Near) > 0 {
		text += "; did you mean " + anyOf(e.Near) + "?"
		lead = " For example: "
	}
	if e.Example != "" {
		text += lead + e.Example
	}
	return text
}

func fault(line string, at int, problem, example string) *ParseError {
	at = min(max(at, 0), len(line))
	return &ParseError{Line: line, At: at, Understood: strings.TrimSpace(line[:at]), Problem: problem, Example: example}
}

// anyOf lists words as a person would: "a, b or c".
func anyOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// inQuotes shows a piece of the line in an error sentence; longer ones are cut.
func inQuotes(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return `"` + strings.ToValidUTF8(s, "?") + `"`
}

// lastOf keeps the end of a long text: what stands just before the fault.
func lastOf(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return "…" + string(r[len(r)-most+1:])
}
