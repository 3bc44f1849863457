package app

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
)

// Manifest is what Slack creates the app from (slackapi/manifest-schema, major version 1).
type Manifest struct {
	Metadata metadata `yaml:"_metadata" json:"_metadata"`
	Display  display  `yaml:"display_information" json:"display_information"`
	Features features `yaml:"features" json:"features"`
	OAuth    oauth    `yaml:"oauth_config" json:"oauth_config"`
	Settings settings `yaml:"settings" json:"settings"`
}

type metadata struct {
	Major int `yaml:"major_version" json:"major_version"`
	Minor int `yaml:"minor_version" json:"minor_version"`
}

type display struct {
	Name        string `yaml:"name" json:"name"`
	Description string `yaml:"description" json:"description"`
}

type features struct {
	Bot       bot       `yaml:"bot_user" json:"bot_user"`
	Shortcuts shortcuts `yaml:"shortcuts" json:"shortcuts"`
	Commands  []command `yaml:"slash_commands" json:"slash_commands"`
}

type bot struct {
	Name   string `yaml:"display_name" json:"display_name"`
	Online bool   `yaml:"always_online" json:"always_online"`
}

type command struct {
	Command     string `yaml:"command" json:"command"`
	Description string `yaml:"description" json:"description"`
	Hint        string `yaml:"usage_hint" json:"usage_hint"`
	// Escape makes Slack send people and channels as ids, which a name that two people share is not.
	Escape bool `yaml:"should_escape" json:"should_escape"`
}

type shortcuts []struct {
	Name        string `yaml:"name" json:"name"`
	Type        string `yaml:"type" json:"type"`
	Callback    string `yaml:"callback_id" json:"callback_id"`
	Description string `yaml:"description" json:"description"`
}

type oauth struct {
	Scopes struct {
		Bot []string `yaml:"bot" json:"bot"`
	} `yaml:"scopes" json:"scopes"`
}

// settings connect the app over a socket that baton opens, so that it needs no address on the internet. Tokens do not
// rotate: that needs such an address, and cannot be switched off again.
type settings struct {
	Events struct {
		Bot []string `yaml:"bot_events" json:"bot_events"`
	} `yaml:"event_subscriptions" json:"event_subscriptions"`
	Interactivity struct {
		Enabled bool `yaml:"is_enabled" json:"is_enabled"`
	} `yaml:"interactivity" json:"interactivity"`
	Organisation bool `yaml:"org_deploy_enabled" json:"org_deploy_enabled"`
	Socket       bool `yaml:"socket_mode_enabled" json:"socket_mode_enabled"`
	Rotation     bool `yaml:"token_rotation_enabled" json:"token_rotation_enabled"`
}

// Names that Slack sends back, and by which it is known what was meant.
const (
	SlashCommand     = "/incident"
	ShortcutCallback = "baton_add_to_timeline"
)

// NewManifest is the manifest of baton's app.
func NewManifest() Manifest {
	m := Manifest{
		Metadata: metadata{Major: 1, Minor: 1},
		Display:  display{Name: "baton", Description: "The incident commander's console, in the incident's channel"},
		Features: features{
			Bot: bot{Name: "baton", Online: true},
			Shortcuts: shortcuts{{
				Name: "Add to timeline", Type: "message", Callback: ShortcutCallback,
				Description: "Put this message into the incident's timeline",
			}},
			Commands: []command{{
				Command: SlashCommand, Description: "Any order of the console, such as help",
				Hint: "note what happened | action @name what in 15m | help", Escape: true,
			}},
		},
	}
	m.OAuth.Scopes.Bot = scopeNames()
	m.Settings.Events.Bot = events()
	m.Settings.Interactivity.Enabled = true
	m.Settings.Socket = true
	return m
}

// events are what Slack tells the app of the channels that its bot is in.
func events() []string {
	return []string{
		"app_mention", "channel_archive", "channel_rename", "group_archive", "group_rename", "member_joined_channel",
		"member_left_channel", "message.channels", "message.groups", "pin_added", "pin_removed", "reaction_added", "reaction_removed",
	}
}

// YAML is the manifest as a person pastes and reads it.
func (m Manifest) YAML() ([]byte, error) {
	return yaml.MarshalWithOptions(m, yaml.IndentSequence(true))
}

// JSON is the same on several lines.
func (m Manifest) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}

// Link opens the form that creates the app, filled in.
func (m Manifest) Link() (string, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	escaped := strings.ReplaceAll(url.QueryEscape(string(text)), "+", "%20") // a plus is a blank to some readers only
	return "https://api.slack.com/apps?new_app=1&manifest_json=" + escaped, nil
}
