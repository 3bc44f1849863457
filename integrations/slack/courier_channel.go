package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/outbox"
	"baton/integrations/slack/message"
	"baton/integrations/slack/web"
)

// conversation is a channel as Slack describes it.
type conversation struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Creator  string `json:"creator"`
	Archived bool   `json:"is_archived"`
}

const (
	// mostNames bounds how many names are tried for a channel.
	mostNames = 20
	// maxChannelName is how long Slack lets a name be (docs.slack.dev, conversations.create).
	maxChannelName = 80
)

// createChannel makes the channel of an incident. A name that is taken is that of a channel that baton made before and that
// no incident has, which is adopted, or somebody else's: then the next name is tried, as references do it.
func (c *courier) createChannel(ctx context.Context, i *incident.Incident, name string) (outbox.Outcome, error) {
	if i.Channel.ID != "" {
		return outbox.Outcome{Receipt: i.Channel.ID}, nil // attached by hand meanwhile
	}
	for n := 1; n <= mostNames; n++ {
		try := channelName(name, n)
		body, err := c.service.web.Call(ctx, "conversations.create", url.Values{"name": {try}})
		if err == nil {
			return c.created(ctx, i, body)
		}
		refused := (*web.Refused)(nil)
		if !errors.As(err, &refused) || refused.Code != "name_taken" {
			return outbox.Outcome{}, err
		}
		taken, err := c.named(ctx, try)
		if err != nil {
			return outbox.Outcome{}, err
		}
		if c.ours(i, taken) {
			return c.binding(taken), nil
		}
	}
	return outbox.Outcome{}, &outbox.Trouble{Kind: outbox.Refused, Reason: "every name of the channel is taken"}
}

func (c *courier) created(ctx context.Context, i *incident.Incident, body []byte) (outbox.Outcome, error) {
	if now, err := c.service.rec.State(ctx, i.Ref); err == nil && now.Channel.ID != "" {
		return outbox.Outcome{Receipt: now.Channel.ID}, nil // attached by hand while it was made; that holds
	}
	var made struct {
		Channel conversation `json:"channel"`
	}
	if err := json.Unmarshal(body, &made); err != nil || !message.IsID(made.Channel.ID) {
		return outbox.Outcome{}, &outbox.Trouble{Kind: outbox.Unclear, Reason: "Slack does not say which channel it made"}
	}
	return c.binding(made.Channel), nil
}

// channelName is the n-th name to try: Slack takes at most 80 characters.
func channelName(name string, n int) string {
	if n == 1 {
		return message.Clip(name, maxChannelName)
	}
	suffix := fmt.Sprintf("_%d", n)
	return message.Clip(name, maxChannelName-len(suffix)) + suffix
}

// ours tells whether a channel can be adopted.
func (c *courier) ours(i *incident.Incident, t conversation) bool {
	other := c.service.channels.of(t.ID)
	return t.ID != "" && t.Creator == c.service.self.UserID && !t.Archived && (other == nil || other.ref == i.Ref)
}

// binding is the outcome of a channel: the incident has it from now on.
func (c *courier) binding(t conversation) outbox.Outcome {
	return outbox.Outcome{Receipt: t.ID, Orders: []incident.Order{incident.BindChannel{
		Service: service, ID: t.ID, Name: clean.Line(t.Name), Team: clean.Line(c.service.team),
		URL: "https://slack.com/app_redirect?channel=" + url.QueryEscape(t.ID),
	}}}
}

// findChannel looks for a channel that was perhaps made.
func (c *courier) findChannel(ctx context.Context, i *incident.Incident, name string) (outbox.Outcome, bool, error) {
	for n := 1; n <= mostNames; n++ {
		t, err := c.named(ctx, channelName(name, n))
		if err != nil || t.ID == "" {
			return outbox.Outcome{}, false, err
		}
		if c.ours(i, t) {
			return c.binding(t), true, nil
		}
	}
	return outbox.Outcome{}, false, nil
}

// named finds a channel by its name, archived ones too; the zero conversation where there is none that can be seen.
func (c *courier) named(ctx context.Context, name string) (found conversation, err error) {
	args := url.Values{"limit": {"999"}, "types": {"public_channel,private_channel"}}
	err = pages(ctx, c.service.web, "conversations.list", args, func(body []byte) error {
		var list struct {
			Channels []conversation `json:"channels"`
		}
		if err := json.Unmarshal(body, &list); err != nil {
			return &outbox.Trouble{Kind: outbox.Wait, Reason: "Slack's list of channels cannot be read"}
		}
		for _, t := range list.Channels {
			if t.Name == name {
				found = t
			}
		}
		return nil
	})
	return found, err
}
