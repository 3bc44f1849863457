package boltlog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// compactTx is how many bytes one transaction of a compaction copies.
const compactTx = 16 << 20

// Compact writes the store anew without the space that is no longer used and puts it in the place of the old one.
// Appends wait meanwhile, readers and followers go on. It needs room for the copy.
func (l *Log) Compact(ctx context.Context) error {
	if err := l.inCommitter(ctx, func() error { return l.compact(ctx) }); err != nil {
		return fmt.Errorf("compact the store %s: %w", l.path, asFull(err))
	}
	return nil
}

// compact runs in the committer. The copy is open, and locked, before it gets the store's name, so that no other process
// can come between.
func (l *Log) compact(ctx context.Context) error {
	if err := l.ready(); err != nil {
		return err
	}
	dir := filepath.Dir(l.path)
	f, err := os.CreateTemp(dir, filepath.Base(l.path)+".compact-*")
	if err != nil {
		return err
	}
	name := f.Name()
	defer func() { _ = os.Remove(name) }() // finds nothing once it has the store's name
	if err := f.Close(); err != nil {
		return err
	}
	db, err := l.compacted(ctx, name)
	if err != nil {
		return err
	}
	if err := os.Rename(name, l.path); err != nil {
		return errors.Join(err, guard(db.Close))
	}
	l.mu.Lock()
	old := l.db
	l.db = db
	l.mu.Unlock()
	return errors.Join(syncFolder(dir), guard(old.Close))
}

// compacted gives an open, synced and verified copy under the name.
func (l *Log) compacted(ctx context.Context, name string) (*bolt.DB, error) {
	db, err := openFile(name, &bolt.Options{
		Timeout: l.set.lockWait, FreelistType: bolt.FreelistMapType, InitialMmapSize: mapBytes(),
		NoStatistics: true, NoSync: true,
	})
	if err != nil {
		return nil, err
	}
	err = guard(func() error {
		db.AllocSize = smallestGrowth
		return errors.Join(bolt.Compact(db, l.db, compactTx), db.Sync())
	})
	db.NoSync = l.set.noSync
	if err == nil {
		found, verr := verify(ctx, db, name, "")
		if err = verr; err == nil && !found.Sound() {
			err = fmt.Errorf("the copy is not sound, the store stays as it is: %s", found.Findings[0].Text)
		}
	}
	if err != nil {
		return nil, errors.Join(err, guard(db.Close))
	}
	return db, nil
}
