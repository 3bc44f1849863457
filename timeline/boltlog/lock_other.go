//go:build !unix || solaris

package boltlog

import "os"

// lock does nothing where the system has no flock; bbolt's own lock still keeps a second process from the result.
func lock(*os.File) error { return nil }

// unlock has nothing to do where there was no flock.
func unlock(*os.File) {}
