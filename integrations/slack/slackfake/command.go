package slackfake

import (
	"regexp"
	"strings"
	"sync"
)

// named is a person or a channel as it is typed: @maya, #ops.
var named = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`([@#])([\p{L}0-9][\p{L}0-9._-]*)`) })

// Type types a slash command, "/incident …", in a channel that the person can see. What stands behind the command comes
// to the app in the form of should_escape: @maya as <@U…|maya>, #ops as <#C…|ops>, and &, < and > as entities.
func (p *Person) Type(id ChannelID, line string) (*Interaction, error) {
	command, text, _ := strings.Cut(line, " ")
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	ch := p.w.channel(id)
	switch {
	case ch == nil || ch.private && !ch.has(p.id):
		return nil, failure("channel_not_found")
	case command != p.w.command:
		return nil, failure("unknown_command")
	}
	url, responses := p.w.newResponseURL(ch, nil)
	return p.w.newInteraction("slash_commands", answer{
		"token": "stand-in", "team_id": p.w.teamID, "team_domain": p.w.domain, "channel_id": ch.id, "channel_name": shownName(ch),
		"user_id": p.id, "user_name": p.w.user(p.id).Name, "command": command, "text": p.w.escaped(strings.TrimSpace(text)),
		"api_app_id": p.w.appID, "is_enterprise_install": "false", "response_url": url, "trigger_id": p.w.newTrigger(p.id),
	}, responses, true), nil
}

// shownName is a channel's name in commands and interactions: those of private channels are not told.
func shownName(ch *channel) string {
	if ch.private {
		return "privategroup"
	}
	return ch.name
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escaped is the text of a command with should_escape (docs.slack.dev, "Slash commands").
func (w *Workspace) escaped(text string) string {
	return named().ReplaceAllStringFunc(entities.Replace(text), func(s string) string {
		name := strings.TrimRight(s[1:], ".")
		rest := s[1+len(name):]
		if s[0] == '@' {
			if u := w.userNamed(name); u != nil {
				return "<@" + string(u.ID) + "|" + u.Name + ">" + rest
			}
			return s
		}
		if ch := w.channelNamed(name); ch != nil && !ch.private {
			return "<#" + string(ch.id) + "|" + ch.name + ">" + rest
		}
		return s
	})
}
