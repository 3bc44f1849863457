package socklog

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"baton/incident"
	"baton/timeline"
)

// Protocol is the version of what is said over the socket. Both sides must have the same.
const Protocol = 1

// What a frame is. A connection begins with hello and welcome. Then it carries calls, each answered by a reply or a
// failure with the same id, in any order; or one stream, answered by parts and then a reply or a failure.
type kind uint8

const (
	kindHello kind = iota + 1
	kindWelcome
	kindReply
	kindFailure
	kindPart

	kindAppend
	kindFind
	kindList
	kindSnapshot
	kindSaveSnapshot
	kindVerify
	kindCompact

	kindRead
	kindFollow
	kindBackup
)

// streams tells whether the request takes the connection for itself.
func (k kind) streams() bool { return k == kindRead || k == kindFollow || k == kindBackup }

// frame is one message: a head as JSON, and bytes that belong to it, such as stored events.
//
//	length 4 (of what follows)   kind 1   id 4   length of head 4   head   body
type frame struct {
	kind kind
	id   uint32
	head []byte
	body []byte
}

const (
	frameHeader = 9
	// maxFrame holds the largest append with its head.
	maxFrame = timeline.MaxAppendBytes + 4<<20
	// maxHello bounds what a peer may send before it is known to be one.
	maxHello = 4 << 10
)

var errFrame = errors.New("the other side does not speak this protocol")

// makeFrame encodes head as JSON.
func makeFrame(k kind, id uint32, head any, body []byte) (frame, error) {
	b, err := json.Marshal(head)
	if err != nil {
		return frame{}, err
	}
	return frame{kind: k, id: id, head: b, body: body}, nil
}

// write sends the frame with one call of w, so that frames of several goroutines can share a connection under a lock.
func (f frame) write(w io.Writer) error {
	size := frameHeader + len(f.head) + len(f.body)
	if size > maxFrame {
		return fmt.Errorf("%d bytes: %w", size, timeline.ErrTooLarge)
	}
	b := make([]byte, 0, 4+size)
	b = binary.BigEndian.AppendUint32(b, uint32(size))
	b = append(b, byte(f.kind))
	b = binary.BigEndian.AppendUint32(b, f.id)
	b = binary.BigEndian.AppendUint32(b, uint32(len(f.head)))
	b = append(append(b, f.head...), f.body...)
	_, err := w.Write(b)
	return err
}

// readFrame reads one frame of at most most bytes. Memory is taken as the bytes come, not as they are announced.
func readFrame(r io.Reader, most int) (frame, error) {
	var n [4]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return frame{}, err
	}
	size := int64(binary.BigEndian.Uint32(n[:]))
	if size < frameHeader || size > int64(most) {
		return frame{}, fmt.Errorf("a frame of %d bytes: %w", size, errFrame)
	}
	var buf bytes.Buffer
	if got, err := io.CopyN(&buf, r, size); err != nil {
		if got > 0 && errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return frame{}, err
	}
	b := buf.Bytes()
	f := frame{kind: kind(b[0]), id: binary.BigEndian.Uint32(b[1:])}
	headSize := uint64(binary.BigEndian.Uint32(b[5:]))
	if headSize > uint64(len(b)-frameHeader) {
		return frame{}, fmt.Errorf("a head of %d bytes: %w", headSize, errFrame)
	}
	f.head, f.body = b[frameHeader:frameHeader+headSize], b[frameHeader+headSize:]
	return f, nil
}

// decode reads the head.
func (f frame) decode(head any) error {
	if err := json.Unmarshal(f.head, head); err != nil {
		return fmt.Errorf("%w (%w)", errFrame, err)
	}
	return nil
}

// The heads of the frames.
type (
	helloHead struct {
		Protocol int `json:"protocol"`
	}
	welcomeHead struct {
		Protocol int    `json:"protocol"`
		PID      int    `json:"pid"`
		Since    string `json:"since"` // RFC 3339, UTC
	}
	askHead struct {
		Ref      incident.Ref `json:"ref,omitempty"`
		Expected uint64       `json:"expected,omitempty"`
		From     uint64       `json:"from,omitempty"`
		Seq      uint64       `json:"seq,omitempty"`
		Keys     [][]byte     `json:"keys,omitempty"` // bytes, because JSON would change keys that are not UTF-8
	}
	logHead struct {
		Ref  incident.Ref `json:"ref"`
		Seq  uint64       `json:"seq"`
		Hash []byte       `json:"hash"`
	}
	appendedHead struct {
		Seqs []uint64 `json:"seqs"`
		Left int      `json:"left"`
		Head logHead  `json:"head"`
	}
)

func toLogHead(h timeline.Head) logHead { return logHead{h.Ref, h.Seq, h.Hash[:]} }

func (h logHead) head() (timeline.Head, error) {
	if len(h.Hash) != len(incident.Hash{}) {
		return timeline.Head{}, fmt.Errorf("a hash of %d bytes: %w", len(h.Hash), errFrame)
	}
	return timeline.Head{Ref: h.Ref, Seq: h.Seq, Hash: incident.Hash(h.Hash)}, nil
}

// packEvents appends stored events, each after its length.
func packEvents(b []byte, events ...incident.Event) ([]byte, error) {
	for _, e := range events {
		start := len(b)
		b = append(b, 0, 0, 0, 0)
		var err error
		if b, err = e.AppendBinary(b); err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint32(b[start:], uint32(len(b)-start-4))
	}
	return b, nil
}

// unpackEvents reads what packEvents wrote. The events refer to b.
func unpackEvents(b []byte) ([]incident.Event, error) {
	var events []incident.Event
	for len(b) > 0 {
		if len(b) < 4 || uint64(binary.BigEndian.Uint32(b)) > uint64(len(b)-4) {
			return nil, fmt.Errorf("events cut short: %w", errFrame)
		}
		n := 4 + int(binary.BigEndian.Uint32(b))
		e, err := incident.DecodeEvent(b[4:n:n])
		if err != nil {
			return nil, err
		}
		events, b = append(events, e), b[n:]
	}
	return events, nil
}
