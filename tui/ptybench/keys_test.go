package ptybench

import (
	"math/rand/v2"
	"testing"
	"time"
)

// keyRounds is how often a key is pressed in each program.
const keyRounds = 600

// What terminals send for keys.
const (
	keyEnter = "\r"
	keyUp    = "\x1b[A"
	keyDown  = "\x1b[B"
	keyHome  = "\x1b[H"
	keyEnd   = "\x1b[F"
)

// enterRoom opens the newest incident of a store, which has no action item, so that the arrows move in its timeline,
// and waits until that is read to its first entry.
func enterRoom(b *testing.B, baton program, title string) *terminal {
	b.Helper()
	t := launch(b, baton, false)
	t.await(title, 0)
	t.typed(keyEnter)
	t.await("Timeline", 0)
	for deadline := time.Now().Add(patience); ; {
		before := t.mark()
		t.typed(keyHome)
		if _, ok := t.within("declared: "+title, before, 200*time.Millisecond); ok {
			break
		}
		if time.Now().After(deadline) {
			b.Fatalf("the first entry does not appear; the end of what is shown:\n%q", t.tail())
		}
	}
	t.typed(keyEnd)
	return t
}

// pressed are the answers of one program to keys.
type pressed struct {
	t     *terminal
	keys  []string // in turns
	took  []time.Duration
	bytes []int
}

func (p *pressed) press() {
	time.Sleep(rand.N(frame)) // a key comes at any time between two frames
	took, n := p.t.press(p.keys[len(p.took)%len(p.keys)])
	p.took, p.bytes = append(p.took, took), append(p.bytes, n)
	p.t.forget()
}

// benchKeys presses keys in the room of an incident of a thousand entries, in that of one of a million, in the greeting
// and in a list, in turns.
func benchKeys(b *testing.B, made programs) {
	hello, list := &pressed{t: launch(b, made.hello, false), keys: []string{"x"}}, &pressed{t: launch(b, made.list, false)}
	short := &pressed{t: enterRoom(b, made.baton.on(writeStore(b, 1_000)), titleOf(0))}
	long := &pressed{t: enterRoom(b, made.baton.on(writeStore(b, 1_000_000)), titleOf(0))}
	all := []*pressed{hello, list, short, long}
	for _, p := range all[1:] {
		p.keys = []string{keyUp, keyUp, keyUp, keyDown, keyDown, keyDown}
	}
	list.t.typed(keyEnd)
	time.Sleep(time.Second)
	for b.Loop() {
		for range keyRounds {
			for _, p := range all {
				p.press()
			}
		}
	}
	for _, p := range all {
		p.t.end()
	}
	ratio := func(p *pressed, q float64) float64 {
		return float64(quantile(p.took, q)) / float64(quantile(hello.took, q))
	}
	b.ReportMetric(milliseconds(median(hello.took)), "hello_p50_ms")
	b.ReportMetric(milliseconds(quantile(hello.took, .99)), "hello_p99_ms")
	b.ReportMetric(ratio(list, .5), "list_p50/hello")
	b.ReportMetric(ratio(list, .99), "list_p99/hello")
	b.ReportMetric(ratio(short, .5), "1k_p50/hello")
	b.ReportMetric(ratio(short, .99), "1k_p99/hello")
	b.ReportMetric(ratio(long, .5), "1M_p50/hello")
	b.ReportMetric(ratio(long, .99), "1M_p99/hello")
	b.ReportMetric(float64(median(list.bytes)), "list_bytes/key")
	b.ReportMetric(float64(median(long.bytes)), "1M_bytes/key")
	b.ReportMetric(float64(median(long.bytes))/float64(median(list.bytes)), "bytes/list")
	b.ReportMetric(0, "ns/op")
}
