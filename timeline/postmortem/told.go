package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"baton/incident"
)

// communications are the updates as they were sent, and the commander's reports.
func (w author) communications() Section {
	var told []message
	for _, u := range w.state.Updates.All() {
		if u.Retracted {
			continue
		}
		head := strong("To " + u.Audience.String()).and(say(", " + w.clock(u.Told.At) + ", by " + w.who(u.By))).by(u.Told.Seq).and(say(w.promised(u)))
		told = append(told, message{u.Told.At, Quote{Head: head, Text: u.Text}})
	}
	for _, r := range w.state.Reports.All() {
		if r.Made.IsZero() {
			continue
		}
		head := strong("Situation report").and(say(", " + w.clock(r.Made.At) + ", by " + w.who(r.By))).by(r.Made.Seq)
		told = append(told, message{r.Made.At, Quote{Head: head, Text: reportText(r)}})
	}
	if len(told) == 0 {
		return fromRecord("communications", "Communications", missing("update or situation report"))
	}
	slices.SortStableFunc(told, func(a, b message) int { return a.at.Compare(b.at) })
	blocks := []Block{Paragraph{say(w.punctuality())}}
	for _, m := range told {
		blocks = append(blocks, m.quote)
	}
	return fromRecord("communications", "Communications", blocks...)
}

// message is something that was told, and when.
type message struct {
	at    time.Time
	quote Quote
}

func reportText(r incident.SituationReport) string {
	var parts []string
	for _, p := range [][2]string{{"Conditions", r.Conditions}, {"Actions", r.Actions}, {"Needs", r.Needs}} {
		if p[1] != "" {
			parts = append(parts, p[0]+": "+p[1])
		}
	}
	return strings.Join(parts, "\n")
}

func (w author) promised(u incident.Update) string {
	if u.Next.IsZero() {
		return ""
	}
	return "; the next was promised for " + w.clock(u.Next)
}

func (w author) punctuality() string {
	kept, late, never := 0, 0, 0
	for _, p := range w.facts.Promises {
		switch {
		case p.Moot:
		case p.Kept.Known() && p.Late() >= time.Minute:
			late++
		case p.Kept.Known():
			kept++
		case p.Due.Before(w.facts.End):
			never++
		}
	}
	if len(w.facts.Promises) == 0 {
		return "As they were told. No time for a next update was promised."
	}
	return fmt.Sprintf("As they were told. Of %s of a next update %d were kept, %d came late and %d were not followed by any.",
		counted(len(w.facts.Promises), "promise", "promises"), kept, late, never)
}
