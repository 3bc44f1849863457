package socket

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestFramesOfEveryKind: those that are no envelopes are kept, those of a new type are handed on.
func TestFramesOfEveryKind(t *testing.T) {
	frames := []string{
		`not JSON`, `{"type":"events_api","payload":{}}`, `[1]`, ``, `{"envelope_id":7,"type":"events_api"}`,
		`{"envelope_id":"E1","type":"brand_new","payload":[1, 2],"retry_attempt":"many","retry_reason":5,"accepts_response_payload":true}`,
		`{"envelope_id":"E2"}`, `{"envelope_id":"E3","type":"hello"}`, "{\"envelope_id\":\"E4\",\"type\":\"\x1b[2J\"}",
		`{"envelope_id":"E5","type":"events_api","retry_attempt":-3}`,
	}
	h := newHouse(bare(t, func(conn *websocket.Conn) {
		send(conn, `{"type":"hello"}`)
		send(conn, frames...)
		drain(conn)
	}))
	h.ack = func(Envelope) {}
	h.run(t)
	var taken []Envelope
	h.until(t, "all of one connection", func() bool {
		taken = slices.DeleteFunc(slices.Clone(h.taken), func(e Envelope) bool { return e.by != h.taken[0].by })
		return len(taken) == len(frames)
	})
	for n, want := range []Envelope{
		{},
		{},
		{},
		{},
		{},
		{ID: "E1", Type: "brand_new", Payload: []byte(`[1, 2]`), AcceptsReply: true},
		{ID: "E2"},
		{ID: "E3", Type: "hello"},
		{},
		{ID: "E5", Type: "events_api"},
	} {
		got := taken[n]
		if got.ID != want.ID || got.Type != want.Type || !bytes.Equal(got.Payload, want.Payload) || got.AcceptsReply != want.AcceptsReply || got.Retry != 0 || got.RetryReason != "" {
			t.Errorf("of %s: %+v", frames[n], got)
		}
		if string(got.Raw) != frames[n] || got.At.IsZero() {
			t.Errorf("of %s: raw %q at %s", frames[n], got.Raw, got.At)
		}
		if err := got.Ack(nil); (err == nil) != (want.ID != "") {
			t.Errorf("of %s: acknowledged with %v", frames[n], err)
		}
	}
}

// TestReplies are what a command's acknowledgement says.
func TestReplies(t *testing.T) {
	s := newStage(t)
	s.ack = func(Envelope) {}
	s.live(t)
	i, err := s.maya.Type(s.ops, "/incident status")
	if err != nil {
		t.Fatal(err)
	}
	s.until(t, "a command", func() bool { return len(s.taken) == 1 })
	_, taken, _ := s.seen()
	e := taken[0]
	if e.Type != "slash_commands" || !e.AcceptsReply {
		t.Fatalf("took %+v", e)
	}
	long := map[string]string{"text": strings.Repeat("x", mostAck)}
	if err := e.Ack(long); !errors.Is(err, ErrTooLong) {
		t.Errorf("too long: %v", err)
	}
	if err := e.Ack(func() {}); err == nil {
		t.Error("a function is JSON")
	}
	if err := e.Ack(map[string]string{"text": "all is well"}); err != nil {
		t.Fatal(err)
	}
	if answer, err := i.Wait(limit(t)); err != nil || !strings.Contains(string(answer), "all is well") {
		t.Errorf("%s, %v", answer, err)
	}
	s.say(t, "no reply to this")
	s.untilTaken(t, "no reply to this")
	_, taken, _ = s.seen()
	if err := taken[1].Ack(long); err == nil || errors.Is(err, ErrGone) {
		t.Errorf("a reply to an event: %v", err)
	}
}

// TestAcknowledgingAtOnce from many goroutines, one by one and all together, with pings in between.
func TestAcknowledgingAtOnce(t *testing.T) {
	const n = 200
	acks := make(chan string, 3*n)
	h := newHouse(bare(t, func(conn *websocket.Conn) {
		send(conn, `{"type":"hello"}`)
		for k := range n {
			send(conn, fmt.Sprintf(`{"envelope_id":"E%d","type":"events_api","payload":{}}`, k))
			_ = conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Minute))
		}
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				return
			}
			var ack map[string]string
			if json.Unmarshal(data, &ack) != nil || len(ack) != 1 {
				t.Errorf("acknowledged with %s", data)
			}
			acks <- ack["envelope_id"]
		}
	}))
	h.ack = func(Envelope) {}
	h.run(t)
	h.until(t, "all", func() bool { return len(h.taken) == 2*n })
	_, taken, _ := h.seen()
	var all sync.WaitGroup
	for k := range 2 * n {
		all.Go(func() {
			if err := taken[k].Ack(nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Go(func() {
		if err := AckAll(append(taken[:n:n], Envelope{Raw: []byte("no envelope")})); err != nil {
			t.Error(err)
		}
	})
	all.Wait()
	counts := map[string]int{}
	for range 3 * n {
		select {
		case id := <-acks:
			counts[id]++
		case <-limit(t).Done():
			t.Fatalf("acknowledged %v", counts)
		}
	}
	if len(counts) != n {
		t.Errorf("acknowledged %v", counts)
	}
}

// TestAcknowledgingTheDead is an error and nothing else.
func TestAcknowledgingTheDead(t *testing.T) {
	s := newStage(t)
	s.ack = func(Envelope) {}
	s.live(t)
	s.say(t, "before")
	s.untilTaken(t, "before")
	_, taken, _ := s.seen()
	e := taken[0]
	for range 4 {
		s.CutEnvelope()
		s.say(t, "cut")
		s.sockets(t, 2)
	}
	s.until(t, "both replaced", func() bool { return s.opened >= 6 && s.state().Connections == 2 })
	for err := e.Ack(nil); err == nil; err = e.Ack(nil) { // until the cut is noticed, writing works
		s.CutEnvelope()
		s.say(t, "cut")
		s.sockets(t, 2)
	}
	if err := AckAll(taken[:1]); !errors.Is(err, ErrGone) {
		t.Errorf("%v", err)
	}
	if err := (Envelope{ID: "E"}).Ack(nil); !errors.Is(err, ErrGone) {
		t.Errorf("%v", err)
	}
}

// TestTheOrderOfAConnection is that of arrival.
func TestTheOrderOfAConnection(t *testing.T) {
	h := newHouse(bare(t, func(conn *websocket.Conn) {
		send(conn, `{"type":"hello"}`)
		for k := range 500 {
			send(conn, fmt.Sprintf(`{"envelope_id":"%04d","type":"events_api"}`, k))
		}
		drain(conn)
	}))
	h.run(t)
	h.until(t, "all", func() bool { return len(h.taken) == 1000 })
	_, taken, _ := h.seen()
	last := map[*connection]string{}
	for _, e := range taken {
		if e.ID <= last[e.by] {
			t.Fatalf("%s after %s", e.ID, last[e.by])
		}
		last[e.by] = e.ID
	}
}

// FuzzDecode: whatever Slack sends is a word about the connection, an envelope that can be acknowledged, or kept as it
// is.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"type":"hello","num_connections":1,"connection_info":{"app_id":"A"}}`, `{"type":"disconnect","reason":"warning"}`,
		`{"envelope_id":"E","type":"events_api","payload":{"event":{}},"accepts_response_payload":false,"retry_attempt":1,"retry_reason":"timeout"}`,
		`{"envelope_id":"E","payload":null,"retry_attempt":1e99}`, `{"envelope_id":"\ud800\u0000","type":7}`, `null`, ``, `{`, "\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		was := bytes.Clone(data)
		fr := decode(data)
		e := fr.envelope(data)
		if !bytes.Equal(e.Raw, was) {
			t.Fatal("the bytes were changed")
		}
		if fr.aboutConnection() {
			return
		}
		if e.ID == "" {
			if e.Type != "" || e.Payload != nil || e.Retry != 0 {
				t.Fatalf("no envelope, and yet %+v", e)
			}
			return
		}
		if !json.Valid(data) || e.Payload != nil && !json.Valid(e.Payload) || e.Retry < 0 {
			t.Fatalf("%+v of %q", e, data)
		}
		frame, err := e.ack(nil)
		if errors.Is(err, ErrTooLong) {
			return
		}
		var back struct {
			ID string `json:"envelope_id"`
		}
		if err != nil || json.Unmarshal(frame, &back) != nil || back.ID != e.ID {
			t.Fatalf("acknowledged %q with %s, %v", e.ID, frame, err)
		}
	})
}
