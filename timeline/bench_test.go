package timeline_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// busyIncident records n events in a store: chat for the most part, three in a hundred of them about commands.
func busyIncident(b *testing.B, log timeline.Log, n int) {
	b.Helper()
	r := timeline.NewRecorder(log, time.Now)
	ctx, now := context.Background(), noon
	given := func(k int) incident.Given {
		at := now.Add(time.Duration(k) * time.Second)
		return incident.Given{By: incident.Person(fmt.Sprintf("person%d", k%40)), Now: at, Origin: "slack", Key: fmt.Sprintf("slack:C012345:%d.000100", k)}
	}
	orders := []timeline.Instruction{{Order: incident.Declare{Ref: ref, Title: "List import problems"}, Given: given(0)}}
	for k := 1; len(orders) < n; k++ {
		var o incident.Order = incident.Post{MessagePosted: incident.MessagePosted{Text: fmt.Sprintf("%d: the importer still says no buffer space, I am looking at the resolver", k)}}
		switch commands := k / 100; k % 100 {
		case 10:
			o = incident.Propose{Text: fmt.Sprintf("kubectl logs -l app=importer --tail=%d | grep -c 'no buffer space'", k), Language: incident.Shell, Message: fmt.Sprintf("slack:C012345:%d.000100", k-1)}
		case 40:
			o = incident.Confirm{No: commands + 1}
		case 70:
			o = incident.ShowOutput{No: commands + 1, Text: "1843 no buffer space available"}
		}
		orders = append(orders, timeline.Instruction{Order: o, Given: given(k)})
	}
	for some := range slices.Chunk(orders, 5000) {
		outcomes, _, err := r.Intake(ctx, ref, some)
		if err != nil {
			b.Fatal(err)
		}
		for k, o := range outcomes {
			if o.Err != nil {
				b.Fatalf("%T: %v", some[k].Order, o.Err)
			}
		}
	}
	if err := r.Close(ctx); err != nil {
		b.Fatal(err)
	}
}

func openStore(b *testing.B, path string, options ...boltlog.Option) *boltlog.Log {
	b.Helper()
	log, err := boltlog.Open(path, options...)
	if err != nil {
		b.Fatal(err)
	}
	return log
}

// BenchmarkReopenWithSnapshot opens the store of an incident of 100,000 events and folds it: 20 ms at most.
func BenchmarkReopenWithSnapshot(b *testing.B) {
	path := filepath.Join(b.TempDir(), "baton.db")
	log := openStore(b, path, boltlog.Unsynced())
	busyIncident(b, log, 100_000)
	s, err := log.Snapshot(context.Background(), ref)
	if err != nil {
		b.Fatal(err)
	}
	if err := log.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(s.Data))/1e3, "snapshot_KB")
	for b.Loop() {
		log := openStore(b, path)
		if state, err := timeline.Fold(context.Background(), log, ref); err != nil || state.Seq < 100_000 {
			b.Fatalf("at %d, %v", state.Seq, err)
		}
		if err := log.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// rawFile appends records to a file and syncs each: the floor under every durable append.
func rawFile(b *testing.B) func([]byte) {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	return func(record []byte) {
		if _, err := f.Write(record); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
	}
}

func message(k int) timeline.Instruction {
	post := incident.Post{MessagePosted: incident.MessagePosted{Text: "the importer still says no buffer space, I am looking at the resolver and at what opened the connections"}}
	return timeline.Instruction{Order: post, Given: incident.Given{By: "zac", Origin: "slack", Key: fmt.Sprintf("slack:C012345:%d", k)}}
}

func stored(b *testing.B) []byte {
	b.Helper()
	in := message(0)
	in.Given.Now = noon
	facts, err := incident.Decide(incident.Incident{Ref: ref}, in.Order, in.Given)
	if err != nil {
		b.Fatal(err)
	}
	e, err := incident.NewEvent(facts[0], in.Given)
	if err != nil {
		b.Fatal(err)
	}
	record, err := e.AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	return record
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// BenchmarkRecorderDo reports x_raw_p50: one durable order against a raw write and sync of the same bytes, in turns.
func BenchmarkRecorderDo(b *testing.B) {
	ctx, raw, record := context.Background(), rawFile(b), stored(b)
	log := openStore(b, filepath.Join(b.TempDir(), "baton.db"))
	defer func() { _ = log.Close() }()
	r := timeline.NewRecorder(log, time.Now)
	declare(b, r)
	var ours, floor []time.Duration
	for k := 0; b.Loop(); k++ {
		start := time.Now()
		raw(record)
		floor = append(floor, time.Since(start))
		start = time.Now()
		if _, _, err := r.Do(ctx, ref, message(k)); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
	}
	b.ReportMetric(float64(median(ours))/float64(median(floor)), "x_raw_p50")
	b.ReportMetric(float64(median(ours))/1e3, "us_p50")
	b.ReportMetric(float64(median(floor))/1e3, "raw_us_p50")
}

// BenchmarkRecorder64 reports x_raw_rate: orders a second of 64 writers on one incident against single syncs a second.
func BenchmarkRecorder64(b *testing.B) {
	ctx, raw, record := context.Background(), rawFile(b), stored(b)
	const syncs, writers = 500, 64
	start := time.Now()
	for range syncs {
		raw(record)
	}
	floor := syncs / time.Since(start).Seconds()
	log := openStore(b, filepath.Join(b.TempDir(), "baton.db"))
	defer func() { _ = log.Close() }()
	r := timeline.NewRecorder(log, time.Now)
	declare(b, r)
	var next atomic.Int64
	var wg sync.WaitGroup
	start = time.Now()
	for range writers {
		wg.Go(func() {
			for k := next.Add(1); k <= int64(b.N); k = next.Add(1) {
				if _, _, err := r.Do(ctx, ref, message(int(k))); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	rate := float64(b.N) / time.Since(start).Seconds()
	b.ReportMetric(rate/floor, "x_raw_rate")
	b.ReportMetric(rate, "orders/s")
	b.ReportMetric(floor, "syncs/s")
}
