package grammar

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"baton/incident"
)

// Print writes a phrase as one line that every Reader parses back to the same phrase. Times are written in the zone, UTC
// if nil, with their offset. Text is quoted only where it would be read as something else.
//
// Orders that have no line give "": those of chat intake and of whoever delivers, a confirmation of a message, and the steps of a call that the
// grammar does not know. What cannot be said in a line, such as the Ref and the Zone of a declaration, is left out.
func Print(p Phrase, zone *time.Location) string {
	if d, ok := p.Order.(incident.Declare); ok {
		d.Ref, d.Zone = "", ""
		p.Order = d
	}
	v := verbOf(p)
	if v == nil {
		return ""
	}
	p.Verb = v.Name
	line, texts := render(p, v, zone, 0)
	check := Reader{Now: time.Date(2023, 1, 4, 13, 5, 0, 0, time.UTC)}
	for quoted := range 1 << texts {
		line, _ = render(p, v, zone, quoted)
		if back, err := check.Parse(line); err == nil && reflect.DeepEqual(back, p) {
			return line
		}
	}
	return line
}

// render writes the line with those texts quoted whose bits are set, and says how many texts it has.
func render(p Phrase, v *verb, zone *time.Location, quoted int) (line string, texts int) {
	w := &writer{zone: zone, quoted: quoted}
	if p.As != incident.Nobody {
		w.word("as")
		w.person(p.As)
	}
	if v.ownTime {
		w.when(p.When)
	}
	w.word(v.Name)
	if !v.ownTime {
		w.when(p.When)
	}
	v.write(w, p.Order)
	return w.line.String(), w.texts
}

// verbOf is the phrase's own verb if it can say the order, or the first that can.
func verbOf(p Phrase) *verb {
	if v, ok := lookup(p.Verb); ok && v.write(&writer{}, p.Order) {
		return v
	}
	for k := range verbs() {
		if verbs()[k].write(&writer{}, p.Order) {
			return &verbs()[k]
		}
	}
	return nil
}

// writer builds a line word by word.
type writer struct {
	line   strings.Builder
	zone   *time.Location
	quoted int // the bits of the texts to quote
	texts  int // how many texts were written
}

func (w *writer) word(s string) {
	if w.line.Len() > 0 {
		w.line.WriteByte(' ')
	}
	w.line.WriteString(s)
}

// text writes a text, if there is one. What would break the line is quoted always.
func (w *writer) text(s string) {
	if s == "" {
		return
	}
	if w.quoted>>w.texts&1 == 1 || strings.ContainsAny(s, "\n\t") {
		s = quote(s)
	}
	w.texts++
	w.word(s)
}

// reason writes "because" and the reason, if there is one.
func (w *writer) reason(s string) {
	if s != "" {
		w.word("because")
		w.text(s)
	}
}

// nameText writes a name as a single word, in quotes where anything about it is unusual.
func nameText(s string) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	plain := s != "" && strings.Contains(letters, s[:1]) && strings.Trim(s, letters+"0123456789-_./") == ""
	if !plain || (word{text: s}).is("all", "everything", "because", "bc") {
		return quote(s)
	}
	return s
}

func (w *writer) person(p incident.Person) {
	if p != incident.Nobody {
		w.word("@" + string(p))
	}
}

// number writes a number, 0 not at all.
func (w *writer) number(letter string, n int) {
	if n != 0 {
		w.word(letter + strconv.Itoa(n))
	}
}

func (w *writer) entry(n uint64) { w.word(strconv.FormatUint(n, 10)) }

// wait writes a duration after its keyword, 0 not at all.
func (w *writer) wait(keyword string, d time.Duration) {
	if d == 0 {
		return
	}
	if keyword != "" {
		w.word(keyword)
	}
	w.word(waitText(d))
}

func (w *writer) when(at incident.When) {
	if !at.IsZero() {
		w.word(whenText(at, w.zone))
	}
}

// time writes an instant after its keyword, zero not at all.
func (w *writer) time(keyword string, t time.Time) {
	if !t.IsZero() {
		w.word(keyword)
		w.word(timeText(t, w.zone))
	}
}
