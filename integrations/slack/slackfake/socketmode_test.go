package slackfake_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"baton/integrations/slack/slackfake"
)

// follow runs slack-go's Socket Mode client until the test ends and returns what it is told.
func (s *stage) follow(t *testing.T) *socketmode.Client {
	t.Helper()
	c := socketmode.New(s.client(t))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- c.RunContext(ctx) }()
	t.Cleanup(func() {
		cancel()
		for {
			select {
			case <-c.Events:
			case <-done:
				return
			}
		}
	})
	return c
}

// expect reads what the client is told until something of a kind comes.
func expect(t *testing.T, c *socketmode.Client, kind socketmode.EventType) socketmode.Event {
	t.Helper()
	ctx := patience(t)
	for {
		select {
		case e := <-c.Events:
			if e.Type == kind {
				return e
			}
			if e.Type == socketmode.EventTypeErrorBadMessage || e.Type == socketmode.EventTypeConnectionError {
				t.Fatalf("waiting for %s came %+v", kind, e.Data)
			}
		case <-ctx.Done():
			t.Fatalf("%s did not come", kind)
		}
	}
}

func TestSocketModeRound(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.follow(t)
	ctx := patience(t)
	hello := expect(t, c, socketmode.EventTypeHello)
	if hello.Request.NumConnections != 1 || hello.Request.ConnectionInfo.AppID == "" || hello.Request.DebugInfo.ApproximateConnectionTime == 0 {
		t.Errorf("hello: %+v", hello.Request)
	}

	ts := must[slackfake.TS](t)(s.maya.Say(s.ops, "the list import fails"))
	e := expect(t, c, socketmode.EventTypeEventsAPI)
	m, ok := e.Data.(slackevents.EventsAPIEvent).InnerEvent.Data.(*slackevents.MessageEvent)
	if !ok || m.TimeStamp != string(ts) || m.User != string(s.maya.ID()) || m.Channel != string(s.ops) || m.ChannelType != "channel" {
		t.Errorf("message: %+v", e.Data)
	}
	if err := c.AckCtx(ctx, e.Request.EnvelopeID, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.WaitDelivered(ctx); err != nil {
		t.Fatal(err)
	}

	i := must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident assign @theo 15m check <x> & #ops."))
	e = expect(t, c, socketmode.EventTypeSlashCommand)
	cmd := e.Data.(slack.SlashCommand)
	want := "assign <@" + string(s.theo.ID()) + "|theo> 15m check &lt;x&gt; &amp; <#" + string(s.ops) + "|ops>."
	if cmd.Command != "/incident" || cmd.Text != want || cmd.UserName != "maya" || cmd.ChannelName != "ops" {
		t.Errorf("command: %+v", cmd)
	}
	if err := c.AckCtx(ctx, e.Request.EnvelopeID, map[string]string{"response_type": "ephemeral", "text": "Theo, 15 minutes."}); err != nil {
		t.Fatal(err)
	}
	ack := must[json.RawMessage](t)(i.Wait(ctx))
	replies := must[[]slackfake.Reply](t)(i.WaitReplies(ctx, 1))
	if len(ack) == 0 || replies[0].Text != "Theo, 15 minutes." || replies[0].Type != "ephemeral" {
		t.Errorf("acknowledged with %s, replied %+v", ack, replies)
	}

	s.Disconnect(slackfake.RefreshRequested, 0)
	if hello := expect(t, c, socketmode.EventTypeHello); hello.Request.NumConnections < 1 {
		t.Errorf("hello after the refresh: %+v", hello.Request)
	}
	must[slackfake.TS](t)(s.theo.Say(s.ops, "looking"))
	if e := expect(t, c, socketmode.EventTypeEventsAPI); c.AckCtx(ctx, e.Request.EnvelopeID, nil) != nil {
		t.Error("no acknowledgement after the refresh")
	}
	if err := s.WaitDelivered(ctx); err != nil {
		t.Fatal(err)
	}
}

// acknowledged reads the next event of a kind and acknowledges it.
func acknowledged(t *testing.T, c *socketmode.Client, kind socketmode.EventType) socketmode.Event {
	t.Helper()
	e := expect(t, c, kind)
	if err := c.AckCtx(patience(t), e.Request.EnvelopeID, nil); err != nil {
		t.Fatal(err)
	}
	return e
}

// offers posts a message with a button and gives its ts.
func offers(t *testing.T, s *stage, api *slack.Client) slackfake.TS {
	t.Helper()
	button := slack.NewButtonBlockElement("accept", "handoff-1", slack.NewTextBlockObject(slack.PlainTextType, "Accept", false, false))
	_, ts, err := api.PostMessageContext(patience(t), string(s.ops), slack.MsgOptionText("Theo, take command?", false),
		slack.MsgOptionBlocks(slack.NewActionBlock("handoff", button)))
	if err != nil {
		t.Fatal(err)
	}
	return slackfake.TS(ts)
}

var brief = slack.ModalViewRequest{
	Type: slack.VTModal, CallbackID: "brief", Title: slack.NewTextBlockObject(slack.PlainTextType, "Brief", false, false),
}

func TestButtonAndModal(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.follow(t)
	api, ctx := s.client(t), patience(t)
	expect(t, c, socketmode.EventTypeHello)
	ts := offers(t, s, api)
	acknowledged(t, c, socketmode.EventTypeEventsAPI)
	pressed := must[*slackfake.Interaction](t)(s.theo.Press(s.ops, ts, "accept"))
	click := acknowledged(t, c, socketmode.EventTypeInteractive).Data.(slack.InteractionCallback)
	a := click.ActionCallback.BlockActions
	if len(a) != 1 || a[0].Value != "handoff-1" || a[0].BlockID != "handoff" || click.User.ID != string(s.theo.ID()) || click.Container.MessageTs != string(ts) {
		t.Errorf("button: %+v", click)
	}
	must[json.RawMessage](t)(pressed.Wait(ctx))
	if v, err := api.OpenViewContext(ctx, click.TriggerID, brief); err != nil || v.View.CallbackID != "brief" {
		t.Errorf("views.open: %+v, %v", v, err)
	}
	_, err := api.OpenViewContext(ctx, click.TriggerID, brief)
	refused(t, err, "exchanged_trigger_id")
	if v := s.Views(); len(v) != 1 || v[0].User != s.theo.ID() || v[0].CallbackID != "brief" {
		t.Errorf("views: %+v", v)
	}
	submits(t, s, c)
}

func TestShortcut(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.follow(t)
	api, ctx := s.client(t), patience(t)
	if err := s.WaitSockets(ctx, 1); err != nil {
		t.Fatal(err)
	}
	ts := offers(t, s, api)
	i := must[*slackfake.Interaction](t)(s.maya.Shortcut(s.ops, ts, "add_to_timeline"))
	used := acknowledged(t, c, socketmode.EventTypeInteractive).Data.(slack.InteractionCallback)
	if used.Type != slack.InteractionTypeMessageAction || used.CallbackID != "add_to_timeline" || used.MessageTs != string(ts) || used.Message.Text != "Theo, take command?" {
		t.Errorf("shortcut: %+v", used)
	}
	for _, option := range []slack.MsgOption{
		slack.MsgOptionResponseURL(used.ResponseURL, slack.ResponseTypeEphemeral), slack.MsgOptionReplaceOriginal(used.ResponseURL),
		slack.MsgOptionDeleteOriginal(used.ResponseURL),
	} {
		if _, _, err := api.PostMessageContext(ctx, "", option, slack.MsgOptionText("noted", false)); err != nil {
			t.Fatal(err)
		}
	}
	replies := must[[]slackfake.Reply](t)(i.WaitReplies(ctx, 3))
	if replies[0].Text != "noted" || replies[0].Type != "ephemeral" || !replies[1].ReplaceOriginal || !replies[2].DeleteOriginal {
		t.Errorf("replies: %+v", replies)
	}
	s.clock.Advance(4 * time.Second)
	_, err := api.OpenViewContext(ctx, used.TriggerID, brief)
	refused(t, err, "expired_trigger_id")
	_, err = api.OpenViewContext(ctx, "nonsense", brief)
	refused(t, err, "invalid_trigger_id")
}

// submits sends the only modal off and reads what the client gets and answers.
func submits(t *testing.T, s *stage, c *socketmode.Client) {
	t.Helper()
	id := s.Views()[0].ID
	refused(t, second(s.maya.Submit(id, "{}")), "not_found")
	i := must[*slackfake.Interaction](t)(s.theo.Submit(id, `{"brief":{"text":{"type":"plain_text_input","value":"disk is full"}}}`))
	e := expect(t, c, socketmode.EventTypeInteractive)
	sent := e.Data.(slack.InteractionCallback)
	if sent.Type != slack.InteractionTypeViewSubmission || sent.View.CallbackID != "brief" || sent.View.State.Values["brief"]["text"].Value != "disk is full" {
		t.Errorf("submission: %+v", sent)
	}
	if err := c.AckCtx(patience(t), e.Request.EnvelopeID, slack.NewClearViewSubmissionResponse()); err != nil {
		t.Fatal(err)
	}
	if ack := must[json.RawMessage](t)(i.Wait(patience(t))); string(ack) != `{"response_action":"clear"}` {
		t.Errorf("acknowledged with %s", ack)
	}
}
