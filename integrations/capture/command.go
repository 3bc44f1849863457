package capture

import "strings"

// readCommand decides whether a command begins at s[i] and where it ends. Where
// there is none, end is how far it had to look.
func readCommand(s string, i, limit int, ld lead) (end int, ok bool) {
	w := nextWord(s, i, limit)
	if w.start < limit && isUpper(s[w.start]) {
		if end := cmdletEnd(s, i, limit, ld); end > 0 {
			return end, true
		}
	}
	assigned, wrapped := false, false
	for assignment(w.full(s)) && w.end < limit {
		assigned = true
		w = nextWord(s, argumentEnd(s, w.start, limit), limit)
	}
	p := lookup(w.in(s))
	if p == nil && ld > afterNoun {
		p = gluedPipe(w.in(s))
	}
	for p != nil && p.is(wrapper) && !w.stops() {
		if p.is(english) && ld < atStart {
			return w.end, false
		}
		if end := rootShell(s, w, limit, ld); end > 0 {
			return end, true
		}
		wrapped = wrapped || !p.is(english)
		w = afterWrapper(s, w, limit)
		p = lookup(w.in(s))
		if ld < atStart && p != nil && p.is(english) && ld == afterNoun {
			return w.end, false
		}
	}
	if w.start == i && p == nil && !maybeUnknown(s, w, limit, ld) {
		return w.end, false
	}
	if !worth(p, s, w, limit, ld, wrapped || assigned) {
		return w.end, false
	}
	end = extent(s, w, limit, p, ld)
	return end, parses(s[i:end])
}

// worth reports whether the word w is a program that is called here; p is its row
// of the table, if it has one.
func worth(p *program, s string, w word, limit int, ld lead, wrapped bool) bool {
	switch {
	case w.in(s) == "":
		return false
	case p == nil:
		return unknownAccepted(s, w, limit, ld, wrapped)
	}
	return accepted(p, s, w, limit, ld, wrapped)
}

// accepted weighs a known program by what stands before and after its name.
func accepted(p *program, s string, w word, limit int, ld lead, wrapped bool) bool {
	next := nextWord(s, w.end, limit)
	if w.stops() {
		next = word{}
	}
	arg := next.in(s)
	sh := shapeOf(arg)
	how := p.subs[arg]
	if how == 0 && w.in(s) == "tar" && tarLetters(arg) {
		how = subPlain
	}
	if sh == plain && (how == 0 || arg == "to" || arg == "from" || arg == "any") && in(stopWords, arg) {
		how = 0
		sh = nothing
	}
	if ld > afterNoun && (strings.IndexByte(w.in(s), '|') > 0 || strings.IndexByte(arg, '|') > 0 && gluedArgument(arg)) {
		return true
	}
	if p.is(shellWord) || resource(s, w, next, limit) {
		return p.is(shellWord) && ld >= afterVerb && loops(s[w.start:limit])
	}
	if wrapped {
		return sh != nothing || ld >= afterVerb || !p.is(english)
	}
	if arg == "-" && w.in(s) == "su" {
		return ld > afterNoun
	}
	if ld > afterNoun && spelledOut(s, w, next, limit, ld) {
		return true
	}
	if sh != nothing && refused(w.in(s), arg, s, next, limit, ld) {
		return false
	}
	if how != 0 {
		fated := isUpper(s[w.start]) && fates()[nextWord(s, next.end, limit).in(s)]
		return !fated && subcommand(p, how, s, next, limit, ld)
	}
	return argued(p, s, w, next, sh, limit, ld)
}

// argued weighs a program by the shape of its first argument.
func argued(p *program, s string, w, next word, sh shape, limit int, ld lead) bool {
	arg := next.in(s)
	switch {
	case sh == flag:
		return true
	case serviceAction(s, w, next, limit), ld > midway && searches(p, s, next, sh, limit):
		return true
	case ld == typedThere:
		return typedArgument(p, sh, next)
	case sh == path:
		return pathArgument(p, arg, ld)
	case sh == symbolic || sh == quote:
		return symbolArgument(p, arg, sh, ld)
	case sh == plain && (ld >= atStart || ld > afterNoun && strings.Contains(w.in(s), "/init.d/")) && runnablePath(w.in(s)): // nobody names a tool by its path
		return true
	case sh == plain && !(p.is(bare) && p.is(tool) && ld == afterRun):
		return wordArgument(p, s, w, next, limit, ld)
	case sh == operator:
		return piped(s, next, limit, ld)
	}
	return bareCall(p, s, w, next, limit, ld)
}

// refused reports whether a word after set or kill makes an English verb of it: set
// $wgReadOnly on c4, kill -9 stuck jobs.
func refused(name, arg, s string, next word, limit int, ld lead) bool {
	switch name {
	case "set":
		return ld < typedThere && arg[0] != '-' && arg[0] != '+'
	case "kill":
		after := nextWord(s, next.end, limit).in(s)
		return ld < typedThere && arg[0] == '-' && shapeOf(after) == plain && after != "pid"
	}
	return false
}

// spelledOut reports whether the words around a program leave no doubt: a value for
// export, a page for man, a pipe further on.
func spelledOut(s string, w, next word, limit int, ld lead) bool {
	if w.in(s) == "which" && ld >= atStart && lookup(next.in(s)) != nil && !next.stops() {
		return in(stopWords, nextWord(s, next.end, limit).in(s))
	}
	if assigns(w.in(s), next.in(s)) || manual(s, w, next, limit, ld) {
		return true
	}
	sh := shapeOf(next.in(s))
	if sh == plain && in(stopWords, next.in(s)) {
		return false
	}
	return sh != nothing && sh != dash && chained(s, next, limit)
}

// tarLetters reports whether a word is tar's flags without a dash: xvfj.
func tarLetters(w string) bool {
	return len(w) > 1 && len(w) < 8 && strings.Trim(w, "xctzjJvfpkahPSw") == "" && strings.IndexByte(w, 'f') >= 0 && strings.ContainsAny(w, "xct")
}

// loops reports whether a loop or a condition is written out on the line.
func loops(rest string) bool {
	return strings.Contains(rest, "; do ") && strings.Contains(rest, "done") || strings.Contains(rest, "; then ") && strings.Contains(rest, "fi")
}

// chained reports whether a pipe to a program that is known, or a redirection into a
// path, comes within a few words.
func chained(s string, w word, limit int) bool {
	for range 6 {
		if w.stops() || w.start == w.end {
			return false
		}
		next := nextWord(s, w.end, limit)
		switch name := next.in(s); w.full(s) {
		case "|", "&&":
			return lookup(name) != nil
		case ">", ">>", "<":
			return name != "" && (name[0] == '/' || name[0] == '~')
		}
		w = next
	}
	return false
}

// assigns reports whether the shell's own export or alias gives a name a value.
func assigns(name, arg string) bool {
	return (name == "export" || name == "alias") && strings.IndexByte(arg, '=') > 0 && isLetter(arg[0])
}

// manual reports whether man is asked for the page of a program: man 5 crontab.
func manual(s string, w, next word, limit int, ld lead) bool {
	if w.in(s) != "man" {
		return false
	}
	t := next.in(s)
	if len(t) == 1 && isDigit(t[0]) && !next.stops() {
		return shapeOf(nextWord(s, next.end, limit).in(s)) == plain
	}
	if t == "page" || t == "pages" || shapeOf(t) != plain && shapeOf(t) != symbolic || in(stopWords, t) {
		return false
	}
	return lookup(t) != nil || ld >= atStart && skipBlanks(s, next.end, limit) == limit
}

// searches reports whether a word and then a path follow: grep EE /var/log/Xorg.0.log.
func searches(p *program, s string, next word, sh shape, limit int) bool {
	if sh != plain && sh != titled || !p.is(pathArg) || p.is(english) || next.stops() {
		return false
	}
	after := nextWord(s, next.end, limit).in(s)
	return after != "" && (after[0] == '/' || after[0] == '~')
}

func pathArgument(p *program, arg string, ld lead) bool {
	switch {
	case scriptOf(arg) && p.is(tool) && !p.is(pathArg):
		return ld > afterNoun
	case strings.IndexByte(arg, '/') < 0 && arg[0] != '.' && p.is(tool): // a name with a dot
		if p.is(hostArg) {
			return ld > afterNoun
		}
		return ld >= atStart && (p.is(pathArg) || !p.is(english) && p.subs == nil)
	case p.is(english):
		return p.is(pathArg) && ld > afterNoun || ld >= atStart
	case p.is(tool):
		return ld > afterNoun
	}
	return true
}

// resource reports whether a word is Chef's, Puppet's or a test's, not a command:
// service "nginx" do, file '/etc/x', gem 'rake', '~> 10'.
func resource(s string, w, next word, limit int) bool {
	if next.start == next.end {
		return false
	}
	arg := next.full(s)
	if lookup(w.in(s)).is(quoteArg) {
		return arg[0] == '(' || arg[0] == '='
	}
	if arg[0] != '\'' && arg[0] != '"' && arg[0] != '{' && arg[0] != '(' && arg != "=" && arg != "=>" && arg != "==" {
		return false
	}
	rest := strings.TrimRight(s[next.start:limit], " `")
	return arg[0] == '{' || arg[0] == '(' || arg[0] == '=' || strings.HasSuffix(rest, " do") || strings.HasSuffix(arg, ",") || lookup(w.in(s)).is(tool) && !lookup(w.in(s)).is(pathArg)
}

// typedArgument is for prompts and code marks, where any argument will do unless
// the name is a word of English before another.
func typedArgument(p *program, sh shape, next word) bool {
	switch sh {
	case nothing:
		return next.start == next.end
	case plain, titled:
		return !p.is(english) || p.is(pathArg) || p.is(wordArg) || p.subs != nil
	case dash:
		return false
	}
	return true
}

func symbolArgument(p *program, arg string, sh shape, ld lead) bool {
	switch {
	case arg[0] == '(' || arg[0] == '#' || arg[0] == '=' || arg[0] == ':' && !(len(arg) > 1 && isDigit(arg[1])):
		return false
	case sh == quote && p.is(quoteArg):
		return ld >= atStart || ld == afterVerb && len(arg) > 1
	case p.is(hostArg) && strings.Count(arg, ".") == 3 && isDigit(arg[0]):
		return ld > afterNoun
	case p.subs != nil:
		return ld >= afterRun
	case !p.is(tool):
		return ld != afterNoun || sh == symbolic
	case p.is(wordArg) && !p.is(english):
		return ld >= atStart && sh == symbolic
	case p.is(pathArg):
		return ld >= atStart && sh == symbolic && strings.ContainsAny(arg, "/*<$_=.")
	}
	return ld >= afterRun && sh == symbolic
}

func wordArgument(p *program, s string, w, next word, limit int, ld lead) bool {
	switch {
	case p.subs != nil:
		return false
	case p.is(wordArg):
		return !p.is(tool) || ld == afterRun
	case p.is(tool):
		after := nextWord(s, next.end, limit)
		return !p.is(english) && ld > midway && !next.stops() && shapeOf(after.in(s)) == flag
	}
	return ld >= atStart || ld == afterVerb && p.is(pathArg) && !p.is(bare)
}

// serviceAction is the one form that names the thing first: service nginx restart.
func serviceAction(s string, w, next word, limit int) bool {
	if t := w.in(s); t != "service" && t != "rc-service" && t != "invoke-rc.d" {
		return false
	}
	switch nextWord(s, next.end, limit).in(s) {
	case "start", "stop", "restart", "status", "reload", "force-reload", "condrestart":
		return true
	}
	return false
}

// piped looks at what follows the program directly: dmesg | grep x, ps > out.
func piped(s string, op word, limit int, ld lead) bool {
	next := nextWord(s, op.end, limit)
	switch t := op.full(s); {
	case t == "|" || t == "&&" || t == "||":
		return lookup(next.in(s)) != nil
	case t[0] == '>' || t[0] == '2' || t[0] == '<':
		return ld >= atStart
	}
	return false
}

// bareCall is a program's name alone: only where the message runs it.
func bareCall(p *program, s string, w, next word, limit int, ld lead) bool {
	if ld > afterNoun && !p.is(tool) && p.is(bare) && asked(s, w, next) {
		return true
	}
	if !p.is(bare) {
		return ld == afterRun && !p.is(english) && inTerminal(s, w.start, limit)
	}
	if ld == joined {
		return joinedCall(p, s, w, next)
	}
	if ld >= afterRun {
		sh := shapeOf(next.in(s))
		return w.stops() || sh != titled && !(p.is(english) && sh == plain && !in(stopWords, next.in(s)))
	}
	return ld == atStart && !p.is(tool) && skipBlanks(s, w.core, limit) >= limit-1
}

// joinedCall reports whether a name alone goes on a list of commands: run lspci and
// lsusb. Names that are orders too (reboot, mount) are read as such.
func joinedCall(p *program, s string, w, next word) bool {
	name := w.in(s)
	if actsOut()[name] {
		return false
	}
	t := next.in(s)
	return w.stops() || t == "" || classOf(t)&joining != 0 || !p.is(tool) && in(stopWords, t) || !p.is(english) && (t == "on" || t == "by" || t == "again")
}

// actsOut are programs whose names are orders: then reboot.
var actsOut = wordSet(`reboot shutdown exit logout mount umount clear reset halt date sync test finger watch install update top who`)

// asked reports whether the output of a program is asked for: what does lspci say?
func asked(s string, w, next word) bool {
	before := s[max(0, w.start-6):w.start]
	return asksFor()[next.in(s)] && (strings.HasSuffix(before, " does ") || strings.HasSuffix(before, " did "))
}
