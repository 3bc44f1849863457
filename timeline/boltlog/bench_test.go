package boltlog

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baton/incident"
)

const benchRef incident.Ref = "20260101_bench"

// benchEvent is about 300 bytes as stored, with a key as a message of Slack has one.
func benchEvent(n int) incident.Event {
	at := time.Unix(1_700_000_000, 0).Add(time.Duration(n) * time.Second).UTC()
	return incident.Event{
		Kind: "message_posted", Version: 1, When: incident.At(at), Recorded: at, Actor: "ada", Origin: "slack",
		Key:  fmt.Sprintf("slack:C0123456789:%d.%06d", 1_700_000_000+n/7, n%1_000_000),
		Data: []byte(`{"text":"` + strings.Repeat("the primary is lagging ", 6) + `"}`),
	}
}

func benchEvents(from, n int) []incident.Event {
	events := make([]incident.Event, n)
	for k := range events {
		events[k] = benchEvent(from + k)
	}
	return events
}

func openBench(b *testing.B) *Log {
	l, err := Open(filepath.Join(b.TempDir(), "baton.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	return l
}

// rawFile appends records and syncs each, as the floor under every durable append.
func rawFile(b *testing.B) (write func([]byte)) {
	f, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	return func(record []byte) {
		if _, err := f.Write(record); err != nil {
			b.Fatal(err)
		}
		if err := dataSync(f); err != nil {
			b.Fatal(err)
		}
	}
}

func quantile(d []time.Duration, q float64) time.Duration {
	slices.Sort(d)
	return d[min(len(d)-1, int(float64(len(d))*q))]
}

// BenchmarkAppendOne reports x_raw: a lone durable append against a raw write and sync of the same bytes, in turns.
func BenchmarkAppendOne(b *testing.B) {
	ctx, l, raw := context.Background(), openBench(b), rawFile(b)
	record, err := benchEvent(0).AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	var ours, floor []time.Duration
	for n := 0; b.Loop(); n++ {
		start := time.Now()
		raw(record)
		floor = append(floor, time.Since(start))
		e := benchEvent(n)
		start = time.Now()
		if _, err := l.Append(ctx, benchRef, uint64(n), e); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
	}
	b.ReportMetric(float64(quantile(ours, .5))/float64(quantile(floor, .5)), "x_raw_p50")
	b.ReportMetric(float64(quantile(ours, .99))/float64(quantile(floor, .99)), "x_raw_p99")
	b.ReportMetric(float64(quantile(floor, .5))/1e3, "raw_us_p50")
	b.ReportMetric(float64(quantile(ours, .5))/1e3, "us_p50")
}

// BenchmarkAppend64 reports x_raw_rate: events of 64 writers a second against raw syncs a second just before and after.
func BenchmarkAppend64(b *testing.B) {
	ctx, l, raw := context.Background(), openBench(b), rawFile(b)
	record, _ := benchEvent(0).AppendBinary(nil)
	const syncs = 500
	var floor time.Duration
	measure := func() {
		start := time.Now()
		for range syncs {
			raw(record)
		}
		floor += time.Since(start)
	}
	measure()
	b.ResetTimer()
	start := time.Now()
	var wg sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(b.N))
	for w := range 64 {
		wg.Go(func() {
			ref := incident.Ref(fmt.Sprintf("20260101_writer_%d", w))
			for n := 0; left.Add(-1) >= 0; n++ {
				if _, err := l.Append(ctx, ref, uint64(n), benchEvent(n)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	rate := float64(b.N) / time.Since(start).Seconds()
	b.StopTimer()
	measure()
	b.ReportMetric(rate, "events/s")
	b.ReportMetric(rate*floor.Seconds()/(2*syncs), "x_raw_rate")
}

// BenchmarkAppendBulk reports ns/event of an import in appends of 10,000 events, hashing, index and syncs included.
func BenchmarkAppendBulk(b *testing.B) {
	ctx, l := context.Background(), openBench(b)
	const size = 10_000
	head := uint64(0)
	for b.Loop() {
		b.StopTimer()
		events := benchEvents(int(head), size)
		b.StartTimer()
		if _, err := l.Append(ctx, benchRef, head, events...); err != nil {
			b.Fatal(err)
		}
		head += size
	}
	per := float64(b.Elapsed()) / float64(head)
	b.ReportMetric(per, "ns/event")
	b.ReportMetric(1e9/per, "events/s")
}

// BenchmarkRead reports ns/event of reading and decoding a log of a million events.
func BenchmarkRead(b *testing.B) {
	ctx, l := context.Background(), openBench(b)
	const total, size = 1_000_000, 20_000
	for at := 0; at < total; at += size {
		if _, err := l.Append(ctx, benchRef, uint64(at), benchEvents(at, size)...); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		n := 0
		for _, err := range l.Read(ctx, benchRef, 1) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != total {
			b.Fatalf("read %d events", n)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/total, "ns/event")
}
