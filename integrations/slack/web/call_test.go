package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"baton/integrations/secret"
	"baton/integrations/slack/slackfake"
)

func TestACallThatWorks(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	body, err := s.bot.Call(limit(t), "chat.postMessage", url.Values{"channel": {string(s.ops)}, "text": {"hello, <world> & all"}})
	var posted struct {
		TS      string
		Message struct{ Text string }
	}
	if err != nil || json.Unmarshal(body, &posted) != nil || posted.TS == "" || s.posts() != 1 {
		t.Fatalf("%s, %v; %d posts", body, err, s.posts())
	}
	a, err := s.bot.Ask(limit(t), "auth.test", nil)
	if err != nil || a.Status != 200 || !strings.Contains(a.Header.Get("X-OAuth-Scopes"), "chat:write") {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := s.bot.As(secret.New(s.AppToken())).Call(limit(t), "apps.connections.open", nil); err != nil {
		t.Error(err)
	}
}

// TestFaults: for each thing that can go wrong, what the caller is told, and whether the message was posted.
func TestFaults(t *testing.T) {
	for name, f := range map[string]struct {
		fault  slackfake.CallFault
		want   error
		posted int
	}{
		"limited":              {slackfake.RateLimited(30 * time.Second), &Limited{After: 30 * time.Second}, 0},
		"limited, fraction":    {slackfake.RateLimitedFraction(1500 * time.Millisecond), &Limited{After: 1500 * time.Millisecond}, 0},
		"limited, bare":        {slackfake.RateLimitedBare(), &Limited{}, 0},
		"limited, in the body": {slackfake.Refused("ratelimited"), &Limited{}, 0},
		"limited, other name":  {slackfake.Refused("rate_limited"), &Limited{}, 0},
		"limited for a year":   {slackfake.RateLimited(365 * 24 * time.Hour), &Limited{After: time.Hour}, 0},
		"refused":              {slackfake.Refused("is_archived"), &Refused{Code: "is_archived"}, 0},
		"refused by nobody":    {slackfake.Refused("<b>xoxb 1"), &Refused{Code: "an_unknown_error"}, 0},
		"half done":            {slackfake.Refused("fatal_error"), &Unclear{}, 0},
		"call lost":            {slackfake.CallLost(), &Unclear{}, 0},
		"answer lost":          {slackfake.AnswerLost(), &Unclear{}, 1},
		"page of a proxy":      {slackfake.ProxyPage(), &Unclear{}, 0},
		"bad gateway":          {slackfake.ServerError(502), &Unclear{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, slackfake.Options{})
			s.FailCalls("chat.postMessage", 1, f.fault)
			_, err := s.bot.Call(limit(t), "chat.postMessage", url.Values{"channel": {string(s.ops)}, "text": {"once"}})
			sameFault(t, err, f.want)
			if strings.ContainsAny(err.Error(), "\x1b\n<") || !strings.Contains(err.Error(), "chat.postMessage") {
				t.Errorf("says %q", err)
			}
			if s.posts() != f.posted {
				t.Errorf("%d posts", s.posts())
			}
		})
	}
}

// sameFault compares kind and facts; the transport's own error may be any.
func sameFault(t *testing.T, err, want error) {
	t.Helper()
	var limited *Limited
	var refused *Refused
	var unreached *Unreached
	var unclear *Unclear
	same := false
	switch want := want.(type) {
	case *Limited:
		same = errors.As(err, &limited) && limited.After == want.After
	case *Refused:
		same = errors.As(err, &refused) && refused.Code == want.Code && refused.Needed == want.Needed
	case *Unreached:
		same = errors.As(err, &unreached) && unreached.Err != nil
	case *Unclear:
		same = errors.As(err, &unclear) && unclear.Err != nil
	}
	if !same {
		t.Fatalf("%T %v, want %T %#v", err, err, want, want)
	}
}

func TestAMissingScope(t *testing.T) {
	s := newStage(t, slackfake.Options{Scopes: []string{"users:read"}})
	_, err := s.bot.Call(limit(t), "chat.postMessage", url.Values{"channel": {string(s.ops)}, "text": {"x"}})
	sameFault(t, err, &Refused{Code: "missing_scope", Needed: "chat:write"})
	s.RevokeTokens("token_revoked")
	_, err = s.bot.Call(limit(t), "auth.test", nil)
	sameFault(t, err, &Refused{Code: "token_revoked"})
}

// TestAContextThatEnds: while Slack thinks, nobody knows; before the call, nothing happened.
func TestAContextThatEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(limit(t))
	s := newStage(t, slackfake.Options{OnCall: func(slackfake.Call) { cancel() }})
	s.FailCalls("", 1, slackfake.Slow(time.Hour))
	form := url.Values{"channel": {string(s.ops)}, "text": {"once"}}
	_, err := s.bot.Call(ctx, "chat.postMessage", form)
	sameFault(t, err, &Unclear{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	_, err = s.bot.Call(ctx, "chat.postMessage", form)
	sameFault(t, err, &Unreached{})
	s.bot.patience = time.Millisecond
	s.FailCalls("", 1, slackfake.Slow(time.Hour))
	if _, err = s.bot.Call(limit(t), "auth.test", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// TestNotReached is all that ends before Slack hears of the call.
func TestNotReached(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := listener.Addr().String()
	listener.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for _, base := range []string{"http://" + closed, "https://" + closed, "https://" + plain.Listener.Addr().String()} {
		c, err := New(base, secret.New(tokenText), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Call(limit(t), "chat.postMessage", url.Values{"text": {"x"}})
		sameFault(t, err, &Unreached{})
	}
	c, err := New("", secret.New(tokenText), time.Minute)
	if err != nil || c.base != "https://slack.com/api/" || c.patience != time.Minute {
		t.Fatalf("%+v, %v", c, err)
	}
	_, err = c.Call(limit(t), "auth.test", nil) // TestMain's transport refuses it
	sameFault(t, err, &Unreached{})
}

// TestAProxyThatRefuses answers CONNECT with a no: the call never began.
func TestAProxyThatRefuses(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	defer proxy.Close()
	c, err := New("https://127.0.0.1:1", secret.New(tokenText), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	way := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }}
	defer way.CloseIdleConnections()
	c.http.Transport = way
	_, err = c.Call(limit(t), "chat.postMessage", url.Values{"text": {"x"}})
	sameFault(t, err, &Unreached{})
}

// TestABodyThatDoesNotGoOut: a server that hangs up while a long body is on its way has not got all of it; one that got
// all of it may have done what it says. HTTP/2, which Slack speaks, tells both in another way than HTTP/1.
func TestABodyThatDoesNotGoOut(t *testing.T) {
	long := url.Values{"text": {strings.Repeat("x", 12<<20)}}
	short := url.Values{"text": {"x"}}
	cut := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadFull(r.Body, make([]byte, 1000))
		panic(http.ErrAbortHandler)
	}
	whole := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	}
	for name, slackThat := range map[string]func(*testing.T, http.HandlerFunc) *Client{"HTTP/1": slackThat, "HTTP/2": slackThatSpeaks2} {
		t.Run(name, func(t *testing.T) {
			_, err := slackThat(t, cut).Call(limit(t), "files.upload", long)
			sameFault(t, err, &Unreached{})
			for _, form := range []url.Values{long, short, nil} {
				_, err = slackThat(t, whole).Call(limit(t), "files.upload", form)
				sameFault(t, err, &Unclear{})
			}
		})
	}
}

// slackThatSpeaks2 answers every request alike, over HTTP/2.
func slackThatSpeaks2(t *testing.T, answers http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("asked by %s", r.Proto)
		}
		answers(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	c, err := New(server.URL+"/api/", secret.New(tokenText), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	c.http.Transport = server.Client().Transport
	return c
}

// TestTheRoad is the machine's usual way, proxy and all, with pings on HTTP/2.
func TestTheRoad(t *testing.T) {
	usual := http.DefaultTransport
	defer func() { http.DefaultTransport = usual }()
	http.DefaultTransport = &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	own, ok := newRoad().(*http.Transport)
	if !ok || own == http.DefaultTransport || own.Proxy == nil || !own.ForceAttemptHTTP2 || own.HTTP2.SendPingTimeout == 0 {
		t.Errorf("%+v", own)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, `{"ok":true`)
		},
		"endless": func(w http.ResponseWriter, _ *http.Request) {
			part := make([]byte, 1<<20)
			for range mostAnswer>>20 + 1 {
				_, _ = w.Write(part)
			}
		},
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://login.example/?t="+tokenText, http.StatusFound)
		},
		"elsewhere, with a yes": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/")
			w.WriteHeader(http.StatusTemporaryRedirect)
			fmt.Fprint(w, `{"ok":true}`)
		},
		"nothing":    func(http.ResponseWriter, *http.Request) {},
		"a list":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `[1]`) },
		"ok is text": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"ok":"true"}`) },
		"a block": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"message":"blocked"}`, http.StatusForbidden)
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := slackThat(t, answer).Call(limit(t), "chat.postMessage", url.Values{"text": {"x"}})
			sameFault(t, err, &Unclear{})
			if strings.Contains(err.Error(), "SECRET") {
				t.Errorf("shows the token: %v", err)
			}
		})
	}
}

// TestTheTokenIsInTheHeaderAlone looks at whole requests, and at everything that is said of them.
func TestTheTokenIsInTheHeaderAlone(t *testing.T) {
	var seen []*http.Request
	c := slackThat(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Header.Set("X-Body", string(body))
		seen = append(seen, r)
		w.WriteHeader(500)
		fmt.Fprint(w, tokenText)
	})
	_, callErr := c.Call(limit(t), "chat.postMessage", url.Values{"text": {"x"}})
	respondErr := c.Respond(limit(t), strings.TrimSuffix(c.base, "/api/")+"/commands/1", map[string]string{"text": "x"})
	if len(seen) != 2 || seen[0].Header.Get("Authorization") != "Bearer "+tokenText || seen[1].Header.Get("Authorization") != "" {
		t.Fatalf("%d requests: %v", len(seen), seen)
	}
	for _, r := range seen {
		r.Header.Del("Authorization")
		if all := fmt.Sprint(r.URL, r.Host, r.Header); strings.Contains(all, "SECRET") {
			t.Errorf("the token is in %s", all)
		}
	}
	if all := fmt.Sprintf("%v %v %+v %#v", callErr, respondErr, *c, c); strings.Contains(all, "SECRET") {
		t.Errorf("the token is in %s", all)
	}
}

// FuzzAnswers: whatever comes back, it is a yes of Slack's or one of the faults, and shows nothing that was echoed.
func FuzzAnswers(f *testing.F) {
	f.Add(200, []byte(`{"ok":true,"error":1}`), "30")
	f.Add(200, []byte(`{"ok":false,"error":"`+tokenText+`","needed":"`+tokenText+`"}`), "")
	f.Add(429, []byte(tokenText), tokenText)
	f.Add(302, []byte(`<`), "-1")
	f.Add(200, []byte(`{"ok":null}`), "NaN")
	f.Add(200, []byte(`{"ok":false,"error":"ratelimited"}`), "1e300")
	f.Fuzz(func(t *testing.T, status int, body []byte, after string) {
		a := Answer{Status: status, Header: http.Header{"Retry-After": {after}}, Body: body}
		var said struct{ OK any }
		_ = json.Unmarshal(body, &said)
		if judge("m", a) == nil && said.OK != true || judgeResponse(a) == nil && said.OK != true && status/100 != 2 {
			t.Fatalf("fine: %d %q", status, body)
		}
		for _, err := range []error{judge("m", a), judgeResponse(a)} {
			var limited *Limited
			if errors.As(err, &limited) && (limited.After < 0 || limited.After > mostWait) {
				t.Fatalf("a wait of %s", limited.After)
			}
			if err != nil && (strings.Contains(err.Error(), "SECRET") || strings.ContainsAny(err.Error(), "\x1b\n")) {
				t.Fatalf("says %q", err)
			}
		}
	})
}
