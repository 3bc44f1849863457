package mirror

import (
	"fmt"
	"testing"
)

// BenchmarkTake takes one more message of a channel that has many already, one in twenty with a command or an answer to
// one: a message that bears on commands, for which all of them are worked out anew, and one that does not.
func BenchmarkTake(b *testing.B) {
	for _, size := range []int{1000, 10_000} {
		for name, text := range map[string]string{"chat": "looking", "command": "going to run `kubectl delete pod hub-9`"} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				c, d := newChannel(), newDesk(b)
				for k := range size {
					said := "the queue is at " + fmt.Sprint(k)
					switch k % 40 {
					case 0:
						said = fmt.Sprintf("going to run `kubectl delete pod hub-%d`", k)
					case 20:
						said = "lgtm"
					}
					c.say(people[k/20%3], said)
				}
				for page := c.messages; len(page) > 0; page = page[min(len(page), 500):] {
					d.page(b, Request{}, object{"ok": true, "has_more": true, "messages": page[:min(len(page), 500)]}.json())
				}
				for b.Loop() {
					c.say("U1", text)
					d.take(b, c.events[len(c.events)-1])
				}
			})
		}
	}
}
