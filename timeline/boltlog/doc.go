// Package boltlog is the Log on one file, kept by bbolt: the default store.
//
// One process has the file open. One goroutine, the committer, writes to it: it takes whatever appends have gathered
// while the last transaction was being synced and puts them into the next one, so that a lone append waits for one
// transaction and many at once share it. Readers copy what they need in short transactions and are told of new events
// in memory.
//
// The file holds these buckets, all flat because a nested bucket would cost every append another page:
//
//	baton      "format", "created"
//	logs       ref                      → log number 4, seq of the head 8, its hash 32
//	events     log number 4, seq 8      → the event's stored bytes
//	recent     arrival 8                → log number 4, the event's stored bytes
//	keys       log number 4, key        → seq 8
//	snapshots  ref                      → checksum 4, seq 8, data
//
// Integers are big-endian. Events arrive in recent and are moved to events, and their keys to keys, some hundred at a
// time and at Close. Only events and recent are the record; the rest can be made again from it. The head in logs is what
// tells a log whose end was lost from one that ended there.
//
// It may import packages incident and timeline, bbolt and the standard library.
package boltlog
