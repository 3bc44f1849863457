package slackfake

import (
	"encoding/json"
	"slices"
)

// Press presses a button, or another element with an action_id, of a message.
func (p *Person) Press(id ChannelID, ts TS, actionID string) (i *Interaction, err error) {
	err = p.in(id, func(ch *channel) error {
		m := ch.message(ts)
		if m == nil {
			return failure("message_not_found")
		}
		action := pressed(m.Blocks, actionID)
		if action == nil {
			return failure("no_such_action")
		}
		action["action_ts"] = stampOf(p.w.clock.Now().UnixMicro())
		payload, responses := p.interaction(ch, m, "block_actions")
		payload["actions"] = []answer{action}
		payload["container"] = answer{"type": "message", "message_ts": m.TS, "channel_id": ch.id, "is_ephemeral": false}
		payload["state"] = answer{"values": answer{}}
		i = p.w.newInteraction("interactive", payload, responses, false)
		return nil
	})
	return i, err
}

// pressed finds an element in blocks and makes the action of it; nil when there is none.
func pressed(blocks json.RawMessage, actionID string) answer {
	var parsed []struct {
		BlockID   string   `json:"block_id"`
		Elements  []answer `json:"elements"`
		Accessory answer   `json:"accessory"`
	}
	_ = json.Unmarshal(blocks, &parsed) // blocks of another shape have no such element
	for _, b := range parsed {
		for _, element := range append(b.Elements, b.Accessory) {
			if element["action_id"] == actionID {
				element["block_id"] = b.BlockID
				return element
			}
		}
	}
	return nil
}

// Shortcut uses the app's shortcut with this callback_id on a message.
func (p *Person) Shortcut(id ChannelID, ts TS, callbackID string) (i *Interaction, err error) {
	err = p.in(id, func(ch *channel) error {
		m := ch.message(ts)
		if m == nil {
			return failure("message_not_found")
		}
		payload, responses := p.interaction(ch, m, "message_action")
		payload["callback_id"] = callbackID
		payload["message_ts"] = m.TS
		payload["action_ts"] = stampOf(p.w.clock.Now().UnixMicro())
		payload["user"] = answer{"id": p.id, "name": p.w.user(p.id).Name, "team_id": p.w.teamID}
		delete(payload, "api_app_id") // Slack leaves it out here
		i = p.w.newInteraction("interactive", payload, responses, false)
		return nil
	})
	return i, err
}

// interaction is what payloads about a message have.
func (p *Person) interaction(ch *channel, m *Message, kind string) (answer, *responseURL) {
	var source *Message // only what has buttons is put another message in place of
	if kind == "block_actions" {
		source = m
	}
	url, responses := p.w.newResponseURL(ch, source)
	payload := p.payload(kind)
	payload["channel"] = answer{"id": ch.id, "name": shownName(ch)}
	payload["message"], payload["response_url"] = asAnswer(m), url
	return payload, responses
}

// Submit sends off a modal that the app opened for the person. state holds the values by block_id and action_id, as Slack
// writes them: {"block":{"action":{"type":"plain_text_input","value":"…"}}}. The acknowledgement may answer it.
func (p *Person) Submit(viewID, state string) (*Interaction, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	at := slices.IndexFunc(p.w.views, func(v View) bool { return v.ID == viewID && v.User == p.id })
	if at < 0 {
		return nil, failure("not_found")
	}
	if !json.Valid([]byte(state)) {
		return nil, failure("invalid_arguments")
	}
	view := p.w.viewJSON(p.w.views[at])
	view["state"] = answer{"values": json.RawMessage(state)}
	payload := p.payload("view_submission")
	payload["view"], payload["response_urls"] = view, []answer{}
	return p.w.newInteraction("interactive", payload, nil, true), nil
}

// payload is what all payloads of interactions have.
func (p *Person) payload(kind string) answer {
	name := p.w.user(p.id).Name
	return answer{
		"type": kind, "token": "stand-in", "api_app_id": p.w.appID, "team": answer{"id": p.w.teamID, "domain": p.w.domain},
		"user":       answer{"id": p.id, "username": name, "name": name, "team_id": p.w.teamID},
		"trigger_id": p.w.newTrigger(p.id), "is_enterprise_install": false, "enterprise": nil,
	}
}
