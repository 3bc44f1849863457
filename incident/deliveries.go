package incident

import (
	"encoding/json"
	"hash/fnv"
	"iter"
	"slices"
	"strings"
)

// Deliveries are the deliveries of an incident by key, used by value: setting one gives another set and leaves the first
// as it was. Both share everything but the path to it, so that a fold over thousands of them stays linear.
type Deliveries struct{ root *shelf }

// shelf holds the deliveries whose keys have the same digits so far: the few themselves, in the order of their keys, or
// shelves by the next digit. Nothing is ever taken away, so that the same deliveries always stand in the same way.
type shelf struct {
	items []*Delivery
	by    *[1 << digitBits]*shelf
}

const (
	digitBits = 4
	shelfSize = 8  // items that a shelf holds before it is divided
	maxDepth  = 16 // digits of a key
)

// digit is one of the digits of a key, from 0.
func digit(key string, depth int) int {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key))
	return int(h.Sum64()>>(digitBits*depth)) & (1<<digitBits - 1)
}

func (s *shelf) place(key string) (k int, found bool) {
	return slices.BinarySearchFunc(s.items, key, func(d *Delivery, key string) int { return strings.Compare(d.Key, key) })
}

// Get finds one.
func (l Deliveries) Get(key string) (Delivery, bool) {
	s := l.root
	for depth := 0; s != nil && s.by != nil; depth++ {
		s = s.by[digit(key, depth)]
	}
	if s == nil {
		return Delivery{}, false
	}
	k, found := s.place(key)
	if !found {
		return Delivery{}, false
	}
	return *s.items[k], true
}

// With is the set with one delivery added or changed.
func (l Deliveries) With(d Delivery) Deliveries { return Deliveries{root: l.root.with(&d, 0)} }

func (s *shelf) with(d *Delivery, depth int) *shelf {
	if s == nil {
		return &shelf{items: []*Delivery{d}}
	}
	if s.by != nil {
		by := *s.by
		at := digit(d.Key, depth)
		by[at] = by[at].with(d, depth+1)
		return &shelf{by: &by}
	}
	items := slices.Clone(s.items)
	k, found := s.place(d.Key)
	if found {
		items[k] = d
		return &shelf{items: items}
	}
	if items = slices.Insert(items, k, d); len(items) <= shelfSize || depth == maxDepth {
		return &shelf{items: items}
	}
	divided := &shelf{by: new([1 << digitBits]*shelf)}
	for _, d := range items {
		at := digit(d.Key, depth)
		divided.by[at] = divided.by[at].with(d, depth+1)
	}
	return divided
}

// All ranges over them, in no order that means anything.
func (l Deliveries) All() iter.Seq[Delivery] {
	return func(yield func(Delivery) bool) { l.root.all(yield) }
}

func (s *shelf) all(yield func(Delivery) bool) bool {
	if s == nil {
		return true
	}
	for _, d := range s.items {
		if !yield(*d) {
			return false
		}
	}
	if s.by == nil {
		return true
	}
	for _, next := range s.by {
		if !next.all(yield) {
			return false
		}
	}
	return true
}

// keptDeliveries is how a snapshot holds them: of those that were made, nearly all, only the receipts.
type keptDeliveries struct {
	Made  map[string]string `json:"made,omitzero"`
	Other []Delivery        `json:"other,omitzero"`
}

// MarshalJSON writes the receipts of those that were made by key, and the others whole.
func (l Deliveries) MarshalJSON() ([]byte, error) {
	kept := keptDeliveries{Made: map[string]string{}}
	for d := range l.All() {
		if d.Stage == StageMade {
			kept.Made[d.Key] = d.Receipt
		} else {
			kept.Other = append(kept.Other, d)
		}
	}
	if len(kept.Made) == 0 {
		kept.Made = nil
	}
	slices.SortFunc(kept.Other, func(a, b Delivery) int { return strings.Compare(a.Key, b.Key) })
	return json.Marshal(kept)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (l *Deliveries) UnmarshalJSON(data []byte) error {
	var kept keptDeliveries
	if err := json.Unmarshal(data, &kept); err != nil {
		return err
	}
	*l = Deliveries{}
	for key, receipt := range kept.Made {
		*l = l.With(made(key, receipt))
	}
	for _, d := range kept.Other {
		*l = l.With(d)
	}
	return nil
}

// made is all that is kept of a delivery that was made.
func made(key, receipt string) Delivery {
	return Delivery{Key: key, Stage: StageMade, Receipt: receipt}
}
