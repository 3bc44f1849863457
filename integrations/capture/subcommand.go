package capture

// subcommand weighs a program with one of its subcommands.
func subcommand(p *program, how sub, s string, next word, limit int, ld lead) bool {
	after := nextWord(s, next.end, limit)
	arg := after.in(s)
	if next.stops() {
		arg = ""
	}
	switch arg {
	case "plugin", "plugins", "gem", "module", "cookbook", "repo", "repository", "chart", "provider", "integration", "package", "role":
		if how != subPlain || ld == afterNoun || p.is(tool) {
			return p.subs[arg] != 0
		}
	}
	if how == subWeak && arg == "" && ld < typedThere && groups()[next.in(s)] {
		return false
	}
	if how == subWeak && ld > afterNoun && ld <= joined && madeTo(s, next, arg) {
		return true
	}
	if how == subWeak && ld == joined && p.is(english) {
		return arg == "" || shapeOf(arg) > titled || classOf(arg)&joining != 0 || acts()[arg]
	}
	if how == subWeak && ld < atStart {
		sh := shapeOf(arg)
		return sh == flag || acts()[arg] || ld == afterVerb && next.stops() || ld == afterVerb && !p.is(english) || !p.is(english) && (sh == symbolic || sh == path) && ld > afterNoun
	}
	if !p.is(english) || ld != afterNoun {
		return true
	}
	return lookup(arg) != nil || p.subs[arg] != 0 || shapeOf(arg) > titled
}

// fates follow a thing, not a command, that is written with a capital: Docker build
// fails.
var fates = wordSet(`fails failed failing is was broke breaks`)

// groups are weak subcommands that do nothing without another: docker image.
var groups = wordSet(`image container network volume secret service stack system swarm node`)

// madeTo reports whether a command is asked to do something: can I get kitchen login to
// use another user?
func madeTo(s string, sub word, after string) bool {
	return after == "to" && containsAny(s[max(0, sub.start-24):sub.start], "get ", "make ", "getting ", "allow ")
}

// acts are second subcommands, which settle that the first was one.
var acts = wordSet(`ls list create delete show edit upload download add remove rm get set update inspect prune describe from run_list bag export import
diff install build apply logs cp sync mb rb put promote up test`)
