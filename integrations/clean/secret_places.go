package clean

import "strings"

// Secrets that are known by where they stand: in a URL, in a header, after a word.

// urlPassword looks at the "://" at i for scheme://user:password@host, and for a
// long token in the user's place.
func urlPassword(s string, i int) (hit, bool) {
	from := i + len("://")
	end := from
	for end < len(s) && strings.IndexByte(" \t\n\"'`<>/?#", s[end]) < 0 {
		end++
	}
	at := strings.LastIndexByte(s[from:end], '@')
	if at < 0 { // a password with a slash in it, unless what follows the colon is a port
		for end < len(s) && strings.IndexByte(" \t\n\"'`<>", s[end]) < 0 {
			end++
		}
		at = strings.LastIndexByte(s[from:end], '@')
		if colon := strings.IndexByte(s[from:end], ':'); at < 0 || colon < 0 || colon+1 >= at || isDigit(s[from+colon+1]) {
			return hit{}, false
		}
	}
	user := s[from : from+at]
	colon := strings.IndexByte(user, ':')
	if colon < 0 {
		if len(user) >= 20 && strings.ContainsAny(user, "0123456789") && !strings.Contains(user, "%40") {
			return hit{from, from + at, "url-token"}, true
		}
		return hit{}, false
	}
	if standsFor(user[colon+1:]) {
		return hit{}, false
	}
	return hit{from + colon + 1, from + at, "url-password"}, true
}

// authorization looks at the value of an Authorization header at i.
func authorization(s string, i int) (hit, bool) {
	start, end := headerValue(s, i)
	word := start
	for word < end && s[word] != ' ' {
		word++
	}
	if equalsAny(s[start:word], "basic", "bearer", "token", "oauth", "digest", "negotiate", "apikey", "api-key", "sswsn",
		"ssws", "splunk", "geniekey", "aws4-hmac-sha256", "key", "jwt") {
		start = min(skipBlanks(s, word), end)
	} else if word < end && !strings.ContainsAny(s[start:word], "0123456789=") {
		return hit{}, false // prose
	}
	if end-start < 4 || standsFor(s[start:end]) || strings.HasPrefix(s[start:end], markOpen) {
		return hit{}, false
	}
	return hit{start, end, "authorization"}, true
}

// cookies looks at the value of a Cookie header at i.
func cookies(s string, i int) (hit, bool) {
	start, end := headerValue(s, i)
	eq := strings.IndexByte(s[start:end], '=')
	if eq <= 0 || strings.ContainsAny(s[start:start+eq], " \t") || standsFor(s[start+eq+1:end]) {
		return hit{}, false
	}
	return hit{start, end, "cookie"}, true
}

// headerValue runs to the end of the quotation that the header stands in, or of
// the line. A value in quotes of its own (JSON) is what is between them.
func headerValue(s string, i int) (start, end int) {
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		return i + 1, closingQuote(s, i)
	}
	end = i
	for end < len(s) && strings.IndexByte("\"'`\n", s[end]) < 0 {
		end++
	}
	for end > i && isBlank(s[end-1]) {
		end--
	}
	return i, end
}

// secretWords are words after which people and programs write a secret.
var secretWords = []struct {
	word string
	find func(s string, i int) (hit, bool)
}{
	{"bearer ", bearerToken},
	{"identified ", identifiedBy},
	{"password", afterPassword},
	{"passwd", afterPassword},
	{"passphrase", afterPassword},
	{"requirepass ", configured},
	{"masterauth ", configured},
	{"aws_secret_access_key ", configured},
	{"aws_session_token ", configured},
	{"add_user ", brokerPassword},
	{"change_password ", brokerPassword},
	{"login ", netrcPassword},
}

func bearerToken(s string, i int) (hit, bool) {
	start, end := valueSpan(s, skipBlanks(s, i))
	v := s[start:end]
	if len(v) < 8 || standsFor(v) || len(v) < 20 && !strings.ContainsAny(v, "0123456789") {
		return hit{}, false
	}
	return hit{start, end, "bearer-token"}, true
}

// identifiedBy looks at SQL's IDENTIFIED [WITH plugin] BY 'password'.
func identifiedBy(s string, i int) (hit, bool) {
	if w, next := word(s, i); strings.EqualFold(w, "with") {
		_, i = word(s, next)
	}
	w, next := word(s, i)
	if !equalsAny(w, "by", "as") {
		return hit{}, false
	}
	if w, after := word(s, next); strings.EqualFold(w, "password") {
		next = after
	}
	return quoted(s, next, "sql-password")
}

// afterPassword looks at password 'x', PASSWORD('x'), and password is x.
func afterPassword(s string, i int) (hit, bool) {
	if i < len(s) && s[i] == '(' {
		i++
	} else if i >= len(s) || !isBlank(s[i]) {
		return hit{}, false
	}
	if h, ok := quoted(s, i, "password"); ok {
		return h, true
	}
	w, next := word(s, i)
	if !equalsAny(w, "is", "was", "to") {
		return hit{}, false
	}
	if h, ok := quoted(s, next, "password"); ok {
		return h, true
	}
	start, end := valueSpan(s, skipBlanks(s, next))
	if end-start < 5 || standsFor(s[start:end]) || !looksRandom(s[start:end]) {
		return hit{}, false
	}
	return hit{start, end, "password"}, true
}

// looksRandom reports whether a word mixes letters with digits or signs as
// passwords do and words do not.
func looksRandom(v string) bool {
	letter, digit, sign := false, false, false
	for i := range len(v) {
		switch c := v[i]; {
		case isDigit(c):
			digit = true
		case isAlnum(c):
			letter = true
		case strings.IndexByte("!@#$%^&*_+=?", c) >= 0:
			sign = true
		}
	}
	return letter && (digit || sign)
}

func configured(s string, i int) (hit, bool) {
	start, end := valueSpan(s, skipBlanks(s, i))
	if end-start < 4 || standsFor(s[start:end]) || readsAsProse(s, start, end) && end-start < 12 {
		return hit{}, false
	}
	return hit{start, end, "secret"}, true
}

// brokerPassword looks at rabbitmqctl add_user NAME PASSWORD.
func brokerPassword(s string, i int) (hit, bool) {
	if programsBefore(s, i)&broker == 0 {
		return hit{}, false
	}
	_, i = word(s, i)
	start, end := valueSpan(s, skipBlanks(s, i))
	if standsFor(s[start:end]) {
		return hit{}, false
	}
	return hit{start, end, "password"}, true
}

// netrcPassword looks at login NAME password PASSWORD.
func netrcPassword(s string, i int) (hit, bool) {
	_, i = word(s, i)
	w, i := word(s, i)
	if w != "password" {
		return hit{}, false
	}
	start, end := valueSpan(s, skipBlanks(s, i))
	if standsFor(s[start:end]) {
		return hit{}, false
	}
	return hit{start, end, "password"}, true
}

// word is the next word of the line after i, and where it ends.
func word(s string, i int) (string, int) {
	i = skipBlanks(s, i)
	j := i
	for j < len(s) && !isBlank(s[j]) && s[j] != '\n' {
		j++
	}
	return s[i:j], j
}

// quoted is the content of the quotation that starts at i, blanks aside.
func quoted(s string, i int, rule string) (hit, bool) {
	i = skipBlanks(s, i)
	if i >= len(s) || s[i] != '\'' && s[i] != '"' {
		return hit{}, false
	}
	end := closingQuote(s, i)
	if end >= len(s) || s[end] != s[i] || standsFor(s[i+1:end]) {
		return hit{}, false
	}
	return hit{i + 1, end, rule}, true
}
