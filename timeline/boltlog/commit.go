package boltlog

import (
	"errors"
	"fmt"
	"runtime"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
)

// Bounds of one transaction: more would make the first of them wait long.
const (
	maxBatchRequests = 1024
	maxBatchBytes    = 16 << 20
)

// The file grows by at least and at most so many bytes at once.
const (
	smallestGrowth = 256 << 10
	largestGrowth  = 16 << 20
)

// commitLoop is the only writer. It takes what has gathered, without waiting for more, and commits it together.
func (l *Log) commitLoop() {
	defer close(l.stopped)
	for {
		select {
		case r := <-l.requests:
			l.commit(l.gather(r))
		case fn := <-l.control:
			fn()
		case <-l.quit:
			l.finish()
			return
		}
	}
}

// gather adds to the first request those that wait behind it. As long as that brings more it lets other goroutines run
// first, because those that the last transaction answered are just about to ask again. Where nobody else is inside an
// Append it does not: a busy program would keep a lone append waiting.
func (l *Log) gather(r *request) []*request {
	batch, size := []*request{r}, r.size
	for before := 0; before < len(batch); {
		before = len(batch)
		if l.appending.Load() > int64(before) {
			runtime.Gosched()
		}
		for len(l.requests) > 0 && len(batch) < maxBatchRequests && size < maxBatchBytes {
			r := <-l.requests
			batch, size = append(batch, r), size+r.size
		}
	}
	return batch
}

// finish commits what is left when the log is closed.
func (l *Log) finish() {
	for {
		select {
		case r := <-l.requests:
			l.commit(l.gather(r))
		default:
			l.commit(nil) // settles
			return
		}
	}
}

// commit puts a batch into one transaction and answers each request.
func (l *Log) commit(batch []*request) {
	live := batch[:0:0]
	for _, r := range batch {
		if r.take() {
			live = append(live, r)
		} else {
			r.answer(errors.New("canceled before it was begun"))
		}
	}
	if len(live) == 0 && len(batch) > 0 {
		return
	}
	w, err := l.transact(live)
	if err != nil {
		err = l.afterFailure(w, err)
	}
	for _, r := range live {
		if r.err == nil && err != nil {
			r.result = timeline.Appended{}
			r.err = fmt.Errorf("append to %s: %w", r.ref, err)
		}
	}
	if err == nil {
		for ref := range w.changed {
			l.bells.ring(ref)
		}
	}
	for _, r := range live {
		r.answer(r.err)
	}
}

// transact tries a batch. Requests that fail alone carry their error; the error returned is about all others. The writer
// tells what was to be written.
func (l *Log) transact(batch []*request) (w *writer, err error) {
	if err := l.ready(); err != nil {
		return nil, err
	}
	err = guard(func() error {
		tx, err := l.db.Begin(true)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // does nothing after a commit
		w = newWriter(tx, l.slab[:0])
		if w.recent = l.recent.Load(); w.recent == nil {
			if w.recent, err = loadRecent(tx); err != nil {
				return err
			}
		}
		return l.writeAndCommit(w, batch)
	})
	if err != nil {
		l.recent.Store(nil)
	} else {
		l.keepSmall(batch, w.size)
	}
	return w, err
}

// writeAndCommit commits the batch if there is anything to write. No batch at all is what Close asks for: everything
// that waits for a batch is written.
func (l *Log) writeAndCommit(w *writer, batch []*request) error {
	closing := len(batch) == 0
	if err := w.writeAll(batch, closing); err != nil {
		return err
	}
	snapshots := l.snapshots.take()
	if len(w.changed) == 0 && (!closing || (len(snapshots) == 0 && w.recent.count == 0)) {
		l.recent.Store(w.recent)
		return nil
	}
	if err := writeSnapshots(w.tx, snapshots); err != nil {
		return err
	}
	// Grow by a quarter of the file: small stores stay small, large ones seldom pay for growing.
	l.db.AllocSize = int(min(max(w.size/4, smallestGrowth), largestGrowth))
	if err := w.tx.Commit(); err != nil {
		return err
	}
	l.slab = w.slab
	l.recent.Store(w.noted())
	l.snapshots.wrote(snapshots)
	return nil
}

// residentBytes is how much may be written before the mapped pages are given back. The system brings in sixteen pages
// for each that is looked at, so that a long import would have most of the file in memory.
const residentBytes = 8 << 20

// keepSmall gives back the memory of the mapped file once in a while.
func (l *Log) keepSmall(batch []*request, size int64) {
	for _, r := range batch {
		l.written += r.size
	}
	if l.written >= residentBytes {
		l.written = 0
		releaseMemory(l.db, size)
	}
}

// afterFailure makes the log fit to go on after a transaction failed. It returns nil if the events turn out to be on the
// disk all the same, and otherwise why they are not.
//
// A full disk before the meta page is written leaves the file as it was: bbolt has rolled back. Anything else,
// a failed sync above all, leaves the page cache claiming what the disk may not have; bbolt's own state is then of the
// cache. So the file is closed, synced, dropped from the cache, opened and verified before it is used again.
func (l *Log) afterFailure(w *writer, cause error) error {
	if isFull(cause) {
		l.snapshots.drop() // a cache must not be what the next append has no room beside
	}
	if w != nil && isFull(cause) && !l.metaMoved(w) {
		return asFull(cause)
	}
	if w == nil {
		return cause
	}
	if err := l.reopen(); err != nil {
		return fmt.Errorf("%w; it is not known whether it was kept, because the store cannot be opened again: %w", cause, err)
	}
	kept, err := l.holds(w)
	switch {
	case err != nil:
		return fmt.Errorf("%w; it is not known whether it was kept: %w", cause, err)
	case kept:
		return nil
	}
	return asFull(fmt.Errorf("nothing was kept: %w", cause))
}

// metaMoved tells whether the failed transaction got as far as its meta page.
func (l *Log) metaMoved(w *writer) bool {
	moved := true
	err := guard(func() error {
		return l.db.View(func(tx *bolt.Tx) error {
			moved = tx.ID() >= w.id
			return nil
		})
	})
	return err != nil || moved
}

// holds tells whether the store has what w was to write. A transaction is there as a whole or not at all.
func (l *Log) holds(w *writer) (bool, error) {
	kept := len(w.changed) > 0
	err := l.view(func(tx *bolt.Tx) error {
		for ref, want := range w.changed {
			h, _, err := readHead(tx, ref)
			if err != nil {
				return err
			}
			kept = kept && h == *want
		}
		return nil
	})
	return kept, err
}

// writer is one transaction that is being filled.
type writer struct {
	id                 int
	size               int64 // of the file when the transaction began, in bytes
	tx                 *bolt.Tx
	logs, events, keys *bolt.Bucket
	heads              map[incident.Ref]*head
	changed            map[incident.Ref]*head
	index              keyIndex
	slab               []byte   // stored events, which bbolt refers to until the commit
	fresh              []stored // the new events
	recent, after      *recent  // what is not settled, before this transaction and after it
}

func newWriter(tx *bolt.Tx, slab []byte) *writer {
	w := &writer{
		id: tx.ID(), size: tx.Size(), tx: tx, logs: tx.Bucket(bucketLogs), events: tx.Bucket(bucketEvents), keys: tx.Bucket(bucketKeys),
		heads: map[incident.Ref]*head{}, changed: map[incident.Ref]*head{}, slab: slab,
	}
	// Events only ever come at the end of their log, and most keys at the end of theirs: full pages need no room.
	w.events.FillPercent = 1
	w.keys.FillPercent = 0.95
	w.index = keyIndex{bucket: w.keys, logs: map[uint32]*newKeys{}}
	return w
}

func (w *writer) writeAll(batch []*request, settle bool) error {
	w.index.recent = w.recent.keys.seq
	for _, r := range batch {
		if err := w.write(r); err != nil {
			return err
		}
	}
	if err := w.placeAll(settle); err != nil {
		return err
	}
	for ref, h := range w.changed {
		if err := w.logs.Put([]byte(ref), h.encode()); err != nil {
			return err
		}
	}
	return nil
}

// noted gives what is not settled after the transaction was committed.
func (w *writer) noted() *recent {
	if w.after.count > 0 {
		w.index.each(func(e entry) { w.after.keys.add(string(e.key), e.seq) })
	}
	return w.after
}

// head gives the end of a log as of this transaction; its number is 0 where there is no such log yet.
func (w *writer) head(ref incident.Ref) (*head, error) {
	if h, ok := w.heads[ref]; ok {
		return h, nil
	}
	h, _, err := readHead(w.tx, ref)
	if err != nil {
		return nil, fmt.Errorf("log %s: %w: %w", ref, errUnreadable, err)
	}
	w.heads[ref] = &h
	return &h, nil
}
