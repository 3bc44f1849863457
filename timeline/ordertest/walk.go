package ordertest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
)

// Ref is the incident that a walk declares.
const Ref incident.Ref = "20230104_walk"

// Start is when every walk begins.
var Start = time.Date(2023, 1, 4, 13, 5, 0, 0, time.UTC)

var people = []incident.Person{"mia", "zac", "nick", "lena", "omar"}

// Words are texts that break documents, tables and terminals that are not careful.
var Words = []string{
	"look at zookeeper", "a | b || c", "```\nfence\n```", "` unclosed", "<script>alert(1)</script>", "<!-- x -->",
	"@channel and @octocat", "see #123 and GH-7", "[click](javascript:alert(1))", "![x](https://evil.example/p.png)",
	"line one\nline two\n\n# not a heading", "**bold** _it_ ~~no~~", "| --- | --- |", "\\| \\` \\", "- [ ] task\n1. item",
	"https://ok.example/a_b?c=d&e=f#g", "http://x.example/)|`", "&lt;b&gt; &amp; &#60;", "=HYPERLINK(1)", "$(rm -rf /)",
	"\ttab\tbed", "👩‍🚒 日本語 é", "    four spaces", "<details>", "www.evil.example mail@evil.example", "[ref]: https://evil.example",
	"a\nSetext\n===", "\u2028\u2029", "{{template}}", "--- \n+++ \n***", "> quoted", "a<br>b", "\\", "\ufffd",
}

// Walk draws a declaration and up to most orders after it. Many are refused, which is a part of it.
func Walk(t *rapid.T, most int) []timeline.Instruction {
	walk := []timeline.Instruction{{
		Order: incident.Declare{Ref: Ref, Title: title(t), Severity: incident.Severity(rapid.IntRange(0, 5).Draw(t, "sev"))},
		Given: given(t, Start),
	}}
	now := Start
	for range rapid.IntRange(0, most).Draw(t, "orders") {
		now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "pause")) * time.Second)
		g := given(t, now)
		walk = append(walk, timeline.Instruction{Order: order(t, now), Given: g})
	}
	return walk
}

// title is one that is not refused, so that there is an incident to walk in.
func title(t *rapid.T) string {
	return rapid.SampledFrom([]string{"List import problems", "a | `b` <i>", "@channel #1 [x](y)", "*"}).Draw(t, "title")
}

func word(t *rapid.T) string            { return rapid.SampledFrom(Words).Draw(t, "word") }
func person(t *rapid.T) incident.Person { return rapid.SampledFrom(people).Draw(t, "person") }
func no(t *rapid.T) int                 { return rapid.IntRange(0, 4).Draw(t, "no") }
func entry(t *rapid.T) uint64           { return uint64(rapid.IntRange(0, 40).Draw(t, "entry")) }
func yes(t *rapid.T) bool               { return rapid.Bool().Draw(t, "yes") }
func message(t *rapid.T) string         { return fmt.Sprintf("slack:C1:%d", no(t)) }
func role(t *rapid.T) incident.Role {
	return rapid.SampledFrom([]incident.Role{incident.IC, incident.ICL, incident.Scribe}).Draw(t, "role")
}

func wait(t *rapid.T) time.Duration {
	return time.Duration(rapid.IntRange(0, 90).Draw(t, "wait")) * time.Minute
}

func before(t *rapid.T, now time.Time) time.Time {
	return now.Add(-time.Duration(rapid.IntRange(0, 7200).Draw(t, "ago")) * time.Second)
}

func given(t *rapid.T, now time.Time) incident.Given {
	g := incident.Given{By: person(t), Now: now, Origin: rapid.SampledFrom([]incident.Origin{"console", "slack", "csv", "<i>"}).Draw(t, "origin")}
	switch rapid.IntRange(0, 9).Draw(t, "given") {
	case 0:
		g.When = incident.When{At: before(t, now), Precision: incident.Approximate}
	case 1:
		g.When = incident.When{At: before(t, now), Until: now}
	case 2:
		g.When, g.Known = incident.When{At: before(t, now), Precision: incident.Unknown}, before(t, now)
	case 3, 4:
		g.Key = message(t)
	case 5:
		g.EnteredBy = person(t)
	}
	return g
}

func order(t *rapid.T, now time.Time) incident.Order {
	groups := []func(*rapid.T, time.Time) incident.Order{scales, roles, actions, commands, talk, chat, amendments, after, deliveries}
	return rapid.SampledFrom(groups).Draw(t, "group")(t, now)
}

func pick(t *rapid.T, orders ...incident.Order) incident.Order {
	return orders[rapid.IntRange(0, len(orders)-1).Draw(t, "order")]
}

func scales(t *rapid.T, now time.Time) incident.Order {
	return pick(t,
		incident.SetTier{To: incident.Tier(rapid.IntRange(0, 2).Draw(t, "tier")), Reason: word(t)},
		incident.SetSeverity{To: incident.Severity(rapid.IntRange(1, 5).Draw(t, "sev")), Reason: word(t)},
		incident.SetStatus{To: incident.Status(rapid.IntRange(0, 3).Draw(t, "status")), Reason: word(t)},
		incident.Resolve{Text: word(t), CarryOver: yes(t)}, incident.Reopen{Reason: word(t)}, incident.Retitle{Title: word(t)},
		incident.StateImpact{From: before(t, now), Text: word(t), Counts: []incident.Count{{N: 340, Unit: word(t)}}},
		incident.StateImpact{Until: before(t, now)}, incident.SetZone{Zone: rapid.SampledFrom([]string{"UTC", "Europe/Paris"}).Draw(t, "zone")},
	)
}

func roles(t *rapid.T, _ time.Time) incident.Order {
	step := rapid.SampledFrom([]incident.CallStep{incident.StepPaged, incident.StepAcknowledged, incident.StepJoined, incident.StepReleased})
	return pick(t,
		incident.TakeRole{Role: role(t), Holder: person(t)}, incident.LeaveRole{Role: role(t), Reason: word(t)},
		incident.TakeCommand{Reason: word(t)}, incident.OfferRole{Role: role(t), To: person(t), Brief: word(t)},
		incident.AcceptRole{}, incident.AcceptRole{Role: role(t)}, incident.DeclineRole{Reason: word(t)},
		incident.Call{Person: person(t), Step: step.Draw(t, "step"), Text: word(t)},
		incident.NamePerson{Person: person(t), Name: word(t)},
	)
}

func actions(t *rapid.T, now time.Time) incident.Order {
	return pick(t,
		incident.Assign{Owner: person(t), Task: word(t), In: wait(t)}, incident.AcknowledgeAction{No: no(t)},
		incident.ExtendAction{No: no(t), In: wait(t), Reason: word(t)}, incident.FinishAction{No: no(t), Outcome: word(t)},
		incident.HandOnAction{No: no(t), To: person(t)}, incident.DropAction{No: no(t), Reason: word(t)},
		incident.RemindShown{About: word(t), Due: now}, incident.ReopenAction{No: no(t), In: wait(t), Reason: word(t)},
		incident.Snooze{About: fmt.Sprintf("A%d", no(t)), For: wait(t), Reason: word(t)}, incident.Snooze{About: "no ic", Reason: word(t)},
	)
}

func commands(t *rapid.T, _ time.Time) incident.Order {
	return pick(t,
		incident.Propose{Text: word(t), Language: incident.Shell, Message: message(t)}, incident.Propose{Text: word(t), AlreadyRun: true},
		incident.Confirm{No: no(t)}, incident.Confirm{Message: message(t)}, incident.Object{No: no(t), Reason: word(t)},
		incident.RunCommand{No: no(t), By: person(t)}, incident.ShowOutput{No: no(t), Text: word(t), Failed: yes(t)},
		incident.UndoCommand{No: no(t), How: word(t)},
		incident.Freeze{Reason: word(t), For: wait(t), Steal: yes(t)}, incident.Freeze{Scopes: []string{word(t)}, Reason: word(t)},
		incident.Thaw{No: no(t), Reason: word(t)}, incident.Refreeze{No: no(t), For: wait(t)},
	)
}

func talk(t *rapid.T, _ time.Time) incident.Order {
	return pick(t,
		incident.ProposeDecision{Text: word(t)}, incident.ObjectDecision{No: no(t), Reason: word(t)},
		incident.MakeDecision{No: no(t), Text: word(t), Owner: person(t), Abandon: yes(t)}, incident.MakeDecision{Text: word(t)},
		incident.TellAudience{Audience: incident.Tier(rapid.IntRange(0, 2).Draw(t, "tier")), Text: word(t), Next: wait(t)},
		incident.Report{Conditions: word(t), Actions: word(t), Needs: word(t)}, incident.Note{Text: word(t)},
		incident.AddLink{URL: "https://grafana.example/" + fmt.Sprint(no(t)), Title: word(t)}, incident.AddLink{URL: "http://x.example/)|`<b>"},
		incident.Observe{Sort: word(t), Text: word(t)},
	)
}

func chat(t *rapid.T, _ time.Time) incident.Order {
	return pick(t,
		incident.Post{MessagePosted: incident.MessagePosted{Text: word(t), Files: []incident.File{{Name: word(t), URL: word(t)}}}},
		incident.Post{MessagePosted: incident.MessagePosted{Text: word(t), Thread: message(t), Bot: yes(t), Lost: yes(t)}},
		incident.EditPost{MessageEdited: incident.MessageEdited{Message: message(t), Text: word(t)}},
		incident.DeletePost{MessageDeleted: incident.MessageDeleted{Message: message(t)}},
		incident.React{MessageReacted: incident.MessageReacted{Message: message(t), Emoji: word(t), By: []incident.Person{person(t)}, Count: no(t)}},
		incident.NoteChannel{ChannelChanged: incident.ChannelChanged{What: "topic", Text: word(t)}},
	)
}

func amendments(t *rapid.T, now time.Time) incident.Order {
	text, actor, when := word(t), person(t), incident.When{At: before(t, now), Precision: incident.Precision(rapid.IntRange(0, 2).Draw(t, "precision"))}
	return pick(t,
		incident.Correct{Entry: entry(t), When: &when, Reason: word(t)}, incident.Correct{Entry: entry(t), Text: &text},
		incident.Correct{Entry: entry(t), Actor: &actor}, incident.Retract{Entry: entry(t), Reason: word(t)},
		incident.Restore{Entry: entry(t)}, incident.Star{Entry: entry(t), Off: yes(t)}, incident.Star{Entry: entry(t)},
		incident.Merge{Into: entry(t), Entries: []uint64{entry(t)}},
		incident.Tag{Entry: entry(t), Tag: rapid.SampledFrom([]string{"detection", "cause", "日本"}).Draw(t, "tag")},
	)
}

func after(t *rapid.T, now time.Time) incident.Order {
	return pick(t,
		incident.AddFollowUp{Owner: person(t), Text: word(t)}, incident.CloseFollowUp{No: no(t), Outcome: word(t)},
		incident.OwnPostmortem{Owner: person(t)}, incident.ScheduleMeeting{At: now.Add(wait(t)), Where: word(t)},
	)
}

func deliveries(t *rapid.T, _ time.Time) incident.Order {
	key := fmt.Sprintf("e%d", no(t))
	return pick(t,
		incident.BindChannel{Service: "slack", ID: fmt.Sprintf("C%d", no(t)), Name: word(t)},
		incident.BeginDelivery{Key: key, What: "post"}, incident.BeginDelivery{Key: key, What: word(t)},
		incident.FinishDelivery{Key: key, Receipt: fmt.Sprintf("C1:%d", no(t))}, incident.DoubtDelivery{Key: key, Reason: word(t)},
		incident.FailDelivery{Key: key, Reason: word(t)}, incident.RetryDelivery{Key: key},
		incident.SkipDelivery{Key: key, Reason: word(t)}, incident.RewordDelivery{Key: key, Text: word(t)},
	)
}
