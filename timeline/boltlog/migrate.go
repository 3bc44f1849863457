package boltlog

import (
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
)

// migrate brings a store of format 1, whose logs are known by their number only, to format 2 inside one transaction: it
// makes the index of keys and the heads from the events.
func migrate(tx *bolt.Tx) error {
	for _, name := range [][]byte{bucketRecent, bucketKeys, bucketSnapshots} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	numbers := map[incident.Ref]uint32{}
	logs := tx.Bucket(bucketLogs)
	err := logs.ForEach(func(ref, v []byte) error {
		if len(v) != 4 {
			return fmt.Errorf("log %q: %w", ref, errHeadRecord)
		}
		numbers[incident.Ref(ref)] = binary.BigEndian.Uint32(v)
		return nil
	})
	if err != nil {
		return err
	}
	for ref, num := range numbers {
		h, err := indexLog(tx, num)
		if err != nil {
			return fmt.Errorf("bring log %s to format %d: %w", ref, Format, err)
		}
		if err := logs.Put([]byte(ref), h.encode()); err != nil {
			return err
		}
	}
	return tx.Bucket(bucketBaton).Put(keyFormat, binary.BigEndian.AppendUint32(nil, Format))
}

// indexLog makes the index of keys of one log and gives its head.
func indexLog(tx *bolt.Tx, num uint32) (head, error) {
	h := head{num: num}
	keys := tx.Bucket(bucketKeys)
	c := tx.Bucket(bucketEvents).Cursor()
	for k, v := c.Seek(eventKey(num, 1)); k != nil; k, v = c.Next() {
		n, seq, ok := splitEventKey(k)
		if !ok || n != num {
			break
		}
		e, err := incident.DecodeEvent(v)
		if err != nil {
			return h, err
		}
		h.seq, h.hash = seq, incident.HashOf(v)
		if e.Key == "" {
			continue
		}
		if err := keys.Put(indexKey(num, e.Key), encodeSeq(seq)); err != nil {
			return h, err
		}
	}
	return h, nil
}
