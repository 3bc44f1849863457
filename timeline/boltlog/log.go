package boltlog

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
)

// Log is a store on one file. It implements timeline.Log, timeline.Verifier and timeline.Backuper.
type Log struct {
	path string
	set  settings

	requests chan *request
	control  chan func()
	quit     chan struct{} // closed when the committer shall finish what is queued and stop
	stopped  chan struct{} // closed when it has
	closing  chan struct{} // closed when Close begins: followers end

	gate   sync.RWMutex // guards shut
	shut   bool
	inside sync.WaitGroup // calls that Close waits for

	appending atomic.Int64 // appends under way

	mu     sync.RWMutex // guards db and broken; only the committer changes them
	db     *bolt.DB
	broken error // why there is no db, nil while there is one or after Close

	// The committer's own.
	frozen error  // why nothing may be appended although it can be read
	slab   []byte // memory for the events of the next transaction
	// written counts the bytes of events since memory was last given back.
	written int

	recent atomic.Pointer[recent] // set by the committer; nil: to be read

	bells     bells
	snapshots waitingSnapshots
}

var (
	_ timeline.Log      = (*Log)(nil)
	_ timeline.Verifier = (*Log)(nil)
	_ timeline.Backuper = (*Log)(nil)
)

type settings struct {
	lockWait time.Duration
	noSync   bool
}

const defaultLockWait = time.Second

// Option changes how Open opens.
type Option func(*settings)

// LockWait says how long Open waits for another process to let go of the file, 1 second if not given; the least is one
// try.
func LockWait(d time.Duration) Option {
	return func(s *settings) { s.lockWait = max(d, time.Millisecond) }
}

// Unsynced leaves out every sync, so that a power cut loses acknowledged events. It is there for tests that must show
// that they would notice, and for copies that can be made again.
func Unsynced() Option { return func(s *settings) { s.noSync = true } }

// Open opens the store at path and makes it if there is none. The file is 0600; a folder that has to be made is 0700.
//
// It never changes a file that it cannot use: errors are timeline.ErrNotAStore for any other or damaged file,
// timeline.ErrNewerStore, and ErrHeld where another process has it open. A store of an older format is brought to the
// present one in one transaction.
func Open(path string, options ...Option) (*Log, error) {
	set := settings{lockWait: defaultLockWait}
	for _, o := range options {
		o(&set)
	}
	db, err := openStore(path, set)
	if err != nil {
		return nil, fmt.Errorf("open the store %s: %w", path, err)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // what replaces the file must replace it, not a link to it
	}
	l := &Log{
		path: path, set: set, db: db,
		requests: make(chan *request, maxBatchRequests), control: make(chan func()),
		quit: make(chan struct{}), stopped: make(chan struct{}), closing: make(chan struct{}),
	}
	go l.commitLoop()
	return l, nil
}

// Path is where the store is.
func (l *Log) Path() string { return l.path }

// enter keeps Close waiting until leave.
func (l *Log) enter() error {
	l.gate.RLock()
	defer l.gate.RUnlock()
	if l.shut {
		return timeline.ErrClosed
	}
	l.inside.Add(1)
	return nil
}

func (l *Log) leave() { l.inside.Done() }

// Close finishes the appends under way, ends every Follow and lets go of the file.
func (l *Log) Close() error {
	l.gate.Lock()
	first := !l.shut
	l.shut = true
	l.gate.Unlock()
	if !first {
		<-l.stopped
		return nil
	}
	close(l.closing)
	l.inside.Wait()
	close(l.quit)
	<-l.stopped
	l.mu.Lock()
	defer l.mu.Unlock()
	db := l.db
	l.db, l.broken = nil, nil
	if db == nil {
		return nil
	}
	if err := guard(db.Close); err != nil {
		return fmt.Errorf("close the store %s: %w", l.path, err)
	}
	return nil
}

// view runs fn in a short read transaction.
func (l *Log) view(fn func(*bolt.Tx) error) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.db == nil {
		if l.broken != nil {
			return l.broken
		}
		return timeline.ErrClosed
	}
	return asClosed(guard(func() error { return l.db.View(fn) }))
}

// inCommitter runs fn in the goroutine that writes, between two transactions.
func (l *Log) inCommitter(ctx context.Context, fn func() error) error {
	if err := l.enter(); err != nil {
		return err
	}
	defer l.leave()
	done := make(chan error, 1)
	select {
	case l.control <- func() { done <- fn() }:
		return <-done
	case <-ctx.Done():
		return ctx.Err()
	}
}

// bells wakes the followers of a log when events were added to it.
type bells struct {
	mu    sync.Mutex
	ropes map[incident.Ref]chan struct{}
}

// listen gives a channel that is closed at the next ring.
func (b *bells) listen(ref incident.Ref) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ropes == nil {
		b.ropes = map[incident.Ref]chan struct{}{}
	}
	c, ok := b.ropes[ref]
	if !ok {
		c = make(chan struct{})
		b.ropes[ref] = c
	}
	return c
}

func (b *bells) ring(ref incident.Ref) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.ropes[ref]; ok {
		close(c)
		delete(b.ropes, ref)
	}
}
