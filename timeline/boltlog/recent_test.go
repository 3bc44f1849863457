package boltlog

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline/logtest"
)

// crashed gives the file of a store whose process ended without Close, with n events in each of two logs.
func crashed(t testing.TB, n int) string {
	t.Helper()
	l := openNew(t)
	defer l.Close()
	fillLog(t, l, refA, n)
	fillLog(t, l, "20260102_beta", n)
	b, err := os.ReadFile(l.Path()) // nothing is being written
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "baton.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func unsettled(t testing.TB, path string) (n int) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		return eachRecent(tx, func(uint64, stored) error {
			n++
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestUnsettled: events that were not settled when the process ended are there like all others, and so are their keys.
func TestUnsettled(t *testing.T) {
	ctx := context.Background()
	for _, n := range []int{1, 40, mostRecent/2 + 10} {
		path := crashed(t, n)
		if got := unsettled(t, path); got == 0 || got > mostRecent {
			t.Fatalf("%d events are not settled", got)
		}
		checkFile(t, path)
		l, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := count(t, l, refA); got != n {
			t.Fatalf("%d events, want %d", got, n)
		}
		last := "k" + string(refA) + decimal(uint32(n-1))
		if seqs, err := l.Find(ctx, refA, last, "k"+string(refA)+"0"); err != nil || seqs[0] != uint64(n) || seqs[1] != 1 {
			t.Fatalf("%v, %v", seqs, err)
		}
		a, err := l.Append(ctx, refA, uint64(n), logtest.Keyed(1, last), logtest.Keyed(2, "new"))
		if err != nil || a.Left != 1 || a.Seqs[0] != uint64(n) {
			t.Fatalf("%+v, %v", a, err)
		}
		reopen(t, l).Close()
		if got := unsettled(t, path); got != 0 {
			t.Errorf("%d events are not settled after Close", got)
		}
	}
}

// TestUnsettledDamage: what is not settled is verified and repaired like the rest.
func TestUnsettledDamage(t *testing.T) {
	path := crashed(t, 20)
	b, _ := os.ReadFile(path)
	for at := range b { // every copy
		if bytes.HasPrefix(b[at:], []byte(`entry 15"`)) && bytes.Contains(b[at-120:at], []byte("alpha")) {
			b[at] ^= 1
		}
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := VerifyFile(context.Background(), path)
	if err != nil || found.Sound() || found.Findings[0].Ref != refA || found.Findings[0].Seq != 15 {
		t.Fatalf("%+v, %v", found.Findings, err)
	}
	plan, err := Repair(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range plan.Logs {
		if want := map[incident.Ref]uint64{refA: 14, "20260102_beta": 20}[k.Ref]; k.Events != want {
			t.Errorf("%+v, want %d events", k, want)
		}
	}
	checkFile(t, path)
}
