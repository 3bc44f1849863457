package slackfake

import (
	"slices"
	"strings"
)

// DefaultScopes are what the app's bot token may do unless Options say otherwise.
var DefaultScopes = []string{
	"app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage", "channels:read",
	"chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read", "groups:write", "pins:read", "pins:write",
	"reactions:read", "reactions:write", "team:read", "usergroups:read", "users:read", "users:read.email",
}

// token is what a caller shows: the bot's (xoxb-) or the app's own (xapp-).
type token struct {
	secret  string
	app     bool // app-level
	scopes  []string
	revoked string // the error that calls get since it was revoked; empty while it is good
}

func (t *token) may(scope string) bool { return slices.Contains(t.scopes, scope) }

func (t *token) mayAny(scopes []string) bool {
	return len(scopes) == 0 || slices.ContainsFunc(scopes, t.may)
}

// BotToken is the secret of the bot, which chat.postMessage and the like want.
func (w *Workspace) BotToken() string { return w.tokens[0].secret }

// AppToken is the app-level secret, which apps.connections.open wants.
func (w *Workspace) AppToken() string { return w.tokens[1].secret }

// RevokeTokens makes every call with a token of the app fail with reason from now on: token_revoked, account_inactive
// or invalid_auth. An empty reason makes the tokens good again. Open sockets stay open.
func (w *Workspace) RevokeTokens(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.tokens {
		t.revoked = reason
	}
}

// RevokeToken does the same to one of the two tokens.
func (w *Workspace) RevokeToken(secret, reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.tokens {
		if t.secret == secret {
			t.revoked = reason
		}
	}
}

// GrantScopes gives the bot token scopes that it did not have.
func (w *Workspace) GrantScopes(scopes ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tokens[0].scopes = append(slices.Clone(w.tokens[0].scopes), scopes...)
}

// authorize finds the token of a call and checks that it may make it (docs.slack.dev, the errors that every method has).
func (w *Workspace) authorize(c *call, m method) error {
	if c.secret == "" {
		return failure("not_authed")
	}
	at := slices.IndexFunc(w.tokens, func(t *token) bool { return t.secret == c.secret })
	if at < 0 {
		return failure("invalid_auth")
	}
	c.token, c.granted = w.tokens[at], strings.Join(w.tokens[at].scopes, ",")
	switch {
	case c.token.revoked != "":
		return failure(c.token.revoked)
	case c.token.app != m.app && !m.anyToken:
		return failure("not_allowed_token_type")
	}
	c.scopes = m.scopes
	return c.needs(m.scopes)
}

// needs fails unless the token has one of the scopes.
func (c *call) needs(scopes []string) error {
	if c.token.mayAny(scopes) {
		return nil
	}
	return missingScope{needed: scopes[0], provided: strings.Join(c.token.scopes, ",")}
}

// missingScope is the failure that says what would help.
type missingScope struct{ needed, provided string }

func (missingScope) Error() string { return "missing_scope" }

// authTest is auth.test. The scopes stand in its response header.
func authTest(w *Workspace, c *call) (answer, error) {
	a := answer{
		"url": "https://" + w.domain + ".slack.com/", "team": w.team, "user": w.bot.Name, "team_id": w.teamID,
		"user_id": w.bot.ID, "bot_id": w.botID, "is_enterprise_install": false,
	}
	if c.token.app {
		a = answer{"app_name": w.bot.RealName, "app_id": w.appID}
	}
	return a, nil
}
