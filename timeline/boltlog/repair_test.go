package boltlog

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
)

// wounded gives a store with the 12th event of one log damaged, and the file's bytes.
func wounded(t *testing.T) (path string, b []byte) {
	t.Helper()
	path = filled(t, 20)
	// Compacted, the file has no old copies of the event that could make the damage good.
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.Compact(context.Background()), l.Close()); err != nil {
		t.Fatal(err)
	}
	b, _ = os.ReadFile(path)
	at := bytes.Index(b, []byte(`entry 12"`))
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, b
}

func TestRepairKeepsPrefixAndEverythingElseAside(t *testing.T) {
	path, b := wounded(t)
	plan, err := PlanRepair(context.Background(), path)
	if err != nil || plan.Original != "" || plan.Leftover != 9 {
		t.Fatalf("%+v, %v", plan, err)
	}
	if again, _ := os.ReadFile(path); !bytes.Equal(again, b) {
		t.Fatal("planning changed the file")
	}
	plan, err = Repair(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	var kept, lost uint64
	for _, k := range plan.Logs {
		kept, lost = kept+k.Events, lost+k.Lost
	}
	if kept != 20+20+11 || lost != 9 {
		t.Errorf("%+v", plan)
	}
	if aside, _ := os.ReadFile(plan.Original); !bytes.Equal(aside, b) {
		t.Error("the damaged file is not kept as it was")
	}
	left, _ := os.ReadFile(plan.Leftovers)
	if n := bytes.Count(left, []byte("\n")); n != 9 {
		t.Errorf("%d records left over, want 9", n)
	}
	for _, name := range []string{path, plan.Original, plan.Leftovers} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	checkFile(t, path)
}

// TestRepairHealsFromOldCopies: bbolt leaves older copies of a page behind, and a damaged event is taken from there.
func TestRepairHealsFromOldCopies(t *testing.T) {
	path := filled(t, 20)
	b, _ := os.ReadFile(path)
	f, _ := os.Open(path)
	used, problems := walkPages(f, int64(len(b)), readMetas(f)[0])
	_ = f.Close()
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	hit := false
	for id := range used {
		page := b[id*4096 : (id+1)*4096]
		key := bytes.Index(page, []byte("k20260103_gamma18")) // in the leaf that was written last but one, too
		if at := bytes.Index(page, []byte(`entry 19"`)); key >= 0 && at >= 0 && !hit {
			page[at] ^= 1
			hit = true
		}
	}
	if err := os.WriteFile(path, b, 0o600); err != nil || !hit {
		t.Fatal(hit, err)
	}
	if found, err := VerifyFile(context.Background(), path); err != nil || found.Sound() {
		t.Fatalf("the damage is not found: %+v, %v", found, err)
	}
	plan, err := Repair(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range plan.Logs {
		if k.Events != 20 || k.Lost != 0 {
			t.Errorf("%+v", k)
		}
	}
	checkFile(t, path)
}

func TestRepairWithoutMetas(t *testing.T) {
	path := filled(t, 20)
	b, _ := os.ReadFile(path)
	clear(b[:8192])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := Repair(context.Background(), path)
	if err != nil || len(plan.Logs) != 3 {
		t.Fatalf("%+v, %v", plan, err)
	}
	for _, k := range plan.Logs {
		if k.Events != 20 {
			t.Errorf("%+v", k)
		}
	}
	checkFile(t, path)
}

func TestRepairOfSomethingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letter")
	text := []byte(strings.Repeat("dear aunt, ", 5000))
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Repair(context.Background(), path); !errors.Is(err, errNothing) {
		t.Fatalf("got %v", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(after, text) {
		t.Error("the file was changed")
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left %v", entries)
	}
}

// TestRepairDropsWhatWasNeverAcknowledged: an event beyond the head stays out of the log.
func TestRepairDropsWhatWasNeverAcknowledged(t *testing.T) {
	path := filled(t, 5)
	inside(t, path, func(tx *bolt.Tx) error {
		last := tx.Bucket(bucketEvents).Get(eventKey(1, 5))
		e, err := incident.DecodeEvent(last)
		if err != nil {
			return err
		}
		e.Seq, e.Prev, e.Key = 6, incident.HashOf(last), ""
		b, err := e.AppendBinary(nil)
		return errors.Join(err, tx.Bucket(bucketEvents).Put(eventKey(1, 6), b))
	})
	plan, err := Repair(context.Background(), path)
	if err != nil || plan.Leftover != 1 || plan.Logs[0].Events != 5 {
		t.Fatalf("%+v, %v", plan, err)
	}
	checkFile(t, path)
}
