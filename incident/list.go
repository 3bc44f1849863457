package incident

import (
	"encoding/json"
	"iter"
)

// chunkSize is how many items a List copies when one changes: enough to keep the index short in an import of tens of
// thousands of commands, few enough to keep a change cheap.
const chunkSize = 32

// List is a sequence that is used by value: adding to one or changing an item gives another list and leaves the first
// as it was. Old and new share all chunks but the one that changed, so that a fold over a long log stays linear.
type List[T any] struct {
	chunks [][]T
	n      int
}

// Len is the number of items.
func (l List[T]) Len() int { return l.n }

// At gives item k, from 0.
func (l List[T]) At(k int) T { return l.chunks[k/chunkSize][k%chunkSize] }

// Last gives the newest item; ok is false for an empty list.
func (l List[T]) Last() (item T, ok bool) {
	if l.n == 0 {
		return item, false
	}
	return l.At(l.n - 1), true
}

// Plus is the list with one more item.
func (l List[T]) Plus(item T) List[T] {
	chunks := make([][]T, len(l.chunks), len(l.chunks)+1)
	copy(chunks, l.chunks)
	if l.n%chunkSize == 0 {
		chunks = append(chunks, []T{item})
	} else {
		last := chunks[len(chunks)-1]
		chunks[len(chunks)-1] = append(last[:len(last):len(last)], item)
	}
	return List[T]{chunks: chunks, n: l.n + 1}
}

// With is the list with item k, from 0, replaced.
func (l List[T]) With(k int, item T) List[T] {
	chunks := make([][]T, len(l.chunks))
	copy(chunks, l.chunks)
	chunk := make([]T, len(chunks[k/chunkSize]))
	copy(chunk, chunks[k/chunkSize])
	chunk[k%chunkSize] = item
	chunks[k/chunkSize] = chunk
	return List[T]{chunks: chunks, n: l.n}
}

// All ranges over the items, oldest first, with their places from 0.
func (l List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for k := range l.n {
			if !yield(k, l.At(k)) {
				return
			}
		}
	}
}

// MarshalJSON writes an array.
func (l List[T]) MarshalJSON() ([]byte, error) {
	items := make([]T, 0, l.n)
	for _, item := range l.All() {
		items = append(items, item)
	}
	return json.Marshal(items)
}

// UnmarshalJSON reads an array.
func (l *List[T]) UnmarshalJSON(data []byte) error {
	var items []T
	if err := json.Unmarshal(data, &items); err != nil {
		return err
	}
	*l = listOf(items)
	return nil
}

// listOf makes a list of items, which it keeps.
func listOf[T any](items []T) List[T] {
	l := List[T]{n: len(items)}
	for len(items) > 0 {
		size := min(chunkSize, len(items))
		l.chunks = append(l.chunks, items[:size:size])
		items = items[size:]
	}
	return l
}
