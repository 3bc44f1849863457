//go:build unix && !solaris

package boltlog

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps other processes from opening the store until f is closed.
func lock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrHeld
	}
	return err
}

// unlock lets other processes open the store although f may still be mapped, which keeps it from being closed altogether.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
