package boltlog

import (
	"os"
	"syscall"
)

// dataSync is the cheapest call that makes an appended record durable.
func dataSync(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
