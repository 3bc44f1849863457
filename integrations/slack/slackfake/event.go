package slackfake

import (
	"slices"
)

// DefaultEvents are what the app subscribes to unless Options say otherwise.
var DefaultEvents = []string{
	"app_mention", "channel_archive", "channel_rename", "group_archive", "group_rename", "member_joined_channel", "member_left_channel",
	"message.channels", "message.groups", "pin_added", "pin_removed", "reaction_added", "reaction_removed",
}

// emitMessage tells the app of a message, or of what became of one. at is when that happened.
func (w *Workspace) emitMessage(ch *channel, event answer, at TS) {
	event["channel"], event["channel_type"], event["ts"] = ch.id, ch.kind(), at
	w.emit("message."+ch.kind()+"s", ch, event.at(at))
}

// emitOf tells of a change to a channel itself. Private channels have events of their own (group_rename, group_archive).
func (w *Workspace) emitOf(ch *channel, what string, event answer) {
	w.emit(ch.kind()+"_"+what, ch, event)
}

// emit sends an event to the app if it subscribes to such events and is in the channel.
func (w *Workspace) emit(subscription string, ch *channel, event answer) {
	if !slices.Contains(w.delivery.events, subscription) || !ch.has(w.bot.ID) {
		return
	}
	if event["type"] == nil {
		event["type"] = subscription
	}
	if event["event_ts"] == nil {
		event["event_ts"] = stampOf(w.clock.Now().UnixMicro())
	}
	id := w.newID("Ev")
	w.deliver(&envelope{kind: "events_api", eventID: id, payload: answer{
		"token": "stand-in", "team_id": w.teamID, "context_team_id": w.teamID, "api_app_id": w.appID, "event": event,
		"type": "event_callback", "event_id": id, "event_time": w.clock.Now().Unix(),
		"authorizations": []answer{{
			"enterprise_id": nil, "team_id": w.teamID, "user_id": w.bot.ID, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": false, "event_context": "4-" + id,
	}})
}
