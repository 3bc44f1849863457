package boltlog

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"baton/incident"
)

// Plan says what a repair keeps of a damaged store.
type Plan struct {
	Logs []Kept `json:"logs"`
	// Leftover counts the records that cannot be kept and go into a file of their own.
	Leftover int `json:"leftover"`
	// Original and Leftovers are the files with the store as it was and with the records that were not kept, where the
	// repair was made. Leftovers is empty if there are none.
	Original  string `json:"original,omitempty"`
	Leftovers string `json:"leftovers,omitempty"`
}

// Kept says what is kept of one log: its events from the first to Events.
type Kept struct {
	Ref    incident.Ref `json:"ref"`
	Events uint64       `json:"events"`
	// Lost is how many events after these were acknowledged once, as far as the store still knows.
	Lost uint64 `json:"lost"`
}

// PlanRepair says what Repair would keep, and changes nothing.
func PlanRepair(ctx context.Context, path string) (Plan, error) {
	m, err := beginMending(ctx, path)
	if err != nil {
		return Plan{}, fmt.Errorf("plan the repair of %s: %w", path, err)
	}
	defer m.end()
	return m.plan, nil
}

// Repair puts a new store in the place of a damaged one: of each log the events from the first on as long as each is
// whole and follows the one before. What cannot be kept is written beside it, one JSON object a line with the record's
// bytes, and the damaged file stays under another name. A crash at any moment leaves either the old store or the new.
func Repair(ctx context.Context, path string) (Plan, error) {
	m, err := beginMending(ctx, path)
	if err != nil {
		return Plan{}, fmt.Errorf("repair %s: %w", path, err)
	}
	defer m.end()
	if err := m.mend(ctx); err != nil {
		return Plan{}, fmt.Errorf("repair %s: %w; it is as it was", path, asFull(err))
	}
	return m.plan, nil
}

// mending is a repair under way. It holds the file's lock.
type mending struct {
	path     string
	f        *os.File
	found    *salvage
	logs     []mended
	leftover []wreck
	plan     Plan
}

type mended struct {
	num uint32
	ref incident.Ref
	run []found
}

func beginMending(ctx context.Context, path string) (*mending, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	m := &mending{path: path, f: f}
	if err := lock(f); err != nil {
		m.end()
		return nil, err
	}
	for _, meta := range readMetas(f) {
		if format := formatOf(f, meta); format > Format {
			m.end()
			return nil, newerStore(format)
		}
	}
	if m.found, err = dig(ctx, f); err != nil {
		m.end()
		return nil, err
	}
	m.sort()
	return m, nil
}

func (m *mending) end() { _ = m.f.Close() }

// formatOf reads the format out of the root page, 0 where it cannot.
func formatOf(f *os.File, at meta) (format uint32) {
	p := pages{r: f, size: at.pageSize, n: at.pages}
	root, err := p.read(at.root)
	if err != nil {
		return 0
	}
	for n := range root.count {
		e, err := root.element(n)
		if err != nil || string(e.key) != string(bucketBaton) {
			continue
		}
		inner, ok := root.inline(e)
		for k := 0; ok && k < inner.count; k++ {
			if v, err := inner.element(k); err == nil && string(v.key) == string(keyFormat) && len(v.value) == 4 {
				format = uint32(v.value[0])<<24 | uint32(v.value[1])<<16 | uint32(v.value[2])<<8 | uint32(v.value[3])
			}
		}
	}
	return format
}

// sort decides what is kept and what is left over.
func (m *mending) sort() {
	nums := map[uint32]bool{}
	for num := range m.found.events {
		nums[num] = true
	}
	for _, h := range m.found.heads {
		nums[h.num] = true
	}
	m.leftover = m.found.damaged
	for num := range nums {
		ref, h := m.found.refOf(num)
		run := m.found.longest(num, h)
		m.logs = append(m.logs, mended{num, ref, run})
		m.plan.Logs = append(m.plan.Logs, Kept{Ref: ref, Events: uint64(len(run)), Lost: h.seq - min(h.seq, uint64(len(run)))})
		m.leave(num, run, h)
	}
	for n := range m.leftover {
		m.leftover[n].Ref, _ = m.found.refOf(m.leftover[n].Num)
	}
	slices.SortFunc(m.plan.Logs, func(a, b Kept) int { return cmp.Compare(a.Ref, b.Ref) })
	slices.SortFunc(m.leftover, func(a, b wreck) int { return cmp.Or(cmp.Compare(a.Num, b.Num), cmp.Compare(a.Seq, b.Seq)) })
	m.plan.Leftover = len(m.leftover)
}

// leave notes the whole events of a log that are not in the run: those that the tree refers to, and, where the log's end
// is lost, any later one.
func (m *mending) leave(num uint32, run []found, h foundHead) {
	short := uint64(len(run)) < h.seq || !h.used
	for seq, all := range m.found.events[num] {
		for _, f := range all {
			kept := seq <= uint64(len(run)) && run[seq-1].hash == f.hash
			if kept || (!f.used && (!short || seq <= uint64(len(run)))) {
				continue
			}
			raw, err := m.raw(f)
			why := "the events before it are lost, or it does not follow them"
			if err != nil {
				why = err.Error()
			}
			m.leftover = append(m.leftover, wreck{Num: num, Seq: seq, Why: why, Raw: raw})
		}
	}
}

func (m *mending) raw(f found) ([]byte, error) {
	b := make([]byte, f.size)
	_, err := m.f.ReadAt(b, f.at)
	return b, err
}

func (m *mending) mend(ctx context.Context) error {
	if !slices.ContainsFunc(m.logs, func(l mended) bool { return len(l.run) > 0 }) && len(m.found.heads) == 0 {
		return errNothing
	}
	stamp := time.Now().UTC().Format("20060102T150405.000Z")
	dir := filepath.Dir(m.path)
	name := m.path + ".repaired-" + stamp
	defer func() { _ = os.Remove(name) }() // finds nothing once it has the store's name
	if err := m.write(ctx, name); err != nil {
		return err
	}
	leftovers := m.path + ".leftover-" + stamp + ".jsonl"
	if len(m.leftover) == 0 {
		leftovers = ""
	} else if err := m.writeLeftovers(leftovers); err != nil {
		return err
	}
	original := m.path + ".damaged-" + stamp
	if err := giveName(m.path, original); err != nil {
		return err
	}
	if err := os.Rename(name, m.path); err != nil {
		return err
	}
	m.plan.Original, m.plan.Leftovers = original, leftovers
	return syncFolder(dir)
}

// write makes the new store, synced and verified.
func (m *mending) write(ctx context.Context, name string) error {
	db, err := openFile(name, &bolt.Options{Timeout: defaultLockWait, NoStatistics: true, NoSync: true})
	if err != nil {
		return err
	}
	err = guard(func() error {
		if err := bringUpToDate(db); err != nil {
			return err
		}
		for _, l := range m.logs {
			if err := m.writeLog(ctx, db, l); err != nil {
				return err
			}
		}
		return db.Sync()
	})
	if err = errors.Join(err, guard(db.Close)); err != nil {
		return err
	}
	found, err := VerifyFile(ctx, name)
	if err == nil && !found.Sound() {
		err = fmt.Errorf("what would be kept is not sound: %s", found.Findings[0].Text)
	}
	return err
}

// mendBatch is how many events one transaction of a repair takes.
const mendBatch = 10_000

func (m *mending) writeLog(ctx context.Context, db *bolt.DB, l mended) error {
	h := head{num: l.num}
	for some := range slices.Chunk(l.run, mendBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := db.Update(func(tx *bolt.Tx) error { return m.writeEvents(tx, l.ref, &h, some) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *mending) writeEvents(tx *bolt.Tx, ref incident.Ref, h *head, events []found) error {
	w := newWriter(tx, nil)
	for _, f := range events {
		raw, err := m.raw(f)
		if err != nil {
			return err
		}
		e, err := incident.DecodeEvent(raw)
		if err != nil {
			return err
		}
		w.index.add(h, e.Key)
		h.seq, h.hash = e.Seq, f.hash
		if err := w.events.Put(eventKey(h.num, e.Seq), raw); err != nil {
			return err
		}
	}
	if w.logs.Sequence() < uint64(h.num) {
		if err := w.logs.SetSequence(uint64(h.num)); err != nil {
			return err
		}
	}
	return errors.Join(w.index.flush(), w.logs.Put([]byte(ref), h.encode()))
}

func (m *mending) writeLeftovers(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(f)
	for _, w := range m.leftover {
		if err := enc.Encode(w); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(f.Sync(), f.Close())
}
