package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxBriefLine bounds one line of a brief, in characters: it is read aloud or skimmed.
const maxBriefLine = 240

// section is a part of a brief: lines under one label, the most important first.
type section struct {
	label string
	lines []string
	out   int // how many lines were left out for want of room
}

// Brief is what the next holder of a role has to know, as lines that each begin with what they are about: the situation,
// what is to be reached, open action items, freezes, promised updates, decisions, who has been on longest. It says
// nothing but what the record holds, and fits an [OfferRole]: where there is too much, lines are left out of the least
// important parts, and their number is said.
func Brief(i *Incident, now time.Time) string {
	parts := []section{
		{label: "Situation", lines: i.briefSituation(now)},
		{label: "Impact", lines: list(i.impactText())},
		{label: "Report", lines: i.briefReport(now)},
		{label: "Objective", lines: i.briefObjectives()},
		{label: "Open", lines: i.briefActions(now)},
		{label: "Frozen", lines: i.briefFreezes(now)},
		{label: "Update due", lines: i.briefUpdates(now)},
		{label: "Decided", lines: i.briefDecisions()},
		{label: "Longest on", lines: i.briefLongest(now)},
		{label: "Follow-ups", lines: i.briefFollowUps()},
	}
	fit(parts, maxProse)
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// leastFirst are the labels of what can be long, the least important first.
var leastFirst = []string{"Decided", "Objective", "Frozen", "Open"}

// fit leaves lines out until the text has at most so many characters.
func fit(parts []section, most int) {
	size := 0
	for _, p := range parts {
		for _, line := range p.lines {
			size += utf8.RuneCountInString(p.line(line))
		}
	}
	for _, label := range leastFirst {
		p := &parts[slices.IndexFunc(parts, func(p section) bool { return p.label == label })]
		for size > most && len(p.lines) > 0 {
			if p.out == 0 {
				size += utf8.RuneCountInString(p.more(len(p.lines)))
			}
			last := len(p.lines) - 1
			size -= utf8.RuneCountInString(p.line(p.lines[last]))
			p.lines, p.out = p.lines[:last], p.out+1
		}
	}
}

func (p section) text() string {
	var b strings.Builder
	for _, line := range p.lines {
		b.WriteString(p.line(line))
	}
	if p.out > 0 {
		b.WriteString(p.more(p.out))
	}
	return b.String()
}

func (p section) line(text string) string {
	return p.label + ": " + clipped(oneLine(text), maxBriefLine) + "\n"
}

func (p section) more(n int) string { return fmt.Sprintf("%s: %d more, see the record\n", p.label, n) }

// list is a list of one text, or of none where it is empty.
func list(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// oneLine puts a text on one line, without what a terminal would obey.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unsafeRune(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	return strings.Join(strings.Fields(s), " ")
}

func clipped(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}

func (i *Incident) briefSituation(now time.Time) []string {
	text := i.Title + ", "
	if i.Severity != 0 {
		text += i.Severity.String() + ", "
	}
	text += "tier " + i.Tier.String() + ", " + i.Status.String()
	if last, ok := i.Statuses.Last(); ok && last.Reason != "" {
		text += " (" + last.Reason + ")"
	}
	return []string{text + ", declared " + ago(i.Declared.At, now)}
}

// ago says how long something is past; never a negative time, whatever the clocks of those who write do.
func ago(t, now time.Time) string { return Minutes(max(0, now.Sub(t))) + " ago" }

// remaining says how far away a time is: "4m left", "3m late".
func remaining(t, now time.Time) string {
	if d := t.Sub(now); d > 0 {
		return Minutes(d+time.Minute-1) + " left" // a minute that has begun counts
	}
	return Minutes(now.Sub(t)) + " late"
}

// impactText is what is known of the impact, in one line; empty where nothing is.
func (i *Incident) impactText() string {
	var parts []string
	if !blank(i.Impact.Text) {
		parts = append(parts, i.Impact.Text)
	}
	for _, c := range i.Impact.Counts {
		parts = append(parts, fmt.Sprintf("%d %s", c.N, c.Unit))
	}
	if !i.Impact.From.IsZero() {
		parts = append(parts, "since "+i.clock(i.Impact.From))
	}
	if !i.Impact.Until.IsZero() {
		parts = append(parts, "until "+i.clock(i.Impact.Until))
	}
	return strings.Join(parts, ", ")
}

// lastReport is the newest situation report that was not taken back.
func (i *Incident) lastReport() (SituationReport, bool) {
	for k := i.Reports.Len() - 1; k >= 0; k-- {
		if r := i.Reports.At(k); !r.Retracted {
			return r, true
		}
	}
	return SituationReport{}, false
}

func (i *Incident) briefReport(now time.Time) []string {
	r, ok := i.lastReport()
	if !ok {
		return nil
	}
	var lines []string
	if !blank(r.Conditions) {
		lines = append(lines, ago(r.Made.At, now)+": "+r.Conditions)
	}
	if !blank(r.Actions) {
		lines = append(lines, ago(r.Made.At, now)+", actions: "+r.Actions)
	}
	return lines
}

func (i *Incident) openDecisions() []Decision {
	var open []Decision
	for _, d := range i.Decisions.All() {
		if d.Open() {
			open = append(open, d)
		}
	}
	return open
}

func (i *Incident) briefObjectives() []string {
	var lines []string
	if r, ok := i.lastReport(); ok && !blank(r.Needs) {
		lines = append(lines, "needed: "+r.Needs)
	}
	for _, d := range i.openDecisions() {
		text := fmt.Sprintf("settle D%d, %s", d.No, d.Proposal)
		for _, v := range d.Objects {
			if stands(v) {
				text += fmt.Sprintf("; %s objects: %s", i.Name(v.By), v.Text)
			}
		}
		lines = append(lines, text)
	}
	return lines
}

func (i *Incident) briefActions(now time.Time) []string {
	var lines []string
	for _, a := range i.OpenActions() {
		line := fmt.Sprintf("A%d %s, %s, %s", a.No, i.Name(a.Owner), clipped(oneLine(a.Task), maxBriefLine/2), remaining(a.Due, now))
		if a.Acknowledged.IsZero() {
			line += ", no yes yet"
		}
		lines = append(lines, line)
	}
	return lines
}

func (i *Incident) briefFreezes(now time.Time) []string {
	var lines []string
	for _, f := range i.OpenFreezes() {
		lines = append(lines, fmt.Sprintf("F%d %s, held by %s, %s: %s", f.No, clipped(f.Scope(), maxBriefLine/2), i.Name(f.Holder), remaining(f.Expires, now), f.Reason))
	}
	return lines
}

func (i *Incident) briefUpdates(now time.Time) []string {
	var lines []string
	for tier := Engineering; tier <= i.Tier; tier++ {
		if u, ok := i.LastUpdate(tier); ok && !u.Next.IsZero() {
			lines = append(lines, tier.String()+", "+remaining(u.Next, now))
		}
	}
	return lines
}

func (i *Incident) briefDecisions() []string {
	var lines []string
	for _, d := range i.Decisions.All() {
		if d.Open() || d.Retracted || d.Abandoned {
			continue
		}
		line := fmt.Sprintf("D%d %s", d.No, d.Outcome)
		if d.Owner != Nobody {
			line += " (" + i.Name(d.Owner) + ")"
		}
		lines = append(lines, line)
	}
	slices.Reverse(lines)
	return lines
}

// shift is since when somebody has been on.
type shift struct {
	who   Person
	since time.Time
}

// shifts lists who is on, longest first: those who have a role, counted from the first that they have had without a
// break, and those who have joined.
func (i *Incident) shifts() []shift {
	var all []shift
	add := func(p Person, since time.Time) {
		if k := slices.IndexFunc(all, func(s shift) bool { return s.who == p }); k < 0 {
			all = append(all, shift{p, since})
		} else if since.Before(all[k].since) {
			all[k].since = since
		}
	}
	for _, t := range i.Roles() {
		add(t.Holder, t.Since.At)
	}
	for _, r := range i.Responders.All() {
		if r.Here() {
			add(r.Person, r.Joined.At)
		}
	}
	for k := i.Tenures.Len() - 1; k >= 0; k-- { // a role handed on for another one is no break
		t := i.Tenures.At(k)
		if at := slices.IndexFunc(all, func(s shift) bool { return s.who == t.Holder }); at >= 0 && !t.Until.IsZero() && !t.Until.At.Before(all[at].since) {
			add(t.Holder, t.Since.At)
		}
	}
	slices.SortStableFunc(all, func(a, b shift) int { return cmp.Or(a.since.Compare(b.since), cmp.Compare(a.who, b.who)) })
	return all
}

// maxLongest is how many of those who have been on longest a brief names.
const maxLongest = 3

func (i *Incident) briefLongest(now time.Time) []string {
	var each []string
	for _, s := range i.shifts() {
		if len(each) == maxLongest {
			break
		}
		who := i.Name(s.who)
		if role := i.RoleOf(s.who); role != "" {
			who += " (" + role.Label() + ")"
		}
		each = append(each, who+" "+Minutes(max(0, now.Sub(s.since))))
	}
	return list(strings.Join(each, ", "))
}

func (i *Incident) briefFollowUps() []string {
	open := 0
	for _, u := range i.FollowUps.All() {
		if u.Open() {
			open++
		}
	}
	if open == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d open", open)}
}
