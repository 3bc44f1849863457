package slackfake_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

func TestHistoryPages(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	var all []string
	for n := range 7 {
		ts := must[slackfake.TS](t)(s.maya.Say(s.ops, fmt.Sprint(n)))
		must[slackfake.TS](t)(s.theo.Reply(s.ops, ts, "in the thread"))
		all = append(all, string(ts))
	}
	shout := must[slackfake.TS](t)(s.theo.Broadcast(s.ops, slackfake.TS(all[0]), "for all"))
	all = append(all, string(shout))
	slices.Reverse(all)
	newest, oldest := all[0], all[len(all)-1]
	for name, test := range map[string]struct {
		ask  slack.GetConversationHistoryParameters
		want []string
	}{
		"all at once":       {slack.GetConversationHistoryParameters{}, all},
		"pages of three":    {slack.GetConversationHistoryParameters{Limit: 3}, all},
		"pages of one":      {slack.GetConversationHistoryParameters{Limit: 1}, all},
		"between":           {slack.GetConversationHistoryParameters{Oldest: oldest, Latest: newest, Limit: 2}, all[1 : len(all)-1]},
		"between, with":     {slack.GetConversationHistoryParameters{Oldest: oldest, Latest: newest, Inclusive: true}, all},
		"one by its ts":     {slack.GetConversationHistoryParameters{Oldest: all[3], Latest: all[3], Inclusive: true}, all[3:4]},
		"after the newest":  {slack.GetConversationHistoryParameters{Oldest: newest}, nil},
		"seconds, no point": {slack.GetConversationHistoryParameters{Latest: "1672840799"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			test.ask.ChannelID = string(s.ops)
			for {
				page, err := s.client(t).GetConversationHistoryContext(patience(t), &test.ask)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range page.Messages {
					got = append(got, m.Timestamp)
				}
				test.ask.Cursor = page.ResponseMetaData.NextCursor
				if page.HasMore != (test.ask.Cursor != "") {
					t.Errorf("has_more is %v, the cursor %q", page.HasMore, test.ask.Cursor)
				}
				if test.ask.Cursor == "" {
					break
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReplyPages(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	root := must[slackfake.TS](t)(s.maya.Say(s.ops, "root"))
	want := []string{}
	for n := range 5 {
		want = append(want, string(must[slackfake.TS](t)(s.theo.Reply(s.ops, root, fmt.Sprint(n)))))
	}
	got, pages := []string{}, 0
	ask := slack.GetConversationRepliesParameters{ChannelID: string(s.ops), Timestamp: want[2], Limit: 2}
	for more := true; more; pages++ {
		messages, hasMore, next, err := s.client(t).GetConversationRepliesContext(patience(t), &ask)
		if err != nil {
			t.Fatal(err)
		}
		if messages[0].Timestamp != string(root) || messages[0].ReplyCount != 5 {
			t.Errorf("page %d begins with %+v", pages, messages[0].Msg)
		}
		for _, m := range messages[1:] {
			got = append(got, m.Timestamp)
		}
		more, ask.Cursor = hasMore, next
	}
	if !slices.Equal(got, want) || pages != 3 {
		t.Errorf("%d pages: got %q, want %q", pages, got, want)
	}
}

func TestListPages(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	for n := range 5 {
		s.AddChannel(slackfake.Channel{Name: fmt.Sprintf("c%d", n), Archived: n == 0})
		s.AddUser(slackfake.User{Name: fmt.Sprintf("u%d", n)})
	}
	s.AddChannel(slackfake.Channel{Name: "secret", Private: true})
	s.AddChannel(slackfake.Channel{Name: "ours", Private: true, Members: []slackfake.UserID{s.BotUser()}})
	api, ctx := s.client(t), patience(t)
	names := func(p slack.GetConversationsParameters) (names []string) {
		for {
			page, next, err := api.GetConversationsContext(ctx, &p)
			if err != nil {
				t.Fatal(err)
			}
			for _, ch := range page {
				names = append(names, ch.Name)
			}
			if p.Cursor = next; next == "" {
				return names
			}
		}
	}
	open := names(slack.GetConversationsParameters{Limit: 2, ExcludeArchived: true})
	if want := []string{"ops", "c1", "c2", "c3", "c4"}; !slices.Equal(open, want) {
		t.Errorf("open channels: %q", open)
	}
	private := names(slack.GetConversationsParameters{Types: []string{"private_channel"}})
	if !slices.Equal(private, []string{"ours"}) {
		t.Errorf("private channels: %q", private)
	}
	members, next, err := api.GetUsersInConversationContext(ctx, &slack.GetUsersInConversationParameters{ChannelID: string(s.ops), Limit: 2})
	if err != nil || len(members) != 2 || next == "" {
		t.Errorf("members: %q, %q, %v", members, next, err)
	}
	users, pages := 0, 0
	for p := api.GetUsersPaginated(slack.GetUsersOptionLimit(3)); ; pages++ {
		p, err = p.Next(ctx)
		if p.Done(err) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		users += len(p.Users)
	}
	if users != 8 || pages != 3 {
		t.Errorf("%d users on %d pages", users, pages)
	}
}

func TestBadCursors(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	api, ctx := s.client(t), patience(t)
	_, err := api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: string(s.ops), Cursor: "nonsense"})
	refused(t, err, "invalid_cursor")
	_, _, err = api.GetConversationsContext(ctx, &slack.GetConversationsParameters{Cursor: "dGVhbTo5OTk="})
	refused(t, err, "invalid_cursor")
	_, err = api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: string(s.ops), Oldest: "yesterday"})
	refused(t, err, "invalid_ts_oldest")
	_, err = api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: "C404"})
	if slackErr, ok := errors.AsType[slack.SlackErrorResponse](err); !ok || slackErr.Err != "channel_not_found" {
		t.Errorf("got %v", err)
	}
}
