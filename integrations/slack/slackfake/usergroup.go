package slackfake

import "slices"

// UserGroup is a named list of people, mentioned as <!subteam^S…>. An empty ID is given by AddUserGroup.
type UserGroup struct {
	ID       string
	Name     string
	Handle   string
	Users    []UserID
	Disabled bool
}

// AddUserGroup makes a user group and gives its id.
func (w *Workspace) AddUserGroup(g UserGroup) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if g.ID == "" {
		g.ID = w.newID("S")
	}
	g.Users = slices.Clone(g.Users)
	w.groups = append(w.groups, &g)
	return g.ID
}

func (w *Workspace) groupJSON(g *UserGroup, c *call) answer {
	deleted := int64(0)
	if g.Disabled {
		deleted = w.founded.Unix()
	}
	shown := answer{
		"id": g.ID, "team_id": w.teamID, "is_usergroup": true, "is_subteam": true, "name": g.Name, "handle": g.Handle,
		"date_create": w.founded.Unix(), "date_update": w.founded.Unix(), "date_delete": deleted,
		"prefs": answer{"channels": []string{}, "groups": []string{}},
	}
	if c.is("include_users") {
		shown["users"] = g.Users
	}
	if c.is("include_count") {
		shown["user_count"] = len(g.Users)
	}
	return shown
}

func usergroupsList(w *Workspace, c *call) (answer, error) {
	shown := []answer{}
	for _, g := range w.groups {
		if !g.Disabled || c.is("include_disabled") {
			shown = append(shown, w.groupJSON(g, c))
		}
	}
	return answer{"usergroups": shown}, nil
}

func usergroupsUsersList(w *Workspace, c *call) (answer, error) {
	for _, g := range w.groups {
		if g.ID == c.arg("usergroup") && (!g.Disabled || c.is("include_disabled")) {
			return answer{"users": g.Users}, nil
		}
	}
	return nil, failure("no_such_subteam")
}
