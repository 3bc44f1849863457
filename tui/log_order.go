package tui

import (
	"cmp"
	"slices"
	"time"

	"baton/timeline"
)

// What the log page lists is a sequence of numbers in one of two orders: that of the timeline, or that of the log, in
// which what says something about other entries has rows of its own. A filter picks some of either.

// logOrder is every event that is known, in the order in which they were written.
type logOrder struct{ index *timeline.Index }

func (o logOrder) Len() int           { return o.index.Events() }
func (o logOrder) At(k int) time.Time { return o.index.TimeOf(o.index.Event(k)) }

func (o logOrder) Seqs(k, n int) []uint64 {
	k, n = max(k, 0), min(n, o.Len())
	numbers := make([]uint64, 0, max(n-k, 0))
	for ; k < n; k++ {
		numbers = append(numbers, o.index.Event(k))
	}
	return numbers
}

func (o logOrder) Place(seq uint64) (int, bool) { return o.index.EventPlace(seq) }

// picked are some of the events of an index, in one of the two orders.
type picked struct {
	index   *timeline.Index
	written bool // the log's order
	numbers []uint64
}

func (p picked) Len() int           { return len(p.numbers) }
func (p picked) At(k int) time.Time { return p.index.TimeOf(p.numbers[k]) }
func (p picked) Seqs(k, n int) []uint64 {
	return p.numbers[min(max(k, 0), len(p.numbers)):min(n, len(p.numbers))]
}

func (p picked) Place(seq uint64) (int, bool) {
	if seq == 0 || seq >= p.index.Next() {
		return 0, false
	}
	return slices.BinarySearchFunc(p.numbers, seq, p.compare)
}

func (p picked) compare(a, b uint64) int {
	if p.written {
		return cmp.Compare(a, b)
	}
	return p.index.Compare(a, b)
}

// with is the sequence with more events in it, and without those that are gone.
func (p picked) with(more, gone []uint64) picked {
	if len(gone) > 0 {
		p.numbers = slices.DeleteFunc(slices.Clone(p.numbers), func(seq uint64) bool { return slices.Contains(gone, seq) })
	}
	if p.numbers = append(p.numbers, more...); !slices.IsSortedFunc(p.numbers, p.compare) {
		slices.SortFunc(p.numbers, p.compare)
	}
	p.numbers = slices.Compact(p.numbers)
	return p
}
