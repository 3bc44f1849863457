package ptybench

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Both programs are left alone until the console has read the store, and are then watched for some seconds, at the same
// time, so that whatever else the machine does meets both.
const (
	idleSettle = 10 * time.Second
	idleFor    = 10 * time.Second
)

// benchIdle watches what the console costs while nothing happens: memory of its own, which leaves out the pages of the
// store and of the program, and processor time.
func benchIdle(b *testing.B, made programs) {
	if _, err := os.Stat("/proc/self/schedstat"); err != nil {
		b.Skip("/proc/self/schedstat is not there, by which processor time is measured")
	}
	var ours, theirs, memory []float64
	for b.Loop() {
		hello, baton := launch(b, made.hello, false), launch(b, made.baton, false)
		baton.await(titleOf(999), 0)
		time.Sleep(idleSettle)
		h, c := processorTime(b, hello), processorTime(b, baton)
		time.Sleep(idleFor)
		theirs = append(theirs, milliseconds(processorTime(b, hello)-h)/idleFor.Seconds())
		ours = append(ours, milliseconds(processorTime(b, baton)-c)/idleFor.Seconds())
		memory = append(memory, ownMemory(b, baton))
		hello.end()
		baton.end()
	}
	b.ReportMetric(median(memory), "own_MiB")
	b.ReportMetric(median(theirs), "hello_ms/s")
	b.ReportMetric(median(ours), "cpu_ms/s")
	b.ReportMetric(median(ours)/median(theirs), "cpu/hello")
	b.ReportMetric(0, "ns/op")
}

// processorTime is what all threads of a program have used.
func processorTime(b *testing.B, t *terminal) time.Duration {
	b.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		b.Fatalf("no threads of %s: %v", t.cmd.Path, err)
	}
	var sum time.Duration
	for _, path := range threads {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // a thread that has just ended
		}
		used, err := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(used)
	}
	return sum
}

// ownMemory is the resident memory of a program that no file stands behind, in MiB.
func ownMemory(b *testing.B, t *terminal) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kib, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kib / 1024
		}
	}
	b.Fatal("the system does not tell what memory of a program is its own")
	return 0
}
