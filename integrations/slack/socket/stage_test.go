package socket

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/secret"
	"baton/integrations/slack/slackfake"
	"baton/integrations/slack/web"
)

// stage is a workspace with a channel, and a client of it that is not running yet.
type stage struct {
	*slackfake.Workspace
	*house
	clock *slackfake.HandClock
	ops   slackfake.ChannelID
	maya  *slackfake.Person
}

// house is a client with what it took and told.
type house struct {
	o Options

	mu      sync.Mutex
	changed chan struct{}
	opened  int // addresses asked for
	taken   []Envelope
	states  []State
	ack     func(Envelope) // what is done with an envelope, in the reader's goroutine
}

func newHouse(open func(context.Context) (string, error)) *house {
	h := &house{changed: make(chan struct{}), ack: func(e Envelope) { _ = e.Ack(nil) }}
	h.o = Options{Take: h.take, Changed: h.change, Rand: func() float64 { return 0 }}
	h.o.Open = func(ctx context.Context) (string, error) {
		h.note(func() { h.opened++ })
		return open(ctx)
	}
	return h
}

func (h *house) note(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *house) take(e Envelope) {
	h.ack(e)
	h.note(func() { h.taken = append(h.taken, e) })
}

func (h *house) change(s State) { h.note(func() { h.states = append(h.states, s) }) }

// until waits for something that is true under the lock.
func (h *house) until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	ctx := limit(t)
	for {
		h.mu.Lock()
		holds, changed := cond(), h.changed
		h.mu.Unlock()
		if holds {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			h.mu.Lock()
			defer h.mu.Unlock()
			t.Fatalf("never: %s; opened %d, took %d, states %+v", what, h.opened, len(h.taken), h.states)
		}
	}
}

// seen is a copy of what was taken and told so far.
func (h *house) seen() (opened int, taken []Envelope, states []State) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.opened, slices.Clone(h.taken), slices.Clone(h.states)
}

// last is the state told last.
func (h *house) last() State {
	_, _, states := h.seen()
	return states[len(states)-1]
}

// checkOpened holds the number of addresses asked for.
func (h *house) checkOpened(t *testing.T, want int) {
	t.Helper()
	if opened, _, _ := h.seen(); opened != want {
		t.Errorf("asked for %d addresses, want %d", opened, want)
	}
}

// state is the last one told. The caller is inside until.
func (h *house) state() State {
	if len(h.states) == 0 {
		return State{}
	}
	return h.states[len(h.states)-1]
}

func (h *house) untilConnected(t *testing.T, n int) {
	t.Helper()
	h.until(t, "connected", func() bool { return h.state().Connections == n })
}

// run starts the client. ended gives Run's error; the test's end stops it.
func (h *house) run(t *testing.T) (ended <-chan error, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	var running sync.WaitGroup
	running.Go(func() { done <- New(h.o).Run(ctx) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	return done, cancel
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{clock: slackfake.NewHandClock(time.Date(2023, 1, 4, 14, 0, 0, 0, time.UTC))}
	w, err := slackfake.New(slackfake.Options{Clock: s.clock, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	s.Workspace = w
	s.maya = w.AddUser(slackfake.User{Name: "maya"})
	s.ops = w.AddChannel(slackfake.Channel{Name: "ops", Creator: s.maya.ID(), Members: []slackfake.UserID{w.BotUser(), s.maya.ID()}})
	c, err := web.New(w.APIURL(), secret.New(w.AppToken()), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	s.house = newHouse(Opener(c))
	s.o.Clock = s.clock
	return s
}

// live runs the client and waits until both connections are there, on both sides.
func (s *stage) live(t *testing.T) (ended <-chan error, stop func()) {
	t.Helper()
	ended, stop = s.run(t)
	s.untilConnected(t, 2)
	s.sockets(t, 2)
	return ended, stop
}

func (s *stage) sockets(t *testing.T, n int) {
	t.Helper()
	if err := s.WaitSockets(limit(t), n); err != nil {
		t.Fatal(err)
	}
}

func (s *stage) say(t *testing.T, text string) {
	t.Helper()
	if _, err := s.maya.Say(s.ops, text); err != nil {
		t.Fatal(err)
	}
}

// times is how often the message with a text was taken. The caller is inside until.
func (h *house) times(text string) int {
	n := 0
	for _, e := range h.taken {
		if textOf(e) == text {
			n++
		}
	}
	return n
}

func (h *house) untilTaken(t *testing.T, texts ...string) {
	t.Helper()
	h.until(t, "took "+strings.Join(texts, ", "), func() bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return h.times(text) == 0 })
	})
}

// textOf is the text of a message's event.
func textOf(e Envelope) string {
	var payload struct{ Event struct{ Text string } }
	_ = json.Unmarshal(e.Payload, &payload)
	return payload.Event.Text
}

// advance moves the clock in steps until a condition of the workspace holds.
func (s *stage) advance(t *testing.T, step time.Duration, cond func(context.Context) error) {
	t.Helper()
	ctx := limit(t)
	for {
		s.clock.Advance(step)
		soon, cancel := context.WithTimeout(ctx, 2*time.Millisecond)
		err := cond(soon)
		cancel()
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
	}
}

// bare is a WebSocket server that does with each connection what a test says. It gives the address.
func bare(t testing.TB, serve func(*websocket.Conn)) func(context.Context) (string, error) {
	t.Helper()
	server := httptest.NewServer(upgraded(serve))
	t.Cleanup(server.Close)
	return at("ws" + strings.TrimPrefix(server.URL, "http"))
}

func upgraded(serve func(*websocket.Conn)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		serve(conn)
	})
}

func at(address string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return address, nil }
}

func send(conn *websocket.Conn, texts ...string) {
	for _, text := range texts {
		_ = conn.WriteMessage(websocket.TextMessage, []byte(text))
	}
}

// drain reads until the connection ends.
func drain(conn *websocket.Conn) {
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			return
		}
	}
}

// limit is a context that ends a test that hangs.
func limit(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// goroutinesOf are those of this package's code that run now, those of tests apart.
func goroutinesOf() []string {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	var ours []string
	for g := range strings.SplitSeq(string(buf), "\n\n") {
		if strings.Contains(g, "slack/socket.(*keeper)") || strings.Contains(g, "slack/socket.(*connection)") || strings.Contains(g, "slack/socket.dial") {
			ours = append(ours, g)
		}
	}
	return ours
}
