package socklog

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"baton/timeline"
	"baton/timeline/boltlog"
	"baton/timeline/logtest"
)

// FuzzFrame: whatever comes is read as a frame or refused, and a frame that was read is the one that was written.
func FuzzFrame(f *testing.F) {
	for _, k := range []kind{kindHello, kindAppend, kindPart} {
		frame, err := makeFrame(k, 7, askHead{Ref: shared, Expected: 3}, []byte("body"))
		if err != nil {
			f.Fatal(err)
		}
		var b bytes.Buffer
		if err := frame.write(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{0, 0, 0, 9, 1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := readFrame(bytes.NewReader(b), 1<<16)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := got.write(&again); err != nil || !bytes.HasPrefix(b, again.Bytes()) {
			t.Fatalf("read %+v from %x, wrote %x, %v", got, b, again.Bytes(), err)
		}
		_ = got.err()
	})
}

// FuzzEvents: bytes that are taken for events are events, and pack to the same bytes.
func FuzzEvents(f *testing.F) {
	b, err := packEvents(nil, logtest.Event(1), logtest.Keyed(2, "k"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		events, err := unpackEvents(b)
		if err != nil {
			return
		}
		if again, err := packEvents(nil, events...); err == nil && !bytes.Equal(b, again) {
			t.Fatalf("%x became %x", b, again)
		}
	})
}

// FuzzServer: no bytes of a peer end the server or get anything into the log that is not an event.
func FuzzServer(f *testing.F) {
	hello, _ := makeFrame(kindHello, 0, helloHead{Protocol: Protocol}, nil)
	var start bytes.Buffer
	_ = hello.write(&start)
	body, _ := packEvents(nil, logtest.Event(1))
	for k := kindHello; k <= kindBackup+1; k++ {
		frame, _ := makeFrame(k, uint32(k), askHead{Ref: shared, Keys: [][]byte{[]byte("x")}}, body)
		var b bytes.Buffer
		_ = frame.write(&b)
		f.Add(b.Bytes())
	}
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := logtest.NewMemory()
		talk(newServer(m, time.Now()), start.Bytes(), b)
		heads, err := m.List(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range heads {
			for _, err := range m.Read(context.Background(), h.Ref, 1) {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// talk says everything to the server and leaves.
func talk(s *server, says ...[]byte) {
	here, there := net.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = there.Close() }()
		s.attend(ctx, there)
	}()
	go func() { _, _ = io.Copy(io.Discard, here) }()
	for _, b := range says {
		_, _ = here.Write(b)
	}
	_ = here.Close()
	cancel()
	<-done
}

func TestOtherProtocol(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baton.db")
	b, err := boltlog.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	l, err := listen(SocketPath(path))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() {
		defer close(served)
		newServer(b, time.Now()).run(ctx, l)
	}()
	defer func() {
		cancel()
		<-served
	}()
	conn, err := net.Dial("unix", SocketPath(path))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	hello, _ := makeFrame(kindHello, 0, helloHead{Protocol: 99}, nil)
	if err := hello.write(conn); err != nil {
		t.Fatal(err)
	}
	f, err := readFrame(conn, maxHello)
	if err != nil || f.kind != kindFailure || !errors.Is(f.err(), errProtocol) {
		t.Fatalf("%+v, %v", f, err)
	}
	if text := f.err().Error(); !strings.Contains(text, "99") || !strings.Contains(text, "protocol 1") {
		t.Errorf("does not name both: %s", text)
	}
}

// TestMute: a process that holds the store and says nothing does not hold others up for ever.
func TestMute(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baton.db")
	b, err := boltlog.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := Open(context.Background(), path, Wait(50*time.Millisecond)); !errors.Is(err, boltlog.ErrHeld) {
		t.Fatalf("no socket: %v", err)
	}
	l, err := net.Listen("unix", SocketPath(path))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("a mute socket: %v", err)
	}
}

func TestStaleSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baton.db")
	stale, err := net.ListenUnix("unix", &net.UnixAddr{Name: SocketPath(path), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	stale.SetUnlinkOnClose(false)
	stale.Close()
	l := openLog(t, path)
	other := openLog(t, path)
	if !l.Owner() || other.Owner() {
		t.Error("the stale socket is in the way")
	}
	if info, err := os.Stat(SocketPath(path)); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	other.Close()
	l.Close()
	if _, err := os.Lstat(SocketPath(path)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket is left behind: %v", err)
	}
}

// TestFileInTheWay: what is no socket is not removed; the store can be used alone.
func TestFileInTheWay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baton.db")
	if err := os.WriteFile(SocketPath(path), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := openLog(t, path)
	defer l.Close()
	if b, err := os.ReadFile(SocketPath(path)); err != nil || string(b) != "mine" {
		t.Error("a file was removed")
	}
	if !l.Owner() || !strings.Contains(l.Describe(), "not shared") {
		t.Error(l.Describe())
	}
}

// TestLongPath: the socket of a store with a path too long for one is found all the same, whatever the environment says.
func TestLongPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("long/", 30), "baton.db")
	runtime, err := os.MkdirTemp("", "r")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(runtime)
	t.Setenv("XDG_RUNTIME_DIR", runtime)
	l := openLog(t, path)
	defer l.Close()
	if !strings.HasPrefix(SocketPath(l.Store()), runtime) {
		t.Errorf("socket at %s", SocketPath(l.Store()))
	}
	t.Setenv("XDG_RUNTIME_DIR", "")
	other := openLog(t, path)
	defer other.Close()
	if other.Owner() {
		t.Fatal("not attached")
	}
	if _, err := other.Append(context.Background(), shared, 0, logtest.Event(1)); err != nil {
		t.Fatal(err)
	}
}

// TestSlowReader: a peer that does not read holds nobody up.
func TestSlowReader(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "baton.db")
	owner, other := openLog(t, path), openLog(t, path)
	defer owner.Close()
	defer other.Close()
	big := logtest.Event(1)
	big.Data = bytes.Repeat([]byte{'x'}, 64<<10)
	for n := range 100 {
		if _, err := owner.Append(ctx, shared, uint64(n), big); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for e, err := range other.Read(ctx, shared, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Seq == 1 { // the rest waits in the socket; meanwhile
			if _, err := other.Append(ctx, shared, 100, logtest.Event(2)); err != nil {
				t.Fatal(err)
			}
		}
		n++
	}
	if n != 100 {
		t.Fatalf("%d events", n)
	}
}

// TestStoppedReader: a peer that has stopped reading does not keep the owner from closing.
func TestStoppedReader(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "baton.db")
	owner, other := openLog(t, path), openLog(t, path)
	defer other.Close()
	big := logtest.Event(1)
	big.Data = bytes.Repeat([]byte{'x'}, 1<<20)
	for n := range 10 {
		if _, err := owner.Append(ctx, shared, uint64(n), big); err != nil {
			t.Fatal(err)
		}
	}
	next := uint64(1)
	for e, err := range other.Read(ctx, shared, 1) { // goes on with the next owner
		if err != nil || e.Seq != next {
			t.Fatalf("got %d, %v, want %d", e.Seq, err, next)
		}
		if next++; e.Seq > 1 {
			continue
		}
		closed := make(chan error, 1)
		go func() { closed <- owner.Close() }()
		select {
		case err := <-closed:
			if err != nil {
				t.Fatal(err)
			}
		case <-time.After(patience):
			t.Fatal("the owner cannot close")
		}
	}
	if next != 11 {
		t.Fatalf("%d events", next-1)
	}
}

func TestServe(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "s")
	m := logtest.NewMemory()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, m, socket) }()
	var c *Client
	until(t, "the server listens", func() bool {
		var err error
		c, err = Dial(ctx, socket)
		return err == nil
	})
	if _, err := c.Append(ctx, shared, 0, logtest.Event(1)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Verify(ctx); !errors.Is(err, errUnsupported) {
		t.Errorf("a log that cannot verify: %v", err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if _, err := c.List(context.Background()); !errors.Is(err, errLost) {
		t.Errorf("after the server's end: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.List(context.Background()); !errors.Is(err, timeline.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestHugeAnnouncement: a length is not believed until the bytes are there.
func TestHugeAnnouncement(t *testing.T) {
	b := binary.BigEndian.AppendUint32(nil, maxFrame+1)
	if _, err := readFrame(bytes.NewReader(b), maxFrame); !errors.Is(err, errFrame) {
		t.Errorf("got %v", err)
	}
	b = binary.BigEndian.AppendUint32(nil, maxFrame)
	allocated := testing.AllocsPerRun(10, func() { _, _ = readFrame(bytes.NewReader(b), maxFrame) })
	if allocated > 20 {
		t.Errorf("%v allocations", allocated)
	}
}
