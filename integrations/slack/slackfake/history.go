package slackfake

import (
	"math"
	"slices"
)

// span is the part of a channel's time that a call asks for, in microseconds since 1970, both ends included.
type span struct{ from, to int64 }

// spanOf reads oldest, latest and inclusive (docs.slack.dev, conversations.history).
func (c *call) spanOf() (span, error) {
	s := span{from: 0, to: math.MaxInt64}
	outside := int64(1)
	if c.is("inclusive") {
		outside = 0
	}
	if text := TS(c.arg("oldest")); text != "" && text != "0" {
		at, ok := text.micros()
		if !ok {
			return s, failure("invalid_ts_oldest")
		}
		s.from = at + outside
	}
	if text := TS(c.arg("latest")); text != "" && text != "now" && text != "0" {
		at, ok := text.micros()
		if !ok {
			return s, failure("invalid_ts_latest")
		}
		s.to = at - outside
	}
	return s, nil
}

func (s span) has(ts TS) bool {
	at, _ := ts.micros()
	return s.from <= at && at <= s.to
}

// historyLimit is the most that one page of a channel's history has (docs.slack.dev, conversations.history).
const historyLimit = 999

// conversationsHistory gives roots and broadcasts, newest first. Its cursor names the newest message of the next page.
func conversationsHistory(w *Workspace, c *call) (answer, error) {
	ch, err := w.joinedChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	s, err := c.spanOf()
	if err != nil {
		return nil, err
	}
	if c.arg("cursor") != "" {
		newest, err := readCursor(c.arg("cursor"), "next_ts")
		to, ok := TS(newest).micros()
		if err != nil || !ok {
			return nil, failure("invalid_cursor")
		}
		s.to = min(s.to, to)
	}
	limit, err := c.limit(100, historyLimit)
	if err != nil {
		return nil, err
	}
	shown, next := []Message{}, ""
	for _, m := range slices.Backward(ch.messages) {
		inChannel := m.ThreadTS == "" || m.ThreadTS == m.TS || m.Subtype == "thread_broadcast"
		if !inChannel || !s.has(m.TS) {
			continue
		}
		if len(shown) == limit {
			next = cursorAt("next_ts", string(m.TS))
			break
		}
		shown = append(shown, c.shown(m))
	}
	a := answer{"messages": shown, "has_more": next != "", "pin_count": len(ch.pins), "channel_actions_ts": nil, "channel_actions_count": 0}
	if next != "" {
		a.withCursor(next)
	}
	return a, nil
}

// conversationsReplies gives a thread, oldest first. The root stands on each page and does not count for the limit.
func conversationsReplies(w *Workspace, c *call) (answer, error) {
	ch, err := w.joinedChannelOf(c, "channel")
	if err != nil {
		return nil, err
	}
	root := ch.root(TS(c.arg("ts")))
	if root == nil {
		return nil, failure("thread_not_found")
	}
	s, err := c.spanOf()
	if err != nil {
		return nil, err
	}
	var replies []*Message
	for _, m := range ch.messages {
		if m.ThreadTS == root.TS && m != root && s.has(m.TS) {
			replies = append(replies, m)
		}
	}
	page, next, err := pageOf(c, replies, "next_reply", 1000)
	if err != nil {
		return nil, err
	}
	shown := []Message{c.shown(root)}
	for _, m := range page {
		shown = append(shown, c.shown(m))
	}
	a := answer{"messages": shown, "has_more": next != ""}
	if next != "" {
		a.withCursor(next)
	}
	return a, nil
}

// shown is a message as this call sees it: metadata only where it was asked for.
func (c *call) shown(m *Message) Message {
	s := m.copied()
	if !c.is("include_all_metadata") {
		s.Metadata = nil
	}
	return s
}
