//go:build unix

package tui

import (
	"context"
	"io"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// sawScreen is a terminal that remembers whether it got a screen and whether that was taken away again.
type sawScreen struct{ on, off atomic.Bool }

func (s *sawScreen) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "\x1b[?1049h") {
		s.on.Store(true)
	}
	if strings.Contains(string(p), "\x1b[?1049l") {
		s.off.Store(true)
	}
	return len(p), nil
}

// TestSignalsEndTheConsole: as in main, the caller's context ends by SIGTERM too, and which of the two hears of it first
// is left to chance. So it is tried often.
func TestSignalsEndTheConsole(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		for range 10 {
			endBySignal(t, s)
		}
	}
}

func endBySignal(t *testing.T, s syscall.Signal) {
	t.Helper()
	ctx, stop := signal.NotifyContext(t.Context(), syscall.SIGTERM)
	defer stop()
	guard, unguard := signal.NotifyContext(context.Background(), s) // so that a signal too much does not end the tests
	defer unguard()
	in, keys := io.Pipe()
	defer keys.Close()
	screen := &sawScreen{}
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Options{Recorder: record(), Input: in, Output: screen, Env: []string{"TERM=xterm"}})
	}()
	for !screen.on.Load() {
		time.Sleep(time.Millisecond)
	}
	if err := syscall.Kill(syscall.Getpid(), s); err != nil {
		t.Fatal(err)
	}
	<-guard.Done()
	select {
	case err := <-ended:
		if err != nil || !screen.off.Load() {
			t.Fatalf("after %s: error %v, the terminal is as it was: %v", s, err, screen.off.Load())
		}
	case <-time.After(10 * time.Second):
		t.Fatalf("%s did not end the console", s)
	}
}
