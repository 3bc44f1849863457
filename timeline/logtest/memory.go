package logtest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"baton/incident"
	"baton/timeline"
)

// Memory is a Log that forgets everything when the process ends.
type Memory struct {
	mu        sync.Mutex
	logs      map[incident.Ref]*memoryLog
	snapshots map[incident.Ref]timeline.Snapshot
	news      chan struct{} // closed and replaced at every change
	closed    bool
}

type memoryLog struct {
	stored [][]byte
	keys   map[string]uint64
	hash   incident.Hash
}

// NewMemory gives an empty Log.
func NewMemory() *Memory {
	return &Memory{
		logs: map[incident.Ref]*memoryLog{}, snapshots: map[incident.Ref]timeline.Snapshot{}, news: make(chan struct{}),
	}
}

var _ timeline.Log = (*Memory)(nil)

// begin checks what every call checks and locks.
func (m *Memory) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return timeline.ErrClosed
	}
	return nil
}

// Append adds events; see timeline.Log.
func (m *Memory) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if _, err := incident.ParseRef(string(ref)); err != nil {
		return timeline.Appended{}, fmt.Errorf("append: %w", err)
	}
	if err := m.begin(ctx); err != nil {
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref, err)
	}
	defer m.mu.Unlock()
	old, ok := m.logs[ref]
	if !ok {
		old = &memoryLog{}
	}
	if at := uint64(len(old.stored)); at != expected {
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref,
			&timeline.ConflictError{Ref: ref, Expected: expected, Actual: at})
	}
	now, result, err := old.with(ref, events)
	if err != nil {
		return timeline.Appended{}, fmt.Errorf("append to %s: %w", ref, err)
	}
	if len(now.stored) > len(old.stored) {
		m.logs[ref] = now
		close(m.news)
		m.news = make(chan struct{})
	}
	return result, nil
}

// with is the log with more events; the old one stays as it is.
func (l *memoryLog) with(ref incident.Ref, events []incident.Event) (*memoryLog, timeline.Appended, error) {
	now := &memoryLog{stored: slices.Clip(l.stored), keys: map[string]uint64{}, hash: l.hash}
	for k, seq := range l.keys {
		now.keys[k] = seq
	}
	var result timeline.Appended
	size := 0
	for _, e := range events {
		if seq := now.keys[e.Key]; seq != 0 {
			result.Seqs, result.Left = append(result.Seqs, seq), result.Left+1
			continue
		}
		e.Seq, e.Prev = uint64(len(now.stored))+1, now.hash
		b, err := e.AppendBinary(nil)
		if err != nil {
			return nil, timeline.Appended{}, err
		}
		if size += len(b); size > timeline.MaxAppendBytes {
			return nil, timeline.Appended{}, timeline.ErrTooLarge
		}
		now.stored, now.hash = append(now.stored, b), incident.HashOf(b)
		if e.Key != "" {
			now.keys[e.Key] = e.Seq
		}
		result.Seqs = append(result.Seqs, e.Seq)
	}
	result.Head = timeline.Head{Ref: ref, Seq: uint64(len(now.stored)), Hash: now.hash}
	return now, result, nil
}

// since gives the stored events from a place on, and what is closed when there are more.
func (m *Memory) since(ctx context.Context, ref incident.Ref, from uint64) ([][]byte, <-chan struct{}, error) {
	if err := m.begin(ctx); err != nil {
		return nil, nil, err
	}
	defer m.mu.Unlock()
	l, ok := m.logs[ref]
	if !ok || from > uint64(len(l.stored)) {
		return nil, m.news, nil
	}
	return l.stored[max(from, 1)-1:], m.news, nil
}

// Read ranges over the log as it is now; see timeline.Log.
func (m *Memory) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		stored, _, err := m.since(ctx, ref, from)
		if err != nil {
			yield(incident.Event{}, fmt.Errorf("read %s: %w", ref, err))
			return
		}
		yieldAll(ctx, stored, yield)
	}
}

func yieldAll(ctx context.Context, stored [][]byte, yield func(incident.Event, error) bool) bool {
	for _, b := range stored {
		e, err := incident.DecodeEvent(b)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			yield(incident.Event{}, err)
			return false
		}
		if !yield(e, nil) {
			return false
		}
	}
	return true
}

// Follow ranges over the log and what comes; see timeline.Log.
func (m *Memory) Follow(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		for next := max(from, 1); ; {
			stored, news, err := m.since(ctx, ref, next)
			if err != nil {
				yield(incident.Event{}, fmt.Errorf("follow %s: %w", ref, err))
				return
			}
			if !yieldAll(ctx, stored, yield) {
				return
			}
			next += uint64(len(stored))
			select {
			case <-news:
			case <-ctx.Done():
			}
		}
	}
}

// Find looks keys up; see timeline.Log.
func (m *Memory) Find(ctx context.Context, ref incident.Ref, keys ...string) ([]uint64, error) {
	if err := m.begin(ctx); err != nil {
		return nil, fmt.Errorf("find in %s: %w", ref, err)
	}
	defer m.mu.Unlock()
	seqs := make([]uint64, len(keys))
	if l, ok := m.logs[ref]; ok {
		for n, k := range keys {
			seqs[n] = l.keys[k]
		}
	}
	return seqs, nil
}

// List gives every head; see timeline.Log.
func (m *Memory) List(ctx context.Context) ([]timeline.Head, error) {
	if err := m.begin(ctx); err != nil {
		return nil, fmt.Errorf("list the logs: %w", err)
	}
	defer m.mu.Unlock()
	var heads []timeline.Head
	for ref, l := range m.logs {
		heads = append(heads, timeline.Head{Ref: ref, Seq: uint64(len(l.stored)), Hash: l.hash})
	}
	slices.SortFunc(heads, func(a, b timeline.Head) int { return strings.Compare(string(a.Ref), string(b.Ref)) })
	return heads, nil
}

// Snapshot gives the newest fold; see timeline.Log.
func (m *Memory) Snapshot(ctx context.Context, ref incident.Ref) (timeline.Snapshot, error) {
	if err := m.begin(ctx); err != nil {
		return timeline.Snapshot{}, fmt.Errorf("read the snapshot of %s: %w", ref, err)
	}
	defer m.mu.Unlock()
	s := m.snapshots[ref]
	return timeline.Snapshot{Seq: s.Seq, Data: slices.Clone(s.Data)}, nil
}

// SaveSnapshot keeps a fold; see timeline.Log.
func (m *Memory) SaveSnapshot(ctx context.Context, ref incident.Ref, s timeline.Snapshot) error {
	_, err := incident.ParseRef(string(ref))
	if err == nil && len(s.Data) > timeline.MaxSnapshotBytes {
		err = timeline.ErrTooLarge
	}
	if err == nil {
		err = m.begin(ctx)
	}
	if err != nil {
		return fmt.Errorf("save a snapshot of %.80s: %w", ref, err)
	}
	defer m.mu.Unlock()
	if old, ok := m.snapshots[ref]; !ok || old.Seq <= s.Seq {
		m.snapshots[ref] = timeline.Snapshot{Seq: s.Seq, Data: slices.Clone(s.Data)}
	}
	return nil
}

// Close ends every Follow; see timeline.Log.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.closed {
		m.closed = true
		close(m.news)
	}
	return nil
}
