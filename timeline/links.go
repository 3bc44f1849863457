package timeline

import (
	"slices"
	"sync"
	"time"

	"baton/incident"
)

// links are what a channel did to its messages, by the message's key. They are safe for concurrent use, because a
// screen loads entries while the index goes on.
type links struct {
	mu        sync.RWMutex
	edits     map[string]edit
	deleted   map[string]bool
	reactions map[string][]uint64
}

// edit is the newest wording of a message: the last by when it was written in the channel, which is not always the last
// to arrive.
type edit struct {
	at  time.Time
	seq uint64
}

func newLinks() *links {
	return &links{edits: map[string]edit{}, deleted: map[string]bool{}, reactions: map[string][]uint64{}}
}

func (l *links) add(e incident.Event, f incident.Fact) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch f := f.(type) {
	case incident.MessageEdited:
		if !e.When.At.Before(l.edits[f.Message].at) {
			l.edits[f.Message] = edit{at: e.When.At, seq: e.Seq}
		}
	case incident.MessageDeleted:
		l.deleted[f.Message] = true
	case incident.MessageReacted:
		l.reactions[f.Message] = append(l.reactions[f.Message], e.Seq)
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
	return linked{edit: l.edits[key].seq, deleted: l.deleted[key], reactions: slices.Clone(l.reactions[key])}
}
