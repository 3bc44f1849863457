package slackfake_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"baton/integrations/slack/slackfake"
)

// reference is one method in Slack's published reference.
type reference struct {
	Scope      map[string][]string `json:"scope"`
	JSON       bool                `json:"json_input_supported"`
	RateLimits string              `json:"rate_limits"`
	Args       struct {
		Required   []string                   `json:"required"`
		Properties map[string]json.RawMessage `json:"properties"`
	} `json:"args"`
	Errors map[string]json.RawMessage `json:"errors"`
}

// specs is the folder of Slack's descriptions beside the project, or a level further out.
func specs(t *testing.T) string {
	for _, up := range []string{"../../../../shared/specs/slack", "../../../../../shared/specs/slack"} {
		if _, err := os.Stat(up); err == nil {
			return up
		}
	}
	t.Skip("no descriptions of Slack at ../shared/specs/slack, beside the project's root")
	return ""
}

// look reads a method's reference; ok is false where Slack describes no such method.
func look(t *testing.T, method string) (r reference, ok bool) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(specs(t), "api-ref", "methods", method+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return r, false
	}
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r, true
}

// TestArgumentsStandInTheReference holds every request of slack-go, and so of this stand-in, to Slack's argument lists.
func TestArgumentsStandInTheReference(t *testing.T) {
	specs(t)
	var mu sync.Mutex
	var calls []slackfake.Call
	s := newStage(t, slackfake.Options{OnCall: func(c slackfake.Call) {
		mu.Lock()
		defer mu.Unlock()
		calls = append(calls, c)
	}})
	webRound(t, s, s.client(t))
	s.socketURL(t)
	mu.Lock()
	defer mu.Unlock()
	if len(calls) < 20 {
		t.Fatalf("only %d calls", len(calls))
	}
	for _, c := range calls {
		ref, ok := look(t, c.Method)
		if !ok {
			t.Errorf("%s is no method of Slack", c.Method)
		}
		for arg := range c.Args {
			if _, known := ref.Args.Properties[arg]; !known {
				t.Errorf("%s has no argument %s", c.Method, arg)
			}
		}
		for _, arg := range ref.Args.Required {
			if _, given := c.Args[arg]; !given && arg != "token" {
				t.Errorf("%s was called without %s", c.Method, arg)
			}
		}
	}
}

// TestMethodsFollowTheReference holds the stand-in's table to the reference: scopes, arguments, JSON bodies and tiers.
func TestMethodsFollowTheReference(t *testing.T) {
	specs(t)
	perMinute := map[string]int{"t2": 20, "t3": 50, "t4": 100}
	for name, m := range slackfake.Methods() {
		ref, ok := look(t, name)
		if !ok {
			t.Errorf("%s is no method of Slack", name)
			continue
		}
		for _, scope := range m.Scopes {
			if !slices.Contains(ref.Scope["bot"], scope) && !m.App {
				t.Errorf("%s does not take the scope %s", name, scope)
			}
		}
		for _, arg := range m.Required {
			if _, known := ref.Args.Properties[arg]; !known {
				t.Errorf("%s has no argument %s", name, arg)
			}
		}
		if m.JSON != ref.JSON {
			t.Errorf("%s: JSON bodies %v, the reference says %v", name, m.JSON, ref.JSON)
		}
		if want, plain := perMinute[ref.RateLimits]; plain && want != m.PerMinute {
			t.Errorf("%s: %d calls a minute, the reference says %d", name, m.PerMinute, want)
		}
	}
}

// TestTiersFollowTheTable compares the tiers with the table of Slack's Java SDK.
func TestTiersFollowTheTable(t *testing.T) {
	var table map[string]string
	data, err := os.ReadFile(filepath.Join(specs(t), "rate_limit_tiers.json"))
	if err == nil {
		err = json.Unmarshal(data, &table)
	}
	if err != nil {
		t.Fatal(err)
	}
	perMinute := map[string]int{"Tier2": 20, "Tier3": 50, "Tier4": 100}
	for name, m := range slackfake.Methods() {
		if name == "apps.connections.open" {
			continue // the two sources differ, see the table of methods
		}
		want, plain := perMinute[table[name]]
		if plain && want != m.PerMinute || !plain && !strings.HasPrefix(table[name], "SpecialTier") {
			t.Errorf("%s: %d calls a minute, the table says %s", name, m.PerMinute, table[name])
		}
	}
}
