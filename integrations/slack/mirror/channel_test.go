package mirror

import (
	"encoding/json"
	"fmt"
	"slices"

	"pgregory.net/rapid"
)

const began = 1672837200 // 2023-01-04 13:00 UTC

func ts(second int) string { return fmt.Sprintf("%d.000100", began+second) }

// object is one JSON object.
type object map[string]any

func (o object) with(more object) object {
	c := object{}
	for k, v := range o {
		c[k] = v
	}
	for k, v := range more {
		c[k] = v
	}
	return c
}

func (o object) json() string {
	b, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// channel plays a Slack channel: what it holds, and the events that it sent, in order.
type channel struct {
	now      int
	pace     int // seconds from one thing to the next, 0 for one
	messages []object
	reacted  map[string]map[string][]string // by ts and emoji, who
	events   []string
	sent     int
	// posts and removals are the events of messages that came and went, by ts.
	posts, removals map[string]string
	roots           map[string]bool // the threads
}

func newChannel() *channel {
	return &channel{reacted: map[string]map[string][]string{}, posts: map[string]string{}, removals: map[string]string{}, roots: map[string]bool{}}
}

func (c *channel) tick() string {
	c.now += max(1, c.pace)
	return ts(c.now)
}

func (c *channel) send(event object) string {
	c.sent++
	c.events = append(c.events, object{"type": "event_callback", "event_id": fmt.Sprintf("Ev%d", c.sent), "event": event}.json())
	return c.events[len(c.events)-1]
}

func (c *channel) message(fields object) string {
	at := c.tick()
	m := object{"type": "message", "ts": at}.with(fields)
	c.messages = append(c.messages, m)
	c.posts[at] = c.send(m.with(object{"channel": "C1", "event_ts": at}))
	return at
}

func (c *channel) say(user, text string) string { return c.message(object{"user": user, "text": text}) }

func (c *channel) find(at string) int {
	return slices.IndexFunc(c.messages, func(m object) bool { return m["ts"] == at })
}

func (c *channel) edit(at, text string) {
	k, when := c.find(at), c.tick()
	before := c.messages[k]
	after := before.with(object{"text": text, "edited": object{"user": before["user"], "ts": when}})
	c.messages[k] = after
	c.send(object{
		"type": "message", "subtype": "message_changed", "channel": "C1", "ts": when, "event_ts": when, "hidden": true,
		"message": after, "previous_message": before,
	})
}

// remove deletes a message. Of the root of a thread a tombstone is left.
func (c *channel) remove(at string) {
	k, when := c.find(at), c.tick()
	before := c.messages[k]
	if c.roots[at] {
		c.messages[k] = object{
			"type": "message", "subtype": "tombstone", "ts": at, "thread_ts": at, "user": "USLACKBOT", "hidden": true,
			"text": "This message was deleted.",
		}
		c.removals[at] = c.send(object{
			"type": "message", "subtype": "message_changed", "channel": "C1", "ts": when, "event_ts": when, "hidden": true,
			"message": c.messages[k], "previous_message": before,
		})
		return
	}
	c.messages = slices.Delete(c.messages, k, k+1)
	c.removals[at] = c.send(object{
		"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": when, "event_ts": when, "hidden": true,
		"deleted_ts": at, "previous_message": before,
	})
}

// press presses an emoji, or takes it back where the user presses it already.
func (c *channel) press(at, user, emoji string) {
	if c.reacted[at] == nil {
		c.reacted[at] = map[string][]string{}
	}
	users, kind := c.reacted[at][emoji], "reaction_added"
	if k := slices.Index(users, user); k >= 0 {
		kind, users = "reaction_removed", slices.Delete(slices.Clone(users), k, k+1)
	} else {
		users = append(users, user)
	}
	c.reacted[at][emoji] = users
	c.send(object{
		"type": kind, "user": user, "reaction": emoji, "event_ts": c.tick(),
		"item": object{"type": "message", "channel": "C1", "ts": at},
	})
}

func (c *channel) pin(at, user string) {
	m := c.messages[c.find(at)]
	c.send(object{
		"type": "pin_added", "user": user, "channel_id": "C1", "event_ts": c.tick(),
		"item": object{"type": "message", "channel": "C1", "message": m},
	})
}

// history is what the channel holds now, newest first, with its reactions.
func (c *channel) history() []object {
	var all []object
	for _, m := range slices.Backward(c.messages) {
		at := m["ts"].(string)
		var reactions []object
		for emoji, users := range c.reacted[at] {
			if len(users) > 0 {
				reactions = append(reactions, object{"name": emoji, "users": users, "count": len(users)})
			}
		}
		if len(reactions) > 0 && m["subtype"] != "tombstone" {
			m = m.with(object{"reactions": reactions})
		}
		all = append(all, m)
	}
	return all
}

func pageOf(messages []object) string {
	return object{"ok": true, "messages": messages, "has_more": false}.json()
}

// replies is the answers of a thread with its root, oldest first; main is what stands outside of threads.
func (c *channel) replies(root any) []object {
	var all []object
	for _, m := range slices.Backward(c.history()) {
		if m["thread_ts"] == root || m["ts"] == root {
			all = append(all, m)
		}
	}
	return all
}

func (c *channel) main() []object {
	return slices.DeleteFunc(c.history(), func(m object) bool { return m["thread_ts"] != nil && m["subtype"] != "thread_broadcast" })
}

var phrases = []string{
	"going to run `kubectl delete pod hub-0`", "going to run `systemctl restart importer`", "lgtm", "go ahead", "wait",
	"I ran `systemctl restart importer`, it worked", "I ran `kubectl delete pod hub-0`", "looking", "&lt;b&gt; <@U2> <!here>",
	"export TOKEN=abcdefgh12345678 && `systemctl restart importer`?",
	"TODO <@U2>: write a runbook", "decided: we roll back\nTODO: say so", "see <https://git.test/acme/hub/pull/12|the change>\n• todo: a test\n• Decision: none",
}

var people = []string{"U1", "U2", "U3"}

// drawChannel plays some steps at random.
func drawChannel(rt *rapid.T, most int) *channel {
	c := newChannel()
	for range rapid.IntRange(1, most).Draw(rt, "steps") {
		c.step(rt)
	}
	return c
}

func (c *channel) step(rt *rapid.T) {
	user := rapid.SampledFrom(people).Draw(rt, "user")
	what := rapid.IntRange(0, 11).Draw(rt, "what")
	if what < 5 || len(c.messages) == 0 {
		fields := object{"user": user, "text": rapid.SampledFrom(phrases).Draw(rt, "text")}
		if len(c.messages) > 0 && rapid.IntRange(0, 3).Draw(rt, "threaded") == 0 {
			root := rapid.SampledFrom(c.messages).Draw(rt, "root")["ts"].(string)
			fields["thread_ts"], c.roots[root] = root, true
			if rapid.Bool().Draw(rt, "broadcast") {
				fields["subtype"] = "thread_broadcast"
			}
		}
		if rapid.IntRange(0, 5).Draw(rt, "program") == 0 {
			delete(fields, "user")
			fields["bot_id"], fields["username"] = "B1", "Alert Manager"
		}
		c.message(fields)
		return
	}
	at := rapid.SampledFrom(c.messages).Draw(rt, "message")["ts"].(string)
	said := c.messages[c.find(at)]["topic"] == nil && c.messages[c.find(at)]["subtype"] != "tombstone"
	switch {
	case what < 7 && said:
		c.edit(at, rapid.SampledFrom(phrases).Draw(rt, "text"))
	case what < 10 && said:
		c.press(at, user, rapid.SampledFrom([]string{"+1", "x", "eyes", "star", "memo", "scales"}).Draw(rt, "emoji"))
	case what == 10 && said:
		if rapid.Bool().Draw(rt, "pin") {
			c.pin(at, user)
			return
		}
		c.remove(at)
	default:
		c.message(object{"user": user, "subtype": "channel_topic", "topic": "SEV2", "text": "set the channel's topic: SEV2"})
	}
}
