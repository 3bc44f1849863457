package boltlog

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

const refA incident.Ref = "20260101_alpha"

// filled makes a closed store with n events in each of three logs.
func filled(t testing.TB, n int) string {
	t.Helper()
	l := openNew(t)
	for _, ref := range []incident.Ref{refA, "20260102_beta", "20260103_gamma"} {
		fillLog(t, l, ref, n)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.Path()
}

func fillLog(t testing.TB, l *Log, ref incident.Ref, n int) {
	t.Helper()
	for at := 0; at < n; at++ {
		e := logtest.Keyed(at+1, "k"+string(ref)+decimal(uint32(at)))
		if _, err := l.Append(context.Background(), ref, uint64(at), e); err != nil {
			t.Fatal(err)
		}
	}
}

// inside changes a closed store behind its back.
func inside(t testing.TB, path string, fn func(tx *bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fn), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestOpenNeverTouchesWhatIsNoStore(t *testing.T) {
	store, err := os.ReadFile(filled(t, 50))
	if err != nil {
		t.Fatal(err)
	}
	metas := bytes.Clone(store)
	clear(metas[16:80])
	clear(metas[4096+16 : 4096+80])
	tests := map[string][]byte{
		"text":                   []byte("hello, this is a letter to my aunt\n"),
		"one byte":               {0},
		"zeroes":                 make([]byte, 16<<10),
		"many zeroes":            make([]byte, 1<<20),
		"cut after one page":     store[:4096],
		"cut after two pages":    store[:8192],
		"cut in a page":          store[:10_000],
		"both metas overwritten": metas,
		"half a meta":            store[:40],
	}
	for name, content := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			refuses(t, path, timeline.ErrNotAStore)
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
				t.Error("the file was changed")
			}
		})
	}
}

func refuses(t *testing.T, path string, want error) {
	t.Helper()
	l, err := Open(path)
	if err == nil {
		_ = l.Close()
		t.Fatal("opened")
	}
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
	if text := err.Error(); !strings.Contains(text, path) || strings.Contains(text, "\n") {
		t.Errorf("the sentence does not name the file, or is not one: %s", text)
	}
	t.Log(err)
}

func TestOpenRefusesOtherPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	inside(t, path, func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("members"))
		return err
	})
	refuses(t, path, timeline.ErrNotAStore)
}

func TestOpenRefusesFolders(t *testing.T) { refuses(t, t.TempDir(), timeline.ErrNotAStore) }

func TestOpenRefusesNewer(t *testing.T) {
	path := filled(t, 3)
	inside(t, path, func(tx *bolt.Tx) error {
		return tx.Bucket(bucketBaton).Put(keyFormat, binary.BigEndian.AppendUint32(nil, 7))
	})
	before, _ := os.ReadFile(path)
	refuses(t, path, timeline.ErrNewerStore)
	_, err := Open(path)
	if !strings.Contains(err.Error(), "7") || !strings.Contains(err.Error(), "2") {
		t.Errorf("does not name both formats: %v", err)
	}
	if _, err := Repair(context.Background(), path); !errors.Is(err, timeline.ErrNewerStore) {
		t.Errorf("repair: %v", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestOpenUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read every file")
	}
	path := filled(t, 1)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	refuses(t, path, fs.ErrPermission)
}

func TestOpenEmptyFileIsNewStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baton.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	reopen(t, l).Close()
}

func TestOpenModes(t *testing.T) {
	l := openNew(t)
	if err := errors.Join(l.Close(), os.Chmod(l.Path(), 0o644)); err != nil {
		t.Fatal(err)
	}
	l, err := Open(l.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for path, want := range map[string]fs.FileMode{l.Path(): 0o600, filepath.Dir(l.Path()): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(l.Path()))
	if err != nil || len(entries) != 1 {
		t.Errorf("making a store left %v, %v", entries, err)
	}
}

func TestOpenHeld(t *testing.T) {
	l := openNew(t)
	defer l.Close()
	if _, err := Open(l.Path(), LockWait(0)); !errors.Is(err, ErrHeld) {
		t.Fatalf("got %v", err)
	}
	if _, err := Repair(context.Background(), l.Path()); !errors.Is(err, ErrHeld) {
		t.Fatalf("repair: %v", err)
	}
}

// asFormat1 makes a store of format 1 out of one of this format: no index, no snapshots, heads that are numbers only.
func asFormat1(t testing.TB, path string) {
	t.Helper()
	inside(t, path, func(tx *bolt.Tx) error {
		logs := tx.Bucket(bucketLogs)
		nums := map[string][]byte{}
		err := logs.ForEach(func(ref, v []byte) error {
			nums[string(ref)] = bytes.Clone(v[:4])
			return nil
		})
		for ref, num := range nums {
			err = errors.Join(err, logs.Put([]byte(ref), num))
		}
		return errors.Join(err, tx.DeleteBucket(bucketKeys), tx.DeleteBucket(bucketSnapshots),
			tx.Bucket(bucketBaton).Put(keyFormat, binary.BigEndian.AppendUint32(nil, 1)))
	})
}

func TestMigrate(t *testing.T) {
	path := filled(t, 40)
	asFormat1(t, path)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := l.Append(context.Background(), refA, 40, logtest.Keyed(1, "k"+string(refA)+"7"), logtest.Keyed(2, "new"))
	if err != nil || a.Left != 1 || a.Seqs[0] != 8 || a.Head.Seq != 41 {
		t.Fatalf("after migration: %+v, %v", a, err)
	}
	reopen(t, l).Close()
}

// TestMigrateAllOrNothing: a store of an older format that cannot be migrated stays as it is.
func TestMigrateAllOrNothing(t *testing.T) {
	path := filled(t, 10)
	asFormat1(t, path)
	inside(t, path, func(tx *bolt.Tx) error {
		return tx.Bucket(bucketEvents).Put(eventKey(3, 5), []byte("not an event"))
	})
	if _, err := Open(path); !errors.Is(err, incident.ErrDamaged) {
		t.Fatalf("got %v", err)
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_ = db.View(func(tx *bolt.Tx) error {
		if format := readFormat(tx); format != 1 || tx.Bucket(bucketKeys) != nil {
			t.Errorf("half migrated: format %d", format)
		}
		return nil
	})
}
