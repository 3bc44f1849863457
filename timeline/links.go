package timeline

import (
	"slices"
	"sync"

	"baton/incident"
)

// links are what a channel did to its messages, by the message's key. They are safe for concurrent use, because a
// screen loads entries while the index goes on.
type links struct {
	mu        sync.RWMutex
	edits     map[string]uint64 // the sequence number of the newest edit
	deleted   map[string]bool
	reactions map[string][]uint64
}

func newLinks() *links {
	return &links{edits: map[string]uint64{}, deleted: map[string]bool{}, reactions: map[string][]uint64{}}
}

func (l *links) add(seq uint64, f incident.Fact) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch f := f.(type) {
	case incident.MessageEdited:
		l.edits[f.Message] = seq
	case incident.MessageDeleted:
		l.deleted[f.Message] = true
	case incident.MessageReacted:
		l.reactions[f.Message] = append(l.reactions[f.Message], seq)
	}
}

// linked is what belongs to one message.
type linked struct {
	edit      uint64
	deleted   bool
	reactions []uint64
}

func (l *links) of(key string) linked {
	if key == "" {
		return linked{}
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	return linked{edit: l.edits[key], deleted: l.deleted[key], reactions: slices.Clone(l.reactions[key])}
}
