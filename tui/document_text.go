package tui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"baton/timeline/postmortem"
)

// inked is safe text with the styles of its parts.
type inked struct {
	text  string
	parts []inkedPart
}

// inkedPart is the text up to a byte, from the part before it on.
type inkedPart struct {
	end   int
	style lipgloss.Style
}

func (k *inked) add(style lipgloss.Style, text string) {
	if text != "" {
		k.text += text
		k.parts = append(k.parts, inkedPart{len(k.text), style})
	}
}

// Bounds on one text, those that the file has.
const (
	mostRefs = 8   // references after one fact
	mostCell = 400 // characters of a table's cell
)

// ink makes text of the document safe and styled. Code keeps the marks that it has in Markdown, because not every theme
// has a colour for it, and a link shows where it leads.
func (t *theme) ink(text postmortem.Text, plain lipgloss.Style) (k inked) {
	refs := 0
	for _, s := range text {
		switch {
		case s.Entry != 0:
			if refs++; refs <= mostRefs {
				k.add(t.dim, only(k.text != "", " ")+fmt.Sprintf("e-%d", s.Entry))
			} else if refs == mostRefs+1 {
				k.add(t.dim, " and more")
			}
			continue
		case s.URL != "" && s.URL != s.Text:
			k.add(plain, t.lines(s.Text))
			k.add(t.dim, " ("+t.oneLine(s.URL)+")")
		case s.Style == postmortem.Code:
			k.add(plain, "`"+t.lines(s.Text)+"`")
		case s.Style == postmortem.Strong:
			k.add(t.strong, t.lines(s.Text))
		default:
			k.add(plain, t.lines(s.Text))
		}
		refs = 0
	}
	return k
}

// wrap breaks the text into lines of at most w cells, each with its styles.
func (k inked) wrap(w int) []inked {
	lines := wrap(k.text, w)
	inks := make([]inked, len(lines))
	at, part := 0, 0
	for n, l := range lines {
		for !strings.HasPrefix(k.text[at:], l) {
			at++ // what stands between two lines: a line end, or the spaces at a break
		}
		inks[n].text = l
		for end := at + len(l); ; part++ {
			if part == len(k.parts) {
				break
			}
			to := min(k.parts[part].end, end) - at
			if to > 0 {
				inks[n].parts = append(inks[n].parts, inkedPart{to, k.parts[part].style})
			}
			if k.parts[part].end >= end {
				break
			}
		}
		at += len(l)
	}
	return inks
}

// inked puts one line of styled text into a row.
func (r *row) inked(k inked) *row {
	from := 0
	for _, p := range k.parts {
		r.put(p.style, k.text[from:p.end])
		from = p.end
	}
	return r
}

// cell puts one line of styled text into exactly w cells.
func (r *row) cell(k inked, w int) *row {
	w = min(w, r.left)
	after := r.left - w
	if width(k.text) > w { // a sign of two cells, where there is only one
		k = inked{}
	}
	return r.inked(k).gap(r.left - after)
}

// cut shortens a text to about so many characters and says that it did.
func cut(text postmortem.Text, most int) postmortem.Text {
	for k, s := range text {
		n := utf8.RuneCountInString(s.Text)
		if n <= most {
			most -= n
			continue
		}
		short := append(postmortem.Text{}, text[:k+1]...)
		short[k].Text = string([]rune(s.Text)[:most])
		left := n - most
		for _, s := range text[k+1:] {
			left += utf8.RuneCountInString(s.Text)
		}
		return append(short, postmortem.Span{Text: fmt.Sprintf("… (%d more characters in the record)", left)})
	}
	return text
}
