package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"baton/integrations/secret"
	"baton/integrations/slack/web"
)

// TestMain lets no test out of this machine.
func TestMain(m *testing.M) {
	http.DefaultTransport = homeOnly{http.DefaultTransport}
	os.Exit(m.Run())
}

// homeOnly refuses every host that is not this machine.
type homeOnly struct{ http.RoundTripper }

func (h homeOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	if ip := net.ParseIP(r.URL.Hostname()); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("a test wants to reach %s", r.URL.Host)
	}
	return h.RoundTripper.RoundTrip(r)
}

const (
	botText = "xoxb-1234567890-abcdefSECRETbot"
	appText = "xapp-1-A012345-678-abcdefSECRETapp"
)

// slackThat answers every call alike, after it has looked at how it was asked.
func slackThat(t *testing.T, answers http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.RawQuery != "" {
			t.Errorf("asked with %s %s", r.Method, r.URL)
		}
		token := map[string]string{"/api/auth.test": botText, "/api/bots.info": botText, "/api/apps.connections.open": appText}[r.URL.Path]
		if got := r.Header.Get("Authorization"); got != "Bearer "+token {
			t.Errorf("%s with the wrong token", r.URL.Path)
		}
		answers(w, r)
	}))
	t.Cleanup(server.Close)
	c, err := NewClient(server.URL + "/api/")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for k := 0; k+1 < len(header); k += 2 {
			w.Header().Set(header[k], header[k+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func no(code string) http.HandlerFunc { return says(200, `{"ok":false,"error":"`+code+`"}`) }

func TestABotThatWorks(t *testing.T) {
	c := slackThat(t, says(200, `{"ok":true,"url":"https:\/\/acme.slack.com\/","team":"Acme\u001b[2J","user":"baton","team_id":"T1","user_id":"U1","bot_id":"B1"}`,
		"X-OAuth-Scopes", strings.Join(scopeNames()[1:], ",")+", admin"))
	b, err := c.CheckBot(t.Context(), secret.New(botText))
	if err != nil || b.Workspace != "Acme" || b.URL != "https://acme.slack.com/" || b.User != "baton" || b.UserID != "U1" || b.Team != "T1" {
		t.Fatalf("%+v, %v", b, err)
	}
	if len(b.Missing) != 1 || b.Missing[0] != Scopes()[0] || len(b.Extra) != 1 || b.Extra[0] != "admin" {
		t.Errorf("missing %v, without need %v", b.Missing, b.Extra)
	}
}

func TestABotWithoutAListOfScopes(t *testing.T) {
	_, err := slackThat(t, says(200, `{"ok":true,"user_id":"U1","bot_id":"B1"}`)).CheckBot(t.Context(), secret.New(botText))
	checkProblem(t, err, "no_scopes")
	_, err = slackThat(t, says(200, `{"ok":true,"user_id":"U1"}`)).CheckBot(t.Context(), secret.New(botText))
	checkProblem(t, err, "not_slack")
}

// TestTokensOfTwoApps do not go together.
func TestTokensOfTwoApps(t *testing.T) {
	c := slackThat(t, says(200, `{"ok":true,"user_id":"U1","bot_id":"B1","bot":{"app_id":"A012345"}}`, "X-OAuth-Scopes", "chat:write"))
	b, err := c.CheckBot(t.Context(), secret.New(botText))
	if err != nil || b.App != "A012345" {
		t.Fatalf("%+v, %v", b, err)
	}
	for _, text := range []string{appText, "xapp-1", "xapp-1-x-y-z", ""} {
		if err := SameApp(b, secret.New(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if err := SameApp(Bot{}, secret.New(appText)); err != nil {
		t.Errorf("of a bot whose app is not known: %v", err)
	}
	checkProblem(t, SameApp(b, secret.New("xapp-1-A999999-678-SECRET")), "other_app")
}

func TestAnAppThatWorks(t *testing.T) {
	c := slackThat(t, says(200, `{"ok":true,"url":"wss:\/\/wss.slack.com\/link\/?ticket=1"}`))
	if err := c.CheckApp(t.Context(), secret.New(appText)); err != nil {
		t.Fatal(err)
	}
	if err := slackThat(t, says(200, `{"ok":true}`)).CheckApp(t.Context(), secret.New(appText)); err == nil {
		t.Error("an answer without an address is fine")
	}
}

// problems are what Slack, and what stands before it, can say, and the words by which a person knows what it is.
var problems = []struct {
	name   string
	answer http.HandlerFunc
	code   string
	words  string
}{
	{"not known", no("invalid_auth"), "invalid_auth", "does not know this"},
	{"revoked", no("token_revoked"), "token_revoked", "no longer works"},
	{"inactive", no("account_inactive"), "account_inactive", "install the app again"},
	{"wrong kind", no("not_allowed_token_type"), "not_allowed_token_type", "wrong kind of token"},
	{"scope", says(200, `{"ok":false,"error":"missing_scope","needed":"connections:write","provided":"x"}`), "missing_scope", "connections:write"},
	{"socket mode off", no("link_disabled"), "link_disabled", "Socket Mode is off"},
	{"login", no("org_login_required"), "org_login_required", "does not let this app in"},
	{"asked too often", says(429, ``, "Retry-After", "30"), "rate_limited", "30s"},
	{"too often, broken seconds", says(429, `{"ok":false}`, "Retry-After", "1.5"), "rate_limited", "2s"},
	{"too often, no header", says(429, ``), "rate_limited", "a minute"},
	{"too often, in the body", no("ratelimited"), "rate_limited", "a minute"},
	{"Slack's trouble", no("internal_error"), "internal_error", "trouble of its own"},
	{"gateway", says(502, `<html>Bad Gateway</html>`), "slack_down", "502"},
	{"new code", no("brand_new_refusal"), "brand_new_refusal", "brand_new_refusal"},
	{"code of somebody else", no("xoxb-1234 is bad"), "an_unknown_error", "an_unknown_error"},
	{"web page", says(200, ` <!DOCTYPE html><html>`+botText+`</html>`), "not_slack", "web page"},
	{"elsewhere", says(302, ``, "Location", "https://login.example/?t="+botText), "not_slack", "elsewhere"},
	{"nothing", says(200, ``), "not_slack", "sends nothing"},
	{"other JSON", says(403, `{"message":"blocked"}`), "not_slack", "403"},
	{"a list", says(200, `[1]`), "not_slack", "kind"},
	{"proxy login", says(407, `<html>`), "proxy_login", "wants a login"},
}

func TestProblems(t *testing.T) {
	for _, p := range problems {
		t.Run(p.name, func(t *testing.T) {
			c := slackThat(t, p.answer)
			_, botErr := c.CheckBot(t.Context(), secret.New(botText))
			for _, err := range []error{botErr, c.CheckApp(t.Context(), secret.New(appText))} {
				checkProblem(t, err, p.code)
			}
			if got := whole(c.CheckApp(t.Context(), secret.New(appText))); !strings.Contains(got, p.words) {
				t.Errorf("says %s", got)
			}
		})
	}
}

// checkProblem holds every problem to being one sentence and a next step, without a secret in it.
func checkProblem(t *testing.T, err error, code string) {
	t.Helper()
	var p *Problem
	if !errors.As(err, &p) || p.Code != code {
		t.Fatalf("%#v is not %s", err, code)
	}
	if p.Says == "" || p.Next == "" && !p.NewToken || strings.ContainsAny(p.Says+p.Next, "\n<") {
		t.Errorf("says %q, next %q", p.Says, p.Next)
	}
	if text := fmt.Sprintf("%+v", *p); strings.Contains(text, "SECRET") || strings.Contains(text, "xoxb-1") {
		t.Errorf("shows the token: %s", text)
	}
}

func whole(err error) string {
	var p *Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Says + "; " + p.Next
}

func TestNoNetwork(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	for base, code := range map[string]string{"http://" + address: "no_network", "https://" + address: "no_network"} {
		c, err := NewClient(base)
		if err != nil {
			t.Fatal(err)
		}
		checkProblem(t, c.CheckApp(t.Context(), secret.New(appText)), code)
	}
	for code, err := range map[string]error{
		"no_network":    &net.DNSError{Name: "slack.com", Err: "no such host"},
		"proxy_refuses": &net.OpError{Op: "proxyconnect", Err: errors.New("connection refused")},
		"proxy_login":   &url.Error{Op: "Post", Err: errors.New("Proxy Authentication Required")},
		"timeout":       context.DeadlineExceeded,
	} {
		checkProblem(t, noAnswer(fmt.Errorf("post: %w", err)), code)
	}
	checkProblem(t, noAnswer(&url.Error{Op: "Post", Err: errors.New("Forbidden")}), "proxy_refuses")
}

// TestACertificateOfSomebodyElse is what a proxy that looks into TLS shows.
func TestACertificateOfSomebodyElse(t *testing.T) {
	server := httptest.NewUnstartedServer(no("invalid_auth"))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	c, err := NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	checkProblem(t, c.CheckApp(t.Context(), secret.New(appText)), "not_trusted")
	plain := httptest.NewServer(no("invalid_auth"))
	defer plain.Close()
	if c, err = NewClient(strings.Replace(plain.URL, "http:", "https:", 1)); err != nil {
		t.Fatal(err)
	}
	checkProblem(t, c.CheckApp(t.Context(), secret.New(appText)), "not_trusted")
}

func TestASlackThatHangs(t *testing.T) {
	hold := make(chan struct{})
	c := slackThat(t, func(http.ResponseWriter, *http.Request) { <-hold })
	t.Cleanup(func() { close(hold) })
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer stop()
	checkProblem(t, c.CheckApp(ctx, secret.New(appText)), "timeout")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	checkProblem(t, c.CheckApp(cancelled, secret.New(appText)), "stopped")
}

func TestTokensOfAnotherKind(t *testing.T) {
	c, err := NewClient("http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	for text, words := range map[string]string{
		appText: "is an app token", "xoxp-1-2SECRET": "a user's token", "xoxe.xoxb-1-2SECRET": "rotates", "xoxb-": "broken off",
		"xoxb-1234 SECRET": "a blank", "xoxb-SECRÉT": "a blank", "0123456789abcdefSECRET": "something else", "https://hooks.slack.com/SECRET": "a link", "": "something else",
	} {
		_, err := c.CheckBot(t.Context(), secret.New(text))
		checkProblem(t, err, "wrong_token")
		if !strings.Contains(err.Error(), words) || !strings.Contains(err.Error(), "OAuth & Permissions") {
			t.Errorf("of %q: %v", text, err)
		}
	}
	err = c.CheckApp(t.Context(), secret.New(botText))
	checkProblem(t, err, "wrong_token")
	if !strings.Contains(err.Error(), "is a bot token") || !strings.Contains(err.Error(), "connections:write") {
		t.Errorf("%v", err)
	}
}

// TestAStandInIsOfThisMachine: a token goes to Slack, or nowhere else but here.
func TestAStandInIsOfThisMachine(t *testing.T) {
	for base, fine := range map[string]bool{
		"": true, "http://127.0.0.1:8080/api/": true, "http://[::1]:8080": true, "http://localhost:1/": true, "https://127.0.0.1:1": true,
		"http://evil.example/": false, "http://127.0.0.1.evil.example/": false, "http://127.0.0.1@evil.example/": false, "http://10.0.0.1/": false,
		"ftp://127.0.0.1/": false, "127.0.0.1:80": false, "http://localhost.evil.example": false, "http://[": false, "http://0.0.0.0:1": false,
	} {
		if c, err := NewClient(base); (err == nil) != fine {
			t.Errorf("%q: %v, %v", base, c, err)
		}
	}
}

// FuzzAnswers: whatever comes back, the check ends with a bot or a problem and shows no token that was echoed.
func FuzzAnswers(f *testing.F) {
	f.Add(200, []byte(`{"ok":true,"user_id":"U","bot_id":"B"}`), "30")
	f.Add(200, []byte(`{"ok":false,"error":"`+botText+`","needed":"`+botText+`"}`), "")
	f.Add(429, []byte(botText), botText)
	f.Add(302, []byte(`<`), "-1")
	f.Add(200, []byte(`{"ok":null}`), "NaN")
	f.Fuzz(func(t *testing.T, status int, body []byte, after string) {
		a := web.Answer{Status: status, Header: http.Header{"Retry-After": {after}}, Body: body}
		for _, token := range []Token{BotToken, AppToken} {
			p := problemOf(token, a, nil)
			if p == nil {
				var said struct{ OK bool }
				if json.Unmarshal(body, &said) != nil || !said.OK {
					t.Fatalf("fine: %d %q", status, body)
				}
				continue
			}
			if text := fmt.Sprintf("%+v", *p); p.Says == "" || strings.Contains(text, "SECRET") || strings.ContainsAny(text, "\x1b\n") || p.Wait < 0 {
				t.Fatalf("%s", text)
			}
		}
	})
}
