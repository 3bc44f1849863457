package incident

import (
	"testing"
	"time"
)

func TestCommandsDecide(t *testing.T) {
	play(t, declared(t),
		step{"zac", Confirm{No: 1}, "no: there is no command yet"},
		step{Nobody, Propose{Text: "ss -s"}, "no: nobody is named who would run it; instead: cmd @zac `ss -s`"},
		step{"zac", Propose{}, "no: the command is missing; instead: cmd @zac `ss -s`"},
		step{"zac", Propose{Text: "ss -s", Language: "klingon\x1b"}, "no: the message or the language of the command is not one; instead: shell, sql or other"},
		step{"zac", Propose{Text: "ss -s", Language: Shell, Message: "slack:1"}, "C1: @zac shows `ss -s`"},
		step{"zac", Propose{Text: "netstat -u", Language: Shell, Message: "slack:1"}, "C2: @zac shows `netstat -u`"},
		step{"zac", Confirm{No: 1}, "no: C1 is @zac's own, it needs a second pair of eyes; instead: as @nick confirm 1, once somebody else has looked"},
		step{Nobody, Confirm{No: 1}, "no: nobody confirms; instead: as @nick confirm 12"},
		step{"nick", Confirm{Message: "slack:1", Text: "go"}, "C1 confirmed: go + C2 confirmed: go"},
		step{"nick", Confirm{Message: "slack:1"}, "no: that message holds no command that waits for @nick; instead: confirm 12"},
		step{"nick", Confirm{Message: "slack:2"}, "no: that message holds no command that waits for @nick; instead: confirm 12"},
		step{"nick", Confirm{No: 2}, "no: @nick has confirmed C2 already"},
		step{"mia", Object{No: 2, Reason: "too slow"}, "objection to C2: too slow"},
		step{"mia", Object{No: 3}, "no: there is no command 3, the last is 2; instead: object 2"},
		step{"zac", UndoCommand{No: 1, How: "restarted"}, "no: C1 was never run; instead: ran 1 first, if it was"},
		step{"zac", RunCommand{No: 1, By: "No Body"}, `no: "No Body" is not a handle; instead: @zac, in lower case`},
		step{"zac", RunCommand{No: 1}, "C1 run by @zac"},
		step{"zac", RunCommand{No: 1}, "no: C1 was run at 12:17 UTC; instead: cmd @zac and the text, if it was run again"},
		step{"zac", ShowOutput{No: 1}, "no: the output is missing; instead: output 12 UDP 65535"},
		step{"zac", ShowOutput{No: 1, Text: "UDP 65535"}, "C1 answered: UDP 65535"},
		step{"zac", ShowOutput{No: 2, Text: "no such command", Failed: true}, "C2 run by @zac + C2 failed: no such command"},
		step{"zac", UndoCommand{No: 1}, "no: the way it was undone is missing; instead: undone 12 reverted with `git revert`"},
		step{"zac", UndoCommand{No: 1, How: "restarted"}, "C1 undone: restarted"},
		step{"zac", UndoCommand{No: 1, How: "again"}, "no: C1 was undone at 12:23 UTC; instead: correct 11 text …, or note what else was done"},
		step{"mia", Propose{Text: "reboot", Author: "nick", AlreadyRun: true}, "C3: @nick shows `reboot` + C3 run by @nick"},
		step{"nick", Propose{Text: "lsof -i", Language: Shell}, "C4: @nick shows `lsof -i`"},
		step{"mia", Propose{Text: "lsof -i", AlreadyRun: true}, "C5: @mia shows `lsof -i` + C5 run by @mia"},
		step{"nick", Propose{Text: "lsof -i", AlreadyRun: true}, "C4 run by @nick"},
		step{"nick", Propose{Text: "lsof -i", AlreadyRun: true}, "C6: @nick shows `lsof -i` + C6 run by @nick"},
		step{"zac", Retract{Entry: 3, Reason: "it was a question"}, "entry 3 retracted: it was a question"},
		step{"nick", RunCommand{No: 2}, "no: C2 was retracted, it was no command; instead: cmd @zac and the text, for a new one"},
	)
}

func TestDecisionsDecide(t *testing.T) {
	play(t, declared(t),
		step{"zac", ObjectDecision{No: 1, Reason: "no"}, "no: there is no decision yet"},
		step{"zac", ProposeDecision{}, "no: the proposal is missing; instead: propose roll back the 12:40 deployment"},
		step{"zac", ProposeDecision{"roll back"}, "D1: any strong objections? roll back"},
		step{"nick", ObjectDecision{No: 1}, "no: the objection is missing; instead: object D2 because the rollback loses data"},
		step{"nick", ObjectDecision{No: 1, Reason: "it loses data"}, "strong objection to D1: it loses data"},
		step{"zac", MakeDecision{No: 2, Text: "x"}, "no: there is no decision 2, the last is 1; instead: decide D1"},
		step{"zac", MakeDecision{No: 1, Text: " "}, "D1 decided: roll back"},
		step{"zac", MakeDecision{No: 1}, "no: D1 is settled; instead: propose and the text, for a new one"},
		step{"nick", ObjectDecision{No: 1, Reason: "late"}, "no: D1 is settled; instead: propose and the text, for a new one"},
		step{"zac", MakeDecision{}, "no: the decision is missing; instead: decide roll back the 12:40 deployment"},
		step{"zac", MakeDecision{Abandon: true, Text: "x"}, "no: which proposal is abandoned is not said; instead: abandon D2 because it takes too long"},
		step{"zac", MakeDecision{Text: "cache the client", Owner: "nick"}, "D2 decided: cache the client (@nick)"},
		step{"zac", ProposeDecision{"reboot"}, "D3: any strong objections? reboot"},
		step{"zac", MakeDecision{No: 3, Abandon: true, Text: "too risky"}, "D3 abandoned: too risky"},
	)
}

func TestTellingDecides(t *testing.T) {
	play(t, declared(t),
		step{"mia", TellAudience{Audience: Internal, Text: "we look"}, "no: the incident is at tier engineering, internal is not told of it; instead: upgrade internal first"},
		step{"mia", TellAudience{Audience: Engineering}, "no: the update is missing; instead: update internal we know the cause, a fix is in review next 30m"},
		step{"mia", TellAudience{Text: "we look", Next: time.Second}, "no: 0m is not a time to wait: from 1 minute to 7 days; instead: update internal … next 15m"},
		step{"mia", TellAudience{Text: "we look", Next: 30 * time.Minute}, "engineering update: we look (next at 12:34 UTC)"},
		step{"zac", Report{}, "no: the situation report is missing; instead: report imports fail / Zac rolls back / a database engineer"},
		step{"zac", Report{Conditions: "imports fail", Needs: "a reviewer"}, "situation report; conditions: imports fail; needs: a reviewer"},
		step{"zac", StateImpact{}, "no: nothing is said of the impact; instead: impact from 12:40 customers see delayed imports"},
		step{"zac", StateImpact{From: noon.Add(time.Hour)}, "no: the impact cannot begin or end in the future; instead: impact from 12:40 customers see delayed imports"},
		step{"zac", StateImpact{From: noon.Add(-time.Hour), Counts: []Count{{340, "customers"}}}, "impact from 11:00 UTC, 340 customers"},
		step{"zac", StateImpact{Until: noon.Add(-2 * time.Hour)}, "no: the impact would end at 10:00 UTC before it begins at 11:00 UTC; instead: impact from 12:40 until 13:10"},
		step{"zac", StateImpact{Counts: []Count{{-1, "customers"}}}, "no: a count cannot be -1; instead: impact 340 customers"},
		step{"zac", StateImpact{Counts: []Count{{1, ""}}}, "no: the unit of a count is missing; instead: impact 340 customers"},
		step{"zac", StateImpact{Until: noon, Text: "imports arrive late"}, "impact until 12:00 UTC: imports arrive late"},
		step{"zac", Note{}, "no: the note is missing; instead: note the queue has stopped growing"},
		step{"zac", Note{"\u202eturned"}, "no: the note holds control characters; instead: note the queue has stopped growing"},
		step{"zac", Note{"not \xff text"}, "no: the note holds control characters; instead: note the queue has stopped growing"},
		step{"zac", AddLink{URL: "javascript:alert(1)"}, `no: "javascript:alert(1)" is not a web link; instead: link https://grafana.example/d/imports the import dashboard`},
		step{"zac", AddLink{URL: "https://x.example/a b"}, `no: "https://x.example/a b" is not a web link; instead: link https://grafana.example/d/imports the import dashboard`},
		step{"zac", AddLink{URL: "https://x.example/", Title: "dashboard"}, "dashboard https://x.example/"},
		step{"zac", Observe{Sort: "deploy", Text: ""}, "no: the text is missing; instead: note and what happened"},
		step{"zac", Observe{Sort: "deploy", Text: "importer 2.4.1"}, "deploy: importer 2.4.1"},
	)
}

func TestChatDecides(t *testing.T) {
	play(t, declared(t),
		step{"zac", Post{MessagePosted{}}, "(no text)"},
		step{"zac", Post{MessagePosted{Text: "a\x1b[2Jb"}}, "no: the message holds control characters; instead: the text without them"},
		step{"zac", Post{MessagePosted{Files: []File{{Name: "a\u202egnp.exe"}}}}, "no: the message holds control characters; instead: the text without them"},
		step{"zac", Post{MessagePosted{Text: "hello\n\tthere", Files: []File{{Name: "a.png"}}}}, "hello\n\tthere [file: a.png]"},
		step{"zac", EditPost{MessageEdited{"slack:1", "bye\x07"}}, "no: the message holds control characters; instead: the text without them"},
		step{"zac", EditPost{MessageEdited{"slack:1", "bye"}}, "edited: bye"},
		step{"zac", DeletePost{MessageDeleted{"slack:\x00"}}, "no: the message holds control characters; instead: the text without them"},
		step{"zac", DeletePost{MessageDeleted{"slack:1"}}, "message deleted"},
		step{"zac", React{MessageReacted{"slack:1", "ey\x1bes", nil, 1, false}}, "no: the message holds control characters; instead: the text without them"},
		step{"zac", React{MessageReacted{"slack:1", "eyes", []Person{"nick"}, 1, false}}, ":eyes: ×1: @nick"},
		step{"nick", React{MessageReacted{"slack:1", "eyes", []Person{"nick"}, 1, true}}, ":eyes: ×1 taken back: @nick"},
		step{"zac", NoteChannel{ChannelChanged{What: "topic", Text: "imports\x9b"}}, "no: the message holds control characters; instead: the text without them"},
		step{"zac", NoteChannel{ChannelChanged{What: "topic", Text: "imports"}}, "imports"},
	)
	huge := string(make([]byte, maxMessage+1))
	if _, err := Decide(declared(t).i, Post{MessagePosted{Text: huge}}, Given{By: "zac", Now: noon}); err == nil {
		t.Error("a message of two megabytes of NUL is kept")
	}
}

// TestRetractionsReachTheState: a confirmation, an output, a run or an outcome that was taken back no longer counts, and
// counts again when it is restored.
func TestRetractionsReachTheState(t *testing.T) {
	c := declared(t)
	c.do("zac", Propose{Text: "ss -s"})
	confirmed := c.do("nick", Confirm{No: 1})
	objected := c.do("mia", Object{No: 1})
	run := c.wait(time.Minute).do("zac", RunCommand{No: 1})
	undone := c.do("zac", UndoCommand{No: 1, How: "restarted"})
	command := func() Command { one, _ := c.i.Command(1); return one }
	steps := []struct {
		entry uint64
		stage string
	}{{undone, "run"}, {run, "objected"}, {objected, "confirmed"}, {confirmed, "proposed"}}
	for _, s := range steps {
		c.do("zac", Retract{Entry: s.entry, Reason: "mistyped"})
		if got := command().Stage(); got != s.stage {
			t.Errorf("without %d it is %s, want %s", s.entry, got, s.stage)
		}
	}
	if command().Confirmed() {
		t.Error("confirmed by a confirmation that was taken back")
	}
	c.do("zac", Restore{run})
	if !command().Unseen() {
		t.Error("a run without a second pair of eyes is not seen as one")
	}
	c.do("zac", Restore{confirmed})
	if command().Unseen() || command().Stage() != "run" {
		t.Errorf("restored to %+v", command())
	}
}

func TestRetractedOutcomesReopen(t *testing.T) {
	c := declared(t)
	proposed := c.do("zac", ProposeDecision{"roll back"})
	made := c.do("zac", MakeDecision{No: 1})
	added := c.do("zac", AddFollowUp{Text: "a runbook"})
	closed := c.do("zac", CloseFollowUp{No: 1})
	told := c.do("zac", TellAudience{Text: "we look", Next: time.Hour})
	c.do("zac", Retract{made, "too early"}, Retract{closed, "wrong one"}, Retract{told, "wrong channel"})
	d, _ := c.i.Decision(1)
	u, _ := c.i.FollowUp(1)
	if _, ok := c.i.LastUpdate(Engineering); ok || !d.Open() || !u.Open() || abouts(c.i.DueList()) != "no ic" {
		t.Errorf("%+v, %+v, due %v", d, u, c.i.DueList())
	}
	c.do("zac", Retract{proposed, "no"}, Restore{made}, Retract{added, "no"})
	d, _ = c.i.Decision(1)
	u, _ = c.i.FollowUp(1)
	if !d.Retracted || d.Open() || u.Open() {
		t.Errorf("%+v, %+v", d, u)
	}
}
