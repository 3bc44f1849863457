//go:build !linux

package boltlog

import "os"

// dataSync is the cheapest call that makes an appended record durable.
func dataSync(f *os.File) error { return f.Sync() }
