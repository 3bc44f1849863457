package slackfake

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// Reason is why a client is told to disconnect.
type Reason string

// Slack's reasons (docs.slack.dev, "Socket Mode").
const (
	Warning           Reason = "warning" // the connection will be refreshed in about ten seconds
	RefreshRequested  Reason = "refresh_requested"
	TooManyWebSockets Reason = "too_many_websockets"
	LinkDisabled      Reason = "link_disabled" // Socket Mode was switched off
)

// socketLimit is how many connections an app may have at once (docs.slack.dev, "Socket Mode").
const socketLimit = 10

// How long a connection lives, and how long before its end a warning comes. Slack says "a few hours" and "about ten
// seconds"; with debug_reconnects it is 360 s.
const (
	socketLife      = 5 * time.Hour
	debugSocketLife = 360 * time.Second
	warningTime     = 10 * time.Second
)

// socket is one Socket Mode connection. Its fields are guarded by the workspace's lock.
type socket struct {
	conn    *websocket.Conn
	frames  []frame
	wake    chan struct{} // has room for one: there is something to write
	closed  bool
	leaving bool // was told to go
	tail    int  // envelopes that it still gets although it is leaving
}

// connectionsOpen gives the address of one connection.
func connectionsOpen(w *Workspace, _ *call) (answer, error) {
	if w.delivery.disabled {
		return nil, failure("forbidden_team") // the nearest of the reference's errors: what Slack answers is not published
	}
	ticket := w.newID("")
	w.delivery.tickets[ticket] = true
	return answer{"url": "ws" + w.base[len("http"):] + "/link/?ticket=" + ticket + "&app_id=" + w.appID}, nil
}

// serveSocket runs one connection until it ends.
func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	ticket := r.FormValue("ticket")
	good := w.delivery.tickets[ticket]
	delete(w.delivery.tickets, ticket)
	w.mu.Unlock()
	if !good {
		http.Error(rw, "the ticket is not good, or was used", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return
	}
	life := socketLife
	if r.FormValue("debug_reconnects") == "true" {
		life = debugSocketLife
	}
	s := &socket{conn: conn, wake: make(chan struct{}, 1)}
	if !w.welcome(s, life) {
		conn.Close()
		return
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		s.write(w)
	}()
	s.read(w)
	w.forget(s)
	<-written
}

// welcome says hello to a new connection and gives it what waited for one. It is false when the workspace is closing.
func (w *Workspace) welcome(s *socket, life time.Duration) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ctx.Err() != nil {
		return false
	}
	if len(w.delivery.sockets) >= socketLimit {
		w.delivery.sockets = append(w.delivery.sockets, s)
		s.disconnect(TooManyWebSockets, 0)
		s.queue(frame{end: true})
		return true
	}
	w.delivery.sockets = append(w.delivery.sockets, s)
	s.send(answer{
		"type": "hello", "num_connections": len(w.delivery.sockets), "connection_info": answer{"app_id": w.appID},
		"debug_info": answer{"host": "stand-in", "build_number": 1, "approximate_connection_time": int(life.Seconds())},
	}, false)
	w.age(s, life)
	waiting := w.delivery.waiting
	w.delivery.waiting = nil
	for _, e := range waiting {
		w.dispatch(e)
	}
	w.touch()
	return true
}

// age ends a connection after its life, with a warning before.
func (w *Workspace) age(s *socket, life time.Duration) {
	step := func(d time.Duration, reason Reason) {
		w.after(d, func() {
			if !s.closed {
				w.part(s, reason, 0)
			}
		})
	}
	step(life-warningTime, Warning)
	step(life, RefreshRequested)
}

// usable are the sockets that an envelope may go by. One that is leaving is used while something was ordered behind its
// disconnect.
func (w *Workspace) usable() []*socket {
	var staying []*socket
	for _, s := range w.delivery.sockets {
		switch {
		case s.closed:
		case s.leaving && s.tail > 0:
			return []*socket{s}
		case !s.leaving:
			staying = append(staying, s)
		}
	}
	return staying
}

// disconnect tells the client to go.
func (s *socket) disconnect(reason Reason, tail int) {
	s.leaving, s.tail = true, tail
	s.send(answer{"type": "disconnect", "reason": reason, "debug_info": answer{"host": "stand-in"}}, false)
}

// part tells a client to go and hangs up when the warning time is over. A warning alone lets the connection live on.
func (w *Workspace) part(s *socket, reason Reason, tail int) {
	s.disconnect(reason, tail)
	if reason == Warning {
		s.leaving = false
		return
	}
	w.after(warningTime, func() {
		if !s.closed {
			s.queue(frame{end: true})
		}
	})
}

// forget takes a connection that has ended off the list.
func (w *Workspace) forget(s *socket) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s.closed = true
	s.queue(frame{end: true})
	w.delivery.sockets = slices.DeleteFunc(w.delivery.sockets, func(x *socket) bool { return x == s })
	w.touch()
}

// hangUp ends every connection at once.
func (w *Workspace) hangUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.delivery.sockets {
		s.conn.Close()
	}
}

// WaitSockets returns when at least n connections are open and are not leaving.
func (w *Workspace) WaitSockets(ctx context.Context, n int) error {
	return w.until(ctx, func() bool {
		staying := 0
		for _, s := range w.delivery.sockets {
			if !s.closed && !s.leaving {
				staying++
			}
		}
		return staying >= n
	})
}
