package main

import (
	"fmt"
	"net/url"

	"baton/integrations/slack/desk"
	"baton/integrations/slack/message"
	"baton/integrations/slack/tell"
)

// slackConfiguration is the part of config.yaml about Slack. The tokens themselves are never in a file.
type slackConfiguration struct {
	BotTokenCommand string `yaml:"bot_token_command,omitempty" json:"bot_token_command,omitempty"`
	AppTokenCommand string `yaml:"app_token_command,omitempty" json:"app_token_command,omitempty"`
	// Allow says which user groups may do what, by verb.
	Allow desk.Permissions `yaml:"allow,omitempty" json:"allow,omitempty"`
	// Bookmarks are put at the top of every incident's channel.
	Bookmarks []slackBookmark `yaml:"bookmarks,omitempty" json:"bookmarks,omitempty"`
	// Emoji are what people press on a message to star it, make it a follow-up or make it a decision; what is left out is as usual.
	Emoji *slackEmoji `yaml:"emoji,omitempty" json:"emoji,omitempty"`
	// Dashboards are patterns of hosts whose links are kept, and what such a link is called.
	Dashboards map[string]string `yaml:"dashboards,omitempty" json:"dashboards,omitempty"`
}

// slackKeys are its keys, for errors.
const slackKeys = "bot_token_command, app_token_command, allow, bookmarks, emoji and dashboards"

type slackBookmark struct {
	Title string `yaml:"title" json:"title"`
	Link  string `yaml:"link" json:"link"`
}

type slackEmoji struct {
	Star     []string `yaml:"star,omitempty" json:"star,omitempty"`
	FollowUp []string `yaml:"follow_up,omitempty" json:"follow_up,omitempty"`
	Decision []string `yaml:"decision,omitempty" json:"decision,omitempty"`
}

func (c *slackConfiguration) isSet() bool {
	return c.BotTokenCommand != "" || c.AppTokenCommand != "" || len(c.Allow)+len(c.Bookmarks)+len(c.Dashboards) > 0 || c.Emoji != nil
}

// check says what in it cannot be meant.
func (c *slackConfiguration) check() error {
	if err := c.Allow.Check(); err != nil {
		return fmt.Errorf("slack.allow: %w", err)
	}
	for _, b := range c.Bookmarks {
		u, err := url.Parse(b.Link)
		if b.Title == "" || err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return fmt.Errorf("slack.bookmarks: %q is none; a title and a link such as https://wiki.example/playbook are", doorLine(b.Title+" "+b.Link))
		}
	}
	if err := c.signs().Check(); err != nil {
		return fmt.Errorf("slack.emoji: %w", err)
	}
	return nil
}

// signs are what people mean by emoji and links.
func (c *slackConfiguration) signs() *message.Signs {
	s := message.UsualSigns()
	s.Hosts = c.Dashboards
	if e := c.Emoji; e != nil {
		s.Star, s.FollowUp, s.Decision = given(e.Star, s.Star), given(e.FollowUp, s.FollowUp), given(e.Decision, s.Decision)
	}
	return s
}

// given is what was given, or else what is usual.
func given(names, usual []string) []string {
	if len(names) == 0 {
		return usual
	}
	return names
}

func (c *slackConfiguration) bookmarks() []tell.AddBookmark {
	all := make([]tell.AddBookmark, len(c.Bookmarks))
	for k, b := range c.Bookmarks {
		all[k] = tell.AddBookmark(b)
	}
	return all
}
