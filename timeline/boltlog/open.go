package boltlog

import (
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"baton/incident"
	"baton/timeline"
)

// mapBytes is how much of the file is mapped from the start. It is address space, not memory. As long as the store is
// smaller, the mapping never has to be made anew, which would make the committer wait for every reader.
func mapBytes() int {
	if bits.UintSize < 64 {
		return 64 << 20
	}
	return 1 << 30
}

// openStore gives a store of the present format, open for writing.
func openStore(path string, set settings) (*bolt.DB, error) {
	fresh, err := examine(path, set)
	if err != nil {
		return nil, err
	}
	if fresh {
		if err := create(path, set); err != nil {
			return nil, err
		}
	}
	db, err := openFile(path, &bolt.Options{
		Timeout: set.lockWait, FreelistType: bolt.FreelistMapType, InitialMmapSize: mapBytes(),
		NoStatistics: true, NoSync: set.noSync,
	})
	if err != nil {
		return nil, err
	}
	err = guard(func() error { return bringUpToDate(db) })
	if err == nil {
		err = os.Chmod(path, 0o600) // one that was copied here may be open to others
	}
	if err != nil {
		_ = guard(db.Close)
		return nil, asFull(err)
	}
	return db, nil
}

// examine looks at the file without changing it. fresh means that a store has to be made.
func examine(path string, set settings) (fresh bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return false, fmt.Errorf("it is a folder, %w; name a file", timeline.ErrNotAStore)
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("it is no regular file, %w; name another", timeline.ErrNotAStore)
	case info.Size() == 0:
		return false, nil
	}
	db, err := openFile(path, &bolt.Options{ReadOnly: true, Timeout: set.lockWait, NoStatistics: true})
	if err != nil {
		return false, err
	}
	defer func() { _ = guard(db.Close) }()
	err = guard(func() error { return db.View(func(tx *bolt.Tx) error { return recognise(tx, info.Size()) }) })
	if err == nil {
		err = bothMetas(path)
	}
	return false, err
}

// bothMetas refuses a file that has only one of its two meta pages. bbolt would go on with the one that is left, and so
// forget the last transaction, which was acknowledged: a write that was cut short cannot tear a meta page, because all of
// it is in one sector.
func bothMetas(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if len(readMetas(f)) < 2 {
		return fmt.Errorf("%w as it stands: one of its two meta pages is damaged and the last that was written may be missing; run `baton repair`, which looks for it",
			timeline.ErrNotAStore)
	}
	return nil
}

// recognise tells a store that this program can use from anything else.
func recognise(tx *bolt.Tx, size int64) error {
	if missing := tx.Size() - size; missing > 0 {
		return fmt.Errorf("%w: the file is cut short by %d bytes; run `baton repair` or restore a backup",
			timeline.ErrNotAStore, missing)
	}
	format := readFormat(tx)
	if name, _ := tx.Cursor().First(); format == 0 && name != nil {
		return fmt.Errorf("%w: it is a bbolt file of another program; name another file", timeline.ErrNotAStore)
	}
	if format > Format {
		return newerStore(format)
	}
	return nil
}

func newerStore(format uint32) error {
	return fmt.Errorf("%w: its format is %d and this one knows formats up to %d; install the newer version, the file is untouched",
		timeline.ErrNewerStore, format, Format)
}

// openFile is bolt.Open for files that may be anything.
func openFile(path string, o *bolt.Options) (db *bolt.DB, err error) {
	var file *os.File
	o.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag, mode)
		file = f
		return f, err
	}
	err = guard(func() error {
		db, err = bolt.Open(path, 0o600, o)
		return err
	})
	if err == nil {
		return db, nil
	}
	if file != nil { // a panic in bolt.Open leaves it open, locked and mapped
		unlock(file)
		_ = file.Close()
	}
	return nil, explainOpen(err)
}

// explainOpen says in one sentence what is wrong with a file that bbolt cannot open.
func explainOpen(err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return ErrHeld
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("this user may not read and write it: %w", err)
	case errors.Is(err, berrors.ErrInvalid):
		return fmt.Errorf("%w: nothing in it looks like one; name another file, or run `baton repair` if it was one",
			timeline.ErrNotAStore)
	case errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum), errors.Is(err, incident.ErrDamaged):
		return fmt.Errorf("%w: it is damaged (%w); run `baton repair` or restore a backup", timeline.ErrNotAStore, err)
	case isFull(err):
		return asFull(err)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return err
	}
	return fmt.Errorf("%w: it cannot be read (%w); run `baton repair` or restore a backup", timeline.ErrNotAStore, err)
}

// create makes a new store beside path and gives it the name when it is whole and on the disk, so that no crash leaves a
// half-made one there. Where another process was faster, its store stands.
func create(path string, set settings) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return asFull(err)
	}
	name := f.Name()
	defer func() { _ = os.Remove(name) }()
	if err := f.Close(); err != nil {
		return err
	}
	if err := fill(name, set); err != nil {
		return asFull(err)
	}
	if err := os.Link(name, path); errors.Is(err, fs.ErrExist) {
		return nil
	} else if err != nil {
		return nil // a file system without links: bolt.Open makes the file in place
	}
	return errors.Join(syncFolder(dir), syncFolder(filepath.Dir(dir)))
}

// fill makes an empty store of an empty file.
func fill(name string, set settings) error {
	db, err := openFile(name, &bolt.Options{Timeout: set.lockWait, NoStatistics: true})
	if err != nil {
		return err
	}
	return errors.Join(guard(func() error { return bringUpToDate(db) }), guard(db.Close))
}

// syncFolder makes a new name in a folder survive a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("sync the folder %s: %w", dir, err)
	}
	return nil
}

// bringUpToDate lays out an empty file and migrates an older store. It changes nothing in a store of this format.
func bringUpToDate(db *bolt.DB) error {
	var format uint32
	err := db.View(func(tx *bolt.Tx) error {
		format = readFormat(tx)
		return nil
	})
	switch {
	case err != nil:
		return err
	case format == 0:
		return db.Update(func(tx *bolt.Tx) error { return layOut(tx, time.Now()) })
	case format > Format:
		return newerStore(format)
	case format < Format:
		return db.Update(migrate)
	}
	return nil
}
