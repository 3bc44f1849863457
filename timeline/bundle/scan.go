package bundle

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"baton/incident"
)

// LineError is what is wrong with one line of a file.
type LineError struct {
	Line   int // from 1
	Reason string
}

// Error is one sentence.
func (e *LineError) Error() string { return fmt.Sprintf("line %d %s", e.Line, e.Reason) }

// maxLineBytes is more than the line of the largest event: its data in base64, and names.
const maxLineBytes = incident.MaxEventBytes/3*4 + 1<<20

// scanned is one event of a file, with its place there.
type scanned struct {
	event incident.Event
	hash  incident.Hash
	last  bool
	line  int
}

// scan ranges over the events of a file while the chain holds. What breaks it is a *LineError, as the last pair.
func scan(ctx context.Context, r io.Reader) iter.Seq2[scanned, error] {
	return func(yield func(scanned, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var before scanned
		for n := 1; ; n++ {
			s, err := next(ctx, in, n, before)
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(s, err) || err != nil {
				return
			}
			before = s
		}
	}
}

// next reads the line that must follow the one before.
func next(ctx context.Context, in *bufio.Reader, n int, before scanned) (scanned, error) {
	if err := ctx.Err(); err != nil {
		return scanned{}, err
	}
	b, whole, err := readLine(in, n)
	if err != nil {
		return scanned{}, err
	}
	if len(b) == 0 {
		return scanned{}, atEnd(in, n)
	}
	s := scanned{line: n}
	if s.event, s.hash, s.last, err = decode(b); err != nil {
		if !whole {
			err = errors.New("is cut off: the file ends in the middle of it; export it again")
		}
		return scanned{}, &LineError{Line: n, Reason: err.Error()}
	}
	return s, follows(s, before)
}

// follows checks that an event continues the chain.
func follows(s, before scanned) error {
	want := before.event.Seq + 1
	switch seq := s.event.Seq; {
	case before.last && seq == 1:
		return &LineError{s.line, "begins another log: a bundle holds one incident, split the file before this line"}
	case before.last:
		return &LineError{s.line, "comes after the line that is marked as the last"}
	case seq > want:
		return &LineError{s.line, fmt.Sprintf("is event %d where event %d is due: lines are missing or in another order", seq, want)}
	case seq < want:
		return &LineError{s.line, fmt.Sprintf("is event %d again, event %d is due: lines came twice or in another order", seq, want)}
	case s.event.Prev != before.hash:
		return &LineError{s.line, "does not follow from the line before it: one of the two was changed or comes from another log"}
	}
	return nil
}

// atEnd tells the empty lines that may end a file from one in its middle.
func atEnd(in *bufio.Reader, n int) error {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return err
		}
		if b != '\n' && b != '\r' {
			return &LineError{n, "is empty"}
		}
	}
}

// readLine reads one line without its end and tells whether it had one. io.EOF means that there are no more.
func readLine(in *bufio.Reader, n int) (b []byte, whole bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case len(b) > maxLineBytes:
			return nil, false, &LineError{n, "is longer than the line of any event"}
		case err == nil:
			return bytes.TrimSuffix(b[:len(b)-1], []byte("\r")), true, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(b) > 0:
			return b, false, nil
		default:
			return nil, false, err
		}
	}
}

// pull gives the events of a range one by one.
func pull(events iter.Seq2[scanned, error]) (next func() (scanned, error), stop func()) {
	draw, stop := iter.Pull2(events)
	return func() (scanned, error) {
		s, err, ok := draw()
		if !ok && err == nil {
			err = errors.New("the file changed while it was read")
		}
		return s, err
	}, stop
}
