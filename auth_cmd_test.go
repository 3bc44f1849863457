package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"baton/integrations/secret"
	slackapp "baton/integrations/slack/app"
)

// keepIndoors makes the program of a script one that reaches this machine only and keeps its tokens in a folder of the
// script, $TEST_RING; where that is empty there is no keyring.
func keepIndoors() {
	http.DefaultTransport = indoors{http.DefaultTransport}
	ring = folderRing(os.Getenv("TEST_RING"))
}

// indoors refuses every host that is not this machine.
type indoors struct{ http.RoundTripper }

func (i indoors) RoundTrip(r *http.Request) (*http.Response, error) {
	if ip := net.ParseIP(r.URL.Hostname()); ip == nil || !ip.IsLoopback() {
		panic("a test wants to reach " + r.URL.Host)
	}
	return i.RoundTripper.RoundTrip(r)
}

// folderRing is a keyring of files.
type folderRing string

func (f folderRing) Get(_ context.Context, entry string) (secret.Secret, error) {
	if f == "" {
		return secret.Secret{}, fmt.Errorf("%w (there is no D-Bus session)", secret.ErrNoRing)
	}
	text, err := os.ReadFile(filepath.Join(string(f), entry))
	if errors.Is(err, fs.ErrNotExist) {
		err = secret.ErrNoEntry
	}
	return secret.New(string(text)), err
}

func (f folderRing) Set(_ context.Context, entry string, s secret.Secret) error {
	if f == "" {
		return fmt.Errorf("%w (there is no D-Bus session)", secret.ErrNoRing)
	}
	return os.WriteFile(filepath.Join(string(f), entry), []byte(s.Reveal()), 0o600)
}

func (f folderRing) Delete(_ context.Context, entry string) error {
	err := os.Remove(filepath.Join(string(f), entry))
	if errors.Is(err, fs.ErrNotExist) {
		return secret.ErrNoEntry
	}
	return err
}

// standIn is the script command `slack BOT APP`: a Slack of this machine that answers the check of each token with what
// is named, and whose address is $BATON_SLACK_API from then on.
func standIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: slack BOT APP")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/auth.test" && strings.HasPrefix(r.Header.Get("Authorization"), "Bearer xoxb-"):
			answer(w, args[0], `{"ok":true,"url":"https:\/\/acme.slack.com\/","team":"Acme","user":"baton","team_id":"T1","user_id":"U1","bot_id":"B1"}`)
		case r.URL.Path == "/api/bots.info" && r.FormValue("bot") == "B1":
			fmt.Fprint(w, `{"ok":true,"bot":{"app_id":"A1"}}`)
		case r.URL.Path == "/api/apps.connections.open" && strings.HasPrefix(r.Header.Get("Authorization"), "Bearer xapp-"):
			answer(w, args[1], `{"ok":true,"url":"wss:\/\/wss.slack.com\/link\/?ticket=ticket-of-nobody"}`)
		default:
			http.NotFound(w, r)
		}
	}))
	ts.Defer(server.Close)
	ts.Setenv("BATON_SLACK_API", server.URL+"/api/")
}

func answer(w http.ResponseWriter, how, works string) {
	var scopes []string
	for _, s := range slackapp.Scopes() {
		scopes = append(scopes, s.Name)
	}
	switch how {
	case "works":
	case "few":
		scopes = append(scopes[:3], "admin")
	case "html":
		works = "<html>log in here</html>"
	case "often":
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	default:
		works = `{"ok":false,"error":"` + how + `"}`
	}
	w.Header().Set("X-OAuth-Scopes", strings.Join(scopes, ","))
	fmt.Fprint(w, works)
}

// TestTokensStayOutOfTheConfiguration: a configuration with a token in it is refused, and the refusal has none.
func TestTokensStayOutOfTheConfiguration(t *testing.T) {
	path := filepath.Join(t.TempDir(), configName)
	for text, fine := range map[string]bool{
		"slack: {bot_token_command: op read x, app_token_command: pass show y}": true,
		"# bot_token: not here\nme: zac":                                        true,
		"slack:\n  bot_token: xoxb-12-SECRET":                                   false,
		"slack:\n  app_token: \"SECRET\"":                                       false,
		"bot_token: SECRET":                                                     false,
		"slack: {bot_token_command: 'echo xoxb-SECRET'}":                        false,
		"me: zac # xapp-1-SECRET":                                               false,
		"slack:\n  token: xoxp-SECRET":                                          false,
		"? bot_token\n: SECRET":                                                 false,
		"slack: {bot_token_command: x, bot_token: SECRET}":                      false,
	} {
		writeRoster(t, path, text)
		_, err := readConfiguration(path)
		if (err == nil) != fine {
			t.Errorf("%s: %v", text, err)
		}
		if err != nil && (strings.Contains(err.Error(), "SECRET") || !strings.Contains(err.Error(), "baton auth slack --store")) {
			t.Errorf("%s: the refusal is %v", text, err)
		}
	}
	writeRoster(t, path, "slack:\n  bot_tokn_command: x\npassword: hunter2hunter2\n")
	if _, err := readConfiguration(path); err == nil || !strings.Contains(err.Error(), "bot_token_command") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("an unknown key: %v", err)
	}
}

// TestTheKeyringMayAskThePerson: it has long enough to be unlocked, and not for ever.
func TestTheKeyringMayAskThePerson(t *testing.T) {
	if r, ok := ring.(secret.SystemRing); !ok || r.Patience < 30*time.Second || r.Patience > 5*time.Minute {
		t.Errorf("%+v", ring)
	}
}
