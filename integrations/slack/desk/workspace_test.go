package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"baton/incident"
	"baton/integrations/slack/app"
	"baton/integrations/slack/slackfake"
)

// office is a workspace whose people's requests a desk answers, over its socket and its addresses for answers.
type office struct {
	*stage
	w                *slackfake.Workspace
	zac, nick        *slackfake.Person
	general, imports slackfake.ChannelID
	client           *http.Client
}

func newOffice(t *testing.T) *office {
	s := newStage(t, nil)
	w, err := slackfake.New(slackfake.Options{Clock: slackfake.NewHandClock(s.now), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{stage: s, w: w, client: &http.Client{Transport: &http.Transport{}, Timeout: 20 * time.Second}}
	o.zac, o.nick = w.AddUser(slackfake.User{ID: "U1", Name: "zac"}), w.AddUser(slackfake.User{ID: "U2", Name: "nick"})
	members := []slackfake.UserID{o.zac.ID(), o.nick.ID(), w.BotUser()}
	o.general, o.imports = w.AddChannel(slackfake.Channel{Name: "general", Members: members}), w.AddChannel(slackfake.Channel{Name: "imports", Members: members})
	t.Cleanup(func() {
		o.client.CloseIdleConnections()
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	o.serve(t)
	return o
}

// serve answers what comes, one envelope after another, until the test ends.
func (o *office) serve(t *testing.T) {
	api := slack.New(o.w.BotToken(), slack.OptionAppLevelToken(o.w.AppToken()), slack.OptionAPIURL(o.w.APIURL()), slack.OptionHTTPClient(o.client))
	c := socketmode.New(api)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Go(func() { defer close(done); _ = c.RunContext(ctx) }) // ends with the context
	wg.Go(func() {
		for {
			select {
			case e := <-c.Events:
				if r := e.Request; r != nil && (r.Type == "slash_commands" || r.Type == "interactive") && ctx.Err() == nil {
					o.serveOne(t, ctx, c, r)
				}
			case <-done:
				return
			}
		}
	})
	t.Cleanup(func() { cancel(); wg.Wait() })
	if err := o.w.WaitSockets(soon(t), 1); err != nil {
		t.Fatal(err)
	}
}

func (o *office) serveOne(t *testing.T, ctx context.Context, c *socketmode.Client, e *socketmode.Request) {
	r, err := Decode(e.Type, e.Payload)
	if err != nil {
		t.Errorf("%s: %v", e.Payload, err)
	}
	a := o.Answer(ctx, r)
	if err := c.AckCtx(ctx, e.EnvelopeID, a.Ack); err != nil && ctx.Err() == nil {
		t.Error(err)
	}
	if a.Form != nil {
		view, _ := json.Marshal(a.Form)
		body := strings.NewReader(url.Values{"token": {o.w.BotToken()}, "trigger_id": {r.Trigger}, "view": {string(view)}}.Encode())
		o.post(t, ctx, o.w.APIURL()+"views.open", "application/x-www-form-urlencoded", body)
	}
	for _, reply := range a.Replies {
		b, _ := json.Marshal(reply)
		o.post(t, ctx, r.ResponseURL, "application/json", bytes.NewReader(b))
	}
}

func (o *office) post(t *testing.T, ctx context.Context, address, kind string, body io.Reader) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, body)
	if err != nil {
		t.Error(err)
		return
	}
	request.Header.Set("Content-Type", kind)
	response, err := o.client.Do(request)
	if err != nil {
		if ctx.Err() == nil {
			t.Error(err)
		}
		return
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusOK || strings.Contains(string(said), `"ok":false`) {
		t.Errorf("%s answered %s %s", address, response.Status, said)
	}
}

// soon is a context that ends a test that hangs.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// told waits for an interaction's first n replies.
func (o *office) told(t *testing.T, n int) func(*slackfake.Interaction, error) []slackfake.Reply {
	return func(i *slackfake.Interaction, err error) []slackfake.Reply {
		t.Helper()
		if err == nil {
			_, err = i.Wait(soon(t))
		}
		if err != nil {
			t.Fatal(err)
		}
		replies, err := i.WaitReplies(soon(t), n)
		if err != nil {
			t.Fatal(err)
		}
		return replies
	}
}

// TestAnAfternoon goes the way of the payloads that a workspace sends, and of the answers that it takes.
func TestAnAfternoon(t *testing.T) {
	o := newOffice(t)
	o.w.DoubleEnvelopes(1)
	first := o.told(t, 1)(o.zac.Type(o.general, "/incident List import problems & more"))
	says(t, first[0].Text, "Declared `20230104_list_import_problems_more`: List import problems &amp; more.")
	says(t, o.told(t, 1)(o.nick.Type(o.general, "/incident list import problems & more"))[0].Text, "declared already, just now by @zac")
	ref := incident.Ref("20230104_list_import_problems_more")
	says(t, o.told(t, 1)(o.zac.Type(o.imports, "/incident attach import"))[0].Text, "the incident's channel is #imports of testers")
	o.mu.Lock()
	o.channels[ref] = string(o.imports)
	o.mu.Unlock()

	says(t, o.told(t, 1)(o.zac.Type(o.imports, "/incident action @nick check <DNS> & #general"))[0].Text, "#3 A1: @nick, please check &lt;DNS&gt; &amp; #general")
	ts := o.asks(t)
	o.w.DoubleEnvelopes(1)
	pressed := o.told(t, 1)(o.nick.Press(o.imports, ts, "baton_done"))
	if !pressed[0].ReplaceOriginal || pressed[0].Text != "A1 (check &lt;DNS&gt; &amp; #general) done by @nick at 14:00 UTC" {
		t.Errorf("%+v", pressed)
	}
	late := o.told(t, 2)(o.zac.Press(o.imports, o.asks(t), "baton_done"))
	if late[0].Type != "ephemeral" || late[0].Text != "A1 is done already (by @nick)." || late[1].Text != pressed[0].Text {
		t.Errorf("%+v", late)
	}
	o.shortcut(t)
	want := "#5 nick (zac): #general: the graph looks bad (https://testers.slack.com/archives/" + string(o.general) + "/p"
	if got := o.log(ref, 5); len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("recorded were %q, want %s…", got, want)
	}
}

// asks posts a question with a button, as baton does.
func (o *office) asks(t *testing.T) slackfake.TS {
	t.Helper()
	api := slack.New(o.w.BotToken(), slack.OptionAPIURL(o.w.APIURL()), slack.OptionHTTPClient(o.client))
	button := slack.NewButtonBlockElement("baton_done", "A1", slack.NewTextBlockObject(slack.PlainTextType, "Done", false, false))
	_, ts, err := api.PostMessageContext(soon(t), string(o.imports), slack.MsgOptionText("A1?", false), slack.MsgOptionBlocks(slack.NewActionBlock("ask", button)))
	if err != nil {
		t.Fatal(err)
	}
	return slackfake.TS(ts)
}

// shortcut adds a message while two incidents are open, so that a form asks which one is meant.
func (o *office) shortcut(t *testing.T) {
	t.Helper()
	o.told(t, 1)(o.zac.Type(o.general, "/incident Mail is late"))
	ts, err := o.nick.Say(o.general, "the graph looks bad")
	if err != nil {
		t.Fatal(err)
	}
	o.told(t, 0)(o.zac.Shortcut(o.general, ts, app.ShortcutCallback))
	// The form is opened after the acknowledgement: a command that is answered behind it says that it is there.
	o.told(t, 1)(o.zac.Type(o.general, "/incident help"))
	views := o.w.Views()
	if len(views) != 1 {
		t.Fatalf("%d forms were opened", len(views))
	}
	i, err := o.zac.Submit(views[0].ID, `{"incident":{"choice":{"type":"static_select","selected_option":{"value":"20230104_list_import_problems_more"}}}}`)
	if err != nil {
		t.Fatal(err)
	}
	ack, err := i.Wait(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	says(t, string(ack), `"response_action":"update"`, "That message is #5 of")
}
