package app

import "slices"

// Scope is a permission of the app's bot, and what baton is given it for.
type Scope struct {
	Name string `json:"scope"`
	For  string `json:"for"`
}

// Scopes are all that the bot asks for, in the order of their names. The manifest and the check of the tokens both come
// from here (docs.slack.dev, Scopes).
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "hear a line that mentions @baton"},
		{"bookmarks:read", "find its own links at the top of an incident's channel"},
		{"bookmarks:write", "put the links of an incident at the top of its channel"},
		{"channels:history", "read what is said in the public channels that it is in"},
		{"channels:join", "join a public channel that becomes an incident's"},
		{"channels:manage", "create an incident's channel, invite people to it and set its topic"},
		{"channels:read", "find public channels and who is in them"},
		{"chat:write", "say in the channel what the record says"},
		{"commands", "take /incident and Add to timeline"},
		{"files:read", "name the files that people show in an incident"},
		{"files:write", "put the post-mortem into the channel"},
		{"groups:history", "read what is said in the private channels that it is in"},
		{"groups:read", "find the private channels that it is in and who is in them"},
		{"groups:write", "create a private channel for an incident that not everybody may see"},
		{"pins:read", "take what people pin as what matters"},
		{"pins:write", "pin the state of the incident"},
		{"reactions:read", "take a reaction as an answer"},
		{"reactions:write", "mark a message that was taken into the timeline"},
		{"team:read", "name the workspace"},
		{"usergroups:read", "know who stands behind a mention of a group"},
		{"users:read", "know people by their names"},
		{"users:read.email", "match people with the roster by their address"},
	}
}

// connectScope is the one permission of the app-level token, which a person gives it by hand: manifests have no place
// for it.
const connectScope = "connections:write"

func scopeNames() []string {
	var names []string
	for _, s := range Scopes() {
		names = append(names, s.Name)
	}
	return names
}

// compared says which permissions the bot lacks and which it has without a need.
func compared(granted []string) (missing []Scope, extra []string) {
	missing, extra = []Scope{}, []string{}
	for _, s := range Scopes() {
		if !slices.Contains(granted, s.Name) {
			missing = append(missing, s)
		}
	}
	wanted := scopeNames()
	for _, name := range granted {
		if !slices.Contains(wanted, name) {
			extra = append(extra, name)
		}
	}
	return missing, extra
}
