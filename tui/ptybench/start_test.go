package ptybench

import (
	"testing"
	"time"
)

// startRounds is how often each program is started.
const startRounds = 40

// benchStart starts the greeting and the console in turns: from the fork to the first frame, to the newest incident on
// the screen, and to the first frame in a terminal that answers nothing.
func benchStart(b *testing.B, made programs) {
	var hello, first, newest, mute []time.Duration
	start := func(p program, silent bool, texts ...string) []time.Duration {
		t := launch(b, p, silent)
		defer t.end()
		took := make([]time.Duration, len(texts))
		for k, text := range texts {
			took[k] = t.await(text, 0).Sub(t.began)
		}
		return took
	}
	start(made.baton, false, titleOf(999)) // brings programs and store into the system's cache
	for b.Loop() {
		for range startRounds {
			hello = append(hello, start(made.hello, false, "hello")[0])
			took := start(made.baton, false, "Incidents", titleOf(999))
			first, newest = append(first, took[0]), append(newest, took[1])
			mute = append(mute, start(made.baton, true, "Incidents")[0])
		}
	}
	b.ReportMetric(milliseconds(median(hello)), "hello_ms")
	b.ReportMetric(milliseconds(median(first)), "first_frame_ms")
	b.ReportMetric(milliseconds(median(newest)), "newest_ms")
	b.ReportMetric(float64(median(first))/float64(median(hello)), "first/hello")
	b.ReportMetric(float64(median(newest))/float64(median(hello)), "newest/hello")
	b.ReportMetric(float64(median(mute))/float64(median(first)), "mute/first")
	b.ReportMetric(0, "ns/op")
}
