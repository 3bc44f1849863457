package tui

import (
	"errors"
	"fmt"

	"baton/incident"
)

// notice is what the console says about the last thing that was asked of it.
type notice struct {
	sort    noticeSort
	text    string
	ticks   int    // seconds that it has been there
	instead string // what to type or press, in a sentence of its own
}

type noticeSort uint8

const (
	silence noticeSort = iota
	aside              // for information
	done               // carried out
	refused            // not carried out, by the rules
	failed             // not carried out, by the machine; stays until Esc
)

// pass takes away what was only for information.
func (n *notice) pass() {
	if n.sort != failed {
		*n = notice{}
	}
}

// readFor is how many seconds good news stays; what was refused or failed stays until a key is pressed.
const readFor = 15

func (n *notice) ticked() {
	if n.ticks++; n.ticks > readFor && (n.sort == done || n.sort == aside) {
		*n = notice{}
	}
}

// tell refuses something in the console's own words.
func (a *app) tell(text, instead string) {
	if a.said.sort != failed {
		a.said = notice{sort: refused, text: text, instead: instead}
	}
}

// explain turns an error into what failed, what is safe, and what to press next.
func (a *app) explain(what string, err error) {
	refusal := (*incident.Refusal)(nil)
	switch {
	case errors.As(err, &refusal):
		a.said = notice{sort: refused, text: refusal.Reason}
		if refusal.Instead != "" {
			a.said.instead = "instead: " + refusal.Instead
		}
	case errors.Is(err, errNoAnswer):
		a.said = notice{
			sort: failed, text: fmt.Sprintf("NOT KNOWN whether it was recorded: %s. %s in %s.", what, sentence(err), writeTimeout),
			instead: "look whether it appears in the timeline; to send it again press Enter (it is recorded only once), Esc closes this",
		}
	default:
		again := "what you typed is kept: Enter tries again"
		if _, ok := a.top().(page); ok {
			again = "press the key again to try again"
		}
		a.said = notice{
			sort: failed, text: fmt.Sprintf("NOT RECORDED: %s. %s.", what, sentence(err)),
			instead: "what is in the timeline is safe; " + again + ", Esc closes this",
		}
	}
}

// sentence is an error's text with a capital, for the screen.
func sentence(err error) string {
	s := []rune(err.Error())
	if len(s) > 0 && s[0] >= 'a' && s[0] <= 'z' {
		s[0] -= 'a' - 'A'
	}
	return string(s)
}

var noticeLabels = [...]string{silence: "", aside: "--", done: "OK", refused: "NO", failed: "FAILED"}

// mostNotice bounds the lines of a notice, so that it leaves room for what it is about.
const mostNotice = 6

// noticeLines draws the notice, in full where it fits.
func (a *app) noticeLines(w int) []string {
	t, n := a.th, a.said
	if n.sort == silence {
		return nil
	}
	label, k := noticeLabels[n.sort], t.good
	switch n.sort {
	case aside:
		k = t.dim
	case refused:
		k = t.due
	case failed:
		k = t.failure
	}
	indent := len(label) + 3
	var lines []string
	for k2, l := range wrap(t.oneLine(n.text), w-indent) {
		r := t.row(w)
		if k2 == 0 {
			r.put(k, " "+label+" ").gap(1)
		} else {
			r.gap(indent)
		}
		lines = append(lines, r.say(l).done())
	}
	if n.instead != "" {
		for _, l := range wrap(t.oneLine(n.instead), w-indent) {
			lines = append(lines, t.row(w).gap(indent).put(t.accent, l).done())
		}
	}
	return lines[:min(len(lines), mostNotice)]
}
