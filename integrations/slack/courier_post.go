package slack

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"baton/incident"
	"baton/integrations/outbox"
	"baton/integrations/slack/message"
	"baton/integrations/slack/tell"
)

// eventType marks what baton posts, so that a post whose fate is not known can be looked for.
const eventType = "baton_told"

// metadata goes with every post of ours.
type metadata struct {
	Type    string `json:"event_type"`
	Payload struct {
		Incident string `json:"incident"`
		Key      string `json:"key"`
	} `json:"event_payload"`
}

// post tells the channel something, in the thread of what it belongs to.
func (c *courier) post(ctx context.Context, i *incident.Incident, d outbox.Delivery, p tell.Post) (outbox.Outcome, error) {
	args, err := c.postArguments(i, d, p)
	if err != nil {
		return outbox.Outcome{}, err
	}
	body, err := c.service.web.Call(ctx, "chat.postMessage", args)
	if err != nil {
		return outbox.Outcome{}, err
	}
	var posted struct {
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	}
	if err := json.Unmarshal(body, &posted); err != nil || posted.TS == "" {
		return outbox.Outcome{}, &outbox.Trouble{Kind: outbox.Unclear, Reason: "Slack does not say what it posted"}
	}
	return outbox.Outcome{Receipt: posted.Channel + ":" + posted.TS}, nil
}

func (c *courier) postArguments(i *incident.Incident, d outbox.Delivery, p tell.Post) (url.Values, error) {
	m := metadata{Type: eventType}
	m.Payload.Incident, m.Payload.Key = string(i.Ref), d.Key
	mark, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	args := url.Values{
		"channel": {i.Channel.ID}, "metadata": {string(mark)}, "unfurl_links": {"false"}, "unfurl_media": {"false"},
	}
	if err := wording(args, p); err != nil {
		return nil, err
	}
	if _, ts, ok := receiptOf(i, p.Thread); ok {
		args.Set("thread_ts", ts)
		if p.Broadcast {
			args.Set("reply_broadcast", "true")
		}
	}
	return args, nil
}

// wording puts what a post says into the arguments of a call.
func wording(args url.Values, p tell.Post) error {
	args.Set("text", p.Mrkdwn)
	if len(p.Blocks) == 0 {
		return nil
	}
	text, err := json.Marshal(p.Blocks)
	args.Set("blocks", string(text))
	return err
}

// edit gives a message of ours the wording that holds now. One that is gone needs none.
func (c *courier) edit(ctx context.Context, i *incident.Incident, e tell.Edit) error {
	channel, ts, ok := receiptOf(i, e.Of)
	if !ok {
		return &outbox.Trouble{Kind: outbox.Refused, Reason: "what is to be changed was not posted"}
	}
	args := url.Values{"channel": {channel}, "ts": {ts}}
	if err := wording(args, e.Post); err != nil {
		return err
	}
	return c.call(ctx, "chat.update", args, "message_not_found")
}

// findPost looks for a post by its mark among what was posted since a moment.
func (c *courier) findPost(ctx context.Context, i *incident.Incident, d outbox.Delivery, p tell.Post, since time.Time) (o outbox.Outcome, found bool, err error) {
	if i.Channel.ID == "" {
		return o, false, nil
	}
	method := "conversations.history"
	args := url.Values{
		"channel": {i.Channel.ID}, "limit": {"200"}, "include_all_metadata": {"true"}, "inclusive": {"1"},
		"oldest": {message.StampOf(since.Add(-overlap)).String()},
	}
	if _, ts, ok := receiptOf(i, p.Thread); ok {
		method = "conversations.replies"
		args.Set("ts", ts)
	}
	err = pages(ctx, c.service.web, method, args, func(body []byte) error {
		ts, err := marked(body, string(i.Ref), d.Key)
		if err == nil && ts != "" {
			o, found = outbox.Outcome{Receipt: i.Channel.ID + ":" + ts}, true
		}
		return err
	})
	return o, found, err
}

// marked gives the ts of the message on a page that has a mark of ours, "" for none.
func marked(body []byte, ref, key string) (ts string, err error) {
	var page struct {
		Messages []struct {
			TS       string   `json:"ts"`
			Metadata metadata `json:"metadata"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(body, &page); err != nil {
		return "", &outbox.Trouble{Kind: outbox.Wait, Reason: "Slack's history cannot be read"}
	}
	for _, m := range page.Messages {
		at := m.Metadata.Payload
		if m.Metadata.Type == eventType && at.Incident == ref && at.Key == key {
			return m.TS, nil
		}
	}
	return "", nil
}
