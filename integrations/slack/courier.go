package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/outbox"
	"baton/integrations/slack/tell"
	"baton/integrations/slack/web"
)

// courier carries out in Slack what the record asks for.
type courier struct{ service *Service }

// Deliver does it; see outbox.Courier.
func (c *courier) Deliver(ctx context.Context, i *incident.Incident, d outbox.Delivery) (outbox.Outcome, error) {
	o, err := c.deliver(ctx, i, d)
	if refused := (*web.Refused)(nil); errors.As(err, &refused) {
		c.service.doubtEntry(refused)
		if refused.Code == "not_in_channel" || refused.Code == "is_archived" {
			c.service.catching.ask(i.Ref) // Slack says nothing by itself to who was taken out
		}
	}
	return o, trouble(err)
}

func (c *courier) deliver(ctx context.Context, i *incident.Incident, d outbox.Delivery) (outbox.Outcome, error) {
	if body, ok := d.Body.(tell.CreateChannel); ok {
		return c.createChannel(ctx, i, body.Name)
	}
	channel := i.Channel.ID
	if channel == "" {
		return outbox.Outcome{}, &outbox.Trouble{Kind: outbox.Wait, Reason: "the incident has no channel yet"}
	}
	switch body := tell.InWords(d).(type) {
	case tell.Post:
		return c.post(ctx, i, d, body)
	case tell.Edit:
		return outbox.Outcome{}, c.edit(ctx, i, body)
	case tell.SetTopic:
		return outbox.Outcome{}, c.call(ctx, "conversations.setTopic", url.Values{"channel": {channel}, "topic": {body.Text}})
	case tell.SetPurpose:
		return outbox.Outcome{}, c.call(ctx, "conversations.setPurpose", url.Values{"channel": {channel}, "purpose": {body.Text}})
	case tell.AddBookmark:
		return outbox.Outcome{}, c.bookmark(ctx, channel, body)
	case tell.Invite:
		return outbox.Outcome{}, c.invite(ctx, channel, body.Person)
	case tell.Pin:
		return outbox.Outcome{}, c.pin(ctx, i, body.Of)
	}
	return outbox.Outcome{}, &outbox.Trouble{Kind: outbox.Refused, Reason: fmt.Sprintf("Slack has no %T", d.Body)}
}

// Look finds out whether something was done; see outbox.Courier. What can be done twice without harm counts as not done.
func (c *courier) Look(ctx context.Context, i *incident.Incident, d outbox.Delivery, since time.Time) (outbox.Outcome, bool, error) {
	switch body := d.Body.(type) {
	case tell.CreateChannel:
		o, found, err := c.findChannel(ctx, i, body.Name)
		return o, found, trouble(err)
	case tell.Post:
		o, found, err := c.findPost(ctx, i, d, body, since)
		return o, found, trouble(err)
	}
	return outbox.Outcome{}, false, nil
}

func (c *courier) call(ctx context.Context, method string, args url.Values, fine ...string) error {
	_, err := c.service.web.Call(ctx, method, args)
	refused := (*web.Refused)(nil)
	if errors.As(err, &refused) {
		for _, code := range fine {
			if refused.Code == code {
				return nil
			}
		}
	}
	return err
}

// bookmark sets a link of the channel. Slack makes a second one of the same title, so it is looked for first.
func (c *courier) bookmark(ctx context.Context, channel string, b tell.AddBookmark) error {
	body, err := c.service.web.Call(ctx, "bookmarks.list", url.Values{"channel_id": {channel}})
	if err != nil {
		return err
	}
	var list struct {
		Bookmarks []struct {
			ID    string `json:"id"`
			Title string `json:"title"`
			Link  string `json:"link"`
		} `json:"bookmarks"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return &outbox.Trouble{Kind: outbox.Wait, Reason: "Slack's list of bookmarks cannot be read"}
	}
	args := url.Values{"channel_id": {channel}, "title": {b.Title}, "link": {b.Link}}
	for _, have := range list.Bookmarks {
		if have.Title == b.Title {
			args.Set("bookmark_id", have.ID)
			return c.call(ctx, "bookmarks.edit", args)
		}
	}
	args.Set("type", "link")
	return c.call(ctx, "bookmarks.add", args)
}

func (c *courier) invite(ctx context.Context, channel string, who incident.Person) error {
	id, ok := c.service.people.people.ID(who)
	if !ok {
		return &outbox.Trouble{Kind: outbox.Refused, Reason: "nobody in Slack is called " + who.String()}
	}
	args := url.Values{"channel": {channel}, "users": {id}}
	return c.call(ctx, "conversations.invite", args, "already_in_channel", "cant_invite_self")
}

func (c *courier) pin(ctx context.Context, i *incident.Incident, of string) error {
	channel, ts, ok := receiptOf(i, of)
	if !ok {
		return &outbox.Trouble{Kind: outbox.Refused, Reason: "what is to be pinned was not posted"}
	}
	return c.call(ctx, "pins.add", url.Values{"channel": {channel}, "timestamp": {ts}}, "already_pinned")
}

// receiptOf takes the receipt of a post apart.
func receiptOf(i *incident.Incident, key string) (channel, ts string, ok bool) {
	made, _ := i.DeliveryOf(key)
	return strings.Cut(made.Receipt, ":")
}

// trouble says what is to be done about an error.
func trouble(err error) error {
	if err == nil {
		return nil
	}
	known, limited, refused := (*outbox.Trouble)(nil), (*web.Limited)(nil), (*web.Refused)(nil)
	unreached, unclear := (*web.Unreached)(nil), (*web.Unclear)(nil)
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &limited):
		return &outbox.Trouble{Kind: outbox.Wait, After: limited.After, Reason: "Slack wants a pause"}
	case errors.As(err, &refused):
		return refusal(refused)
	case errors.As(err, &unreached):
		return &outbox.Trouble{Kind: outbox.Wait, Reason: "Slack cannot be reached"}
	case errors.As(err, &unclear):
		return &outbox.Trouble{Kind: outbox.Unclear, Reason: "Slack did not say whether it was done"}
	}
	return &outbox.Trouble{Kind: outbox.Unclear, Reason: clean.Line(err.Error())}
}

func refusal(r *web.Refused) *outbox.Trouble {
	t := &outbox.Trouble{Kind: outbox.Refused, Reason: refusedWords(r)}
	switch {
	case isTokenCode(r.Code):
		t.Kind, t.All = outbox.Wait, true
	case isPassing(r.Code):
		t.Kind = outbox.Wait
	case r.Code == "fatal_error" || r.Code == "request_timeout" || r.Code == "internal_error":
		t.Kind = outbox.Unclear // Slack: some of it may have succeeded
	}
	return t
}

// isPassing tells whether Slack will say yes by itself after a while.
func isPassing(code string) bool {
	switch code {
	case "service_unavailable", "team_added_to_org", "accesslimited", "message_limit_exceeded":
		return true
	}
	return false
}

// refusedWords is a refusal of Slack in words for a commander.
func refusedWords(r *web.Refused) string {
	switch r.Code {
	case "is_archived":
		return "the channel is archived"
	case "channel_not_found":
		return "the channel is not there, or baton is not in it"
	case "not_in_channel":
		return "baton is not in the channel: invite it with /invite @baton"
	case "missing_scope":
		return "baton lacks the permission " + r.Needed + " in Slack; baton auth slack says how to add it"
	case "user_not_found", "users_not_found", "user_disabled", "account_disabled":
		return "the person has no active account in Slack"
	case "restricted_action", "restricted_action_read_only_channel":
		return "the workspace does not allow baton to do that"
	case "invalid_auth", "not_authed":
		return "Slack does not know the bot's token; type baton auth slack"
	case "token_revoked", "token_expired", "account_inactive":
		return "the bot's token no longer works (" + r.Code + "); type baton auth slack"
	case "not_allowed_token_type":
		return "the bot's token is one of another kind; take the one that begins with xoxb-, then type baton auth slack"
	}
	if isTokenCode(r.Code) {
		return "the workspace does not let baton in (" + r.Code + "); ask an administrator of it, then type baton auth slack"
	}
	return "Slack refuses it with " + r.Code
}
