package mirror

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

// TestAChannelIsCaughtUp reads a channel of a workspace that answers as Slack does, page by page, as the plan says. A
// second reading adds nothing.
func TestAChannelIsCaughtUp(t *testing.T) {
	start := time.Unix(began, 0)
	clock := slackfake.NewHandClock(start)
	w, err := slackfake.New(slackfake.Options{Clock: clock, Seed: 1, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	alice, bob := w.AddUser(slackfake.User{ID: "U1", Name: "alice"}), w.AddUser(slackfake.User{ID: "U2", Name: "bob"})
	id := w.AddChannel(slackfake.Channel{Name: "inc-1-imports", Members: []slackfake.UserID{alice.ID(), bob.ID(), w.BotUser()}})
	ts := func(ts slackfake.TS, err error) slackfake.TS {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		clock.Advance(time.Second)
		return ts
	}
	root := ts(alice.Say(id, "going to run `kubectl delete pod hub-0`"))
	ts(bob.Reply(id, root, "lgtm"))
	ts(bob.Say(id, "errors &amp; timeouts"))
	typo := ts(alice.Say(id, "it is beter"))
	ts("", alice.Edit(id, typo, "it is better"))
	ts("", bob.React(id, typo, "tada"))

	d := newDesk(t)
	d.openOn(t, string(id))
	d.catchUp(t, w, id, start, clock.Now())
	want := []string{
		"13:00:00.000000 command_proposed @alice: C<1>: @alice shows `kubectl delete pod hub-0`",
		"13:00:00.000000 message_posted @alice: going to run `kubectl delete pod hub-0`",
		"13:00:01.000000 command_confirmed @bob: C<1> `kubectl delete pod hub-0` confirmed: lgtm",
		"13:00:01.000000 message_posted @bob: lgtm",
		"13:00:02.000000 message_posted @bob: errors & timeouts",
		"13:00:03.000000 message_posted @alice: it is better edited from (what stood here at first is not in the source) :tada:1[@bob]",
		"C<1> `kubectl delete pod hub-0` of @alice is confirmed; @bob at 13:00:01: lgtm",
	}
	d.check(t, want...)
	before := d.head(t)
	d.catchUp(t, w, id, start, clock.Now())
	if after := d.head(t); after != before {
		t.Errorf("reading the channel again wrote %d events", after-before)
	}
}

// catchUp reads what the plan asks for, two messages a page.
func (d *desk) catchUp(t *testing.T, w *slackfake.Workspace, id slackfake.ChannelID, from, to time.Time) {
	t.Helper()
	p := d.mirror.Plan(from, to)
	for calls := 0; ; calls++ {
		r, ok := p.Next()
		if !ok {
			return
		}
		if calls == 20 {
			t.Fatalf("the plan does not end: %+v", p)
		}
		page := DecodePage(call(t, w, id, r))
		if err := d.mirror.Fill(context.Background(), r, page, to); err != nil {
			t.Fatal(err)
		}
		p.Answer(r, page)
	}
}

func call(t *testing.T, w *slackfake.Workspace, id slackfake.ChannelID, r Request) []byte {
	t.Helper()
	method := "conversations.history"
	args := url.Values{"token": {w.BotToken()}, "channel": {string(id)}, "limit": {"2"}, "inclusive": {"1"}, "oldest": {r.Oldest.String()}, "latest": {r.Latest.String()}}
	if !r.Thread.IsZero() {
		method = "conversations.replies"
		args.Set("ts", r.Thread.String())
	}
	answer, err := http.PostForm(w.APIURL()+method, args)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
