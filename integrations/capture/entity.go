package capture

import "strings"

// decodeEntities gives the text with Slack's three entities decoded, and for each
// byte of it (and its end) the offset in the text as given; nil if nothing changed.
func decodeEntities(text string) (view string, back []int) {
	if strings.IndexByte(text, '&') < 0 || entityAt(text, strings.IndexByte(text, '&')) == 0 && !anyEntity(text) {
		return text, nil
	}
	var b strings.Builder
	back = make([]int, 0, len(text)+1)
	for i := 0; i < len(text); {
		c, n := text[i], 1
		if c == '&' {
			if n = entityAt(text, i); n > 0 {
				c = map[byte]byte{'a': '&', 'l': '<', 'g': '>'}[text[i+1]]
			} else {
				n = 1
			}
		}
		b.WriteByte(c)
		back = append(back, i)
		i += n
	}
	return b.String(), append(back, len(text))
}

// entityAt is the length of the entity at text[i], or 0.
func entityAt(text string, i int) int {
	for _, e := range [...]string{"&amp;", "&lt;", "&gt;"} {
		if strings.HasPrefix(text[i:], e) {
			return len(e)
		}
	}
	return 0
}

func anyEntity(text string) bool {
	return strings.Contains(text, "&amp;") || strings.Contains(text, "&lt;") || strings.Contains(text, "&gt;")
}
