package incident

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Ref is an incident's readable name and the name of its log and of its Slack channel: the date, a slug of the title,
// and a number where the two clash, such as "20230104_list_import_problems_2". At most 80 bytes of a-z, 0-9 and _.
type Ref string

// maxRefBytes is what Slack allows a channel's name.
const maxRefBytes = 80

// NewRef makes a reference for an incident declared at the given time. The day is that of the time's own zone, so that
// people find the incident under the date on their calendar. attempt counts from 1 and makes the suffix.
func NewRef(title string, declared time.Time, attempt int) Ref {
	suffix := ""
	if attempt > 1 {
		suffix = fmt.Sprintf("_%d", attempt)
	}
	day := declared.Format("20060102")
	room := maxRefBytes - len(day) - 1 - len(suffix)
	return Ref(day + "_" + slug(title, room) + suffix)
}

// ParseRef reads a whole reference.
func ParseRef(s string) (Ref, error) {
	if s == "" || len(s) > maxRefBytes || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return "", refuse(quoted(s)+" is not the reference of an incident", "baton list shows them")
	}
	return Ref(s), nil
}

// slug keeps letters and digits, folds accents of Latin letters, and puts one underscore for anything else. A title
// with none of these, such as emoji only, becomes "incident".
func slug(title string, most int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		if unicode.Is(unicode.Mn, r) { // an accent that stands by itself, as macOS writes them
			continue
		}
		r = unaccented(r)
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			b.WriteRune(r)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "_") {
			b.WriteByte('_')
		}
		if b.Len() > most {
			break
		}
	}
	s := b.String()
	if len(s) > most {
		s = s[:most]
		if cut := strings.LastIndexByte(s, '_'); cut > most/2 {
			s = s[:cut]
		}
	}
	if s = strings.Trim(s, "_"); s == "" {
		return "incident"
	}
	return s
}

// unaccented gives the plain letter for the accented Latin ones that European team and product names use.
func unaccented(r rune) rune {
	if r <= unicode.MaxASCII {
		return r
	}
	for _, l := range accentedLetters {
		if strings.ContainsRune(l.accented, r) {
			return l.plain
		}
	}
	return r
}

var accentedLetters = [...]struct {
	plain    rune
	accented string
}{
	{'a', "àáâãäåāăą"},
	{'c', "çćč"},
	{'d', "ďđ"},
	{'e', "èéêëēėęě"},
	{'g', "ğģ"},
	{'i', "ìíîïīįı"},
	{'l', "łľ"},
	{'n', "ñńňņ"},
	{'o', "òóôõöøōő"},
	{'r', "řŕ"},
	{'s', "śšşșß"},
	{'t', "ťțţ"},
	{'u', "ùúûüūůűų"},
	{'y', "ýÿ"},
	{'z', "źżž"},
}

// isWordRune tells whether r can stand in a name without quotes.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
