package socklog

import (
	"bufio"
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

// The tests of takeover run this test binary again as other processes that share one store.

const (
	envSession = "BATON_TEST_SESSION"
	envStore   = "BATON_TEST_STORE"
	envFaults  = "BATON_FAULTS"
	// patience bounds waits that a fault would make endless.
	patience = 60 * time.Second
)

func TestMain(m *testing.M) {
	if os.Getenv(envSession) == "" {
		os.Exit(m.Run())
	}
	member()
}

// member opens the store, says whether it is the owner, follows the log that all share and appends to it as long as it
// lives, saying what was acknowledged and what it saw.
func member() {
	l, err := Open(context.Background(), os.Getenv(envStore))
	if err != nil {
		say("error", err)
		os.Exit(1)
	}
	say("open", l.Owner())
	go func() {
		<-l.Owned()
		say("owner", os.Getpid())
	}()
	go func() {
		for e, err := range l.Follow(context.Background(), shared, 1) {
			if err != nil {
				say("error follow", err)
				return
			}
			say("saw", e.Seq, e.Key)
		}
	}()
	at := uint64(0)
	for n := 0; ; {
		key := fmt.Sprintf("%d/%d", os.Getpid(), n)
		a, err := l.Append(context.Background(), shared, at, logtest.Keyed(n%60, key))
		var conflict *timeline.ConflictError
		switch {
		case errors.As(err, &conflict):
			at = conflict.Actual
		case err != nil:
			say("error append", err)
			return
		default:
			say("ack", a.Seqs[0], key)
			at, n = a.Head.Seq, n+1
			time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond) // lets the others have their turn
		}
	}
}

const shared incident.Ref = "20260101_shared"

var saying sync.Mutex

func say(a ...any) {
	saying.Lock()
	defer saying.Unlock()
	fmt.Println(a...)
}

// process is a member at work.
type process struct {
	cmd  *exec.Cmd
	out  io.ReadCloser
	read chan struct{}

	mu     sync.Mutex
	owner  bool
	acked  map[string]uint64 // key → seq
	seen   []string          // keys by seq
	errors []string
	open   chan struct{}
}

func start(t *testing.T, store string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0]), acked: map[string]uint64{}, read: make(chan struct{}), open: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), envSession+"=member", envStore+"="+store)
	p.cmd.Stderr = os.Stderr
	var err error
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	go func() {
		defer close(p.read)
		for lines := bufio.NewScanner(p.out); lines.Scan(); {
			p.hear(lines.Text())
		}
	}()
	select {
	case <-p.open:
	case <-p.read:
		t.Fatalf("a process ended: %v", p.errors)
	case <-time.After(patience):
		t.Fatal("a process cannot open the store")
	}
	return p
}

func (p *process) hear(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var seq uint64
	var key string
	words := strings.SplitN(line, " ", 2)
	switch words[0] {
	case "open":
		close(p.open)
	case "owner":
		p.owner = true
	case "ack":
		if _, err := fmt.Sscanf(line, "ack %d %s", &seq, &key); err == nil {
			p.acked[key] = seq
		}
	case "saw":
		if _, err := fmt.Sscanf(line, "saw %d %s", &seq, &key); err != nil || seq != uint64(len(p.seen))+1 {
			p.errors = append(p.errors, fmt.Sprintf("%s after %d", line, len(p.seen)))
		}
		p.seen = append(p.seen, key)
	default:
		p.errors = append(p.errors, line)
	}
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.read
	_ = p.cmd.Wait()
}

func (p *process) isOwner() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.owner
}

func (p *process) acks() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.acked)
}

// until waits for what has to come.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// TestTakeover: three processes share a store; the owner is killed -9, again and again; another takes over, everybody
// goes on, and in the end every acknowledged event is there once, and every follower saw every event once, in order.
func TestTakeover(t *testing.T) {
	rounds := 5
	if os.Getenv(envFaults) == "full" {
		rounds = 40
	}
	store := filepath.Join(t.TempDir(), "baton.db")
	all := []*process{start(t, store), start(t, store), start(t, store)}
	living := all[:3:3]
	for round := range rounds {
		var owner int
		until(t, "there is one owner", func() bool {
			owners := 0
			for n, p := range living {
				if p.isOwner() {
					owner, owners = n, owners+1
				}
			}
			return owners == 1
		})
		for _, p := range living {
			before := p.acks()
			until(t, fmt.Sprintf("everybody appends in round %d", round), func() bool { return p.acks() > before+2 })
		}
		living[owner].kill()
		living = append(living[:owner:owner], living[owner+1:]...)
		p := start(t, store)
		all, living = append(all, p), append(living, p)
	}
	for _, p := range all {
		p.kill()
	}
	checkShared(t, store, all)
}

func checkShared(t *testing.T, store string, all []*process) {
	t.Helper()
	checkFile(t, store)
	l := openLog(t, store) // the last owner's socket is still there
	defer l.Close()
	at := map[string]uint64{}
	var keys []string
	for e, err := range l.Read(context.Background(), shared, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if at[e.Key] != 0 {
			t.Errorf("%s is there twice", e.Key)
		}
		at[e.Key] = e.Seq
		keys = append(keys, e.Key)
	}
	for n, p := range all {
		for _, text := range p.errors {
			t.Errorf("process %d: %s", n, text)
		}
		for key, seq := range p.acked {
			if at[key] != seq {
				t.Errorf("process %d: %s was acknowledged as %d and is at %d", n, key, seq, at[key])
			}
		}
		for k, key := range p.seen {
			if k < len(keys) && keys[k] != key {
				t.Errorf("process %d saw %s as event %d, it is %s", n, key, k+1, keys[k])
				break
			}
		}
	}
	t.Logf("%d events by %d processes", len(keys), len(all))
}

// appendMany appends n events and calls third when a third of them is there.
func appendMany(t *testing.T, l *Log, n int, third func()) {
	for k := range n {
		a, err := l.Append(context.Background(), shared, uint64(k), logtest.Event(k%60))
		if err != nil || a.Head.Seq != uint64(k)+1 {
			t.Errorf("append %d: %+v, %v", k, a, err)
			return
		}
		if k == n/3 {
			third()
		}
	}
}

// TestHandover: an owner that closes in order hands over while others are in the middle of things.
func TestHandover(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "baton.db")
	owner := openLog(t, path)
	other := openLog(t, path)
	var done sync.WaitGroup
	done.Go(func() { appendMany(t, other, 300, func() { done.Go(func() { _ = owner.Close() }) }) })
	next := uint64(1)
	for e, err := range other.Follow(ctx, shared, 1) {
		if err != nil || e.Seq != next {
			t.Fatalf("got %d, %v, want %d", e.Seq, err, next)
		}
		if next++; next > 300 {
			break
		}
	}
	done.Wait()
	select {
	case <-other.Owned():
	default:
		t.Error("nobody took over")
	}
	if !other.Owner() || !strings.Contains(other.Describe(), fmt.Sprint("pid ", os.Getpid())) {
		t.Error(other.Describe())
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	checkFile(t, path)
}

// TestIdleTakeover: an attached process takes over also when nobody asks it for anything.
func TestIdleTakeover(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baton.db")
	owner, other := openLog(t, path), openLog(t, path)
	defer other.Close()
	if err := owner.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-other.Owned():
	case <-time.After(patience):
		t.Fatal("nobody took over")
	}
}
