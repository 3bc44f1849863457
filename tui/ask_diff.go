package tui

import "strings"

// mostCompared bounds the pairs of words that a comparison looks at; two texts that differ in more are shown as wholes.
const mostCompared = 100_000

// wordDiff says how a text differs from an earlier one: [-words that are gone-] {+words that are new+}, and what is the
// same in between, shortened where it is long. The marks are those of git, and need no colour.
func wordDiff(before, after string) string {
	a, b := strings.Fields(before), strings.Fields(after)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if head == len(a) && head == len(b) {
		return "nothing: it is the text of the last one"
	}
	var d diffText
	d.same(b[:head])
	d.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	d.same(b[len(b)-tail:])
	return d.text()
}

// diffText puts a comparison together.
type diffText struct {
	parts     []string
	gone, new []string
}

// middle compares what lies between the words that both texts begin and end with.
func (d *diffText) middle(a, b []string) {
	if len(a)*len(b) > mostCompared {
		d.gone, d.new = a, b
		return
	}
	longest := common(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			d.same(b[j : j+1])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && longest[i+1][j] >= longest[i][j+1]:
			d.gone = append(d.gone, a[i])
			i++
		default:
			d.new = append(d.new, b[j])
			j++
		}
	}
}

// common gives for every pair of ends of a and b how many words they have in common, in order.
func common(a, b []string) [][]int {
	longest := make([][]int, len(a)+1)
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	return longest
}

// same adds words that both texts have.
func (d *diffText) same(words []string) {
	if len(words) == 0 {
		return
	}
	d.changed()
	d.parts = append(d.parts, words...)
}

// changed adds what is gone and what is new since the last words in common.
func (d *diffText) changed() {
	if len(d.gone) > 0 {
		d.parts = append(d.parts, "[-"+strings.Join(d.gone, " ")+"-]")
	}
	if len(d.new) > 0 {
		d.parts = append(d.parts, "{+"+strings.Join(d.new, " ")+"+}")
	}
	d.gone, d.new = nil, nil
}

func (d *diffText) text() string {
	d.changed()
	return strings.Join(d.parts, " ")
}
