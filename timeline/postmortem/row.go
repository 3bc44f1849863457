package postmortem

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"baton/incident"
	"baton/timeline"
)

// rowOf shows an entry as a line of a timeline.
func rowOf(e timeline.Entry, i *incident.Incident) (Row, error) {
	var f incident.Fact // stays nil for chat, which is the most of a long log and needs no second look
	if !e.Event.IsChat() {
		var err error
		if f, err = e.Event.Fact(); err != nil {
			return Row{}, err
		}
	}
	a := e.Amendment
	row := Row{
		Seq: e.Seq(), When: e.When, By: name(i, e.Actor), Kind: e.Event.Kind, Text: wording(e, f, i),
		Starred: a.Starred, Tags: a.Tags, Chat: e.Event.IsChat(), Struck: a.Retracted || e.Deleted, MergedTo: a.MergedTo,
		Weight: weigh(e, f),
	}
	row.Marks = marks(e)
	return row, nil
}

// name is what a reader calls a person; nobody is left empty.
func name(i *incident.Incident, p incident.Person) string {
	if p == incident.Nobody {
		return ""
	}
	return i.Name(p)
}

func marks(e timeline.Entry) (marks []string) {
	a := e.Amendment
	if e.Edited {
		marks = append(marks, "edited by its author")
	}
	if e.Deleted {
		marks = append(marks, "deleted by its author")
	}
	if a.Corrected > 0 {
		marks = append(marks, "corrected")
	}
	if a.Retracted {
		marks = append(marks, strings.TrimSuffix("retracted: "+a.Reason, ": "))
	}
	if a.MergedTo != 0 {
		marks = append(marks, fmt.Sprintf("the same as e-%d", a.MergedTo))
	}
	return append(marks, tagMarks(a.Tags)...)
}

func tagMarks(tags []string) (marks []string) {
	for _, t := range tags {
		marks = append(marks, "tag "+t)
	}
	return marks
}

// wording is the entry's text. A command in it, and a link, keep their form.
func wording(e timeline.Entry, f incident.Fact, i *incident.Incident) Text {
	if e.Amendment.Text != nil {
		return say(e.Text)
	}
	switch f := f.(type) {
	case incident.CommandProposed:
		return say(fmt.Sprintf("C%d: %s shows ", f.No, i.Name(f.Author))).and(code(f.Text))
	case incident.LinkAdded:
		if f.Title != "" {
			return Text{{Text: f.Title, URL: f.URL}}
		}
		return Text{{Text: f.URL, URL: f.URL}}
	}
	return withCode(e.Text)
}

// inCode is how people mark code, in the chat and elsewhere.
var inCode = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("`[^`\\n]+`") })

func withCode(s string) (text Text) {
	done := 0
	for _, at := range inCode().FindAllStringIndex(s, -1) {
		if at[0] > done {
			text = append(text, Span{Text: s[done:at[0]]})
		}
		text = append(text, Span{Text: s[at[0]+1 : at[1]-1], Style: Code})
		done = at[1]
	}
	if done < len(s) {
		text = append(text, Span{Text: s[done:]})
	}
	return text
}

// weigh says how much an entry matters.
func weigh(e timeline.Entry, f incident.Fact) Weight {
	if e.Amendment.Starred {
		return Starred
	}
	if e.Event.IsChat() {
		return Talk
	}
	switch f.(type) {
	case incident.IncidentDeclared, incident.TierChanged, incident.SeverityChanged, incident.StatusChanged,
		incident.IncidentResolved, incident.IncidentReopened, incident.ImpactStated, incident.RoleTaken, incident.RoleLeft,
		incident.CommandTaken, incident.RoleHandedOver, incident.DeployFrozen, incident.FreezeStolen, incident.FreezeLifted,
		incident.DecisionMade, incident.UpdateTold:
		return Milestone
	}
	return Step
}

// curated tells whether the entry belongs into the timeline of the document; the appendix has them all.
func (r Row) curated() bool {
	return !r.Struck && !r.merged() && (!r.Chat || r.Starred || len(r.Tags) > 0)
}

func (r Row) merged() bool { return r.MergedTo != 0 }
