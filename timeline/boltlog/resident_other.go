//go:build !linux

package boltlog

import bolt "go.etcd.io/bbolt"

// releaseMemory leaves it to the system which pages of the file stay in memory.
func releaseMemory(*bolt.DB, int64) {}
