package socket

import (
	"net"
	"sync"
)

// held is a network connection that can gather what is written and send it at once, so that many small frames cost one
// system call.
type held struct {
	net.Conn
	mu      sync.Mutex
	holding bool
	kept    []byte
}

// mostHeld bytes are gathered before they are sent.
const mostHeld = 64 << 10

// Write keeps p, or sends it where nothing is held.
func (h *held) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.holding {
		return h.Conn.Write(p)
	}
	h.kept = append(h.kept, p...)
	if len(h.kept) < mostHeld {
		return len(p), nil
	}
	return len(p), h.flush()
}

func (h *held) hold() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holding = true
}

// release sends what was kept.
func (h *held) release() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holding = false
	return h.flush()
}

// flush is called with the lock.
func (h *held) flush() error {
	if len(h.kept) == 0 {
		return nil
	}
	_, err := h.Conn.Write(h.kept)
	h.kept = h.kept[:0]
	return err
}
