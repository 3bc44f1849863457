//go:build linux

package boltlog

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"baton/timeline/boltlog/lossyfs"
)

// cutPower lets a child write, takes the power away at some moment, and gives what the disk then has and what was
// acknowledged.
func cutPower(t *testing.T, session string, chance float64) (store string, acked map[string]uint64) {
	t.Helper()
	mount, disk := t.TempDir(), t.TempDir()
	d, err := lossyfs.Mount(mount)
	if err != nil {
		t.Skip("needs /dev/fuse and the right to mount: ", err)
	}
	c := startChild(t, session, filepath.Join(mount, "baton.db"))
	time.Sleep(time.Duration(30+rand.IntN(120)) * time.Millisecond)
	d.PowerCut()
	c.kill()
	if err := d.Unmount(); err != nil {
		t.Fatal(err)
	}
	if err := d.Remains(disk, chance); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(disk, "baton.db"), c.acked
}

// TestPowerCut: what was not synced is gone, or is there page by page in any order; what was acknowledged is there.
func TestPowerCut(t *testing.T) {
	rounds, wrote := 6, 0
	if full() {
		rounds = 60
	}
	for round := range rounds {
		store, acked := cutPower(t, "endless", float64(round%3)/2)
		wrote += len(acked)
		if err := owes(t, store, acked); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
	if wrote == 0 {
		t.Fatal("no round got as far as an append")
	}
}

// TestPowerCutWithoutSync is the control: a store that does not sync must be caught.
func TestPowerCutWithoutSync(t *testing.T) {
	for range 10 {
		store, acked := cutPower(t, "unsynced", 0)
		if len(acked) == 0 {
			continue
		}
		if _, err := os.Stat(store); err != nil || owes(t, store, acked) != nil {
			return
		}
	}
	t.Fatal("nothing was ever lost without syncing, so the test shows nothing")
}
