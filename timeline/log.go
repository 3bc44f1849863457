package timeline

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"baton/incident"
)

// Log is the record of every incident: append-only, durable, in order. It is small on purpose, and says nothing of how
// it is kept, so that a file, another process or a cluster can stand behind it. Every implementation passes logtest.
//
// All methods are safe for concurrent use. A canceled context ends a wait; an Append that has been handed over may
// still happen, so the caller looks before it repeats, and leaves the events' Data alone.
type Log interface {
	// Append adds events to an incident's log and returns when they are durable. The first event of a log makes it.
	// expected is the sequence number of the last event that the caller has seen, 0 for none; where the log is at
	// another, nothing is added and the error is a *ConflictError, also where every key is there already. The log sets
	// Seq and Prev. An event whose key is already in the incident, or earlier among these events, is left out; the
	// result says where it stands. All are added or none. No events at all only compare expected.
	Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (Appended, error)
	// Read ranges over the events from sequence number from on, oldest first, up to the last one when the ranging
	// began. The events may be kept. A log that does not exist is empty. A range that ends early gives the reason, such
	// as the context's error, as its last pair; the error names the log.
	Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error]
	// Follow is Read that goes on with events as they become durable. It ends with the context's error when the context
	// ends and with ErrClosed when the log is closed, as its last pair.
	Follow(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error]
	// Find gives the sequence numbers of the events with these keys, 0 where there is none.
	Find(ctx context.Context, ref incident.Ref, keys ...string) ([]uint64, error)
	// List gives the head of every log, in the order of their refs.
	List(ctx context.Context) ([]Head, error)
	// Snapshot gives the newest fold that SaveSnapshot was given for an incident. It is a cache: it may be absent
	// (the zero Snapshot), and a caller that cannot use it folds from the start.
	Snapshot(ctx context.Context, ref incident.Ref) (Snapshot, error)
	// SaveSnapshot keeps s unless one of a later Seq is there. It does not wait for the disk; a crash may lose it. s.Data
	// must not be changed afterwards.
	SaveSnapshot(ctx context.Context, ref incident.Ref, s Snapshot) error
	// Close ends every Follow and releases what is held. Appends under way are finished first. A second Close does
	// nothing.
	Close() error
}

// What one call may hold, so that every Log, also one behind a socket, takes the same.
const (
	// MaxAppendBytes bounds the stored form of the events of one Append.
	MaxAppendBytes = 64 << 20
	// MaxSnapshotBytes bounds the Data of a Snapshot.
	MaxSnapshotBytes = 64 << 20
)

// Appended says where the events of one Append stand.
type Appended struct {
	// Seqs has one sequence number an event, that of the earlier event for one that was left out.
	Seqs []uint64
	// Left counts the events that were left out because their key was there already.
	Left int
	// Head is the end of the log right after these events.
	Head Head
}

// Head is the end of one log.
type Head struct {
	Ref  incident.Ref  `json:"ref"`
	Seq  uint64        `json:"seq"`
	Hash incident.Hash `json:"hash"`
}

// Snapshot is a fold of a log up to Seq, in the encoding of whoever made it.
type Snapshot struct {
	Seq  uint64
	Data []byte
}

// ConflictError says that somebody else appended in the meantime. Fold what is new and decide again.
type ConflictError struct {
	Ref              incident.Ref
	Expected, Actual uint64
}

// Error names both positions.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("log %s has moved on: expected to be at %d, is at %d", e.Ref, e.Expected, e.Actual)
}

// Errors that callers branch on.
var (
	// ErrClosed: the log was closed, by us or by the process that owned it.
	ErrClosed = errors.New("the log is closed")
	// ErrNewerStore: the store has a format that this program does not know. It is left untouched.
	ErrNewerStore = errors.New("the store was made by a newer version of baton")
	// ErrNotAStore: the file is not a store of baton, or is damaged beyond opening. It is left untouched.
	ErrNotAStore = errors.New("not a baton store")
	// ErrFull: there is no room left on the disk. Nothing of the append was kept.
	ErrFull = errors.New("the disk is full")
	// ErrTooLarge: more than MaxAppendBytes or MaxSnapshotBytes were given at once. Nothing was kept.
	ErrTooLarge = errors.New("too large for one call")
)
