package incident

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"
)

// DraftReport fills a situation report from what the record holds: conditions from the last report and what has come
// since, actions from open action items and freezes, needs from pages, roles and proposals that wait for somebody.
func DraftReport(i *Incident, now time.Time) Report {
	draft := func(parts []string) string {
		for k := range parts {
			parts[k] = oneLine(parts[k])
		}
		return clipped(strings.Join(parts, "; "), maxLine)
	}
	return Report{Conditions: draft(i.conditions(now)), Actions: draft(i.underway(now)), Needs: draft(i.needed(now))}
}

// conditions are those of the last report and what was learnt after it, or all of it where there is none.
func (i *Incident) conditions(now time.Time) []string {
	last, reported := i.lastReport()
	fresh := func(m Moment) bool { return !m.IsZero() && (!reported || m.Seq > last.Made.Seq) }
	var parts []string
	if reported && !blank(last.Conditions) {
		parts = append(parts, last.Conditions)
	}
	if s, ok := i.Statuses.Last(); ok && (fresh(s.Since) || len(parts) == 0) {
		parts = append(parts, because(s.To.String()+" for "+Minutes(max(0, now.Sub(s.Since.At))), s.Reason))
	}
	if text := i.impactText(); text != "" && fresh(i.Impact.Stated) {
		parts = append(parts, text)
	}
	for _, a := range i.Actions.All() {
		if a.End == ActionIsDone && a.Outcome != "" && (fresh(a.Ended) || i.Amendments[a.Ended.Seq].Starred) {
			parts = append(parts, a.Outcome)
		}
	}
	for _, d := range i.Decisions.All() {
		if !d.Open() && !d.Retracted && !d.Abandoned && (fresh(d.Decided) || i.Amendments[d.Decided.Seq].Starred) {
			parts = append(parts, "decided: "+d.Outcome)
		}
	}
	return parts
}

func (i *Incident) underway(now time.Time) []string {
	var parts []string
	for _, a := range i.OpenActions() {
		parts = append(parts, fmt.Sprintf("%s: %s (%s)", i.Name(a.Owner), a.Task, remaining(a.Due, now)))
	}
	for _, f := range i.OpenFreezes() {
		parts = append(parts, fmt.Sprintf("%s wait for %s (%s)", deploysOf(f.Scopes), i.Name(f.Holder), remaining(f.Expires, now)))
	}
	return parts
}

func (i *Incident) needed(now time.Time) []string {
	var parts []string
	if i.Holder(IC) == Nobody {
		parts = append(parts, "an incident commander")
	}
	if i.Tier >= Internal && i.Holder(ICL) == Nobody {
		parts = append(parts, "an internal communications lead")
	}
	for _, r := range i.Responders.All() {
		if r.Waiting() {
			parts = append(parts, fmt.Sprintf("an answer from %s, paged %s", i.Name(r.Person), ago(r.Paged.At, now)))
		}
	}
	for _, d := range i.openDecisions() {
		parts = append(parts, fmt.Sprintf("an answer to D%d: %s", d.No, d.Proposal))
	}
	return parts
}

// What an update says where the record holds nothing. A draft with a gap is not ready to be told; see [Gaps].
const (
	gapCause     = "[what is known of the cause]"
	gapImpact    = "[what is affected]"
	gapInternal  = "[what colleagues see]"
	gapPublic    = "[what customers see]"
	gapSince     = "[since when]"
	gapCommander = "[who leads]"
	gapNext      = "[when the next update comes]"
)

// DraftUpdate fills the template of an audience from what the record holds, with a gap in brackets where it holds
// nothing. The public one names nobody, uses none of the words of the house and promises no time of repair.
func DraftUpdate(i *Incident, audience Tier, now time.Time) string {
	switch audience {
	case Public:
		return i.draftPublic()
	case Internal:
		return i.draftInternal(now)
	}
	return i.draftEngineering(now)
}

func orGap(text, gap string) string {
	if text = oneLine(text); text == "" {
		return gap
	}
	return text
}

// sentence ends a text with a full stop, unless it ends otherwise.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// draftEngineering is for those who could help: the status, the cause, the impact, who does what.
func (i *Incident) draftEngineering(now time.Time) string {
	parts := []string{sentence(i.engineeringStatus()), sentence("Impact: " + orGap(i.impactText(), gapImpact))}
	var doing []string
	for _, a := range i.OpenActions() {
		doing = append(doing, i.Name(a.Owner)+" ("+oneLine(a.Task)+")")
	}
	if len(doing) > 0 {
		parts = append(parts, sentence("At work: "+strings.Join(doing, ", ")))
	}
	for _, f := range i.OpenFreezes() {
		parts = append(parts, sentence("Frozen: "+deploysOf(f.Scopes)+" until "+i.clock(f.Expires)))
	}
	if next, ok := i.promised(Engineering, now); ok {
		parts = append(parts, sentence("Next update at "+next))
	}
	return clipped(strings.Join(parts, " "), maxLine)
}

func (i *Incident) engineeringStatus() string {
	text := i.Status.String()
	if i.Severity != 0 {
		text = i.Severity.String() + ", " + text
	}
	return text + ": " + orGap(i.cause(), gapCause)
}

// cause is what was said when the status last came to identified.
func (i *Incident) cause() string {
	for k := i.Statuses.Len() - 1; k >= 0; k-- {
		if s := i.Statuses.At(k); s.To == Identified {
			return s.Reason
		}
	}
	return ""
}

// draftInternal is for colleagues: what they see, since when, who leads, when they hear more.
func (i *Incident) draftInternal(now time.Time) string {
	leads := gapCommander
	if ic := i.Holder(IC); ic != Nobody {
		leads = i.Name(ic)
	}
	parts := []string{
		sentence("Incident: " + oneLine(i.Title)),
		sentence("What you see: " + orGap(i.Impact.Text, gapInternal) + ", since " + i.sinceText()),
		sentence(map[bool]string{true: "It is over; " + leads + " led the response", false: leads + " leads the response: we are " + i.stage()}[!i.Open()]),
	}
	if i.Open() {
		next, ok := i.promised(Internal, now)
		if !ok {
			next = gapNext
		}
		parts = append(parts, sentence("Next update: "+next))
	}
	return clipped(strings.Join(parts, " "), maxLine)
}

// stage is the status in words that need no explanation.
func (i *Incident) stage() string {
	switch i.Status {
	case Identified:
		return "at work on a fix"
	case Monitoring:
		return "watching whether the fix holds"
	}
	return "looking for the cause"
}

func (i *Incident) sinceText() string {
	if i.Impact.From.IsZero() {
		return gapSince
	}
	return i.clock(i.Impact.From)
}

// promised is when the next update to an audience was promised for, where that is still to come.
func (i *Incident) promised(audience Tier, now time.Time) (string, bool) {
	u, ok := i.LastUpdate(audience)
	if !ok || !u.Next.After(now) {
		return "", false
	}
	return i.clock(u.Next), true
}

// draftPublic is for customers, in words that are nobody's jargon.
func (i *Incident) draftPublic() string {
	see := orGap(i.Impact.Text, gapPublic)
	if i.ofTheHouse(see) || PromisesRepair(see) != "" {
		see = gapPublic
	}
	since := i.sinceText()
	if !i.Open() {
		return clipped("This incident is over. Customers saw: "+see+", since "+since+".", maxLine)
	}
	doing := "We are working on it."
	if i.Status == Monitoring {
		doing = "A fix is in place and we are watching it."
	}
	return clipped("We have an incident. Customers see: "+see+", since "+since+". "+doing+" We will post another update here.", maxLine)
}

// jargon are the words of the house: severities, numbers of items, people, tools, addresses and code. Compiled when it is
// first needed, because every start of the program would pay for it.
var jargon = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("(?i)\\bsev-?[0-9?]|\\b[acdfu][0-9]+\\b|@|`|https?://|\\b(?:ic|icl|sre|dns|db|deploy(?:s|ed|ment|ments)?|rollback|rca|root cause|prod|hotfix|postmortem|post-mortem)\\b|[a-z0-9]_[a-z0-9]|\\b[0-9]{1,3}(?:\\.[0-9]{1,3}){3}\\b")
})

// ofTheHouse tells whether a text has words that customers should not read: jargon, the names of people who are in the
// record, and of services that are frozen.
func (i *Incident) ofTheHouse(text string) bool {
	if jargon().MatchString(text) {
		return true
	}
	names := []string{string(i.DeclaredBy)}
	for p, name := range i.Names {
		names = append(names, append(strings.Fields(name), string(p))...)
	}
	for _, t := range i.Tenures.All() {
		names = append(names, string(t.Holder))
	}
	for _, r := range i.Responders.All() {
		names = append(names, string(r.Person))
	}
	for _, a := range i.Actions.All() {
		names = append(names, string(a.Owner))
	}
	for _, f := range i.Freezes.All() {
		names = append(append(names, string(f.Holder)), f.Scopes...)
	}
	words := wordsOf(text)
	for _, name := range names {
		if name != "" && words[strings.ToLower(name)] {
			return true
		}
	}
	return false
}

func wordsOf(text string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return notOfHandle(r) }) {
		words[strings.Trim(w, ".-_")] = true
	}
	return words
}

// Gaps lists the gaps that a text still has, such as "[since when]", in order. A bracket counts that holds words and
// belongs neither to a link nor to code.
func Gaps(text string) []string {
	var gaps []string
	for from := 0; ; {
		open := strings.IndexByte(text[from:], '[')
		if open < 0 {
			return gaps
		}
		open += from
		length := strings.IndexAny(text[open+1:], "[]\n")
		from = open + 1
		if length < 0 || text[open+1+length] != ']' {
			continue
		}
		end := open + 1 + length + 1
		if isGap(text[:open], text[open+1:end-1], text[end:]) {
			gaps = append(gaps, text[open:end])
		}
	}
}

func isGap(before, inside, after string) bool {
	first := strings.IndexFunc(inside, unicode.IsLetter)
	last := strings.LastIndexFunc(before, func(rune) bool { return true })
	glued := last >= 0 && isWordRune([]rune(before[last:])[0])
	return first == 0 && !glued && !strings.HasPrefix(after, "(")
}
