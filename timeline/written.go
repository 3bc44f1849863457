package timeline

import (
	"slices"
	"sort"
	"time"
)

// The order of the log: every event of a view, in the order in which they were written. An event's place in it is its
// number but for those that the view leaves out.

// Events is the number of events of the view, amendments too.
func (x *Index) Events() int { return int(x.read) - len(x.left) }

// Event is the number of the event at place k of the log's order.
func (x *Index) Event(k int) uint64 {
	gone := sort.Search(len(x.left), func(n int) bool { return int(x.left[n])-1-n > k })
	return uint64(k + 1 + gone)
}

// EventPlace finds an event's place in the log's order; ok is false for what the view does not have.
func (x *Index) EventPlace(seq uint64) (k int, ok bool) {
	if seq == 0 || seq > x.read {
		return 0, false
	}
	before, left := slices.BinarySearch(x.left, seq)
	return int(seq) - 1 - before, !left
}

// TimeOf is when an event happened, UTC, as the timeline has it. The number must be one that was read.
func (x *Index) TimeOf(seq uint64) time.Time { return time.Unix(0, x.times[seq-1]).UTC() }
