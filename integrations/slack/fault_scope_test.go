package slack

import (
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/desk"
	"baton/integrations/slack/slackfake"
)

// scopesBut are the usual ones without some.
func scopesBut(without ...string) []string {
	return slices.DeleteFunc(slices.Clone(slackfake.DefaultScopes), func(s string) bool { return slices.Contains(without, s) })
}

// attached begins an incident in a channel that people made, which needs fewer scopes than one that baton makes.
func attached(t *testing.T, o slackfake.Options, allow desk.Permissions) *faulty {
	t.Helper()
	f := &faulty{rig: newRig(t, o)}
	f.allow = allow
	id, err := f.people["nadia"].CreateChannel("importers", false)
	f.must(err)
	for _, p := range f.people {
		if p != f.people["nadia"] {
			f.must(p.Join(id))
		}
	}
	f.must(f.people["nadia"].Invite(id, f.world.BotUser()))
	f.start()
	f.connected()
	f.typed("nadia", f.dev, "/incident List import problems", 1)
	f.ref, f.id = incident.NewRef("List import problems", f.clock.Now(), 1), id
	f.until("baton has made its channel, or failed to", func() bool {
		stage := f.delivery("channel").Stage
		return stage == incident.StageMade || stage == incident.StageFailed
	})
	f.typed("nadia", id, "/incident attach "+string(f.ref), 1)
	f.until("the channel is mirrored", func() bool { return f.service.channels.of(string(id)) != nil })
	return f
}

// TestAScopeThatIsMissing: what needs it fails, by name and where everybody sees it. Everything else goes on, and what
// failed can be asked for again when the scope is there.
func TestAScopeThatIsMissing(t *testing.T) {
	for _, c := range []struct {
		scope string
		keys  []string // of deliveries that fail
	}{
		{"pins:write", []string{"pin"}},
		{"channels:manage", []string{"purpose", "invite/zac"}},
		{"bookmarks:read", []string{"bookmarks/e"}},
		{"bookmarks:write", []string{"bookmarks/e"}},
		{"chat:write", []string{"headline"}},
	} {
		t.Run(c.scope, func(t *testing.T) {
			t.Parallel()
			f := attached(t, slackfake.Options{Seed: 1, Scopes: scopesBut(c.scope)}, nil)
			f.do(incident.AddLink{Title: "graph", URL: "https://grafana.example/d/1"})
			for k, key := range c.keys {
				if strings.HasSuffix(key, "/e") {
					c.keys[k] = f.keyOf(key)
				}
			}
			f.do(incident.Assign{Owner: "zac", Task: "read the logs", In: 15 * time.Minute})
			for _, key := range c.keys {
				if why := f.failed(key); !strings.Contains(why, c.scope) {
					t.Errorf("%s failed: %s", key, why)
				}
			}
			f.says("live, 2 connections; ", " NOT TOLD")
			f.say("lena", "the queue grows")
			f.recorded("the queue grows")
			if c.scope != "chat:write" {
				f.posted("read the logs")
			}
			f.world.GrantScopes(c.scope)
			f.tellAgain()
			f.made(append(c.keys, "headline", "pin")...)
			f.rest()
			f.posted("read the logs")
			f.well()
		})
	}
}

// keyOf waits for a delivery whose key begins so, and gives the key.
func (f *faulty) keyOf(prefix string) (key string) {
	f.t.Helper()
	f.until("there is a delivery "+prefix, func() bool {
		for d := range f.state(f.ref).Deliveries.All() {
			if strings.HasPrefix(d.Key, prefix) {
				key = d.Key
			}
		}
		return key != ""
	})
	return key
}

// TestAChannelCannotBeMadeWithoutTheScope: the incident is there without a channel, and gets one when the scope is there.
func TestAChannelCannotBeMadeWithoutTheScope(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Scopes: scopesBut("channels:manage")})}
	f.start()
	f.connected()
	f.typed("nadia", f.dev, "/incident List import problems", 1)
	f.ref = incident.NewRef("List import problems", f.clock.Now(), 1)
	if why := f.failed("channel"); !strings.Contains(why, "channels:manage") {
		t.Errorf("it failed: %s", why)
	}
	f.says("live, 2 connections; 1 NOT TOLD")
	f.world.GrantScopes("channels:manage")
	f.do(incident.RetryDelivery{Key: "channel"})
	f.made("channel", "headline", "pin")
	f.rest()
	f.well()
}

// TestHistoryCannotBeReadWithoutTheScope: what comes in live is recorded all the same, and what was missed is read when the
// scope is there.
func TestHistoryCannotBeReadWithoutTheScope(t *testing.T) {
	f := attached(t, slackfake.Options{Scopes: scopesBut("channels:history")}, nil)
	f.says("baton lacks the permission channels:history in Slack; baton auth slack says how to add it (#importers)")
	f.unheard(1, func() { f.say("lena", "nobody hears this") })
	f.say("lena", "the queue grows")
	f.recorded("the queue grows")
	f.do(incident.Assign{Owner: "zac", Task: "read the logs", In: 15 * time.Minute})
	f.posted("read the logs")
	if f.said(f.ref, "nobody hears this") != 0 {
		t.Fatal("it was heard")
	}
	f.world.GrantScopes("channels:history")
	f.recorded("nobody hears this")
	f.rest()
	f.well()
}

// TestGroupsCannotBeAskedForWithoutTheScope: what is restricted stays closed and the answer says why; the rest goes on.
func TestGroupsCannotBeAskedForWithoutTheScope(t *testing.T) {
	f := attached(t, slackfake.Options{Scopes: scopesBut("usergroups:read")}, desk.Permissions{"resolve": {"sre"}})
	f.world.AddUserGroup(slackfake.UserGroup{Name: "sre", Handle: "sre", Users: []slackfake.UserID{f.people["lena"].ID()}})
	answer := f.typed("lena", f.id, "/incident resolve", 1)[0].Text
	if !strings.Contains(answer, "Nothing was recorded") || !strings.Contains(answer, "usergroups:read") || !f.state(f.ref).Open() {
		t.Errorf("the answer is %q", answer)
	}
	if answer := f.typed("lena", f.id, "/incident note the queue grows", 1)[0].Text; strings.Contains(answer, "Nothing was recorded") {
		t.Errorf("the answer is %q", answer)
	}
	f.world.GrantScopes("usergroups:read")
	f.typed("lena", f.id, "/incident resolve", 1)
	if f.state(f.ref).Open() {
		t.Error("the incident is open although who may resolve it did")
	}
}

// TestPeopleCannotBeListedWithoutTheScope: they have their ids for names.
func TestPeopleCannotBeListedWithoutTheScope(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Scopes: scopesBut("users:read")})}
	f.begin()
	f.say("lena", "the queue grows")
	f.recorded("the queue grows")
	f.well()
	for _, e := range f.entries(f.ref) {
		if e.Text == "the queue grows" && string(e.Actor) != strings.ToLower(string(f.people["lena"].ID())) {
			t.Errorf("it is said by %q", e.Actor)
		}
	}
}
