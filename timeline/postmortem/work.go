package postmortem

import (
	"fmt"
	"time"

	"baton/incident"
)

// decisions are what was agreed, and against what objections.
func (w author) decisions() Section {
	if w.state.Decisions.Len() == 0 {
		return fromRecord("decisions", "Decisions", missing("decision"))
	}
	t := Table{What: "decisions", Columns: []string{"", "UTC", "By", "Proposal", "Objections", "Outcome"}}
	for k, d := range w.state.Decisions.All() {
		if d.Retracted {
			continue
		}
		if len(voices(d.Objects)) > 0 {
			t.Notable = append(t.Notable, k)
		}
		t.Rows = append(t.Rows, []Text{
			say(fmt.Sprintf("D%d", d.No)), say(w.utc(d.Proposed.At)).by(d.Proposed.Seq), w.person(d.By), say(d.Proposal), w.objections(d), w.outcome(d),
		})
	}
	return fromRecord("decisions", "Decisions", t)
}

func (w author) objections(d incident.Decision) Text {
	against := voices(d.Objects)
	switch {
	case len(against) > 0:
		return w.said(against)
	case d.Polled:
		return say("asked for, none in the record")
	}
	return say("not asked for")
}

func (w author) said(all []incident.Voice) (text Text) {
	for k, v := range all {
		if k > 0 {
			text = text.and(say("; "))
		}
		words := w.who(v.By)
		if v.Text != "" {
			words += ": " + v.Text
		}
		text = text.and(say(words).by(v.Said.Seq))
	}
	return text
}

func (w author) outcome(d incident.Decision) Text {
	var text Text
	switch {
	case d.Open():
		return say("never decided")
	case d.Abandoned && d.Outcome != "":
		text = say("abandoned: " + d.Outcome)
	case d.Abandoned:
		text = say("abandoned")
	case d.Outcome == d.Proposal:
		text = say("agreed as proposed")
	default:
		text = say(d.Outcome)
	}
	if d.Owner != incident.Nobody {
		text = text.and(say(" (owner " + w.who(d.Owner) + ")"))
	}
	return text.and(say(", " + w.utc(d.Decided.At))).by(d.Decided.Seq)
}

// freezes are when deploys stood still.
func (w author) freezes() Section {
	if w.state.Freezes.Len() == 0 {
		return fromRecord("freezes", "Deploy freezes", missing("deploy freeze"))
	}
	t := Table{What: "freezes", Columns: []string{"", "Deploys of", "Held by", "From", "Until", "How long", "Why", "How it ended"}}
	for _, f := range w.state.Freezes.All() {
		until, lastedFor := say("still on"), max(0, w.facts.End.Sub(f.Since.At))
		if !f.Open() {
			until, lastedFor = say(w.utc(f.Lifted.At)).by(f.Lifted.Seq), max(0, f.Lifted.At.Sub(f.Since.At))
		}
		holder := w.person(f.Holder)
		if f.StolenFrom != incident.Nobody {
			holder = holder.and(say(", stolen from " + w.who(f.StolenFrom)))
		}
		t.Rows = append(t.Rows, []Text{
			say(fmt.Sprintf("F%d", f.No)), say(f.Scope()), holder, say(w.utc(f.Since.At)).by(f.Since.Seq), until, say(lasted(lastedFor)), say(f.Reason), w.thawed(f),
		})
	}
	return fromRecord("freezes", "Deploy freezes", t, Paragraph{say("Times are UTC.")})
}

func (w author) thawed(f incident.DeployFreeze) Text {
	if f.Open() {
		return say("not lifted in the record")
	}
	text := "lifted by " + w.who(f.LiftedBy)
	if f.LiftReason != "" {
		text += ": " + f.LiftReason
	}
	return say(text)
}

// actions are the action items and how punctual they were.
func (w author) actions() Section {
	if w.state.Actions.Len() == 0 {
		return fromRecord("actions", "Action items during the incident", missing("action item"))
	}
	t := Table{What: "action items", Columns: []string{"", "Who", "Task", "Given", "Agreed for", "Ended", "Against the agreed time", "Outcome"}}
	onTime, late := 0, 0
	for k, a := range w.state.Actions.All() {
		ended := say("still open")
		if !a.Open() {
			ended = say(string(a.End) + " " + w.utc(a.Ended.At)).by(a.Ended.Seq)
		}
		if over(a, w.facts.End) >= time.Minute {
			late++
			t.Notable = append(t.Notable, k)
		} else if !a.Open() {
			onTime++
		}
		t.Rows = append(t.Rows, []Text{
			say(fmt.Sprintf("A%d", a.No)), w.person(a.Owner), say(a.Task), say(w.utc(a.Assigned.At)).by(a.Assigned.Seq),
			say(w.utc(a.Due) + amended(a)), ended, say(w.punctual(a)), w.actionOutcome(a),
		})
	}
	sum := fmt.Sprintf("%s: %d ended by the agreed time, %d went past it. Times are UTC; the agreed time is the last one.",
		counted(w.state.Actions.Len(), "action item", "action items"), onTime, late)
	return fromRecord("actions", "Action items during the incident", t, Paragraph{say(sum)})
}

// amended says how often the time or the owner changed.
func amended(a incident.Action) (text string) {
	if a.Extended > 0 {
		text = fmt.Sprintf(", extended %s", times(a.Extended))
	}
	if a.HandedOn > 0 {
		text += fmt.Sprintf(", handed on %s", times(a.HandedOn))
	}
	return text
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func (w author) punctual(a incident.Action) string {
	switch late := over(a, w.facts.End); {
	case late >= time.Minute && a.Open():
		return lasted(late) + " late and open"
	case late >= time.Minute:
		return lasted(late) + " late"
	case a.Open():
		return "not due yet"
	case a.Due.Sub(a.Ended.At) >= time.Minute:
		return lasted(a.Due.Sub(a.Ended.At)) + " early"
	}
	return "on time"
}

func (w author) actionOutcome(a incident.Action) Text {
	if a.End == incident.ActionIsCarried {
		return say(fmt.Sprintf("follow-up U%d", a.FollowUp))
	}
	return say(a.Outcome)
}

// followUps are the work for after the incident, with boxes to tick.
func (w author) followUps() Section {
	var items []Item
	for _, u := range w.state.FollowUps.All() {
		if u.Retracted {
			continue
		}
		text := strong(fmt.Sprintf("U%d", u.No)).and(say(" " + u.Text + " – "))
		if u.Owner == incident.Nobody {
			text = text.and(strong("no owner"))
		} else {
			text = text.and(say(w.who(u.Owner)))
		}
		if u.Action != 0 {
			text = text.and(say(fmt.Sprintf(", was A%d", u.Action)))
		}
		if !u.Closed.IsZero() {
			text = text.and(say(", closed " + w.clock(u.Closed.At)))
		}
		if u.Outcome != "" && !u.Closed.IsZero() {
			text = text.and(say(": " + u.Outcome))
		}
		items = append(items, Item{Text: text.by(u.Added.Seq, u.Closed.Seq), Box: true, Done: !u.Closed.IsZero()})
	}
	ask := Prompt("Each wants an owner, a date and a ticket.")
	if len(items) == 0 {
		return Section{ID: "follow-ups", Title: "Follow-ups", Fill: FromRecord, Blocks: []Block{missing("follow-up"), ask}}
	}
	return Section{ID: "follow-ups", Title: "Follow-ups", Fill: FromRecord, Blocks: []Block{List{"follow-ups", items}, ask}}
}
