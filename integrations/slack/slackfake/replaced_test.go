package slackfake_test

import (
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"baton/integrations/slack/slackfake"
)

// TestAReplyInThePlaceOfTheQuestion: what was asked with buttons goes when the app answers a press in its place.
func TestAReplyInThePlaceOfTheQuestion(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.follow(t)
	api, ctx := s.client(t), patience(t)
	expect(t, c, socketmode.EventTypeHello)
	ts := offers(t, s, api)
	acknowledged(t, c, socketmode.EventTypeEventsAPI)
	answers := func(how func(responseURL string) slack.MsgOption, text string) {
		t.Helper()
		i := must[*slackfake.Interaction](t)(s.theo.Press(s.ops, ts, "accept"))
		click := acknowledged(t, c, socketmode.EventTypeInteractive).Data.(slack.InteractionCallback)
		if _, _, err := api.PostMessageContext(ctx, "", how(click.ResponseURL), slack.MsgOptionText(text, false)); err != nil {
			t.Fatal(err)
		}
		must[[]slackfake.Reply](t)(i.WaitReplies(ctx, 1))
	}
	ephemeral := func(url string) slack.MsgOption { return slack.MsgOptionResponseURL(url, slack.ResponseTypeEphemeral) }
	answers(ephemeral, "only for Theo")
	if got := s.Messages(s.ops); len(got) != 1 || got[0].Text != "Theo, take command?" || len(got[0].Blocks) == 0 {
		t.Fatalf("a private answer left %+v", got)
	}
	answers(slack.MsgOptionReplaceOriginal, "Theo has command")
	got := s.Messages(s.ops)
	if len(got) != 1 || got[0].TS != ts || got[0].Text != "Theo has command" || len(got[0].Blocks) != 0 || got[0].Edited == nil {
		t.Fatalf("replaced: %+v", got)
	}
	if e := acknowledged(t, c, socketmode.EventTypeEventsAPI); e.Type != socketmode.EventTypeEventsAPI {
		t.Errorf("the app was told %v", e.Type)
	}
	refused(t, second(s.theo.Press(s.ops, ts, "accept")), "no_such_action")
	if all := s.Channels(); len(all) != 1 || all[0].ID != s.ops || all[0].Topic != "calm" {
		t.Errorf("channels: %+v", all)
	}
}
