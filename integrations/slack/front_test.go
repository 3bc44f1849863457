package slack

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/slack/slackfake"
)

// front stands before a stand-in workspace: it answers the Web API with it, and has a bare Socket Mode of its own, which
// costs next to nothing and says when each frame went out and each acknowledgement came in. The stand-in's own socket
// makes some thousand events a second, for its bookkeeping of them, and would be what is measured.
type front struct {
	server *httptest.Server
	acked  func(envelope string)
	// history answers conversations.history and conversations.replies in the workspace's place, unless it is nil.
	history http.HandlerFunc
	reads   struct{ history, replies, refused atomic.Int64 }
	refused atomic.Bool // the last reading

	mu    sync.Mutex
	conns []*websocket.Conn
}

func newFront(t testing.TB, world *slackfake.Workspace) *front {
	t.Helper()
	behind, err := url.Parse(strings.TrimSuffix(world.APIURL(), "/api/"))
	if err != nil {
		t.Fatal(err)
	}
	f := &front{acked: func(string) {}}
	pass := httputil.NewSingleHostReverseProxy(behind)
	mux := http.NewServeMux()
	mux.HandleFunc("/link/", f.serveSocket)
	mux.HandleFunc("/api/apps.connections.open", func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(rw, `{"ok":true,"url":"ws%s/link/"}`, strings.TrimPrefix(f.server.URL, "http"))
	})
	pass.ModifyResponse = func(r *http.Response) error {
		if r.StatusCode == http.StatusTooManyRequests {
			f.refused.Store(true)
			f.reads.refused.Add(1)
		}
		return nil
	}
	mux.HandleFunc("/api/conversations.history", f.reading(&f.reads.history, pass))
	mux.HandleFunc("/api/conversations.replies", f.reading(&f.reads.replies, pass))
	mux.Handle("/", pass)
	f.server = httptest.NewServer(mux)
	t.Cleanup(f.server.Close)
	return f
}

// reading counts a call that reads, and answers it.
func (f *front) reading(calls *atomic.Int64, behind http.Handler) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		f.refused.Store(false)
		calls.Add(1)
		if f.history != nil {
			f.history(rw, r)
			return
		}
		behind.ServeHTTP(rw, r)
	}
}

func (f *front) url() string { return f.server.URL + "/api/" }

// serveSocket says hello and hears acknowledgements until the connection ends.
func (f *front) serveSocket(rw http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{ReadBufferSize: 64 << 10, WriteBufferSize: 32 << 10}
	conn, err := up.Upgrade(rw, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	if conn.WriteMessage(websocket.TextMessage, []byte(`{"type":"hello"}`)) != nil {
		return
	}
	f.mu.Lock()
	f.conns = append(f.conns, conn)
	f.mu.Unlock()
	defer pings(conn)()
	for {
		_, data, err := conn.ReadMessage()
		if err != nil {
			return
		}
		if _, rest, ok := bytes.Cut(data, []byte(`"envelope_id":"`)); ok {
			id, _, _ := bytes.Cut(rest, []byte(`"`))
			f.acked(string(id))
		}
	}
}

// pings sends pings as Slack does: a connection without them counts as dead.
func pings(conn *websocket.Conn) (stop func()) {
	done := make(chan struct{})
	go func() {
		ticker := time.NewTicker(5 * time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				_ = conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
			}
		}
	}()
	return func() { close(done) }
}

// send writes an event by one of the connections. It may be called in any goroutine.
func (f *front) send(t testing.TB, conn int, data []byte) {
	f.mu.Lock()
	to := f.conns[conn]
	f.mu.Unlock()
	if err := to.WriteMessage(websocket.TextMessage, data); err != nil {
		t.Error(err)
	}
}
