package boltlog

import (
	"encoding/binary"
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
)

// Events come into the bucket "recent" first, in the order in which they arrive, whatever their log. Those of many logs
// so share a page, where each would have to write a page of its log and one of its keys otherwise. When there are enough
// of them, or many come at once, they are settled: moved to where they stay, in one transaction together with what comes.

// How much may be unsettled. Readers look through it, so it is little.
const (
	mostRecent      = 1024
	mostRecentBytes = 512 << 10
)

// stored is an event in its stored form.
type stored struct {
	num    uint32
	seq    uint64
	b      []byte
	record []byte // b after the log number, as it is kept while it is not settled
}

// recent is what the committer knows of the events that are not settled.
type recent struct {
	next  uint64 // the number under which the next one comes
	count int
	bytes int
	keys  *keySet
}

// keySet holds the index keys of events that are not settled, with their sequence numbers. The committer alone adds to
// it, and what is in it is durable; others look keys up.
type keySet struct {
	mu  sync.RWMutex
	seq map[string]uint64
}

func newKeySet() *keySet { return &keySet{seq: map[string]uint64{}} }

func (k *keySet) add(key string, seq uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seq[key] = seq
}

func (k *keySet) find(key []byte) uint64 {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.seq[string(key)]
}

// loadRecent reads what an earlier process left unsettled.
func loadRecent(tx *bolt.Tx) (*recent, error) {
	r := &recent{next: 1, keys: newKeySet()}
	err := eachRecent(tx, func(at uint64, s stored) error {
		e, err := incident.DecodeEvent(s.b)
		if err != nil {
			return fmt.Errorf("%w: %w", errUnreadable, err)
		}
		r.next, r.count, r.bytes = at+1, r.count+1, r.bytes+len(s.b)
		if e.Key != "" {
			r.keys.add(string(indexKey(s.num, e.Key)), s.seq)
		}
		return nil
	})
	return r, err
}

// eachRecent goes through the unsettled events in the order of their arrival. The bytes are bbolt's.
func eachRecent(tx *bolt.Tx, fn func(at uint64, s stored) error) error {
	b := tx.Bucket(bucketRecent)
	if b == nil { // format 1
		return nil
	}
	c := b.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		s, ok := splitRecent(k, v)
		if !ok {
			return errRecent
		}
		if err := fn(binary.BigEndian.Uint64(k), s); err != nil {
			return err
		}
	}
	return nil
}

var errRecent = fmt.Errorf("an event that is not settled has an unknown form: %w", errUnreadable)

// seqOffset is where an event's sequence number stands in its stored form.
const seqOffset = 4

func splitRecent(k, v []byte) (stored, bool) {
	if len(k) != 8 || len(v) < 4+seqOffset+8 {
		return stored{}, false
	}
	return stored{binary.BigEndian.Uint32(v), binary.BigEndian.Uint64(v[4+seqOffset:]), v[4:], v}, true
}

// placeAll puts the new events of the transaction where they belong: with the recent ones, or, where these are too many,
// all where they stay.
func (w *writer) placeAll(settle bool) error {
	count, size := w.recent.count+len(w.fresh), w.recent.bytes
	for _, s := range w.fresh {
		size += len(s.b)
	}
	if settle || count > mostRecent || size > mostRecentBytes {
		return w.settle()
	}
	b := w.tx.Bucket(bucketRecent)
	b.FillPercent = 1
	for n, s := range w.fresh {
		if err := b.Put(encodeSeq(w.recent.next+uint64(n)), s.record); err != nil {
			return err
		}
	}
	w.after = &recent{next: w.recent.next + uint64(len(w.fresh)), count: count, bytes: size, keys: w.recent.keys}
	return nil
}

// settle moves the recent events to their logs and their keys to the index, and puts the new ones there, too.
func (w *writer) settle() error {
	w.after = &recent{next: 1, keys: newKeySet()}
	for k, seq := range w.recent.keys.seq {
		w.index.settled = append(w.index.settled, entry{[]byte(k), seq})
	}
	if w.recent.count > 0 {
		if err := eachRecent(w.tx, func(_ uint64, s stored) error { return w.put(s) }); err != nil {
			return err
		}
		if err := w.tx.DeleteBucket(bucketRecent); err != nil {
			return err
		}
		if _, err := w.tx.CreateBucket(bucketRecent); err != nil {
			return err
		}
	}
	for _, s := range w.fresh {
		if err := w.put(s); err != nil {
			return err
		}
	}
	return w.index.flush()
}

func (w *writer) put(s stored) error { return w.events.Put(eventKey(s.num, s.seq), s.b) }
