package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"baton/incident"
)

// need is something that waits for the commander.
type need struct {
	ref   incident.Ref
	title string // of the incident, for where needs of several stand together
	about string // what it is about, as in [incident.Due]; empty for what has no time of its own
	at    time.Time
	rank  needRank
	label string
	text  string
	remedy
}

// remedy is what meets a need at once: a key of the screen, and the line that is typed where there is none.
type remedy struct{ key, line string }

var (
	takeIt   = remedy{key: "C takes it", line: "take command"}
	acceptIt = remedy{key: "H accepts", line: "accept"}
	// showUntold leads to what can be done about it.
	showUntold = remedy{key: "W lists it", line: "outgoing"}
)

func remedyOf(d incident.Due) remedy {
	if d.About == noIC {
		return takeIt
	}
	return remedy{}
}

// keyed ends a text with the key.
func (r remedy) keyed(text string) string {
	switch {
	case r.key == "":
		return text
	case strings.HasSuffix(text, "?"):
		return text + " " + r.key
	}
	return text + ": " + r.key
}

// typed ends a text with the line.
func (r remedy) typed(text string) string {
	return text + only(r.line != "", " (type "+r.line+")")
}

// needRank says how loud a need is. The lower is the more urgent.
type needRank uint8

const (
	answerNow needRank = iota // only the person here can answer
	isLate                    // its time is over
	isDue                     // its time has come
	isAsked                   // somebody waits for it
	isNear                    // its time is near
)

// onBoard is the need as the board says it: with its incident, and without a key, because what meets it is pressed in there.
func (n need) onBoard() need {
	n.text, n.remedy = joinParts(": ", n.title, n.text), remedy{}
	return n
}

func (n need) style(t *theme) lipgloss.Style {
	switch n.rank {
	case isAsked:
		return t.due
	case isNear:
		return t.soon
	}
	return t.alarm
}

// needs lists what needs the person here now, most urgent first: what only they can accept, what has come due, what
// nobody has looked at, and what comes due soon.
func needs(i *incident.Incident, d *digest, me incident.Person, now time.Time) []need {
	if !i.Open() {
		return lastNeeds(i, d, now)
	}
	var all []need
	mine := map[string]bool{}
	for _, o := range i.Offers {
		if o.To == me {
			about := "offer " + string(o.Role)
			mine[about] = true
			all = append(all, need{about: about, at: o.Made.At, rank: answerNow, label: "OFFERED", text: fmt.Sprintf("%s offers you %s", i.Name(o.From), o.Role.Label()), remedy: acceptIt})
		}
	}
	for _, due := range d.dues {
		if n, ok := needOf(due, now); ok && !mine[due.About] {
			all = append(all, n)
		}
	}
	if n := len(d.commands); n > 0 {
		c := d.commands[n-1]
		all = append(all, need{
			rank: isAsked, at: c.Proposed.At, label: "TWO EYES",
			text: fmt.Sprintf("C%d of %s waits to be confirmed: %s", c.No, i.Name(c.Author), c.Text),
		})
	}
	if n, ok := untoldNeed(d.untold, now); ok {
		all = append(all, n)
	}
	for k := range all {
		all[k].ref, all[k].title = i.Ref, i.Title
	}
	sortNeeds(all)
	return all
}

// wrapUp is how long after its end it matters that something of an incident was not told.
const wrapUp = 24 * time.Hour

// lastNeeds is what an incident that was just resolved still needs: that people are told so.
func lastNeeds(i *incident.Incident, d *digest, now time.Time) []need {
	n, ok := untoldNeed(d.untold, now)
	if !ok || now.Sub(i.Resolved.At) > wrapUp {
		return nil
	}
	n.ref, n.title = i.Ref, i.Title
	return []need{n}
}

// untoldNeed is one need for all that could not be told outside or may not have been: what keeps one post back keeps most
// others back, too.
func untoldNeed(all []incident.Delivery, now time.Time) (n need, ok bool) {
	stuck := 0
	for stuck < len(all) && (all[stuck].Stage == incident.StageFailed || all[stuck].Stage == incident.StageUnclear) {
		stuck++
	}
	if stuck == 0 {
		return need{}, false
	}
	first := all[0]
	n = need{rank: isAsked, at: first.Changed.At, label: "NOT TOLD", remedy: showUntold}
	if first.Stage == incident.StageUnclear {
		n.label = "MAYBE NOT TOLD"
	}
	n.label += " " + since(first.Changed.At, now)
	n.text = joinParts(": ", cmp.Or(first.What, first.Key), first.Reason)
	if more := stuck - 1; more > 0 {
		n.text += fmt.Sprintf(" (and %d more)", more)
	}
	return n, true
}

func sortNeeds(all []need) {
	slices.SortStableFunc(all, func(a, b need) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), boolRank(b.about == noIC)-boolRank(a.about == noIC), a.at.Compare(b.at))
	})
}

// noIC is the matter that goes before all that are as late: nobody is there to see to the others.
const noIC = "no ic"

// needOf is the need that a due time makes, ok while it does.
func needOf(d incident.Due, now time.Time) (n need, ok bool) {
	left := d.At.Sub(now)
	if left > d.Lead && d.About != noIC || !d.Until.IsZero() && !now.Before(d.Until) {
		return need{}, false
	}
	n = need{about: d.About, at: d.At, text: about(d), remedy: remedyOf(d)}
	if d.Snoozed != "" {
		n.text += " (put off: " + d.Snoozed + ")"
	}
	word, lateness := timer(d.At, now)
	what := dueLabel(d.About)
	switch lateness {
	case overdue:
		n.rank, n.label = isLate, word
		if what != "" {
			n.label = what + " " + incident.Minutes(-left)
		}
	case dueNow:
		n.rank, n.label = isDue, cmp.Or(what, word)
	default:
		n.rank, n.label = isNear, cmp.Or(what, "IN "+word)
	}
	if d.About == noIC && n.rank == isNear {
		n.rank = isAsked // it is missed from the first moment on
	}
	return n, true
}

// dueLabel is what a matter is called where "due" would say less.
func dueLabel(about string) string {
	switch {
	case about == noIC:
		return "NO IC"
	case strings.HasPrefix(about, "ack "):
		return "NO YES"
	case strings.HasPrefix(about, "page "):
		return "NO ANSWER"
	case strings.HasPrefix(about, "role "):
		return "LONG ON DUTY"
	}
	return ""
}

// boolRank orders booleans, which cmp does not.
func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// about names what is due and says what to ask. Where the matter has no name that people say, the question says it.
func about(d incident.Due) string {
	if strings.Contains(d.About, " ") {
		return d.Ask
	}
	return d.About + " " + d.Ask
}

// next is what comes due next, for when nothing needs anybody now.
func (d *digest) next(now time.Time) (incident.Due, bool) {
	for _, due := range d.dues {
		if due.At.After(now) && due.Until.IsZero() {
			return due, true
		}
	}
	return incident.Due{}, false
}

// lateOnes counts what has come due.
func lateOnes(i *incident.Incident, now time.Time) int {
	n := 0
	for _, d := range i.DueList() {
		if !now.Before(d.At) && (d.Until.IsZero() || now.Before(d.Until)) {
			n++
		}
	}
	return n
}
