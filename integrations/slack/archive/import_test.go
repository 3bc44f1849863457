package archive

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// sample has a message of every kind, and sampleEvents what becomes of them.
var sample = with(
	msg(0, "U1", "<@U2> imports are slow, see <https://grafana.test/d/1|the board> &amp; <#C1|inc>", `"thread_ts":"`+ts(0)+`"`),
	msg(5, "U2", "<@U2> has joined the channel", `"subtype":"channel_join"`),
	msg(10, "U2", "looking", `"thread_ts":"`+ts(0)+`"`, `"reactions":[{"name":"eyes","users":["U1","U9"],"count":3}]`),
	msg(20, "U1", "the queue has drained", `"edited":{"user":"U1","ts":"`+ts(50)+`"}`),
	msg(30, "USLACKBOT", "This message was deleted.", `"subtype":"tombstone"`, `"hidden":true`),
	`{"type":"message","subtype":"bot_message","bot_id":"B1","username":"Alert Manager","ts":"`+ts(40)+`","text":"",
		"attachments":[{"fallback":"x","title":"[FIRING] importer","text":"lag &gt; 5m"}]}`,
	msg(60, "U9", "who am I", `"files":[{"name":"graph.png","url_private":"https://files.test/graph.png?t=xoxe-1-2-3","filetype":"png"}]`),
	msg(70, "U3", "also here", `"subtype":"thread_broadcast"`, `"thread_ts":"`+ts(0)+`"`),
)

var sampleEvents = []string{
	`declare 13:00:00 incident_declared @alice: {"ref":"20230104_inc_1_imports","title":"Inc 1 imports","tier":"engineering","past":true,"zone":"UTC"}`,
	`slack:alice:name:Alice A. 13:00:00 person_named @alice: {"person":"alice","name":"Alice A."}`,
	ts(0) + ` 13:00:00 message_posted @alice: {"text":"@bob imports are slow, see the board (https://grafana.test/d/1) & #inc-1-imports"}`,
	ts(0) + `:link:0 13:00:00 link_added @alice: {"url":"https://grafana.test/d/1","title":"Grafana dashboard"}`,
	`slack:bob:name:Bob Example 13:00:05 person_named @bob: {"person":"bob","name":"Bob Example"}`,
	ts(5) + ` 13:00:05 channel_changed @bob: {"what":"join","text":"@bob has joined the channel"}`,
	ts(10) + ` 13:00:10 message_posted @bob: {"text":"looking","thread":"` + key(0) + `"}`,
	ts(10) + `:react:eyes ? message_reacted known 13:01:10 nobody: {"message":"` + key(10) + `","emoji":"eyes","by":["alice","u9"],"count":3}`,
	ts(20) + ` 13:00:20 message_posted @alice: {"lost":true}`,
	ts(20) + ":edit:" + ts(50) + ` 13:00:50 message_edited @alice: {"message":"` + key(20) + `","text":"the queue has drained"}`,
	ts(30) + ` 13:00:30 message_posted nobody: {"lost":true}`,
	ts(30) + `:deleted ? message_deleted known 13:01:10 nobody: {"message":"` + key(30) + `"}`,
	`slack:alert_manager:name:Alert Manager 13:00:40 person_named @alert_manager: {"person":"alert_manager","name":"Alert Manager"}`,
	ts(40) + ` 13:00:40 message_posted @alert_manager: {"text":"[FIRING] importer\nlag > 5m","bot":true}`,
	ts(60) + ` 13:01:00 message_posted @u9: {"text":"who am I","files":[{"name":"graph.png","url":"https://files.test/graph.png","type":"png"}]}`,
	ts(70) + ` 13:01:10 message_posted @carol: {"text":"also here","thread":"` + key(0) + `","broadcast":true}`,
}

func TestImport(t *testing.T) {
	report, events := imported(t, newRecorder(), sample.folder(t))
	if got := told(t, events); !slices.Equal(got, sampleEvents) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(sampleEvents, "\n"))
	}
	if want := (Report{
		Users: 3, Channels: 1, Messages: 8, Replies: 2, Threads: 1, Edited: 1, Deleted: 1, Reacted: 1, Emoji: 1, Reactions: 3, Files: 1,
		Bots: 1, Events: 1, Added: len(events),
	}); !equalReports(report, want) {
		t.Errorf("report %+v\nwant   %+v", report, want)
	}
	if i := report.Incidents[0]; i.Ref != "20230104_inc_1_imports" || !i.New || i.Messages != 8 || i.Added != len(events) {
		t.Errorf("incident %+v", i)
	}
	if len(report.Faults) > 0 {
		t.Errorf("faults %+v of a sound export", report.Faults)
	}
}

func equalReports(a, b Report) bool {
	return slices.Equal(numbers(a), numbers(b))
}

func numbers(r Report) []int {
	return []int{
		r.Users, r.Channels, r.Messages, r.Replies, r.Threads, r.Edited, r.Deleted, r.Reacted, r.Emoji, r.Reactions, r.Files, r.Bots,
		r.Events, r.Commands, r.Cut, r.Repeats, r.Skipped, r.Refused, r.Added, r.Repeated,
	}
}

func TestImportTwiceAddsNothing(t *testing.T) {
	e := with(
		msg(0, "U1", "about to run `kubectl delete pod hub-0`", `"reactions":[{"name":"+1","users":["U2"],"count":1}]`),
		msg(10, "U2", "wait", `"thread_ts":"`+ts(0)+`"`),
		msg(20, "U3", "ok", `"edited":{"user":"U3","ts":"`+ts(30)+`"}`),
	)
	rec := newRecorder()
	first, events := imported(t, rec, e.folder(t))
	second, again := imported(t, rec, e.zip(t))
	if second.Added != 0 || len(again) != len(events) || second.Refused != 0 {
		t.Errorf("the second import added %d events and was refused %d", second.Added, second.Refused)
	}
	if second.Incidents[0].Ref != first.Incidents[0].Ref || second.Incidents[0].New {
		t.Errorf("the second import went into %+v", second.Incidents[0])
	}
	second.Added, second.Repeated, first.Added, first.Repeated = 0, 0, 0, 0
	if !equalReports(first, second) {
		t.Errorf("the same source gave %+v and %+v", first, second)
	}
}

func TestLongerExportAddsOnlyWhatIsNew(t *testing.T) {
	rec := newRecorder()
	short := with(msg(0, "U1", "slow", `"reactions":[{"name":"eyes","users":["U2"],"count":1}]`), msg(10, "U2", "looking"))
	_, before := imported(t, rec, short.folder(t))
	long := with(
		msg(0, "U1", "slow", `"reactions":[{"name":"eyes","users":["U3","U2"],"count":2}]`),
		msg(10, "U2", "looking into it", `"edited":{"user":"U2","ts":"`+ts(15)+`"}`), msg(20, "U3", "found it"),
	)
	report, after := imported(t, rec, long.folder(t))
	want := []string{
		ts(10) + ":edit:" + ts(15) + ` 13:00:15 message_edited @bob: {"message":"` + key(10) + `","text":"looking into it"}`,
		ts(20) + ` 13:00:20 message_posted @carol: {"text":"found it"}`,
		ts(0) + `:react:eyes:2 ? message_reacted known 13:00:20 nobody: {"message":"` + key(0) + `","emoji":"eyes","by":["carol"],"count":1}`,
	}
	if got := told(t, after[len(before):]); !slices.Equal(got, want) || report.Added != len(want) {
		t.Errorf("added %d: got\n%s\nwant\n%s", report.Added, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if third, _ := imported(t, rec, long.folder(t)); third.Added != 0 {
		t.Errorf("the third import added %d", third.Added)
	}
	if p := fact[incident.MessagePosted](t, after, key(10)); p.Text != "looking" || p.Lost {
		t.Errorf("the first wording is in the record, and became %+v", p)
	}
}

func TestCommands(t *testing.T) {
	e := with(
		msg(0, "U1", "going to run `kubectl delete pod hub-0`", `"reactions":[{"name":"white_check_mark","users":["U1","U3"],"count":2}]`),
		msg(10, "U2", "lgtm"),
		msg(20, "U1", "I ran `systemctl restart importer` and it is fine now"),
		msg(30, "U2", "going to run `systemctl stop importer`"),
		msg(40, "U1", "no, don't", `"thread_ts":"`+ts(30)+`"`),
		`{"type":"message","bot_id":"B1","username":"deployer","ts":"`+ts(50)+"\",\"text\":\"running `kubectl apply -f x.yaml`\"}",
	)
	rec := newRecorder()
	report, events := imported(t, rec, e.folder(t))
	state, err := rec.State(context.Background(), report.Incidents[0].Ref)
	if err != nil {
		t.Fatal(err)
	}
	if state.Commands.Len() != 3 || report.Commands != 3 {
		t.Fatalf("%d commands, %d in the report: %s", state.Commands.Len(), report.Commands, strings.Join(told(t, events), "\n"))
	}
	first, ran, stopped := state.Commands.At(0), state.Commands.At(1), state.Commands.At(2)
	if first.Text != "kubectl delete pod hub-0" || first.Message != key(0) || !first.Run.IsZero() || first.Author != "alice" {
		t.Errorf("first command %+v", first)
	}
	if len(first.Confirms) != 2 || first.Confirms[0].By != "carol" || first.Confirms[1].By != "bob" {
		t.Errorf("confirmed by %+v: want carol's emoji and bob's words, and not its author", first.Confirms)
	}
	if ran.Stage() != "run" || ran.RunBy != "alice" {
		t.Errorf("reported command %+v: want it run", ran)
	}
	if stopped.Stage() != "objected" || stopped.Objects[0].By != "alice" {
		t.Errorf("vetoed command %+v: want alice's objection", stopped)
	}
}

// What an edit or a reaction brought is not seen before it was known.
func TestNothingLeaksFromTheFuture(t *testing.T) {
	e := with(
		msg(0, "U1", "it was the `kubectl delete pod hub-0` deploy", `"edited":{"user":"U1","ts":"`+ts(100)+`"}`,
			`"reactions":[{"name":"fire","users":["U2"],"count":1}]`),
		msg(200, "U2", "over"),
	)
	rec := newRecorder()
	report, _ := imported(t, rec, e.folder(t))
	for _, c := range []struct {
		second int
		want   string
	}{{50, incident.MessagePosted{Lost: true}.Tell(nil) + " 0"}, {150, "it was the `kubectl delete pod hub-0` deploy 0"}, {200, "it was the `kubectl delete pod hub-0` deploy 1"}} {
		at := time.Unix(int64(began+c.second), 200_000).UTC()
		r, err := timeline.OpenReader(context.Background(), rec.Log(), report.Incidents[0].Ref, at)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for entry, err := range r.All(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			if entry.Event.Key == key(0) {
				got = entry.Text + " " + string(rune('0'+len(entry.Reactions)))
			}
			if c.second < 100 && strings.Contains(entry.Text, "kubectl") {
				t.Errorf("at %d: %q is known too early", c.second, entry.Text)
			}
		}
		if got != c.want {
			t.Errorf("at %d: got %q, want %q", c.second, got, c.want)
		}
	}
}

func TestChannelsOfOneIncidentAreMerged(t *testing.T) {
	e := with(msg(0, "U1", "one"), msg(20, "U1", "three"))
	e["channels.json"] = `[{"id":"C1","name":"inc-1-imports"},{"id":"C2","name":"team-data"}]`
	e["team-data/2023-01-04.json"] = "[" + msg(10, "U2", "two") + "," + msg(20, "U2", "four") + "]"
	e["team-data/2023-01-03.json"] = "[" + msg(30, "U2", "five, in the file of the day before") + "]"
	_, events := imported(t, newRecorder(), e.folder(t))
	var got []string
	for _, ev := range events {
		if f, _ := ev.Fact(); ev.Kind == "message_posted" {
			got = append(got, f.(incident.MessagePosted).Channel+": "+f.Tell(nil))
		}
	}
	want := []string{"inc-1-imports: one", "team-data: two", "inc-1-imports: three", "team-data: four", "team-data: five, in the file of the day before"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEach(t *testing.T) {
	e := with(msg(0, "U1", "one"))
	e["channels.json"] = `[{"id":"C1","name":"inc-1-imports"},{"id":"C2","name":"inc-2"},{"id":"C3","name":"random"}]`
	e["inc-2/2023-01-05.json"] = "[" + msg(100_000, "U2", "two") + "]"
	e["random/2023-01-05.json"] = "[" + msg(100_000, "U2", "not this") + "]"
	a, err := Open(e.folder(t))
	if err != nil {
		t.Fatal(err)
	}
	rec := newRecorder()
	report, err := a.Import(context.Background(), rec, Options{Each: "inc-*"})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Incidents) != 2 || report.Channels != 2 || report.Messages != 2 || report.Incidents[1].Ref != "20230105_inc_2" {
		t.Errorf("report %+v", report)
	}
	again, err := a.Import(context.Background(), rec, Options{Channels: []string{"#inc-2"}})
	if err != nil || again.Added != 0 || again.Incidents[0].Ref != "20230105_inc_2" {
		t.Errorf("the channel by itself again: %+v, %v", again, err)
	}
}

func TestOptions(t *testing.T) {
	e := with(msg(0, "U1", "one"), msg(100, "U1", "two"), msg(200, "U1", "three"))
	at := func(second int) time.Time { return time.Unix(int64(began+second), 100_000) }
	for _, c := range []struct {
		name   string
		o      Options
		want   string // in the error, or the title
		counts int
	}{
		{"none", Options{}, "no channel is named; these are in the export:\n  inc-1-imports                            3 messages\nnext: baton import slack", 0},
		{"unknown", Options{Channels: []string{"inc-9"}}, `there is no channel "inc-9"`, 0},
		{"no match", Options{Each: "team-*"}, `no channel matches "team-*"`, 0},
		{"bad pattern", Options{Each: "["}, "is no pattern", 0},
		{"both", Options{Each: "*", Channels: []string{"C1"}}, "not both", 0},
		{"backwards", Options{Channels: []string{"C1"}, From: at(10), To: at(5)}, "not before", 0},
		{"unknown incident", Options{Channels: []string{"C1"}, Into: "20230104_x"}, "there is no incident 20230104_x", 0},
		{"title", Options{Channels: []string{"c1", "INC-1-imports"}, Title: "Slow imports"}, "Slow imports", 3},
		{"from", Options{Channels: []string{"C1"}, From: at(100)}, "Inc 1 imports", 2},
		{"to", Options{Channels: []string{"C1"}, To: at(100)}, "Inc 1 imports", 1},
		{"nothing then", Options{Channels: []string{"C1"}, From: at(300)}, "", 0},
	} {
		a, err := Open(e.folder(t))
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(c.o.Channels, "c1") {
			c.o.Channels = []string{"INC-1-imports"}
		}
		report, err := a.Import(context.Background(), newRecorder(), c.o)
		got := ""
		if err != nil {
			got = err.Error()
		} else if len(report.Incidents) > 0 {
			got = report.Incidents[0].Title
		}
		if !strings.Contains(got, c.want) || report.Messages != c.counts {
			t.Errorf("%s: got %q and %d messages, want %q and %d", c.name, got, report.Messages, c.want, c.counts)
		}
	}
}

func TestIntoAnIncidentThatIsThere(t *testing.T) {
	rec := newRecorder()
	declared := incident.Given{By: "zac", Origin: "console"}
	state, err := rec.Declare(context.Background(), incident.Declare{Title: "Live"}, declared, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(with(msg(0, "U1", "one")).folder(t))
	if err != nil {
		t.Fatal(err)
	}
	report, err := a.Import(context.Background(), rec, Options{Channels: []string{"C1"}, Into: state.Ref})
	if err != nil || report.Incidents[0].Ref != state.Ref || report.Incidents[0].New || report.Messages != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestCanceledImportGoesOn(t *testing.T) {
	path := with(msg(0, "U1", "one")).folder(t)
	a, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	rec := newRecorder()
	if _, err := a.Import(ctx, rec, Options{Channels: []string{"C1"}}); err == nil {
		t.Error("a canceled import says that it is done")
	}
	if report, _ := imported(t, rec, path); report.Messages != 1 || len(report.Incidents) != 1 {
		t.Errorf("after it: %+v", report)
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct{ name, purpose, want string }{
		{"20230104_list_import_problems", "", "List import problems"},
		{"2023-01-04-imports", "", "Imports"},
		{"inc-4711", "Imports are slow", "Inc 4711: Imports are slow"},
		{"inc-4711", "", "Inc 4711"},
		{"ops", "everything", "Ops"},
		{"20230104", "", "20230104"},
		{"名前", "", "名前"},
	} {
		if got := titleOf(&Channel{Channel: message.Channel{Name: c.name}, Purpose: c.purpose}); got != c.want {
			t.Errorf("title of %q: got %q, want %q", c.name, got, c.want)
		}
	}
}
