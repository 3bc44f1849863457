package slack

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/integrations/slack/slackfake"
)

// TestAUserWasDeleted: what they said keeps their name, what they are to be invited to fails by itself, and the channel is
// told of their task all the same.
func TestAUserWasDeleted(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	gone := f.world.AddUser(slackfake.User{Name: "olga", RealName: "Olga Lind"})
	f.begin()
	f.must(gone.Join(f.id))
	_, err := gone.Say(f.id, "the queue grows")
	f.must(err)
	f.recorded("the queue grows")
	f.must(gone.Leave(f.id))
	f.world.Deactivate(gone.ID())
	f.stop()
	f.start()
	f.do(incident.Assign{Owner: "olga", Task: "read the worker logs", In: time.Hour})
	if why := f.failed("invite/olga"); why != "the person has no active account in Slack" {
		t.Errorf("it failed: %s", why)
	}
	f.posted("read the worker logs")
	f.says("live, 2 connections; 1 NOT TOLD")
	f.do(incident.SkipDelivery{Key: "invite/olga", Reason: "she left the company"})
	f.rest()
	f.well()
	for _, e := range f.entries(f.ref) {
		if e.Text == "the queue grows" && e.Actor != "olga" {
			t.Errorf("it was said by %q", e.Actor)
		}
	}
}

// TestASlashCommandTypedTwice: it is in the record once, and the second answer says so.
func TestASlashCommandTypedTwice(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	for range 2 {
		f.typed("nadia", f.id, "/incident action @tomas read the worker logs in 15m", 1)
	}
	if n := f.state(f.ref).Actions.Len(); n != 1 {
		t.Errorf("there are %d actions", n)
	}
	f.posted("read the worker logs")
	for n := range 2 {
		answer := f.typed("lena", f.dev, "/incident Mail is late", 1)[0].Text
		if strings.Contains(answer, "already") != (n == 1) && !strings.Contains(answer, "mail_is_late") {
			t.Errorf("answer %d is %q", n+1, answer)
		}
	}
	heads, err := f.log.List(t.Context())
	f.must(err)
	if len(heads) != 2 {
		t.Errorf("there are %d incidents: %+v", len(heads), heads)
	}
	f.rest()
	f.well()
}

// TestTwoPeoplePressTheSameButton: one of them did it, and the other is told who.
func TestTwoPeoplePressTheSameButton(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	f.typed("nadia", f.id, "/incident action @tomas read the worker logs in 15m", 1)
	post := f.posted("read the worker logs")
	var presses []*slackfake.Interaction
	for _, who := range []incident.Person{"lena", "zac"} {
		press, err := f.people[who].Press(f.id, post.TS, "baton_done")
		f.must(err)
		presses = append(presses, press)
	}
	var answers []string
	for _, press := range presses {
		answers = append(answers, f.replies(press, 1)[0].Text)
	}
	a := f.state(f.ref).Actions.At(0)
	if len(f.state(f.ref).OpenActions()) != 0 {
		t.Errorf("the action is open: %+v", a)
	}
	dones := 0
	for e, err := range f.log.Read(t.Context(), f.ref, 1) {
		f.must(err)
		if e.Kind == (incident.ActionDone{}).Kind() {
			dones++
		}
	}
	if dones != 1 {
		t.Errorf("it was done %d times: %q", dones, answers)
	}
	if strings.Contains(answers[0], "done already") == strings.Contains(answers[1], "done already") {
		t.Errorf("the answers are %q", answers)
	}
	f.rest()
	f.well()
}

// TestClocksApart: Slack's clock is 90 seconds ahead or behind. Everything is recorded at Slack's time, told once, found
// again where it is not known whether it was made, and read where it was missed.
func TestClocksApart(t *testing.T) {
	for _, by := range []time.Duration{90 * time.Second, -90 * time.Second} {
		t.Run(by.String(), func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, slackfake.Options{Seed: 1, Clock: &skewed{by: by}})
			root := f.say("lena", "going to run `kubectl rollout restart deploy/importer`")
			f.must(f.people["nadia"].React(f.id, root, "+1"))
			f.until("the command is confirmed", func() bool {
				i := f.state(f.ref)
				return i.Commands.Len() == 1 && i.Commands.At(0).Confirmed()
			})
			for _, e := range f.entries(f.ref) {
				at, _ := message.ParseStamp(string(root))
				if e.Event.Key == message.Key(string(f.id), at) && !e.When.At.Equal(at.Time()) {
					t.Errorf("it was said at %s, and is recorded at %s", at.Time(), e.When.At)
				}
			}
			f.unheard(1, func() { f.reply("zac", root, "it has 40,000 now") })
			f.world.CutEnvelope()
			f.reply("zac", root, "and grows")
			f.recorded("it has 40,000 now", "and grows")
			for n := range 3 {
				f.world.FailCalls("chat.postMessage", 1, []slackfake.CallFault{slackfake.AnswerLost(), slackfake.CallLost(), slackfake.ProxyPage()}[n])
				task := fmt.Sprint("look at host ", n)
				f.do(incident.Assign{Owner: "tomas", Task: task, In: time.Hour})
				f.posted(task)
				f.rest()
			}
			f.stop()
			f.unheard(1, func() { f.reply("zac", root, "now it stands") })
			f.start()
			f.recorded("now it stands")
			f.rest()
			f.well()
		})
	}
}

// TestAMessageOfFortyThousandCharacters is kept whole.
func TestAMessageOfFortyThousandCharacters(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	long := strings.Repeat("ü and ö. ", 40_000/9)
	long = strings.TrimSpace(long)
	f.say("lena", long)
	f.say("lena", "the queue grows")
	f.recorded("the queue grows", long)
	f.do(incident.Note{Text: long[:8000]})
	f.rest()
	f.well()
}

// TestAMessageThatIsOneCodeBlock of 200 lines is kept whole, and is not 200 commands.
func TestAMessageThatIsOneCodeBlock(t *testing.T) {
	for _, c := range []struct {
		name  string
		line  func(n int) string
		least int
		most  int
	}{
		{"output of a command", func(n int) string {
			if n == 0 {
				return "$ kubectl get pods -A"
			}
			return fmt.Sprintf("importer-%d   1/1   Running   0   3d", n)
		}, 1, 1},
		{"a log", func(n int) string {
			return fmt.Sprintf("2026-03-02T13:%02d:00Z WARN worker %d: queue is full", n%60, n)
		}, 0, 0},
		{"a script", func(n int) string { return fmt.Sprintf("kubectl delete pod importer-%d", n) }, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, slackfake.Options{Seed: 1})
			var lines []string
			for n := range 200 {
				lines = append(lines, c.line(n))
			}
			text := "```\n" + strings.Join(lines, "\n") + "\n```"
			f.say("lena", text)
			f.say("lena", "that is it")
			f.recorded("that is it")
			whole := 0
			for _, e := range f.entries(f.ref) {
				if strings.Contains(e.Text, strings.Join(lines, "\n")) && e.Event.Kind == (incident.MessagePosted{}).Kind() {
					whole++
				}
			}
			if whole != 1 {
				t.Errorf("it is in the record %d times", whole)
			}
			f.rest() // by when what follows from it is recorded, too
			if n := f.state(f.ref).Commands.Len(); n < c.least || n > c.most {
				t.Errorf("%d commands were caught", n)
			}
			f.well()
		})
	}
}
