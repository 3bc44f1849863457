package boltlog

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
	"baton/timeline"
)

// mostFindings is how many findings a verification keeps.
const mostFindings = 1000

// VerifyRef checks one log while the store is in use; see timeline.Verifier.
func (l *Log) VerifyRef(ctx context.Context, ref incident.Ref) (timeline.Verification, error) {
	return l.verify(ctx, ref)
}

func (l *Log) verify(ctx context.Context, ref incident.Ref) (timeline.Verification, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.db == nil {
		if l.broken != nil {
			return timeline.Verification{}, l.broken
		}
		return timeline.Verification{}, timeline.ErrClosed
	}
	found, err := verify(ctx, l.db, l.path, ref)
	if err != nil {
		return found, fmt.Errorf("verify %s: %w", clip(ref), err)
	}
	return found, nil
}

// verify checks one log, or everything if ref is empty. Writers go on; readTx pins the state that is checked.
func verify(ctx context.Context, db *bolt.DB, path string, ref incident.Ref) (timeline.Verification, error) {
	v := &verification{Verification: timeline.Verification{Findings: []timeline.Finding{}}}
	err := guard(func() error {
		tx, m, f, err := pin(db, path)
		if err != nil {
			return err
		}
		defer func() { _, _ = tx.Rollback(), f.Close() }()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		if ref == "" {
			_, problems := walkPages(f, info.Size(), m)
			for _, p := range problems {
				v.note("", 0, timeline.FaultStructure, "The file's structure is damaged: %s.", p)
			}
		}
		v.Format = int(readFormat(tx))
		return v.logs(ctx, tx, ref)
	})
	if errors.Is(err, errUnreadable) {
		v.note(ref, 0, timeline.FaultStructure, "Some of the store cannot be read: %v.", err)
		err = nil
	}
	return v.Verification, err
}

// pin begins a read transaction and gives the meta page of the same state, for the pages that bbolt does not show.
func pin(db *bolt.DB, path string) (*bolt.Tx, meta, *os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, meta{}, nil, err
	}
	for range 1000 { // each try fails only if two commits came between
		tx, err := db.Begin(false)
		if err != nil {
			return nil, meta{}, nil, errors.Join(asClosed(err), f.Close())
		}
		for _, m := range readMetas(f) {
			if m.txid == uint64(tx.ID()) {
				return tx, m, f, nil
			}
		}
		_ = tx.Rollback()
	}
	return nil, meta{}, nil, errors.Join(fmt.Errorf("the meta pages do not match what is open: %w", errUnreadable), f.Close())
}

// verification gathers findings.
type verification struct {
	timeline.Verification
}

func (v *verification) note(ref incident.Ref, seq uint64, fault timeline.Fault, format string, args ...any) {
	if len(v.Findings) == mostFindings {
		v.More++
		return
	}
	v.Findings = append(v.Findings, timeline.Finding{Ref: ref, Seq: seq, Fault: fault, Text: fmt.Sprintf(format, args...)})
}

// logs checks every log, and that there is nothing beside them.
func (v *verification) logs(ctx context.Context, tx *bolt.Tx, only incident.Ref) error {
	known := map[uint32]uint64{} // log number → settled events with keys
	recent := map[uint32][]stored{}
	err := eachRecent(tx, func(_ uint64, s stored) error {
		recent[s.num] = append(recent[s.num], s)
		return nil
	})
	if err != nil {
		return err
	}
	c := tx.Bucket(bucketLogs).Cursor()
	for ref, b := c.First(); ref != nil; ref, b = c.Next() {
		if only != "" && incident.Ref(ref) != only {
			continue
		}
		h, err := decodeHead(b)
		if err != nil {
			v.note(incident.Ref(ref), 0, timeline.FaultIndex, "The head of log %q cannot be read.", ref)
			continue
		}
		if _, twice := known[h.num]; twice {
			v.note(incident.Ref(ref), 0, timeline.FaultIndex, "Log %s has the number of another log.", ref)
		}
		v.Logs++
		if known[h.num], err = v.log(ctx, tx, incident.Ref(ref), h, recent[h.num]); err != nil {
			return err
		}
		delete(recent, h.num)
	}
	if only == "" {
		for num, some := range recent {
			v.note("", some[0].seq, timeline.FaultExtra, "An event %d of log number %d belongs to no log.", some[0].seq, num)
		}
		v.strays(tx, known)
	} else if v.Logs == 0 {
		return errNoLog
	}
	return nil
}

// log checks the events of one log and counts those with keys in the index.
func (v *verification) log(ctx context.Context, tx *bolt.Tx, ref incident.Ref, h head, recent []stored) (keyed uint64, err error) {
	chain := chain{v: v, ref: ref, head: h, keys: tx.Bucket(bucketKeys), next: 1}
	c := tx.Bucket(bucketEvents).Cursor()
	for k, b := c.Seek(eventKey(h.num, 0)); k != nil; k, b = c.Next() {
		num, seq, ok := splitEventKey(k)
		if !ok || num != h.num {
			break
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		chain.event(seq, b)
	}
	chain.keys = nil // the others are not in the index yet
	for _, s := range recent {
		chain.event(s.seq, s.b)
	}
	chain.end()
	v.Events += chain.events
	return chain.keyed, nil
}

// strays looks for what belongs to no log, and for entries of the index that are too many.
func (v *verification) strays(tx *bolt.Tx, known map[uint32]uint64) {
	c := tx.Bucket(bucketEvents).Cursor()
	for k, _ := c.First(); k != nil; {
		num, seq, ok := splitEventKey(k)
		if _, belongs := known[num]; !ok || !belongs {
			v.note("", seq, timeline.FaultExtra, "An event %d of log number %d belongs to no log.", seq, num)
		}
		if num == ^uint32(0) || !ok {
			break
		}
		k, _ = c.Seek(eventKey(num+1, 0))
	}
	count := map[uint32]uint64{}
	c = tx.Bucket(bucketKeys).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if len(k) < 4 {
			v.note("", 0, timeline.FaultIndex, "The index of keys has an entry of unknown form.")
			continue
		}
		count[binary.BigEndian.Uint32(k)]++
	}
	for num, n := range count {
		if n != known[num] {
			v.note("", 0, timeline.FaultIndex, "The index of keys has %d entries for log number %d, which has %d keys.",
				n, num, known[num])
		}
	}
}

// chain follows one log.
type chain struct {
	v             *verification
	ref           incident.Ref
	head          head
	keys          *bolt.Bucket
	next          uint64 // the sequence number that must come
	prev          incident.Hash
	known         bool // prev is the hash of the event before next
	events, keyed uint64
}

func (c *chain) note(seq uint64, fault timeline.Fault, format string, args ...any) {
	c.v.note(c.ref, seq, fault, format, args...)
}

// event checks the event that is kept under seq.
func (c *chain) event(seq uint64, b []byte) {
	if seq > c.head.seq {
		c.note(seq, timeline.FaultExtra, "Event %d of %s is beyond the end, %d, and was never acknowledged.", seq, c.ref, c.head.seq)
		return
	}
	if seq < c.next {
		c.note(seq, timeline.FaultExtra, "Log %s has another event %d.", c.ref, seq)
		return
	}
	c.gap(seq)
	c.events++
	e, err := incident.DecodeEvent(b)
	switch {
	case errors.Is(err, incident.ErrNewerFormat):
		c.note(seq, timeline.FaultChanged, "Event %d of %s is of a newer format.", seq, c.ref)
	case err != nil:
		c.note(seq, timeline.FaultChanged, "Event %d of %s is not what was written: its checksum does not match.", seq, c.ref)
	case e.Seq != seq:
		c.note(seq, timeline.FaultReordered, "At the place of event %d of %s stands event %d.", seq, c.ref, e.Seq)
	case c.before() && e.Prev != c.prev:
		c.note(seq-1, timeline.FaultChanged,
			"Event %d of %s is not the one that event %d was written after: its hash does not match.", seq-1, c.ref, seq)
	}
	c.prev, c.known, c.next = incident.HashOf(b), err == nil && e.Seq == seq, seq+1
	if c.known {
		c.indexed(e)
	}
}

// before tells whether the hash of the event before is known.
func (c *chain) before() bool { return c.known || c.next == 1 }

// gap notes that events before seq are not there.
func (c *chain) gap(seq uint64) {
	if seq == c.next {
		return
	}
	c.missing(c.next, seq-1)
	c.known, c.next = false, seq
}

func (c *chain) missing(from, to uint64) {
	if from == to {
		c.note(from, timeline.FaultMissing, "Event %d of %s is missing.", from, c.ref)
	} else {
		c.note(from, timeline.FaultMissing, "Events %d to %d of %s are missing.", from, to, c.ref)
	}
}

func (c *chain) indexed(e incident.Event) {
	if e.Key == "" || c.keys == nil {
		return
	}
	c.keyed++
	if at := decodeSeq(c.keys.Get(indexKey(c.head.num, e.Key))); at != e.Seq {
		c.note(e.Seq, timeline.FaultIndex, "The index says that the key of event %d of %s is that of event %d.", e.Seq, c.ref, at)
	}
}

// end compares the last event with the head.
func (c *chain) end() {
	if c.next <= c.head.seq {
		c.missing(c.next, c.head.seq)
	} else if c.known && c.prev != c.head.hash {
		c.note(c.head.seq, timeline.FaultChanged, "The last event, %d, of %s is not what was written: its hash does not match.",
			c.head.seq, c.ref)
	}
}
