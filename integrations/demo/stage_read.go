package demo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/mrkdwn"
	"baton/integrations/slack/slackfake"
)

// actionPrefix begins the action_id of each button of baton's.
const actionPrefix = "baton_"

// Channels lists the channels, one a line, each with how much was said in it and its topic.
func (s *Stage) Channels() []string {
	var all []string
	for _, c := range s.world.Channels() {
		line := fmt.Sprintf("#%s  %d messages", c.Name, len(s.world.Messages(c.ID)))
		if topic := clean.Line(s.plain(c.Topic)); topic != "" {
			line += "  " + topic
		}
		all = append(all, line)
	}
	return all
}

// Read gives what stands in a channel as a person sees it, line by line: threads indented below their beginnings, and
// buttons in brackets. Times are UTC. The text is safe for a terminal.
func (s *Stage) Read(channel string) ([]string, error) {
	c, ok := s.channel(channel)
	if !ok {
		return nil, fmt.Errorf("there is no channel #%s; baton demo channels lists them", clean.Line(strings.TrimPrefix(channel, "#")))
	}
	lines := []string{"#" + c.Name}
	if topic := clean.Line(s.plain(c.Topic)); topic != "" {
		lines = append(lines, "topic: "+topic)
	}
	messages := s.world.Messages(c.ID)
	threads := map[slackfake.TS][]slackfake.Message{}
	for _, m := range messages {
		if isReply(m) {
			threads[m.ThreadTS] = append(threads[m.ThreadTS], m)
		}
	}
	for _, m := range messages {
		if isReply(m) {
			continue
		}
		lines = append(lines, s.lines(m, "")...)
		for _, answer := range threads[m.TS] {
			lines = append(lines, s.lines(answer, "    ")...)
		}
	}
	return lines, nil
}

func isReply(m slackfake.Message) bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

// lines is a message, its first line with the time and who said it.
func (s *Stage) lines(m slackfake.Message, indent string) []string {
	text := s.plain(m.Text)
	if m.Edited != nil {
		text += " (edited)"
	}
	said := string(s.name(m.User)) + ": " + text
	if isNote(m) {
		said = "* " + strings.TrimPrefix(text, "@")
		if !strings.HasPrefix(text, "@") {
			said = "* " + string(s.name(m.User)) + " " + text
		}
	}
	var row []string
	for _, b := range buttons(m) {
		row = append(row, b.String())
	}
	if len(row) > 0 {
		said += "\n" + strings.Join(row, " ")
	}
	const hanging = "      " // as wide as the time
	return strings.Split(indent+moment(m.TS).Format("15:04 ")+strings.ReplaceAll(said, "\n", "\n"+indent+hanging), "\n")
}

// moment is when a message was posted, UTC, to the second.
func moment(ts slackfake.TS) time.Time {
	seconds, _, _ := strings.Cut(string(ts), ".")
	n, _ := strconv.ParseInt(seconds, 10, 64) // the stand-in writes nothing else
	return time.Unix(n, 0).UTC()
}

// isNote tells whether Slack itself wrote it: somebody joined, the topic changed.
func isNote(m slackfake.Message) bool {
	return strings.HasPrefix(m.Subtype, "channel_") || strings.HasPrefix(m.Subtype, "group_") || m.Subtype == "pinned_item"
}

// plain is text of a message as a person reads it in a terminal.
func (s *Stage) plain(text string) string {
	return clean.Text(mrkdwn.Text(text, mrkdwn.Names{
		Person:  func(id string) string { return string(s.name(slackfake.UserID(id))) },
		Channel: func(id string) string { return s.world.Channel(slackfake.ChannelID(id)).Name },
		Group:   func(id string) string { return s.groups[id] },
	}))
}

// name is the handle of a user, or their id where nobody is known by it.
func (s *Stage) name(id slackfake.UserID) incident.Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.names[id]; ok {
		return p
	}
	return incident.Person(id)
}

// buttons are those of baton's that a message has.
func buttons(m slackfake.Message) []Button {
	var blocks []struct {
		Elements []struct {
			Action string `json:"action_id"`
			Value  string `json:"value"`
		} `json:"elements"`
	}
	_ = json.Unmarshal(m.Blocks, &blocks) // blocks of another shape have no buttons
	var all []Button
	for _, b := range blocks {
		for _, e := range b.Elements {
			if verb, ok := strings.CutPrefix(e.Action, actionPrefix); ok && !slices.Contains(all, Button{verb, e.Value}) {
				all = append(all, Button{Verb: clean.Line(verb), About: clean.Line(e.Value)})
			}
		}
	}
	return all
}
