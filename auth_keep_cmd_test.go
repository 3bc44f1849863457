//go:build linux

package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"baton/integrations/secret"
)

// TestATypedTokenIsNotShown, and the terminal shows again what is typed afterwards, whether a token came or not.
func TestATypedTokenIsNotShown(t *testing.T) {
	person, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminals: %v", err)
	}
	defer person.Close()
	defer tty.Close()
	fd := int(tty.Fd())
	echoes := func() bool {
		s, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		return err == nil && s.Lflag&unix.ECHO != 0
	}
	ask := func(ctx context.Context) chan secret.Secret {
		got := make(chan secret.Secret, 1)
		go func() {
			s, _ := readHidden(ctx, fd)
			got <- s
		}()
		for deadline := time.Now().Add(10 * time.Second); echoes() && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		return got
	}

	got := ask(t.Context())
	if _, err := io.WriteString(person, "xoxb-1-SECRETtyped\n"); err != nil {
		t.Fatal(err)
	}
	if s := <-got; s.Reveal() != "xoxb-1-SECRETtyped" || !echoes() {
		t.Errorf("read %q, shows what is typed: %v", s.Reveal(), echoes())
	}
	if _, err := io.WriteString(tty, "end\n"); err != nil {
		t.Fatal(err)
	}
	shown := make([]byte, 256)
	n, err := person.Read(shown)
	if err != nil || strings.Contains(string(shown[:n]), "SECRET") {
		t.Errorf("the terminal shows %q, %v", shown[:n], err)
	}

	ctx, stop := context.WithCancel(t.Context())
	got = ask(ctx)
	stop()
	if s := <-got; !s.IsZero() || !echoes() {
		t.Errorf("stopped: read %q, shows what is typed: %v", s.Reveal(), echoes())
	}
}
