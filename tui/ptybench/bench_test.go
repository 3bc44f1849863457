package ptybench

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkConsole measures the console against the programs that it is compared with.
func BenchmarkConsole(b *testing.B) {
	made := build(b)
	b.Run("quiet", func(b *testing.B) {
		made.baton = made.baton.on(writeStore(b, slices.Repeat([]int{1000}, 1000)...))
		b.Run("start", func(b *testing.B) { benchStart(b, made) })
		b.Run("idle", func(b *testing.B) { benchIdle(b, made) })
	})
	b.Run("keys", func(b *testing.B) { benchKeys(b, made) })
	b.Run("burst", func(b *testing.B) { benchBurst(b, made) })
}

// quantile gives the value below which the share q of all is.
func quantile[N int | float64 | time.Duration](all []N, q float64) N {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(float64(len(sorted))*q), len(sorted)-1)]
}

func median[N int | float64 | time.Duration](all []N) N { return quantile(all, .5) }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
