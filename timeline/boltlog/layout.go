package boltlog

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
)

// Format is the version of the store that this program writes. Format 1 had neither the index of keys nor the heads'
// sequence numbers and hashes.
const Format = 2

var (
	bucketBaton     = []byte("baton")
	bucketLogs      = []byte("logs")
	bucketEvents    = []byte("events")
	bucketRecent    = []byte("recent")
	bucketKeys      = []byte("keys")
	bucketSnapshots = []byte("snapshots")

	keyFormat  = []byte("format")
	keyCreated = []byte("created")
)

const (
	headBytes     = 4 + 8 + len(incident.Hash{})
	eventKeyBytes = 4 + 8
	// longKey is the length in bytes from which a key is indexed by its hash: long keys would make the tree deep, and
	// bbolt takes none above 32 KiB.
	longKey = 256
)

// The byte before a key in the index keeps keys and hashes of keys apart.
const (
	indexedWhole  = 'k'
	indexedByHash = 'h'
)

// head is the end of one log together with the number under which its events are kept.
type head struct {
	num  uint32
	seq  uint64
	hash incident.Hash
}

func (h head) encode() []byte {
	b := make([]byte, 0, headBytes)
	b = binary.BigEndian.AppendUint32(b, h.num)
	b = binary.BigEndian.AppendUint64(b, h.seq)
	return append(b, h.hash[:]...)
}

var errHeadRecord = errors.New("head record of unknown form")

func decodeHead(b []byte) (head, error) {
	if len(b) != headBytes {
		return head{}, errHeadRecord
	}
	return head{
		num: binary.BigEndian.Uint32(b), seq: binary.BigEndian.Uint64(b[4:]), hash: incident.Hash(b[12:]),
	}, nil
}

func (h head) public(ref incident.Ref) timeline.Head {
	return timeline.Head{Ref: ref, Seq: h.seq, Hash: h.hash}
}

func eventKey(num uint32, seq uint64) []byte {
	b := make([]byte, 0, eventKeyBytes)
	b = binary.BigEndian.AppendUint32(b, num)
	return binary.BigEndian.AppendUint64(b, seq)
}

func splitEventKey(b []byte) (num uint32, seq uint64, ok bool) {
	if len(b) != eventKeyBytes {
		return 0, 0, false
	}
	return binary.BigEndian.Uint32(b), binary.BigEndian.Uint64(b[4:]), true
}

func indexKey(num uint32, key string) []byte {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, 5+min(len(key), longKey)), num)
	if len(key) < longKey {
		return append(append(b, indexedWhole), key...)
	}
	sum := sha256.Sum256([]byte(key))
	return append(append(b, indexedByHash), sum[:]...)
}

func encodeSeq(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func decodeSeq(b []byte) uint64 {
	if len(b) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// readFormat gives the store's format, and 0 for a bbolt file that is not a store.
func readFormat(tx *bolt.Tx) uint32 {
	b := tx.Bucket(bucketBaton)
	if b == nil {
		return 0
	}
	v := b.Get(keyFormat)
	if len(v) != 4 {
		return 0
	}
	return binary.BigEndian.Uint32(v)
}

// layOut makes the buckets of a new store.
func layOut(tx *bolt.Tx, created time.Time) error {
	for _, name := range [][]byte{bucketBaton, bucketLogs, bucketEvents, bucketRecent, bucketKeys, bucketSnapshots} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	b := tx.Bucket(bucketBaton)
	if err := b.Put(keyCreated, []byte(created.UTC().Format(time.RFC3339))); err != nil {
		return err
	}
	return b.Put(keyFormat, binary.BigEndian.AppendUint32(nil, Format))
}

// readHead gives the end of a log; ok is false where there is none.
func readHead(tx *bolt.Tx, ref incident.Ref) (h head, ok bool, err error) {
	if len(ref) == 0 {
		return head{}, false, nil
	}
	v := tx.Bucket(bucketLogs).Get([]byte(ref))
	if v == nil {
		return head{}, false, nil
	}
	h, err = decodeHead(v)
	return h, err == nil, err
}
