package boltlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"baton/timeline"
)

// Backup writes a verified copy of the store to w; see timeline.Backuper. It needs room for one copy beside the store
// meanwhile, so that a slow w holds nothing up.
func (l *Log) Backup(ctx context.Context, w io.Writer) error {
	name, err := l.copyBeside(ctx, l.path)
	if err != nil {
		return fmt.Errorf("back up the store %s: %w", l.path, err)
	}
	defer func() { _ = os.Remove(name) }()
	f, err := os.Open(name)
	if err == nil {
		_, err = io.Copy(untilDone{ctx, w}, f)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("back up the store %s: %w", l.path, asFull(err))
	}
	return nil
}

// BackupTo makes a verified copy of the store at path, synced, with mode 0600. It replaces nothing: where path exists the
// error is fs.ErrExist.
func (l *Log) BackupTo(ctx context.Context, path string) error {
	name, err := l.copyBeside(ctx, path)
	if err == nil {
		err = errors.Join(giveName(name, path), os.Remove(name))
	}
	if err != nil {
		return fmt.Errorf("back up the store to %s: %w", path, err)
	}
	return nil
}

// Receive makes a verified copy at path, synced, with mode 0600, of what from backs up, such as the store of another
// process. It replaces nothing: where path exists the error is fs.ErrExist.
func Receive(ctx context.Context, from timeline.Backuper, path string) error {
	name, err := beside(ctx, path, func(f *os.File) error { return from.Backup(ctx, f) })
	if err == nil {
		err = errors.Join(giveName(name, path), os.Remove(name))
	}
	if err != nil {
		return fmt.Errorf("back up the store to %s: %w", path, err)
	}
	return nil
}

// giveName makes a finished file appear under its name, which must be free.
func giveName(temporary, path string) error {
	err := os.Link(temporary, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = copyNew(temporary, path) // a file system without links
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func copyNew(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }()
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = io.Copy(dst, src); err == nil {
		err = dst.Sync()
	}
	return errors.Join(err, dst.Close())
}

// copyBeside makes a verified copy under a temporary name in the folder of path.
func (l *Log) copyBeside(ctx context.Context, path string) (name string, err error) {
	return beside(ctx, path, func(f *os.File) error { return l.copyTo(ctx, f) })
}

// beside fills a file with a temporary name in the folder of path, syncs it and verifies it as a store.
func beside(ctx context.Context, path string, fill func(*os.File) error) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".copy-*")
	if err != nil {
		return "", asFull(err)
	}
	name = f.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(name)
		}
	}()
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", asFull(err)
	}
	found, err := VerifyFile(ctx, name)
	if err == nil && !found.Sound() {
		err = fmt.Errorf("the copy is not sound: %s", found.Findings[0].Text)
	}
	return name, err
}

// copyTo copies one state of the store while appends go on.
func (l *Log) copyTo(ctx context.Context, w io.Writer) error {
	err := l.view(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(untilDone{ctx, w})
		return err
	})
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // bbolt drops the cause
	}
	return err
}

// untilDone is a writer that stops when the context ends.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (u untilDone) Write(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(b)
}

// VerifyFile checks a store that no process has open for writing, and changes nothing. Beyond what Verify does it runs
// bbolt's own check.
func VerifyFile(ctx context.Context, path string) (timeline.Verification, error) {
	v, err := verifyFile(ctx, path)
	if err != nil {
		return v, fmt.Errorf("verify %s: %w", path, err)
	}
	return v, nil
}

func verifyFile(ctx context.Context, path string) (v timeline.Verification, err error) {
	fresh, err := examine(path, settings{lockWait: defaultLockWait})
	if err != nil {
		return v, err
	}
	if info, err := os.Stat(path); fresh || (err == nil && info.Size() == 0) {
		return v, fmt.Errorf("there is no store: %w", fs.ErrNotExist)
	}
	db, err := openFile(path, &bolt.Options{ReadOnly: true, Timeout: defaultLockWait, NoStatistics: true})
	if err != nil {
		return v, err
	}
	defer func() { _ = guard(db.Close) }()
	v, err = verify(ctx, db, path, "")
	if err == nil && v.Sound() {
		err = guard(func() error { return db.View(func(tx *bolt.Tx) error { return boltCheck(tx, &v) }) })
	}
	return v, err
}

// boltCheck adds what bbolt's own check finds. It must not meet a file whose pages were not walked before.
func boltCheck(tx *bolt.Tx, v *timeline.Verification) error {
	for problem := range tx.Check() {
		v.Findings = append(v.Findings, timeline.Finding{
			Fault: timeline.FaultStructure, Text: fmt.Sprintf("The file's structure is damaged: %v.", problem),
		})
	}
	return nil
}
