package tui

import (
	"slices"
	"strings"
	"time"
)

// placer finds places by time; *timeline.Index is one.
type placer interface{ PlaceAt(t time.Time) int }

// activity counts the entries in each of w cells of a span, by halving: what it costs hardly depends on how many there
// are. An entry at the very end of the span is in the last cell.
func activity(p placer, s span, w int) []int {
	counts := make([]int, w)
	before := p.PlaceAt(s.from)
	for x := range counts {
		until := s.at(x+1, w)
		if x == w-1 {
			until = s.to.Add(1)
		}
		n := p.PlaceAt(until)
		counts[x], before = n-before, n
	}
	return counts
}

var sparks = map[bool][]string{
	false: {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	true:  {" ", ".", ":", "-", "=", "+", "*", "#"},
}

// spark draws counts in a cell each, scaled to the most. What is not nothing is seen.
func spark(counts []int, ascii bool) string {
	signs := sparks[ascii]
	most := mostOf(counts)
	var b strings.Builder
	for _, n := range counts {
		level := 0
		if n > 0 {
			level = (n*(len(signs)-1) + most - 1) / most
		}
		b.WriteString(signs[level])
	}
	return b.String()
}

func mostOf(counts []int) int {
	if len(counts) == 0 {
		return 0
	}
	return slices.Max(counts)
}
