package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"baton/integrations/slack/lenient"
)

// Bounds on reading a list.
const (
	firstBuffer = 64 << 10
	keptBuffer  = 1 << 20
	// maxElement bounds one element, in bytes. The largest message that Slack makes has some 200 kB.
	maxElement = 32 << 20
	// maxSearch bounds the work of finding the next element behind a broken one, in bytes read again.
	maxSearch = 256 << 20
)

var buffers = sync.Pool{New: func() any { b := make([]byte, firstBuffer); return &b }}

// list reads a JSON array from a stream, one element at a time, so that memory does not grow with the file. An element
// that is broken is skipped, and reading goes on at the next place where one begins.
type list struct {
	src io.Reader
	buf []byte // unread is buf[pos:end]
	pos int
	end int
	// base is the offset of buf[0] in the stream.
	base   int64
	srcErr error
	// read decodes one element and says whether it is one; take keeps it.
	read func(r *lenient.Reader) bool
	take func()
	// broken is told what was skipped, and where.
	broken func(offset int64, reason string)
	search int
}

// each reads all of the list. kind names the elements in an error sentence.
func (l *list) each(kind string) error {
	buf := buffers.Get().(*[]byte)
	l.buf = *buf
	defer func() {
		if len(l.buf) <= keptBuffer {
			*buf = l.buf
		}
		buffers.Put(buf)
	}()
	if err := l.begin(kind); err != nil {
		return err
	}
	for l.element(kind) {
	}
	if l.srcErr != nil && !errors.Is(l.srcErr, io.EOF) {
		return fmt.Errorf("it is damaged from byte %d on (%w); the %s before it are kept", l.base+int64(l.end), l.srcErr, kind)
	}
	return nil
}

var byteOrderMark = []byte("\ufeff")

// begin finds the bracket of the list: the first byte, or in a dump the value of "messages".
func (l *list) begin(kind string) error {
	for l.srcErr == nil && l.end < min(len(l.buf), firstBuffer) {
		l.fill()
	}
	head := l.buf[:l.end]
	if len(bytes.TrimSpace(head)) == 0 {
		if l.srcErr != nil && !errors.Is(l.srcErr, io.EOF) {
			return fmt.Errorf("it cannot be read: %w", l.srcErr)
		}
		return errors.New("it is empty")
	}
	if bytes.HasPrefix(head, byteOrderMark) {
		l.pos = len(byteOrderMark)
	}
	r := lenient.New(head, l.pos)
	switch r.Peek() {
	case '[':
	case '{':
		if !toMessages(&r) {
			return fmt.Errorf("it is no list of %s", kind)
		}
	default:
		return fmt.Errorf("it is no list of %s", kind)
	}
	l.pos = r.Offset() + 1
	return nil
}

// toMessages moves to the bracket of the list that a dump holds.
func toMessages(r *lenient.Reader) bool {
	r.Step()
	for r.Peek() == '"' {
		key := r.Text()
		if r.Peek() != ':' {
			return false
		}
		r.Step()
		if key == "messages" {
			return r.Peek() == '['
		}
		if r.Skip(); r.Peek() != ',' {
			return false
		}
		r.Step()
	}
	return false
}

// element reads the next one; false at the end.
func (l *list) element(kind string) bool {
	r := lenient.New(l.buf[:l.end], l.pos)
	switch r.Peek() {
	case ']':
		return false
	case ',':
		l.pos = r.Offset() + 1
		return true
	}
	start, ok := r.Offset(), false
	if r.Err() == nil {
		ok = l.read(&r)
	}
	switch {
	case errors.Is(r.Err(), lenient.ErrCut) && l.fill():
	case r.Err() == nil && ok:
		l.pos = r.Offset()
		l.take()
	case r.Err() == nil:
		l.pos = r.Offset()
		l.broken(l.base+int64(start), "what stands there is none of the "+kind)
	case errors.Is(r.Err(), lenient.ErrCut) && start == l.end:
		if l.srcErr == nil || errors.Is(l.srcErr, io.EOF) {
			l.broken(l.base+int64(start), "the file is cut off there, between two "+kind)
		}
		return false
	default:
		l.broken(l.base+int64(start), "what begins there is broken: "+r.Err().Error())
		l.pos = start + 1
		return l.resume()
	}
	return true
}

// resume finds the next element behind a broken one and reads it; false if there is none.
func (l *list) resume() bool {
	for {
		k := l.candidate()
		if k < 0 {
			if l.pos = max(l.pos, l.end-1); !l.fill() {
				return false
			}
			continue
		}
		r := lenient.New(l.buf[:l.end], k)
		ok := l.read(&r)
		l.search += r.Offset() - k
		switch {
		case r.Err() == nil && ok:
			l.pos = r.Offset()
			l.take()
			return true
		case l.search > maxSearch:
			l.broken(l.base+int64(k), "what follows is too broken to look through")
			return false
		case errors.Is(r.Err(), lenient.ErrCut) && l.fillFrom(k):
		default:
			l.pos = k + 1
		}
	}
}

// candidate is the next brace that stands where an element can begin: behind a comma or a bracket.
func (l *list) candidate() int {
	for k := l.pos; k < l.end; k++ {
		n := bytes.IndexByte(l.buf[k:l.end], '{')
		if n < 0 {
			return -1
		}
		k += n
		before := bytes.TrimRight(l.buf[max(0, k-64):k], " \t\r\n")
		if len(before) > 0 && (before[len(before)-1] == ',' || before[len(before)-1] == '[') {
			return k
		}
	}
	return -1
}

// fillFrom reads more behind what begins at k.
func (l *list) fillFrom(k int) bool {
	l.pos = k
	return l.fill()
}

// fill reads more into the buffer and keeps what is unread, with a little before it; false if no more is to be had. What
// is read is moved to the front only when that is half of the buffer, so that the moving stays linear.
func (l *list) fill() bool {
	if l.srcErr != nil {
		return false
	}
	const before = 64
	if from := l.pos - before; l.end == len(l.buf) && from > len(l.buf)/2 {
		copy(l.buf, l.buf[from:l.end])
		l.base += int64(from)
		l.pos, l.end = before, l.end-from
	}
	if l.end == len(l.buf) {
		if len(l.buf) >= maxElement {
			return false
		}
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	n, err := l.src.Read(l.buf[l.end:])
	l.end += n
	l.srcErr = err
	return n > 0 || err == nil
}
