package socket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/slack/slackfake"
)

// checkFinal waits for Run's end.
func checkFinal(t *testing.T, ended <-chan error, code string) {
	t.Helper()
	select {
	case err := <-ended:
		var final *Final
		if !errors.As(err, &final) || final.Code != code || !strings.Contains(final.Says, "baton auth slack") {
			t.Fatalf("ended with %v, want %s", err, code)
		}
	case <-limit(t).Done():
		t.Fatal("does not end")
	}
}

func TestSocketModeSwitchedOff(t *testing.T) {
	s := newStage(t)
	ended, _ := s.live(t)
	s.DisableSocketMode()
	checkFinal(t, ended, "link_disabled")
	if last := s.last(); last.Connections != 0 || last.Down.IsZero() || !strings.Contains(last.Problem, "Socket Mode is off") {
		t.Errorf("told %+v", last)
	}
}

// TestARevokedToken is noticed when a connection is to be replaced, and is the end only when none is left.
func TestARevokedToken(t *testing.T) {
	s := newStage(t)
	ended, _ := s.live(t)
	s.RevokeTokens("token_revoked")
	s.CutEnvelope()
	s.say(t, "cut")
	s.until(t, "refused", func() bool { return strings.Contains(s.state().Problem, "no longer works") })
	s.say(t, "by the other")
	s.untilTaken(t, "by the other")
	s.Disconnect(slackfake.RefreshRequested, 0)
	checkFinal(t, ended, "token_revoked")
}

func TestATokenThatWasNeverGood(t *testing.T) {
	s := newStage(t)
	s.FailCalls("apps.connections.open", 1, slackfake.Refused("invalid_auth"))
	ended, _ := s.run(t)
	checkFinal(t, ended, "invalid_auth")
}

// TestAddressesThatAreNotGiven: a page of a proxy, a refusal that passes, a lost answer. It connects in the end.
func TestAddressesThatAreNotGiven(t *testing.T) {
	for name, f := range map[string]struct {
		fault slackfake.CallFault
		words string
	}{
		"page":    {slackfake.ProxyPage(), "a web page"},
		"gateway": {slackfake.ServerError(503), "503"},
		"lost":    {slackfake.AnswerLost(), "no address"},
		"refusal": {slackfake.Refused("org_login_required"), "org_login_required"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.FailCalls("apps.connections.open", 3, f.fault)
			s.live(t)
			s.checkOpened(t, 5)
			if _, _, states := s.seen(); !strings.Contains(states[1].Problem, f.words) || s.last().Problem != "" {
				t.Errorf("told %+v", states)
			}
		})
	}
}

// TestAPauseThatSlackWants is kept.
func TestAPauseThatSlackWants(t *testing.T) {
	s := newStage(t)
	s.FailCalls("apps.connections.open", 1, slackfake.RateLimited(30*time.Second))
	s.run(t)
	s.until(t, "limited", func() bool { return strings.Contains(s.state().Problem, "wants a pause") })
	begun := s.clock.Now()
	s.advance(t, time.Second, func(ctx context.Context) error { return s.WaitSockets(ctx, 1) })
	if waited := s.clock.Now().Sub(begun); waited < 30*time.Second {
		t.Errorf("waited %s", waited)
	}
}

// TestNoSocketThere: what answers at the address is no WebSocket, nobody, or not to be spoken to.
func TestNoSocketThere(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<html>\x1b[2J sign in")
	}))
	defer page.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	for address, words := range map[string]string{
		"ws" + page.URL[len("http"):] + "/?ticket=SECRET":       "status 200",
		"ws://" + listener.Addr().String() + "/?ticket=SECRET":  "refused",
		"wss://" + listener.Addr().String() + "/?ticket=SECRET": "refused",
		"ws://wss.slack.example/?ticket=SECRET":                 "wss is needed",
		"http://127.0.0.1/?ticket=SECRET":                       "wss is needed",
		"wss://a@127.0.0.1/?ticket=SECRET":                      "wss is needed",
		"wss:///?ticket=SECRET":                                 "wss is needed",
		"wss://127.0.0.1:x/?ticket=SECRET":                      "wss is needed",
		"":                                                      "wss is needed",
	} {
		t.Run(address, func(t *testing.T) {
			h := newHouse(at(address))
			h.o.Clock = slackfake.NewHandClock(time.Unix(0, 0))
			h.o.Rand = func() float64 { return 0.5 }
			h.run(t)
			h.until(t, "a problem", func() bool { return h.state().Problem != "" })
			if p := h.last().Problem; !strings.Contains(p, words) || strings.Contains(p, "SECRET") || strings.ContainsAny(p, "\x1b\n") {
				t.Errorf("says %q", p)
			}
		})
	}
}

// TestTooManyConnections: nine of somebody else's leave room for one. It makes do, and tries again later.
func TestTooManyConnections(t *testing.T) {
	s := newStage(t)
	var foreign []*websocket.Conn
	for range 9 {
		address, err := s.o.Open(limit(t))
		if err != nil {
			t.Fatal(err)
		}
		conn, response, err := websocket.DefaultDialer.DialContext(limit(t), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		foreign = append(foreign, conn)
		go drain(conn)
	}
	s.sockets(t, 9)
	s.run(t)
	s.until(t, "one connection", func() bool {
		return s.state().Connections == 1 && strings.Contains(s.state().Problem, "too many connections")
	})
	rounds := 0
	s.advance(t, 2*time.Second, func(ctx context.Context) error { // more than three minutes, in which it could ask again
		if rounds++; rounds > 100 {
			return nil
		}
		return s.WaitSockets(ctx, 11)
	})
	s.checkOpened(t, 9+2)
	for _, conn := range foreign {
		conn.Close()
	}
	s.advance(t, time.Minute, func(ctx context.Context) error {
		if s.last().Connections == 2 {
			return nil
		}
		return s.WaitSockets(ctx, 11)
	})
	if s.last().Problem != "" {
		t.Errorf("told %+v", s.last())
	}
}

// TestASilentConnection is given up: one that says hello and then nothing, and one that pings and says no hello.
func TestASilentConnection(t *testing.T) {
	for name, serve := range map[string]func(*websocket.Conn){
		"silent": func(conn *websocket.Conn) {
			send(conn, `{"type":"hello"}`)
			drain(conn)
		},
		"no hello": func(conn *websocket.Conn) {
			ping := func(string) error { return conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Minute)) }
			conn.SetPongHandler(ping)
			_ = ping("")
			drain(conn)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(bare(t, serve))
			h.o.silence = 50 * time.Millisecond
			h.run(t)
			h.until(t, "given up", func() bool { return h.opened > 4 && strings.Contains(h.state().Problem, "silent") })
		})
	}
}

// deadlines counts how often a connection was given more time.
type deadlines struct {
	net.Conn
	n int
}

func (d *deadlines) SetReadDeadline(time.Time) error {
	d.n++
	return nil
}

// TestPingsBeforeHello and those after our goodbye give a connection no more time.
func TestPingsBeforeHello(t *testing.T) {
	d := &deadlines{}
	c := &connection{raw: &held{Conn: d}}
	c.alive()
	before := d.n
	c.greeted = true
	c.alive()
	within := d.n
	c.parting.Store(true)
	c.alive()
	if before != 0 || within != 1 || d.n != 1 {
		t.Errorf("%d before hello, %d after it, %d in all", before, within, d.n)
	}
}

// TestOverTLS acknowledges many envelopes of a connection as Slack's are, and does not take one of somebody else.
func TestOverTLS(t *testing.T) {
	acks := make(chan []byte, 1000)
	server := httptest.NewUnstartedServer(upgraded(func(conn *websocket.Conn) {
		send(conn, `{"type":"hello"}`, `{"envelope_id":"E1"}`, `{"envelope_id":"E2"}`, `{"envelope_id":"E3"}`)
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				return
			}
			acks <- data
		}
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	address := at("wss" + strings.TrimPrefix(server.URL, "https"))

	wary := newHouse(address)
	wary.o.Clock = slackfake.NewHandClock(time.Unix(0, 0))
	wary.o.Rand = func() float64 { return 0.5 }
	wary.run(t)
	wary.until(t, "not trusted", func() bool { return strings.Contains(wary.state().Problem, "cannot prove") })

	h := newHouse(address)
	h.ack = func(Envelope) {}
	h.o.trust = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	h.o.trust.NextProtos = nil // no HTTP/2 in a WebSocket's handshake
	h.run(t)
	h.until(t, "all", func() bool { return len(h.taken) == 6 })
	_, taken, _ := h.seen()
	if err := AckAll(taken); err != nil {
		t.Fatal(err)
	}
	for range taken {
		select {
		case <-acks:
		case <-limit(t).Done():
			t.Fatal("not acknowledged")
		}
	}
}

// TestPingsKeepAConnection: pings alone are enough, and are answered.
func TestPingsKeepAConnection(t *testing.T) {
	pongs := make(chan string, 1000)
	h := newHouse(bare(t, func(conn *websocket.Conn) {
		conn.SetPongHandler(func(data string) error {
			pongs <- data
			return nil
		})
		send(conn, `{"type":"hello"}`)
		_ = conn.WriteControl(websocket.PingMessage, []byte("mark"), time.Now().Add(time.Minute))
		drain(conn)
	}))
	h.run(t)
	select {
	case got := <-pongs:
		if got != "mark" {
			t.Errorf("answers %q", got)
		}
	case <-limit(t).Done():
		t.Fatal("no pong")
	}
}

// TestItEnds wherever it is: while it asks, connects, waits and reads; and nothing of it goes on.
func TestItEnds(t *testing.T) {
	asked := make(chan struct{}, 10)
	mute, err := net.Listen("tcp", "127.0.0.1:0") // connects, and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	for name, open := range map[string]func(context.Context) (string, error){
		"asking": func(ctx context.Context) (string, error) {
			asked <- struct{}{}
			<-ctx.Done()
			return "", ctx.Err()
		},
		"connecting": func(context.Context) (string, error) {
			asked <- struct{}{}
			return "ws://" + mute.Addr().String(), nil
		},
		"waiting": func(context.Context) (string, error) {
			asked <- struct{}{}
			return "", errors.New("no")
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(open)
			h.o.Clock = slackfake.NewHandClock(time.Unix(0, 0))
			h.o.Rand = func() float64 { return 0.5 }
			ended, stop := h.run(t)
			<-asked
			stop()
			checkEnd(t, ended)
		})
	}
	t.Run("reading", func(t *testing.T) {
		s := newStage(t)
		ended, stop := s.live(t)
		s.Disconnect(slackfake.RefreshRequested, 0)
		s.until(t, "replacing", func() bool { return s.opened > 2 })
		stop()
		checkEnd(t, ended)
		if last := s.last(); last.Connections != 0 {
			t.Errorf("told %+v", last)
		}
	})
}

func checkEnd(t *testing.T, ended <-chan error) {
	t.Helper()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
	case <-limit(t).Done():
		t.Fatal("does not end")
	}
	if left := goroutinesOf(); len(left) > 0 {
		t.Errorf("left:\n%s", strings.Join(left, "\n\n"))
	}
}
