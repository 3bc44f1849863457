package slack

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// moments keep when something happened to each event.
type moments struct {
	mu sync.Mutex
	at []time.Time
	n  int
}

func newMoments(n int) *moments { return &moments{at: make([]time.Time, n)} }

// note notes the n-th, once.
func (m *moments) note(n int) {
	now := time.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	if n >= 0 && n < len(m.at) && m.at[n].IsZero() {
		m.at[n] = now
		m.n++
	}
}

func (m *moments) count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.n
}

// report tells what part of all took how long, from another moment.
func (m *moments) report(b *testing.B, what string, since *moments) {
	var took []time.Duration
	for n, at := range m.at {
		took = append(took, at.Sub(since.at[n]))
	}
	slices.Sort(took)
	for _, part := range []int{50, 99} {
		d := took[min(len(took)-1, len(took)*part/100)]
		b.ReportMetric(float64(d.Microseconds())/1000, fmt.Sprintf("%s-p%d-ms", what, part))
	}
}

// ackedInto has the front note which events were acknowledged.
func (h *hall) ackedInto(m *moments) {
	h.front.acked = func(id string) {
		if n, err := strconv.Atoi(strings.TrimPrefix(id, "E")); err == nil {
			m.note(n)
		}
	}
}

// followedInto notes which events a reader of the log sees behind a place in it, until ctx ends.
func (h *hall) followedInto(ctx context.Context, m *moments, head uint64) {
	index := map[string]int{}
	for n := range m.at {
		index[h.key(n)] = n
	}
	for e, err := range h.log.Follow(ctx, h.ref, head+1) {
		if err != nil {
			return
		}
		if n, ok := index[e.Key]; ok {
			m.note(n)
		}
	}
}

func (h *hall) head() (uint64, error) {
	heads, err := h.log.List(context.Background())
	for _, head := range heads {
		if head.Ref == h.ref {
			return head.Seq, nil
		}
	}
	return 0, err
}

// key is that of the n-th event in the record.
func (h *hall) key(n int) string {
	if emoji(n) {
		return fmt.Sprintf("slack:%s:%s:react:eyes:on:%s:%s", h.talk.channel, h.talk.ts(n-1), h.talk.user(n), h.talk.ts(n))
	}
	return fmt.Sprintf("slack:%s:%s", h.talk.channel, h.talk.ts(n))
}

// BenchmarkFrame is how long it takes from a frame on the WebSocket until a reader of the log sees what it says, and until
// its acknowledgement is back, at 50 events a second for ten seconds. In the same seconds, an entry at a time is appended to
// another store: that is what the disk gives just then. Without syncing what is left is the service's own part.
func BenchmarkFrame(b *testing.B) {
	for name, store := range map[string][]boltlog.Option{"synced": nil, "unsynced": {boltlog.Unsynced()}} {
		b.Run(name, func(b *testing.B) {
			const events = 500
			h := newHall(b, wall(), store...)
			h.folder = b.TempDir()
			h.open(idly)
			for b.Loop() {
				h.talk.begin, h.talk.apart = time.Now(), pace
				sent, durable, acked := newMoments(events), newMoments(events), newMoments(events)
				h.ackedInto(acked)
				ctx, stop := context.WithCancel(context.Background())
				head, err := h.head()
				if err != nil {
					b.Fatal(err)
				}
				go h.followedInto(ctx, durable, head)
				var beside sync.WaitGroup
				beside.Go(func() { appendAlone(b, events, store) })
				paced(events, func(n int) {
					frame := h.talk.envelope(n)
					sent.note(n)
					h.front.send(b, n%connections, frame)
				})
				h.until(idly, func() bool { return durable.count() == events && acked.count() == events })
				beside.Wait()
				stop()
				durable.report(b, "durable", sent)
				acked.report(b, "acked", sent)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// pace is that of fifty a second.
const pace = 20 * time.Millisecond

func paced(events int, do func(n int)) {
	next := time.NewTicker(pace)
	defer next.Stop()
	for n := range events {
		<-next.C
		do(n)
	}
}

// appendAlone is what one append takes, with nothing else around it.
func appendAlone(b *testing.B, events int, store []boltlog.Option) {
	log, err := boltlog.Open(filepath.Join(b.TempDir(), "store"), store...)
	if err != nil {
		b.Error(err)
		return
	}
	defer log.Close()
	begun, done := newMoments(events), newMoments(events)
	rec := timeline.NewRecorder(log, time.Now)
	i, err := rec.Declare(context.Background(), incident.Declare{Title: "x"}, incident.Given{By: "mia"}, time.UTC)
	paced(events, func(n int) {
		in := timeline.Instruction{Order: incident.Note{Text: fmt.Sprint(n)}, Given: incident.Given{By: "mia"}}
		begun.note(n)
		if err == nil {
			_, _, err = rec.Do(context.Background(), i.Ref, in)
		}
		done.note(n)
	})
	if err != nil {
		b.Error(err)
	}
	done.report(b, "alone", begun)
}

// BenchmarkBurst is a burst in one channel: as fast as they are acknowledged, with some thousand on their way. All have to
// be in the log, and those of one connection in their order.
func BenchmarkBurst(b *testing.B) {
	const events, window = 30_000, 4096
	for _, by := range []int{1, connections} {
		b.Run(fmt.Sprintf("by %d", by), func(b *testing.B) {
			h := newHall(b, wall()).open(idly)
			for b.Loop() {
				b.StopTimer()
				h.talk.begin, h.talk.apart = time.Now(), 200*time.Microsecond
				frames := make([][]byte, events)
				for n := range frames {
					frames[n] = h.talk.envelope(n)
				}
				acked := newMoments(events)
				h.ackedInto(acked)
				begun := cpu()
				b.StartTimer()
				var senders sync.WaitGroup
				for conn := range by {
					senders.Go(func() {
						for n := conn; n < events; n += by {
							for n-acked.count() > window {
								time.Sleep(time.Millisecond)
							}
							h.front.send(b, conn, frames[n])
						}
					})
				}
				senders.Wait()
				h.until(idly, func() bool { return acked.count() == events })
				b.StopTimer()
				b.ReportMetric(float64((cpu()-begun).Microseconds())/events, "cpu-µs/event")
				h.inOrder(events, by)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*events)/b.Elapsed().Seconds(), "events/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkSaid is a burst that the people of the stand-in workspace say, which comes by its own socket: most of it is the
// stand-in's own work.
func BenchmarkSaid(b *testing.B) {
	const events = 5000
	o := wall()
	o.Events = slackfake.DefaultEvents
	h := newHall(b, o)
	h.api = h.world.APIURL()
	h.open(idly)
	for _, p := range h.people[1:] { // the first has been invited
		if err := p.Join(h.talk.channel); err != nil && err.Error() != "already_in_channel" {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		for n := range events {
			if _, err := h.people[1+n%(len(h.people)-1)].Say(h.talk.channel, h.talk.text(n)); err != nil {
				b.Fatal(err)
			}
		}
		if err := h.world.WaitDelivered(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(0, "ns/op")
}

// cpu is what this process has used so far, of all cores.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// inOrder looks whether all events are in the log, those of each connection in the order in which they were sent.
func (h *hall) inOrder(events, by int) {
	h.b.Helper()
	index := make(map[string]int, events)
	for n := range events {
		index[h.key(n)] = n
	}
	last, found := slices.Repeat([]int{-1}, by), 0
	for e, err := range h.log.Read(context.Background(), h.ref, 1) {
		if err != nil {
			h.b.Fatal(err)
		}
		if n, ok := index[e.Key]; ok {
			if n <= last[n%by] {
				h.b.Fatalf("event %d comes behind %d of the same connection", n, last[n%by])
			}
			last[n%by] = n
			found++
		}
	}
	if found != events {
		h.b.Fatalf("%d of %d events are in the log", found, events)
	}
}

var dayMessages = flag.Int("messages", 40_000, "how many messages BenchmarkDay has; a day at ten a second is 864,000")

// BenchmarkDay is a long talk at ten messages a second of a clock that is moved by hand, as fast as it is taken in: the
// heap that lives after each quarter. Chat leaves nothing in memory; commands are part of the incident's state, and one in
// forty messages is far more of them than people give.
func BenchmarkDay(b *testing.B) {
	b.Run("chat", func(b *testing.B) { benchmarkDay(b, true) })
	b.Run("with commands", func(b *testing.B) { benchmarkDay(b, false) })
}

func benchmarkDay(b *testing.B, idle bool) {
	const second, window = 10, 2000
	clock := slackfake.NewHandClock(beginning)
	h := newHall(b, slackfake.Options{Clock: clock, Unlimited: true}).open(func() { clock.Advance(50 * time.Millisecond) })
	h.talk.begin, h.talk.apart, h.talk.idle = clock.Now(), time.Second/second, idle
	h.front.history = h.serveHistory
	for b.Loop() {
		acked := newMoments(*dayMessages)
		h.ackedInto(acked)
		before := live()
		b.ReportMetric(before, "MiB-at-start")
		for n := range *dayMessages {
			h.front.send(b, n%connections, h.talk.envelope(n))
			if n%second == second-1 {
				clock.Advance(time.Second)
			}
			h.until(idly, func() bool { return n-acked.count() < window })
			if part := 4 * (n + 1); part%*dayMessages == 0 {
				h.until(idly, func() bool { return acked.count() > n && len(h.service.Status().CatchingUp) == 0 })
				b.ReportMetric(live(), fmt.Sprintf("MiB-at-%d/4", part / *dayMessages))
			}
		}
		b.ReportMetric((live()-before)*(1<<20)/float64(*dayMessages), "B/message")
		b.ReportMetric(float64(h.front.reads.history.Load()), "history-calls")
	}
	b.ReportMetric(float64(*dayMessages)/b.Elapsed().Seconds(), "messages/s")
	b.ReportMetric(0, "ns/op")
}

// live is the heap that is in use after everything else is gone, MiB.
func live() float64 {
	runtime.GC()
	runtime.GC() // what had finalizers is gone after the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkBackfill reads a channel of 10,000 messages, of which 1,000 are in 200 threads, that an incident is given after
// they were said: what it takes of the workspace's time where its limits hold, and of ours where there are none. An ideal
// reader makes 10 calls of the history, at most 999 messages each, and one for each thread, 50 of them a minute.
func BenchmarkBackfill(b *testing.B) {
	for name, free := range map[string]bool{"limited": false, "unlimited": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				clock := slackfake.NewHandClock(beginning)
				h := newHall(b, slackfake.Options{Clock: clock, Unlimited: free})
				h.fill(clock)
				begun := clock.Now()
				b.StartTimer()
				h.run()
				h.until(func() {
					if h.front.refused.Load() || h.front.reads.history.Load() == 0 || len(h.service.Status().CatchingUp) == 0 {
						clock.Advance(50 * time.Millisecond)
					}
				}, h.ready)
				b.StopTimer()
				if n := h.posts(); n != 10_000 {
					b.Fatalf("%d messages are in the log", n)
				}
				b.ReportMetric(clock.Now().Sub(begun).Seconds(), "s-of-slack")
				b.ReportMetric(float64(h.front.reads.history.Load()), "history-calls")
				b.ReportMetric(float64(h.front.reads.replies.Load()), "replies-calls")
				b.ReportMetric(float64(h.front.reads.refused.Load()), "refused-calls")
				b.StartTimer()
			}
		})
	}
}

// fill has people say 10,000 messages in a channel, one each two seconds, and gives the channel to the incident.
func (h *hall) fill(clock *slackfake.HandClock) {
	members := append(slices.Clone(h.talk.people), h.world.BotUser())
	id := h.world.AddChannel(slackfake.Channel{Name: "import", Members: members})
	who := h.people[0]
	for n := range 9000 {
		ts, err := who.Say(id, h.talk.text(n))
		for k := 0; k < 5 && n%45 == 0 && err == nil; k++ {
			_, err = who.Reply(id, ts, h.talk.text(n+k))
		}
		if err != nil {
			h.b.Fatal(err)
		}
		clock.Advance(2 * time.Second)
	}
	bind := incident.BindChannel{Service: service, ID: string(id), Name: "import"}
	if _, _, err := h.rec.Do(context.Background(), h.ref, timeline.Instruction{Order: bind, Given: incident.Given{By: "nadia"}}); err != nil {
		h.b.Fatal(err)
	}
}

// posts counts the messages that the log has.
func (h *hall) posts() (n int) {
	for e, err := range h.log.Read(context.Background(), h.ref, 1) {
		if err != nil {
			h.b.Fatal(err)
		}
		if e.Kind == "message_posted" {
			n++
		}
	}
	return n
}
