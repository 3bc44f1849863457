package capture

import "strings"

// cmdletVerbs are PowerShell's approved verbs, as far as operators meet them.
var cmdletVerbs = wordSet(`add clear compare convertfrom convertto copy disable dismount enable enter exit export find foreach format get import
install invoke join measure mount move new out publish read receive register remove rename repair reset resolve restart restore resume save
select send set show sort split start stop suspend switch tee test trace unblock uninstall unregister update wait where write`)

// cmdlet reports whether a word names a PowerShell command: Get-Service.
func cmdlet(w string) bool {
	verb, noun, ok := strings.Cut(w, "-")
	if !ok || len(verb) < 3 || len(noun) < 3 || !isUpper(verb[0]) || !isUpper(noun[0]) || !in(cmdletVerbs, verb) {
		return false
	}
	inside := false // a capital inside or a second letter in lower case: no GET-ONLY
	for i := range len(noun) {
		if c := noun[i]; !isLetter(c) {
			return false
		} else if i > 0 && c >= 'a' {
			inside = true
		}
	}
	return inside
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// cmdletEnd is where the PowerShell command at s[i] ends, or 0 where none begins.
// In the open it needs an argument that talk would not have, or to be run.
func cmdletEnd(s string, i, limit int, ld lead) int {
	w := nextWord(s, i, limit)
	if !cmdlet(w.in(s)) {
		return 0
	}
	next := nextWord(s, w.end, limit)
	sh := shapeOf(next.in(s))
	if w.stops() {
		sh = nothing
	}
	switch {
	case ld == typedThere:
		return limit
	case sh == flag, sh == operator, ld >= atStart && sh > plain && sh != dash:
		return extent(s, w, limit, nil, ld)
	case ld >= afterRun, ld == atStart && sh == nothing:
		return w.core
	}
	return 0
}
