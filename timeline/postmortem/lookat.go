package postmortem

import (
	"fmt"
	"time"

	"baton/incident"
)

// maxNamed is how many examples a point names before it only counts.
const maxNamed = 6

// lookAt collects what the record shows that a review usually asks about. It is a list of questions and no judgement.
func (w author) lookAt() Section {
	var items []Item
	for _, points := range [][]Text{
		w.gapsInRecord(), w.commandPoints(), w.promisePoints(), w.actionPoints(), w.rolePoints(), w.silencePoints(), w.loosePoints(),
	} {
		for _, p := range points {
			items = append(items, Item{Text: p})
		}
	}
	if len(items) == 0 {
		items = append(items, Item{Text: say("Nothing in the record stands out; that does not mean that nothing was wrong.")})
	}
	return Section{ID: "look-at", Title: "To look at before the meeting", Fill: Suggested, Blocks: []Block{List{"points", items}}}
}

func (w author) gapsInRecord() (points []Text) {
	i := w.state
	if i.Severity == 0 {
		points = append(points, say("The severity was never judged."))
	}
	switch {
	case i.Impact.Stated.IsZero():
		points = append(points, say("The impact was never stated."))
	case i.Impact.From.IsZero():
		points = append(points, say("The beginning of the impact is missing.").by(i.Impact.Stated.Seq))
	case i.Impact.Until.IsZero():
		points = append(points, say("The end of the impact is missing.").by(i.Impact.Stated.Seq))
	}
	if i.Resolved.IsZero() {
		points = append(points, say("The incident is not resolved in the record; what was open is counted until "+w.facts.EndIs+"."))
	}
	return points
}

func (w author) commandPoints() (points []Text) {
	all := map[string]*Text{}
	counts := map[string]int{}
	note := func(what string, c incident.Command, seq uint64) {
		if all[what] == nil {
			all[what] = &Text{}
		}
		if counts[what]++; counts[what] <= maxNamed {
			*all[what] = all[what].and(say(fmt.Sprintf(" C%d", c.No))).by(seq)
		}
	}
	for _, c := range w.state.Commands.All() {
		if c.Retracted {
			continue
		}
		if c.Unseen() {
			note("run without a second pair of eyes", c, c.Run.Seq)
		}
		if failed(c) {
			note("failed", c, c.Proposed.Seq)
		}
		if len(voices(c.Objects)) > 0 && !c.Run.IsZero() {
			note("run although somebody objected", c, c.Run.Seq)
		}
		if !c.Undone.IsZero() {
			note("undone", c, c.Undone.Seq)
		}
	}
	for _, what := range []string{"run without a second pair of eyes", "run although somebody objected", "failed", "undone"} {
		if n := counts[what]; n > 0 {
			points = append(points, say(counted(n, "command", "commands")+" "+what+":").and(*all[what]).and(more(n)))
		}
	}
	return points
}

func more(n int) Text {
	if n <= maxNamed {
		return nil
	}
	return say(fmt.Sprintf(" and %d more", n-maxNamed))
}

func (w author) promisePoints() (points []Text) {
	for _, p := range w.facts.Promises {
		switch due := w.clock(p.Due); {
		case p.Moot:
		case p.Kept.Known() && p.Late() >= time.Minute:
			points = append(points, say(fmt.Sprintf("The %s update promised for %s came %s late.", p.Audience, due, lasted(p.Late()))).by(p.Promised.Seq, p.Kept.Seq))
		case !p.Kept.Known() && p.Due.Before(w.facts.End):
			points = append(points, say(fmt.Sprintf("The %s update promised for %s never came.", p.Audience, due)).by(p.Promised.Seq))
		}
	}
	return points
}

func (w author) actionPoints() (points []Text) {
	var late Text
	n := 0
	for _, a := range w.state.Actions.All() {
		if over(a, w.facts.End) < time.Minute {
			continue
		}
		if n++; n <= maxNamed {
			late = late.and(say(fmt.Sprintf(" A%d by %s", a.No, lasted(over(a, w.facts.End))))).by(a.Assigned.Seq)
		}
	}
	if n > 0 {
		points = append(points, say(counted(n, "action item", "action items")+" went past the agreed time:").and(late).and(more(n)))
	}
	return points
}

// over is by how much an action item went past its last agreed time.
func over(a incident.Action, end time.Time) time.Duration {
	if !a.Open() {
		end = a.Ended.At
	}
	return max(0, end.Sub(a.Due))
}

func (w author) rolePoints() (points []Text) {
	first := firstIC(w.state)
	switch {
	case !first.Known():
		points = append(points, say("Nobody took the role of incident commander."))
	case w.facts.WithoutIC >= time.Minute:
		points = append(points, say("For "+lasted(w.facts.WithoutIC)+" after the declaration there was no incident commander.").by(w.state.Declared.Seq, first.Seq))
	}
	for _, r := range w.facts.Roles {
		if r.Accepted && r.Brief == "" {
			points = append(points, say(fmt.Sprintf("%s took over %s from %s without a brief in the record.", w.who(r.Holder), r.Role.Label(), w.who(r.From))).by(r.Since.Seq))
		}
	}
	return points
}

func (w author) silencePoints() []Text {
	if len(w.facts.Silences) == 0 {
		return nil
	}
	longest := w.facts.Silences[0]
	for _, s := range w.facts.Silences {
		if s.To.Sub(s.From) > longest.To.Sub(longest.From) {
			longest = s
		}
	}
	return []Text{say(fmt.Sprintf("%s longer than %s without an entry; the longest, %s, began at %s.",
		counted(len(w.facts.Silences), "stretch", "stretches"), lasted(silent), lasted(longest.To.Sub(longest.From)), w.clock(longest.From))).by(longest.After, longest.Before)}
}

func (w author) loosePoints() (points []Text) {
	n, open, which := 0, 0, Text{}
	for _, u := range w.state.FollowUps.All() {
		if u.Retracted || !u.Closed.IsZero() {
			continue
		}
		open++
		if u.Owner == incident.Nobody {
			if n++; n <= maxNamed {
				which = which.and(say(fmt.Sprintf(" U%d", u.No))).by(u.Added.Seq)
			}
		}
	}
	if n > 0 {
		points = append(points, say(fmt.Sprintf("%d of %s without an owner:", n, counted(open, "open follow-up", "open follow-ups"))).and(which).and(more(n)))
	}
	for _, d := range w.state.Decisions.All() {
		if d.Open() {
			points = append(points, say(fmt.Sprintf("D%d was proposed and never decided.", d.No)).by(d.Proposed.Seq))
		}
	}
	return points
}
