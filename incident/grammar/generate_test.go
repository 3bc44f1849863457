package grammar

import (
	"math"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
)

// nasty are pieces of text that mean something somewhere in the grammar.
var nasty = []string{
	"15m", "1h30", "in 15m", "in", "because", "bc", "for", "next", "next 20m", "at", "by", "text", "from", "until", "into", "to", "and", "now", "ago",
	"5m ago", "-5m", "-v", "14:32", "~14:05", "?14:05", "14:05-14:20", "2023-01-04", "2023-01-04 14:32", "2023-01-04T14:32Z", "25:99", "UTC",
	"Europe/Paris", "Nowhere/Else", "+01:00", "3", "A3", "#12", "C12", "D2", "0", "99999999999999999999999", "340 customers", "1,200", "340",
	"@zac", "@", "@@", "me", "@me", "zac", "as", "all", "steal", "carry", "failed", "abandon", "sev", "2", "sev2", "internal", "public", "practice",
	"ic", "icl", "identified", "shell", "sql", "ran", "command", "/", " / ", "//", "\"", "\"\"", "\"a\"", "“a”", "“", "”", "`", "``", "```", "\\", "\\n",
	"\\\"", "\n", "\t", " ", "  ", ",", ":", "é", "日本", "🔥", "it was the resolver", "help", "note", "no ic", "no", "page", "ack A3", "F1", "update internal", "-", "–", "…", "999999999h", "in -5m",
}

func text() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		pieces := rapid.SliceOfN(rapid.SampledFrom(nasty), 1, 6).Draw(t, "pieces")
		s := strings.Join(pieces, rapid.SampledFrom([]string{" ", " ", " ", ""}).Draw(t, "between"))
		if rapid.IntRange(0, 4).Draw(t, "also") == 0 {
			s += rapid.String().Draw(t, "anything")
		}
		return strings.Map(func(r rune) rune {
			if unsafe(r) {
				return 'x'
			}
			return r
		}, s)
	}).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
}

func maybe[T any](g *rapid.Generator[T]) *rapid.Generator[T] {
	var none T
	return rapid.OneOf(g, rapid.Just(none))
}

func person() *rapid.Generator[incident.Person] {
	return rapid.Custom(func(t *rapid.T) incident.Person {
		return incident.Person(rapid.StringMatching(`[a-zé0-9._-]{1,12}`).
			Filter(func(s string) bool { return s != "me" }).Draw(t, "person"))
	})
}

func role() *rapid.Generator[incident.Role] {
	known := rapid.SampledFrom([]incident.Role{incident.IC, incident.ICL, incident.Analyst, incident.Deputy, incident.Scribe})
	other := rapid.Custom(func(t *rapid.T) incident.Role {
		return incident.Role(rapid.StringMatching(`x[a-z0-9-]{0,12}`).Draw(t, "role"))
	})
	return rapid.OneOf(known, other)
}

func number(least int) *rapid.Generator[int] {
	return rapid.OneOf(rapid.IntRange(least, 30), rapid.IntRange(least, math.MaxInt))
}

func entryNo() *rapid.Generator[uint64] {
	return rapid.OneOf(rapid.Uint64Range(1, 99), rapid.Uint64Range(1, math.MaxUint64))
}

func wait() *rapid.Generator[time.Duration] {
	return rapid.Map(rapid.IntRange(60, 7*24*3600), func(s int) time.Duration { return time.Duration(s) * time.Second })
}

func instant() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		at := time.Unix(rapid.Int64Range(1, 7_200_000_000).Draw(t, "seconds"), rapid.SampledFrom([]int64{0, 0, 1, 123_000_000}).Draw(t, "nanos")).UTC()
		if rapid.Bool().Draw(t, "whole minute") {
			at = at.Truncate(time.Minute)
		}
		return at
	})
}

func when() *rapid.Generator[incident.When] {
	return rapid.Custom(func(t *rapid.T) incident.When {
		w := incident.When{At: instant().Draw(t, "at")}
		w.Precision = rapid.SampledFrom([]incident.Precision{incident.Exact, incident.Approximate, incident.Unknown}).Draw(t, "precision")
		if rapid.Bool().Draw(t, "range") {
			w.Until = w.At.Add(time.Duration(rapid.Int64Range(0, int64(72*time.Hour)).Draw(t, "long")))
		}
		return w
	})
}

// draw makes a generator of one type of order.
func draw[T incident.Order](f func(*rapid.T) T) *rapid.Generator[incident.Order] {
	return rapid.Custom(func(t *rapid.T) incident.Order { return f(t) })
}

// orders generates every order that has a line, by the name of its type.
var orders = map[string]*rapid.Generator[incident.Order]{
	"Declare": draw(func(t *rapid.T) incident.Declare {
		return incident.Declare{
			Title: text().Draw(t, "title"), Tier: incident.Tier(rapid.IntRange(0, 2).Draw(t, "tier")),
			Severity: incident.Severity(rapid.IntRange(0, 5).Draw(t, "severity")), Practice: rapid.Bool().Draw(t, "practice"),
		}
	}),
	"Retitle": draw(func(t *rapid.T) incident.Retitle { return incident.Retitle{Title: text().Draw(t, "title")} }),
	"SetTier": draw(func(t *rapid.T) incident.SetTier {
		return incident.SetTier{To: incident.Tier(rapid.IntRange(0, 2).Draw(t, "to")), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"SetSeverity": draw(func(t *rapid.T) incident.SetSeverity {
		return incident.SetSeverity{To: incident.Severity(rapid.IntRange(1, 5).Draw(t, "to")), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"SetStatus": draw(func(t *rapid.T) incident.SetStatus {
		return incident.SetStatus{To: incident.Status(rapid.IntRange(0, 3).Draw(t, "to")), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"Resolve": draw(func(t *rapid.T) incident.Resolve {
		return incident.Resolve{Text: maybe(text()).Draw(t, "text"), CarryOver: rapid.Bool().Draw(t, "carry")}
	}),
	"ReopenAction": draw(func(t *rapid.T) incident.ReopenAction {
		return incident.ReopenAction{No: number(1).Draw(t, "no"), In: maybe(wait()).Draw(t, "in"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"Snooze": draw(func(t *rapid.T) incident.Snooze {
		return incident.Snooze{About: about().Draw(t, "about"), For: maybe(wait()).Draw(t, "for"), Reason: text().Draw(t, "reason")}
	}),
	"SetZone": draw(func(t *rapid.T) incident.SetZone {
		return incident.SetZone{Zone: rapid.SampledFrom([]string{"UTC", "Europe/Paris", "America/Argentina/Buenos_Aires", "Etc/GMT+5"}).Draw(t, "zone")}
	}),
	"Reopen": draw(func(t *rapid.T) incident.Reopen { return incident.Reopen{Reason: text().Draw(t, "reason")} }),
	"StateImpact": draw(func(t *rapid.T) incident.StateImpact {
		return incident.StateImpact{
			From: maybe(instant()).Draw(t, "from"), Until: maybe(instant()).Draw(t, "until"), Text: text().Draw(t, "text"),
			Counts: maybe(rapid.SliceOfN(count(), 1, 4)).Draw(t, "counts"),
		}
	}),
	"TakeRole": draw(func(t *rapid.T) incident.TakeRole {
		return incident.TakeRole{Role: role().Draw(t, "role"), Holder: person().Draw(t, "holder")}
	}),
	"LeaveRole": draw(func(t *rapid.T) incident.LeaveRole {
		return incident.LeaveRole{Role: role().Draw(t, "role"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"TakeCommand": draw(func(t *rapid.T) incident.TakeCommand {
		return incident.TakeCommand{Reason: maybe(text()).Draw(t, "reason")}
	}),
	"OfferRole": draw(func(t *rapid.T) incident.OfferRole {
		return incident.OfferRole{Role: role().Draw(t, "role"), To: person().Draw(t, "to"), Brief: maybe(text()).Draw(t, "brief")}
	}),
	"AcceptRole": draw(func(t *rapid.T) incident.AcceptRole { return incident.AcceptRole{Role: maybe(role()).Draw(t, "role")} }),
	"DeclineRole": draw(func(t *rapid.T) incident.DeclineRole {
		return incident.DeclineRole{Role: maybe(role()).Draw(t, "role"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"Call": draw(func(t *rapid.T) incident.Call {
		o := incident.Call{Step: rapid.SampledFrom([]incident.CallStep{
			incident.StepPaged, incident.StepAcknowledged, incident.StepJoined, incident.StepReleased,
		}).Draw(t, "step"), Text: maybe(text()).Draw(t, "text")}
		if o.Person = maybe(person()).Draw(t, "person"); o.Person == "" && o.Step == incident.StepPaged {
			o.Person = "zac"
		}
		return o
	}),
	"Assign": draw(func(t *rapid.T) incident.Assign {
		return incident.Assign{Owner: person().Draw(t, "owner"), Task: text().Draw(t, "task"), In: maybe(wait()).Draw(t, "in")}
	}),
	"AcknowledgeAction": draw(func(t *rapid.T) incident.AcknowledgeAction {
		return incident.AcknowledgeAction{No: number(0).Draw(t, "no")}
	}),
	"ExtendAction": draw(func(t *rapid.T) incident.ExtendAction {
		return incident.ExtendAction{No: number(0).Draw(t, "no"), In: maybe(wait()).Draw(t, "in"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"FinishAction": draw(func(t *rapid.T) incident.FinishAction {
		return incident.FinishAction{No: number(0).Draw(t, "no"), Outcome: maybe(text()).Draw(t, "outcome")}
	}),
	"HandOnAction": draw(func(t *rapid.T) incident.HandOnAction {
		return incident.HandOnAction{No: number(0).Draw(t, "no"), To: person().Draw(t, "to"), In: maybe(wait()).Draw(t, "in")}
	}),
	"DropAction": draw(func(t *rapid.T) incident.DropAction {
		return incident.DropAction{No: number(0).Draw(t, "no"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"AddFollowUp": draw(func(t *rapid.T) incident.AddFollowUp {
		return incident.AddFollowUp{Owner: maybe(person()).Draw(t, "owner"), Text: text().Draw(t, "text")}
	}),
	"CloseFollowUp": draw(func(t *rapid.T) incident.CloseFollowUp {
		return incident.CloseFollowUp{No: number(1).Draw(t, "no"), Outcome: maybe(text()).Draw(t, "outcome")}
	}),
	"Freeze": draw(func(t *rapid.T) incident.Freeze {
		return incident.Freeze{
			Scopes: maybe(rapid.SliceOfN(name(), 1, 3)).Draw(t, "scopes"), Reason: text().Draw(t, "reason"), For: maybe(wait()).Draw(t, "for"),
			Holder: maybe(person()).Draw(t, "holder"), Steal: rapid.Bool().Draw(t, "steal"),
		}
	}),
	"Thaw": draw(func(t *rapid.T) incident.Thaw {
		return incident.Thaw{No: number(0).Draw(t, "no"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"Refreeze": draw(func(t *rapid.T) incident.Refreeze {
		return incident.Refreeze{No: number(0).Draw(t, "no"), For: maybe(wait()).Draw(t, "for"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"Propose": draw(func(t *rapid.T) incident.Propose {
		return incident.Propose{
			Author: maybe(person()).Draw(t, "author"), Text: text().Draw(t, "text"), AlreadyRun: rapid.Bool().Draw(t, "ran"),
			Language: rapid.SampledFrom([]incident.Language{"", incident.Shell, incident.SQL, incident.Other}).Draw(t, "language"),
		}
	}),
	"Confirm": draw(func(t *rapid.T) incident.Confirm {
		return incident.Confirm{No: number(1).Draw(t, "no"), Text: maybe(text()).Draw(t, "text")}
	}),
	"Object": draw(func(t *rapid.T) incident.Object {
		return incident.Object{No: number(1).Draw(t, "no"), Reason: maybe(text()).Draw(t, "reason")}
	}),
	"RunCommand": draw(func(t *rapid.T) incident.RunCommand {
		return incident.RunCommand{No: number(1).Draw(t, "no"), By: maybe(person()).Draw(t, "by")}
	}),
	"ShowOutput": draw(func(t *rapid.T) incident.ShowOutput {
		return incident.ShowOutput{No: number(1).Draw(t, "no"), Text: text().Draw(t, "text"), Failed: rapid.Bool().Draw(t, "failed")}
	}),
	"UndoCommand": draw(func(t *rapid.T) incident.UndoCommand {
		return incident.UndoCommand{No: number(1).Draw(t, "no"), How: text().Draw(t, "how")}
	}),
	"ProposeDecision": draw(func(t *rapid.T) incident.ProposeDecision {
		return incident.ProposeDecision{Text: text().Draw(t, "text")}
	}),
	"ObjectDecision": draw(func(t *rapid.T) incident.ObjectDecision {
		return incident.ObjectDecision{No: number(1).Draw(t, "no"), Reason: text().Draw(t, "reason")}
	}),
	"MakeDecision": draw(func(t *rapid.T) incident.MakeDecision {
		o := incident.MakeDecision{No: number(0).Draw(t, "no"), Text: text().Draw(t, "text"), Owner: maybe(person()).Draw(t, "owner")}
		if o.No != 0 {
			o.Abandon = rapid.Bool().Draw(t, "abandon")
			o.Text = maybe(rapid.Just(o.Text)).Draw(t, "final text")
		}
		return o
	}),
	"TellAudience": draw(func(t *rapid.T) incident.TellAudience {
		return incident.TellAudience{
			Audience: incident.Tier(rapid.IntRange(0, 2).Draw(t, "audience")), Text: text().Draw(t, "text"), Next: maybe(wait()).Draw(t, "next"),
		}
	}),
	"Report": draw(func(t *rapid.T) incident.Report {
		o := incident.Report{Conditions: maybe(text()).Draw(t, "c"), Actions: maybe(text()).Draw(t, "a"), Needs: maybe(text()).Draw(t, "n")}
		if o == (incident.Report{}) {
			o.Needs = text().Draw(t, "needs")
		}
		return o
	}),
	"RetryDelivery": draw(func(t *rapid.T) incident.RetryDelivery { return incident.RetryDelivery{Key: key().Draw(t, "key")} }),
	"SkipDelivery": draw(func(t *rapid.T) incident.SkipDelivery {
		return incident.SkipDelivery{Key: key().Draw(t, "key"), Reason: text().Draw(t, "reason")}
	}),
	"RewordDelivery": draw(func(t *rapid.T) incident.RewordDelivery {
		return incident.RewordDelivery{Key: key().Draw(t, "key"), Text: text().Draw(t, "text")}
	}),
	"Note": draw(func(t *rapid.T) incident.Note { return incident.Note{Text: text().Draw(t, "text")} }),
	"AddLink": draw(func(t *rapid.T) incident.AddLink {
		return incident.AddLink{URL: text().Draw(t, "url"), Title: maybe(text()).Draw(t, "title")}
	}),
	"NamePerson": draw(func(t *rapid.T) incident.NamePerson {
		return incident.NamePerson{Person: person().Draw(t, "person"), Name: text().Draw(t, "name")}
	}),
	"OwnPostmortem": draw(func(t *rapid.T) incident.OwnPostmortem {
		return incident.OwnPostmortem{Owner: person().Draw(t, "owner")}
	}),
	"ScheduleMeeting": draw(func(t *rapid.T) incident.ScheduleMeeting {
		return incident.ScheduleMeeting{At: instant().Draw(t, "at"), Where: maybe(text()).Draw(t, "where")}
	}),
	"Correct": draw(drawCorrect),
	"Retract": draw(func(t *rapid.T) incident.Retract {
		return incident.Retract{Entry: entryNo().Draw(t, "entry"), Reason: text().Draw(t, "reason")}
	}),
	"Restore": draw(func(t *rapid.T) incident.Restore { return incident.Restore{Entry: entryNo().Draw(t, "entry")} }),
	"Merge": draw(func(t *rapid.T) incident.Merge {
		return incident.Merge{
			Into: entryNo().Draw(t, "into"), Entries: rapid.SliceOfN(entryNo(), 1, 5).Draw(t, "entries"), Off: rapid.Bool().Draw(t, "off"),
		}
	}),
	"Star": draw(func(t *rapid.T) incident.Star {
		return incident.Star{Entry: entryNo().Draw(t, "entry"), Off: rapid.Bool().Draw(t, "off")}
	}),
	"Tag": draw(func(t *rapid.T) incident.Tag {
		return incident.Tag{Entry: entryNo().Draw(t, "entry"), Tag: name().Draw(t, "tag"), Off: rapid.Bool().Draw(t, "off")}
	}),
}

// name is a service, a tag or a unit: mostly a word, sometimes anything.
func name() *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringMatching(`[a-zA-Z][a-z0-9_./-]{0,8}`), text())
}

// key is that of something told outside: mostly such as a planner gives, sometimes anything.
func key() *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringMatching(`(e[0-9]{1,4}|topic/[0-9]{1,4}|due/[a-zA-Z@-]{1,9}/[0-9]{9}|invite/[a-zé]{1,6}|elapsed/[0-9]{1,3}|headline)`), text())
}

func count() *rapid.Generator[incident.Count] {
	return rapid.Custom(func(t *rapid.T) incident.Count {
		return incident.Count{N: rapid.Int64Range(0, math.MaxInt64).Draw(t, "n"), Unit: name().Draw(t, "unit")}
	})
}

// about is what a reminder can be about.
func about() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := strconv.Itoa(number(1).Draw(t, "no"))
		return rapid.SampledFrom([]string{
			"A" + n, "F" + n, "ack A" + n, "no ic", "page " + string(person().Draw(t, "paged")), "offer " + string(role().Draw(t, "offered")),
			"role " + string(role().Draw(t, "held")), "update " + incident.Tier(rapid.IntRange(0, 2).Draw(t, "tier")).String(),
		}).Draw(t, "about")
	})
}

func drawCorrect(t *rapid.T) incident.Correct {
	o := incident.Correct{Entry: entryNo().Draw(t, "entry"), Reason: maybe(text()).Draw(t, "reason")}
	if rapid.Bool().Draw(t, "with time") {
		o.When = new(when().Draw(t, "when"))
	}
	if rapid.Bool().Draw(t, "with person") {
		o.Actor = new(person().Draw(t, "actor"))
	}
	if o.When == nil && o.Actor == nil || rapid.Bool().Draw(t, "with text") {
		o.Text = new(text().Draw(t, "text"))
	}
	return o
}
