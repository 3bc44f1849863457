package mirror

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"baton/timeline"
	"baton/timeline/boltlog"
)

// BenchmarkTake takes one more message of a channel that has many already, one in twenty with a command or an answer to
// one: a message that bears on commands, for which all of them are worked out anew, and one that does not.
func BenchmarkTake(b *testing.B) {
	for _, size := range []int{1000, 10_000} {
		for name, text := range map[string]string{"chat": "looking", "command": "going to run `kubectl delete pod hub-9`"} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				c, d := newChannel(), newDesk(b).wide(b)
				for k := range size {
					said := "the queue is at " + fmt.Sprint(k)
					switch k % 40 {
					case 0:
						said = fmt.Sprintf("going to run `kubectl delete pod hub-%d`", k)
					case 20:
						said = "lgtm"
					}
					c.say(people[k/20%3], said)
				}
				for page := c.messages; len(page) > 0; page = page[min(len(page), 500):] {
					d.page(b, Request{}, object{"ok": true, "has_more": true, "messages": page[:min(len(page), 500)]}.json())
				}
				for b.Loop() {
					c.say("U1", text)
					d.take(b, c.events[len(c.events)-1])
				}
			})
		}
	}
}

// BenchmarkTakeAll takes ordinary chat into a store on disk, 256 events at a time, from the bytes that a socket gave.
func BenchmarkTakeAll(b *testing.B) {
	const batch = 256
	d := newDeskOn(b, openStore(b)).wide(b)
	talk := newTalk()
	for b.Loop() {
		b.StopTimer()
		lines := talk.next(batch)
		b.StartTimer()
		d.takeAll(b, lines...)
	}
	b.ReportMetric(float64(b.N*batch)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkMemory tells how much memory lives after so many events of chat, with its store on disk: of chat that bears on
// no command, and of ordinary chat.
func BenchmarkMemory(b *testing.B) {
	for _, c := range []struct {
		name  string
		quiet bool
	}{{"chat", true}, {"with-commands", false}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				d := newDeskOn(b, openStore(b)).wide(b)
				talk := newTalk()
				talk.quiet = c.quiet
				events := 0
				for _, upto := range []int{100_000, 200_000, 400_000} {
					for ; events < upto; events += 256 {
						d.takeAll(b, talk.next(256)...)
					}
					b.ReportMetric(float64(liveHeap())/1e6, fmt.Sprintf("MB-after-%dk", upto/1000))
				}
				runtime.KeepAlive(d)
			}
		})
	}
}

func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// openStore opens a store on disk.
func openStore(b testing.TB) timeline.Log {
	b.Helper()
	log, err := boltlog.Open(filepath.Join(b.TempDir(), "store"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = log.Close() })
	return log
}

// talk makes ordinary chat: one message in forty has a command, one in forty an answer to one, a quarter is in threads,
// some are edited and some get an emoji.
type talk struct {
	quiet bool // without commands and answers
	c     *channel
	r     *rand.Rand
	root  string
}

func newTalk() *talk { return &talk{c: newChannel(), r: rand.New(rand.NewPCG(1, 2))} }

var words = strings.Fields("db primary replica failover latency rollback deploy canary pager mitigated impact customers dashboard node disk full " +
	"timeout retry queue backlog kafka redis postgres migration lock feature flag revert hotfix status update root cause looking investigating the a of to is")

// next gives the next events.
func (t *talk) next(n int) []string {
	t.c.events = t.c.events[:0]
	for len(t.c.events) < n {
		t.step()
		if len(t.c.messages) > 200 {
			t.c.forget(100)
		}
	}
	return t.c.events
}

func (t *talk) step() {
	c, user := t.c, people[t.r.IntN(len(people))]
	recent := func() string { return c.messages[len(c.messages)-1-t.r.IntN(min(len(c.messages), 20))]["ts"].(string) }
	text := func() string {
		var text []string
		for range 3 + t.r.IntN(21) {
			text = append(text, words[t.r.IntN(len(words))])
		}
		return strings.Join(text, " ")
	}
	fields := object{"user": user, "text": text(), "client_msg_id": "00000000-0000-4000-8000-000000000000", "team": "T0000000001"}
	kind := t.r.IntN(40)
	if t.quiet && kind < 2 {
		kind = 39
	}
	switch kind {
	case 0:
		fields["text"] = fmt.Sprintf("going to run `kubectl delete pod hub-%d`", c.now)
	case 1:
		fields["text"] = "lgtm"
	case 2, 3, 4:
		if len(c.messages) > 0 {
			c.press(recent(), user, []string{"eyes", "+1", "tada"}[t.r.IntN(3)])
			return
		}
	case 5:
		if len(c.messages) > 0 {
			c.edit(recent(), text())
			return
		}
	case 6:
		t.root = c.message(fields)
		return
	case 7, 8, 9, 10, 11, 12, 13, 14, 15, 16:
		if t.root != "" {
			fields["thread_ts"] = t.root
		}
	}
	fields["blocks"] = []object{{"type": "rich_text", "block_id": "b", "elements": []object{{"type": "rich_text_section", "elements": []object{{"type": "text", "text": fields["text"]}}}}}}
	c.message(fields)
}

// forget drops all but the newest messages of what the channel plays.
func (c *channel) forget(keep int) {
	for _, m := range c.messages[:len(c.messages)-keep] {
		at := m["ts"].(string)
		delete(c.reacted, at)
		delete(c.posts, at)
	}
	c.messages = slices.Clone(c.messages[len(c.messages)-keep:])
}
