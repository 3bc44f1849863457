package socklog

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"baton/timeline"
)

const (
	// mostConnections bounds how many processes and streams are served at once.
	mostConnections = 1024
	// mostCalls bounds how many calls of one connection are worked on at once; more wait in the socket.
	mostCalls = 128
	// helloWait is how long a peer may take to introduce itself.
	helloWait = 10 * time.Second
	// lastWords is how long a peer may take for what is still to be said when the server ends.
	lastWords = 2 * time.Second
)

// Serve serves log on a new socket at socketPath until the context ends; then calls under way are finished. A socket
// that is there already is replaced: only who owns the store may call Serve. The log stays open.
func Serve(ctx context.Context, log timeline.Log, socketPath string) error {
	l, err := listen(socketPath)
	if err != nil {
		return fmt.Errorf("serve on %s: %w", socketPath, err)
	}
	newServer(log, time.Now()).run(ctx, l)
	return nil
}

// server serves one log to any number of connections.
type server struct {
	log     timeline.Log
	welcome welcomeHead
	slots   chan struct{}
	conns   sync.WaitGroup
}

func newServer(log timeline.Log, since time.Time) *server {
	return &server{
		log:     log,
		welcome: welcomeHead{Protocol: Protocol, PID: os.Getpid(), Since: since.UTC().Format(time.RFC3339)},
		slots:   make(chan struct{}, mostConnections),
	}
}

// run accepts until the context ends and then waits for the calls under way.
func (s *server) run(ctx context.Context, l net.Listener) {
	defer s.conns.Wait()
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	for {
		conn, err := l.Accept()
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				return
			}
			time.Sleep(10 * time.Millisecond) // no file descriptors left; some will come back
			continue
		}
		select {
		case s.slots <- struct{}{}:
			s.conns.Go(func() {
				defer func() { <-s.slots }()
				defer func() { _ = conn.Close() }()
				s.attend(ctx, conn)
			})
		default:
			_ = conn.Close()
		}
	}
}

// attend serves one connection until the peer leaves or the context ends.
func (s *server) attend(ctx context.Context, conn net.Conn) {
	if !samePerson(conn) || !s.greet(conn) {
		return
	}
	// The end of the server's life ends reading; what was read is still answered, to a peer that takes the answer.
	stop := context.AfterFunc(ctx, func() {
		_ = conn.SetReadDeadline(time.Now())
		_ = conn.SetWriteDeadline(time.Now().Add(lastWords))
	})
	defer stop()
	peer := &peer{conn: conn}
	life, leave := context.WithCancel(context.WithoutCancel(ctx))
	defer leave()
	var calls sync.WaitGroup
	defer calls.Wait()
	busy := make(chan struct{}, mostCalls)
	for {
		f, err := readFrame(conn, maxFrame)
		if err != nil {
			if ctx.Err() == nil {
				leave() // the peer has gone; nobody waits for the answers
			}
			return
		}
		if f.kind.streams() {
			calls.Wait()
			s.stream(ctx, peer, f)
			return
		}
		busy <- struct{}{}
		calls.Go(func() {
			defer func() { <-busy }()
			peer.answer(f.id, s.call(life, f))
		})
	}
}

// greet exchanges versions.
func (s *server) greet(conn net.Conn) bool {
	_ = conn.SetDeadline(time.Now().Add(helloWait))
	f, err := readFrame(conn, maxHello)
	var hello helloHead
	if err != nil || f.kind != kindHello || f.decode(&hello) != nil {
		return false
	}
	p := &peer{conn: conn}
	if hello.Protocol != Protocol {
		p.send(kindFailure, f.id, failureHead{Code: codeProtocol, Text: fmt.Sprintf(
			"baton process %d, which has the store open, speaks protocol %d, this one %d; end the older of the two and start it again",
			s.welcome.PID, Protocol, hello.Protocol)}, nil)
		return false
	}
	err = p.send(kindWelcome, f.id, s.welcome, nil)
	_ = conn.SetDeadline(time.Time{})
	return err == nil
}

// peer is the writing side of a connection.
type peer struct {
	mu   sync.Mutex
	conn net.Conn
}

func (p *peer) send(k kind, id uint32, head any, body []byte) error {
	f, err := makeFrame(k, id, head, body)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return f.write(p.conn)
}

// answer sends the result of a call. A connection that cannot take it is closed, so that the peer does not wait.
func (p *peer) answer(id uint32, a answer) {
	var err error
	if a.err != nil {
		err = p.send(kindFailure, id, toFailure(a.err), nil)
	} else {
		err = p.send(kindReply, id, a.head, a.body)
	}
	if errors.Is(err, timeline.ErrTooLarge) {
		err = p.send(kindFailure, id, toFailure(fmt.Errorf("the answer: %w", err)), nil)
	}
	if err != nil {
		_ = p.conn.Close()
	}
}
