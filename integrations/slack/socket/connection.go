package socket

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"baton/integrations/slack/web"
)

// How long parts of a connection's life may take, on the machine's clock.
const (
	connectTime = 15 * time.Second // from the first packet to the WebSocket
	writeTime   = 5 * time.Second  // of one write
	byeTime     = time.Second      // to write that we go
	partingTime = 2 * time.Second  // from there to the end
)

// mostFrame bytes are read of a frame. Slack's largest events, messages with many blocks, have less than one million.
const mostFrame = 16 << 20

// connection is one open WebSocket.
type connection struct {
	ws      *websocket.Conn
	raw     *held
	clock   Clock
	silence time.Duration
	greeted bool // the reader's own
	parting atomic.Bool

	mu sync.Mutex // one writes at a time
}

// notSocket says that the address did not answer with a WebSocket.
type notSocket struct {
	status int
	after  time.Duration // Retry-After
}

func (e *notSocket) Error() string {
	return fmt.Sprintf("something other than Slack's socket answers, with status %d; a proxy may let no WebSocket through", e.status)
}

// dial connects. $HTTPS_PROXY is heeded.
func dial(ctx context.Context, address string, o Options) (*connection, error) {
	if err := checkAddress(address); err != nil {
		return nil, err
	}
	c := &connection{clock: o.Clock, silence: o.silence}
	forget := func() {}
	defer func() { forget() }()
	dialer := websocket.Dialer{
		Proxy: http.ProxyFromEnvironment, HandshakeTimeout: connectTime, ReadBufferSize: 64 << 10, WriteBufferSize: 32 << 10,
		TLSClientConfig: o.trust,
		NetDialContext: func(within context.Context, network, addr string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(within, network, addr)
			if err != nil {
				return nil, err
			}
			c.raw = &held{Conn: conn}
			forget = atEnd(ctx, func() { conn.Close() }) // the dialer does not look at its context while it shakes hands
			return c.raw, nil
		},
	}
	ws, response, err := dialer.DialContext(ctx, address, nil)
	if errors.Is(err, websocket.ErrBadHandshake) && response != nil {
		return nil, &notSocket{status: response.StatusCode, after: web.RetryAfter(response.Header)}
	}
	if err != nil {
		return nil, err
	}
	c.ws = ws
	ws.SetReadLimit(mostFrame)
	ws.SetPingHandler(c.pong)
	return c, nil
}

// atEnd calls f when ctx ends. forget keeps it from that, or waits for it.
func atEnd(ctx context.Context, f func()) (forget func()) {
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(done)
		f()
	})
	return func() {
		if !stop() {
			<-done
		}
	}
}

// pong answers a ping. A pong that cannot be written is not the reader's trouble.
func (c *connection) pong(data string) error {
	c.alive()
	_ = c.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(byeTime))
	return nil
}

// alive gives the connection more time, unless it is parting, or pings and never says hello.
func (c *connection) alive() {
	if c.greeted && !c.parting.Load() {
		_ = c.raw.SetReadDeadline(time.Now().Add(c.silence))
	}
}

// read hands on what comes in until the connection ends.
func (c *connection) read(take func(Envelope), about func(frame)) error {
	_ = c.raw.SetReadDeadline(time.Now().Add(c.silence))
	for {
		c.alive()
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		f := decode(data)
		if f.aboutConnection() {
			c.greeted = c.greeted || f.Type == hello
			about(f)
			continue
		}
		e := f.envelope(data)
		e.At, e.by = c.clock.Now().UTC(), c
		take(e)
	}
}

// write sends frames together. A connection that takes none any more is ended, so that its reader hears of it.
func (c *connection) write(frames ...[]byte) error {
	if c == nil {
		return ErrGone
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.writeHeld(frames); err != nil {
		if !errors.Is(err, websocket.ErrCloseSent) {
			c.raw.Close()
		}
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	return nil
}

func (c *connection) writeHeld(frames [][]byte) error {
	_ = c.ws.SetWriteDeadline(time.Now().Add(writeTime))
	c.raw.hold()
	for _, frame := range frames {
		if err := c.ws.WriteMessage(websocket.TextMessage, frame); err != nil {
			return errors.Join(err, c.raw.release())
		}
	}
	return c.raw.release()
}

// part says that we go. What Slack had sent by then is still read; what it acknowledges with its own goodbye ends the
// connection, or the time does.
func (c *connection) part() {
	c.parting.Store(true)
	c.bye()
	_ = c.raw.SetReadDeadline(time.Now().Add(partingTime))
}

// hangUp ends the connection at once.
func (c *connection) hangUp() {
	c.bye()
	c.raw.Close()
}

func (c *connection) bye() {
	data := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = c.ws.WriteControl(websocket.CloseMessage, data, time.Now().Add(byeTime))
}
