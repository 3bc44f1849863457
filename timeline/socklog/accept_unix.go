//go:build unix

package socklog

import (
	"errors"
	"net"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// patient is a listener that waits for peers in a system call of its own and not in the runtime's poller. As long as one
// goroutine waits in that, every tick of a program that is idle otherwise costs a fifth more.
type patient struct {
	*net.UnixListener
	ends, end *os.File   // a pipe: closing end ends the wait
	waiting   sync.Mutex // held while somebody looks at ends
	closing   sync.Once
	closed    error
}

func waitPatiently(l net.Listener) (net.Listener, error) {
	u, ok := l.(*net.UnixListener)
	if !ok {
		return l, nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	return &patient{UnixListener: u, ends: r, end: w}, nil
}

// Accept waits for a peer.
func (l *patient) Accept() (net.Conn, error) {
	l.waiting.Lock()
	defer l.waiting.Unlock()
	raw, err := l.SyscallConn()
	if err != nil {
		return nil, err
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = l.wait(int32(fd)) }); err != nil {
		return nil, err
	}
	if failed != nil {
		return nil, failed
	}
	return l.UnixListener.Accept()
}

func (l *patient) wait(fd int32) error {
	look := []unix.PollFd{{Fd: fd, Events: unix.POLLIN}, {Fd: int32(l.ends.Fd()), Events: unix.POLLIN}}
	for {
		_, err := unix.Poll(look, -1)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return os.NewSyscallError("poll", err)
		case look[1].Revents != 0:
			return net.ErrClosed
		default:
			return nil
		}
	}
}

// Close removes the socket, so that nobody finds it any more, and then ends the wait.
func (l *patient) Close() error {
	l.closing.Do(func() {
		l.SetUnlinkOnClose(false)
		_ = os.Remove(l.Addr().String()) // somebody may have tidied up
		l.closed = errors.Join(l.end.Close(), l.UnixListener.Close())
		l.waiting.Lock()
		defer l.waiting.Unlock()
		l.closed = errors.Join(l.closed, l.ends.Close())
	})
	return l.closed
}
