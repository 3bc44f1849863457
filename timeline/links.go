package timeline

import (
	"sync"
	"time"

	"baton/incident"
)

// links are what a channel did to its messages, by the message's key. They are safe for concurrent use, because a
// screen loads entries while the index goes on.
type links struct {
	mu        sync.RWMutex
	edits     map[string][]link
	deleted   map[string]link
	reactions map[string][]link
}

// link is one event about a message: when it was made in the channel, and when it became known here.
type link struct {
	seq       uint64
	at, known int64
}

func newLinks() *links {
	return &links{edits: map[string][]link{}, deleted: map[string]link{}, reactions: map[string][]link{}}
}

func (l *links) add(e incident.Event, f incident.Fact) {
	l.mu.Lock()
	defer l.mu.Unlock()
	made := link{seq: e.Seq, at: nanos(e.When.At), known: nanos(e.KnownAt())}
	switch f := f.(type) {
	case incident.MessageEdited:
		l.edits[f.Message] = append(l.edits[f.Message], made)
	case incident.MessageDeleted:
		if first, ok := l.deleted[f.Message]; !ok || made.known < first.known {
			l.deleted[f.Message] = made
		}
	case incident.MessageReacted:
		l.reactions[f.Message] = append(l.reactions[f.Message], made)
	}
}

// linked is what belongs to one message. edit is its newest wording: the last by when it was written in the channel,
// which is not always the last to arrive.
type linked struct {
	edit      uint64
	deleted   bool
	reactions []uint64
}

// of gives what belongs to a message and was known at the horizon; zero is now.
func (l *links) of(key string, horizon time.Time) linked {
	if key == "" {
		return linked{}
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	var made linked
	newest := link{}
	for _, edit := range l.edits[key] {
		if edit.knownBy(horizon) && (newest.seq == 0 || edit.at >= newest.at) {
			newest = edit
		}
	}
	made.edit = newest.seq
	if d, ok := l.deleted[key]; ok {
		made.deleted = d.knownBy(horizon)
	}
	for _, reaction := range l.reactions[key] {
		if reaction.knownBy(horizon) {
			made.reactions = append(made.reactions, reaction.seq)
		}
	}
	return made
}

func (l link) knownBy(horizon time.Time) bool { return horizon.IsZero() || l.known <= nanos(horizon) }
