package boltlog

import (
	"bytes"
	"fmt"
	"io"
)

// walk goes over every page that one state of the file refers to and notes what is wrong.
type walk struct {
	pages
	seen     map[uint64]bool
	problems []string
}

const mostProblems = 100

// walkPages checks the structure of the file in the state m: pages that are what they say, referred to once, keys in
// order, and every other page in the list of free ones.
func walkPages(r io.ReaderAt, size int64, m meta) (seen map[uint64]bool, problems []string) {
	w := &walk{pages: pages{r: r, size: m.pageSize, n: m.pages}, seen: map[uint64]bool{0: true, 1: true}}
	if have := uint64(size) / uint64(m.pageSize); have < m.pages {
		w.note("the file is cut short: it has %d of %d pages", have, m.pages)
	}
	w.tree(m.root, nil, nil, 0)
	if m.freelist != noFreelist {
		w.free(m.freelist)
	}
	return w.seen, w.problems
}

func (w *walk) note(format string, args ...any) {
	if len(w.problems) < mostProblems {
		w.problems = append(w.problems, fmt.Sprintf(format, args...))
	}
}

// deepest is far beyond any tree that fits a disk.
const deepest = 64

// tree checks the pages from root on; keys lie in [low, high), nil for no bound.
func (w *walk) tree(root uint64, low, high []byte, depth int) {
	g, err := w.read(root)
	switch {
	case err != nil:
		w.note("%v", err)
		return
	case !w.claim(g):
		return
	case g.flags != flagBranch && g.flags != flagLeaf, depth > deepest:
		w.note("page %d is neither branch nor leaf of the tree", g.id)
		return
	}
	w.elements(g, low, high, depth)
}

// elements checks what is on a page, and what hangs under it.
func (w *walk) elements(g page, low, high []byte, depth int) {
	for n := range g.count {
		e, err := g.element(n)
		if err != nil {
			w.note("%v", err)
			return
		}
		before := bytes.Compare(e.key, low) < 0 || (n > 0 && bytes.Equal(e.key, low))
		if before || (high != nil && bytes.Compare(e.key, high) >= 0) || len(e.key) == 0 {
			w.note("page %d, entry %d: its key is out of order", g.id, n)
		}
		switch {
		case g.flags == flagBranch:
			next := high
			if n+1 < g.count {
				if f, err := g.element(n + 1); err == nil {
					next = f.key
				}
			}
			w.tree(e.child, e.key, next, depth+1)
		case e.bucket:
			w.bucket(g, e, depth)
		}
		low = e.key
	}
}

// bucket checks what is in a bucket: its own tree, or a small page inside the value.
func (w *walk) bucket(g page, e element, depth int) {
	if len(e.value) < bucketHeader {
		w.note("page %d: bucket %.40q has no header", g.id, e.key)
		return
	}
	if root := native.Uint64(e.value); root != 0 {
		w.tree(root, nil, nil, depth+1)
		return
	}
	inner, ok := g.inline(e)
	if !ok {
		w.note("page %d: bucket %.40q is damaged", g.id, e.key)
		return
	}
	w.elements(inner, nil, nil, depth+1)
}

// inline reads the page of a small bucket out of its value.
func (g page) inline(e element) (page, bool) {
	if len(e.value) < bucketHeader+pageHeaderBytes || native.Uint64(e.value) != 0 {
		return page{}, false
	}
	b := e.value[bucketHeader:]
	return page{
		id: g.id, flags: flagLeaf, count: int(native.Uint16(b[10:])), base: e.at + bucketHeader, b: b,
	}, native.Uint16(b[8:]) == flagLeaf
}

// claim notes that a page is used, and refuses one that is used already.
func (w *walk) claim(g page) bool {
	for id := g.id; id <= g.id+g.overflow; id++ {
		if w.seen[id] {
			w.note("page %d is referred to more than once", id)
			return false
		}
		w.seen[id] = true
	}
	return true
}

// free checks the list of free pages against what is used.
func (w *walk) free(at uint64) {
	g, err := w.read(at)
	if err != nil {
		w.note("%v", err)
		return
	}
	ids, err := g.freeList()
	if err != nil || !w.claim(g) {
		w.note("the list of free pages cannot be read: %v", err)
		return
	}
	free := make(map[uint64]bool, len(ids))
	for _, id := range ids {
		if id >= w.n || free[id] || w.seen[id] {
			w.note("page %d is listed as free and is not, or is listed twice", id)
		}
		free[id] = true
	}
	if len(w.problems) > 0 {
		return // what hangs under a damaged page looks lost, too
	}
	for id := range w.n {
		if !w.seen[id] && !free[id] {
			w.note("page %d is neither used nor free", id)
		}
	}
}
