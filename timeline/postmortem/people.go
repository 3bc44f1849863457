package postmortem

import (
	"fmt"

	"baton/incident"
)

// roles are who had which role from when to when, and how it came to them.
func (w author) roles() Section {
	if len(w.facts.Roles) == 0 {
		return fromRecord("roles", "Roles", missing("role that anybody took"))
	}
	t := Table{What: "terms", Columns: []string{"Role", "Who", "From", "Until", "How long", "How it came to them"}}
	handoffs, briefed := 0, 0
	for _, r := range w.facts.Roles {
		until := say(w.utc(r.Until.At)).by(r.Until.Seq)
		if r.Open {
			until = say("still held")
		}
		if r.Accepted {
			handoffs++
			if r.Brief != "" {
				briefed++
			}
		}
		t.Rows = append(t.Rows, []Text{
			say(r.Role.Title()), w.person(r.Holder), say(w.utc(r.Since.At)).by(r.Since.Seq), until, say(lasted(r.Span)), w.came(r),
		})
	}
	blocks := []Block{t}
	if handoffs > 0 {
		blocks = append(blocks, Paragraph{say(fmt.Sprintf("%s, %d of them with a brief. Times are UTC; a role that is still held is counted until %s.",
			counted(handoffs, "accepted handoff", "accepted handoffs"), briefed, w.facts.EndIs))})
	} else {
		blocks = append(blocks, Paragraph{say("Times are UTC; a role that is still held is counted until " + w.facts.EndIs + ".")})
	}
	return fromRecord("roles", "Roles", blocks...)
}

func (w author) came(r RoleTime) Text {
	switch {
	case r.From == incident.Nobody && r.Reason != "":
		return say("took command: " + r.Reason)
	case r.From == incident.Nobody:
		return say("the role was vacant")
	case r.Accepted && r.Brief != "":
		return say("handed over by " + w.who(r.From) + ": " + r.Brief)
	case r.Accepted:
		return say("handed over by " + w.who(r.From) + ", no brief in the record")
	}
	return say("took it from " + w.who(r.From) + ": " + r.Reason)
}

// responders are who was called and came.
func (w author) responders() Section {
	if w.state.Responders.Len() == 0 {
		return fromRecord("responders", "Responders", missing("responder who was called or joined"))
	}
	t := Table{What: "responders", Columns: []string{"Who", "Paged", "Acknowledged", "Joined", "Released", "Answered after"}}
	at := func(m incident.Moment) Text {
		if m.IsZero() {
			return say("–")
		}
		return say(w.utc(m.At)).by(m.Seq)
	}
	for _, r := range w.state.Responders.All() {
		answered := say("–")
		if !r.Paged.IsZero() && !r.Acknowledged.IsZero() && !r.Acknowledged.At.Before(r.Paged.At) {
			answered = say(lasted(r.Acknowledged.At.Sub(r.Paged.At)))
		}
		t.Rows = append(t.Rows, []Text{w.person(r.Person), at(r.Paged), at(r.Acknowledged), at(r.Joined), at(r.Released), answered})
	}
	return fromRecord("responders", "Responders", t, Paragraph{say("Times are UTC; – is not in the record.")})
}

// scales are how long each tier, severity and status was in force, and every change with its reason.
func (w author) scales() Section {
	shares := Table{What: "values", Columns: []string{"", "In force for", "Since"}}
	add := func(what string, all []Share) {
		for _, s := range all {
			shares.Rows = append(shares.Rows, []Text{say(what + " " + s.Name), say(lasted(s.Total)), Text{}.by(s.Entries...)})
		}
	}
	add("Tier", w.facts.Tiers)
	add("Severity", w.facts.Severities)
	add("Status", w.facts.Statuses)
	t := Table{What: "changes", Columns: []string{"UTC", "What", "By", "Why"}}
	changed(w, &t, "tier", w.state.Tiers)
	changed(w, &t, "severity", w.state.Severities)
	changed(w, &t, "status", w.state.Statuses)
	note := "Counted until " + w.facts.EndIs + ", " + w.clock(w.facts.End) + "."
	if len(w.facts.Severities) == 0 {
		note += " The severity was never judged."
	}
	return fromRecord("scales", "Tier, severity and status", shares, Paragraph{say(note)}, t)
}

func changed[T interface{ String() string }](w author, t *Table, what string, list incident.List[incident.Change[T]]) {
	for _, c := range list.All() {
		why := c.Reason
		if c.Since.Seq == w.state.Declared.Seq {
			why = "declared so"
		}
		t.Rows = append(t.Rows, []Text{say(w.utc(c.Since.At)).by(c.Since.Seq), say(what + " " + c.To.String()), w.person(c.By), say(why)})
	}
}
