package desk

import (
	"fmt"
	"strings"

	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
)

// Decode reads the payload of an envelope of the types slash_commands and interactive. Fields that are missing, unknown
// or of another type cost no more than themselves; the error is about a payload that is no JSON object or that does not
// say who asks.
func Decode(envelopeType string, payload []byte) (Request, error) {
	r := lenient.New(payload, 0)
	if r.Peek() != '{' {
		return Request{}, fmt.Errorf("decode %s: it is no JSON object", envelopeType)
	}
	d := decoder{Reader: &r}
	switch envelopeType {
	case "slash_commands":
		d.request.Kind = Command
		r.Fields(d.command)
	case "interactive":
		r.Fields(d.interaction)
	default:
		return Request{}, fmt.Errorf("decode %s: nobody asks anything in it", envelopeType)
	}
	if err := r.Err(); err != nil {
		return Request{}, fmt.Errorf("decode %s: %w", envelopeType, err)
	}
	q := &d.request
	q.name(payload)
	q.User, q.Channel, q.Team = id(q.User), id(q.Channel), id(q.Team)
	if strings.Trim(q.Domain, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(q.Domain) > maxDomain {
		q.Domain = ""
	}
	if q.User == "" {
		return Request{}, fmt.Errorf("decode %s: it does not say who asks", envelopeType)
	}
	return *q, nil
}

// maxDomain is more than Slack allows a workspace's name in addresses to have.
const maxDomain = 63

// id is s where it can be an id of Slack.
func id(s string) string {
	if !message.IsID(s) {
		return ""
	}
	return s
}

// decoder reads one payload field by field.
type decoder struct {
	*lenient.Reader
	request Request
}

func (d *decoder) command(key []byte) {
	q := &d.request
	switch string(key) {
	case "text":
		q.Text = d.Text()
	case "user_id":
		q.User = d.Text()
	case "channel_id":
		q.Channel = d.Text()
	case "channel_name":
		q.ChannelName = d.Text()
	case "team_id":
		q.Team = d.Text()
	case "team_domain":
		q.Domain = d.Text()
	case "trigger_id":
		q.Trigger = d.Text()
	case "response_url":
		q.ResponseURL = d.Text()
	default:
		d.Skip()
	}
}

// kinds are the interactions that ask for something, by Slack's names.
var kinds = map[string]Kind{"block_actions": Press, "message_action": Shortcut, "view_submission": Submit}

func (d *decoder) interaction(key []byte) {
	q := &d.request
	switch string(key) {
	case "type":
		q.Kind = kinds[d.Text()]
	case "trigger_id":
		q.Trigger = d.Text()
	case "response_url":
		q.ResponseURL = d.Text()
	case "callback_id":
		q.Callback = d.Text()
	case "user":
		d.named(&q.User, nil)
	case "channel":
		d.named(&q.Channel, &q.ChannelName)
	case "team":
		d.named(&q.Team, &q.Domain)
	case "message":
		q.Message = message.Read(d.Reader)
	case "actions":
		d.Items(d.action)
	case "view":
		d.Fields(d.view)
	default:
		d.Skip()
	}
}

// named reads an object with an id and a name; a team's name in addresses is its domain.
func (d *decoder) named(id, name *string) {
	d.Fields(func(key []byte) {
		switch k := string(key); {
		case k == "id":
			*id = d.Text()
		case name != nil && (k == "domain" || k == "name" && name != &d.request.Domain):
			*name = d.Text()
		default:
			d.Skip()
		}
	})
}

// action reads one element that was used. Slack sends one at a time; of several the first of baton's counts.
func (d *decoder) action() {
	var name, value, at string
	d.Fields(func(key []byte) {
		switch string(key) {
		case "action_id":
			name = d.Text()
		case "value":
			value = d.Text()
		case "action_ts":
			at = d.Text()
		default:
			d.Skip()
		}
	})
	if q := &d.request; q.Action == "" && strings.HasPrefix(name, ActionPrefix) {
		q.Action, q.Value = name, value
		if pressed, ok := message.ParseStamp(at); ok {
			q.At = pressed.Time()
		}
	}
}

// view reads what a form was opened with, and what was chosen in the one field that ours has.
func (d *decoder) view(key []byte) {
	switch string(key) {
	case "callback_id":
		d.request.Callback = d.Text()
	case "private_metadata":
		d.request.Metadata = d.Text()
	case "state":
		d.under("values", func() { d.under(choiceBlock, func() { d.under(choiceAction, d.choice) }) })
	default:
		d.Skip()
	}
}

// under reads one field of an object and skips the others.
func (d *decoder) under(name string, read func()) {
	d.Fields(func(key []byte) {
		if string(key) == name {
			read()
			return
		}
		d.Skip()
	})
}

func (d *decoder) choice() {
	d.under("selected_option", func() { d.under("value", func() { d.request.Choice = d.Text() }) })
}
