package slack

import (
	"context"
	"errors"
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
	"baton/integrations/secret"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// hall is a service on a store on disk, with a channel that is mirrored, before a workspace whose socket is a front.
type hall struct {
	b       *testing.B
	world   *slackfake.Workspace
	front   *front
	log     timeline.Log
	rec     *timeline.Recorder
	service *Service
	ref     incident.Ref
	talk    *talk
}

// newHall opens it. While something is waited for, pass lets time go on.
func newHall(b *testing.B, clock slackfake.Clock, pass func()) *hall {
	b.Helper()
	log, err := boltlog.Open(filepath.Join(b.TempDir(), "store"))
	if err != nil {
		b.Fatal(err)
	}
	world, err := slackfake.New(slackfake.Options{Clock: clock, Unlimited: true, Events: []string{}})
	if err != nil {
		b.Fatal(err)
	}
	h := &hall{b: b, world: world, front: newFront(b, world), log: log, rec: timeline.NewRecorder(log, clock.Now), talk: &talk{}}
	for _, name := range []string{"nadia", "tomas", "lena", "zac", "mia", "joe", "ann"} {
		h.talk.people = append(h.talk.people, world.AddUser(slackfake.User{Name: name, RealName: strings.ToUpper(name)}).ID())
	}
	b.Cleanup(func() { _ = world.Close(); _ = log.Close() })
	h.run(clock)
	h.declare(pass)
	return h
}

// run runs a service until the benchmark is over.
func (h *hall) run(clock slackfake.Clock) {
	s, err := New(Options{
		Recorder: h.rec, Bot: secret.New(h.world.BotToken()), App: secret.New(h.world.AppToken()), API: h.front.url(),
		Folder: h.b.TempDir(), Clock: clock,
	})
	if err != nil {
		h.b.Fatal(err)
	}
	h.service = s
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	h.b.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			h.b.Errorf("the service ended with %v", err)
		}
	})
}

// declare declares an incident and waits until its channel is made, told everything, and read.
func (h *hall) declare(pass func()) {
	i, err := h.rec.Declare(context.Background(), incident.Declare{Title: "List import problems"}, incident.Given{By: "nadia", Origin: "console"}, time.UTC)
	if err != nil {
		h.b.Fatal(err)
	}
	h.ref = i.Ref
	h.until(pass, func() bool {
		st := h.service.Status()
		return st.Connections == connections && len(st.CatchingUp) == 0 && st.Waiting == 0 && h.service.channels.ofRef(h.ref) != nil
	})
	h.talk.channel = slackfake.ChannelID(h.service.channels.ofRef(h.ref).channel.ID)
}

func (h *hall) until(pass func(), holds func() bool) {
	h.b.Helper()
	deadline := time.Now().Add(time.Minute)
	for !holds() {
		if time.Now().After(deadline) {
			h.b.Fatalf("it never came; %+v", h.service.Status())
		}
		pass()
		time.Sleep(time.Millisecond)
	}
}

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

// followedInto notes which events the log's readers have seen, until ctx ends.
func (h *hall) followedInto(ctx context.Context, m *moments) {
	index := map[string]int{}
	for n := range m.at {
		index[h.key(n)] = n
	}
	head, err := h.head()
	if err != nil {
		h.b.Fatal(err)
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
// its acknowledgement is back, at 50 events a second for ten seconds. An append of one entry at the same rate is what the
// disk gives on this machine at this time.
func BenchmarkFrame(b *testing.B) {
	const events, every = 500, 20 * time.Millisecond
	paced := func(do func(n int)) {
		next := time.NewTicker(every)
		defer next.Stop()
		for n := range events {
			<-next.C
			do(n)
		}
	}
	b.Run("through the service", func(b *testing.B) {
		h := newHall(b, slackfake.WallClock{}, func() {})
		for b.Loop() {
			h.talk.begin, h.talk.apart = time.Now(), every
			sent, durable, acked := newMoments(events), newMoments(events), newMoments(events)
			h.ackedInto(acked)
			ctx, stop := context.WithCancel(context.Background())
			go h.followedInto(ctx, durable)
			paced(func(n int) {
				frame := h.talk.envelope(n)
				sent.note(n)
				h.front.send(b, n%connections, frame)
			})
			h.until(func() {}, func() bool { return durable.count() == events && acked.count() == events })
			stop()
			durable.report(b, "durable", sent)
			acked.report(b, "acked", sent)
		}
		b.ReportMetric(0, "ns/op")
	})
	b.Run("appended alone", func(b *testing.B) {
		log, err := boltlog.Open(filepath.Join(b.TempDir(), "store"))
		if err != nil {
			b.Fatal(err)
		}
		defer log.Close()
		for b.Loop() {
			begun, done := newMoments(events), newMoments(events)
			rec := timeline.NewRecorder(log, time.Now)
			i, err := rec.Declare(context.Background(), incident.Declare{Title: "x"}, incident.Given{By: "mia"}, time.UTC)
			if err != nil {
				b.Fatal(err)
			}
			paced(func(n int) {
				begun.note(n)
				in := timeline.Instruction{Order: incident.Note{Text: fmt.Sprint(n)}, Given: incident.Given{By: "mia"}}
				if _, _, err := rec.Do(context.Background(), i.Ref, in); err != nil {
					b.Fatal(err)
				}
				done.note(n)
			})
			done.report(b, "durable", begun)
		}
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkBurst is a burst in one channel: as fast as they are acknowledged, with some thousand on their way. All have to
// be in the log, and those of one connection in their order.
func BenchmarkBurst(b *testing.B) {
	const events, window = 30_000, 4096
	for _, by := range []int{1, connections} {
		b.Run(fmt.Sprintf("by %d", by), func(b *testing.B) {
			h := newHall(b, slackfake.WallClock{}, func() {})
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
				h.until(func() {}, func() bool { return acked.count() == events })
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
// heap that lives after each quarter.
func BenchmarkDay(b *testing.B) {
	const second, window = 10, 2000
	clock := slackfake.NewHandClock(beginning)
	h := newHall(b, clock, func() { clock.Advance(50 * time.Millisecond) })
	h.talk.begin, h.talk.apart = clock.Now(), time.Second/second
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
			h.until(func() {}, func() bool { return n-acked.count() < window })
			if part := 4 * (n + 1); part%*dayMessages == 0 {
				h.until(func() {}, func() bool { return acked.count() > n })
				b.ReportMetric(live(), fmt.Sprintf("MiB-at-%d/4", part / *dayMessages))
			}
		}
		b.ReportMetric((live()-before)*(1<<20)/float64(*dayMessages), "B/message")
		b.ReportMetric(float64(h.front.calls.Load()), "history-calls")
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
