package socklog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// mostOwners is how many owners one call outlives: a request that ends every process that works on it must not end all.
const mostOwners = 5

// do calls fn with the Log that is held now, again after each change of owner.
func (l *Log) do(ctx context.Context, fn func(timeline.Log) error) error {
	for n := 1; ; n++ {
		h, err := l.current(ctx)
		if err != nil {
			return err
		}
		if err = fn(h.log); !errors.Is(err, errLost) || n == mostOwners {
			return err
		}
		if err := l.drop(ctx, h); err != nil {
			return err
		}
	}
}

// drop waits until h is known to be lost, so that the next look finds another.
func (l *Log) drop(ctx context.Context, h *hold) error {
	if c, ok := h.log.(*Client); ok {
		_ = c.conn.Close()
	}
	select {
	case <-h.lost:
		return nil
	case <-l.closing:
		return timeline.ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Append adds events; see timeline.Log. Where the owner ends in the middle, what it did is looked up before anything is
// repeated.
func (l *Log) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (a timeline.Appended, err error) {
	unsure := false
	err = l.do(ctx, func(log timeline.Log) error {
		var err error
		a, err = log.Append(ctx, ref, expected, events...)
		unsure = unsure || errors.Is(err, errLost)
		var conflict *timeline.ConflictError
		if unsure && errors.As(err, &conflict) {
			if was, ok, lookErr := look(ctx, log, ref, expected, events); lookErr != nil {
				return lookErr
			} else if ok {
				a, err = was, nil
			}
		}
		return err
	})
	if err != nil {
		return timeline.Appended{}, err
	}
	return a, nil
}

// Read ranges over the log; see timeline.Log. Where the owner changes meanwhile, it ends with the last event at the time
// of the change.
func (l *Log) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return l.events(ctx, ref, from, timeline.Log.Read)
}

// Follow ranges over the log and what comes, whoever is the owner; see timeline.Log.
func (l *Log) Follow(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return l.events(ctx, ref, from, timeline.Log.Follow)
}

type reading func(timeline.Log, context.Context, incident.Ref, uint64) iter.Seq2[incident.Event, error]

// events goes on after the last event where a stream was lost.
func (l *Log) events(ctx context.Context, ref incident.Ref, from uint64, read reading) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		next, left := max(from, 1), false
		for !left {
			before := next
			err := l.do(ctx, func(log timeline.Log) error {
				for e, err := range read(log, ctx, ref, next) {
					if err != nil {
						return err
					}
					if left = !yield(e, nil); left {
						return nil
					}
					next = e.Seq + 1
				}
				return nil
			})
			if errors.Is(err, errLost) && next > before {
				continue // it goes on, if slowly
			}
			if err != nil && !left {
				yield(incident.Event{}, err)
			}
			return
		}
	}
}

// Find looks keys up; see timeline.Log.
func (l *Log) Find(ctx context.Context, ref incident.Ref, keys ...string) (seqs []uint64, err error) {
	err = l.do(ctx, func(log timeline.Log) error {
		var err error
		seqs, err = log.Find(ctx, ref, keys...)
		return err
	})
	return seqs, err
}

// List gives every head; see timeline.Log.
func (l *Log) List(ctx context.Context) (heads []timeline.Head, err error) {
	err = l.do(ctx, func(log timeline.Log) error {
		var err error
		heads, err = log.List(ctx)
		return err
	})
	return heads, err
}

// Snapshot gives the newest fold; see timeline.Log.
func (l *Log) Snapshot(ctx context.Context, ref incident.Ref) (s timeline.Snapshot, err error) {
	err = l.do(ctx, func(log timeline.Log) error {
		var err error
		s, err = log.Snapshot(ctx, ref)
		return err
	})
	return s, err
}

// SaveSnapshot keeps a fold; see timeline.Log.
func (l *Log) SaveSnapshot(ctx context.Context, ref incident.Ref, s timeline.Snapshot) error {
	return l.do(ctx, func(log timeline.Log) error { return log.SaveSnapshot(ctx, ref, s) })
}

// Verify checks the whole store, also that of another process; see timeline.Verifier.
func (l *Log) Verify(ctx context.Context) (timeline.Verification, error) { return l.VerifyRef(ctx, "") }

// VerifyRef checks one log, or everything for the empty ref; see timeline.Verifier.
func (l *Log) VerifyRef(ctx context.Context, ref incident.Ref) (found timeline.Verification, err error) {
	err = l.do(ctx, func(log timeline.Log) error {
		v, ok := log.(timeline.Verifier)
		if !ok {
			return errUnsupported
		}
		var err error
		found, err = v.VerifyRef(ctx, ref)
		return err
	})
	return found, err
}

// Backup writes a verified copy of the store to w; see timeline.Backuper. It is not begun again where the owner ends in
// the middle, because w has a part of it by then.
func (l *Log) Backup(ctx context.Context, w io.Writer) error {
	h, err := l.current(ctx)
	if err != nil {
		return err
	}
	b, ok := h.log.(timeline.Backuper)
	if !ok {
		return errUnsupported
	}
	return b.Backup(ctx, w)
}

// BackupTo makes a verified copy of the store at path, written by this process whoever owns the store. It replaces
// nothing: where path exists the error is fs.ErrExist.
func (l *Log) BackupTo(ctx context.Context, path string) error { return boltlog.Receive(ctx, l, path) }

// Compact gives back the space that the store no longer uses.
func (l *Log) Compact(ctx context.Context) error {
	return l.do(ctx, func(log timeline.Log) error {
		c, ok := log.(compacter)
		if !ok {
			return errUnsupported
		}
		return c.Compact(ctx)
	})
}

// look finds out whether an append whose answer was lost was made: whether its events stand right after expected. Its
// keys that were there before do not tell, so at least one event has to stand there.
func look(ctx context.Context, log timeline.Log, ref incident.Ref, expected uint64, events []incident.Event) (was timeline.Appended, ok bool, err error) {
	stand, err := readSome(ctx, log, ref, expected+1, len(events))
	if err != nil {
		return was, false, err
	}
	earlier := map[string]uint64{}
	for _, e := range events {
		at, err := before(ctx, log, ref, e.Key, expected, earlier)
		if err != nil {
			return was, false, err
		}
		if at != 0 {
			was.Seqs, was.Left = append(was.Seqs, at), was.Left+1
			continue
		}
		if len(stand) == 0 || !sameEvent(stand[0], e) {
			return timeline.Appended{}, false, nil
		}
		if was.Head, err = headAt(ref, stand[0]); err != nil {
			return was, false, err
		}
		was.Seqs = append(was.Seqs, stand[0].Seq)
		if e.Key != "" {
			earlier[e.Key] = stand[0].Seq
		}
		stand, ok = stand[1:], true
	}
	return was, ok, nil
}

// before gives where an event with the key stood before ours, 0 for nowhere.
func before(ctx context.Context, log timeline.Log, ref incident.Ref, key string, expected uint64, earlier map[string]uint64) (uint64, error) {
	if key == "" {
		return 0, nil
	}
	if at, ok := earlier[key]; ok {
		return at, nil
	}
	at, err := log.Find(ctx, ref, key)
	if err != nil || at[0] > expected {
		return 0, err
	}
	return at[0], nil
}

func readSome(ctx context.Context, log timeline.Log, ref incident.Ref, from uint64, most int) (events []incident.Event, err error) {
	if most == 0 {
		return nil, nil
	}
	for e, err := range log.Read(ctx, ref, from) {
		if err != nil {
			return nil, err
		}
		if events = append(events, e); len(events) == most {
			break
		}
	}
	return events, nil
}

// sameEvent compares what was to be written with what stands there, but for what the log itself sets.
func sameEvent(stands, ours incident.Event) bool {
	ours.Seq, ours.Prev = stands.Seq, stands.Prev
	a, errA := stands.Hash()
	b, errB := ours.Hash()
	return errA == nil && errB == nil && a == b
}

func headAt(ref incident.Ref, e incident.Event) (timeline.Head, error) {
	hash, err := e.Hash()
	if err != nil {
		return timeline.Head{}, fmt.Errorf("event %d: %w", e.Seq, err)
	}
	return timeline.Head{Ref: ref, Seq: e.Seq, Hash: hash}, nil
}
