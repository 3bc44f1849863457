package capture

import "strings"

// afterWrapper is the first word that sudo, env or time runs: flags, their values
// and assignments skipped.
func afterWrapper(s string, w word, limit int) word {
	for {
		w = nextWord(s, w.end, limit)
		t := w.in(s)
		switch {
		case len(t) == 2 && t[0] == '-' && strings.IndexByte("ugnpIPLdshc", t[1]) >= 0 && strings.IndexByte("ugnpILdc", t[1]) >= 0:
			w = nextWord(s, w.end, limit)
		case len(t) > 1 && t[0] == '-', assignment(t), t != "" && strings.Trim(t, "0123456789.smh") == "" && isDigit(t[0]):
		default:
			return w
		}
	}
}

// rootShell is the end of sudo -i, sudo -s or sudo !!, which run no other program;
// 0 if w begins none of them.
func rootShell(s string, w word, limit int, ld lead) int {
	if w.in(s) != "sudo" || w.stops() || ld == afterNoun {
		return 0
	}
	next := nextWord(s, w.end, limit)
	switch next.in(s) {
	case "-i", "-s":
		if after := nextWord(s, next.end, limit).in(s); next.stops() || after == "" || in(stopWords, after) {
			return next.core
		}
	case "!", "!!":
		if strings.HasPrefix(next.full(s), "!!") {
			return next.start + 2
		}
	}
	return 0
}

// gluedPipe is the program of a word such as dmesg|grep, whose second half must be
// a program too; nil for other words.
func gluedPipe(w string) *program {
	first, second, ok := strings.Cut(w, "|")
	if !ok || len(second) == 0 || lookup(second) == nil {
		return nil
	}
	return lookup(first)
}

// gluedArgument reports whether an argument and a pipe are one word: aux|grep.
func gluedArgument(arg string) bool {
	_, second, _ := strings.Cut(arg, "|")
	return lookup(second) != nil
}

// assignment reports whether a word is NAME=value, as it may stand before a command.
func assignment(w string) bool {
	eq := strings.IndexByte(w, '=')
	if eq < 1 || eq > 40 {
		return false
	}
	for i := range eq {
		if c := w[i]; c != '_' && (c < 'A' || c > 'Z') && !isDigit(c) {
			return false
		}
	}
	return true
}
