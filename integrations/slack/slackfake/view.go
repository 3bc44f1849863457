package slackfake

import (
	"encoding/json"
	"time"
)

// triggerLife is how long a trigger_id is good for (docs.slack.dev, "Handling user interaction").
const triggerLife = 3 * time.Second

// trigger is the right to show one person one modal, which an interaction gives.
type trigger struct {
	user UserID
	made time.Time
	used bool
}

// View is a modal that the app opened.
type View struct {
	ID         string
	User       UserID // who sees it
	CallbackID string
	JSON       json.RawMessage // as the app sent it
}

// newTrigger gives the trigger_id of an interaction.
func (w *Workspace) newTrigger(u UserID) string {
	id := w.newID("") + "." + w.teamID
	w.triggers[id] = &trigger{user: u, made: w.clock.Now()}
	return id
}

// Views are the modals that the app opened, oldest first.
func (w *Workspace) Views() []View {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]View{}, w.views...)
}

func viewsOpen(w *Workspace, c *call) (answer, error) {
	var shape struct {
		Type       string `json:"type"`
		CallbackID string `json:"callback_id"`
	}
	t := w.triggers[c.arg("trigger_id")]
	switch {
	case json.Unmarshal([]byte(c.arg("view")), &shape) != nil || shape.Type != "modal":
		return nil, failure("invalid_arguments")
	case t == nil:
		return nil, failure("invalid_trigger_id")
	case t.used:
		return nil, failure("exchanged_trigger_id")
	case w.clock.Now().Sub(t.made) > triggerLife:
		return nil, failure("expired_trigger_id")
	}
	t.used = true
	v := View{ID: w.newID("V"), User: t.user, CallbackID: shape.CallbackID, JSON: json.RawMessage(c.arg("view"))}
	w.views = append(w.views, v)
	return answer{"view": w.viewJSON(v)}, nil
}

// viewJSON is what the app sent, and what Slack adds to it.
func (w *Workspace) viewJSON(v View) answer {
	var shown answer
	_ = json.Unmarshal(v.JSON, &shown) // was read before
	shown["id"], shown["team_id"], shown["app_id"], shown["bot_id"] = v.ID, w.teamID, w.appID, w.botID
	shown["root_view_id"], shown["hash"] = v.ID, v.ID
	return shown
}
