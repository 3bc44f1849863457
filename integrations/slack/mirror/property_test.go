package mirror

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The same events give the same timeline, in any order, with repeats, and with restarts in between; and all of them again
// add nothing.
func TestAnyOrderGivesTheSameTimeline(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChannel(rt, 20)
		inOrder, shuffled := newDesk(rt), newDesk(rt)
		inOrder.take(rt, c.events...)
		inOrder.fill(rt, c.page())
		events := slices.Clone(c.events)
		for range rapid.IntRange(0, 5).Draw(rt, "repeats") {
			events = append(events, rapid.SampledFrom(c.events).Draw(rt, "repeated"))
		}
		for _, e := range rapid.Permutation(events).Draw(rt, "order") {
			shuffled.take(rt, e)
			if rapid.IntRange(0, 7).Draw(rt, "restart") == 0 {
				shuffled.open(rt)
			}
		}
		shuffled.fill(rt, c.page())
		want := view(rt, inOrder.rec, inOrder.ref)
		got := view(rt, shuffled.rec, shuffled.ref)
		if !slices.Equal(got, want) {
			rt.Fatalf("in order\n%s\nshuffled\n%s\nevents\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"), strings.Join(c.events, "\n"))
		}
		if n := shuffled.mirror.Unread(); n.Count > 0 {
			rt.Fatalf("unread: %+v", n)
		}
		before := shuffled.head(rt)
		shuffled.open(rt)
		shuffled.take(rt, events...)
		shuffled.fill(rt, c.page())
		if after := shuffled.head(rt); after != before {
			rt.Fatalf("all of it again added %d events", after-before)
		}
	})
}
