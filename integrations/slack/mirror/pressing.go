package mirror

import (
	"iter"
	"slices"
	"strings"
	"time"

	"baton/incident"
)

// pressing ranges over who presses an emoji, by handle, and since when: the first press after the last time that it was
// taken back, zero where only a source without times says so.
func (p *post) pressing(emoji string) iter.Seq2[incident.Person, time.Time] {
	since := map[incident.Person]time.Time{}
	for _, n := range p.presses[emoji] {
		at, on := since[n.by]
		switch {
		case n.off:
			delete(since, n.by)
		case !on || at.IsZero():
			since[n.by] = exactly(n.when)
		}
	}
	var people []incident.Person
	for by := range since {
		people = append(people, by)
	}
	slices.SortFunc(people, func(a, b incident.Person) int { return strings.Compare(string(a), string(b)) })
	return func(yield func(incident.Person, time.Time) bool) {
		for _, by := range people {
			if !yield(by, since[by]) {
				return
			}
		}
	}
}

// exactly is a time, or zero where it is not known exactly.
func exactly(w incident.When) time.Time {
	if w.Precision != incident.Exact {
		return time.Time{}
	}
	return w.At
}

// pressedBy tells whether a person presses an emoji, and when they last did anything to it.
func (p *post) pressedBy(emoji string, by incident.Person) (on bool, last incident.When) {
	for _, n := range p.presses[emoji] {
		if n.by == by {
			on, last = !n.off, n.when
		}
	}
	return on, last
}
