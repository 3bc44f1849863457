//go:build linux

package lossyfs

import (
	"context"
	"math/rand/v2"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

const pageSize = 4096

// file is one file: what programs see, and what the disk has.
type file struct {
	fs.Inode
	disk *Disk

	mu    sync.Mutex
	mode  uint32
	links uint32
	seen  []byte
	kept  []byte
	dirty map[int]bool // pages that differ
}

var (
	_ fs.NodeGetattrer = (*file)(nil)
	_ fs.NodeSetattrer = (*file)(nil)
	_ fs.NodeOpener    = (*file)(nil)
	_ fs.NodeReader    = (*file)(nil)
	_ fs.NodeWriter    = (*file)(nil)
	_ fs.NodeFsyncer   = (*file)(nil)
)

func (f *file) attr(out *fuse.Attr) {
	out.Mode, out.Size, out.Nlink, out.Blksize = syscall.S_IFREG|f.mode, uint64(len(f.seen)), f.links, pageSize
	out.Blocks = (out.Size + 511) / 512
}

// Getattr tells the size and mode.
func (f *file) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.attr(&out.Attr)
	return 0
}

// Setattr changes size and mode.
func (f *file) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	f.mu.Lock()
	defer f.mu.Unlock()
	if size, ok := in.GetSize(); ok {
		f.resize(int(size))
	}
	if mode, ok := in.GetMode(); ok {
		f.mode = mode & 0o7777
	}
	f.attr(&out.Attr)
	return 0
}

func (f *file) resize(size int) {
	if size < len(f.seen) {
		f.seen = f.seen[:size:size]
		return
	}
	f.seen = append(f.seen, make([]byte, size-len(f.seen))...)
}

// Open needs no handle.
func (f *file) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) { return nil, 0, 0 }

// Read gives what was written.
func (f *file) Read(_ context.Context, _ fs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if off >= int64(len(f.seen)) {
		return fuse.ReadResultData(nil), 0
	}
	return fuse.ReadResultData(append([]byte{}, f.seen[off:min(off+int64(len(dest)), int64(len(f.seen)))]...)), 0
}

// Write changes what programs see.
func (f *file) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	f.mu.Lock()
	defer f.mu.Unlock()
	end := int(off) + len(data)
	if end > len(f.seen) {
		f.resize(end)
	}
	copy(f.seen[off:], data)
	for page := int(off) / pageSize; page*pageSize < end; page++ {
		f.dirty[page] = true
	}
	return uint32(len(data)), 0
}

// Fsync brings everything to the disk, unless the power is gone.
func (f *file) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	if f.disk.isOff() {
		return syscall.EIO
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept = append(f.kept[:0:0], f.seen...)
	clear(f.dirty)
	return 0
}

// remains is what the disk has after the power went: what was synced, and of what was not any pages that chance had
// written already, in whatever order.
func (f *file) remains(chance float64) []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := append([]byte{}, f.kept...)
	for page := range f.dirty {
		from, to := page*pageSize, min((page+1)*pageSize, len(f.seen))
		if from >= len(f.seen) || rand.Float64() >= chance {
			continue
		}
		if to > len(b) {
			b = append(b, make([]byte, to-len(b))...)
		}
		copy(b[from:to], f.seen[from:to])
	}
	return b
}
