package slack

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/slackfake"
)

// described is a method in Slack's published reference.
type described struct {
	Args struct {
		Required   []string                   `json:"required"`
		Properties map[string]json.RawMessage `json:"properties"`
	} `json:"args"`
}

// descriptions is the folder of Slack's own descriptions beside the project.
func descriptions(t *testing.T) string {
	t.Helper()
	for _, up := range []string{"../../../shared/specs/slack", "../../../../shared/specs/slack"} {
		if _, err := os.Stat(up); err == nil {
			return up
		}
	}
	t.Skip("no descriptions of Slack at ../shared/specs/slack, beside the project's root")
	return ""
}

// TestEveryRequestStandsInSlacksReference plays what the service does in an incident and holds each of its calls to
// Slack's lists of methods and arguments.
func TestEveryRequestStandsInSlacksReference(t *testing.T) {
	folder := descriptions(t)
	var mu sync.Mutex
	var calls []slackfake.Call
	r := newRig(t, slackfake.Options{Seed: 5, OnCall: func(c slackfake.Call) {
		mu.Lock()
		defer mu.Unlock()
		calls = append(calls, c)
	}})
	r.allow = desk.Permissions{"resolve": {"incident-commanders"}}
	r.start()
	r.connected()
	ref, id := r.declared("List import problems")
	r.world.FailCalls("chat.postMessage", 1, slackfake.AnswerLost())
	for _, line := range []string{"take command", "action @tomas look at the queue in 5m", "link https://dashboards.example/imports the dashboard", "sev 2 because it is worse"} {
		r.typed("nadia", id, "/incident "+line, 1)
	}
	stranger := r.world.AddUser(slackfake.User{Name: "omar"})
	if err := stranger.Join(id); err != nil {
		t.Fatal(err)
	}
	if _, err := stranger.Say(id, "I am new here"); err != nil {
		t.Fatal(err)
	}
	root, err := r.people["lena"].Say(id, "a thread begins")
	if err == nil {
		_, err = r.people["zac"].Reply(id, root, "and goes on")
	}
	if err != nil {
		t.Fatal(err)
	}
	r.typed("lena", id, "/incident resolve it is over", 1) // who may do that has to be asked
	r.clock.Advance(sweepEvery + time.Minute)
	r.until("all is told and read", func() bool {
		return len(r.pending(ref)) == 0 && len(r.service.Status().CatchingUp) == 0
	})
	if r.state(ref).Holder(incident.IC) != "nadia" {
		t.Error("nobody has command")
	}
	mu.Lock()
	defer mu.Unlock()
	methods, marked := map[string]bool{}, false
	for _, c := range calls {
		marked = marked || c.Method == "bookmarks.add" && c.Args["title"] == "Playbook"
		methods[c.Method] = true
		checkCall(t, folder, c)
	}
	if !marked {
		t.Error("the channel has no bookmark of the configuration")
	}
	for _, method := range []string{
		"auth.test", "apps.connections.open", "users.list", "users.info", "usergroups.list", "conversations.create", "conversations.setTopic",
		"conversations.setPurpose", "conversations.invite", "conversations.history", "conversations.replies", "chat.postMessage", "chat.update",
		"pins.add", "bookmarks.list", "bookmarks.add",
	} {
		if !methods[method] {
			t.Errorf("%s was not called", method)
		}
	}
}

func checkCall(t *testing.T, folder string, c slackfake.Call) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "api-ref", "methods", c.Method+".json"))
	if err != nil {
		t.Errorf("%s is no method of Slack: %v", c.Method, err)
		return
	}
	var d described
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	for arg := range c.Args {
		if _, known := d.Args.Properties[arg]; !known {
			t.Errorf("%s has no argument %s", c.Method, arg)
		}
	}
	for _, arg := range d.Args.Required {
		if _, given := c.Args[arg]; !given && arg != "token" {
			t.Errorf("%s was called without %s", c.Method, arg)
		}
	}
}
