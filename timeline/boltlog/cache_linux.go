package boltlog

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropCache makes the next read of the file come from the disk.
func dropCache(f *os.File) error { return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) }
