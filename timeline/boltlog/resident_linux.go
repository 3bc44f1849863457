package boltlog

import (
	bolt "go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// releaseMemory takes the file's pages out of this process's memory; what is read again comes from the system's cache.
// Only the committer may call it: nobody else changes the mapping.
func releaseMemory(db *bolt.DB, size int64) {
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, db.Info().Data, uintptr(size), unix.MADV_DONTNEED)
}
