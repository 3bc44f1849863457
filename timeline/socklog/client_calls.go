package socklog

import (
	"context"
	"fmt"
	"io"
	"iter"

	"baton/incident"
	"baton/timeline"
)

// Append adds events; see timeline.Log.
func (c *Client) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	a, err := c.append(ctx, ref, expected, events)
	if err != nil {
		return timeline.Appended{}, fmt.Errorf("append to %.80s: %w", ref, err)
	}
	return a, nil
}

func (c *Client) append(ctx context.Context, ref incident.Ref, expected uint64, events []incident.Event) (timeline.Appended, error) {
	size := 0
	for n := range events {
		if size += len(events[n].Data) + len(events[n].Key); size > timeline.MaxAppendBytes {
			return timeline.Appended{}, timeline.ErrTooLarge
		}
	}
	body, err := packEvents(make([]byte, 0, size+256*len(events)), events...)
	if err != nil {
		return timeline.Appended{}, err
	}
	f, err := c.ask(ctx, kindAppend, askHead{Ref: ref, Expected: expected}, body)
	if err != nil {
		return timeline.Appended{}, err
	}
	var h appendedHead
	if err := f.decode(&h); err != nil {
		return timeline.Appended{}, err
	}
	head, err := h.Head.head()
	return timeline.Appended{Seqs: h.Seqs, Left: h.Left, Head: head}, err
}

// Read ranges over the log; see timeline.Log.
func (c *Client) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return c.events(ctx, kindRead, ref, from)
}

// Follow ranges over the log and what comes; see timeline.Log.
func (c *Client) Follow(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return c.events(ctx, kindFollow, ref, from)
}

// Find looks keys up; see timeline.Log.
func (c *Client) Find(ctx context.Context, ref incident.Ref, keys ...string) (seqs []uint64, err error) {
	ask := askHead{Ref: ref, Keys: make([][]byte, len(keys))}
	for n, k := range keys {
		ask.Keys[n] = []byte(k)
	}
	f, err := c.ask(ctx, kindFind, ask, nil)
	if err == nil {
		err = f.decode(&seqs)
	}
	if err == nil && len(seqs) != len(keys) {
		err = fmt.Errorf("%d answers to %d questions: %w", len(seqs), len(keys), errFrame)
	}
	if err != nil {
		return nil, fmt.Errorf("find in %.80s: %w", ref, err)
	}
	return seqs, nil
}

// List gives every head; see timeline.Log.
func (c *Client) List(ctx context.Context) ([]timeline.Head, error) {
	f, err := c.ask(ctx, kindList, askHead{}, nil)
	var list []logHead
	if err == nil {
		err = f.decode(&list)
	}
	if err != nil {
		return nil, fmt.Errorf("list the logs: %w", err)
	}
	heads := make([]timeline.Head, len(list))
	for n, h := range list {
		if heads[n], err = h.head(); err != nil {
			return nil, fmt.Errorf("list the logs: %w", err)
		}
	}
	return heads, nil
}

// Snapshot gives the newest fold; see timeline.Log.
func (c *Client) Snapshot(ctx context.Context, ref incident.Ref) (timeline.Snapshot, error) {
	f, err := c.ask(ctx, kindSnapshot, askHead{Ref: ref}, nil)
	var h askHead
	if err == nil {
		err = f.decode(&h)
	}
	if err != nil {
		return timeline.Snapshot{}, fmt.Errorf("read the snapshot of %.80s: %w", ref, err)
	}
	return timeline.Snapshot{Seq: h.Seq, Data: f.body}, nil
}

// SaveSnapshot keeps a fold; see timeline.Log.
func (c *Client) SaveSnapshot(ctx context.Context, ref incident.Ref, s timeline.Snapshot) error {
	err := error(timeline.ErrTooLarge)
	if len(s.Data) <= timeline.MaxSnapshotBytes {
		_, err = c.ask(ctx, kindSaveSnapshot, askHead{Ref: ref, Seq: s.Seq}, s.Data)
	}
	if err != nil {
		return fmt.Errorf("save a snapshot of %.80s: %w", ref, err)
	}
	return nil
}

// Verify checks the other process's store; see timeline.Verifier.
func (c *Client) Verify(ctx context.Context) (timeline.Verification, error) {
	return c.VerifyRef(ctx, "")
}

// VerifyRef checks one log, or everything for the empty ref; see timeline.Verifier.
func (c *Client) VerifyRef(ctx context.Context, ref incident.Ref) (v timeline.Verification, err error) {
	f, err := c.ask(ctx, kindVerify, askHead{Ref: ref}, nil)
	if err == nil {
		err = f.decode(&v)
	}
	if err != nil {
		return v, fmt.Errorf("verify %.80s: %w", ref, err)
	}
	return v, nil
}

// Backup writes a verified copy of the other process's store to w; see timeline.Backuper. A copy that is cut short by a
// broken connection gives an error.
func (c *Client) Backup(ctx context.Context, w io.Writer) error {
	if err := c.backup(ctx, w); err != nil {
		return fmt.Errorf("back up the store: %w", err)
	}
	return nil
}

// Compact makes the other process give back unused space.
func (c *Client) Compact(ctx context.Context) error {
	if _, err := c.ask(ctx, kindCompact, askHead{}, nil); err != nil {
		return fmt.Errorf("compact the store: %w", err)
	}
	return nil
}
