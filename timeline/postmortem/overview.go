package postmortem

import (
	"fmt"
	"strings"

	"baton/incident"
)

// glance is the head of the document.
func (w author) glance() Section {
	i := w.state
	severity := say(i.Severity.String())
	if i.Severity == 0 {
		severity = say("not judged in the record")
	}
	fields := Fields{
		{"Incident", code(string(i.Ref))},
		{"Declared", say(i.Declared.At.UTC().Format("Monday 2 January 2006, ") + w.clock(i.Declared.At) + " by " + w.who(i.DeclaredBy)).by(i.Declared.Seq)},
		{"Status", w.status()},
		{"Impact", w.impactLine()},
		{"Severity", severity.by(lastSeq(i.Severities))},
		{"Tier", say(i.Tier.String()).by(lastSeq(i.Tiers))},
		{"Incident commanders", w.holders(incident.IC)},
		{"Post-mortem owner", w.owner()},
		{"Meeting", w.meeting()},
	}
	if i.Practice {
		fields = append(Fields{{"Practice", strong("This was a drill.")}}, fields...)
	}
	return fromRecord("glance", "At a glance", fields)
}

func lastSeq[T any](l incident.List[incident.Change[T]]) uint64 {
	last, _ := l.Last()
	return last.Since.Seq
}

// impactLine is when customers felt it, in one line.
func (w author) impactLine() Text {
	from, until := w.facts.ImpactFrom, w.facts.ImpactUntil
	switch {
	case from.Known() && until.Known():
		return say(fmt.Sprintf("%s, from %s to %s", lasted(until.At.Sub(from.At)), w.clock(from.At), w.clock(until.At))).by(from.Seq, until.Seq)
	case from.Known():
		return say("from " + w.clock(from.At) + ", its end is not in the record").by(from.Seq)
	case until.Known():
		return say("until " + w.clock(until.At) + ", its beginning is not in the record").by(until.Seq)
	}
	return say("when it began and ended is not in the record")
}

func (w author) status() Text {
	i := w.state
	switch {
	case i.Status == incident.Past:
		return say("past; when it was resolved is not in the record").by(lastSeq(i.Statuses))
	case i.Resolved.IsZero():
		return say("open, " + i.Status.String() + " (counted until " + w.facts.EndIs + ", " + w.clock(w.facts.End) + ")").by(lastSeq(i.Statuses))
	}
	return say("resolved " + w.clock(i.Resolved.At) + ", " + lasted(i.Resolved.At.Sub(i.Declared.At)) + " after it was declared").by(i.Resolved.Seq)
}

// holders are those who had a role, one after another.
func (w author) holders(role incident.Role) Text {
	var text Text
	for _, r := range w.facts.Roles {
		if r.Role != role {
			continue
		}
		if len(text) > 0 {
			text = text.and(say(" → "))
		}
		text = text.and(say(w.who(r.Holder)).by(r.Since.Seq))
	}
	if len(text) == 0 {
		return say("nobody took command in the record")
	}
	return text
}

func (w author) owner() Text {
	if w.state.Postmortem.Owner == incident.Nobody {
		return say("not named in the record")
	}
	return say(w.who(w.state.Postmortem.Owner))
}

func (w author) meeting() Text {
	m := w.state.Postmortem
	if m.Meeting.IsZero() {
		return say("not scheduled in the record")
	}
	text := m.Meeting.UTC().Format("Monday 2 January 2006, ") + m.Meeting.UTC().Format("15:04") + " UTC"
	if w.zone != nil {
		text += " (" + w.short(m.Meeting.In(w.zone), m.Meeting.UTC()) + " " + zoneName(m.Meeting.In(w.zone)) + ")"
	}
	if m.Where != "" {
		text += ", " + m.Where
	}
	return say(text)
}

// summary is one paragraph of what the record says, to which a person adds the cause.
func (w author) summary() Section {
	i := w.state
	var b strings.Builder
	fmt.Fprintf(&b, "On %s at %s %s declared “%s”", i.Declared.At.UTC().Format("2 January 2006"), w.clock(i.Declared.At), w.who(i.DeclaredBy), i.Title)
	if i.Severity != 0 {
		fmt.Fprintf(&b, " (%s)", i.Severity)
	}
	b.WriteString(". ")
	b.WriteString(w.impactSentence())
	b.WriteString(w.reachSentence())
	b.WriteString(w.peopleSentence())
	b.WriteString(w.endSentence())
	return Section{ID: "summary", Title: "Summary", Fill: Suggested, Blocks: []Block{
		Paragraph{say(b.String()).by(i.Declared.Seq, i.Resolved.Seq)},
		Prompt("Add the cause in one sentence: the record does not judge it."),
	}}
}

func (w author) impactSentence() string {
	m := w.state.Impact
	var b strings.Builder
	switch {
	case !m.From.IsZero() && !m.Until.IsZero():
		fmt.Fprintf(&b, "The impact lasted %s, from %s to %s", lasted(m.Until.Sub(m.From)), w.clock(m.From), w.clock(m.Until))
	case !m.From.IsZero():
		fmt.Fprintf(&b, "The impact began at %s; its end is not in the record", w.clock(m.From))
	case !m.Until.IsZero():
		fmt.Fprintf(&b, "The impact ended at %s; its beginning is not in the record", w.clock(m.Until))
	case m.Text == "" && len(m.Counts) == 0:
		return "What customers felt is not in the record. "
	default:
		b.WriteString("When the impact began and ended is not in the record")
	}
	b.WriteString(". ")
	if m.Text != "" {
		fmt.Fprintf(&b, "What was felt: %s. ", strings.TrimRight(m.Text, ". "))
	}
	return b.String()
}

func (w author) reachSentence() string {
	highest := w.state.Tier
	for _, c := range w.state.Tiers.All() {
		highest = max(highest, c.To)
	}
	switch highest {
	case incident.Engineering:
		return "It stayed at tier engineering. "
	case incident.Internal:
		if w.state.Resolved.IsZero() {
			return "It reached tier internal. "
		}
		return "It reached tier internal and did not become public. "
	}
	return "It reached tier public. "
}

func (w author) peopleSentence() string {
	var ics []string
	for _, r := range w.facts.Roles {
		if r.Role == incident.IC {
			ics = append(ics, w.who(r.Holder))
		}
	}
	switch len(ics) {
	case 0:
		return "The record names no incident commander. "
	case 1:
		return ics[0] + " was incident commander. "
	}
	return listed(ics) + " commanded one after another. "
}

func (w author) endSentence() string {
	i := w.state
	switch {
	case i.Status == incident.Past:
		return "When it was resolved is not in the record."
	case i.Resolved.IsZero():
		return "It was not resolved when the record ends."
	}
	text := fmt.Sprintf("It was resolved at %s, %s after it was declared", w.clock(i.Resolved.At), lasted(i.Resolved.At.Sub(i.Declared.At)))
	if i.Resolution != "" {
		text += ": " + strings.TrimRight(i.Resolution, ". ")
	}
	return text + "."
}

// impact is what customers felt.
func (w author) impact() Section {
	m := w.state.Impact
	if m.Stated.IsZero() {
		return fromRecord("impact", "Impact", missing("statement on the impact"),
			Prompt("Who felt what, since when, until when, and how many of them? Numbers with their source, never derived."))
	}
	from, until := w.facts.ImpactFrom, w.facts.ImpactUntil
	fields := Fields{{"From", say(w.clock(from.At)).by(from.Seq)}, {"Until", say(w.clock(until.At)).by(until.Seq)}}
	if !m.From.IsZero() && !m.Until.IsZero() {
		fields = append(fields, Field{"Lasted", say(lasted(m.Until.Sub(m.From)))})
	}
	if m.Text != "" {
		fields = append(fields, Field{"What was felt", say(m.Text)})
	}
	for _, c := range m.Counts {
		fields = append(fields, Field{"How much", say(fmt.Sprintf("%d %s", c.N, c.Unit))})
	}
	return fromRecord("impact", "Impact", append(fields, Field{"Stated in", Text{}.by(w.facts.Impacts...)}))
}

// detection says what was there first; who or what noticed is for a person to say, unless an entry is tagged with it.
func (w author) detection(rows []Row) Section {
	i := w.state
	items := []Item{{Text: say(fmt.Sprintf("Declared by %s at %s", w.who(i.DeclaredBy), w.clock(i.Declared.At))).by(i.Declared.Seq)}}
	if first := rows[0]; first.Seq != i.Declared.Seq && first.When.At.Before(i.Declared.At) {
		items = append([]Item{{Text: say("The first entry, " + w.clock(first.When.At) + ": ").and(clip(first.Text, maxCell)).by(first.Seq)}}, items...)
	}
	for _, seq := range w.facts.Tagged {
		for _, r := range rows {
			if r.Seq == seq {
				items = append(items, Item{Text: say("Tagged as detection, " + w.clock(r.When.At) + ": ").and(clip(r.Text, maxCell)).by(seq)})
			}
		}
	}
	if d := w.duration("Impact to declaration"); d.Known() && d.Span() > 0 {
		items = append(items, Item{Text: say("The impact had lasted " + lasted(d.Span()) + " by the declaration, if it began when it was said to")})
	}
	return Section{ID: "detection", Title: "Detection", Fill: Suggested, Blocks: []Block{
		List{"points", items}, Prompt("Who or what noticed first, and could it have been noticed sooner?"),
	}}
}

func (w author) duration(name string) Duration {
	for _, d := range w.facts.Durations {
		if d.Name == name {
			return d
		}
	}
	return Duration{}
}

// durations are printed with both their ends.
func (w author) durations() Section {
	t := Table{What: "durations", Columns: []string{"What", "How long", "From", "To"}}
	for _, d := range w.facts.Durations {
		long := say(notHeld)
		switch {
		case d.Known() && d.Span() < 0:
			long = strong(lasted(-d.Span()) + " before")
		case d.Known():
			long = strong(lasted(d.Span()))
		}
		t.Rows = append(t.Rows, []Text{say(d.Name), long, w.point(d.From), w.point(d.To)})
	}
	return fromRecord("durations", "Durations", t)
}
