//go:build linux

package lossyfs

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Disk is one mounted folder.
type Disk struct {
	root   *folder
	server *fuse.Server

	mu  sync.Mutex
	off bool
}

// Mount mounts an empty folder at dir. It needs /dev/fuse and the right to mount.
func Mount(dir string) (*Disk, error) {
	d := &Disk{root: &folder{seen: map[string]*file{}, kept: map[string]*file{}}}
	d.root.disk = d
	o := &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, FsName: "lossyfs", Name: "lossyfs", DisableXAttrs: true}}
	server, err := fs.Mount(dir, d.root, o)
	if err != nil {
		return nil, fmt.Errorf("mount a lossy file system at %s: %w", dir, err)
	}
	d.server = server
	return d, nil
}

// Unmount takes the folder away. No process may use it any more.
func (d *Disk) Unmount() error { return d.server.Unmount() }

// PowerCut stops every later sync from reaching the disk.
func (d *Disk) PowerCut() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
}

func (d *Disk) isOff() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.off
}

// Remains writes what the disk has into the folder to. chance, from 0 to 1, is how likely a page that was not synced is
// there all the same.
func (d *Disk) Remains(to string, chance float64) error {
	d.root.mu.Lock()
	kept := maps.Clone(d.root.kept)
	d.root.mu.Unlock()
	for name, f := range kept {
		if err := os.WriteFile(filepath.Join(to, name), f.remains(chance), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// folder is the only folder: the names that programs see, and those that the disk has.
type folder struct {
	fs.Inode
	disk *Disk

	mu   sync.Mutex
	seen map[string]*file
	kept map[string]*file
}

var (
	_ fs.NodeCreater  = (*folder)(nil)
	_ fs.NodeLinker   = (*folder)(nil)
	_ fs.NodeUnlinker = (*folder)(nil)
	_ fs.NodeRenamer  = (*folder)(nil)
	_ fs.NodeFsyncer  = (*folder)(nil)
)

// Create makes a file.
func (d *folder) Create(ctx context.Context, name string, _, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	f := &file{disk: d.disk, mode: mode & 0o7777, links: 1, dirty: map[int]bool{}}
	d.mu.Lock()
	d.seen[name] = f
	d.mu.Unlock()
	f.attr(&out.Attr)
	return d.NewInode(ctx, f, fs.StableAttr{Mode: syscall.S_IFREG}), nil, 0, 0
}

// Link gives a file another name.
func (d *folder) Link(_ context.Context, target fs.InodeEmbedder, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	f, ok := target.(*file)
	if !ok {
		return nil, syscall.EPERM
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.seen[name]; ok {
		return nil, syscall.EEXIST
	}
	d.seen[name] = f
	f.mu.Lock()
	defer f.mu.Unlock()
	f.links++
	f.attr(&out.Attr)
	return f.EmbeddedInode(), 0
}

// Unlink takes a name away.
func (d *folder) Unlink(_ context.Context, name string) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.seen, name)
	return 0
}

// Rename gives a file another name instead of its own.
func (d *folder) Rename(_ context.Context, name string, _ fs.InodeEmbedder, to string, _ uint32) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen[to] = d.seen[name]
	delete(d.seen, name)
	return 0
}

// Fsync brings the names to the disk.
func (d *folder) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	if d.disk.isOff() {
		return syscall.EIO
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept = maps.Clone(d.seen)
	return 0
}
