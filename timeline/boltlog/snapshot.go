package boltlog

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"maps"
	"sync"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
)

// waitingSnapshots are those that were saved and not yet written. They ride with the next append's transaction, or are
// written at Close: a cache is not worth a sync of its own that an append would have to wait for.
type waitingSnapshots struct {
	mu    sync.Mutex
	byRef map[incident.Ref]timeline.Snapshot
}

// save keeps s unless a later one waits.
func (w *waitingSnapshots) save(ref incident.Ref, s timeline.Snapshot) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.byRef == nil {
		w.byRef = map[incident.Ref]timeline.Snapshot{}
	}
	if old, ok := w.byRef[ref]; !ok || old.Seq <= s.Seq {
		w.byRef[ref] = s
	}
}

func (w *waitingSnapshots) get(ref incident.Ref) (timeline.Snapshot, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s, ok := w.byRef[ref]
	return s, ok
}

// drop forgets all of them.
func (w *waitingSnapshots) drop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.byRef)
}

// take gives those that wait now. They stay readable until wrote.
func (w *waitingSnapshots) take() map[incident.Ref]timeline.Snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.byRef)
}

// wrote forgets what was written, unless a later one has come since.
func (w *waitingSnapshots) wrote(written map[incident.Ref]timeline.Snapshot) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ref, s := range written {
		if now := w.byRef[ref]; now.Seq == s.Seq && len(now.Data) == len(s.Data) && sameStart(now.Data, s.Data) {
			delete(w.byRef, ref)
		}
	}
}

// sameStart tells whether two slices are the same memory.
func sameStart(a, b []byte) bool { return len(a) == 0 || &a[0] == &b[0] }

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

func encodeSnapshot(s timeline.Snapshot) []byte {
	b := make([]byte, 4, 12+len(s.Data))
	b = binary.BigEndian.AppendUint64(b, s.Seq)
	b = append(b, s.Data...)
	binary.BigEndian.PutUint32(b, crc32.Checksum(b[4:], castagnoli()))
	return b
}

// decodeSnapshot gives the zero Snapshot for a damaged one: it is only a cache.
func decodeSnapshot(b []byte) timeline.Snapshot {
	if len(b) < 12 || binary.BigEndian.Uint32(b) != crc32.Checksum(b[4:], castagnoli()) {
		return timeline.Snapshot{}
	}
	return timeline.Snapshot{Seq: binary.BigEndian.Uint64(b[4:]), Data: append([]byte{}, b[12:]...)}
}

func writeSnapshots(tx *bolt.Tx, snapshots map[incident.Ref]timeline.Snapshot) error {
	b := tx.Bucket(bucketSnapshots)
	for ref, s := range snapshots {
		if decodeSnapshot(b.Get([]byte(ref))).Seq > s.Seq {
			continue
		}
		if err := b.Put([]byte(ref), encodeSnapshot(s)); err != nil {
			return err
		}
	}
	return nil
}

// SaveSnapshot keeps a fold; see timeline.Log.
func (l *Log) SaveSnapshot(ctx context.Context, ref incident.Ref, s timeline.Snapshot) error {
	err := ctx.Err()
	if err == nil {
		_, err = incident.ParseRef(string(ref))
	}
	if err == nil && len(s.Data) > timeline.MaxSnapshotBytes {
		err = timeline.ErrTooLarge
	}
	if err == nil {
		err = l.enter()
	}
	if err != nil {
		return fmt.Errorf("save a snapshot of %s: %w", clip(ref), err)
	}
	defer l.leave()
	l.snapshots.save(ref, s)
	return nil
}

// Snapshot gives the newest fold; see timeline.Log.
func (l *Log) Snapshot(ctx context.Context, ref incident.Ref) (s timeline.Snapshot, err error) {
	if err = ctx.Err(); err == nil && ref != "" {
		err = l.view(func(tx *bolt.Tx) error {
			s = decodeSnapshot(tx.Bucket(bucketSnapshots).Get([]byte(ref)))
			return nil
		})
	}
	if err != nil {
		return timeline.Snapshot{}, fmt.Errorf("read the snapshot of %s: %w", clip(ref), err)
	}
	if w, ok := l.snapshots.get(ref); ok && w.Seq >= s.Seq {
		return timeline.Snapshot{Seq: w.Seq, Data: append([]byte{}, w.Data...)}, nil
	}
	return s, nil
}
