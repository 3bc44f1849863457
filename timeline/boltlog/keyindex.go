package boltlog

import (
	"bytes"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// keyIndex is the index of keys as one transaction sees it: what is in the bucket, and what is new. The new ones are
// written at the end, sorted, because bbolt is slow to insert many keys into the middle of a page.
//
// Keys of a channel or a file come in ascending order. One above the last of its log is new without a look into the tree,
// which is what makes imports fast.
type keyIndex struct {
	bucket  *bolt.Bucket
	recent  map[string]uint64 // of events that are not settled
	logs    map[uint32]*newKeys
	undone  []undo
	settled []entry // what is to be written besides the new ones
}

// newKeys are those of one log, as index keys.
type newKeys struct {
	last   []byte // the greatest key, stored or new
	rising []entry
	others map[string]uint64
}

type entry struct {
	key []byte
	seq uint64
}

// undo says how to forget one key.
type undo struct {
	log  *newKeys
	key  []byte
	last []byte // what was the last before a rising key, nil for another
}

// add notes that the next event of a log has this key and gives 0, or gives where the event with the key stands.
func (x *keyIndex) add(h *head, key string) uint64 {
	if key == "" {
		return 0
	}
	log, ok := x.logs[h.num]
	if !ok {
		log = &newKeys{last: x.lastStored(h.num)}
		x.logs[h.num] = log
	}
	k := indexKey(h.num, key)
	if seq, ok := x.recent[string(k)]; ok {
		return seq
	}
	if bytes.Compare(k, log.last) > 0 {
		x.undone = append(x.undone, undo{log, k, log.last})
		log.rising, log.last = append(log.rising, entry{k, h.seq + 1}), k
		return 0
	}
	if seq := x.find(log, k); seq != 0 {
		return seq
	}
	x.undone = append(x.undone, undo{log: log, key: k})
	if log.others == nil {
		log.others = map[string]uint64{}
	}
	log.others[string(k)] = h.seq + 1
	return 0
}

// lastStored gives the greatest key of a log in the bucket, or what is less than any of its keys.
func (x *keyIndex) lastStored(num uint32) []byte {
	low := indexKey(num, "")[:4]
	c := x.bucket.Cursor()
	k, _ := c.Seek(append(bytes.Clone(low), 0xff))
	if k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	if bytes.HasPrefix(k, low) {
		return bytes.Clone(k)
	}
	return low
}

func (x *keyIndex) find(log *newKeys, k []byte) uint64 {
	if seq, ok := log.others[string(k)]; ok {
		return seq
	}
	n, ok := slices.BinarySearchFunc(log.rising, k, func(e entry, k []byte) int { return bytes.Compare(e.key, k) })
	if ok {
		return log.rising[n].seq
	}
	return decodeSeq(x.bucket.Get(k))
}

func (x *keyIndex) mark() int { return len(x.undone) }

// undo forgets what was added since the mark.
func (x *keyIndex) undo(mark int) {
	for len(x.undone) > mark {
		u := x.undone[len(x.undone)-1]
		x.undone = x.undone[:len(x.undone)-1]
		if u.last == nil {
			delete(u.log.others, string(u.key))
		} else {
			u.log.rising, u.log.last = u.log.rising[:len(u.log.rising)-1], u.last
		}
	}
}

// each gives every new key, in no order.
func (x *keyIndex) each(fn func(entry)) {
	for _, log := range x.logs {
		for _, e := range log.rising {
			fn(e)
		}
		for k, seq := range log.others {
			fn(entry{[]byte(k), seq})
		}
	}
}

func (x *keyIndex) flush() error {
	all := x.settled
	x.each(func(e entry) { all = append(all, e) })
	slices.SortFunc(all, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	for _, e := range all {
		if err := x.bucket.Put(e.key, encodeSeq(e.seq)); err != nil {
			return err
		}
	}
	return nil
}
