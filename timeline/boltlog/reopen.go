package boltlog

import (
	"context"
	"errors"
	"fmt"
	"os"

	"baton/timeline"
)

// ready gives the committer a store to write to, or says why there is none.
func (l *Log) ready() error {
	if l.frozen != nil {
		return l.frozen
	}
	if l.db == nil {
		return l.reopen()
	}
	return nil
}

// reopen closes the file, makes sure that the disk has what the cache shows, and opens and verifies it again. Readers
// wait. A store that turns out to be damaged can still be read, but nothing is added to it any more.
func (l *Log) reopen() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.db != nil {
		_ = guard(l.db.Close)
		l.db = nil
	}
	l.broken = settle(l.path, l.set)
	if l.broken != nil {
		return l.broken
	}
	db, err := openStore(l.path, l.set)
	if err != nil {
		l.broken = fmt.Errorf("open the store %s again: %w", l.path, err)
		return l.broken
	}
	l.db, l.broken = db, nil
	found, err := verify(context.Background(), db, l.path, "")
	if err == nil && !found.Sound() {
		err = fmt.Errorf("%w (after a failed write: %s)", errUnreadable, found.Findings[0].Text)
	}
	l.frozen = err
	return err
}

// settle writes what the cache holds and drops it, so that what is read next comes from the disk. After a failed sync
// Linux marks the pages clean and serves them from the cache although the disk never got them.
func settle(path string, set settings) error {
	if set.noSync {
		return nil
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync the store %s: %w", path, err)
	}
	return dropCache(f)
}

// Verify checks the whole store while it is in use; see timeline.Verifier.
func (l *Log) Verify(ctx context.Context) (timeline.Verification, error) { return l.verify(ctx, "") }

var errNoLog = errors.New("there is no such log")
