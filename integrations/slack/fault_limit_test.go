package slack

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/app"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/slackfake"
)

// calls counts the calls of each method.
type calls struct {
	mu   sync.Mutex
	each map[string]int
	all  []slackfake.Call
}

func (c *calls) note(call slackfake.Call) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.each == nil {
		c.each = map[string]int{}
	}
	c.each[call.Method]++
	c.all = append(c.all, call)
}

func (c *calls) of(method string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.each[method]
}

// shapes are the four ways in which Slack asks for a pause.
var shapes = []struct {
	name  string
	fault slackfake.CallFault
}{
	{"whole seconds", slackfake.RateLimited(2 * time.Second)},
	{"no word on how long", slackfake.RateLimitedBare()},
	{"a fraction", slackfake.RateLimitedFraction(1500 * time.Millisecond)},
	{"ok false", slackfake.Refused("ratelimited")},
}

// TestEveryMethodIsLimited: a storm of refusals on every method that is used, in each shape. Everything is done in the end,
// once, and nothing fails.
func TestEveryMethodIsLimited(t *testing.T) {
	storm := []string{
		"auth.test", "users.list", "apps.connections.open", "conversations.create", "conversations.list", "conversations.setTopic",
		"conversations.setPurpose", "conversations.invite", "conversations.info", "conversations.history", "conversations.replies",
		"chat.postMessage", "chat.update", "pins.add", "bookmarks.list", "bookmarks.add", "bookmarks.edit",
	}
	const times = 3
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			var made calls
			f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1, OnCall: made.note})}
			for _, method := range storm {
				f.world.FailCalls(method, times, shape.fault)
			}
			taken, err := f.people["zac"].CreateChannel("20260302_list_import_problems", false)
			f.must(err)
			f.start()
			f.says("down since 13:00", "recording locally", "wants a pause")
			f.connected()
			f.ref, f.id = f.declared("List import problems")
			if f.id == taken {
				t.Fatal("somebody else's channel was taken")
			}
			root := f.say("lena", "the queue grows")
			f.unheard(1, func() { f.reply("zac", root, "it has 40,000 now") })
			f.do(incident.AddLink{Title: "graph", URL: "https://grafana.example/d/1"})
			f.do(incident.AddLink{Title: "graph", URL: "https://grafana.example/d/2"})
			f.do(incident.SetSeverity{To: 2, Reason: "as seen"})
			f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
			f.clock.Advance(sweepEvery + time.Minute) // by which what was not heard is found
			f.recorded("the queue grows", "it has 40,000 now")
			f.posted("read the worker logs")
			f.rest()
			f.well()
			for _, method := range storm {
				if n := made.of(method); n <= times {
					t.Errorf("%s was called %d times, which is no more than was refused", method, n)
				}
			}
		})
	}
}

// TestWhoIsNewIsAskedForAgain: where Slack wants a pause when somebody new speaks, they are asked for again, and are not
// without a name for long.
func TestWhoIsNewIsAskedForAgain(t *testing.T) {
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, slackfake.Options{Seed: 1})
			vera := f.world.AddUser(slackfake.User{Name: "vera", RealName: "Vera Lind"})
			f.must(vera.Join(f.id))
			f.world.FailCalls("users.info", 1, shape.fault)
			by := func(text string) (who incident.Person) {
				for _, e := range f.entries(f.ref) {
					if e.Text == text {
						who = e.Actor
					}
				}
				return who
			}
			for _, text := range []string{"first", "second"} {
				_, err := vera.Say(f.id, text)
				f.must(err)
				f.recorded(text)
				f.clock.Advance(5 * time.Second)
			}
			if by("second") != "vera" {
				t.Errorf("the second was said by %q", by("second"))
			}
		})
	}
}

// TestWhoIsAskedIsLimited: a person who asks for something while Slack limits what their answer needs is told so.
func TestWhoIsAskedIsLimited(t *testing.T) {
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
			f.allow = desk.Permissions{"resolve": {"sre"}}
			f.begin()
			f.world.FailCalls("usergroups.list", 1, shape.fault)
			answer := f.typed("lena", f.id, "/incident resolve", 1)[0].Text
			if !strings.Contains(answer, "Slack did not say which groups you are in") || !f.state(f.ref).Open() {
				t.Errorf("the answer is %q", answer)
			}
			f.declared("Mail is late") // so that a message from elsewhere can be of either
			ts, err := f.people["lena"].Say(f.dev, "the queue grows")
			f.must(err)
			f.world.FailCalls("views.open", 1, shape.fault)
			press, err := f.people["lena"].Shortcut(f.dev, ts, app.ShortcutCallback)
			f.must(err)
			if got := f.replies(press, 1); !strings.Contains(got[0].Text, "Try again") {
				t.Errorf("the answer is %+v", got)
			}
			if views := f.world.Views(); len(views) != 0 {
				t.Errorf("%d forms were opened", len(views))
			}
		})
	}
}

// TestAttachAChannelWithAHistory: 3,000 messages and 120 threads of the hours before are read within Slack's limits of 50
// calls a minute and method.
func TestAttachAChannelWithAHistory(t *testing.T) {
	var made calls
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1, OnCall: made.note})}
	id, err := f.people["nadia"].CreateChannel("importers", false)
	f.must(err)
	f.must(f.people["tomas"].Join(id))
	const messages, threads = 3000, 120
	f.ref, f.id = incident.NewRef("List import problems", f.clock.Now(), 1), id
	f.start()
	f.connected()
	f.typed("nadia", f.dev, "/incident List import problems", 1)
	for n := range messages - threads {
		ts := f.say("tomas", "line "+string(rune('a'+n%26)))
		if n < threads {
			f.reply("nadia", ts, "an answer")
		}
		if n%100 == 0 {
			f.clock.Advance(time.Second)
		}
	}
	f.must(f.people["nadia"].Invite(id, f.world.BotUser()))
	f.typed("nadia", id, "/incident attach "+string(f.ref), 1)
	f.until("the channel is being read", func() bool {
		m := f.service.channels.ofRef(f.ref)
		return m != nil && m.channel.ID == string(id) && f.posts() > 0
	})
	f.says("catching up 12:")
	f.until("all is read", func() bool { return len(f.service.Status().CatchingUp) == 0 })
	if n := f.posts(); n != messages {
		t.Errorf("%d messages are in the record", n)
	}
	if n := made.of("conversations.replies"); n < threads {
		t.Errorf("%d threads were read", n)
	}
	for _, method := range []string{"conversations.history", "conversations.replies"} {
		if n := made.most(method); n > 60 {
			t.Errorf("%s was called %d times in a minute", method, n)
		}
	}
	f.well()
}

// posts are the messages of people in the record.
func (f *faulty) posts() (n int) {
	for e, err := range f.log.Read(context.Background(), f.ref, 1) {
		if err != nil {
			f.t.Fatal(err)
		}
		if e.Kind == (incident.MessagePosted{}).Kind() {
			n++
		}
	}
	return n
}

// most is how often a method was called in the busiest minute.
func (c *calls) most(method string) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	own := slices.DeleteFunc(slices.Clone(c.all), func(x slackfake.Call) bool { return x.Method != method })
	for i, x := range own {
		k := i
		for k < len(own) && own[k].At.Sub(x.At) < time.Minute {
			k++
		}
		n = max(n, k-i)
	}
	return n
}
