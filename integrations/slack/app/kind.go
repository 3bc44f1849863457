package app

import (
	"strings"

	"baton/integrations/secret"
)

// Token is one of the two that the app has.
type Token int

// The bot's token acts in the workspace; the app's opens the connection by which Slack tells what happens there.
const (
	BotToken Token = iota
	AppToken
)

// String is what people call it.
func (t Token) String() string { return [...]string{"bot token", "app token"}[t] }

func (t Token) prefix() string { return [...]string{"xoxb-", "xapp-"}[t] }

// home says where Slack shows the token to a person.
func (t Token) home() string {
	return [...]string{
		"under OAuth & Permissions, after the app was installed",
		"under Basic Information, App-Level Tokens, with the scope " + connectScope,
	}[t]
}

// others are the kinds that people take for one of the two, by how they begin (docs.slack.dev, Tokens). Longer ones
// come first.
func others() [][2]string {
	return [][2]string{
		{"xoxe.", "a token that rotates"},
		{"xoxe-", "a token that renews others"},
		{"xoxb-", "a bot token"},
		{"xapp-", "an app token"},
		{"xoxp-", "a user's token"},
		{"xoxc-", "the token of a browser"},
		{"xoxd-", "the cookie of a browser"},
		{"xoxs-", "a token of an old kind"},
		{"xoxa-", "a token of an old kind"},
		{"https:", "a link"},
	}
}

// Check refuses what cannot be this token, before anybody is asked. What it says holds nothing of the text.
func (t Token) Check(s secret.Secret) error {
	text := s.Reveal()
	if strings.HasPrefix(text, t.prefix()) && len(text) > len(t.prefix()) && printable(text) {
		return nil
	}
	is := "something else"
	for _, other := range others() {
		if strings.HasPrefix(text, other[0]) {
			is = other[1]
			break
		}
	}
	if strings.HasPrefix(text, t.prefix()) {
		is = "broken off or has a blank in it"
	}
	return &Problem{Code: "wrong_token", Says: "what stands for the " + t.String() + " is " + is + "; the " + t.String() + " begins with " + t.prefix() + " and stands " + t.home(), NewToken: true}
}

// printable tells whether a header can carry the text.
func printable(text string) bool {
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return false
		}
	}
	return true
}
