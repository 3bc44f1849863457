package boltlog

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// The tests of faults run this test binary again as another process, which works on a store until something befalls it.
// It reports every acknowledged append on its standard output: only what was reported is owed.

const (
	envSession = "BATON_TEST_SESSION" // what the child does
	envStore   = "BATON_TEST_STORE"
	// envFaults set to "full" runs the long sweeps.
	envFaults = "BATON_FAULTS"
)

func full() bool { return os.Getenv(envFaults) == "full" }

func TestMain(m *testing.M) {
	switch os.Getenv(envSession) {
	case "":
		os.Exit(m.Run())
	case "endless":
		endless()
	case "unsynced":
		endless(Unsynced())
	case "script":
		script()
	}
}

// endless appends to four logs at once until it is killed.
func endless(options ...Option) {
	l, err := Open(os.Getenv(envStore), options...)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			ref := incident.Ref(fmt.Sprintf("20260101_writer_%d", w))
			for at, n := resume(l, ref), 0; ; n++ {
				events := make([]incident.Event, 1+n%3)
				for k := range events {
					events[k] = sessionEvent(at + uint64(k) + 1)
				}
				if !report(l, ref, &at, events) {
					return
				}
			}
		})
	}
	wg.Wait()
}

// script does a bit of everything, and goes on after errors: they pass.
func script() {
	l, err := Open(os.Getenv(envStore))
	for n := 0; err != nil && n < 50; n++ { // a fault comes once on each thread, and there are some
		fmt.Println("error", err)
		l, err = Open(os.Getenv(envStore))
	}
	if err != nil {
		os.Exit(1)
	}
	refs := []incident.Ref{"20260101_writer_0", "20260101_writer_1"}
	at := []uint64{resume(l, refs[0]), resume(l, refs[1])}
	for n := range 24 {
		w := n % 2
		events := []incident.Event{sessionEvent(at[w] + 1)}
		if n%8 == 7 {
			for k := range 200 {
				events = append(events, sessionEvent(at[w]+2+uint64(k)))
			}
		}
		for try := 0; try < 4 && !report(l, refs[w], &at[w], events); try++ {
			at[w] = resume(l, refs[w])
			for k := range events {
				events[k] = sessionEvent(at[w] + 1 + uint64(k))
			}
		}
		if n == 12 {
			_ = l.SaveSnapshot(context.Background(), refs[0], timeline.Snapshot{Seq: at[0], Data: make([]byte, 9000)})
			if err := l.Compact(context.Background()); err != nil {
				fmt.Println("error", err)
			}
		}
	}
	if err := l.Close(); err != nil {
		fmt.Println("error", err)
	}
	fmt.Println("done")
}

func sessionEvent(seq uint64) incident.Event {
	return logtest.Keyed(int(seq%60), fmt.Sprintf("key %d", seq))
}

// resume gives the end of a log, whatever happened to the last append.
func resume(l *Log, ref incident.Ref) uint64 {
	for range 5 {
		heads, err := l.List(context.Background())
		if err != nil {
			continue
		}
		for _, h := range heads {
			if h.Ref == ref {
				return h.Seq
			}
		}
		return 0
	}
	return 0
}

// report appends and says so.
func report(l *Log, ref incident.Ref, at *uint64, events []incident.Event) bool {
	a, err := l.Append(context.Background(), ref, *at, events...)
	if err != nil {
		fmt.Println("error", err)
		return false
	}
	*at = a.Head.Seq
	fmt.Println("ack", ref, a.Head.Seq)
	return true
}

// child is the test binary at work on a store.
type child struct {
	cmd    *exec.Cmd
	errors bytes.Buffer
	out    io.ReadCloser
	acked  map[string]uint64
	trace  []string // what it said besides
	read   chan struct{}
}

func startChild(t testing.TB, session, store string, wrap ...string) *child {
	t.Helper()
	args := append(wrap, os.Args[0])
	c := &child{cmd: exec.Command(args[0], args[1:]...), acked: map[string]uint64{}, read: make(chan struct{})}
	c.cmd.Env = append(os.Environ(), envSession+"="+session, envStore+"="+store)
	c.cmd.Stderr = &c.errors
	var err error
	if c.out, err = c.cmd.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(c.read)
		for lines := bufio.NewScanner(c.out); lines.Scan(); {
			var ref string
			var seq uint64
			if _, err := fmt.Sscanf(lines.Text(), "ack %s %d", &ref, &seq); err == nil {
				c.acked[ref] = seq
			} else {
				c.trace = append(c.trace, lines.Text())
			}
		}
	}()
	return c
}

func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	c.wait()
}

func (c *child) wait() {
	<-c.read
	_ = c.cmd.Wait()
}

// owes checks that the store is sound and has whatever was acknowledged, in the order in which it was written.
func owes(t testing.TB, store string, acked map[string]uint64) error {
	t.Helper()
	if len(acked) == 0 {
		if _, err := os.Stat(store); errors.Is(err, os.ErrNotExist) {
			return nil
		}
	}
	l, err := Open(store)
	if err != nil {
		return fmt.Errorf("cannot be opened: %w", err)
	}
	defer l.Close()
	found, err := l.Verify(context.Background())
	if err != nil || !found.Sound() {
		return fmt.Errorf("not sound: %+v, %w", found.Findings, err)
	}
	for ref, seq := range acked {
		n := uint64(0)
		for e, err := range l.Read(context.Background(), incident.Ref(ref), 1) {
			if err != nil {
				return err
			}
			if n++; e.Key != fmt.Sprintf("key %d", n) {
				return fmt.Errorf("%s: event %d has %q", ref, n, e.Key)
			}
		}
		if n < seq {
			return fmt.Errorf("%s: %d events were acknowledged, %d are there", ref, seq, n)
		}
	}
	return nil
}

func (c *child) panicked() bool {
	text := c.errors.String()
	return strings.Contains(text, "panic:") || strings.Contains(text, "fatal error") || strings.Contains(text, "goroutine ")
}

// TestKill kills a writer at random moments; the same store goes through all rounds.
func TestKill(t *testing.T) {
	rounds := 20
	if full() {
		rounds = 200
	}
	store := filepath.Join(t.TempDir(), "baton.db")
	acked, total := map[string]uint64{}, 0
	for round := range rounds {
		c := startChild(t, "endless", store)
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
		c.kill()
		for ref, seq := range c.acked {
			acked[ref] = seq
		}
		total += len(c.acked)
		if err := owes(t, store, acked); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if c.panicked() {
			t.Fatalf("round %d: %s", round, &c.errors)
		}
	}
	if total == 0 {
		t.Fatal("no round got as far as an append")
	}
	t.Logf("%d rounds, acknowledged %v", rounds, acked)
}
