package slackfake

import (
	"regexp"
	"slices"
	"sync"
)

// Reaction is one emoji on a message and who pressed it.
type Reaction struct {
	Name  string   `json:"name"` // without colons
	Users []UserID `json:"users"`
	Count int      `json:"count"`
}

// emojiName is how emoji are called, skin tone included.
var emojiName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\p{Ll}\p{Lo}0-9_+'-]+(::skin-tone-[2-6])?$`)
})

func reactionsAdd(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	return nil, w.react(ch, TS(c.arg("timestamp")), w.bot.ID, c.arg("name"))
}

func (w *Workspace) react(ch *channel, ts TS, by UserID, name string) error {
	m := ch.message(ts)
	switch {
	case ch.archived:
		return failure("is_archived")
	case m == nil:
		return failure("message_not_found")
	case !emojiName().MatchString(name):
		return failure("invalid_name")
	}
	at := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name })
	if at < 0 {
		at = len(m.Reactions)
		m.Reactions = append(m.Reactions, Reaction{Name: name})
	}
	r := &m.Reactions[at]
	if slices.Contains(r.Users, by) {
		return failure("already_reacted")
	}
	r.Users = append(slices.Clip(r.Users), by)
	r.Count = len(r.Users)
	w.emitReaction("reaction_added", ch, m, by, name)
	return nil
}

func (w *Workspace) unreact(ch *channel, ts TS, by UserID, name string) error {
	m := ch.message(ts)
	if m == nil {
		return failure("message_not_found")
	}
	at := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name && slices.Contains(r.Users, by) })
	if at < 0 {
		return failure("no_reaction")
	}
	r := &m.Reactions[at]
	r.Users = slices.DeleteFunc(slices.Clone(r.Users), func(u UserID) bool { return u == by })
	r.Count = len(r.Users)
	if r.Count == 0 {
		m.Reactions = slices.Delete(m.Reactions, at, at+1)
	}
	w.emitReaction("reaction_removed", ch, m, by, name)
	return nil
}

func (w *Workspace) emitReaction(kind string, ch *channel, m *Message, by UserID, name string) {
	w.emit(kind, ch, answer{
		"user": by, "reaction": name, "item_user": m.User, "item": answer{"type": "message", "channel": ch.id, "ts": m.TS},
	})
}

func reactionsGet(w *Workspace, c *call) (answer, error) {
	if c.arg("channel") == "" || c.arg("timestamp") == "" {
		return nil, failure("no_item_specified")
	}
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	m := ch.message(TS(c.arg("timestamp")))
	if m == nil {
		return nil, failure("message_not_found")
	}
	shown := m.copied()
	shown.Permalink = w.permalink(ch, m)
	return answer{"type": "message", "channel": ch.id, "message": shown}, nil
}
