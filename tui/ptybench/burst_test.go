package ptybench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/socklog"
)

// A flood is so many entries a second for so long, each recorded by itself, as they come from a channel.
const (
	floodRate = 1000
	floodFor  = 10 * time.Second
)

const frame = time.Second / 120

// benchBurst types into the prompt of a room, first while nothing happens and then while another process, attached to
// the console's store, records a flood of entries into the incident. Every one of them has to be in the record, and the
// end of the flood on the screen.
func benchBurst(b *testing.B, made programs) {
	home := writeStore(b, 1_000)
	t := enterRoom(b, made.baton.on(home), titleOf(0))
	defer t.end()
	log, err := socklog.Open(b.Context(), filepath.Join(home, "baton.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	if log.Owner() {
		b.Fatal("the console does not own the store")
	}
	f := &flood{recorder: timeline.NewRecorder(log, time.Now), ref: onlyRef(b, log)}
	t.typed(":")
	var quiet, busy []time.Duration
	for b.Loop() {
		quiet = append(quiet, typeFor(t, floodFor/2)...)
		flooded := make(chan error, 1)
		go func() { flooded <- f.pour(b.Context()) }()
		busy = append(busy, typeFor(t, floodFor)...)
		if err := <-flooded; err != nil {
			b.Fatal(err)
		}
		f.check(b, t)
	}
	late := 0
	for _, d := range busy {
		if d > quantile(quiet, 1)+frame {
			late++
		}
	}
	b.ReportMetric(milliseconds(median(quiet)), "quiet_p50_ms")
	b.ReportMetric(milliseconds(quantile(quiet, .99)), "quiet_p99_ms")
	b.ReportMetric(milliseconds(median(busy)), "flood_p50_ms")
	b.ReportMetric(milliseconds(quantile(busy, .99)), "flood_p99_ms")
	b.ReportMetric(milliseconds(quantile(busy, 1)), "flood_max_ms")
	b.ReportMetric(float64(quantile(busy, .99)-quantile(quiet, .99))/float64(frame), "p99_frames_more")
	b.ReportMetric(100*float64(late)/float64(len(busy)), "%late_a_frame")
	b.ReportMetric(0, "ns/op")
}

func onlyRef(b *testing.B, log timeline.Log) incident.Ref {
	b.Helper()
	heads, err := log.List(b.Context())
	if err != nil || len(heads) != 1 {
		b.Fatalf("%d incidents: %v", len(heads), err)
	}
	return heads[0].Ref
}

// typeFor types letters that nothing else on the screen has, and gives the time until each is there.
func typeFor(t *terminal, d time.Duration) []time.Duration {
	t.b.Helper()
	const first, last, most, clearLine = 'Ā', 'ſ', 60, "\x15"
	var took []time.Duration
	for end := time.Now().Add(d); time.Now().Before(end); {
		if len(took)%most == 0 {
			t.typed(clearLine)
			time.Sleep(100 * time.Millisecond)
			t.forget()
		}
		letter := string(rune(first + len(took)%(last-first+1)))
		before, start := t.mark(), time.Now()
		t.typed(letter)
		took = append(took, t.await(letter, before).Sub(start))
		time.Sleep(rand.N(2 * frame))
	}
	return took
}

// flood records entries.
type flood struct {
	recorder *timeline.Recorder
	ref      incident.Ref
	poured   int
}

// pour records floodRate entries a second for floodFor, each when its time has come, whether or not those before are
// recorded yet.
func (f *flood) pour(ctx context.Context) error {
	var (
		waiting sync.WaitGroup
		mu      sync.Mutex
		failed  error
	)
	start := time.Now()
	for k := range floodRate * int(floodFor/time.Second) {
		time.Sleep(time.Until(start.Add(time.Duration(k) * time.Second / floodRate)))
		waiting.Go(func() {
			if err := f.post(ctx, fmt.Sprintf("flood %d: the importer answers with a timeout, on every box", k), fmt.Sprint(f.poured+k)); err != nil {
				mu.Lock()
				failed = errors.Join(failed, err)
				mu.Unlock()
			}
		})
	}
	waiting.Wait()
	f.poured += floodRate * int(floodFor/time.Second)
	return failed
}

func (f *flood) post(ctx context.Context, text, key string) error {
	_, _, err := f.recorder.Do(ctx, f.ref, timeline.Instruction{
		Order: incident.Post{MessagePosted: incident.MessagePosted{Text: text}},
		Given: incident.Given{By: "omar", Origin: "slack", Key: "flood:" + key},
	})
	return err
}

// check fails unless the record has each entry once and the screen shows what came after them.
func (f *flood) check(b *testing.B, t *terminal) {
	b.Helper()
	keys := map[string]bool{}
	for e, err := range f.recorder.Log().Read(b.Context(), f.ref, 1) {
		if err != nil {
			b.Fatal(err)
		}
		if e.Origin == "slack" && e.Actor == "omar" {
			keys[e.Key] = true
		}
	}
	if len(keys) != f.poured {
		b.Fatalf("%d of %d entries are in the record", len(keys), f.poured)
	}
	before := t.mark()
	if err := f.post(b.Context(), fmt.Sprintf("the-flood-ended-%d", f.poured), fmt.Sprint("end", f.poured)); err != nil {
		b.Fatal(err)
	}
	f.poured++
	t.await("the-flood-ended", before)
}
