package boltlog

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
)

func count(t testing.TB, l timeline.Log, ref incident.Ref) (n int) {
	t.Helper()
	for _, err := range l.Read(context.Background(), ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// TestBackupWhileAppending: every copy is a sound store, holds what was acknowledged before it began, and can be opened.
func TestBackupWhileAppending(t *testing.T) {
	l := openNew(t)
	defer l.Close()
	fillLog(t, l, "20260102_beta", 30)
	done := make(chan struct{})
	go func() {
		defer close(done)
		fillLog(t, l, refA, 300)
	}()
	for n := 0; n < 3 || !isClosed(done); n++ {
		before := count(t, l, refA)
		path := filepath.Join(t.TempDir(), "copy.db")
		if err := l.BackupTo(context.Background(), path); err != nil {
			t.Fatal(err)
		}
		checkFile(t, path)
		c, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := count(t, c, refA); got < before || count(t, c, "20260102_beta") != 30 {
			t.Errorf("copy has %d events, %d were acknowledged before", got, before)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if entries, _ := os.ReadDir(filepath.Dir(l.Path())); len(entries) != 1 {
		t.Errorf("left beside the store: %v", entries)
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestBackupReplacesNothing(t *testing.T) {
	l := openNew(t)
	defer l.Close()
	if err := l.BackupTo(context.Background(), l.Path()); !errors.Is(err, fs.ErrExist) {
		t.Fatalf("onto the store itself: %v", err)
	}
	if err := Receive(context.Background(), l, l.Path()); !errors.Is(err, fs.ErrExist) {
		t.Fatalf("onto the store itself: %v", err)
	}
}

func TestBackupToWriter(t *testing.T) {
	l := openNew(t)
	defer l.Close()
	fillLog(t, l, refA, 10)
	var b bytes.Buffer
	if err := l.Backup(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	checkFile(t, path)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := l.Backup(ctx, &b); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// TestBackupOfDamaged: a copy that is not sound is not given out.
func TestBackupOfDamaged(t *testing.T) {
	path := filled(t, 20)
	b, _ := os.ReadFile(path)
	for at := range b { // every copy of the event, old and new
		if bytes.HasPrefix(b[at:], []byte(`entry 5"`)) {
			b[at] ^= 1
		}
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var w bytes.Buffer
	if err := l.Backup(context.Background(), &w); err == nil || w.Len() > 0 {
		t.Fatalf("gave out %d bytes, %v", w.Len(), err)
	}
}

// bloated gives a store with much unused space: a large snapshot replaced by a small one.
func bloated(t *testing.T) *Log {
	t.Helper()
	ctx, l := context.Background(), openNew(t)
	fillLog(t, l, refA, 200)
	for n, size := range []int{4 << 20, 0} {
		s := timeline.Snapshot{Seq: uint64(n) + 1, Data: make([]byte, size)}
		_, err := l.Append(ctx, refA, uint64(200+n), benchEvent(n))
		if err := errors.Join(err, l.SaveSnapshot(ctx, refA, s)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Append(ctx, refA, 202, benchEvent(2)); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCompact(t *testing.T) {
	l := bloated(t)
	follow, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	before, _ := os.Stat(l.Path())
	next := uint64(1)
	for e, err := range l.Follow(follow, refA, 1) {
		if err != nil || e.Seq != next {
			t.Fatalf("got %d, %v, want %d", e.Seq, err, next)
		}
		if next++; e.Seq == 204 {
			break
		}
		if e.Seq != 203 {
			continue
		}
		if err := l.Compact(follow); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Append(follow, refA, 203, benchEvent(3)); err != nil {
			t.Fatal(err)
		}
	}
	after, _ := os.Stat(l.Path())
	if after.Size() >= before.Size() || after.Mode().Perm() != 0o600 {
		t.Errorf("%d bytes before, %d after, mode %v", before.Size(), after.Size(), after.Mode())
	}
	if _, err := Open(l.Path(), LockWait(0)); !errors.Is(err, ErrHeld) {
		t.Errorf("the compacted store is not held: %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(l.Path())); len(entries) != 1 {
		t.Errorf("left beside the store: %v", entries)
	}
	reopen(t, l).Close()
}
