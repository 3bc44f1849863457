package slackfake_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// webRound does with slack-go all that the workspace answers, once.
func webRound(t *testing.T, s *stage, api *slack.Client) {
	t.Helper()
	ctx := patience(t)
	who := must[*slack.AuthTestResponse](t)(api.AuthTestContext(ctx))
	if who.UserID != string(s.BotUser()) || !strings.Contains(who.Header.Get("X-OAuth-Scopes"), "channels:history") {
		t.Errorf("auth.test: %+v", who)
	}
	ch := must[*slack.Channel](t)(api.CreateConversationContext(ctx, slack.CreateConversationParams{ChannelName: "20230104_list_import_problems"}))
	id := slackfake.ChannelID(ch.ID)
	must[*slack.Channel](t)(api.InviteUsersToConversationContext(ctx, ch.ID, string(s.maya.ID()), string(s.theo.ID())))
	must[*slack.Channel](t)(api.SetTopicOfConversationContext(ctx, ch.ID, "SEV-2 · investigating"))
	must[*slack.Channel](t)(api.SetPurposeOfConversationContext(ctx, ch.ID, "List imports fail"))
	_, ts, posted, err := api.PostMessageWithResponseContext(ctx, ch.ID, slack.MsgOptionText("Maya has command.", false),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "baton_out", EventPayload: map[string]any{"key": "k1"}}))
	if err != nil {
		t.Fatal(err)
	}
	if posted.Text != "Maya has command." || posted.BotID != who.BotID || posted.Timestamp != ts {
		t.Errorf("chat.postMessage: %+v", posted)
	}
	_, reply, err := api.PostMessageContext(ctx, ch.ID, slack.MsgOptionText("in the thread", false), slack.MsgOptionTS(ts))
	if err != nil {
		t.Fatal(err)
	}
	_, spoken, err := api.PostMessageContext(ctx, ch.ID, slack.MsgOptionText("for all", false), slack.MsgOptionTS(reply), slack.MsgOptionBroadcast())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := api.UpdateMessageContext(ctx, ch.ID, ts, slack.MsgOptionText("Theo has command.", false)); err != nil {
		t.Fatal(err)
	}
	must[string](t)(api.PostEphemeralContext(ctx, ch.ID, string(s.maya.ID()), slack.MsgOptionText("only you", false)))
	item := slack.NewRefToMessage(ch.ID, ts)
	for _, err := range []error{api.AddPinContext(ctx, ch.ID, item), api.AddReactionContext(ctx, "eyes", item)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	checkItems(t, s, api, ch.ID, ts)
	checkBookmarks(t, api, ch.ID)
	if _, _, err := api.DeleteMessageContext(ctx, ch.ID, spoken); err != nil {
		t.Fatal(err)
	}
	must[*slack.Channel](t)(api.RenameConversationContext(ctx, ch.ID, "20230104_list_import"))
	if err := api.ArchiveConversationContext(ctx, ch.ID); err != nil {
		t.Fatal(err)
	}
	got := s.Channel(id)
	if got.Name != "20230104_list_import" || !got.Archived || got.Topic != "SEV-2 · investigating" || len(got.Members) != 3 || !slices.Equal(got.Pins, []slackfake.TS{slackfake.TS(ts)}) {
		t.Errorf("the channel in the end: %+v", got)
	}
}

// checkItems reads back what webRound wrote.
func checkItems(t *testing.T, s *stage, api *slack.Client, ch, ts string) {
	t.Helper()
	ctx := patience(t)
	pins, _, err := api.ListPinsContext(ctx, ch)
	if err != nil || len(pins) != 1 || pins[0].Message.Timestamp != ts || !strings.Contains(pins[0].Message.Permalink, ch) {
		t.Errorf("pins.list: %+v, %v", pins, err)
	}
	reacted, err := api.GetReactionsContext(ctx, slack.NewRefToMessage(ch, ts), slack.NewGetReactionsParameters())
	if err != nil || len(reacted.Reactions) != 1 || reacted.Reactions[0].Name != "eyes" {
		t.Errorf("reactions.get: %+v, %v", reacted, err)
	}
	link, err := api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: ch, Ts: ts})
	if err != nil || !strings.HasSuffix(link, "/p"+strings.ReplaceAll(ts, ".", "")) {
		t.Errorf("chat.getPermalink: %q, %v", link, err)
	}
	ask := slack.GetConversationHistoryParameters{ChannelID: ch, Oldest: ts, Latest: ts, Inclusive: true, IncludeAllMetadata: true}
	found := must[*slack.GetConversationHistoryResponse](t)(api.GetConversationHistoryContext(ctx, &ask)).Messages
	if len(found) != 1 || found[0].Metadata.EventPayload["key"] != "k1" || found[0].Text != "Theo has command." || found[0].Edited == nil || found[0].ReplyCount != 2 {
		t.Errorf("conversations.history: %+v", found)
	}
	ask.IncludeAllMetadata = false
	if m := must[*slack.GetConversationHistoryResponse](t)(api.GetConversationHistoryContext(ctx, &ask)).Messages; m[0].Metadata.EventType != "" {
		t.Error("metadata came without being asked for")
	}
	if e := s.Ephemerals(); len(e) != 1 || e[0].User != s.maya.ID() || e[0].Text != "only you" {
		t.Errorf("ephemeral: %+v", e)
	}
	if u := must[*slack.User](t)(api.GetUserByEmailContext(ctx, "Maya@example.com")); u.ID != string(s.maya.ID()) || u.TZ != "Europe/Stockholm" {
		t.Errorf("users.lookupByEmail: %+v", u)
	}
	if u := must[*slack.User](t)(api.GetUserInfoContext(ctx, string(s.theo.ID()))); u.Profile.Email != "theo@example.com" {
		t.Errorf("users.info: %+v", u)
	}
}

func checkBookmarks(t *testing.T, api *slack.Client, ch string) {
	t.Helper()
	ctx := patience(t)
	b := must[slack.Bookmark](t)(api.AddBookmarkContext(ctx, ch, slack.AddBookmarkParameters{Title: "Bridge", Type: "link", Link: "https://zoom.example/1"}))
	title := "Zoom"
	must[slack.Bookmark](t)(api.EditBookmarkContext(ctx, ch, b.ID, slack.EditBookmarkParameters{Title: &title, Link: "https://zoom.example/2"}))
	all := must[[]slack.Bookmark](t)(api.ListBookmarksContext(ctx, ch))
	if len(all) != 1 || all[0].Title != "Zoom" || all[0].Link != "https://zoom.example/2" {
		t.Errorf("bookmarks.list: %+v", all)
	}
	if err := api.RemoveBookmarkContext(ctx, ch, b.ID); err != nil {
		t.Fatal(err)
	}
	if all := must[[]slack.Bookmark](t)(api.ListBookmarksContext(ctx, ch)); len(all) != 0 {
		t.Errorf("after bookmarks.remove: %+v", all)
	}
}

func TestWebRound(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	webRound(t, s, s.client(t))
}

func TestRefusals(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true})
	api, ctx := s.client(t), patience(t)
	ops, me := string(s.ops), string(s.BotUser())
	foreign := string(s.AddChannel(slackfake.Channel{Name: "foreign"}))
	hidden := string(s.AddChannel(slackfake.Channel{Name: "hidden", Private: true}))
	closed := string(s.AddChannel(slackfake.Channel{Name: "closed", Archived: true, Members: []slackfake.UserID{s.BotUser()}}))
	said := string(must[slackfake.TS](t)(s.maya.Say(s.ops, "hers")))
	item := slack.NewRefToMessage(ops, said)
	if err := errors.Join(api.AddPinContext(ctx, ops, item), api.AddReactionContext(ctx, "eyes", item)); err != nil {
		t.Fatal(err)
	}
	create := func(name string) error {
		_, err := api.CreateConversationContext(ctx, slack.CreateConversationParams{ChannelName: name})
		return err
	}
	post := func(ch string, o ...slack.MsgOption) error {
		_, _, err := api.PostMessageContext(ctx, ch, o...)
		return err
	}
	text := slack.MsgOptionText("x", false)
	invite := func(ch string, u ...string) error {
		_, err := api.InviteUsersToConversationContext(ctx, ch, u...)
		return err
	}
	topic := func(ch, text string) error { _, err := api.SetTopicOfConversationContext(ctx, ch, text); return err }
	for _, test := range []struct {
		err  error
		name string
	}{
		{create("closed"), "name_taken"},
		{create("Ops"), "invalid_name_specials"},
		{create("a b"), "invalid_name_specials"},
		{create("---"), "invalid_name_punctuation"},
		{create(strings.Repeat("x", 81)), "invalid_name_maxlength"},
		{create(""), "invalid_name_required"},
		{post("C404", text), "channel_not_found"},
		{post(hidden, text), "channel_not_found"},
		{post(foreign, text), "not_in_channel"},
		{post(closed, text), "is_archived"},
		{post(ops), "no_text"},
		{post("#ops", text), ""},
		{post(ops, text, slack.MsgOptionTS("1.000001")), "cannot_reply_to_message"},
		{topic(ops, strings.Repeat("ö", 250)), ""},
		{topic(ops, strings.Repeat("ö", 251)), "too_long"},
		{topic(closed, "x"), "is_archived"},
		{api.ArchiveConversationContext(ctx, closed), "already_archived"},
		{invite(ops, string(s.maya.ID())), "already_in_channel"},
		{invite(ops, me), "cant_invite_self"},
		{invite(ops, "U404"), "user_not_found"},
		{api.AddPinContext(ctx, ops, item), "already_pinned"},
		{api.AddReactionContext(ctx, "eyes", item), "already_reacted"},
		{api.AddReactionContext(ctx, "E Y", item), "invalid_name"},
		{api.AddPinContext(ctx, ops, slack.NewRefToMessage(ops, "1.000001")), "message_not_found"},
		{second(api.GetUserByEmailContext(ctx, "nobody@example.com")), "users_not_found"},
		{second(api.GetUserGroupMembersContext(ctx, "S404")), "no_such_subteam"},
	} {
		if got := test.err; (got == nil) != (test.name == "") || got != nil && got.Error() != test.name {
			t.Errorf("got %v, want %q", got, test.name)
		}
	}
	_, _, _, err := api.UpdateMessageContext(ctx, ops, said, text)
	refused(t, err, "cant_update_message")
	_, _, err = api.DeleteMessageContext(ctx, ops, said)
	refused(t, err, "cant_delete_message")
}

func second[T any](_ T, err error) error { return err }

func TestMissingScope(t *testing.T) {
	s := newStage(t, slackfake.Options{Scopes: []string{"chat:write", "channels:read", "channels:history"}})
	api, ctx := s.client(t), patience(t)
	private := s.AddChannel(slackfake.Channel{Name: "ours", Private: true, Members: []slackfake.UserID{s.BotUser()}})
	for needed, err := range map[string]error{
		"pins:write":     api.AddPinContext(ctx, string(s.ops), slack.NewRefToMessage(string(s.ops), "1.000001")),
		"groups:history": second(api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: string(private)})),
	} {
		e, ok := errors.AsType[slack.SlackErrorResponse](err)
		if !ok || e.Err != "missing_scope" || e.Needed != needed || e.Provided != "chat:write,channels:read,channels:history" {
			t.Errorf("%s: %+v", needed, err)
		}
	}
}

func TestWrongTokens(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	for token, want := range map[string]string{"": "not_authed", "xoxb-wrong": "invalid_auth", s.AppToken(): "not_allowed_token_type"} {
		_, err := slack.New(token, slack.OptionAPIURL(s.APIURL())).GetUserGroupsContext(patience(t))
		refused(t, err, want)
	}
}

func TestStampsAreUnique(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	seen := map[slackfake.TS]bool{}
	for range 50 {
		ts := must[slackfake.TS](t)(s.maya.Say(s.ops, "x"))
		if seen[ts] || len(ts) != len("1672840800.000001") {
			t.Fatalf("ts %s", ts)
		}
		seen[ts] = true
	}
	s.clock.Advance(time.Minute)
	if ts := must[slackfake.TS](t)(s.maya.Say(s.ops, "x")); ts != "1672840860.000000" {
		t.Errorf("a minute later: %s", ts)
	}
}

func TestNames(t *testing.T) {
	s := newStage(t, slackfake.Options{Team: "Night shift", Bot: "icc", Command: "/inc"})
	who := must[*slack.AuthTestResponse](t)(s.client(t).AuthTestContext(patience(t)))
	if who.Team != "Night shift" || who.User != "icc" {
		t.Errorf("auth.test: %+v", who)
	}
	must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/inc status"))
	refused(t, second(s.maya.Type(s.ops, "/incident status")), "unknown_command")
}
