package slackfake

import (
	"cmp"
	"strings"
)

// UserID is the id of a person or a bot user (U…).
type UserID string

// User is a member of the workspace. An empty ID is given by AddUser.
type User struct {
	ID          UserID
	Name        string // the handle, lower case
	RealName    string
	DisplayName string
	Email       string
	Title       string
	TimeZone    string // of the tz database; empty means UTC
	Deleted     bool   // deactivated
	Bot         bool
}

// AddUser lets a person join the workspace.
func (w *Workspace) AddUser(u User) *Person {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u.ID == "" {
		u.ID = UserID(w.newID("U"))
	}
	w.users = append(w.users, &u)
	return &Person{w: w, id: u.ID}
}

// Deactivate ends a person's account: they stay listed, deleted, and in what they wrote.
func (w *Workspace) Deactivate(id UserID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u := w.user(id); u != nil {
		u.Deleted = true
	}
}

func (w *Workspace) user(id UserID) *User {
	for _, u := range w.users {
		if u.ID == id {
			return u
		}
	}
	return nil
}

func (w *Workspace) userNamed(name string) *User {
	for _, u := range w.users {
		if u.Name == name {
			return u
		}
	}
	return nil
}

// mention is how a message's text names a user.
func mention(u UserID) string { return "<@" + string(u) + ">" }

// userJSON is a user as users.info shows it. The address is shown only to tokens with users:read.email.
func (w *Workspace) userJSON(u *User, withEmail bool) answer {
	profile := answer{
		"title": u.Title, "real_name": u.RealName, "real_name_normalized": u.RealName,
		"display_name": u.DisplayName, "display_name_normalized": u.DisplayName, "team": w.teamID,
	}
	if withEmail && u.Email != "" {
		profile["email"] = u.Email
	}
	return answer{
		"id": u.ID, "team_id": w.teamID, "name": u.Name, "deleted": u.Deleted, "real_name": u.RealName,
		"tz": cmp.Or(u.TimeZone, "UTC"), "profile": profile, "is_bot": u.Bot, "is_app_user": false, "updated": w.founded.Unix(),
	}
}

func usersInfo(w *Workspace, c *call) (answer, error) {
	u := w.user(UserID(c.arg("user")))
	if u == nil {
		return nil, failure("user_not_found")
	}
	return answer{"user": w.userJSON(u, c.token.may("users:read.email"))}, nil
}

func usersList(w *Workspace, c *call) (answer, error) {
	page, next, err := pageOf(c, w.users, "user", 0)
	if err != nil {
		return nil, err
	}
	members := make([]answer, len(page))
	for i, u := range page {
		members[i] = w.userJSON(u, c.token.may("users:read.email"))
	}
	return answer{"members": members, "cache_ts": w.clock.Now().Unix()}.withCursor(next), nil
}

func usersLookupByEmail(w *Workspace, c *call) (answer, error) {
	for _, u := range w.users {
		if u.Email != "" && strings.EqualFold(u.Email, c.arg("email")) && !u.Deleted {
			return answer{"user": w.userJSON(u, true)}, nil
		}
	}
	return nil, failure("users_not_found")
}
