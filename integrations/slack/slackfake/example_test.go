package slackfake_test

import (
	"context"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// A workspace, a person, and slack-go on the other side.
func Example() {
	clock := slackfake.NewHandClock(time.Date(2023, 1, 4, 14, 0, 0, 0, time.UTC))
	w, err := slackfake.New(slackfake.Options{Clock: clock, Seed: 1})
	if err != nil {
		panic(err)
	}
	defer w.Close()
	maya := w.AddUser(slackfake.User{Name: "maya"})
	ops := w.AddChannel(slackfake.Channel{Name: "ops", Members: []slackfake.UserID{maya.ID(), w.BotUser()}})
	_, _ = maya.Say(ops, "the list import fails")

	api := slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(w.APIURL()))
	w.FailCalls("conversations.history", 1, slackfake.RateLimited(7*time.Second))
	for range 2 {
		page, err := api.GetConversationHistoryContext(context.Background(), &slack.GetConversationHistoryParameters{ChannelID: string(ops)})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(page.Messages[0].Timestamp, page.Messages[0].Text)
	}
	// Output:
	// slack rate limit exceeded, retry after 7s
	// 1672840800.000000 the list import fails
}
