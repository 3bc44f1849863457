package boltlog

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// This file reads bbolt's pages with every offset checked. bbolt itself trusts them: on a damaged file its own check
// runs off the mapped memory, in a goroutine where that cannot be caught.
//
// A page has a header: id 8, flags 2, count 2, overflow 4. Elements of a leaf have flags 4, position 4, key size 4, value
// size 4, those of a branch position 4, key size 4, page 8; positions count from the element. Integers are in the
// machine's order. Two pages at the start are metas: magic 4, version 4, page size 4, flags 4, root 8, sequence 8,
// freelist 8, number of pages 8, transaction 8, FNV-1a checksum 8.

const (
	pageHeaderBytes  = 16
	elementBytes     = 16
	metaBytes        = 64
	boltMagic        = 0xED0CDAED
	boltVersion      = 2
	smallestPage     = 1 << 10
	largestPage      = 1 << 16
	noFreelist       = ^uint64(0)
	flagBranch       = 0x01
	flagLeaf         = 0x02
	flagFreelist     = 0x10
	elementIsBucket  = 0x01
	bucketHeader     = 16
	mostOverflowPage = 1 << 20
)

var native = binary.NativeEndian

// meta is the start of everything in one state of the file.
type meta struct {
	pageSize                    int
	root, freelist, pages, txid uint64
}

func parseMeta(b []byte) (m meta, ok bool) {
	if len(b) < pageHeaderBytes+metaBytes {
		return m, false
	}
	b = b[pageHeaderBytes:]
	sum := fnv.New64a()
	_, _ = sum.Write(b[:56])
	m = meta{
		pageSize: int(native.Uint32(b[8:])), root: native.Uint64(b[16:]), freelist: native.Uint64(b[32:]),
		pages: native.Uint64(b[40:]), txid: native.Uint64(b[48:]),
	}
	sound := native.Uint32(b) == boltMagic && native.Uint32(b[4:]) == boltVersion && sum.Sum64() == native.Uint64(b[56:]) &&
		m.pageSize >= smallestPage && m.pageSize <= largestPage && m.pageSize&(m.pageSize-1) == 0
	return m, sound
}

// readMetas gives the metas that are sound, the newer first.
func readMetas(r io.ReaderAt) []meta {
	var found []meta
	buf := make([]byte, pageHeaderBytes+metaBytes)
	if _, err := r.ReadAt(buf, 0); err == nil {
		if m, ok := parseMeta(buf); ok {
			found = append(found, m)
		}
	}
	for size := smallestPage; size <= largestPage; size <<= 1 {
		if _, err := r.ReadAt(buf, int64(size)); err != nil {
			break
		}
		if m, ok := parseMeta(buf); ok && m.pageSize == size {
			found = append(found, m)
			break
		}
	}
	if len(found) == 2 && found[1].txid > found[0].txid {
		found[0], found[1] = found[1], found[0]
	}
	return found
}

// pages reads pages of one file.
type pages struct {
	r    io.ReaderAt
	size int
	n    uint64 // pages in the file
}

// page is one page with what overflows from it.
type page struct {
	id       uint64
	flags    uint16
	count    int
	overflow uint64
	base     int64 // where b begins in the file
	b        []byte
}

var errPage = errors.New("page is damaged")

func (p *pages) read(id uint64) (page, error) {
	if id >= p.n {
		return page{}, fmt.Errorf("page %d of %d: %w", id, p.n, errPage)
	}
	buf := make([]byte, p.size)
	if _, err := p.r.ReadAt(buf, int64(id)*int64(p.size)); err != nil {
		return page{}, fmt.Errorf("page %d: %w: %w", id, errPage, err)
	}
	g := page{
		id: native.Uint64(buf), flags: native.Uint16(buf[8:]), count: int(native.Uint16(buf[10:])),
		overflow: uint64(native.Uint32(buf[12:])), base: int64(id) * int64(p.size), b: buf,
	}
	if g.id != id || g.overflow > mostOverflowPage || id+g.overflow >= p.n {
		return page{}, fmt.Errorf("page %d says it is page %d and %d more: %w", id, g.id, g.overflow, errPage)
	}
	if g.overflow > 0 {
		g.b = make([]byte, p.size*int(g.overflow+1))
		if _, err := p.r.ReadAt(g.b, int64(id)*int64(p.size)); err != nil {
			return page{}, fmt.Errorf("page %d: %w: %w", id, errPage, err)
		}
	}
	return g, nil
}

// element is one entry of a page: of a leaf with a value, of a branch with a child.
type element struct {
	key, value []byte
	at         int64 // where the value begins in the file
	child      uint64
	bucket     bool
}

func (g page) element(n int) (element, error) {
	at := pageHeaderBytes + n*elementBytes
	if at+elementBytes > len(g.b) {
		return element{}, fmt.Errorf("page %d, entry %d: %w", g.id, n, errPage)
	}
	h := g.b[at:]
	if g.flags == flagBranch {
		key, err := g.slice(n, at, native.Uint32(h), native.Uint32(h[4:]))
		return element{key: key, child: native.Uint64(h[8:])}, err
	}
	pos, keySize, valueSize := native.Uint32(h[4:]), native.Uint32(h[8:]), native.Uint32(h[12:])
	key, err := g.slice(n, at, pos, keySize)
	if err != nil {
		return element{}, err
	}
	value, err := g.slice(n, at, pos+keySize, valueSize)
	return element{
		key: key, value: value, at: g.base + int64(at) + int64(pos) + int64(keySize),
		bucket: native.Uint32(h)&elementIsBucket != 0,
	}, err
}

func (g page) slice(n, at int, pos, size uint32) ([]byte, error) {
	from := uint64(at) + uint64(pos)
	to := from + uint64(size)
	if to > uint64(len(g.b)) {
		return nil, fmt.Errorf("page %d, entry %d runs out of the page: %w", g.id, n, errPage)
	}
	return g.b[from:to:to], nil
}

// freeList gives the pages that the page lists as free.
func (g page) freeList() ([]uint64, error) {
	count, at := uint64(g.count), pageHeaderBytes
	if g.count == 0xFFFF && len(g.b) >= at+8 {
		count, at = native.Uint64(g.b[at:]), at+8
	}
	if g.flags != flagFreelist || count > uint64(len(g.b)-at)/8 {
		return nil, fmt.Errorf("page %d is no list of free pages: %w", g.id, errPage)
	}
	ids := make([]uint64, count)
	for n := range ids {
		ids[n] = native.Uint64(g.b[at+8*n:])
	}
	return ids, nil
}
