package slackfake_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/slack/slackfake"
)

func TestEachEnvelopeGoesByOneSocket(t *testing.T) {
	s := newStage(t, slackfake.Options{Seed: 7})
	got := make(chan string)
	sockets := 3
	for n := range sockets {
		c := s.connect(t)
		go func() {
			for {
				var r received
				if c.conn.ReadJSON(&r) != nil {
					return
				}
				got <- string(rune('a'+n)) + r.text()
			}
		}()
	}
	used, texts := map[string]bool{}, map[string]int{}
	for n := range 20 {
		text := string(rune('A' + n))
		must[slackfake.TS](t)(s.maya.Say(s.ops, text))
		seen := <-got
		used[seen[:1]] = true
		texts[seen[1:]]++
	}
	if len(used) != sockets || len(texts) != 20 {
		t.Errorf("%d sockets were used for %d messages", len(used), len(texts))
	}
}

func TestElevenSocketsAreTooMany(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	for range 10 {
		s.connect(t)
	}
	c := s.dial(t, s.socketURL(t))
	if r := c.next(); r.Type != "disconnect" || r.Reason != slackfake.TooManyWebSockets {
		t.Errorf("the eleventh got %+v", r)
	}
	if err := c.ended(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Errorf("it ended with %v", err)
	}
}

func TestTicketsAreGoodOnce(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	url := s.socketURL(t)
	s.dial(t, url)
	_, resp, err := websocket.DefaultDialer.DialContext(patience(t), url, nil)
	if err == nil || resp.StatusCode != http.StatusForbidden {
		t.Errorf("the second use of a ticket: %v", err)
	}
}

func TestSocketsAge(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.dial(t, s.socketURL(t)+"&debug_reconnects=true")
	c.next()
	s.clock.Advance(350 * time.Second)
	if r := c.next(); r.Reason != slackfake.Warning {
		t.Errorf("after 350 s: %+v", r)
	}
	must[slackfake.TS](t)(s.maya.Say(s.ops, "still here"))
	r := c.next()
	c.ack(r, "")
	if r.text() != "still here" {
		t.Errorf("after the warning: %+v", r)
	}
	if err := s.WaitDelivered(patience(t)); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(10 * time.Second)
	if r := c.next(); r.Reason != slackfake.RefreshRequested {
		t.Errorf("after 360 s: %+v", r)
	}
	s.clock.Advance(10 * time.Second)
	if err := c.ended(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Errorf("it ended with %v", err)
	}
}

func TestDisconnectWithEventsBehindIt(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	old := s.connect(t)
	s.Disconnect(slackfake.RefreshRequested, 2)
	fresh := s.connect(t)
	for _, text := range []string{"one", "two", "three"} {
		must[slackfake.TS](t)(s.maya.Say(s.ops, text))
	}
	got := []string{string(old.next().Reason), old.next().text(), old.next().text(), fresh.next().text()}
	want := []string{"refresh_requested", "one", "two", "three"}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestSocketModeSwitchedOff(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	s.DisableSocketMode()
	if r := c.next(); r.Reason != slackfake.LinkDisabled {
		t.Errorf("got %+v", r)
	}
	_, _, err := s.client(t).StartSocketModeContext(patience(t))
	refused(t, err, "forbidden_team")
}

func TestPings(t *testing.T) {
	s := newStage(t, slackfake.Options{PingEvery: time.Millisecond})
	c := s.connect(t)
	pings := make(chan struct{}, 100)
	c.conn.SetPingHandler(func(string) error {
		select {
		case pings <- struct{}{}:
		default:
		}
		return nil
	})
	go func() { _, _, _ = c.conn.ReadMessage() }()
	for range 3 {
		<-pings
	}
}
