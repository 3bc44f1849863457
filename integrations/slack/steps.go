package slack

import (
	"math/bits"
	"sync"
	"time"

	"baton/integrations/slack/mirror"
)

// The steps that everything which comes in goes through, in order.
const (
	stepValidate  mirror.Step = "validate" // the envelope is one, and of a kind that is known
	stepHydrate   mirror.Step = "hydrate"  // who speaks and who is spoken of is looked up
	stepNormalise             = mirror.Normalise
	stepDecide                = mirror.Decide
	stepWrite                 = mirror.Write
	stepUpdate                = mirror.Update
)

// Steps are their names, in order.
func Steps() []mirror.Step {
	return []mirror.Step{stepValidate, stepHydrate, stepNormalise, stepDecide, stepWrite, stepUpdate}
}

// Spent is how often a step was taken, and how long it took.
type Spent struct {
	Count  int           `json:"count"`
	Median time.Duration `json:"median_ns"`
	P99    time.Duration `json:"p99_ns"`
	Worst  time.Duration `json:"worst_ns"`
}

// steps counts and times the steps. A time falls into one of the powers of two of nanoseconds, so that a day costs no more
// memory than a minute; medians and the like are exact to a factor of two at worst, and said as the upper bound.
type steps struct {
	mu   sync.Mutex
	each map[mirror.Step]*tally
}

type tally struct {
	count int
	worst time.Duration
	sizes [64]int
}

func newSteps() *steps { return &steps{each: map[mirror.Step]*tally{}} }

// took notes that a step was taken for n things together.
func (s *steps) took(step mirror.Step, n int, d time.Duration) {
	if n == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.each[step]
	if t == nil {
		t = &tally{}
		s.each[step] = t
	}
	t.count += n
	t.worst = max(t.worst, d)
	t.sizes[bits.Len64(uint64(max(d, 0)))] += n
}

func (s *steps) read() map[mirror.Step]Spent {
	s.mu.Lock()
	defer s.mu.Unlock()
	spent := make(map[mirror.Step]Spent, len(s.each))
	for step, t := range s.each {
		spent[step] = Spent{Count: t.count, Median: t.below(0.5), P99: t.below(0.99), Worst: t.worst}
	}
	return spent
}

// below is a time that this part of all did not exceed.
func (t *tally) below(part float64) time.Duration {
	seen := 0
	for size, n := range t.sizes {
		if seen += n; n > 0 && float64(seen) >= part*float64(t.count) {
			return min(t.worst, time.Duration(1)<<size)
		}
	}
	return t.worst
}
