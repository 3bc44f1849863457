package message

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"baton/integrations/capture"
)

// Signs say what people mean by an emoji on a message, and which links are dashboards. Names of emoji are as Slack has
// them, without colons.
type Signs struct {
	// Star marks the message for the post-mortem. FollowUp makes it work for after the incident, Decision a decision.
	Star, FollowUp, Decision []string
	// Hosts are patterns of hosts, such as "graphs.*.example", and what a link to one is called. They come on top of the
	// dashboards that are known.
	Hosts map[string]string
}

// UsualSigns are those of a workspace that has set up none. None of them is an answer to a command.
func UsualSigns() *Signs {
	return &Signs{
		Star:     []string{"star", "star2", "⭐", "🌟"},
		FollowUp: []string{"memo", "pencil", "todo", "follow-up", "followup", "📝"},
		Decision: []string{"scales", "balance_scale", "decision", "decided", "⚖️", "⚖"},
	}
}

// Check refuses emoji that are an answer to a command as well.
func (s *Signs) Check() error {
	for _, name := range slices.Concat(s.Star, s.FollowUp, s.Decision) {
		if capture.Answers(name) {
			return fmt.Errorf("the emoji :%s: is a yes or a no to a command already; choose another one, such as :memo: for a follow-up", Label(name))
		}
	}
	return nil
}

// among tells whether an emoji, of whatever skin tone, is one of some.
func among(names []string, emoji string) bool {
	plain, _, _ := strings.Cut(emoji, "::skin-tone-")
	return slices.Contains(names, plain)
}

// hostTitle is what a host is called that was set up, or "". Where several patterns fit it is the first by name.
func (s *Signs) hostTitle(host string) string {
	found, title := "", ""
	for pattern, t := range s.Hosts {
		if ok, _ := path.Match(strings.ToLower(pattern), host); ok && (found == "" || pattern < found) {
			found, title = pattern, t
		}
	}
	return title
}
