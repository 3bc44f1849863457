package clean

import "strings"

// Finding is one masked secret. Start and End are byte offsets of its mark in the
// masked text that Secrets returns with it.
type Finding struct {
	Rule       string
	Start, End int
}

const (
	markOpen  = "[redacted: "
	markClose = ']'
	// longestRule bounds how far the end of a mark is looked for.
	longestRule = 32
	// passes bounds how often masked text is read again. A mark can uncover what
	// stood in the shadow of a longer reading; two readings settle what people
	// write, the others are for what a fuzzer writes.
	passes = 8
	// longestSecret bounds how far ahead one place is looked at, in bytes, so that
	// text made to be slow is not. A secret that reaches so far is masked to the end
	// of its run.
	longestSecret = 4096
)

// Secrets replaces every secret in s that it knows the shape or the place of by
// "[redacted: rule]" and says where the marks are. Values that only stand for a
// secret ($TOKEN, ${X}, <password>, ****, xxx) stay, and so do marks: masking
// masked text changes nothing. Neither the secret nor its length survives.
//
// s must have been through Text, or a zero-width mark may split a secret. Text
// without secrets costs one look at each byte and no allocation.
func Secrets(s string) (masked string, found []Finding) {
	for range passes {
		hits := findSecrets(s)
		if len(hits) == 0 {
			return s, found
		}
		s, found = mask(s, hits, found)
	}
	return s, found
}

// hit is a secret at s[start:end].
type hit struct {
	start, end int
	rule       string
}

// What a byte may begin or stand in the middle of.
const (
	plain byte = iota
	opensMark
	joinsName
	opensFlag
	opensWord
)

var trigger = triggers()

func triggers() (t [256]byte) {
	t['['] = opensMark
	t['='], t[':'], t['>'] = joinsName, joinsName, joinsName
	t['-'] = opensFlag
	for c := range shapesByFirst {
		if len(shapesByFirst[c]) > 0 {
			t[c] = opensWord
		}
	}
	for _, w := range secretWords {
		t[w.word[0]] = opensWord
		t[w.word[0]-'a'+'A'] = opensWord
	}
	return t
}

// findSecrets lists the secrets of s in order, without overlap.
func findSecrets(s string) []hit {
	var hits []hit
	done := 0 // everything before it is looked at
	for i := 0; i < len(s); i++ {
		kind := trigger[s[i]]
		if kind == plain {
			continue
		}
		var h hit
		var ok bool
		near := s[:min(len(s), i+longestSecret)]
		switch kind {
		case opensMark:
			if n := markLength(s[i:]); n > 0 {
				i += n - 1
			}
			continue
		case joinsName:
			h, ok = atJoint(near, i)
		case opensFlag:
			h, ok = atFlag(s, near, i)
		case opensWord:
			if i == 0 || !isNameByte(s[i-1]) {
				h, ok = atWord(near, i)
			}
		}
		if ok && h.end == len(near) {
			h.end = endOfRun(s, h.end)
		}
		if h, ok = besideMarks(s, h, ok); ok && h.start >= done && h.end > h.start {
			hits = append(hits, h)
			done = h.end
			i = max(i, h.end-1)
		}
	}
	return hits
}

// atJoint looks at the '=', ':' or '>' between a name and its value.
func atJoint(s string, i int) (hit, bool) {
	if s[i] == ':' {
		if strings.HasPrefix(s[i:], "://") {
			return urlPassword(s, i)
		}
		if h, ok := telegramToken(s, i); ok {
			return h, true
		}
	}
	if s[i] == '>' {
		return elementValue(s, i)
	}
	return namedValue(s, i)
}

// atWord looks at the start of a word: a token of a known shape, or a word after
// which people write a secret.
func atWord(s string, i int) (hit, bool) {
	for _, sh := range shapesByFirst[s[i]] {
		if strings.HasPrefix(s[i:], sh.prefix) {
			if end := sh.end(s, i); end > 0 {
				return hit{i, end, sh.rule}, true
			}
		}
	}
	for _, w := range secretWords {
		if w.word[0] == s[i]|0x20 && hasPrefixFold(s[i:], w.word) {
			if h, ok := w.find(s, i+len(w.word)); ok {
				return h, true
			}
		}
	}
	return hit{}, false
}

// mask puts marks in place of hits and carries the findings of earlier readings
// over to the new text.
func mask(s string, hits []hit, earlier []Finding) (string, []Finding) {
	var b strings.Builder
	var found []Finding
	last := 0
	keep := func(until int) {
		for len(earlier) > 0 && earlier[0].End <= until {
			f := earlier[0]
			earlier = earlier[1:]
			if f.Start >= last {
				shift := b.Len() - last
				found = append(found, Finding{f.Rule, f.Start + shift, f.End + shift})
			}
		}
		b.WriteString(s[last:until])
		last = until
	}
	for _, h := range hits {
		keep(h.start)
		start := b.Len()
		b.WriteString(markOpen)
		b.WriteString(h.rule)
		b.WriteByte(markClose)
		found = append(found, Finding{h.rule, start, b.Len()})
		last = h.end
	}
	keep(len(s))
	return b.String(), found
}

// besideMarks fits a hit to the marks in it: what is a mark already is no hit, and
// no mark is cut in two.
func besideMarks(s string, h hit, ok bool) (hit, bool) {
	if !ok || h.start >= h.end {
		return h, false
	}
	for i := h.start; i < h.end; i++ {
		j := strings.IndexByte(s[i:h.end], markOpen[0])
		if j < 0 {
			break
		}
		i += j
		n := markLength(s[i:])
		if i == h.start && n >= h.end-i {
			return h, false
		}
		if n > 0 {
			h.end = max(h.end, i+n)
			i += n - 1
		}
	}
	return h, true
}

// endOfRun is the offset of the first blank or quote at or after i.
func endOfRun(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\n\"'`", s[i]) < 0 {
		i++
	}
	return i
}

// markLength is the length of the mark at the start of s, or 0.
func markLength(s string) int {
	if !strings.HasPrefix(s, markOpen) {
		return 0
	}
	for i := len(markOpen); i < len(s) && i < len(markOpen)+longestRule; i++ {
		switch c := s[i]; {
		case c == markClose && i > len(markOpen):
			return i + 1
		case c >= 'a' && c <= 'z', c == '-':
		default:
			return 0
		}
	}
	return 0
}

func isNameByte(c byte) bool { return isAlnum(c) || c == '_' }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// hasPrefixFold is strings.HasPrefix without regard to ASCII case; prefix is lower case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// skipBlanks is the offset of the first byte at or after i that is no blank.
func skipBlanks(s string, i int) int {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	return i
}
