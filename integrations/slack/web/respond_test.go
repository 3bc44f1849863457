package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/secret"
	"baton/integrations/slack/slackfake"
)

// TestAnsweringACommand types one, and answers it by its response_url until that is used up.
func TestAnsweringACommand(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	i, address := s.command(t)
	for n := range 5 {
		answer := map[string]any{"response_type": "ephemeral", "text": fmt.Sprintf("answer %d", n)}
		if err := s.bot.Respond(limit(t), address, answer); err != nil {
			t.Fatal(err)
		}
	}
	replies, err := i.WaitReplies(limit(t), 5)
	if err != nil || replies[4].Text != "answer 4" || replies[0].Type != "ephemeral" {
		t.Errorf("%+v, %v", replies, err)
	}
	sameFault(t, s.bot.Respond(limit(t), address, map[string]any{"text": "one more"}), &Refused{Code: "used_url"})
	if err := s.bot.Respond(limit(t), address, func() {}); err == nil {
		t.Error("a function is JSON")
	}
}

// command types a slash command, takes its envelope over a bare connection, and gives its response_url.
func (s *stage) command(t *testing.T) (*slackfake.Interaction, string) {
	t.Helper()
	app, err := New(s.APIURL(), secret.New(s.AppToken()), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Ask(limit(t), "apps.connections.open", nil)
	if err != nil {
		t.Fatal(err)
	}
	address := strings.Split(strings.SplitAfter(string(a.Body), `"url":"`)[1], `"`)[0]
	conn, response, err := websocket.DefaultDialer.DialContext(limit(t), strings.ReplaceAll(address, `\u0026`, "&"), nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	t.Cleanup(func() { conn.Close() })
	if err := s.WaitSockets(limit(t), 1); err != nil {
		t.Fatal(err)
	}
	i, err := s.maya.Type(s.ops, "/incident status")
	if err != nil {
		t.Fatal(err)
	}
	for {
		var envelope struct {
			Payload struct {
				URL string `json:"response_url"`
			}
		}
		if err := conn.ReadJSON(&envelope); err != nil {
			t.Fatal(err)
		}
		if envelope.Payload.URL != "" {
			return i, envelope.Payload.URL
		}
	}
}

func TestAnswersToAResponse(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"ok": {200, "ok", nil}, "nothing": {200, "", nil}, "JSON": {200, `{"ok":true}`, nil},
		"used up": {404, "used_url\n", &Refused{Code: "used_url"}}, "no": {200, `{"ok":false,"error":"invalid_blocks"}`, &Refused{Code: "invalid_blocks"}},
		"limited": {429, "", &Limited{}}, "trouble": {503, "ok", &Unclear{}}, "page": {200, "<html>", &Unclear{}}, "block": {403, "<html>", &Unclear{}},
	} {
		t.Run(name, func(t *testing.T) {
			client := slackThat(t, func(w http.ResponseWriter, r *http.Request) {
				if kind := r.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
					t.Errorf("sent as %s", kind)
				}
				w.WriteHeader(c.status)
				fmt.Fprint(w, c.body)
			})
			err := client.Respond(limit(t), client.base, map[string]string{"text": "x"})
			if c.want == nil && err == nil {
				return
			}
			sameFault(t, err, c.want)
			if strings.Contains(err.Error(), client.base) {
				t.Errorf("tells the address: %v", err)
			}
		})
	}
}

// TestWhereAnAnswerMayGo: to Slack's own host, or, beside a stand-in, to this machine.
func TestWhereAnAnswerMayGo(t *testing.T) {
	slack, err := New("", secret.Secret{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	standIn, err := New("http://127.0.0.1:1/api", secret.Secret{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string][2]bool{
		"https://hooks.slack.com/commands/T1/2/3":       {true, false},
		"http://hooks.slack.com/commands/T1/2/3":        {false, false},
		"https://hooks.slack.com.evil.example/commands": {false, false},
		"https://hooks.slack.com@evil.example/":         {false, false},
		"https://x@hooks.slack.com/":                    {false, false},
		"https://hooks.slack.com:8443/":                 {false, false},
		"https://evil.example/":                         {false, false},
		"http://127.0.0.1:1/commands/1":                 {false, true},
		"http://localhost/commands/1":                   {false, true},
		"http://10.0.0.1/":                              {false, false},
		"ftp://127.0.0.1/":                              {false, false},
		"":                                              {false, false},
		"https://[":                                     {false, false},
	} {
		if slack.mayRespond(address) != want[0] || standIn.mayRespond(address) != want[1] {
			t.Errorf("%q: Slack %t, stand-in %t", address, slack.mayRespond(address), standIn.mayRespond(address))
		}
	}
	if err := slack.Respond(limit(t), "http://127.0.0.1:1/commands/1", 1); err == nil || strings.Contains(err.Error(), "127") {
		t.Errorf("%v", err)
	}
}

// TestAnAnswerThatDoesNotGetThere tells why, and not the address.
func TestAnAnswerThatDoesNotGetThere(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	address := strings.TrimSuffix(s.APIURL(), "/api/") + "/commands/1"
	s.Close()
	err := s.bot.Respond(limit(t), address, 1)
	sameFault(t, err, &Unreached{})
	if strings.Contains(err.Error(), "/commands") {
		t.Errorf("tells the address: %v", err)
	}
}
