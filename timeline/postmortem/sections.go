package postmortem

import (
	"fmt"
	"strings"
	"time"

	"baton/incident"
)

// author writes the sections from the facts.
type author struct {
	facts *Facts
	state *incident.Incident
	zone  *time.Location
}

// sections are all of them, what a reader with little time wants first.
func (w author) sections(rows []Row) []Section {
	all := []Section{
		w.glance(), w.summary(), w.impact(), w.lookAt(), w.detection(rows),
		asked("trigger", "Trigger", "What set it off: a change, a load, a failure outside? Name the entry that shows it."),
		asked("causes", "Causes and contributing conditions", "Which conditions had to come together? “Human error” is where the question begins, not the answer."),
		w.followUps(),
		asked("went-well", "What went well", "What should we do again?"),
		asked("went-badly", "What did not go well", "What slowed us down or made it worse?"),
		asked("lucky", "Where we were lucky", "What would have made it worse, and did not happen?"),
		asked("learned", "What we learned", "What do we know now that we did not know before?"),
		asked("prevention", "What prevents it next time", "What makes it impossible, rarer, smaller, or sooner noticed? Turn each into a follow-up with an owner."),
		w.durations(), w.starred(rows), w.timeline(rows),
		w.decisions(), w.commands(), w.communications(), w.freezes(), w.actions(),
		w.roles(), w.responders(), w.scales(), w.silences(), w.corrections(), w.links(), w.sources(),
	}
	return all
}

func asked(id, title, question string) Section {
	return Section{ID: id, Title: title, Fill: ForPerson, Blocks: []Block{Prompt(question)}}
}

func fromRecord(id, title string, blocks ...Block) Section {
	return Section{ID: id, Title: title, Fill: FromRecord, Blocks: blocks}
}

// missing says that the record does not hold something.
func missing(what string) Block { return Paragraph{say("The record holds no " + what + ".")} }

const notHeld = "not in the record"

// clock writes a moment in UTC, with the day where it is another than that of the declaration, and with the local time
// where a zone is given.
func (w author) clock(t time.Time) string {
	if t.IsZero() {
		return notHeld
	}
	text := w.short(t.UTC(), w.state.Declared.At.UTC()) + " UTC"
	if w.zone != nil {
		local := t.In(w.zone)
		text += " (" + w.short(local, t.UTC()) + " " + zoneName(local) + ")"
	}
	return text
}

// utc is a moment for a table whose head names the zone.
func (w author) utc(t time.Time) string { return w.short(t.UTC(), w.state.Declared.At.UTC()) }

// short leaves the day out where the reader knows it.
func (w author) short(t, known time.Time) string {
	if t.Year() == known.Year() && t.YearDay() == known.YearDay() {
		return t.Format("15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// zoneName is the zone's short name, or its offset where it has none.
func zoneName(local time.Time) string {
	name, _ := local.Zone()
	if name == "" || strings.ContainsAny(name[:1], "+-0123456789") {
		return "UTC" + local.Format("-07:00")
	}
	return name
}

func (w author) point(p Point) Text {
	if !p.Known() {
		return say(p.Name + ": " + notHeld)
	}
	return say(p.Name + " " + w.clock(p.At)).by(p.Seq)
}

// lasted writes a duration as people say it, seconds only below a minute.
func lasted(d time.Duration) string {
	if d > -time.Minute && d < time.Minute {
		return fmt.Sprintf("%ds", int(d/time.Second))
	}
	return incident.Minutes(d)
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// listed joins words as a sentence does: "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func (w author) who(p incident.Person) string {
	if p == incident.Nobody {
		return "somebody who is not named"
	}
	return w.state.Name(p)
}

// person is who for a cell of a table.
func (w author) person(p incident.Person) Text { return say(name(w.state, p)) }
