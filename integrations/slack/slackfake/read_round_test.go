package slackfake_test

import (
	"slices"
	"testing"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// readRound asks with slack-go for people, groups and channels.
func readRound(t *testing.T, s *stage, api *slack.Client) {
	t.Helper()
	ctx := patience(t)
	group := s.AddUserGroup(slackfake.UserGroup{Name: "Site reliability", Handle: "sre", Users: []slackfake.UserID{s.theo.ID()}})
	s.AddUserGroup(slackfake.UserGroup{Name: "Old", Handle: "old", Disabled: true})
	groups := must[[]slack.UserGroup](t)(api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeUsers(true), slack.GetUserGroupsOptionIncludeCount(true)))
	if len(groups) != 1 || groups[0].ID != group || groups[0].Handle != "sre" || groups[0].UserCount != 1 || !slices.Equal(groups[0].Users, []string{string(s.theo.ID())}) {
		t.Errorf("usergroups.list: %+v", groups)
	}
	if all := must[[]slack.UserGroup](t)(api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeDisabled(true))); len(all) != 2 || all[1].DateDelete == 0 || all[0].Users != nil {
		t.Errorf("usergroups.list with disabled ones: %+v", all)
	}
	if ids := must[[]string](t)(api.GetUserGroupMembersContext(ctx, group)); !slices.Equal(ids, []string{string(s.theo.ID())}) {
		t.Errorf("usergroups.users.list: %q", ids)
	}

	ask := slack.GetConversationInfoInput{ChannelID: string(s.ops), IncludeNumMembers: true}
	if ch := must[*slack.Channel](t)(api.GetConversationInfoContext(ctx, &ask)); ch.Name != "ops" || ch.NumMembers != 3 || ch.Topic.Value != "calm" || !ch.IsMember || ch.Creator != string(s.maya.ID()) {
		t.Errorf("conversations.info: %+v", ch)
	}
	foreign := s.AddChannel(slackfake.Channel{Name: "foreign", Members: []slackfake.UserID{s.maya.ID()}})
	ch, warning, _, err := api.JoinConversationContext(ctx, string(foreign))
	if err != nil || warning != "" || !ch.IsMember || !slices.Contains(s.Channel(foreign).Members, s.BotUser()) {
		t.Errorf("conversations.join: %+v, %q, %v", ch, warning, err)
	}
	if _, warning, _, err := api.JoinConversationContext(ctx, string(foreign)); err != nil || warning != "already_in_channel" {
		t.Errorf("conversations.join once more: %q, %v", warning, err)
	}
	closed := s.AddChannel(slackfake.Channel{Name: "closed", Archived: true})
	_, _, _, err = api.JoinConversationContext(ctx, string(closed))
	refused(t, err, "is_archived")
	_, err = api.ForceInviteUsersToConversationContext(ctx, string(foreign), string(s.theo.ID()), "U404")
	if got := s.Channel(foreign).Members; err != nil || len(got) != 3 {
		t.Errorf("conversations.invite with force: %v, members %q", err, got)
	}
}

func TestReadRound(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	readRound(t, s, s.client(t))
}
