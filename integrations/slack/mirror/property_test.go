package mirror

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The same events give the same timeline, in any order, in any batches, with repeats, and with restarts in between; and
// all of them again add nothing.
func TestAnyOrderGivesTheSameTimeline(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChannel(rt, 20)
		inOrder, shuffled := newDesk(rt).wide(rt), newDesk(rt)
		inOrder.take(rt, c.events...)
		inOrder.fill(rt, c)
		events := slices.Clone(c.events)
		for range rapid.IntRange(0, 5).Draw(rt, "repeats") {
			events = append(events, rapid.SampledFrom(c.events).Draw(rt, "repeated"))
		}
		for left := rapid.Permutation(events).Draw(rt, "order"); len(left) > 0; {
			n := rapid.IntRange(1, len(left)).Draw(rt, "at once")
			shuffled.takeAll(rt, left[:n]...)
			left = left[n:]
			if rapid.IntRange(0, 7).Draw(rt, "restart") == 0 {
				shuffled.open(rt)
			}
		}
		shuffled.fill(rt, c)
		same(rt, "shuffled", c, view(rt, shuffled.rec, shuffled.ref), view(rt, inOrder.rec, inOrder.ref))
		if n := shuffled.mirror.Unread(); n.Count > 0 {
			rt.Fatalf("unread: %+v", n)
		}
		before := shuffled.head(rt)
		shuffled.open(rt)
		shuffled.take(rt, events...)
		shuffled.fill(rt, c)
		if after := shuffled.head(rt); after != before {
			rt.Fatalf("all of it again added %d events", after-before)
		}
	})
}

// A long channel, whose events come late and in batches, gives what it gives in one go: what follows is worked out from
// some place on, and compared from some time on.
func TestALongChannelLateAndInBatches(t *testing.T) {
	long := rapid.Custom(func(rt *rapid.T) *channel {
		c := newChannel()
		c.pace = rapid.SampledFrom([]int{1, 60, 600}).Draw(rt, "pace")
		for range 300 {
			c.step(rt)
		}
		return c
	})
	for seed := range 6 {
		c, r := long.Example(seed), rand.New(rand.NewPCG(1, uint64(seed)))
		events := slices.Clone(c.events)
		for k := range events {
			late := min(len(events)-1, k+r.IntN(40))
			events[k], events[late] = events[late], events[k]
		}
		whole, batches := newDesk(t).wide(t), newDesk(t)
		whole.takeAll(t, c.events...)
		for part := range slices.Chunk(events, 1+r.IntN(30)) {
			batches.takeAll(t, part...)
		}
		if got, want := view(t, batches.rec, batches.ref), view(t, whole.rec, whole.ref); !slices.Equal(got, want) {
			t.Errorf("seed %d: got\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// Two processes that mirror one channel, each of which gets some of the events, write nothing twice.
func TestTwoMirrorsOfOneChannel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChannel(rt, 20)
		one, first := newDesk(rt).wide(rt), newDesk(rt)
		one.take(rt, c.events...)
		second := &desk{rec: first.rec, ref: first.ref, window: 1}
		second.open(rt)
		for _, e := range rapid.Permutation(c.events).Draw(rt, "order") {
			rapid.SampledFrom([]*desk{first, second}).Draw(rt, "by").take(rt, e)
		}
		for _, d := range []*desk{one, first, second} {
			d.fill(rt, c)
		}
		same(rt, "by two", c, view(rt, first.rec, first.ref), view(rt, one.rec, one.ref))
	})
}

// What a gap takes away, history gives back: messages that are still there as they were posted, and that others are gone.
func TestHistoryFillsAGap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChannel(rt, 20)
		whole, gapped := newDesk(rt).wide(rt), newDesk(rt)
		whole.take(rt, c.events...)
		lost := map[string]bool{}
		for _, m := range c.messages {
			if m["edited"] == nil && m["subtype"] != "tombstone" && rapid.Bool().Draw(rt, "lost") {
				lost[c.posts[m["ts"].(string)]] = true
			}
		}
		for _, e := range c.removals {
			lost[e] = true
		}
		for _, e := range c.events {
			if !lost[e] {
				gapped.take(rt, e)
			}
		}
		whole.fill(rt, c)
		gapped.fill(rt, c)
		same(rt, "with a gap", c, view(rt, gapped.rec, gapped.ref), view(rt, whole.rec, whole.ref))
	})
}

func same(rt *rapid.T, what string, c *channel, got, want []string) {
	rt.Helper()
	if !slices.Equal(got, want) {
		rt.Fatalf("%s: got\n%s\nwant\n%s\nchannel\n%s\nevents\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"), pageOf(c.history()), strings.Join(c.events, "\n"))
	}
}
