package socklog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"sync"
	"time"

	"baton/incident"
	"baton/timeline"
)

// Client is the Log of the process that serves a socket. When the connection is lost every call says so; Open goes on
// where a Client cannot.
type Client struct {
	path    string
	welcome welcomeHead
	conn    net.Conn
	lost    chan struct{} // closed when the connection has broken

	writing sync.Mutex

	mu      sync.Mutex // guards the rest
	waiting map[uint32]chan frame
	last    uint32
	shut    bool
	closing chan struct{}
	inside  sync.WaitGroup // calls under way
}

var (
	_ timeline.Log      = (*Client)(nil)
	_ timeline.Verifier = (*Client)(nil)
	_ timeline.Backuper = (*Client)(nil)
)

// Dial attaches to the process that serves socketPath.
func Dial(ctx context.Context, socketPath string) (*Client, error) {
	conn, welcome, err := connect(ctx, socketPath)
	if err != nil {
		return nil, fmt.Errorf("attach through %s: %w", socketPath, err)
	}
	c := &Client{
		path: socketPath, welcome: welcome, conn: conn, lost: make(chan struct{}),
		waiting: map[uint32]chan frame{}, closing: make(chan struct{}),
	}
	go c.listen()
	return c, nil
}

// connect opens a connection and exchanges versions.
func connect(ctx context.Context, path string) (net.Conn, welcomeHead, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, welcomeHead{}, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })
	defer stop()
	_ = conn.SetDeadline(time.Now().Add(helloWait))
	welcome, err := introduce(conn)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, welcome, errors.Join(err, conn.Close())
	}
	return conn, welcome, conn.SetDeadline(time.Time{})
}

func introduce(conn net.Conn) (w welcomeHead, err error) {
	hello, err := makeFrame(kindHello, 0, helloHead{Protocol: Protocol}, nil)
	if err != nil {
		return w, err
	}
	if err := hello.write(conn); err != nil {
		return w, fmt.Errorf("%w: %w", errLost, err)
	}
	f, err := readFrame(conn, maxHello)
	switch {
	case err != nil:
		return w, fmt.Errorf("%w: %w", errLost, err)
	case f.kind == kindFailure:
		return w, f.err()
	case f.kind != kindWelcome:
		return w, errFrame
	}
	return w, f.decode(&w)
}

// listen hands answers to those who wait for them.
func (c *Client) listen() {
	defer close(c.lost)
	defer func() { _ = c.conn.Close() }()
	for {
		f, err := readFrame(c.conn, maxFrame)
		if err != nil {
			return
		}
		c.mu.Lock()
		waiting := c.waiting[f.id]
		delete(c.waiting, f.id)
		c.mu.Unlock()
		if waiting != nil {
			waiting <- f
		}
	}
}

// ask sends a request and waits for its answer.
func (c *Client) ask(ctx context.Context, k kind, head askHead, body []byte) (frame, error) {
	if err := ctx.Err(); err != nil {
		return frame{}, err
	}
	id, answered, err := c.expect()
	if err != nil {
		return frame{}, err
	}
	defer c.forget(id)
	f, err := makeFrame(k, id, head, body)
	if err != nil {
		return frame{}, err
	}
	if err := c.write(f); err != nil {
		return frame{}, err
	}
	select {
	case f = <-answered:
	case <-ctx.Done():
		return frame{}, ctx.Err()
	case <-c.lost:
		select {
		case f = <-answered: // the last answer came before the end
		default:
			return frame{}, c.end()
		}
	}
	if f.kind == kindFailure {
		return frame{}, f.err()
	}
	return f, nil
}

// end says why the connection is no longer there.
func (c *Client) end() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut {
		return timeline.ErrClosed
	}
	return errLost
}

func (c *Client) expect() (uint32, chan frame, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut {
		return 0, nil, timeline.ErrClosed
	}
	c.inside.Add(1)
	c.last++
	answered := make(chan frame, 1)
	c.waiting[c.last] = answered
	return c.last, answered, nil
}

func (c *Client) forget(id uint32) {
	defer c.inside.Done()
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waiting, id)
}

func (c *Client) write(f frame) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	err := f.write(c.conn)
	if err == nil || errors.Is(err, timeline.ErrTooLarge) {
		return err
	}
	_ = c.conn.Close() // a frame cut short makes all that follows unreadable
	if end := c.end(); !errors.Is(end, errLost) {
		return end
	}
	return fmt.Errorf("%w: %w", errLost, err)
}

// Close leaves the other process. It stays as it is.
func (c *Client) Close() error {
	c.mu.Lock()
	first := !c.shut
	c.shut = true
	c.mu.Unlock()
	if !first {
		return nil
	}
	close(c.closing)
	c.inside.Wait()
	_ = c.conn.Close()
	<-c.lost
	return nil
}

// stream opens a connection for one request and yields its parts. The last pair has the reason if it ends early.
func (c *Client) stream(ctx context.Context, k kind, head askHead) iter.Seq2[frame, error] {
	return func(yield func(frame, error) bool) {
		if errors.Is(c.end(), timeline.ErrClosed) {
			yield(frame{}, timeline.ErrClosed)
			return
		}
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		go func() {
			select {
			case <-c.closing:
				cancel(timeline.ErrClosed)
			case <-ctx.Done():
			}
		}()
		err := c.parts(ctx, k, head, yield)
		if err == nil || errors.Is(err, errLeft) {
			return
		}
		switch {
		case ctx.Err() != nil:
			err = context.Cause(ctx)
		case errors.Is(c.end(), timeline.ErrClosed): // the other process may leave before the goroutine above has run
			err = timeline.ErrClosed
		}
		yield(frame{}, err)
	}
}

// errLeft: the caller's loop has ended.
var errLeft = errors.New("left")

func (c *Client) parts(ctx context.Context, k kind, head askHead, yield func(frame, error) bool) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	conn, _, err := connect(ctx, c.path)
	if err != nil {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })
	defer stop()
	f, err := makeFrame(k, 1, head, nil)
	if err != nil {
		return err
	}
	if err := f.write(conn); err != nil {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	for {
		f, err := readFrame(conn, maxFrame)
		switch {
		case err != nil:
			return fmt.Errorf("%w: %w", errLost, err)
		case f.kind == kindReply:
			return nil
		case f.kind == kindFailure:
			return f.err()
		case f.kind != kindPart:
			return fmt.Errorf("%w: %w", errLost, errFrame)
		}
		if !yield(f, nil) {
			return errLeft
		}
	}
}

// events yields the events of a stream.
func (c *Client) events(ctx context.Context, k kind, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		for f, err := range c.stream(ctx, k, askHead{Ref: ref, From: from}) {
			var events []incident.Event
			if err == nil {
				events, err = unpackEvents(f.body)
			}
			for _, e := range events {
				if err = ctx.Err(); err != nil {
					break
				}
				if !yield(e, nil) {
					return
				}
			}
			if err != nil {
				yield(incident.Event{}, fmt.Errorf("read %s: %w", ref, err))
				return
			}
		}
	}
}

// backup writes the parts of a backup to w.
func (c *Client) backup(ctx context.Context, w io.Writer) error {
	for f, err := range c.stream(ctx, kindBackup, askHead{}) {
		if err != nil {
			return err
		}
		if _, err := w.Write(f.body); err != nil {
			return err
		}
	}
	return nil
}
