package slackfake_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/slack/slackfake"
)

// wire is a Socket Mode client that shows every frame and answers only when it is told to.
type wire struct {
	t    *testing.T
	conn *websocket.Conn
}

// received is one frame from the workspace.
type received struct {
	Type       string           `json:"type"`
	Reason     slackfake.Reason `json:"reason"`
	EnvelopeID string           `json:"envelope_id"`
	Accepts    bool             `json:"accepts_response_payload"`
	Attempt    int              `json:"retry_attempt"`
	Why        string           `json:"retry_reason"`
	Number     int              `json:"num_connections"`
	Payload    struct {
		EventID string         `json:"event_id"`
		Event   map[string]any `json:"event"`
		Text    string         `json:"text"`
		Type    string         `json:"type"`
		Trigger string         `json:"trigger_id"`
		URL     string         `json:"response_url"`
	} `json:"payload"`
}

// socketURL opens a connection's address.
func (s *stage) socketURL(t *testing.T) string {
	t.Helper()
	_, url, err := s.client(t).StartSocketModeContext(patience(t))
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// connect opens a connection and reads its hello.
func (s *stage) connect(t *testing.T) *wire {
	t.Helper()
	c := s.dial(t, s.socketURL(t))
	if hello := c.next(); hello.Type != "hello" || hello.Number < 1 {
		t.Fatalf("the first frame is %+v", hello)
	}
	return c
}

func (s *stage) dial(t *testing.T, url string) *wire {
	t.Helper()
	conn, resp, err := websocket.DefaultDialer.DialContext(patience(t), url, http.Header{})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	t.Cleanup(func() { conn.Close() })
	return &wire{t: t, conn: conn}
}

// next reads a frame.
func (c *wire) next() received {
	c.t.Helper()
	var r received
	_ = c.conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	if err := c.conn.ReadJSON(&r); err != nil {
		c.t.Fatalf("read a frame: %v", err)
	}
	return r
}

// ended reads until the connection is over and returns why.
func (c *wire) ended() error {
	c.t.Helper()
	_ = c.conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		if _, _, err := c.conn.ReadMessage(); err != nil {
			return err
		}
	}
}

func (c *wire) ack(r received, payload string) {
	c.t.Helper()
	answer := map[string]any{"envelope_id": r.EnvelopeID}
	if payload != "" {
		answer["payload"] = json.RawMessage(payload)
	}
	if err := c.conn.WriteJSON(answer); err != nil {
		c.t.Fatal(err)
	}
}

// text is the message text of an event.
func (r received) text() string {
	text, _ := r.Payload.Event["text"].(string)
	return strings.TrimSpace(text)
}

// takeAcks returns when the workspace has taken what the connection acknowledged so far: it takes acknowledgements in
// order, and this makes one more.
func (s *stage) takeAcks(t *testing.T, c *wire) {
	t.Helper()
	i := must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident status"))
	c.ack(c.next(), "")
	if _, err := i.Wait(patience(t)); err != nil {
		t.Fatal(err)
	}
}
