package tell

import "testing"

// BenchmarkDue looks at the clock of an incident in which much is due, as a worker does each time that it decides what
// to do next.
func BenchmarkDue(b *testing.B) {
	r := newRoom(b)
	r.do("nick: declare List import problems", "zac: take command")
	for range 20 {
		r.do("nick: action @zac look at the resolver in 5m")
	}
	r.do("+10m")
	for b.Loop() {
		if len(r.due()) != 20 {
			b.Fatal("not all is due")
		}
	}
}
