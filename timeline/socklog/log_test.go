package socklog

import (
	"context"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"baton/timeline"
	"baton/timeline/boltlog"
	"baton/timeline/logtest"
)

func openLog(t testing.TB, path string) *Log {
	t.Helper()
	l, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func checkFile(t testing.TB, path string) {
	t.Helper()
	found, err := boltlog.VerifyFile(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.Findings {
		t.Errorf("%s %d %s: %s", f.Ref, f.Seq, f.Fault, f.Text)
	}
}

// served is a Client together with the store and the server behind it, closed together.
type served struct {
	*Client
	path string
	stop func()
}

func (s served) Close() error {
	err := s.Client.Close()
	s.stop()
	return err
}

func serve(t testing.TB, path string) served {
	t.Helper()
	b, err := boltlog.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(filepath.Dir(path), "s")
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	listening, err := listen(socket)
	if err != nil {
		t.Fatal(err)
	}
	go func(l net.Listener) {
		newServer(b, time.Now()).run(ctx, l)
		ended <- b.Close()
	}(listening)
	c, err := Dial(ctx, socket)
	if err != nil {
		t.Fatal(err)
	}
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return served{c, path, stop}
}

// TestClientContract: a Log behind a socket is as good as the one that is served.
func TestClientContract(t *testing.T) {
	open := func(t testing.TB) timeline.Log { return serve(t, filepath.Join(t.TempDir(), "baton.db")) }
	logtest.Run(t, open, func(t testing.TB, l timeline.Log) timeline.Log {
		s := l.(served)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		checkFile(t, s.path)
		return serve(t, s.path)
	})
}

// attachedPair is an attached Log with its owner in the same process.
type attachedPair struct {
	*Log
	owner *Log
}

func (p attachedPair) Close() error {
	err := p.Log.Close()
	if ownerErr := p.owner.Close(); err == nil {
		err = ownerErr
	}
	return err
}

func pair(t testing.TB, path string) timeline.Log {
	t.Helper()
	owner := openLog(t, path)
	p := attachedPair{openLog(t, path), owner}
	if !p.owner.Owner() || p.Log.Owner() {
		t.Fatal("the first to open is not the owner, or the second is")
	}
	return p
}

// TestAttachedContract: so is one that attached by itself.
func TestAttachedContract(t *testing.T) {
	logtest.Run(t, func(t testing.TB) timeline.Log { return pair(t, filepath.Join(t.TempDir(), "baton.db")) },
		func(t testing.TB, l timeline.Log) timeline.Log {
			p := l.(attachedPair)
			path := p.Store()
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
			checkFile(t, path)
			return pair(t, path)
		})
}

// TestOwnerContract: and the owner itself.
func TestOwnerContract(t *testing.T) {
	logtest.Run(t, func(t testing.TB) timeline.Log { return openLog(t, filepath.Join(t.TempDir(), "baton.db")) },
		func(t testing.TB, l timeline.Log) timeline.Log {
			path := l.(*Log).Store()
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			checkFile(t, path)
			return openLog(t, path)
		})
}
