package clean

import "strings"

// secretValue reports whether a value under this name is a secret: DB_PASSWORD,
// apiKey, client-secret, X-Vault-Token; not monkey, primary_key, token_count,
// secretName. sure is false for the bare words that prose uses too.
func secretName(name string) (secret, sure bool) {
	var words [8]string
	n := 0
	for rest := name; rest != "" && n < len(words); {
		var w string
		w, rest = nextNameWord(rest)
		if w != "" {
			words[n] = w
			n++
		}
	}
	for i := n - 1; i >= 0; i-- {
		w := words[i]
		if i == n-1 && aboutSecrets(w) {
			return false, false
		}
		if endsInSecret(w) {
			return true, n > 1 || isPassword(w) || len(w) > 6
		}
		if keyWord(w) && i > 0 && keyOwner(words[i-1]) {
			return i == n-1, true
		}
		if equalsAny(w, "apikey", "authkey", "accesskey", "secretkey", "privatekey", "privkey", "apisecret") {
			return true, true
		}
	}
	if n > 1 && keyWord(words[n-1]) && name == strings.ToUpper(name) {
		return !plainKey(words[n-2]), true // STRIPE_KEY=…, as environments name them
	}
	return false, false
}

// nextNameWord cuts the first word of a name in any of the usual spellings.
func nextNameWord(name string) (word, rest string) {
	i := 0
	for i < len(name) && isAlnum(name[i]) {
		if i > 0 && isUpper(name[i]) && !isUpper(name[i-1]) {
			return name[:i], name[i:]
		}
		i++
	}
	if i == len(name) {
		return name, ""
	}
	return name[:i], name[i+1:]
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func equalsAny(w string, words ...string) bool {
	for _, x := range words {
		if strings.EqualFold(w, x) {
			return true
		}
	}
	return false
}

func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

func isPassword(w string) bool {
	return hasSuffixFold(w, "password") || hasSuffixFold(w, "passwd") || hasSuffixFold(w, "passphrase") || hasSuffixFold(w, "passwort")
}

// endsInSecret looks at the end of one word: dbpassword and authtoken count,
// bypass and compass do not.
func endsInSecret(w string) bool {
	switch {
	case isPassword(w), hasSuffixFold(w, "token"), hasSuffixFold(w, "secret"):
		return true
	case equalsAny(w, "pwd", "passcode", "secrets", "credential", "credentials", "pw"):
		return true
	case hasSuffixFold(w, "pass"):
		return !equalsAny(w, "bypass", "compass", "surpass", "trespass", "encompass", "overpass", "underpass", "bandpass", "lowpass", "highpass")
	}
	return hasSuffixFold(w, "apikey")
}

func keyWord(w string) bool { return equalsAny(w, "key") }

// keyOwner names the keys that open something.
func keyOwner(w string) bool {
	return equalsAny(w, "api", "access", "secret", "private", "auth", "encryption", "encrypt", "signing", "master",
		"account", "shared", "storage", "service", "deploy", "license", "app", "application", "client", "admin",
		"routing", "integration", "write", "read", "ssh", "session", "cookie", "jwt", "hmac", "webhook", "stream")
}

// plainKey names the keys that open nothing.
func plainKey(w string) bool {
	return equalsAny(w, "primary", "foreign", "public", "pub", "sort", "partition", "cache", "unique", "index", "map",
		"row", "object", "hot", "short", "group", "lookup", "lock", "registry", "host", "event", "dedup", "redis", "order")
}

// aboutSecrets are last words after which the value is something about a secret.
func aboutSecrets(w string) bool {
	return equalsAny(w, "name", "names", "count", "type", "url", "uri", "expiry", "expires", "ttl", "file", "path", "length",
		"len", "limit", "size", "field", "env", "arn", "version", "policy", "store", "provider", "ref", "class", "endpoint",
		"expiration", "timeout", "age", "hint", "rotation", "valid", "enabled", "required", "reset", "prompt", "command", "dir",
		"manager", "mount", "namespace", "header", "format", "status", "error", "errors", "change", "changed", "authentication")
}

// namedValue looks at the '=' or ':' at i: a name of a secret before it, a value
// that could be one after it.
func namedValue(s string, i int) (hit, bool) {
	colon := s[i] == ':'
	if !colon && (i > 0 && strings.IndexByte("!<>=~", s[i-1]) >= 0 || i+1 < len(s) && strings.IndexByte("=~", s[i+1]) >= 0) {
		return hit{}, false // a comparison
	}
	name, spaced := nameBefore(s, i)
	if name == "" {
		return hit{}, false
	}
	value, colon := valueAfter(s, i, colon, spaced)
	if value < 0 {
		return hit{}, false // NAME= and then something else
	}
	if equalsAny(name, "authorization", "proxy-authorization") {
		return authorization(s, value)
	}
	if equalsAny(name, "cookie", "set-cookie") {
		return cookies(s, value)
	}
	secret, sure := secretName(name)
	if !secret || colon && spaced {
		return hit{}, false
	}
	start, end := valueSpan(s, value)
	if standsFor(s[start:end]) || colon && !sure && readsAsProse(s, start, end) {
		return hit{}, false
	}
	if equalsAny(name, "pwd", "pass", "pw") && (s[start] == '/' || digitsOnly(s[start:end])) {
		return hit{}, false // the working directory; how many tests passed
	}
	return hit{start, end, ruleFor(name)}, true
}

// valueAfter is where the value begins that the sign at i gives to a name, or -1;
// colon is false from there on for the := of programs. Blanks may follow an equals
// sign only where they stand before it too.
func valueAfter(s string, i int, colon, spaced bool) (int, bool) {
	from := i + 1
	if !colon && from < len(s) && s[from] == '>' { // :password => "x"
		from++
		spaced = true
	}
	if from < len(s) && s[from] == '=' { // name := "x"
		from++
		spaced, colon = true, false
	}
	value := skipBlanks(s, from)
	if !colon && value > from && !spaced {
		return -1, colon
	}
	return value, colon
}

func ruleFor(name string) string {
	if isPassword(name) || hasSuffixFold(name, "pass") || hasSuffixFold(name, "pwd") {
		return "password"
	}
	return "secret"
}

// longestName bounds how far back a name is looked for.
const longestName = 80

// nameBefore is the name that ends before i, quotes and an index bracket aside.
func nameBefore(s string, i int) (name string, spaced bool) {
	end, floor := i, max(0, i-longestName)
	for end > floor && (isBlank(s[end-1]) || strings.IndexByte(":+?", s[end-1]) >= 0 && s[i] == '=') {
		spaced = spaced || isBlank(s[end-1])
		end--
	}
	for end > floor && strings.IndexByte("\"'`]\\", s[end-1]) >= 0 {
		end--
	}
	start := end
	for start > floor && (isNameByte(s[start-1]) || s[start-1] == '-' || s[start-1] == '.') {
		start--
	}
	return strings.TrimLeft(s[start:end], "-."), spaced
}

// valueSpan is the value at i: what stands in quotes, or the run up to the next
// blank, quote or shell separator.
func valueSpan(s string, i int) (start, end int) {
	if i < len(s) && s[i] == '\\' && i+1 < len(s) && s[i+1] == '"' { // JSON in a string
		if j := strings.Index(s[i+2:], `\"`); j >= 0 {
			return i + 2, i + 2 + j
		}
		i++
	}
	if i < len(s) && strings.IndexByte("\"'`", s[i]) >= 0 {
		return i + 1, closingQuote(s, i)
	}
	start = i
	end = i + markLength(s[i:])
	for end < len(s) && strings.IndexByte(" \t\n\"'`;&|<>", s[end]) < 0 {
		end++
	}
	if j := strings.IndexByte(s[start:end], ','); j > 0 && strings.ContainsAny(s[start+j:end], "=:") {
		end = start + j
	}
	for end > start && strings.IndexByte(",.)]}!?:", s[end-1]) >= 0 && end > start+markLength(s[start:]) {
		end--
	}
	return start, end
}

// closingQuote is where the quotation that opens at i ends: its closing mark or
// the end of the line.
func closingQuote(s string, i int) int {
	q := s[i]
	for j := i + 1; j < len(s); j++ {
		switch {
		case s[j] == '\n', s[j] == q:
			return j
		case s[j] == '\\' && q == '"' && j+1 < len(s) && s[j+1] != '\n':
			j++
		}
	}
	return len(s)
}

// standsFor reports whether a value is no secret but stands for one or for none.
func standsFor(v string) bool {
	if v == "" || markLength(v) == len(v) {
		return true
	}
	if strings.Trim(v, "*") == "" || strings.Trim(v, "xX") == "" || strings.Trim(v, "._-•…#") == "" {
		return true
	}
	switch v[0] {
	case '$', '%':
		return len(v) > 1 && (isNameByte(v[1]) || strings.IndexByte("{([", v[1]) >= 0)
	case '<', '{', '(', '[':
		return markLength(v) == 0 && (v[0] == v[min(1, len(v)-1)] || strings.IndexByte(">})]", v[len(v)-1]) >= 0)
	}
	if equalsAny(v, "null", "nil", "none", "true", "false", "yes", "no", "redacted", "removed", "empty", "undefined", "string", "required") {
		return true
	}
	return fromProgram(v)
}

// fromProgram reports whether a value is program source that fetches one.
func fromProgram(v string) bool {
	for _, p := range []string{"ENV[", "env.", "process.env", "os.environ", "os.getenv", "os.Getenv", "getenv(", "node[", "var.", "data.", "module.", "secrets.", "vault:", "arn:", "/"} {
		if strings.HasPrefix(v, p) {
			return p != "/" || strings.Count(v, "/") > 1
		}
	}
	i := 0
	for i < len(v) && (isNameByte(v[i]) || v[i] == '.') {
		i++
	}
	return i > 0 && i < len(v) && v[i] == '(' && !isDigit(v[0])
}

// readsAsProse reports whether "token: value" looks like a sentence: a plain word
// with more words after it.
func readsAsProse(s string, start, end int) bool {
	if start > 0 && strings.IndexByte("\"'`", s[start-1]) >= 0 {
		return false
	}
	for _, c := range []byte(s[start:end]) {
		if c < 'a' || c > 'z' {
			return end-start < 6
		}
	}
	return true
}

func digitsOnly(v string) bool {
	for i := range len(v) {
		if !isDigit(v[i]) {
			return false
		}
	}
	return true
}

// elementValue looks at the '>' of <password>value<.
func elementValue(s string, i int) (hit, bool) {
	name, spaced := nameBefore(s, i)
	open := i - len(name) - 1
	if name == "" || spaced || open < 0 || s[open] != '<' {
		return hit{}, false
	}
	if secret, _ := secretName(name); !secret {
		return hit{}, false
	}
	n := strings.IndexAny(s[i+1:], "<\n")
	if n <= 0 || s[i+1+n] != '<' || i+2+n >= len(s) || s[i+2+n] != '/' || standsFor(s[i+1:i+1+n]) {
		return hit{}, false
	}
	return hit{i + 1, i + 1 + n, ruleFor(name)}, true
}
