package boltlog

import (
	"context"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
)

// chunkBytes is about how much is copied in one read transaction. Keeping one event keeps its chunk, so it is small.
const chunkBytes = 64 << 10

// Read ranges over what is in the log now; see timeline.Log.
func (l *Log) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		h, err := l.head(ctx, ref)
		if err != nil {
			yield(incident.Event{}, fmt.Errorf("read %s: %w", clip(ref), err))
			return
		}
		l.scan(ctx, ref, h, max(from, 1), yield)
	}
}

// Follow ranges over what is in the log and what comes; see timeline.Log.
func (l *Log) Follow(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		next := max(from, 1)
		for {
			bell := l.bells.listen(ref)
			h, err := l.head(ctx, ref)
			if err == nil && h.seq >= next {
				if !l.scan(ctx, ref, h, next, yield) {
					return
				}
				next = h.seq + 1
			}
			if err == nil {
				err = l.await(ctx, bell)
			}
			if err != nil {
				yield(incident.Event{}, fmt.Errorf("follow %s: %w", clip(ref), err))
				return
			}
		}
	}
}

func (l *Log) await(ctx context.Context, bell <-chan struct{}) error {
	select {
	case <-bell:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-l.closing:
		return timeline.ErrClosed
	}
}

// head gives the end of a log, the zero head where there is none.
func (l *Log) head(ctx context.Context, ref incident.Ref) (h head, err error) {
	if err := ctx.Err(); err != nil {
		return head{}, err
	}
	err = l.view(func(tx *bolt.Tx) error {
		h, _, err = readHead(tx, ref)
		return err
	})
	return h, err
}

// scan yields the events from next up to the head and tells whether the range goes on.
func (l *Log) scan(ctx context.Context, ref incident.Ref, h head, next uint64, yield func(incident.Event, error) bool) bool {
	for next <= h.seq {
		stored, err := l.chunk(h, next)
		for _, b := range stored {
			var e incident.Event
			if e, err = decodeAt(b, next); err == nil {
				err = ctx.Err()
			}
			if err != nil {
				break
			}
			if !yield(e, nil) {
				return false
			}
			next++
		}
		if err != nil {
			yield(incident.Event{}, fmt.Errorf("read %s: %w", ref, err))
			return false
		}
	}
	return true
}

// decodeAt reads the event that must stand at seq.
func decodeAt(b []byte, seq uint64) (incident.Event, error) {
	e, err := incident.DecodeEvent(b)
	if err == nil && e.Seq != seq {
		err = fmt.Errorf("event %d stands at the place of event %d: %w", e.Seq, seq, incident.ErrDamaged)
	}
	return e, err
}

// chunk copies some stored events from next on, at least one.
func (l *Log) chunk(h head, next uint64) (stored [][]byte, err error) {
	err = l.view(func(tx *bolt.Tx) error {
		size := 0
		c := tx.Bucket(bucketEvents).Cursor()
		for k, v := c.Seek(eventKey(h.num, next)); next <= h.seq && size < chunkBytes; k, v = c.Next() {
			if num, seq, ok := splitEventKey(k); !ok || num != h.num || seq != next {
				break
			}
			stored, size, next = append(stored, v), size+len(v), next+1
		}
		if next <= h.seq && size < chunkBytes {
			recent, err := recentFrom(tx, h, next)
			if err != nil {
				return err
			}
			for _, b := range recent {
				stored, size = append(stored, b), size+len(b)
			}
		}
		if len(stored) == 0 {
			return fmt.Errorf("event %d is missing: %w", next, incident.ErrDamaged)
		}
		copyOut(stored, size)
		return nil
	})
	return stored, err
}

// recentFrom gives the events of a log from next up to its head that are not settled. It looks from the newest back,
// because a follower wants only the last few.
func recentFrom(tx *bolt.Tx, h head, next uint64) (found [][]byte, err error) {
	c := tx.Bucket(bucketRecent).Cursor()
	for k, v := c.Last(); k != nil; k, v = c.Prev() {
		s, ok := splitRecent(k, v)
		if !ok {
			return nil, errRecent
		}
		if s.num != h.num || s.seq > h.seq {
			continue
		}
		if s.seq < next {
			break
		}
		if found = append(found, s.b); s.seq == next {
			slices.Reverse(found)
			return found, nil
		}
	}
	return nil, nil // what stands between is missing
}

// copyOut replaces slices of the mapped file by slices of one copy of them.
func copyOut(stored [][]byte, size int) {
	buf := make([]byte, 0, size)
	for n, b := range stored {
		start := len(buf)
		buf = append(buf, b...)
		stored[n] = buf[start:len(buf):len(buf)]
	}
}

// findBatch is how many keys are looked up in one read transaction.
const findBatch = 1024

// Find looks keys up in the index; see timeline.Log.
func (l *Log) Find(ctx context.Context, ref incident.Ref, keys ...string) ([]uint64, error) {
	h, err := l.head(ctx, ref)
	seqs := make([]uint64, 0, len(keys))
	for some := range slices.Chunk(keys, findBatch) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			break
		}
		var found []uint64
		found, err = l.findSome(h.num, some)
		seqs = append(seqs, found...)
	}
	if err != nil {
		return nil, fmt.Errorf("find in %s: %w", clip(ref), err)
	}
	return seqs, nil
}

// findSome looks among the keys that are not settled and in the index. The first are taken before the transaction
// begins, so that a key that is settled in between is in the one or the other.
func (l *Log) findSome(num uint32, keys []string) (seqs []uint64, err error) {
	recent := l.recent.Load()
	seqs = make([]uint64, len(keys))
	err = l.view(func(tx *bolt.Tx) (err error) {
		if recent == nil {
			if recent, err = loadRecent(tx); err != nil {
				return err
			}
		}
		b := tx.Bucket(bucketKeys)
		for n, key := range keys {
			k := indexKey(num, key)
			if seqs[n] = recent.keys.find(k); seqs[n] == 0 {
				seqs[n] = decodeSeq(b.Get(k))
			}
		}
		return nil
	})
	return seqs, err
}

// List gives every log's head; see timeline.Log.
func (l *Log) List(ctx context.Context) (heads []timeline.Head, err error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("list the logs: %w", err)
	}
	err = l.view(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketLogs).ForEach(func(ref, v []byte) error {
			h, err := decodeHead(v)
			if err != nil {
				return fmt.Errorf("log %.80q: %w: %w", ref, errUnreadable, err)
			}
			heads = append(heads, h.public(incident.Ref(ref)))
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list the logs: %w", err)
	}
	return heads, nil
}
