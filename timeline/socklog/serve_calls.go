package socklog

import (
	"context"
	"fmt"

	"baton/timeline"
)

// answer is what a call came to.
type answer struct {
	head any
	body []byte
	err  error
}

func failed(err error) answer { return answer{err: err} }

// compacter is a log that can give back unused space.
type compacter interface {
	Compact(ctx context.Context) error
}

// call does one request that has one answer.
func (s *server) call(ctx context.Context, f frame) answer {
	var ask askHead
	if err := f.decode(&ask); err != nil {
		return failed(err)
	}
	switch f.kind {
	case kindAppend:
		return s.append(ctx, ask, f.body)
	case kindFind:
		return s.find(ctx, ask)
	case kindList:
		return s.list(ctx)
	case kindSnapshot:
		snap, err := s.log.Snapshot(ctx, ask.Ref)
		return answer{askHead{Seq: snap.Seq}, snap.Data, err}
	case kindSaveSnapshot:
		return failed(s.log.SaveSnapshot(ctx, ask.Ref, timeline.Snapshot{Seq: ask.Seq, Data: f.body}))
	case kindVerify:
		return s.verify(ctx, ask)
	case kindCompact:
		c, ok := s.log.(compacter)
		if !ok {
			return failed(errUnsupported)
		}
		return failed(c.Compact(ctx))
	}
	return failed(fmt.Errorf("request of kind %d: %w", f.kind, errFrame))
}

func (s *server) append(ctx context.Context, ask askHead, body []byte) answer {
	events, err := unpackEvents(body)
	if err != nil {
		return failed(err)
	}
	a, err := s.log.Append(ctx, ask.Ref, ask.Expected, events...)
	return answer{head: appendedHead{a.Seqs, a.Left, toLogHead(a.Head)}, err: err}
}

func (s *server) find(ctx context.Context, ask askHead) answer {
	keys := make([]string, len(ask.Keys))
	for n, k := range ask.Keys {
		keys[n] = string(k)
	}
	seqs, err := s.log.Find(ctx, ask.Ref, keys...)
	return answer{head: seqs, err: err}
}

func (s *server) list(ctx context.Context) answer {
	heads, err := s.log.List(ctx)
	list := make([]logHead, len(heads))
	for n, h := range heads {
		list[n] = toLogHead(h)
	}
	return answer{head: list, err: err}
}

func (s *server) verify(ctx context.Context, ask askHead) answer {
	v, ok := s.log.(timeline.Verifier)
	if !ok {
		return failed(errUnsupported)
	}
	look := func() (timeline.Verification, error) { return v.VerifyRef(ctx, ask.Ref) }
	if ask.Ref == "" {
		look = func() (timeline.Verification, error) { return v.Verify(ctx) }
	}
	found, err := look()
	return answer{head: found, err: err}
}
