package ptybench

import (
	"bytes"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// terminal is a pseudo-terminal of 120x40 with a program in it. It answers what programs ask terminals, unless it is
// mute, and knows when each byte came.
type terminal struct {
	b     *testing.B
	pty   *os.File
	cmd   *exec.Cmd
	mute  bool
	began time.Time
	ended chan struct{} // closed when the program has closed its side
	news  chan struct{} // holds a token while there is something that nobody has looked at

	mu       sync.Mutex // guards the rest
	seen     []byte
	pieces   []piece
	answered int // how much of seen was searched for questions
}

// piece is what came in one read.
type piece struct {
	end int // in terminal.seen
	at  time.Time
}

const (
	columns = 120
	rows    = 40
	// patience is how long something may take that takes milliseconds.
	patience = 30 * time.Second
)

// launch starts a program in a terminal.
func launch(b *testing.B, p program, mute bool) *terminal {
	b.Helper()
	t := &terminal{b: b, mute: mute, ended: make(chan struct{}), news: make(chan struct{}, 1)}
	t.cmd = exec.Command(p.path, p.args...)
	t.cmd.Env = p.environment()
	t.began = time.Now()
	var err error
	if t.pty, err = pty.StartWithSize(t.cmd, &pty.Winsize{Rows: rows, Cols: columns}); err != nil {
		b.Fatalf("start %s in a pseudo-terminal: %v", p.path, err)
	}
	go t.listen()
	return t
}

func (t *terminal) listen() {
	defer close(t.ended)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.pty.Read(buf)
		at := time.Now()
		if n > 0 {
			t.mu.Lock()
			t.seen = append(t.seen, buf[:n]...)
			t.pieces = append(t.pieces, piece{len(t.seen), at})
			t.answer()
			t.mu.Unlock()
			select {
			case t.news <- struct{}{}:
			default:
			}
		}
		if err != nil {
			return
		}
	}
}

// questions are what programs ask, and what an ordinary terminal of today says.
var questions = []struct{ ask, say string }{
	{"\x1b[c", "\x1b[?62;22c"},
	{"\x1b[>0q", "\x1bP>|ptybench 1\x1b\\"},
	{"\x1b[?2026$p", "\x1b[?2026;2$y"},
	{"\x1b[?2027$p", "\x1b[?2027;2$y"},
	{"\x1b[?u", "\x1b[?1u"},
	{"\x1b]10;?", "\x1b]10;rgb:d0d0/d0d0/d0d0\x07"},
	{"\x1b]11;?", "\x1b]11;rgb:1818/1818/1818\x07"},
}

func (t *terminal) answer() {
	for _, q := range questions {
		at := max(t.answered-len(q.ask)+1, 0)
		for range bytes.Count(t.seen[at:], []byte(q.ask)) {
			if !t.mute {
				_, _ = t.pty.WriteString(q.say)
			}
		}
	}
	t.answered = len(t.seen)
}

// mark is the place in what was seen at which later things begin.
func (t *terminal) mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.seen)
}

// await gives the time at which the text has come, after a mark.
func (t *terminal) await(text string, after int) time.Time {
	t.b.Helper()
	at, ok := t.within(text, after, patience)
	if !ok {
		t.b.Fatalf("%s does not show %q; the end of what it shows:\n%q", t.cmd.Path, text, t.tail())
	}
	return at
}

func (t *terminal) within(text string, after int, d time.Duration) (time.Time, bool) {
	deadline := time.After(d)
	for {
		if at, ok := t.find(text, after); ok {
			return at, true
		}
		select {
		case <-t.news:
		case <-t.ended:
			return t.find(text, after)
		case <-deadline:
			return time.Time{}, false
		}
	}
}

func (t *terminal) find(text string, after int) (time.Time, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	k := bytes.Index(t.seen[after:], []byte(text))
	if k < 0 {
		return time.Time{}, false
	}
	return t.cameAt(after + k + len(text)), true
}

// cameAt is the time at which what was seen was that long.
func (t *terminal) cameAt(end int) time.Time {
	for _, p := range t.pieces {
		if p.end >= end {
			return p.at
		}
	}
	return time.Time{}
}

func (t *terminal) tail() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.seen[max(len(t.seen)-2000, 0):]
}

// silence is how long nothing comes after the last byte of a frame: less than the next frame takes.
const silence = 4 * time.Millisecond

// press presses a key and gives the time until the last byte of the frame that answers it, and the bytes of it.
func (t *terminal) press(key string) (time.Duration, int) {
	t.b.Helper()
	before := t.mark()
	start := time.Now()
	t.typed(key)
	for t.mark() == before {
		select {
		case <-t.news:
		case <-time.After(time.Second):
			t.b.Fatalf("%s does not answer %q; the end of what it shows:\n%q", t.cmd.Path, key, t.tail())
		}
	}
	for quiet := false; !quiet; {
		select {
		case <-t.news:
		case <-time.After(silence):
			quiet = true
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.pieces[len(t.pieces)-1].at.Sub(start), len(t.seen) - before
}

func (t *terminal) typed(keys string) {
	if _, err := t.pty.WriteString(keys); err != nil {
		t.b.Fatal(err)
	}
}

// forget drops what was seen, so that a long session stays small.
func (t *terminal) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seen, t.pieces, t.answered = nil, nil, 0
}

// end tells the program to end and waits until it has.
func (t *terminal) end() {
	_ = t.cmd.Process.Signal(syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		_ = t.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		_ = t.cmd.Process.Kill()
		t.b.Errorf("%s does not end when it is told to", t.cmd.Path)
		<-done
	}
	_ = t.pty.Close()
	<-t.ended
}
