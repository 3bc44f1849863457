package incident

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestListAgainstASlice keeps every list that was ever made beside a plain copy of what it held then: none may change
// when another is made from it.
func TestListAgainstASlice(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lists, models := []List[int]{{}}, [][]int{nil}
		if n := rapid.IntRange(0, 200).Draw(rt, "start"); n > 0 {
			var l List[int]
			var m []int
			for k := range n {
				l, m = l.Plus(k), append(m, k)
			}
			lists, models = append(lists, l), append(models, m)
		}
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			from := rapid.IntRange(0, len(lists)-1).Draw(rt, "from")
			l, m := lists[from], slices.Clone(models[from])
			item := rapid.Int().Draw(rt, "item")
			if len(m) > 0 && rapid.Bool().Draw(rt, "change") {
				k := rapid.IntRange(0, len(m)-1).Draw(rt, "at")
				l, m[k] = l.With(k, item), item
			} else {
				l, m = l.Plus(item), append(m, item)
			}
			lists, models = append(lists, l), append(models, m)
		}
		for k, l := range lists {
			sameItems(rt, l, models[k])
		}
	})
}

func sameItems(rt *rapid.T, l List[int], model []int) {
	var items []int
	for at, item := range l.All() {
		if at != len(items) || l.At(at) != item {
			rt.Fatalf("item %d of %d is %d", at, l.Len(), item)
		}
		items = append(items, item)
	}
	if last, ok := l.Last(); l.Len() != len(model) || !slices.Equal(items, model) || ok != (len(model) > 0) || ok && last != model[len(model)-1] {
		rt.Fatalf("got %v, want %v", items, model)
	}
	var back List[int]
	if err := json.Unmarshal([]byte(asJSON(rt, l)), &back); err != nil || !reflect.DeepEqual(back, l) {
		rt.Fatalf("from JSON %v, want %v (%v)", back, l, err)
	}
}

func TestListStopsWhenAsked(t *testing.T) {
	l := listOf([]int{1, 2, 3})
	for k, item := range l.All() {
		if k > 0 {
			t.Fatalf("item %d comes after the break", item)
		}
		break
	}
}
