package capture

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)

// say makes a message of channel c, so many minutes after noon.
func say(id, author, thread string, minute int, text string) Message {
	return Message{ID: id, Channel: "c", Thread: thread, Author: author, At: noon.Add(time.Duration(minute) * time.Minute), Text: text, Result: Scan(text)}
}

func TestLedger(t *testing.T) {
	const proposal = "going to run `kubectl delete pod hub-0`"
	for _, c := range []struct {
		name string
		said []Message
		want string // "proposal by answer", a veto with a "!" in front
	}{
		{"next message", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "", 1, "lgtm")}, "1 ben 2"},
		{"own answer", []Message{say("1", "ana", "", 0, proposal), say("2", "ana", "", 1, "do it")}, ""},
		{"latest first", []Message{say("1", "ana", "", 0, proposal), say("2", "cy", "", 1, proposal), say("3", "ben", "", 2, "+1")}, "2 ben 3"},
		{"the same person goes on to the one before", []Message{
			say("1", "ana", "", 0, proposal), say("2", "cy", "", 1, proposal),
			say("3", "ben", "", 2, "+1"), say("4", "ben", "", 3, "+1"),
		}, "1 ben 4"},
		{"thread before channel", []Message{say("1", "ana", "", 0, proposal), say("2", "cy", "", 1, proposal), say("3", "ben", "1", 2, "go ahead")}, "1 ben 3"},
		{"proposal in the thread", []Message{say("1", "ana", "", 0, "imports are slow"), say("2", "ana", "1", 1, proposal), say("3", "ben", "1", 2, "ship it")}, "2 ben 3"},
		{"thread without one falls back", []Message{say("1", "ana", "", 0, proposal), say("3", "ben", "9", 2, "ship it")}, "1 ben 3"},
		{"yup in the thread", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "1", 1, "yup")}, "1 ben 2"},
		{"nope in the thread", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "1", 1, "nope")}, "!1 ben 2"},
		{"yup in the channel", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "", 1, "yup")}, ""},
		{"veto", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "", 1, "hold on")}, "!1 ben 2"},
		{"yes after a veto", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "", 1, "wait"), say("3", "ben", "", 2, "ok go ahead")}, "1 ben 3"},
		{"too late", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "", 31, "lgtm")}, ""},
		{"late in the thread", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "1", 300, "lgtm")}, "1 ben 2"},
		{"forgotten", []Message{say("1", "ana", "", 0, proposal), say("2", "ben", "1", 361, "lgtm")}, ""},
		{"a report is no proposal", []Message{say("1", "ana", "", 0, "i ran `kubectl delete pod hub-0` and it worked"), say("2", "ben", "", 1, "lgtm")}, ""},
		{"an edit asks anew", []Message{
			say("1", "ana", "", 0, proposal), say("2", "ben", "", 1, "lgtm"),
			say("1", "ana", "", 2, proposal+" and hub-1"), say("4", "ben", "", 3, "lgtm"),
		}, "1 ben 4"},
	} {
		l := NewLedger()
		got := ""
		for i, m := range c.said {
			approvals := l.Message(m)
			if i == len(c.said)-1 {
				for _, a := range approvals {
					if a.Veto {
						got += "!"
					}
					got += fmt.Sprintf("%s %s %s", a.Proposal, a.By, a.Answer)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLedgerReactions(t *testing.T) {
	for _, c := range []struct {
		emoji, by string
		given     int
		veto      bool
	}{
		{"+1", "ben", 1, false},
		{":thumbsup::skin-tone-3:", "ben", 1, false},
		{"white_check_mark", "ben", 1, false},
		{"👍", "ben", 1, false},
		{"eyes", "ben", 0, false},
		{"+1", "ana", 0, false},
		{"-1", "ben", 1, true},
		{"tada", "ben", 0, false},
	} {
		l := NewLedger()
		l.Message(say("1", "ana", "", 0, "`systemctl restart importer`"))
		r := Reaction{Message: "1", Channel: "c", Author: c.by, Name: c.emoji, At: noon}
		got := l.Reaction(r)
		if len(got) != c.given || len(got) > 0 && (got[0].Veto != c.veto || len(got[0].Commands) != 1 || got[0].Reaction != c.emoji) {
			t.Errorf("%s by %s: %+v", c.emoji, c.by, got)
		}
		if again := l.Reaction(r); len(again) != 0 {
			t.Errorf("%s by %s counts twice", c.emoji, c.by)
		}
	}
}

func TestLedgerForgets(t *testing.T) {
	l := NewLedger()
	for i := range 3 * rememberTotal {
		m := say(fmt.Sprint(i), "ana", "", 0, "")
		m.Result = Result{Commands: []Command{{Text: "ls"}}, Intent: Propose}
		l.Message(m)
	}
	if len(l.order) > rememberTotal || len(l.byID) > rememberTotal {
		t.Errorf("%d messages are remembered, by id %d", len(l.order), len(l.byID))
	}
}

func TestNobodyApprovesTheirOwn(t *testing.T) {
	texts := []string{"going to run `git push`", "lgtm", "yup", "wait", "hello", "`rm x`", "do it"}
	rapid.Check(t, func(t *rapid.T) {
		l := NewLedger()
		for i := range rapid.IntRange(1, 40).Draw(t, "messages") {
			author := rapid.SampledFrom([]string{"ana", "ben", "cy"}).Draw(t, "author")
			var got []Approval
			if rapid.IntRange(0, 3).Draw(t, "reacts") == 0 {
				on := fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "on"))
				got = l.Reaction(Reaction{Message: on, Channel: "c", Author: author, Name: "+1", At: noon})
			} else {
				got = l.Message(say(fmt.Sprint(i), author, rapid.SampledFrom([]string{"", "", "0", "1"}).Draw(t, "thread"), i, rapid.SampledFrom(texts).Draw(t, "text")))
			}
			for _, a := range got {
				if a.By == a.Proposer || a.By != author || len(a.Commands) == 0 {
					t.Fatalf("%+v", a)
				}
			}
		}
	})
}
