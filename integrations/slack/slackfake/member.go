package slackfake

import (
	"slices"
	"strings"
)

// inviteLimit is how many users one conversations.invite may name (docs.slack.dev, conversations.invite).
const inviteLimit = 100

// addMember lets a user into a channel and tells it, as a message and as an event.
func (w *Workspace) addMember(ch *channel, u, inviter UserID) {
	ch.members = append(ch.members, u)
	w.note(ch, u, "join", mention(u)+" has joined the channel", func(m *Message) { m.Inviter = inviter })
	event := answer{"user": u, "channel": ch.id, "channel_type": ch.letter(), "team": w.teamID}
	if inviter != "" {
		event["inviter"] = inviter
	}
	w.emit("member_joined_channel", ch, event)
}

func (w *Workspace) removeMember(ch *channel, u UserID) {
	w.note(ch, u, "leave", mention(u)+" has left the channel", nil)
	ch.members = slices.DeleteFunc(ch.members, func(m UserID) bool { return m == u })
	w.emit("member_left_channel", ch, answer{"user": u, "channel": ch.id, "channel_type": ch.letter(), "team": w.teamID})
}

func conversationsJoin(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel")
	switch {
	case err != nil:
		return nil, err
	case ch.archived:
		return nil, failure("is_archived")
	case ch.private:
		return nil, failure("method_not_supported_for_channel_type")
	case ch.has(w.bot.ID):
		c.warnings = append(c.warnings, "already_in_channel")
	default:
		w.addMember(ch, w.bot.ID, "")
	}
	return answer{"channel": w.channelJSON(ch)}, nil
}

// conversationsInvite fails as a whole when one user cannot be invited, unless force is set.
func conversationsInvite(w *Workspace, c *call) (answer, error) {
	ch, err := w.openChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	var good []UserID
	refused := memberFailure{}
	for text := range strings.SplitSeq(c.arg("users"), ",") {
		id := UserID(strings.TrimSpace(text))
		if err := w.invitable(ch, id); err != nil {
			refused.users = append(refused.users, answer{"user": id, "ok": false, "error": err.Error()})
			refused.failure = failure(err.Error())
			continue
		}
		good = append(good, id)
	}
	switch {
	case c.arg("users") == "":
		return nil, failure("no_user")
	case len(good)+len(refused.users) > inviteLimit:
		return nil, failure("invalid_arguments") // the reference names no error of its own
	case len(refused.users) > 0 && (!c.is("force") || len(good) == 0):
		return nil, refused
	}
	for _, id := range good {
		w.addMember(ch, id, w.bot.ID)
	}
	a := answer{"channel": w.channelJSON(ch)}
	if len(refused.users) > 0 {
		a["errors"] = refused.users
	}
	return a, nil
}

func (w *Workspace) invitable(ch *channel, id UserID) error {
	u := w.user(id)
	switch {
	case u == nil || u.Deleted:
		return failure("user_not_found")
	case id == w.bot.ID:
		return failure("cant_invite_self")
	case ch.has(id):
		return failure("already_in_channel")
	}
	return nil
}

func conversationsMembers(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	page, next, err := pageOf(c, ch.members, "user_id", 100)
	if err != nil {
		return nil, err
	}
	return answer{"members": append([]UserID{}, page...)}.withCursor(next), nil
}
