package socklog

import (
	"context"
	"iter"
	"time"

	"baton/incident"
	"baton/timeline"
)

const (
	// partBytes is about how much one frame of a stream carries.
	partBytes = 64 << 10
	// partEvents is how many events may wait for the peer to take the last frame.
	partEvents = 256
)

// stream serves the one request that has the connection for itself.
func (s *server) stream(ctx context.Context, p *peer, f frame) {
	var ask askHead
	if err := f.decode(&ask); err != nil {
		p.answer(f.id, failed(err))
		return
	}
	live, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = p.conn.SetDeadline(time.Now()) }) // also of a peer that does not read
	defer stop()
	go func() { // the peer says nothing more; that it has gone ends the stream
		_, _ = p.conn.Read(make([]byte, 1))
		cancel()
	}()
	var err error
	switch f.kind {
	case kindRead:
		err = send(live, p, f.id, s.log.Read(live, ask.Ref, ask.From))
	case kindFollow:
		err = send(live, p, f.id, s.log.Follow(live, ask.Ref, ask.From))
	case kindBackup:
		err = s.backup(live, p, f.id)
	}
	if live.Err() != nil {
		return // the peer sees the connection end, and looks for the next owner if it still wants the rest
	}
	p.answer(f.id, answer{head: askHead{}, err: err})
}

// send sends events as they come, many in a frame when they come fast. A slow peer slows the range down.
func send(ctx context.Context, p *peer, id uint32, events iter.Seq2[incident.Event, error]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan incident.Event, partEvents)
	ended := make(chan error, 1)
	go func() {
		defer close(queue)
		ended <- fill(ctx, queue, events)
	}()
	for e := range queue {
		part, err := gatherPart(e, queue)
		if err == nil {
			err = p.send(kindPart, id, askHead{}, part)
		}
		if err != nil {
			return err
		}
	}
	return <-ended
}

func fill(ctx context.Context, queue chan<- incident.Event, events iter.Seq2[incident.Event, error]) error {
	for e, err := range events {
		if err != nil {
			return err
		}
		select {
		case queue <- e:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// gatherPart packs the event and those that are there already.
func gatherPart(e incident.Event, queue <-chan incident.Event) ([]byte, error) {
	part, err := packEvents(nil, e)
	for err == nil && len(part) < partBytes {
		select {
		case e, more := <-queue:
			if !more {
				return part, nil
			}
			part, err = packEvents(part, e)
		default:
			return part, nil
		}
	}
	return part, err
}

func (s *server) backup(ctx context.Context, p *peer, id uint32) error {
	b, ok := s.log.(timeline.Backuper)
	if !ok {
		return errUnsupported
	}
	return b.Backup(ctx, partWriter{p, id})
}

// partWriter sends what is written as parts of a stream.
type partWriter struct {
	p  *peer
	id uint32
}

func (w partWriter) Write(b []byte) (int, error) {
	if err := w.p.send(kindPart, w.id, askHead{}, b); err != nil {
		return 0, err
	}
	return len(b), nil
}
