package capture

import "strings"

// maybeUnknown is the cheap test that most words of prose fail: a program that we
// do not know shows by its path or by the flag after it.
func maybeUnknown(s string, w word, limit int, ld lead) bool {
	if c := s[w.start]; c == '/' || c == '.' || c == '~' {
		return true
	}
	if ld == afterRun && (scriptOf(w.in(s)) || inTerminal(s, w.start, limit)) {
		return true
	}
	if ld >= afterVerb && controlName(w.in(s)) {
		return true
	}
	return w.end+2 < limit && s[w.end+1] == '-' && isLetterOrDash(s[w.end+2]) && ld >= afterVerb
}

// controlName reports whether a word is named as programs that control a service
// are: gdnsdctl, foo-cli.
func controlName(w string) bool {
	return len(w) > 5 && (strings.HasSuffix(w, "ctl") || strings.HasSuffix(w, "-cli"))
}

func isLetterOrDash(c byte) bool { return isLetter(c) || c == '-' }

// unknownAccepted weighs a program that is not in the table.
func unknownAccepted(s string, w word, limit int, ld lead, wrapped bool) bool {
	name := w.in(s)
	if !programLike(name) || strings.HasSuffix(name, ".") || strings.HasSuffix(name, "ing") && strings.IndexByte(name, '/') < 0 {
		return false
	}
	next := nextWord(s, w.end, limit)
	sh := shapeOf(next.in(s))
	if w.stops() {
		sh = nothing
	}
	if w.stops() && s[w.core] == ':' { // ./configure: not found
		return false
	}
	stop := sh == plain && in(stopWords, next.in(s))
	switch {
	case ld == afterRun && (sh == nothing || stop) && scriptOf(name) && !strings.HasSuffix(name, "ml"):
		return true
	case ld == afterRun && (sh == nothing || stop) && !runnablePath(name):
		return inTerminal(s, w.start, limit) && !confirms(name)
	case wrapped:
		return (ld >= atStart || ld > afterNoun && strings.IndexByte(name, '-') > 0) && name != "password" && name != "access" && name != "rights" || sh == flag || runnablePath(name)
	case controlName(name) && sh != nothing && !stop:
		return ld >= atStart || sh != titled
	case runnablePath(name):
		return ld >= atStart && (sh != nothing && !stop || ld >= afterRun || strings.HasPrefix(name, "./")) || sh == flag ||
			strings.Contains(name, "/init.d/") && sh == plain && !stop || strings.HasPrefix(name, "./") && ld >= afterVerb
	case localPath(name):
		return ld >= atStart && sh == flag
	case sh == flag && !stopsFlag(name):
		return ld >= afterRun || (ld >= atStart || ld >= afterVerb && strings.IndexByte(name, '-') > 0) && longFlag(next.in(s))
	}
	return false
}

// inTerminal reports whether the words around s[i] say where to type.
func inTerminal(s string, i, limit int) bool {
	near := s[max(0, i-200):min(limit, i+200)]
	return containsAny(near, "terminal", "konsole", "console", "a shell", "prompt", "command line", "alt+f2", "Alt+F2", "alt-f2")
}

// confirms names words that are typed as answers.
func confirms(name string) bool {
	switch name {
	case "yes", "y", "n", "password", "enter", "root", "commands", "command", "stuff", "programs", "apps":
		return true
	}
	return false
}

// stopsFlag names words before a flag that talk about the flag.
func stopsFlag(name string) bool {
	switch name {
	case "flag", "option", "switch", "param", "parameter", "argument", "options", "flags", "arg", "args", "the", "add", "pass", "passing":
		return true
	}
	return false
}

func longFlag(w string) bool { return strings.HasPrefix(w, "--") && len(w) > 4 }

// scriptOf reports whether an argument is a file of program source by its ending.
func scriptOf(arg string) bool {
	for _, ext := range []string{".py", ".pl", ".rb", ".sh", ".js", ".php", ".jar", ".run", ".yml", ".yaml"} {
		if strings.HasSuffix(arg, ext) {
			return true
		}
	}
	return false
}
