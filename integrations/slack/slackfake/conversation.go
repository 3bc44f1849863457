package slackfake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of channels (docs.slack.dev: conversations.create, setTopic, setPurpose).
const (
	nameLimit  = 80  // characters
	topicLimit = 250 // characters, the purpose's too
)

// checkName holds a channel's name to Slack's rule: lower-case letters, digits, hyphens and underscores. Letters of
// other scripts have no case and are allowed.
func checkName(name string) error {
	switch {
	case name == "":
		return failure("invalid_name_required")
	case utf8.RuneCountInString(name) > nameLimit:
		return failure("invalid_name_maxlength")
	case strings.Trim(name, "-_.,:;!?'\"()") == "":
		return failure("invalid_name_punctuation")
	case name != strings.ToLower(name) || strings.ContainsFunc(name, unnameable):
		return failure("invalid_name_specials")
	}
	return nil
}

func unnameable(r rune) bool {
	return r < utf8.RuneSelf && r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
}

func conversationsCreate(w *Workspace, c *call) (answer, error) {
	name := c.arg("name")
	if err := checkName(name); err != nil {
		return nil, err
	}
	private := c.is("is_private")
	if err := c.needs(scopesFor(&channel{private: private}, c.scopes)); err != nil {
		return nil, err
	}
	if w.channelNamed(name) != nil {
		return nil, failure("name_taken")
	}
	ch := w.newChannel(name, private, w.bot.ID)
	w.addMember(ch, w.bot.ID, "")
	return answer{"channel": w.channelJSON(ch)}, nil
}

func conversationsRename(w *Workspace, c *call) (answer, error) {
	ch, err := w.openChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	if err := w.rename(ch, w.bot.ID, c.arg("name")); err != nil {
		return nil, err
	}
	return answer{"channel": w.channelJSON(ch)}, nil
}

// rename gives a channel a new name. Slack tells it twice: as a message in the channel and as an event of its own.
func (w *Workspace) rename(ch *channel, by UserID, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if w.channelNamed(name) != nil {
		return failure("name_taken")
	}
	old := ch.name
	ch.previousNames = append(ch.previousNames, old)
	ch.name = name
	w.note(ch, by, "name", mention(by)+` has renamed the channel from "`+old+`" to "`+name+`"`, func(m *Message) { m.Name, m.OldName = name, old })
	w.emitOf(ch, "rename", answer{"channel": answer{
		"id": ch.id, "name": name, "name_normalized": name, "created": ch.created.Unix(), "is_channel": !ch.private, "is_mpim": false,
	}})
	return nil
}

func conversationsArchive(w *Workspace, c *call) (answer, error) {
	ch, err := w.joinedChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	return nil, w.archive(ch, w.bot.ID)
}

func (w *Workspace) archive(ch *channel, by UserID) error {
	if ch.archived {
		return failure("already_archived")
	}
	w.note(ch, by, "archive", mention(by)+" archived the channel", nil)
	ch.archived = true
	w.emitOf(ch, "archive", answer{"channel": ch.id, "user": by, "is_moved": 0})
	return nil
}

func conversationsSetTopic(w *Workspace, c *call) (answer, error) {
	ch, err := w.openChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	if err := w.setTopic(ch, w.bot.ID, c.arg("topic")); err != nil {
		return nil, err
	}
	return answer{"channel": w.channelJSON(ch)}, nil
}

func (w *Workspace) setTopic(ch *channel, by UserID, topic string) error {
	if utf8.RuneCountInString(topic) > topicLimit {
		return failure("too_long")
	}
	ch.topic = description{Value: topic, Creator: by, LastSet: w.clock.Now().Unix()}
	w.note(ch, by, "topic", "set the channel topic: "+topic, func(m *Message) { m.Topic = topic })
	return nil
}

func conversationsSetPurpose(w *Workspace, c *call) (answer, error) {
	ch, err := w.openChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	purpose := c.arg("purpose")
	if utf8.RuneCountInString(purpose) > topicLimit {
		return nil, failure("too_long")
	}
	ch.purpose = description{Value: purpose, Creator: w.bot.ID, LastSet: w.clock.Now().Unix()}
	w.note(ch, w.bot.ID, "purpose", "set the channel description: "+purpose, func(m *Message) { m.Purpose = purpose })
	return answer{"channel": w.channelJSON(ch)}, nil
}

func conversationsInfo(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	shown := w.channelJSON(ch)
	if c.is("include_num_members") {
		shown["num_members"] = len(ch.members)
	}
	return answer{"channel": shown}, nil
}

// conversationsList lists public channels, and private ones where they are asked for and the bot is a member.
func conversationsList(w *Workspace, c *call) (answer, error) {
	types := strings.Split(c.arg("types"), ",")
	if c.arg("types") == "" {
		types = []string{"public_channel"}
	}
	for _, kind := range types {
		if !slices.Contains([]string{"public_channel", "private_channel", "im", "mpim"}, strings.TrimSpace(kind)) {
			return nil, failure("invalid_types")
		}
	}
	var listed []*channel
	for _, ch := range w.channels {
		asked := !ch.private && slices.Contains(types, "public_channel") ||
			ch.private && slices.Contains(types, "private_channel") && ch.has(w.bot.ID)
		if asked && (!ch.archived || !c.is("exclude_archived")) {
			listed = append(listed, ch)
		}
	}
	page, next, err := pageOf(c, listed, "team", 100)
	if err != nil {
		return nil, err
	}
	shown := make([]answer, len(page))
	for i, ch := range page {
		shown[i] = w.channelJSON(ch)
		shown[i]["num_members"] = len(ch.members)
	}
	return answer{"channels": shown}.withCursor(next), nil
}
